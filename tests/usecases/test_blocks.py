"""A call block is frozen, leaves out who was just called, is gone through in order, and every act in it comes back."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import accounts, blocks, calls, contacts, history, next_steps, objections, outcomes
from sdrdesk.usecases.desk import Desk, open_desk
from usecases.conftest import TickingClock
from usecases.live import live

# The clock stands at 07:00 UTC: 09:00 in Berlin, 16:00 in Tokyo, 03:00 in New York.
BERLIN, NEW_YORK, TOKYO = "+49 30 23125 101", "+1 212 555 0101", "+81 3 3224 9999"


def lead(desk: Desk, name: str, phone: str = BERLIN) -> str:
    made = accounts.add_account(
        desk, name=name, person=f"{name} Nair", phone=phone, email="x@y.example", next="call today"
    ).made
    assert made is not None
    return made


def begun(desk: Desk, *account_ids: str) -> str:
    made = blocks.begin(desk, account_ids, "B-leads").made
    assert made is not None
    return made


def states(desk: Desk, block_id: str) -> list[tuple[str, str, str]]:
    return [(row.account, row.state, row.outcome or row.reason) for row in blocks.rows_of(desk, block_id)]


def test_a_block_is_frozen_in_the_order_of_the_list(desk: Desk) -> None:
    names = ["Kobalt", "Halden", "Orbita"]
    block = begun(desk, *[lead(desk, name) for name in names])
    lead(desk, "Lumen")
    assert [row.account for row in blocks.rows_of(desk, block)] == names
    assert blocks.open_blocks(desk)[0][-2:] == (3, 3)


def test_who_was_called_within_the_hour_is_left_out_and_that_is_said(desk: Desk, clock: TickingClock) -> None:
    one, two, three = lead(desk, "One"), lead(desk, "Two"), lead(desk, "Three")
    outcomes.log_call(desk, one, "no_answer")
    clock.jump(minutes=50)
    outcomes.log_call(desk, two, "no_answer")
    clock.jump(minutes=20)
    done = blocks.begin(desk, [one, two, three], "B-leads")
    assert done.said == "Call block, B-leads: 2 to call · left out 1 called within the hour"
    assert states(desk, done.made or "")[1] == ("Two", "skipped", "called within the hour")


def test_who_has_no_number_or_asked_to_be_left_alone_is_left_out(desk: Desk) -> None:
    mute = accounts.add_account(desk, name="Mute", person="Ana Ruiz", email="a@b.example", next="call today").made or ""
    blocked, fine = lead(desk, "Blocked"), lead(desk, "Fine")
    person = str(desk.db.value("SELECT id FROM contact WHERE account_id = ?", (blocked,)))
    contacts.add_contact(desk, blocked, name="Tom Weiss", phone=BERLIN)
    outcomes.log_call(desk, blocked, "do_not_contact", contact_id=person, confirmed=True, at="2026-10-12T07:00:00.000Z")
    desk.db.conn.execute("UPDATE account SET do_not_contact = 1 WHERE id = ?", (blocked,))
    done = blocks.begin(desk, [mute, blocked, fine], "x")
    assert done.said.endswith("1 to call · left out 1 without a number, 1 not to be contacted")


def test_who_is_outside_their_hours_stands_last(desk: Desk) -> None:
    america, germany, japan = lead(desk, "Am", NEW_YORK), lead(desk, "De", BERLIN), lead(desk, "Jp", TOKYO)
    done = blocks.begin(desk, [america, germany, japan], "x")
    assert [row.account for row in blocks.rows_of(desk, done.made or "")] == ["De", "Jp", "Am"]
    assert done.said.endswith("3 to call · 1 outside their hours last")


def test_who_has_a_later_hour_today_comes_after_the_others(desk: Desk) -> None:
    promised, away, now = lead(desk, "Promised"), lead(desk, "Away", NEW_YORK), lead(desk, "Now")
    next_steps.set_next(desk, promised, "call today 23:30")
    done = blocks.begin(desk, [promised, away, now], "x")
    assert [row.account for row in blocks.rows_of(desk, done.made or "")] == ["Now", "Promised", "Away"]
    assert done.said.endswith("1 at a later hour, 1 outside their hours last")


def test_a_list_with_nobody_to_call_is_refused_with_the_reason(desk: Desk) -> None:
    one = lead(desk, "One")
    outcomes.log_call(desk, one, "no_answer")
    with pytest.raises(DeskError, match="1 called within the hour"):
        blocks.begin(desk, [one], "x")
    with pytest.raises(DeskError, match="Nobody is in this list"):
        blocks.begin(desk, [], "x")
    assert blocks.open_blocks(desk) == []


def test_a_block_takes_the_first_two_hundred_and_says_so(desk: Desk) -> None:
    many = [lead(desk, f"N{number:03}") for number in range(203)]
    done = blocks.begin(desk, many, "all")
    assert "200 to call · of the first 200" in done.said
    assert len(blocks.rows_of(desk, done.made or "")) == 200


def test_one_outcome_logs_and_marks_the_row_and_one_undo_takes_both_back(desk: Desk) -> None:
    one, two = lead(desk, "One"), lead(desk, "Two")
    block = begun(desk, one, two)
    before = live(desk)
    outcomes.log_call(desk, one, "no_answer")
    assert states(desk, block) == [("One", "called", "no answer"), ("Two", "waiting", "")]
    history.undo(desk)
    assert live(desk) == before


def test_a_guided_call_marks_its_row_too(desk: Desk) -> None:
    one = lead(desk, "One")
    call = calls.start_call(desk, one).made or ""
    block = begun(desk, one)
    calls.finish_call(desk, call, "conversation", when="send plan fri 9")
    assert states(desk, block) == [("One", "called", "conversation")]
    assert blocks.the_block(desk, block).ended
    history.undo(desk)
    assert not blocks.the_block(desk, block).ended


def test_a_block_ends_with_its_last_row_and_goes_on_when_that_is_taken_back(desk: Desk) -> None:
    one, two = lead(desk, "One"), lead(desk, "Two")
    block = begun(desk, one, two)
    blocks.skip(desk, blocks.rows_of(desk, block)[0].id)
    outcomes.log_call(desk, two, "no_answer")
    assert blocks.the_block(desk, block).ended and blocks.open_blocks(desk) == []
    history.undo(desk)
    assert [one.waiting for one in blocks.open_blocks(desk)] == [1]
    history.undo(desk)
    assert [one.waiting for one in blocks.open_blocks(desk)] == [2]


def test_a_skipped_row_may_be_called_after_all_and_a_called_one_not_be_skipped(desk: Desk) -> None:
    one = lead(desk, "One")
    block = begun(desk, one)
    row = blocks.rows_of(desk, block)[0].id
    blocks.skip(desk, row, "at lunch")
    assert states(desk, block) == [("One", "skipped", "at lunch")]
    outcomes.log_call(desk, one, "no_answer")
    assert states(desk, block) == [("One", "called", "no answer")]
    with pytest.raises(DeskError, match="called already"):
        blocks.skip(desk, row)


def test_a_new_block_ends_the_one_before_it_but_no_sheet(desk: Desk) -> None:
    one, two = lead(desk, "One"), lead(desk, "Two")
    first = begun(desk, one)
    blocks.begin(desk, [two], "sheet", kind="sheet")
    second = begun(desk, two)
    assert blocks.the_block(desk, first).ended
    assert [block.id for block in blocks.open_blocks(desk)] == [second]
    assert len(blocks.open_blocks(desk, "sheet")) == 1
    history.undo(desk)
    assert [block.id for block in blocks.open_blocks(desk)] == [first]


def test_tomorrow_it_goes_on_where_it_was(desk: Desk, clock: TickingClock) -> None:
    one, two = lead(desk, "One"), lead(desk, "Two")
    block = begun(desk, one, two)
    outcomes.log_call(desk, one, "no_answer")
    clock.jump(days=1)
    assert [(one.id, one.waiting, one.total) for one in blocks.open_blocks(desk)] == [(block, 1, 2)]
    outcomes.log_call(desk, two, "voicemail_left")
    assert states(desk, block) == [("One", "called", "no answer"), ("Two", "called", "voicemail left")]


def test_a_block_is_on_disk_from_its_first_row(tmp_path: Path, clock: TickingClock) -> None:
    desk = open_desk(tmp_path / "desk.db", clock=clock)
    one, two = lead(desk, "One"), lead(desk, "Two")
    block = begun(desk, one, two)
    outcomes.log_call(desk, one, "no_answer")
    again = open_desk(tmp_path / "desk.db", clock=clock)  # the first was never closed
    assert [(found.id, found.waiting) for found in blocks.open_blocks(again)] == [(block, 1)]
    assert states(again, block) == [("One", "called", "no answer"), ("Two", "waiting", "")]
    again.close()
    desk.close()


def test_an_old_call_that_is_entered_late_marks_nothing(desk: Desk) -> None:
    one = lead(desk, "One")
    block = begun(desk, one)
    outcomes.log_call(desk, one, "no_answer", at="2026-10-09T09:00:00.000Z")
    assert states(desk, block) == [("One", "waiting", "")]


def test_an_account_that_is_deleted_leaves_the_block(desk: Desk) -> None:
    one, two = lead(desk, "One"), lead(desk, "Two")
    block = begun(desk, one, two)
    accounts.delete(desk, "account", one)
    assert states(desk, block) == [("Two", "waiting", "")]


def test_the_summary_counts_and_names_the_objections_nobody_explored(desk: Desk) -> None:
    names = [lead(desk, name) for name in ("One", "Two", "Three", "Four")]
    old = objections.log_objection(desk, names[0], "timing", "not now").made
    block = begun(desk, *names)
    outcomes.log_call(desk, names[0], "no_answer")
    outcomes.log_call(desk, names[1], "conversation", when="send plan fri")
    outcomes.log_call(desk, names[2], "meeting_booked", when="thu 10")
    heard = objections.log_objection(desk, names[1], "price", "twice as much").made
    deep = objections.log_objection(desk, names[2], "price", "too dear", concern="blame").made
    told = blocks.summary(desk, block)
    assert (told.dials, told.talks, told.meetings, told.called, told.waiting) == (3, 2, 1, 3, 1)
    assert told.unexplored == (heard,) and old and deep
