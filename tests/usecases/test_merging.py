"""Two records become one: nothing is lost, one next step stays, and undo parts them at any time."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdrdesk.domain.errors import Conflict, DeskError, NeedsAnswer, NotFound
from sdrdesk.store import forgetting
from sdrdesk.store import merging as rows
from sdrdesk.store.backup import folder_of
from sdrdesk.usecases import (
    accounts,
    blocks,
    contacts,
    deals,
    duplicate_search,
    duplicates,
    find,
    history,
    importing,
    leaving,
    merging,
    next_steps,
    notes,
    outcomes,
    pages,
    pipeline,
    safety,
)
from sdrdesk.usecases.desk import Desk, open_desk
from usecases.live import live


def add(desk: Desk, name: str = "Halden GmbH", **facts: str) -> str:
    made = accounts.add_account(desk, **{"name": name, "source": "webinar", **facts}).made
    assert made is not None
    return made


@pytest.fixture
def pair(desk: Desk) -> tuple[str, str]:
    """The same company twice, with the same person and one more."""
    left = add(desk, person="Priya Nair", email="priya@halden.example", next="call fri 10")
    right = add(
        desk, "Halden AG", person="Priya Nair", phone="+49 30 23125 101", website="halden.example", source="fair",
        value="9k", next="send plan thu 14",
    )  # fmt: skip
    contacts.add_contact(desk, right, name="Ana Ruiz", email="ana@halden.example")
    notes.note(desk, right, "met at the fair")
    outcomes.log_call(desk, right, "no_answer", contact_id=pages.people(desk, right)[0].id, when="call thu 14")
    return left, right


def test_everything_hangs_on_the_one_that_stays(desk: Desk, pair: tuple[str, str]) -> None:
    left, right = pair
    done = merging.merge(desk, left, right)
    assert done.said == (
        "Merged Halden AG into Halden GmbH: 2 people, 1 call, 1 note; 1 person is at both and made one"
    )
    page = pages.account_page(desk, left)
    assert [person.name for person in page.people] == ["Priya Nair", "Ana Ruiz"]
    assert [point.typed for point in page.people[0].points] == ["priya@halden.example", "+49 30 23125 101"]
    assert (page.row["website"], page.row["domain_key"], page.row["value_minor"]) == (
        "halden.example", "halden.example", 900000,
    )  # fmt: skip
    assert {entry.kind for entry in history.timeline(desk, left)} >= {"call", "note", "edit"}
    with pytest.raises(NotFound, match="deleted or merged"):
        find.the_account(desk, right)
    assert safety.check(desk) == []


def test_the_old_id_and_name_still_find_it(desk: Desk, pair: tuple[str, str]) -> None:
    left, right = pair
    merging.merge(desk, left, right)
    assert find.find_ref(desk, right) == left
    assert find.find_ref(desk, "ana@halden.example") == left
    assert [hit.id for hit in find.find(desk, "halden")] == [left]


def test_the_sooner_next_step_stays_open_and_the_other_goes_to_the_history(desk: Desk) -> None:
    left, right = add(desk, next="call fri 10"), add(desk, "Halden AG", next="send plan thu 14")
    merging.merge(desk, left, right)
    row = find.the_account(desk, left)
    assert (row["next_kind"], row["next_due"], row["next_time"]) == ("mail", "2026-10-15", "14:00")
    (past,) = desk.db.all("SELECT kind, due, outcome FROM next_step WHERE account_id = ?", (left,))
    assert tuple(past) == ("call", "2026-10-16", "replaced")


def test_the_next_step_can_be_picked(desk: Desk) -> None:
    left, right = add(desk, next="call fri 10"), add(desk, "Halden AG", next="send plan thu 14")
    merging.merge(desk, left, right, next="left")
    assert find.the_account(desk, left)["next_kind"] == "call"


def test_in_a_call_block_of_both_it_waits_once(desk: Desk) -> None:
    left, right = (
        add(desk, name, person="Ana Ruiz", phone=f"+49 30 2312510{place}", next="call fri 10")
        for place, name in enumerate(("Halden", "Halden AG"))
    )
    blocks.begin(desk, [left, right], "Today")
    merging.merge(desk, left, right)
    assert desk.db.value("SELECT count(*) FROM call_block_row WHERE state = 'waiting' AND account_id = ?", (left,)) == 1


def test_facts_are_picked_from_either_side_or_both(desk: Desk, pair: tuple[str, str]) -> None:
    left, right = pair
    merging.merge(desk, left, right, name="right", source="both")
    row = find.the_account(desk, left)
    assert (row["name"], row["name_key"], row["source"]) == ("Halden AG", "halden ag", "webinar; fair")
    with pytest.raises(DeskError, match="left or right"):
        merging.merge(desk, left, add(desk, "Halden SE"), name="both")
    with pytest.raises(DeskError, match="There is no colour to pick"):
        merging.merge(desk, left, add(desk, "Halden SE"), colour="left")


def test_the_further_stage_stands_and_the_history_ends_there(desk: Desk) -> None:
    right = add(desk, "Halden AG", value="9k", next="call fri 10")
    pipeline.promote(desk, right, next="demo thu", override="they asked")
    left = add(desk, next="call fri 9")
    merging.merge(desk, left, right)
    row = find.the_account(desk, left)
    assert (row["stage"], row["status"]) == ("prospect", "active")
    assert safety.check(desk) == []


def test_of_two_statuses_a_person_says_which_stands(desk: Desk) -> None:
    left, right = add(desk, next="call fri 10"), add(desk, "Halden AG", next="call fri 11")
    leaving.dormant(desk, right, reason="timing", until="in 3m")
    before = live(desk)
    with pytest.raises(NeedsAnswer) as asked:
        merging.merge(desk, left, right)
    assert asked.value.field == "status" and live(desk) == before
    merging.merge(desk, left, right, status="right")
    row = find.the_account(desk, left)
    assert (row["status"], row["next_due"], row["review_on"]) == ("dormant", None, "2027-01-13")
    assert safety.check(desk) == []


@pytest.mark.parametrize("status", ["left", "right"])
def test_the_status_of_one_goes_with_the_stage_of_the_other(desk: Desk, status: str) -> None:
    left = add(desk, next="call fri 10")
    right = add(desk, "Halden AG", value="9k", next="call fri 11")
    pipeline.promote(desk, right, next="demo thu", override="they asked")
    leaving.lose(desk, right, reason="price")
    merging.merge(desk, left, right, status=status)
    row = find.the_account(desk, left)
    assert (row["stage"], row["status"]) == ("prospect", "active" if status == "left" else "lost")
    assert safety.check(desk) == []


def test_who_waits_in_the_inbox_joins_without_a_question(desk: Desk) -> None:
    left, right = add(desk), add(desk, "Halden AG", next="call fri 11")
    merging.merge(desk, left, right)
    assert find.the_account(desk, left)["status"] == "active"
    assert safety.check(desk) == []


def test_do_not_contact_of_either_holds_for_both(desk: Desk) -> None:
    left, right = add(desk, person="Ana Ruiz"), add(desk, "Halden AG", person="Ana Ruiz")
    outcomes.log_call(desk, right, "do_not_contact", contact_id=pages.people(desk, right)[0].id, confirmed=True)
    merging.merge(desk, left, right)
    (person,) = pages.people(desk, left)
    assert person.do_not_contact and find.the_account(desk, left)["do_not_contact"]


def test_tags_come_along_once(desk: Desk) -> None:
    left, right = add(desk), add(desk, "Halden AG")
    with desk.db.step("tagged", None):
        from sdrdesk.store import ids

        for account, tag in ((left, "fair"), (right, "fair"), (right, "dach")):
            desk.db.put("tag", ids.same_thing("tag", account, tag), account_id=account, tag=tag)
    merging.merge(desk, left, right)
    assert pages.account_page(desk, left).tags == ("dach", "fair")


def test_a_merge_is_taken_back_after_later_work_on_other_facts(desk: Desk, pair: tuple[str, str]) -> None:
    left, right = pair
    people = len(pages.people(desk, right))
    done = merging.merge(desk, left, right)
    notes.note(desk, left, "a later note")
    history.undo(desk, done.step)
    assert len(pages.people(desk, right)) == people
    assert desk.db.value("SELECT count(*) FROM note WHERE account_id = ? AND deleted_at IS NULL", (left,)) == 1
    assert safety.check(desk) == []


def test_a_merge_is_not_taken_back_under_a_later_change_of_the_same_facts(
    desk: Desk, pair: tuple[str, str]
) -> None:
    left, right = pair
    done = merging.merge(desk, left, right)
    next_steps.set_next(desk, left, "call mon 9")
    with pytest.raises(Conflict, match="a later act changed the same facts"):
        history.undo(desk, done.step)


def test_a_chain_of_merges_parts_from_its_end(desk: Desk) -> None:
    one, two, three = add(desk), add(desk, "Halden AG"), add(desk, "Halden SE")
    notes.note(desk, three, "from the third")
    first = merging.merge(desk, two, three)
    second = merging.merge(desk, one, two)
    assert find.find_ref(desk, three) == one
    with pytest.raises(Conflict):
        history.undo(desk, first.step)
    history.undo(desk, second.step)
    history.undo(desk, first.step)
    assert find.find_ref(desk, three) == three


def test_the_same_file_again_after_a_merge_changes_nothing(desk: Desk, tmp_path: Path) -> None:
    file = tmp_path / "leads.csv"
    file.write_text(
        "First Name,Last Name,Company,Email\nPriya,Nair,Halden GmbH,priya@halden.example\n"
        "Tom,Weiss,Kobalt Logistics,\nT.,Weiss,Kobalt Logistics,\n"
    )
    importing.import_file(desk, file)
    ids = {row["name"]: row["id"] for row in desk.db.all("SELECT id, name FROM account")}
    merging.merge(desk, ids["Halden GmbH"], ids["Kobalt Logistics"])
    toms = [person.id for person in pages.people(desk, ids["Halden GmbH"]) if person.name.endswith("Weiss")]
    merging.merge_people(desk, *toms)
    before = live(desk)
    again = importing.import_file(desk, file)
    assert again.create == again.update == 0
    assert live(desk) == before


def test_two_people_become_one_with_every_way_to_reach_them(desk: Desk) -> None:
    account = add(desk, person="Priya Nair", email="priya@halden.example", next="call fri 10")
    other = contacts.add_contact(
        desk, account, name="P. Nair", title="COO", email="PRIYA@halden.example", phone="030 23125101"
    ).made
    assert other is not None
    kept = pages.people(desk, account)[0].id
    outcomes.log_call(desk, account, "no_answer", contact_id=other, when="call thu 9")
    done = merging.merge_people(desk, kept, other)
    assert done.said == "Merged P. Nair into Priya Nair: 1 call"
    (person,) = pages.people(desk, account)
    assert (person.name, person.title) == ("Priya Nair", "COO")
    assert [point.typed for point in person.points] == ["priya@halden.example", "030 23125101"]
    assert desk.db.value("SELECT contact_id FROM call") == kept
    assert find.the_account(desk, account)["next_contact_id"] == kept


def test_people_of_two_accounts_are_not_merged(desk: Desk) -> None:
    one, two = add(desk, person="Ana Ruiz"), add(desk, "Kobalt", person="Ana Ruiz")
    with pytest.raises(DeskError, match="two accounts, Halden GmbH and Kobalt; merge the accounts"):
        merging.merge_people(desk, pages.people(desk, one)[0].id, pages.people(desk, two)[0].id)


def test_what_was_said_to_be_two_is_not_proposed_again(desk: Desk) -> None:
    left, right = add(desk, website="halden.example"), add(desk, "Halden AG", website="halden.example")
    assert [one.other_id for one in duplicates.of_account(desk, left)] == [right]
    assert [(one.one_id, one.other_id) for one in duplicate_search.of_desk(desk)] == [(left, right)]
    duplicates.not_same(desk, right, left)
    assert duplicates.of_account(desk, left) == [] == duplicate_search.of_desk(desk)
    history.undo(desk)
    assert len(duplicates.of_account(desk, left)) == 1


def test_who_is_not_the_same_stays_apart_from_the_merged_one(desk: Desk) -> None:
    one, two, three = (add(desk, name, website="halden.example") for name in ("Halden", "Halden AG", "Halden SE"))
    duplicates.not_same(desk, two, three)
    merging.merge(desk, one, two)
    assert duplicates.of_account(desk, one) == []


def test_what_is_being_typed_looks_like_who_is_there(desk: Desk) -> None:
    account = add(desk, person="Priya Nair", email="priya@halden.example", phone="+49 30 23125101")
    for typed in (
        {"name": "halden"}, {"name": "Haldn GmbH"}, {"email": "Priya@Halden.example"},
        {"phone": "030 23125101", "name": "Halden AG"}, {"name": "The Halden, Inc."},
    ):  # fmt: skip
        assert [one.other_id for one in duplicates.looks_like(desk, limit=5, **typed)] == [account], typed
    assert duplicates.looks_like(desk, name="Kobalt", email="tom@kobalt.example") == []
    assert duplicates.looks_like(desk) == []


def test_a_copy_is_made_before_the_first_of_a_row_of_merges(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "desk.db")
    for number in range(2):
        deals_of = add(desk, f"Halden {number}")
        deals.add_deal(desk, deals_of, name="Pilot")
        merging.merge(desk, add(desk, f"Kobalt {number}"), deals_of)
    copies = list(folder_of(desk.path).glob("*-before-merge.db"))
    desk.close()
    assert len(copies) == 1


@pytest.mark.parametrize("name", ["\x1b[31mred", "‮evil", "[/b] Robert'); DROP TABLE account;--", "🙂" * 40, "   "])
def test_hostile_names_are_compared_and_merged(desk: Desk, name: str) -> None:
    left, right = add(desk, "Halden", person=name), add(desk, name + "x", person=name)
    duplicates.of_account(desk, left)
    duplicate_search.of_desk(desk)
    done = merging.merge(desk, left, right)
    assert "\x1b" not in done.said
    history.undo(desk, done.step)
    assert safety.check(desk) == []


def test_nothing_that_hangs_on_an_account_is_left_behind(desk: Desk) -> None:
    hanging = set(forgetting.tables_of_account(desk.db))
    assert hanging - {"call_line", "tag"} == set(rows.OF_ACCOUNT), "a new table is taken along too"
