"""Practice looks like a call, says that it is none, ends with the verdict, and leaves no trace."""

import pytest

from sdrdesk.usecases import accounts
from sdrdesk.usecases.desk import Desk
from ui.driver import Driver, driver


@pytest.fixture
def halden(desk: Desk) -> str:
    return str(accounts.add_account(desk, name="Halden", person="Priya Nair", next="call today").made)


def written(desk: Desk) -> list[object]:
    return [desk.db.value(f"SELECT count(*) FROM {table}") for table in ("step", "call", "call_line", "draft", "grade")]


async def begin(driven: Driver, words: str = "practice") -> None:
    await driven.press("palette")
    await driven.type(words)
    await driven.press("enter")


async def test_it_is_marked_ends_with_the_verdict_and_writes_nothing(desk: Desk, halden: str) -> None:
    before = written(desk)
    async with driver(desk, (80, 24), "board") as driven:
        await begin(driven)
        assert driven.lines()[0].startswith(" PRACTICE · Halden · Priya Nair")
        assert "Nothing of it is kept" in driven.text()
        for line in ("n3 they retype every order", "t2 by March", "a2 she decides", "b2 40k set aside", "!price dear"):
            await driven.answer(line)
        assert "N2s" in driven.text()
        await driven.answer("/f")
        seen = driven.text()
        assert "PRACTICE" in driven.lines()[0] and "pass: offer the move to Prospect" in seen
        assert "5 lines filed · 1 objection, 0 explored" in seen
        await driven.press("escape")
        assert driven.screen_name == "PracticeScreen"
        await driven.answer("> fears the blame")
        await driven.press("escape", "f", "enter")
        assert driven.screen_name == "BoardScreen"
        assert "nothing of it was kept" in driven.status()
        assert written(desk) == before
        await driven.press("u")
        assert "Added Halden" in driven.status()


async def test_esc_twice_leaves_and_no_draft_is_offered(desk: Desk, halden: str) -> None:
    before = written(desk)
    async with driver(desk, (80, 24), "board") as driven:
        await begin(driven)
        await driven.answer("n2 orders get lost")
        await driven.press("escape", "escape")
        assert driven.screen_name == "BoardScreen" and "nothing of it was kept" in driven.status()
        assert written(desk) == before


async def test_an_empty_desk_practises_on_an_invented_account(desk: Desk) -> None:
    async with driver(desk, (80, 24), "board") as driven:
        await begin(driven)
        assert "PRACTICE · Nordhafen Logistik · Petra Lindner" in driven.lines()[0]


async def test_a_hard_stop_changes_the_verdict_there_too(desk: Desk, halden: str) -> None:
    async with driver(desk, (80, 24), "board") as driven:
        await begin(driven, "practice invented")
        await driven.answer("/f")
        await driven.press("1")
        assert "disqualify" in driven.text()
        await driven.press("enter")
        assert driven.screen_name == "BoardScreen"
