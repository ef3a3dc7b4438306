"""The wrap-up of a sheet: one key for each row, the cursor going on by itself, what asks asks in one line."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sdrdesk.ui.screens.call.wrapup import WrapUpScreen
from sdrdesk.usecases import accounts, blocks, find
from sdrdesk.usecases.desk import Desk, change_settings, open_desk
from sdrdesk.usecases.sheets import make_sheet, sheet_rows
from ui.driver import Driver, driver

NAMES = ("Halden", "Kobalt", "Lumen", "Orbita")


def fill(desk: Desk) -> Desk:
    for place, name in enumerate(NAMES):
        accounts.add_account(
            desk, name=name, person=f"{name} Nair", phone=f"+49 30 23125 10{place}", value=f"{9 - place}k",
            next="call today",
        )  # fmt: skip
    return desk


@pytest.fixture
def four(desk: Desk) -> Desk:
    """Four leads due today."""
    return fill(desk)


@pytest.fixture
def filed(tmp_path: Path) -> Iterator[Desk]:
    """The same in a file."""
    opened = open_desk(tmp_path / "desk.db", clock=lambda: datetime(2025, 10, 14, 8, 52, tzinfo=UTC))
    change_settings(opened, first_run_done="yes")
    yield fill(opened)
    opened.close()


async def command(window: Driver, typed: str) -> None:
    await window.press("colon")
    await window.type(typed)
    await window.press("enter")


def outcomes_of(desk: Desk) -> list[str]:
    sheet = str(desk.db.value("SELECT id FROM call_block WHERE kind = 'sheet' AND deleted_at IS NULL"))
    return [row.outcome or row.state for row in sheet_rows(desk, sheet)]


def at_hand(window: Driver) -> str:
    screen = window.screen
    assert isinstance(screen, WrapUpScreen), window.screen_name
    return screen.row.account if screen.row is not None else ""


async def test_sheet_writes_so_many_numbers_to_a_file_and_says_where(filed: Desk, tmp_path: Path) -> None:
    async with driver(filed, size=(120, 30), start="today") as window:
        await command(window, "sheet 3")
        written = next((tmp_path / "sheets").iterdir())
        assert f"3 numbers: {written}" in window.status() and ":wrapup" in window.status()
        lines = written.read_text().splitlines()
        assert lines[0].startswith("Call sheet · Today · Tue 14 Oct") and lines[3].startswith("1  Halden Nair · Halden")
        assert len([line for line in lines if "+49 30" in line]) == 3
        await command(window, "sheet many")
        assert "“many” is no number of rows" in window.status()


async def test_one_key_a_row_and_the_cursor_goes_on(four: Desk) -> None:
    async with driver(four, start="today") as window:
        await command(window, "sheet")
        await command(window, "wrapup")
        assert at_hand(window) == "Halden"
        assert "Wrap-up Today · 4 of 4 left" in window.lines()[0] and "+49 30 23125 100" in window.lines()[1]
        await window.press("n", "n", "v")
        assert at_hand(window) == "Orbita"
        assert outcomes_of(four) == ["no answer", "no answer", "voicemail left", "waiting"]
        await window.press("u")
        assert (at_hand(window), outcomes_of(four)[2]) == ("Lumen", "waiting")
        await window.press("x", "k")
        await window.answer("send plan fri 9")
        assert outcomes_of(four) == ["no answer", "no answer", "voicemail, none left", "conversation"]
        assert "done" in window.lines()[0] and "dials 4  talks 1  meetings 0" in window.lines()[0]
        assert "Every row is done" in window.status()
        await window.press("escape")
        assert window.screen_name == "TodayScreen"
    orbita = str(four.db.value("SELECT id FROM account WHERE name = 'Orbita'"))
    assert find.the_account(four, orbita)["next_due"] == "2025-10-17"


async def test_a_row_is_left_out_and_one_that_has_its_outcome_says_so(four: Desk) -> None:
    make_sheet(four, four_ids(four), "Today")
    async with driver(four, start="board") as window:
        await command(window, "wrapup")
        await window.press("minus", "up", "n")
        assert outcomes_of(four)[0] == "no answer", "after all it was dialled"
        await window.press("up", "v")
        assert "Halden has its outcome: no answer" in window.status()
        await window.press("down", "c", "escape")
        assert outcomes_of(four)[1] == "waiting" and at_hand(window) == "Kobalt"
        await window.press("down", "z")
        assert "z does nothing here" in window.status() and at_hand(window) == "Lumen"
        await window.press("escape")
        assert "The sheet waits for 3 more" in window.status()


async def test_a_sheet_is_ended_early_and_u_takes_that_back(four: Desk) -> None:
    make_sheet(four, four_ids(four), "Today")
    async with driver(four, start="today") as window:
        await command(window, "wrapup")
        await window.press("n", "E")
        assert window.screen_name == "TodayScreen" and "ended, 3 of 4 not called" in window.status()
        assert blocks.open_blocks(four, "sheet") == []
        await window.press("undo")
    assert [one.waiting for one in blocks.open_blocks(four, "sheet")] == [3]


async def test_arrows_and_enter_alone_are_enough(four: Desk) -> None:
    make_sheet(four, four_ids(four), "Today")
    async with driver(four, start="today") as window:
        await command(window, "wrapup")
        await window.press("down", "right", "right", "enter")
    assert outcomes_of(four) == ["waiting", "voicemail left", "waiting", "waiting"]


async def test_without_a_sheet_it_says_how_to_make_one_and_with_two_it_asks_which(four: Desk) -> None:
    async with driver(four, start="today") as window:
        await command(window, "wrapup")
        assert "No sheet waits" in window.status()
        ids = four_ids(four)
        make_sheet(four, ids[:2], "morning")
        make_sheet(four, ids[2:], "noon")
        await command(window, "wrapup")
        assert "The outcomes of which sheet?" in window.text()
        await window.type("morning")
        await window.press("enter")
        assert at_hand(window) == "Halden"
        await window.press("n", "n")
    assert [(one.name, one.waiting) for one in blocks.open_blocks(four, "sheet")] == [("noon", 2)]


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (120, 40)])
async def test_the_grid_works_at_every_size(four: Desk, size: tuple[int, int]) -> None:
    make_sheet(four, four_ids(four), "Today")
    async with driver(four, size=size, start="today") as window:
        await command(window, "wrapup")
        assert "Halden" in window.text()
        await window.press("n")
    assert outcomes_of(four)[0] == "no answer"


def four_ids(desk: Desk) -> list[str]:
    return [row["id"] for row in desk.db.all("SELECT id FROM account ORDER BY name")]
