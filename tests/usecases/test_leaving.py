"""What a leaving tells: who they went with, the day a customer left, whether it could have been avoided."""

from __future__ import annotations

from datetime import date

import pytest

from sdrdesk.domain.errors import DeskError, NeedsAnswer
from sdrdesk.store.numbers import stages
from sdrdesk.usecases import accounts, deals, exporting, history, leaving, outcomes, pipeline, winning
from sdrdesk.usecases.brief import brief
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.numbers import numbers
from usecases.conftest import TickingClock


def lead(desk: Desk) -> str:
    return str(accounts.add_account(desk, name="Halden", value="9k", phone="+49 30 901820", next="call today").subject)


def customer(desk: Desk) -> str:
    account = lead(desk)
    winning.win(desk, account, amount="900", on="today", reason="value", skip="small_sale")
    return account


def leaves(desk: Desk) -> dict[str, object]:
    row = desk.db.one("SELECT * FROM stage_move WHERE move = 'leave' AND deleted_at IS NULL")
    assert row is not None
    return dict(zip(row.keys(), row, strict=True))


def test_lost_to_a_competitor_needs_its_name(desk: Desk) -> None:
    account = lead(desk)
    with pytest.raises(NeedsAnswer, match="Who did Halden go with"):
        leaving.lose(desk, account, reason="competitor")
    leaving.lose(desk, account, reason="competitor", competitor="Rival GmbH")
    assert leaves(desk)["competitor"] == "Rival GmbH"
    assert "Rival GmbH" in history.timeline(desk, account, kind="stage")[0].body
    stopped = brief(desk, account).stopped
    assert stopped is not None and "Rival GmbH" in stopped.reason


@pytest.mark.parametrize("said", ["?", "unknown", "not known"])
def test_who_would_not_say_is_lost_all_the_same(desk: Desk, said: str) -> None:
    leaving.lose(desk, lead(desk), reason="competitor", competitor=said)
    assert leaves(desk)["competitor"] is None


def test_a_deal_lost_to_a_competitor_says_which(desk: Desk) -> None:
    account = customer(desk)
    deals.add_deal(desk, account, name="More seats", value="5k")
    with pytest.raises(NeedsAnswer):
        leaving.lose(desk, account, reason="competitor")
    leaving.lose(desk, account, reason="competitor", competitor="Rival GmbH")
    assert desk.db.value("SELECT why FROM deal WHERE outcome = 'lost'") == "went with Rival GmbH"


def test_a_call_that_ends_it_asks_the_same(desk: Desk) -> None:
    account = lead(desk)
    with pytest.raises(NeedsAnswer, match="Who did"):
        outcomes.log_call(desk, account, "conversation", exit="lost", reason="competitor")
    outcomes.log_call(desk, account, "conversation", exit="lost", reason="competitor", competitor="Rival GmbH")
    assert leaves(desk)["competitor"] == "Rival GmbH"


@pytest.mark.parametrize(("said", "kept"), [("yes", 1), ("no", 0), ("", None), ("unknown", None)])
def test_whether_a_customer_could_have_been_kept_is_yes_no_or_not_known(
    desk: Desk, said: str, kept: int | None
) -> None:
    leaving.churn(desk, customer(desk), reason="price", avoidable=said)
    assert leaves(desk)["avoidable"] == kept


def test_another_word_for_avoidable_is_refused(desk: Desk) -> None:
    with pytest.raises(DeskError, match="yes, no or unknown"):
        leaving.churn(desk, customer(desk), reason="price", avoidable="perhaps")


def test_the_day_a_customer_left_is_what_the_numbers_count(desk: Desk, clock: TickingClock) -> None:
    account = customer(desk)
    clock.jump(days=60)
    leaving.churn(desk, account, reason="price", on="2026-11-20")
    assert leaves(desk)["on_date"] == "2026-11-20"
    assert desk.today() > date(2026, 11, 20)
    assert stages.states(desk.db, date(2026, 11, 19)) == {"customer": 1}
    assert stages.states(desk.db, date(2026, 11, 20)) == {"churned": 1}
    found = numbers(desk, date(2026, 11, 1), date(2026, 12, 1), desk.today())
    churn = next(figure for group in found.groups.values() for figure in group.values() if figure.id == "logo_churn")
    assert (churn.numerator, churn.denominator) == (1, 1)
    assert "on 2026-11-20" in history.timeline(desk, account, kind="stage")[0].body


def test_nobody_leaves_before_they_bought_or_tomorrow(desk: Desk, clock: TickingClock) -> None:
    account = customer(desk)
    clock.jump(days=10)
    with pytest.raises(DeskError, match="bought on 2026-10-13"):
        leaving.churn(desk, account, reason="price", on="2026-10-12")
    with pytest.raises(DeskError, match="still to come"):
        leaving.churn(desk, account, reason="price", on="tomorrow")


def test_the_skip_keeps_both_reasons(desk: Desk) -> None:
    account = lead(desk)
    with pytest.raises(NeedsAnswer, match="Why did Halden buy"):
        pipeline.promote(desk, account, to_stage="customer", amount="900", on="today")
    with pytest.raises(NeedsAnswer, match="straight from lead to customer"):
        pipeline.promote(desk, account, to_stage="customer", amount="900", on="today", reason="value")
    pipeline.promote(desk, account, to_stage="customer", amount="900", on="today", reason="value", skip="referral")
    assert desk.db.value("SELECT close_reason FROM deal WHERE outcome = 'won'") == "value"
    assert desk.db.value("SELECT reason FROM stage_move WHERE move = 'skip'") == "referral"


def test_the_facts_stand_in_the_export_of_moves(desk: Desk, tmp_path) -> None:  # type: ignore[no-untyped-def]
    leaving.lose(desk, lead(desk), reason="competitor", competitor="Rival GmbH")
    file = tmp_path / "moves.csv"
    exporting.export(desk, file, table="moves")
    assert "Rival GmbH" in file.read_text()
