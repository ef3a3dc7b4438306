"""A call block goes from row to row by one key each, waits when it is left, and tells at its end what it came to."""

from typing import Any

import pytest

from sdrdesk.ui.screens.call.block import BlockScreen
from sdrdesk.usecases import accounts, blocks, find, history, objections, outcomes
from sdrdesk.usecases.desk import Desk
from ui.driver import Driver, driver

NAMES = ("Halden", "Kobalt", "Orbita", "Zenit")


@pytest.fixture
def four(desk: Desk) -> Desk:
    """Four leads due today, in this order."""
    for place, name in enumerate(NAMES):
        accounts.add_account(
            desk, name=name, person=f"{name} Nair", phone=f"+49 30 23125 10{place}", value=f"{9 - place}k",
            next="call today",
        )  # fmt: skip
    return desk


def account(desk: Desk, name: str) -> str:
    return str(desk.db.value("SELECT id FROM account WHERE name = ?", (name,)))


def in_front(window: Driver) -> str:
    screen = window.screen
    assert isinstance(screen, BlockScreen), window.screen_name
    return screen.row.account if screen.row is not None else ""


def states(desk: Desk) -> list[str]:
    block = str(desk.db.value("SELECT id FROM call_block WHERE deleted_at IS NULL ORDER BY begun_at DESC, id DESC"))
    return [row.outcome or row.state for row in blocks.rows_of(desk, block)]


def last_call(desk: Desk) -> Any:
    return desk.db.one("SELECT * FROM call WHERE deleted_at IS NULL ORDER BY id DESC LIMIT 1")


async def test_b_freezes_the_list_and_shows_the_first_row_ready_to_dial(four: Desk) -> None:
    async with driver(four, start="today") as window:
        await window.press("block")
        assert in_front(window) == "Halden"
        text = window.text()
        assert "Block Today 4 of 4 left" in text and "Halden Nair" in text and "+49 30 23125 100" in text
        assert [line.split()[:3] for line in window.lines()[1:5]] == [
            ["▸", "1", "Halden"], ["2", "Kobalt"], ["3", "Orbita"], ["4", "Zenit"],
        ]  # fmt: skip
        assert "n no answer" in text and "- skip" in window.lines()[-1]
        assert "4 to call" in window.status()


async def test_one_key_logs_marks_and_goes_on_and_u_brings_the_row_back(four: Desk) -> None:
    async with driver(four, start="today") as window:
        await window.press("block", "n", "v")
        assert (in_front(window), states(four)) == ("Orbita", ["no answer", "voicemail left", "waiting", "waiting"])
        assert "no answer" in window.lines()[1] or "voicemail left" in window.lines()[1]
        await window.press("u")
        assert (in_front(window), states(four)) == ("Kobalt", ["no answer", "waiting", "waiting", "waiting"])
        assert last_call(four)["disposition"] == "no_answer"
        await window.press("u")
        assert (in_front(window), last_call(four)) == ("Halden", None)
        await window.press("n", "n", "n", "n")
        assert "4 dials · 0 talks · 0 meetings" in window.text()
        await window.press("enter")
        assert window.screen_name == "TodayScreen"


async def test_a_row_is_skipped_and_gone_back_to(four: Desk) -> None:
    async with driver(four, start="today") as window:
        await window.press("block", "minus")
        assert (in_front(window), states(four)[0]) == ("Kobalt", "skipped")
        await window.press("K")
        assert in_front(window) == "Halden" and "skipped" in window.lines()[1]
        await window.press("n")
        assert (in_front(window), states(four)[0]) == ("Kobalt", "no answer")
        await window.press("J", "n")
        assert (in_front(window), states(four)[1:3]) == ("Zenit", ["waiting", "no answer"])
        await window.press("n")
        assert in_front(window) == "Kobalt", "the row that was passed over comes at the end"


async def test_after_a_conversation_nothing_goes_on_by_itself(four: Desk) -> None:
    async with driver(four, start="today") as window:
        await window.press("block", "k")
        await window.answer("send plan fri 9")
        assert (in_front(window), states(four)[0]) == ("Halden", "conversation")
        assert "next row" in window.text()
        await window.press("n")
        assert states(four)[1:] == ["waiting"] * 3, "an outcome key has no meaning on a row that is done"
        await window.press("o", "p")
        await window.answer("twice what we pay")
        await window.press("enter")
        assert in_front(window) == "Kobalt"
    assert objections.of_account(four, account(four, "Halden"))[0].words == "twice what we pay"


async def test_esc_leaves_and_b_goes_on_where_it_was(four: Desk) -> None:
    async with driver(four, start="today") as window:
        await window.press("block", "n", "escape")
        assert window.screen_name == "TodayScreen" and "3 of 4 left" in window.status()
        await window.press("go_board", "block")
        assert "of 08:52, Today: 3 of 4 left" in window.text()
        await window.press("enter")
        assert in_front(window) == "Kobalt"
    async with driver(four, start="today") as again:
        await again.press("block", "b")
        assert in_front(again) == "Kobalt"
        await again.press("escape", "block", "x")
        assert blocks.open_blocks(four) == []
        await again.press("undo")
        assert len(blocks.open_blocks(four)) == 1


async def test_a_new_block_may_be_begun_instead(four: Desk) -> None:
    async with driver(four, start="list") as window:
        await window.press("block", "escape", "find")
        await window.type("kobalt")
        await window.press("enter", "block", "n")
        assert (in_front(window), states(four)) == ("Kobalt", ["waiting"])
        assert "Block kobalt 1 of 1 left" in window.text()


async def test_the_guided_call_belongs_to_the_block(four: Desk) -> None:
    async with driver(four, start="today") as window:
        await window.press("block", "enter")
        assert window.screen_name == "CallScreen"
        await window.press("escape", "escape")
        assert (in_front(window), states(four)[0]) == ("Halden", "waiting"), "a draft keeps its row in front"
        await window.press("enter", "escape", "f", "k")
        await window.answer("send plan fri 9")
        assert (in_front(window), states(four)[0]) == ("Kobalt", "conversation")


async def test_somebody_rings_in_the_middle_and_the_block_waits(four: Desk) -> None:
    async with driver(four, start="today") as window:
        await window.press("block", "n", "colon")
        await window.type("030 23125 103")
        await window.press("enter")
        assert window.screen_name == "AccountScreen" and "Zenit" in window.lines()[0]
        await window.press("discovery")
        assert (last_call(four)["direction"], last_call(four)["account_id"]) == ("in", account(four, "Zenit"))
        await window.press("escape", "f", "k")
        await window.answer("send plan fri 9")
        await window.press("escape")
        assert in_front(window) == "Kobalt"
        assert states(four) == ["no answer", "waiting", "waiting", "conversation"], "who rang need not be called"


async def test_the_end_offers_the_objections_nobody_explored(four: Desk) -> None:
    async with driver(four, start="today") as window:
        await window.press("block", "n", "n", "n", "i", "enter", "s")
        await window.answer("send me something")
        await window.press("enter")
        assert "4 dials · 1 talk · 0 meetings" in window.text() and "1 objection not explored" in window.text()
        await window.press("enter")
        assert window.screen_name == "ObjectionScreen"
        await window.press("c", "enter", "escape")
        assert window.screen_name == "BlockScreen" and "not explored" not in window.text()
        await window.press("enter")
        assert window.screen_name == "TodayScreen"


async def test_from_the_board_it_is_the_column_that_has_the_keys(four: Desk) -> None:
    async with driver(four) as window:
        await window.press("block")
        assert "Block leads 4 of 4 left" in window.text()
        await window.press("escape")
        history.undo(four)
        await window.press("column_right", "block")
        assert "Nobody is in this list" in window.status()


async def test_the_block_closes_when_its_beginning_is_taken_back(four: Desk) -> None:
    async with driver(four, start="today") as window:
        await window.press("block", "u")
        assert window.screen_name == "TodayScreen" and blocks.open_blocks(four) == []
    assert find.the_account(four, account(four, "Halden"))["status"] == "active"


@pytest.mark.parametrize("size", [(40, 12), (60, 20), (80, 24), (120, 40)])
async def test_the_block_works_at_every_size(four: Desk, size: tuple[int, int]) -> None:
    async with driver(four, size=size, start="today") as window:
        await window.press("block")
        assert "Halden" in window.text() and "no answer" in window.text()
        await window.press("n")
    assert last_call(four)["disposition"] == "no_answer"


async def test_a_block_of_the_marked_accounts(four: Desk) -> None:
    async with driver(four, start="list") as window:
        await window.press("j", "mark", "j", "j", "mark", "block")
        assert "Block 2 marked 2 of 2 left" in window.text() and in_front(window) == "Kobalt"
        assert not window.app.session.marks


async def test_every_key_is_harmless_at_the_end(four: Desk) -> None:
    async with driver(four, start="today") as window:
        await window.press("block", "minus", "minus", "minus", "minus")
        assert "0 dials" in window.text() and "4 skipped" in window.text()
        await window.press("o", "y", "t", "tab", "1", "minus", "J", "n", "down", "right")
        assert in_front(window) == ""
        await window.press("K")
        assert in_front(window) == "Zenit"
        await window.press("n")
        assert states(four)[3] == "no answer" and "1 dial ·" in window.text()


async def test_another_program_calls_a_row_and_the_block_knows(four: Desk) -> None:
    async with driver(four, start="today") as window:
        await window.press("block")
        window.app.session.happened(outcomes.log_call(four, account(four, "Kobalt"), "no_answer"))
        await window.settle()
        assert in_front(window) == "Halden" and "3 of 4 left" in window.text()
        await window.press("n")
        assert in_front(window) == "Orbita"
