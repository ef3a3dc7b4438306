"""A list of any length is drawn and moved through at the price of what is seen."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import pytest
from textual.app import App, ComposeResult

from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.ui.widgets.drawing import TextLine, line
from sdrdesk.ui.widgets.timeline import Entry, Timeline
from sdrdesk.ui.window import Window
from ui.little_window import numbers

MILLION = 1_000_000


class Host(App[None]):
    """Nothing but a list."""

    def __init__(self, cards: CardList[Any]) -> None:
        super().__init__()
        self.cards = cards
        self.moves: list[str | None] = []
        self.opened: list[str] = []

    def compose(self) -> ComposeResult:
        yield self.cards

    def on_card_list_moved(self, event: CardList.Moved) -> None:
        self.moves.append(event.record_id)

    def on_card_list_opened(self, event: CardList.Opened) -> None:
        self.opened.append(event.record_id)


def shown(cards: CardList[Any]) -> list[str]:
    """The lines of the list as text."""
    return [cards.render_line(y).text.rstrip() for y in range(cards.size.height)]


def one_line(row: int, width: int) -> list[TextLine]:
    return [line(f"row {row}")]


def two_lines(row: int, width: int) -> list[TextLine]:
    return [line(f"row {row}"), line("below")]


@asynccontextmanager
async def hosted(cards: CardList[Any], window: Window[Any]) -> AsyncIterator[Host]:
    host = Host(cards)
    async with host.run_test(size=(30, 8)) as pilot:
        cards.set_window(window)
        cards.focus()
        await pilot.pause()
        yield host


async def test_a_million_rows_are_reached_from_both_ends() -> None:
    cards = CardList[int](one_line)
    async with hosted(cards, numbers(MILLION)) as host:
        assert shown(cards)[0] == "▸ row 0"
        cards.action_cursor_end()
        assert shown(cards)[-1] == "▸ row 999999"
        assert cards.position == MILLION - 1
        for _ in range(300):
            cards.action_cursor_up()
        assert cards.record_id == "999699"
        assert cards.position == 999699
        cards.action_cursor_home()
        assert shown(cards) == ["▸ row 0", *[f"  row {row}" for row in range(1, 8)]]
        assert host.cards.window is not None and len(host.cards.window.rows) <= Window.MOST


async def test_every_row_comes_once_and_in_order_going_down_and_up() -> None:
    cards = CardList[int](one_line)
    async with hosted(cards, numbers(1500)):
        down = [cards.record_id]
        while cards.record_id != "1499":
            cards.action_cursor_down()
            down.append(cards.record_id)
        assert down == [str(row) for row in range(1500)]
        up = [cards.record_id]
        while cards.record_id != "0":
            cards.action_cursor_up()
            up.append(cards.record_id)
        assert up == down[::-1]
        cards.action_cursor_up()
        assert cards.record_id == "0"


async def test_the_cursor_stays_in_view_with_cards_of_any_height() -> None:
    def uneven(row: int, width: int) -> list[TextLine]:
        return [line(f"row {row}"), *[line(f"more {row}")] * (row % 4)]

    cards = CardList[int](uneven)
    async with hosted(cards, numbers(60)):
        for step in [cards.action_cursor_down] * 59 + [cards.action_cursor_page_up] * 9 + [cards.action_cursor_end]:
            step()
            lines = shown(cards)
            assert f"▸ row {cards.record_id}" in lines
            at = lines.index(f"▸ row {cards.record_id}")
            own = int(cards.record_id or 0) % 4
            assert lines[at + 1 : at + 1 + own] == [f"  more {cards.record_id}"] * own
            assert "" not in lines


async def test_a_step_of_the_cursor_draws_two_cards_again_and_no_more() -> None:
    cards = CardList[int](two_lines, height=2)
    async with hosted(cards, numbers(MILLION)):
        drawn: list[int] = []
        shown(cards)
        refreshed = cards.refresh

        def spy(*regions: object, **kwargs: bool) -> CardList[int]:
            drawn.extend(region.height for region in regions)  # type: ignore[attr-defined]
            return refreshed(*regions, **kwargs)  # type: ignore[arg-type]

        cards.refresh = spy  # type: ignore[method-assign]
        cards.action_cursor_down()
        assert drawn == [2, 2]


async def test_the_cursor_follows_its_record_through_a_reload() -> None:
    order = list(range(100))
    window = Window[int](
        after=lambda row, limit: order[0 if row is None else order.index(row) + 1 :][:limit],
        before=lambda row, limit: order[: len(order) if row is None else order.index(row)][-limit:],
        key=str,
        find=lambda record_id: int(record_id) if int(record_id) in order else None,
    )
    cards = CardList[int](one_line)
    async with hosted(cards, window):
        assert cards.show("50")
        order.remove(50)
        order.append(50)
        cards.reload()
        assert cards.record_id == "50"
        assert "▸ row 50" in shown(cards)
        order.remove(50)
        cards.reload()
        assert cards.record_id == "99"


async def test_when_a_record_leaves_the_cursor_stays_at_its_place() -> None:
    rows = ["a", "b", "c"]
    cards = CardList[str](lambda row, width: [line(row)])
    async with hosted(cards, Window.of(rows, str)):
        cards.action_cursor_down()
        cards.set_rows(["a", "c"], str, "b")
        assert cards.record_id == "a"
        cards.set_rows([], str)
        assert cards.record_id is None and cards.row is None
        cards.action_cursor_down()
        cards.action_open()


async def test_an_empty_list_says_what_to_do() -> None:
    cards = CardList[int](one_line, empty=("No leads yet.", "N adds one."))
    async with hosted(cards, numbers(0)):
        assert shown(cards)[:2] == ["  No leads yet.", "  N adds one."]


async def test_a_click_moves_and_a_second_one_opens() -> None:
    cards = CardList[int](two_lines, height=2)
    host = Host(cards)
    async with host.run_test(size=(30, 8)) as pilot:
        cards.set_window(numbers(10))
        await pilot.pause()
        await pilot.click(offset=(3, 5))
        assert cards.record_id == "2"
        await pilot.click(offset=(3, 6), times=2)
        assert host.opened == ["3"]


async def test_text_of_customers_is_shown_and_never_obeyed() -> None:
    nasty = "a\x1b[31m\x9b2J\u202eb [b]c[/b]\nd\t\x00e"
    cards = CardList[str](lambda row, width: [TextLine(((row, "title"),), ((row, ""),))])
    async with hosted(cards, Window.of([nasty], str)):
        text = cards.render_line(0).text
        assert "[b]" in text and text.isprintable()
        assert cards.render_line(0).cell_length == 30


async def test_entries_stand_under_their_day_and_wrap() -> None:
    entries = [
        Entry("1", "Tue 14 Oct", "09:12", "call", "conversation", "our last rollout took nine months"),
        Entry("2", "Tue 14 Oct", "08:52", "note", "short"),
        Entry("3", "Mon 13 Oct", "17:00", "stage", "lead → prospect"),
    ]
    timeline = Timeline()
    async with hosted(timeline, Window.of(entries, lambda entry: entry.id)):
        assert shown(timeline) == [
            "  Tue 14 Oct",
            "▸ 09:12  conversation",
            "         “our last rollout",
            "         took nine months”",
            "  08:52  short",
            "  Mon 13 Oct",
            "  17:00  lead → prospect",
            "",
        ]


@pytest.mark.parametrize("count", [0, 1, 99, 100, 101, 201])
def test_a_window_knows_its_ends(count: int) -> None:
    window = numbers(count)
    window.home()
    while not window.at_last:
        window.grow_down()
    assert window.rows == list(range(count))
    window.end()
    while not window.at_first:
        window.grow_up()
    assert window.rows == list(range(count))
    assert window.skipped == 0
