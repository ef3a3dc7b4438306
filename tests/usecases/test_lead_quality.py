"""Those who bring leads hear what came of them: accepted, rejected and why; and what was promised beside what was."""

from __future__ import annotations

from datetime import date

import pytest

from sdrdesk.domain.metrics.periods import Period
from sdrdesk.usecases import accounts, history, leaving, pipeline
from sdrdesk.usecases.assumptions import assume
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.lead_quality import lead_quality, promised

from .conftest import TickingClock

QUARTER = Period(date(2026, 10, 1), date(2027, 1, 1))


def lead(desk: Desk, name: str, source: str = "Fair") -> str:
    made = accounts.add_account(desk, name=name, source=source, person="Jo Li", value="1000", next="call in 3d").made
    assert made is not None
    return made


def test_every_lead_of_a_source_is_accepted_rejected_or_waiting_and_says_why(desk: Desk) -> None:
    for name, reason in (("A", "bad_data"), ("B", "bad_data"), ("C", "no_need"), ("D", "a flood")):
        leaving.disqualify(desk, lead(desk, name), reason=reason)
    lead(desk, "E")
    bought = lead(desk, "F")
    pipeline.promote(desk, bought, next="demo in 3d", override="they asked")
    pipeline.promote(desk, bought, amount="900", on="today", reason="value")
    gone = lead(desk, "G")
    pipeline.promote(desk, gone, next="demo in 3d", override="they asked")
    leaving.lose(desk, gone, reason="price")
    accounts.add_account(desk, name="H", source="Fair", person="Jo Li")
    lead(desk, "I", source="Webinar")
    fair, webinar = lead_quality(desk, QUARTER, desk.today())
    assert (fair.source, fair.came, fair.accepted, fair.rejected, fair.waiting) == ("Fair", 8, 3, 4, 1)
    assert (fair.prospects, fair.customers) == (2, 1)
    assert fair.said_why == "bad data 2, no need 1, other 1"
    assert (webinar.source, webinar.came, webinar.said_why) == ("Webinar", 1, "")
    assert all(one.came == one.accepted + one.rejected + one.waiting for one in (fair, webinar))


def test_a_rejection_taken_back_was_none_and_one_of_later_is_not_yet(desk: Desk, clock: TickingClock) -> None:
    before = desk.today()
    account = lead(desk, "A")
    clock.jump(days=2)
    step = leaving.disqualify(desk, account, reason="unreachable").step
    assert lead_quality(desk, QUARTER, desk.today())[0].rejected == 1
    assert lead_quality(desk, QUARTER, before)[0].rejected == 0
    history.undo(desk, step)
    assert lead_quality(desk, QUARTER, desk.today())[0].rejected == 0


def test_without_leads_there_is_nothing_to_tell(desk: Desk) -> None:
    assert lead_quality(desk, QUARTER, desk.today()) == []


def test_what_was_promised_stands_beside_what_was(desk: Desk, clock: TickingClock) -> None:
    for place in range(6):
        lead(desk, f"Firm {place}")
    months = {month: leads for month, leads, _ in promised(desk, QUARTER, desk.today())}
    month = f"{desk.today():%Y-%m}"
    assert (months[month].value, months[month].numerator) == (None, 6)
    assume(desk, promised_leads="8")
    told = {name: leads for name, leads, _ in promised(desk, QUARTER, desk.today())}[month]
    assert (told.numerator, told.denominator, told.value) == (6, 8, 75.0)


def test_a_lead_answered_in_time_keeps_the_promise_and_one_left_alone_breaks_it(
    desk: Desk, clock: TickingClock
) -> None:
    from sdrdesk.usecases import outcomes

    answered = lead(desk, "Quick")
    lead(desk, "Slow")
    outcomes.log_call(desk, answered, "no_answer", when="call in 2d")
    clock.jump(days=5)
    (touch,) = [touch for *_, touch in promised(desk, QUARTER, desk.today()) if touch.denominator]
    assert (touch.numerator, touch.denominator) == (1, 2)


@pytest.mark.parametrize("text", ["-1", "many", "1.5"])
def test_a_promise_that_is_no_number_of_leads_is_refused(desk: Desk, text: str) -> None:
    from sdrdesk.domain.errors import DeskError

    with pytest.raises(DeskError, match="promised leads must be a whole number"):
        assume(desk, promised_leads=text)
