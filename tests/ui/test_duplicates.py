"""The duplicates of the desk: the likeliest first, each merged or said to be two with a key, the sure ones at once."""

import asyncio
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from sdrdesk.usecases import accounts
from sdrdesk.usecases.desk import Desk, change_settings, open_desk
from ui.driver import Driver, driver


@pytest.fixture
def twice(desk: Desk) -> Iterator[Desk]:
    """A sure pair, and one to be looked at."""
    for name in ("Kobalt GmbH", "Kobalt AG"):
        accounts.add_account(desk, name=name, person="Tom Weiss", email="tom@kobalt.example", next="call fri 10")
    for name in ("Halden Logistik", "Haldn Logistik"):
        accounts.add_account(desk, name=name, website="halden.example")
    yield desk


async def at_duplicates(driven: Driver) -> None:
    await driven.press("palette")
    await driven.type("duplicates")
    await driven.press("enter")
    assert driven.screen_name == "DuplicatesScreen"


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_pairs_stand_with_score_and_reasons(twice: Desk, size: tuple[int, int]) -> None:
    async with driver(twice, size) as driven:
        await at_duplicates(driven)
        lines = driven.lines()
        assert lines[0].endswith("2 pairs")
        assert "1 leaves nothing to doubt" in lines[1]
        assert lines[2].startswith("▸ 100  Kobalt AG  =  Kobalt GmbH") or "Kobalt GmbH  =  Kobalt AG" in lines[2]
        assert "same e-mail tom@kobalt.example" in lines[3]
        assert "names alike" in lines[5]


async def test_enter_shows_the_pair_side_by_side_and_what_is_merged_leaves_the_list(twice: Desk) -> None:
    async with driver(twice) as driven:
        await at_duplicates(driven)
        await driven.press("j", "enter")
        assert driven.screen_name == "MergeScreen"
        await driven.press("enter")
        assert driven.screen_name == "DuplicatesScreen"
        assert driven.lines()[0].endswith("1 pair")
        await driven.press("undo", "look_again")
        assert driven.lines()[0].endswith("2 pairs")


async def test_minus_is_remembered(twice: Desk) -> None:
    async with driver(twice) as driven:
        await at_duplicates(driven)
        await driven.press("minus")
        assert "are not the same" in driven.status()
        assert driven.lines()[0].endswith("1 pair")
        await driven.press("look_again")
        assert driven.lines()[0].endswith("1 pair")


async def test_the_sure_ones_are_merged_at_once_after_a_look(twice: Desk) -> None:
    async with driver(twice) as driven:
        await at_duplicates(driven)
        await driven.press("merge_exact")
        assert "Merge 1 pair: Kobalt" in driven.text()
        await driven.press("y")
        assert driven.status() == "Merged 1 pair that left nothing to doubt"
        await driven.press("undo")
        assert twice.db.value("SELECT count(*) FROM account WHERE merged_into IS NOT NULL") == 0


async def test_an_empty_desk_says_so(desk: Desk) -> None:
    async with driver(desk) as driven:
        await at_duplicates(driven)
        assert "Nobody seems to be on the desk twice." in driven.text()
        await driven.press("enter", "minus", "merge_exact", "escape")
        assert driven.screen_name == "BoardScreen"


async def test_the_search_runs_beside_the_window(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "desk.db")
    change_settings(desk, first_run_done="yes")
    for _ in range(2):
        accounts.add_account(desk, name="Kobalt", person="Tom Weiss", email="tom@kobalt.example")
    async with driver(desk) as driven:
        await at_duplicates(driven)
        until = time.monotonic() + 60
        while not driven.lines()[0].endswith("1 pair") and time.monotonic() < until:
            await asyncio.sleep(0.02)
            await driven.settle()
        assert driven.lines()[0].endswith("1 pair")
    desk.close()
