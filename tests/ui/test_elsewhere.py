"""What another window or the command line does to the file is seen within a second, the cursor on its account."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sdrdesk.usecases import accounts, notes
from sdrdesk.usecases.desk import Desk, change_settings, open_desk
from ui.driver import Driver, driver

NAMES = ("Acme", "Beta", "Cargo", "Delta", "Echo")
WAITING = ("Fjord", "Gamma", "Halden", "Iota", "Jura")
PATIENCE = 20.0
"""A busy machine is no failure; where the desk looks half a second too late a timer would still show."""


@pytest.fixture
def two(tmp_path: Path) -> Iterator[tuple[Desk, Desk]]:
    """The desk in the window, and the same file held by another program."""
    mine = open_desk(tmp_path / "desk.db")
    change_settings(mine, first_run_done="yes")
    for name, waiting in zip(NAMES, WAITING, strict=True):
        accounts.add_account(mine, name=name, next="call today")
        accounts.add_account(mine, name=waiting, source="fair")
    other = open_desk(tmp_path / "desk.db")
    yield mine, other
    other.close()
    mine.close()


async def seen(window: Driver, text: str, *, gone: bool = False) -> float:
    """Seconds until the text stands on the screen, or no longer does."""
    start = time.monotonic()
    while (text in window.text()) == gone:
        assert time.monotonic() - start < PATIENCE, window.text()
        await asyncio.sleep(0.02)
    return time.monotonic() - start


def cursor_line(window: Driver) -> str:
    return next((line for line in window.lines() if line.startswith("▸")), "")


@pytest.mark.parametrize(
    ("place", "at", "new"),
    [("today", "Cargo", {"next": "call today"}), ("board", "Cargo", {"next": "call today"}),
     ("list", "Cargo", {"next": "call today"}), ("inbox", "Halden", {})],
)  # fmt: skip
async def test_every_list_shows_what_was_added_elsewhere_and_keeps_its_account(
    two: tuple[Desk, Desk], place: str, at: str, new: dict[str, str]
) -> None:
    mine, other = two
    async with driver(mine, size=(120, 40), start=place) as window:
        for _ in range(12):
            if at in cursor_line(window):
                break
            await window.press("j")
        assert at in cursor_line(window)
        accounts.add_account(other, name="A new one", **new)
        took = await seen(window, "A new one")
        assert took < PATIENCE / 2 and at in cursor_line(window)
        left = "Gamma" if place == "inbox" else "Beta"
        accounts.delete(other, "account", str(other.db.value("SELECT id FROM account WHERE name = ?", (left,))))
        await seen(window, left, gone=True)
        assert at in cursor_line(window)


@pytest.mark.parametrize(
    ("place", "at"), [("today", "Cargo"), ("board", "Cargo"), ("list", "Cargo"), ("inbox", "Halden")]
)
async def test_when_the_account_at_hand_goes_elsewhere_the_cursor_keeps_its_place(
    two: tuple[Desk, Desk], place: str, at: str
) -> None:
    mine, other = two
    async with driver(mine, size=(120, 40), start=place) as window:
        for _ in range(12):
            if at in cursor_line(window):
                break
            await window.press("j")
        account = str(other.db.value("SELECT id FROM account WHERE name = ?", (at,)))
        accounts.delete(other, "account", account)
        await seen(window, at, gone=True)
        assert cursor_line(window), "there is a cursor still"
        await window.press("x")
        assert len(window.app.session.marks) == 1


async def test_the_account_page_shows_what_was_done_elsewhere(two: tuple[Desk, Desk]) -> None:
    mine, other = two
    account = str(mine.db.value("SELECT id FROM account WHERE name = 'Cargo'"))
    async with driver(mine, size=(120, 40), start="list") as window:
        await window.press("down", "down", "enter")
        assert "Cargo" in window.lines()[0]
        notes.note(other, account, "written in another window")
        await seen(window, "written in another window")
        accounts.edit_account(other, account, name="Cargo AG")
        await seen(window, "Cargo AG")
        accounts.delete(other, "account", account)
        await seen(window, "sdrdesk · List")


async def test_what_is_changed_elsewhere_keeps_marks_and_filter(two: tuple[Desk, Desk]) -> None:
    mine, other = two
    async with driver(mine, start="list") as window:
        await window.press("find")
        await window.type("-source:fair")
        await window.press("enter", "x", "j", "x")
        accounts.add_account(other, name="Zulu", next="call today")
        await seen(window, "Zulu")
        assert window.text().count("●") == 2 and "Fjord" not in window.text()
