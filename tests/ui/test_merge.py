"""Two records side by side: a key for the side of each fact, Enter makes them one, u parts them."""

import pytest

from sdrdesk.usecases import accounts, contacts, duplicates, find, leaving, notes, pages
from sdrdesk.usecases.desk import Desk
from ui.driver import Driver, driver


def add(desk: Desk, name: str, **facts: str) -> str:
    made = accounts.add_account(desk, **{"name": name, "source": "webinar", **facts}).made
    assert made is not None
    return made


@pytest.fixture
def pair(desk: Desk) -> tuple[str, str]:
    left = add(desk, "Halden GmbH", person="Priya Nair", email="priya@halden.example", next="call fri 10")
    right = add(
        desk, "Halden AG", person="Priya Nair", phone="+49 30 23125 101", source="fair", website="halden.example",
        next="send plan thu 14",
    )  # fmt: skip
    contacts.add_contact(desk, right, name="Tom Weiss")
    notes.note(desk, right, "met at the fair")
    return left, right


async def at_merge(driven: Driver, account: str) -> None:
    driven.app.show("account", account)
    await driven.settle()
    await driven.press("G", "merge")
    assert "Which account is the same as Halden GmbH?" in driven.text()
    await driven.press("enter")
    assert driven.screen_name == "MergeScreen"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_who_looks_alike_is_offered_first_and_shown_side_by_side(
    desk: Desk, pair: tuple[str, str], size: tuple[int, int]
) -> None:
    async with driver(desk, size) as driven:
        await at_merge(driven, pair[0])
        text = driven.text()
        assert "● Halden GmbH" in text and "○ Halden AG" in text
        assert "● mail: plan" in text.replace("send plan", "mail: plan") or "Thu 15 Oct 14:00" in text
        assert "2 people, 1 note; 1 person is at both and made one" in text


async def test_sides_are_picked_by_key_and_enter_makes_them_one(desk: Desk, pair: tuple[str, str]) -> None:
    left, right = pair
    async with driver(desk) as driven:
        await at_merge(driven, left)
        await driven.press("take_right", "j", "j")
        assert "▸ Source" in driven.text().replace("▸Source", "▸ Source")
        await driven.press("take_both", "enter")
        assert driven.screen_name == "AccountScreen"
        assert driven.status().startswith("Merged Halden AG into Halden GmbH: 2 people, 1 note")
        row = find.the_account(desk, left)
        assert (row["name"], row["source"]) == ("Halden AG", "webinar; fair")
        await driven.press("undo")
        assert find.the_account(desk, right)["name"] == "Halden AG"
        assert "Halden GmbH" in driven.lines()[0]


async def test_two_that_stand_differently_are_asked_about(desk: Desk, pair: tuple[str, str]) -> None:
    left, right = pair
    leaving.dormant(desk, right, reason="timing")
    async with driver(desk) as driven:
        await at_merge(driven, left)
        await driven.press("enter")
        assert "They stand differently" in driven.text()
        await driven.press("escape")
        assert find.the_account(desk, right)["status"] == "dormant"
        await driven.press("enter", "r")
        assert find.the_account(desk, left)["status"] == "dormant"


async def test_minus_says_that_they_are_two(desk: Desk, pair: tuple[str, str]) -> None:
    async with driver(desk) as driven:
        await at_merge(driven, pair[0])
        await driven.press("keep_apart")
        assert driven.status() == "Halden GmbH and Halden AG are not the same"
        assert duplicates.of_account(desk, pair[0]) == []


async def test_the_other_one_can_be_the_one_that_stays(desk: Desk, pair: tuple[str, str]) -> None:
    async with driver(desk) as driven:
        await at_merge(driven, pair[0])
        await driven.press("turn", "enter")
        assert find.the_account(desk, pair[1])["name"] == "Halden GmbH", "what stood still stands"


async def test_anyone_can_be_found_to_merge_with(desk: Desk, pair: tuple[str, str]) -> None:
    add(desk, "Zebra \x1b[31mInc")
    async with driver(desk) as driven:
        driven.app.show("account", pair[0])
        await driven.settle()
        await driven.press("G", "merge")
        await driven.type("zeb")
        await driven.press("enter")
        assert "○ Zebra" in driven.text()
        await driven.press("escape")
        assert driven.screen_name == "AccountScreen"


async def test_a_person_is_merged_with_another_of_the_account(desk: Desk, pair: tuple[str, str]) -> None:
    contacts.add_contact(desk, pair[0], name="P. Nair", title="COO", phone="030 1234567")
    async with driver(desk) as driven:
        driven.app.show("account", pair[0])
        await driven.settle()
        while "▸ Priya" not in driven.text() and "▸Priya" not in driven.text():
            await driven.press("j")
        await driven.press("merge", "enter", "enter")
        assert driven.status() == "Merged P. Nair into Priya Nair: nothing else"
        (person,) = pages.people(desk, pair[0])
        assert person.title == "COO" and person.phone is not None


async def test_two_marked_accounts_are_put_side_by_side(desk: Desk, pair: tuple[str, str]) -> None:
    add(desk, "Kobalt", next="call fri 11")
    async with driver(desk) as driven:
        await driven.press("go_list", "x", "j", "x", "j", "x", "merge")
        assert "3 are marked: mark two, or none" in driven.status()
        await driven.press("x", "merge")
        assert driven.screen_name == "MergeScreen"
        await driven.press("enter")
        assert driven.status().startswith("Merged Halden")
        assert desk.db.value("SELECT count(*) FROM account WHERE merged_into IS NOT NULL") == 1
