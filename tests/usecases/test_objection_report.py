"""The report reads what was heard on a desk: what became of the account, its deals, and what stands open."""

from __future__ import annotations

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import accounts, calls, leaving, objections, pipeline
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.objection_report import objection_report, standing, to_ask_first

from .conftest import TickingClock


def lead(desk: Desk, name: str) -> str:
    made = accounts.add_account(desk, name=name, source="Fair", person="Ana", value="1000", next="call fri 10").made
    assert made is not None
    accounts.edit_account(desk, made, industry="Events")
    return made


def doubt(desk: Desk, account: str, category: str = "price", words: str = "twice what we pay now") -> str:
    made = objections.log_objection(desk, account, category, words).made
    assert made is not None
    return made


def test_who_went_on_after_an_objection_is_counted_and_how_the_deal_ended(desk: Desk, clock: TickingClock) -> None:
    on, stuck = lead(desk, "Halden"), lead(desk, "Kobalt")
    objections.explore(desk, doubt(desk, on), underlying="value_unclear", outcome="yes")
    doubt(desk, stuck)
    clock.jump(days=1)
    pipeline.promote(desk, on, next="demo thu", override="they asked")
    doubt(desk, on, "timing", "not this year")
    pipeline.promote(desk, on, amount="900", on="today", reason="value")
    told = {line.key[0]: line for line in objection_report(desk).lines}
    assert (told["price"].heard, told["price"].settled, told["price"].moved_on, told["price"].accounts) == (2, 1, 1, 2)
    assert (told["timing"].won, told["timing"].decided) == (1, 1)


def test_older_than_the_days_looked_back_over_is_left_out(desk: Desk, clock: TickingClock) -> None:
    doubt(desk, lead(desk, "Halden"))
    clock.jump(days=40)
    assert (objection_report(desk, days=30).heard, objection_report(desk, days=90).heard) == (0, 1)


def test_an_unknown_way_to_look_is_refused_with_those_there_are(desk: Desk) -> None:
    with pytest.raises(DeskError, match="kind, stage"):
        objection_report(desk, "colour")


def test_what_stands_open_is_on_the_board_blocking_ones_first(desk: Desk) -> None:
    first, second, gone = lead(desk, "Halden"), lead(desk, "Kobalt"), lead(desk, "Lumen")
    doubt(desk, first)
    blocking = doubt(desk, second)
    objections.explore(desk, blocking, blocking=True)
    objections.explore(desk, doubt(desk, first, "need"), outcome="no")
    doubt(desk, gone)
    leaving.dormant(desk, gone, reason="timing")
    assert [one.account for one in standing(desk)] == ["Kobalt", "Halden"]


def test_a_kind_heard_again_and_again_in_a_segment_is_to_be_asked_about(desk: Desk) -> None:
    for place in range(3):
        account = lead(desk, f"Firm {place}")
        call = calls.start_call(desk, account).made
        assert call is not None
        calls.file_line(desk, call, '!price "too dear"')
        calls.finish_call(desk, call, "conversation", when="call thu 10")
    (found,) = to_ask_first(desk)
    assert found == ("Events", "price", 3, 3)


def test_an_undone_objection_is_not_heard(desk: Desk) -> None:
    from sdrdesk.usecases import history

    done = objections.log_objection(desk, lead(desk, "Halden"), "price", "too dear")
    history.undo(desk, done.step)
    assert objection_report(desk).heard == 0


def test_what_a_segment_raises_again_and_again_is_asked_in_the_next_call_there_and_stands_in_its_brief(
    desk: Desk,
) -> None:
    from sdrdesk.usecases.brief import brief
    from sdrdesk.usecases.pages import call_view

    for place in range(3):
        call = calls.start_call(desk, lead(desk, f"Firm {place}")).made
        assert call is not None
        calls.file_line(desk, call, '!price "too dear"')
        calls.finish_call(desk, call, "conversation", when="call thu 10")
    account, other = lead(desk, "Halden"), lead(desk, "Kobalt")
    accounts.edit_account(desk, other, industry="Retail")
    call, elsewhere = calls.start_call(desk, account).made, calls.start_call(desk, other).made
    assert call is not None
    assert elsewhere is not None
    view = call_view(desk, call)
    question = view.playbook.question("ask_first_price")
    assert question is not None
    assert question in view.order(core_only=True)
    assert question.intent == "price came up in 3 of the last 3 calls, Events"
    assert question.ask in [gap.ask for gap in brief(desk, account).gaps]
    assert call_view(desk, elsewhere).playbook.question("ask_first_price") is None
    calls.file_line(desk, call, "if it saves us a clerk", "ask_first_price")
    assert call_view(desk, call).answers["ask_first_price"] == "if it saves us a clerk"
    assert {one.criterion for one in call_view(desk, call).standings.values()} == set()
