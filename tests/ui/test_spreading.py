""":spread shows who would come on which day; Enter does it as one act, Esc leaves everything."""

from collections.abc import Iterator

import pytest

from sdrdesk.usecases import accounts, history
from sdrdesk.usecases.desk import Desk, change_settings
from ui.driver import driver
from usecases.live import live


@pytest.fixture
def pile(desk: Desk) -> Iterator[Desk]:
    """Five that are late, two dials a day; the clock stands on Tuesday 14 October 2025."""
    change_settings(desk, goal_dials="2", work_from="00:00", work_to="23:59")
    for place in range(5):
        made = accounts.add_account(desk, name=f"Late {place}", person="Ana", value=f"{9 - place}k", next="call fri")
        with desk.db.step("test", None):
            desk.db.update("account", made.made or "", next_due="2025-10-10")
    yield desk


async def test_the_plan_is_shown_first_and_enter_does_it(pile: Desk) -> None:
    before = live(pile)
    async with driver(pile, start="today") as window:
        await window.press("colon")
        await window.type("spread")
        await window.press("enter")
        text = window.text()
        assert "Spread 5 late over 3 days, the best scores first?" in text
        assert "today: 2" in text and "Wed 15 Oct: 2" in text and "Thu 16 Oct: 1" in text
        assert text.index("Late 0") < text.index("Late 4") and "late 4d" in text
        await window.press("escape")
        assert live(pile) == before
        await window.press("colon")
        await window.type("spread")
        await window.press("enter", "y")
        assert window.status() == "Spread 5 late: 2 today, 2 Wed 15 Oct, 1 Thu 16 Oct"
        assert "2 due" in window.lines()[0]
    history.undo(pile)
    assert live(pile) == before


async def test_with_nothing_late_it_says_so(desk: Desk) -> None:
    async with driver(desk, start="board") as window:
        await window.press("colon")
        await window.type("spread")
        await window.press("enter")
        assert "Nothing is late" in window.status()
