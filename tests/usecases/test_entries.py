"""An entry of the timeline can be read in full; one kind at a time can be looked at."""

from __future__ import annotations

import pytest

from sdrdesk.domain.errors import DeskError, NotFound
from sdrdesk.usecases import accounts, cadences, contacts, history, leaving, notes, objections
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.entries import entry_in_full
from usecases.test_undo import lead, person, prospect


def full(desk: Desk) -> str:
    """An account with an entry of every kind."""
    account = prospect(desk)
    notes.note(desk, account, "met at the fair\n\nand again")
    notes.log_activity(desk, account, "reply", "send me the numbers")
    notes.log_activity(desk, account, "meeting_held", "with planning")
    notes.log_activity(desk, account, "mail_sent", "the numbers")
    objections.log_objection(desk, account, "price", "twice what we pay now")
    accounts.edit_account(desk, account, name="Halden AG", industry="Logistics")
    return account


def one(desk: Desk, account: str, kind: str) -> history.Entry:
    return history.timeline(desk, account, kind=kind)[0]


@pytest.mark.parametrize(
    ("kind", "heads"),
    [
        ("call", ["conversation"]), ("note", ["note"]), ("objection", ["price"]),
        ("stage", ["lead → prospect", "a lead"]),
        ("activity", ["mail sent", "meeting held", "they replied"]), ("mail", ["mail sent", "they replied"]),
    ],
)  # fmt: skip
def test_one_kind_at_a_time(desk: Desk, kind: str, heads: list[str]) -> None:
    account = full(desk)
    found = [entry.head for entry in history.timeline(desk, account, kind=kind)]
    assert len(found) == len(heads)
    assert all(entry.startswith(head) for entry, head in zip(found, heads, strict=True)), found


def test_all_kinds_together_are_everything_once(desk: Desk) -> None:
    account = full(desk)
    every = {entry.id for entry in history.timeline(desk, account)}
    split = [entry.id for kind in history.KINDS for entry in history.timeline(desk, account, kind=kind)]
    assert set(split) == every and len(split) == len(every)


def test_an_unknown_kind_is_refused_with_those_there_are(desk: Desk) -> None:
    with pytest.raises(DeskError, match=r"call, note, objection, .*edit, mail"):
        history.timeline(desk, full(desk), kind="letter")


def test_a_call_in_full_has_every_line_with_its_minute_and_criterion(desk: Desk) -> None:
    whole = entry_in_full(desk, one(desk, full(desk), "call"))
    assert whole.title == "conversation · 2026-10-13 · Priya Nair"
    told = {part.label: part.text for part in whole.parts}
    assert (told["outcome"], told["try"], told["verdict"]) == ("conversation", "1", "pass (bant)")
    lines = [part.text for part in whole.parts if ":" in part.label]
    assert lines[0] == "[Need] n3 they retype every order, 12 hours a week" and len(lines) == 4


def test_a_note_in_full_keeps_its_paragraphs(desk: Desk) -> None:
    whole = entry_in_full(desk, one(desk, full(desk), "note"))
    assert [part.text for part in whole.parts] == ["met at the fair", "", "and again"]


def test_an_edit_in_full_says_what_was_and_what_is(desk: Desk) -> None:
    whole = entry_in_full(desk, one(desk, full(desk), "edit"))
    told = {part.label: part.text for part in whole.parts if part.label}
    assert told == {"name": "Halden → Halden AG", "industry": "– → Logistics"}


def test_a_move_in_full_says_why(desk: Desk) -> None:
    account = lead(desk)
    leaving.lose(desk, account, reason="no_decision", why="the board never met")
    told = {part.label: part.text for part in entry_in_full(desk, one(desk, account, "stage")).parts}
    assert told == {"move": "lost (was lead)", "reason": "no decision", "why": "the board never met"}


def test_an_entry_that_was_taken_back_is_said_to_be(desk: Desk) -> None:
    account = full(desk)
    entry = one(desk, account, "note")
    accounts.delete(desk, "note", entry.id)
    with pytest.raises(NotFound, match="no longer on this desk"):
        entry_in_full(desk, entry)


def test_every_kind_there_is_can_be_opened(desk: Desk) -> None:
    account = full(desk)
    cadences.start(desk, account, "customer")
    cadences.stop(desk, account, reason="they rang")
    for entry in history.timeline(desk, account):
        assert entry_in_full(desk, entry).parts
    assert {entry.kind for entry in history.timeline(desk, account)} == set(history.KINDS)


def test_a_number_that_was_added_shows_in_the_edit(desk: Desk) -> None:
    account = lead(desk)
    contacts.edit_contact(desk, person(desk, account), phone="030 901820")
    told = {part.label: part.text for part in entry_in_full(desk, one(desk, account, "edit")).parts if part.label}
    assert told["typed"] == "+49 30 23125 101 → 030 901820"
