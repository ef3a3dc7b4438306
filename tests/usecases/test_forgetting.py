"""Forgetting is for good: no byte of the file names them any more, and no later file brings them back unnoticed."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sdrdesk.domain.errors import Conflict, DeskError
from sdrdesk.store import duplicates as rows
from sdrdesk.usecases import (
    accounts,
    calls,
    contacts,
    deals,
    drafts,
    duplicates,
    find,
    forgetting,
    history,
    importing,
    merging,
    next_steps,
    notes,
    objections,
    outcomes,
    pages,
    safety,
)
from sdrdesk.usecases.desk import Desk, open_desk
from usecases.conftest import TickingClock

TRACES = (b"Priya", b"Naira", b"priya.naira@", b"+493023125101", b"30 23125 101", b"3023125101")


@pytest.fixture
def filed(tmp_path: Path, clock: TickingClock) -> Iterator[Desk]:
    desk = open_desk(tmp_path / "desk.db", clock=clock)
    yield desk
    desk.close()


def add(desk: Desk, name: str = "Halden", **facts: str) -> str:
    made = accounts.add_account(desk, **{"name": name, "source": "webinar", **facts}).made
    assert made is not None
    return made


@pytest.fixture
def halden(filed: Desk) -> str:
    """Halden with Priya Naira, who left traces everywhere, and Tom."""
    desk = filed
    account = add(
        desk, person="Priya Naira", email="priya.naira@halden.example", phone="+49 30 23125 101", title="COO",
        value="9k", next="call fri 10",
    )  # fmt: skip
    contacts.add_contact(desk, account, name="Tom Weiss", email="tom@halden.example")
    priya = pages.people(desk, account)[0].id
    call = calls.start_call(desk, account, priya).made
    assert call is not None
    calls.file_line(desk, call, "n3 Priya says they retype every order")
    calls.file_line(desk, call, '!price "Naira cannot pay that"')
    calls.finish_call(desk, call, "conversation", when="ask for Priya thu 10")
    contacts.edit_contact(desk, priya, name="Priya B. Naira", email="priya.naira@halden.example")
    notes.note(desk, account, "met Priya Naira at the fair, priya.naira@halden.example")
    notes.log_activity(desk, account, "reply", "Ms. Naira: yes", contact_id=priya)
    objections.log_objection(desk, account, "trust", "who are you", contact_id=priya)
    next_steps.set_next(desk, account, "send Priya the plan fri 9")
    outcomes.log_call(desk, account, "no_answer", contact_id=priya)
    deals.add_deal(desk, account, name="Pilot")
    double = contacts.add_contact(desk, account, name="P. Naira", phone="+49 30 23125 101").made
    assert double is not None
    merging.merge_people(desk, priya, double)
    drafts.save_draft(desk, f"note:{account}", "Priya told me")
    return account


def bytes_of(desk: Desk) -> bytes:
    """Everything that lies on the disk of the desk, but for older copies."""
    folder = Path(desk.path).parent
    return b"".join(file.read_bytes() for file in folder.glob("desk.db*") if file.is_file())


def forget(desk: Desk, ref: str) -> str:
    meant = forgetting.who(desk, ref)
    return forgetting.forget(desk, meant, typed=meant.name).said


def test_no_byte_of_the_file_names_the_person(filed: Desk, halden: str) -> None:
    assert all(trace in bytes_of(filed) for trace in TRACES[:4]), "they are there to begin with"
    said = forget(filed, "priya.naira@halden.example")
    assert said.startswith("Forgot a person of Halden. Not reached: 1 safety copy made before, in ")
    left = [trace for trace in TRACES if trace.lower() in bytes_of(filed).lower()]
    assert left == []
    assert safety.check(filed) == []


def test_what_is_counted_stays_and_the_others_stay_who_they_are(filed: Desk, halden: str) -> None:
    dials = filed.db.value("SELECT count(*) FROM call WHERE disposition IS NOT NULL AND deleted_at IS NULL")
    forget(filed, "Priya B. Naira")
    assert [person.name for person in pages.people(filed, halden)] == ["Tom Weiss"]
    assert filed.db.value("SELECT count(*) FROM call WHERE disposition IS NOT NULL AND deleted_at IS NULL") == dials
    assert find.find_ref(filed, "tom@halden.example") == halden
    assert find.the_account(filed, halden)["next_due"] is not None
    assert [one.category for one in objections.of_account(filed, halden)].count("price") == 1


def test_no_byte_of_the_file_names_the_account(filed: Desk, halden: str) -> None:
    kept = add(filed, "Kobalt", person="Ana Ruiz", email="ana@kobalt.example")
    duplicates.not_same(filed, kept, halden)
    said = forget(filed, "Halden")
    assert said.startswith("Forgot an account with all that hung on it. Not reached: ")
    left = [trace for trace in (*TRACES, b"Halden", b"Weiss") if trace.lower() in bytes_of(filed).lower()]
    assert left == []
    assert safety.check(filed) == []
    assert find.find_ref(filed, "ana@kobalt.example") == kept
    assert rows.not_same(filed.db, "account", [kept]) == set()


def test_a_copy_made_from_then_on_does_not_have_them(filed: Desk, halden: str) -> None:
    forget(filed, "Halden")
    copy = safety.copy(filed, "later", "done")
    assert copy is not None and b"Priya" not in copy.read_bytes()


def test_a_later_file_cannot_bring_them_back(filed: Desk, halden: str, tmp_path: Path) -> None:
    forget(filed, "Halden")
    file = tmp_path / "leads.csv"
    file.write_text("Name,Email\nPriya Naira,Priya.Naira@halden.example\nAna Ruiz,ana@k.example\n")
    done = importing.import_file(filed, file)
    assert (done.create, done.skipped) == (1, (("was forgotten on 2026-10-13", 1),))


def test_it_is_the_one_act_that_undo_does_not_take_back(filed: Desk, halden: str) -> None:
    forget(filed, "Priya B. Naira")
    act = history.acts(filed)[0]
    with pytest.raises(Conflict, match="cannot be brought back"):
        history.undo(filed, act.id)
    before = history.last_act(filed)
    assert before is not None and before.verb != "contact.forgotten", "u goes on with the act before"


def test_earlier_acts_on_them_are_refused_in_words(filed: Desk, halden: str) -> None:
    forget(filed, "Halden")
    for act in history.acts(filed):
        if act.undone_by is None:
            try:
                history.undo(filed, act.id)
            except DeskError as refusal:
                assert "Priya" not in str(refusal)
    assert b"Priya" not in bytes_of(filed)
    assert safety.check(filed) == []


def test_the_name_has_to_be_typed(filed: Desk, halden: str) -> None:
    meant = forgetting.who(filed, "tom@halden.example")
    assert (meant.table, meant.name) == ("contact", "Tom Weiss")
    with pytest.raises(DeskError, match="That is not “Tom Weiss”; nothing was forgotten"):
        forgetting.forget(filed, meant, typed="tim weiss")
    forgetting.forget(filed, meant, typed="tom weiss")
    assert [person.name for person in pages.people(filed, halden)] == ["Priya B. Naira"]


def test_somebody_who_buys_alone_is_forgotten_whole(filed: Desk) -> None:
    add(filed, "Ana Ruiz", kind="person", person="Ana Ruiz", email="ana@gmail.com")
    meant = forgetting.who(filed, "ana@gmail.com")
    assert meant.table == "account"
    forgetting.forget(filed, meant, typed="Ana Ruiz")
    assert b"Ruiz" not in bytes_of(filed)


def test_a_namesake_elsewhere_is_left_alone(filed: Desk, halden: str) -> None:
    other = add(filed, "Kobalt", person="Priya B. Naira", email="pn@kobalt.example")
    notes.note(filed, other, "Priya Naira called")
    meant = forgetting.person(filed, pages.people(filed, halden)[0].id)
    forgetting.forget(filed, meant, typed=meant.name)
    assert pages.people(filed, other)[0].name == "Priya B. Naira"
    assert filed.db.value("SELECT text FROM note WHERE account_id = ?", (other,)) == "Priya Naira called"


def test_the_company_that_bears_their_name_keeps_it(desk: Desk) -> None:
    account = add(desk, "Halden", person="Max Halden", email="max@halden.example")
    notes.note(desk, account, "Max Halden says Halden buys; Max is sure")
    meant = forgetting.person(desk, pages.people(desk, account)[0].id)
    forgetting.forget(desk, meant, typed="Max Halden")
    assert desk.db.value("SELECT text FROM note") == "(forgotten) says Halden buys; (forgotten) is sure"
    assert find.the_account(desk, account)["name"] == "Halden"


@pytest.mark.parametrize("name", ["a.*b (c", "\x1b[31m Red", "[/b] Rob'); DROP TABLE call;--", "李雷", "‮evil"])
def test_hostile_names_are_forgotten_too(desk: Desk, name: str) -> None:
    account = add(desk, person=name, email="x@halden.example")
    notes.note(desk, account, f"met {name} today")
    meant = forgetting.person(desk, pages.people(desk, account)[0].id)
    forgetting.forget(desk, meant, typed=name)
    assert name not in desk.db.value("SELECT text FROM note")
    assert safety.check(desk) == []
