"""The list stands in any order, keeps the cursor on its account, and knows every verb."""

from collections.abc import Iterator

import pytest

from sdrdesk.ui import places
from sdrdesk.ui.screens.list.row import titles
from sdrdesk.ui.screens.list.screen import ListScreen
from sdrdesk.usecases import accounts, pipeline
from sdrdesk.usecases.desk import Desk
from ui.driver import Driver, driver
from ui.elsewhere import PLACES, ElsewhereScreen

NAMES = ("Acme", "Beta", "Cargo", "Delta")


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens a row opens are tested where they live."""
    for name in PLACES:
        monkeypatch.setitem(places.PLACES, name, f"{ElsewhereScreen.__module__}:ElsewhereScreen")


@pytest.fixture
def full(desk: Desk) -> Iterator[Desk]:
    """Two leads, a prospect, one in the inbox."""
    accounts.add_account(desk, name="Acme", person="Jane Doe", next="call in 3d", value="5k")
    accounts.add_account(desk, name="Beta", next="call today", value="90k")
    cargo = str(accounts.add_account(desk, name="Cargo", next="call today").subject)
    pipeline.promote(desk, cargo, value="30k", next="send plan tomorrow 10", override="seen")
    accounts.add_account(desk, name="Delta", source="list")
    yield desk


def order(window: Driver) -> str:
    rows = [line[2:].split()[0] for line in window.lines() if line[2:].split() and line[2:].split()[0] in NAMES]
    return "".join(name[0] for name in rows)


def at_hand(window: Driver) -> str:
    assert isinstance(window.screen, ListScreen)
    row = window.screen.rows.row
    return row.name if row else ""


async def test_a_row_says_who_where_when_and_what_it_is_worth(full: Desk) -> None:
    async with driver(full, start="list") as window:
        lines = window.lines()
        assert lines[0].startswith(" sdrdesk · List  4 accounts · by name")
        assert "NAME▼" in lines[1] and "QUIET" in lines[1]
        acme = next(line for line in lines if "Acme" in line)
        assert all(word in acme for word in ("Jane Doe", "lead", "in 3d", "€5k", "0d"))
        assert "inbox" in next(line for line in lines if "Delta" in line)
        assert "1 of 4" in window.status_bar()
    async with driver(full, size=(120, 40), start="list") as window:
        assert "mail: plan" in window.text() or "send plan" in window.text()


async def test_it_is_sorted_by_every_column_and_turned_round(full: Desk) -> None:
    async with driver(full, start="list") as window:
        seen = {}
        for _ in range(6):
            seen[window.screen.sort] = order(window)  # type: ignore[attr-defined]
            await window.press("sort_right")
        assert seen == {"name": "ABCD", "stage": "BACD", "next": "BCAD", "value": "BCAD", "quiet": "ABCD",
                        "score": "BCAD"}  # fmt: skip
        await window.press("sort_left", "sort_left", "turn_round")
        assert order(window) == "ACBD" and "VALUE▲" in window.lines()[1]
        assert "by value, turned round" in window.lines()[0]


async def test_the_cursor_stays_on_its_account_through_filter_and_change(full: Desk) -> None:
    async with driver(full, start="list") as window:
        await window.press("j", "j")
        assert at_hand(window) == "Cargo"
        await window.press("find")
        await window.type("value>10k")
        await window.press("enter")
        assert order(window) == "BC" and at_hand(window) == "Cargo"
        assert "2 of 4" in window.lines()[0]
        await window.press("escape")
        assert order(window) == "ABCD" and at_hand(window) == "Cargo"


async def test_verbs_act_on_the_row_and_one_from_the_inbox_is_taken(full: Desk) -> None:
    async with driver(full, start="list") as window:
        await window.press("end", "take")
        await window.answer("call today")
        assert full.db.value("SELECT status FROM account WHERE name = 'Delta'") == "active"
        await window.press("undo")
        assert full.db.value("SELECT status FROM account WHERE name = 'Delta'") == "inbox"
        await window.press("home", "enter")
        assert window.screen_name == "ElsewhereScreen"


async def test_an_empty_list_says_what_to_do(desk: Desk) -> None:
    async with driver(desk, start="list") as window:
        assert "Nobody is on this desk yet. N adds an account" in window.text()
        await window.press("sort_right", "turn_round", "find")
        await window.type("x")
        await window.press("enter")
        assert "Nobody on this desk fits." in window.text()


@pytest.mark.parametrize("width", [10, 20, 40, 80, 96, 200])
def test_titles_fit_above_the_rows(width: int) -> None:
    assert len("".join(text for text, _ in titles(width, "next", False))) <= max(width, 59) + 2
