"""Whatever a rep remembers of a person finds them: a word of a note, a number in any format, a name in any spelling."""

from __future__ import annotations

import pytest

from sdrdesk.usecases import accounts, notes
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.find import find
from sdrdesk.usecases.history import undo
from sdrdesk.usecases.objections import log_objection
from sdrdesk.usecases.search import PER_ACCOUNT, search, told


def add(desk: Desk, name: str, **facts: str) -> str:
    return str(accounts.add_account(desk, name=name, **facts).subject)


def test_a_word_of_a_note_or_an_objection_finds_its_account(desk: Desk) -> None:
    acme = add(desk, "Acme", person="Jane Doe", email="jane@acme.example")
    notes.note(desk, acme, "They renew in Frühling")
    log_objection(desk, acme, "price", "twice what we pay now")
    (note,) = told(desk, "fruhling")
    assert (note.account_id, note.kind, note.text) == (acme, "note", "They renew in Frühling")
    (objection,) = told(desk, "twice pa")
    assert (objection.kind, objection.text) == ("objection", "price · twice what we pay now")
    assert [hit.name for hit in search(desk, "jan").accounts] == ["Acme"]


def test_a_word_just_begun_does_not_empty_what_was_found(desk: Desk) -> None:
    acme = add(desk, "Acme")
    notes.note(desk, acme, "budget in May, 東京")
    typed = {"b": 0, "bu": 1, "budget": 1, "budget x": 1, "budget xy": 0, "東": 1}
    assert {text: len(told(desk, text)) for text in typed} == typed


def test_what_was_taken_back_is_not_found(desk: Desk) -> None:
    acme = add(desk, "Acme")
    notes.note(desk, acme, "secret budget")
    undo(desk)
    assert told(desk, "budget") == []


def test_one_account_does_not_push_out_the_others(desk: Desk) -> None:
    acme, beta = add(desk, "Acme"), add(desk, "Beta")
    notes.note(desk, beta, "budget in May")
    for number in range(10):
        notes.note(desk, acme, f"budget {number}")
    names = [one.name for one in told(desk, "budget")]
    assert names == ["Acme"] * PER_ACCOUNT + ["Beta"]


@pytest.mark.parametrize(
    "typed",
    ["+41 44 668 18 00", "0041 446681800", "044 668 18 00", "044/668-18", "41446681800", "+41 (0)44 668 18", "0446681"],
)
def test_a_number_is_found_in_any_format(desk: Desk, typed: str) -> None:
    add(desk, "Other", phone="+49 30 901820")
    swiss = add(desk, "Swiss", phone="+41 44 668 18 00")
    assert [hit.id for hit in find(desk, typed)] == [swiss]


@pytest.mark.parametrize("typed", ["", " ", '"', "*", "AND", "(", "a OR", "NEAR(x", "ab:", "-x", "^x", "\x00\ud800"])
def test_nothing_typed_is_an_error(desk: Desk, typed: str) -> None:
    add(desk, "Acme")
    search(desk, typed)


@pytest.mark.parametrize(
    ("typed", "through"),
    [
        ("hal", ""),
        ("nair", "Priya Nair"),
        ("priya na", "Priya Nair"),
        ("priya@halden", "priya@halden.example"),
        ("030 9018", "+49 30 901820"),
    ],
)
def test_an_account_found_by_its_people_says_through_whom(desk: Desk, typed: str, through: str) -> None:
    accounts.add_account(
        desk, name="Halden", person="Priya Nair", email="priya@halden.example", phone="+49 30 901820", next="call today"
    )
    (hit,) = search(desk, typed).accounts
    assert (hit.name, hit.through) == ("Halden", through)
