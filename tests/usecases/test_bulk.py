"""Acting on many: what is said before is what happens, it is one act, and nothing of it is half done."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest

from sdrdesk.domain.errors import Conflict, DeskError
from sdrdesk.usecases import accounts, bulk, history, next_steps, notes, pipeline, safety, tags
from sdrdesk.usecases.desk import Desk, Done, open_desk
from usecases.live import live


def some(desk: Desk, count: int = 4) -> list[str]:
    """Leads on the board, the last one still in the inbox."""
    made = [
        accounts.add_account(desk, name=f"Lead {place}", next="call fri 10" if place < count - 1 else "").made
        for place in range(count)
    ]
    return [str(one) for one in made]


def snoozed(desk: Desk, account_id: str) -> Done:
    return next_steps.snooze(desk, account_id, "3")


def test_what_is_said_before_is_what_happens(desk: Desk) -> None:
    found = some(desk)
    before = live(desk)
    looked = bulk.look(desk, snoozed, found)
    assert live(desk) == before, "only to look changed something"
    assert looked.said == "3 change, 1 refused: Lead 3 has no next step to snooze; it is inbox"
    done, outcome = bulk.act_on(desk, snoozed, found, "Snooze 3")
    assert outcome == looked
    assert done.said == "Snooze 3: 3 accounts changed, 1 refused: Lead 3 has no next step to snooze; it is inbox"


def test_the_gate_is_counted_apart_and_can_be_overridden(desk: Desk) -> None:
    found = some(desk, 6)
    on = partial(bulk.promote_lead, next="demo thu 14", value="5k")
    looked = bulk.look(desk, on, found)
    assert looked.changed == ()
    assert [(one.needs, len(one.ids)) for one in looked.blocked] == [("gate", 5), ("", 1)]
    assert looked.said.startswith("0 change, 5 blocked by the gate (Lead 0, Lead 1, Lead 2 and 2 more), 1 refused: ")
    _, outcome = bulk.act_on(desk, partial(on, override="all met at the fair"), found, "On")
    assert len(outcome.changed) == 5
    assert desk.db.value("SELECT count(*) FROM stage_move WHERE override = 1 AND deleted_at IS NULL") == 5


def test_an_estimate_is_for_those_that_have_none(desk: Desk) -> None:
    found = some(desk)
    accounts.edit_account(desk, found[0], value="90k")
    bulk.act_on(desk, partial(bulk.promote_lead, next="thu", value="5k", override="sure"), found, "On")
    values = desk.db.all("SELECT value_minor FROM account WHERE stage = 'prospect' ORDER BY name")
    assert [row[0] for row in values] == [9_000_000, 500_000, 500_000]


def test_all_of_it_is_one_act_that_is_listed_undone_and_redone_once(desk: Desk) -> None:
    found = some(desk)
    before = live(desk)
    done, _ = bulk.act_on(desk, partial(tags.tag, text="hot"), found, "Tag +hot")
    after = live(desk)
    assert history.acts(desk)[0].said == "Tag +hot: 4 accounts changed"
    assert len(history.acts(desk)) == 5
    last = history.last_act(desk)
    assert last is not None and last.id == done.step
    assert history.undo(desk).said == "Undid: Tag +hot: 4 accounts changed"
    assert live(desk) == before
    again = history.last_taken_back(desk)
    assert again is not None and again.id == done.step
    history.redo(desk, again.id)
    assert live(desk) == after
    history.undo(desk, done.step)
    assert live(desk) == before
    assert safety.check(desk) == []


def test_each_account_remembers_what_was_done_to_it(desk: Desk) -> None:
    found = some(desk)
    bulk.act_on(desk, partial(tags.tag, text="hot"), found, "Tag +hot")
    assert history.timeline(desk, found[0])[0].head == "Tagged Lead 0: +hot"


def test_later_work_on_one_of_them_keeps_all_from_being_taken_back(desk: Desk) -> None:
    found = some(desk)
    done, _ = bulk.act_on(desk, snoozed, found, "Snooze 3")
    next_steps.set_next(desk, found[1], "send plan mon 9")
    before = live(desk)
    with pytest.raises(Conflict):
        history.undo(desk, done.step)
    assert live(desk) == before


def test_what_would_change_none_is_refused_and_leaves_no_trace(desk: Desk) -> None:
    found = some(desk)
    before, acts = live(desk), history.acts(desk)
    with pytest.raises(DeskError, match="Take on changes none of 3 accounts: 3 refused: Lead 0 is not in the inbox"):
        bulk.act_on(desk, partial(pipeline.take, next="call today"), found[:3], "Take on")
    assert live(desk) == before
    assert history.acts(desk) == acts


def test_it_stops_when_it_is_told_and_then_nothing_was_done(desk: Desk) -> None:
    found = some(desk, 60)
    before = live(desk)
    told: list[tuple[int, int]] = []
    watch = bulk.Watch(lambda done, total: told.append((done, total)), lambda: len(told) > 2)
    with pytest.raises(bulk.Stopped):
        bulk.act_on(desk, snoozed, found, "Snooze 3", watch)
    assert told == [(0, 60), (25, 60), (50, 60)]
    assert live(desk) == before


def test_an_error_in_the_midst_of_it_leaves_nothing_behind(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "desk.db")
    found = some(desk)
    before = live(desk)

    def breaks(desk: Desk, account_id: str) -> Done:
        if account_id == found[2]:
            raise ZeroDivisionError
        return notes.note(desk, account_id, "written")

    with pytest.raises(ZeroDivisionError):
        bulk.act_on(desk, breaks, found, "Note")
    assert live(desk) == before
    notes.note(desk, found[0], "goes on")
    desk.close()


def test_a_verb_that_refuses_after_it_wrote_leaves_nothing_of_it(desk: Desk) -> None:
    found = some(desk)

    def half(desk: Desk, account_id: str) -> Done:
        with desk.db.step("note.written", account_id) as log:
            desk.db.insert("note", account_id=account_id, at=desk.stamp(), text="half")
            if account_id == found[1]:
                raise DeskError("Not this one.")
        return Done(log.id, "", account_id)

    _, outcome = bulk.act_on(desk, half, found, "Note")
    assert len(outcome.changed) == 3
    assert desk.db.value("SELECT count(*) FROM note") == 3


def test_a_verb_inside_a_verb_still_fails_loudly(desk: Desk) -> None:
    found = some(desk)

    def nested(desk: Desk, account_id: str) -> Done:
        with desk.db.step("note.written", account_id):
            return notes.note(desk, account_id, "inside")

    with pytest.raises(RuntimeError, match="inside another"):
        bulk.act_on(desk, nested, found, "Note")


def test_too_many_and_none_at_all_are_refused(desk: Desk) -> None:
    with pytest.raises(DeskError, match="5,001 accounts are too many"):
        bulk.look(desk, snoozed, [str(one) for one in range(bulk.MOST + 1)])
    with pytest.raises(DeskError, match="No account is marked"):
        bulk.look(desk, snoozed, [])


def test_those_that_are_gone_are_counted(desk: Desk) -> None:
    found = some(desk)
    accounts.delete(desk, "account", found[0])
    looked = bulk.look(desk, snoozed, found)
    assert "no longer on this desk" in looked.said and len(looked.changed) == 2
