"""Who asked to be left alone stays out: no file brings them back unnoticed, and nothing of them is kept but a hash."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import (
    accounts,
    contacts,
    exporting,
    filling,
    fingerprints,
    history,
    importing,
    merging,
    outcomes,
    pages,
)
from sdrdesk.usecases.desk import Desk, change_settings, open_desk
from usecases.live import live


def add(desk: Desk, name: str = "Halden", **facts: str) -> str:
    made = accounts.add_account(desk, **{"name": name, "source": "webinar", **facts}).made
    assert made is not None
    return made


def stop(desk: Desk, account: str, person: int = 0) -> str:
    """The account's person says: do not contact me again."""
    contact = pages.people(desk, account)[person].id
    outcomes.log_call(desk, account, "do_not_contact", contact_id=contact, confirmed=True)
    return contact


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    """Priya by e-mail, by phone under another name, and a stranger."""
    file = tmp_path / "leads.csv"
    file.write_text(
        "First Name,Last Name,Company,Email,Phone\n"
        "Priya,Nair,Halden,PRIYA@Halden.example,\n"
        "P,N,Elsewhere,,0049 30 23125101\n"
        "Tom,Weiss,Kobalt,tom@kobalt.example,\n"
    )
    return file


@pytest.fixture
def priya(desk: Desk) -> str:
    """Halden with Priya, who asked to be left alone."""
    account = add(desk, person="Priya Nair", email="priya@halden.example", phone="+49 30 23125 101")
    stop(desk, account)
    return account


def test_a_later_file_cannot_bring_them_back_once_they_were_deleted(desk: Desk, priya: str, leads: Path) -> None:
    accounts.delete(desk, "account", priya)
    planned = importing.import_file(desk, leads, dry_run=True)
    assert planned.skipped == (("asked not to be contacted on 2026-10-13", 2),)
    done = importing.import_file(desk, leads)
    assert (done.create, done.skip) == (1, 2)
    assert "2 left out (asked not to be contacted on 2026-10-13)" in done.said
    assert desk.db.value("SELECT count(*) FROM contact WHERE deleted_at IS NULL") == 1


def test_while_they_stand_on_the_desk_their_row_holds_them_back(desk: Desk, priya: str, leads: Path) -> None:
    done = importing.import_file(desk, leads)
    assert dict(done.skipped) == {"do not contact": 1, "asked not to be contacted on 2026-10-13": 1}


def test_the_file_holds_a_hash_and_neither_address_nor_number(desk: Desk, priya: str) -> None:
    prints = desk.db.all("SELECT kind, hash, why FROM fingerprint")
    assert sorted((row["kind"], len(row["hash"]), row["why"]) for row in prints) == [
        ("email", 64, "do_not_contact"), ("phone", 64, "do_not_contact"),
    ]  # fmt: skip


def test_two_desks_make_different_hashes(tmp_path: Path) -> None:
    hashes = []
    for name in ("one", "two"):
        desk = open_desk(tmp_path / f"{name}.db")
        stop(desk, add(desk, person="Priya Nair", email="priya@halden.example"))
        hashes.append(desk.db.value("SELECT hash FROM fingerprint"))
        desk.close()
    assert hashes[0] != hashes[1]


def test_taking_the_outcome_back_lifts_the_hold(desk: Desk, leads: Path) -> None:
    account = add(desk, person="Priya Nair", email="priya@halden.example")
    before = live(desk)
    stop(desk, account)
    history.undo(desk)
    assert live(desk) == before
    assert importing.import_file(desk, leads, dry_run=True).skip == 0


def test_a_key_that_was_taken_back_still_reads_the_hashes_made_with_it(desk: Desk, leads: Path) -> None:
    first, second = add(desk, person="Ana Ruiz", email="ana@x.example"), add(desk, "Kobalt", person="Tom Weiss",
                                                                            email="tom@kobalt.example")  # fmt: skip
    stop(desk, first)
    one = history.acts(desk)[0]
    stop(desk, second)
    history.undo(desk, one.id)
    accounts.delete(desk, "account", second)
    assert importing.import_file(desk, leads, dry_run=True).skip == 1


def test_a_switchboard_is_not_held_back_with_one_of_those_behind_it(desk: Desk) -> None:
    account = add(desk, person="Priya Nair", email="priya@halden.example", phone="+49 30 23125 0")
    contacts.add_contact(desk, account, name="Tom Weiss", phone="030 231250")
    stop(desk, account)
    assert fingerprints.warning(desk, phone="030 231250") == ""
    assert fingerprints.warning(desk, email="priya@halden.example")


def test_adding_or_editing_by_hand_warns(desk: Desk, priya: str) -> None:
    told = "Careful: whoever has this e-mail asked not to be contacted on 2026-10-13"
    assert told in accounts.add_account(desk, name="New", person="P. Nair", email="Priya@halden.example").said
    other = add(desk, "Kobalt", person="Tom Weiss")
    assert told in contacts.add_contact(desk, other, name="Priya", email="priya@halden.example").said
    person = pages.people(desk, other)[0].id
    assert "this number asked not" in contacts.edit_contact(desk, person, phone="+49 30 23125101").said
    assert "Careful" not in contacts.edit_contact(desk, person, phone="+49 30 99999999").said


def test_who_is_merged_with_somebody_blocked_stays_out_by_either_address(desk: Desk) -> None:
    account = add(desk, person="Priya Nair", email="priya@halden.example")
    contacts.add_contact(desk, account, name="P. Nair", email="pn@halden.example")
    blocked = stop(desk, account)
    other = next(person.id for person in pages.people(desk, account) if person.id != blocked)
    merging.merge_people(desk, blocked, other)
    assert fingerprints.warning(desk, email="pn@halden.example")


def test_settings_are_read_beside_the_key(desk: Desk, priya: str) -> None:
    change_settings(desk, currency="USD")
    desk.reread_settings()
    assert desk.settings.currency == "USD"


def test_another_desk_filled_from_everything_out_holds_back_the_same_people(
    desk: Desk, priya: str, tmp_path: Path, leads: Path
) -> None:
    accounts.delete(desk, "account", priya)
    exporting.export_json(desk, tmp_path / "all.json")
    other = open_desk(tmp_path / "other.db")
    filling.fill_desk(other, tmp_path / "all.json")
    assert importing.import_file(other, leads, dry_run=True).skip == 2
    other.close()


def test_somebody_is_blocked_and_let_in_again_by_hand(desk: Desk) -> None:
    account = add(desk, person="Priya Nair", email="priya@halden.example")
    person = pages.people(desk, account)[0].id
    contacts.edit_contact(desk, person, do_not_contact="yes")
    assert pages.people(desk, account)[0].do_not_contact
    contacts.edit_contact(desk, person, email="new@halden.example")
    for address in ("priya@halden.example", "new@halden.example"):
        assert fingerprints.warning(desk, email=address), "also an address they come to have"
    contacts.edit_contact(desk, person, do_not_contact="no")
    assert not pages.people(desk, account)[0].do_not_contact
    assert fingerprints.warning(desk, email="new@halden.example") == ""
    with pytest.raises(DeskError, match="neither yes nor no"):
        contacts.edit_contact(desk, person, do_not_contact="maybe")
