"""The report of objections: what stands open first, then what they teach, and everything leads to its records."""

from datetime import UTC, datetime

import pytest

from sdrdesk.usecases import accounts, objections
from sdrdesk.usecases.desk import Desk
from ui.driver import driver


@pytest.fixture
def doubted(desk: Desk) -> Desk:
    """Three accounts with price in the way, one of them blocked by it."""
    for place in range(3):
        made = accounts.add_account(desk, name=f"Firm {place}", person="Ana", next="call fri 10").made
        assert made is not None
        doubt = objections.log_objection(desk, made, "price", f"too dear, {place}").made
        assert doubt is not None
        if place == 2:
            objections.explore(desk, doubt, blocking=True)
    return desk


async def test_what_stands_open_comes_first_and_enter_explores_it(doubted: Desk) -> None:
    async with driver(doubted, start="board") as driven:
        await driven.press("go_report")
        lines = [line for line in driven.lines() if "Firm" in line]
        assert "Firm 2" in lines[0]
        assert "blocks" in lines[0]
        await driven.press("enter")
        assert driven.screen_name == "ObjectionScreen"
        await driven.press("s", "n")
        await driven.press("escape")
        assert not any("Firm 2" in line and "blocks" in line for line in driven.lines())


async def test_a_verb_means_the_account_of_the_objection(doubted: Desk) -> None:
    async with driver(doubted, start="report") as driven:
        await driven.press("n")
        await driven.answer("asked the CFO")
        assert doubted.db.value("SELECT text FROM note") == "asked the CFO"


async def test_a_line_says_how_often_and_leads_to_what_was_heard(doubted: Desk) -> None:
    async with driver(doubted, start="report") as driven:
        await driven.press("l")
        row = next(line for line in driven.lines() if line.startswith("▸ price"))
        assert row.split()[2:] == ["3", "0/3", "–", "0/3", "–"]
        await driven.press("enter")
        assert "3 objections" in driven.text()
        await driven.press("enter")
        assert driven.screen_name == "ObjectionScreen"


async def test_it_looks_further_back_and_says_where_it_ends(doubted: Desk) -> None:
    async with driver(doubted, start="report") as driven:
        await driven.press("l", "<")
        assert "the last 30 days" in driven.text()
        await driven.press("<")
        assert "as short as" in driven.status()
        await driven.press(">", ">")
        assert "the last 365 days" in driven.text()


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (80, 24), (120, 40)])
async def test_every_page_is_drawn_at_every_size_and_says_when_there_is_nothing(
    desk: Desk, size: tuple[int, int]
) -> None:
    assert desk.now() == datetime(2025, 10, 14, 8, 52, tzinfo=UTC)
    async with driver(desk, size=size, start="report") as driven:
        for _ in range(9):
            assert all(len(line) <= size[0] for line in driven.lines())
            await driven.press("l")
        if size[0] >= 80:
            assert "Nothing stands in the way" in driven.text()
