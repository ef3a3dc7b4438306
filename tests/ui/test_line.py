"""The line that is always ready takes whatever is typed or pasted, and shows it harmlessly."""

import time
from typing import Any

import pytest
from textual.app import App, ComposeResult
from textual.events import Paste

from sdrdesk.ui.widgets.line import LineInput, flat


class Host(App[None]):
    """Nothing but a line."""

    def __init__(self, value: str = "") -> None:
        super().__init__()
        self.line = LineInput(value, placeholder="say it", mark="> ")
        self.said: list[Any] = []

    def compose(self) -> ComposeResult:
        yield self.line

    def on_mount(self) -> None:
        self.line.focus()

    def on_line_input_changed(self, event: LineInput.Changed) -> None:
        self.said.append(event.value)

    def on_line_input_submitted(self, event: LineInput.Submitted) -> None:
        self.said.append(("enter", event.value))

    def on_line_input_keyed(self, event: LineInput.Keyed) -> None:
        self.said.append((event.key, event.line.value))


async def test_each_key_says_what_stands_there_and_a_leading_space_stays() -> None:
    host = Host()
    async with host.run_test() as pilot:
        await pilot.press("space", "b", "exclamation_mark", "enter")
    assert host.said == [" ", " b", " b!", ("enter", " b!")]


async def test_a_value_to_type_over_goes_with_the_first_letter_and_stays_under_a_key_that_edits() -> None:
    host = Host()
    host.line = LineInput("9,800", over=True)
    async with host.run_test() as pilot:
        await pilot.press("1", "2")
    assert host.line.value == "12"
    host = Host()
    host.line = LineInput("9,800", over=True)
    async with host.run_test() as pilot:
        await pilot.press("backspace", "1")
    assert host.line.value == "9,801"


async def test_keys_that_mean_something_to_the_screen_are_said_and_change_nothing() -> None:
    host = Host("abc")
    async with host.run_test() as pilot:
        await pilot.press("tab", "shift+tab", "escape", "up", "down")
        assert host.said == [(key, "abc") for key in ("tab", "shift+tab", "escape", "up", "down")]
        host.line.clear()
        await pilot.press("backspace")
        assert host.said[-1] == ("backspace", "")


async def test_editing_inside_the_line() -> None:
    host = Host("one two three")
    async with host.run_test() as pilot:
        await pilot.press("ctrl+w", "home", "delete", "X", "end", "backspace", "left", "right", "Y")
        assert host.line.value == "Xne twoY"
        await pilot.press("ctrl+left", "ctrl+k")
        assert host.line.value == "Xne "
        await pilot.press("ctrl+u")
        assert host.line.value == ""


async def test_a_letter_goes_with_its_marks() -> None:
    host = Host("ae\u0301")
    async with host.run_test() as pilot:
        await pilot.press("backspace")
        assert host.line.value == "a"


async def test_a_paste_is_text_and_runs_nothing() -> None:
    host = Host("x")
    async with host.run_test() as pilot:
        host.line.post_message(Paste("one\r\ntwo\tq\x03\x1b[31m\x00[b]"))
        await pilot.pause()
        assert host.line.value == "xone two q\x03\x1b[31m[b]"
        assert host.is_running and not [said for said in host.said if said == "enter"]
        shown = host.line.render_line(0)
        assert shown.text.isprintable() and shown.cell_length == 80


async def test_a_megabyte_is_kept_whole_and_typing_goes_on() -> None:
    host = Host()
    async with host.run_test() as pilot:
        host.line.post_message(Paste("ä" * 1_000_000))
        await pilot.pause()
        started = time.perf_counter()
        await pilot.press("z", "left", "y")
        host.line.render_line(0)
        assert time.perf_counter() - started < 2
        assert host.line.value == "ä" * 1_000_000 + "yz"
        assert "yz" in host.line.render_line(0).text


@pytest.mark.parametrize("letter", ["x", "語", "\x1b", "\u202e", "é", "👍"])
async def test_the_cursor_is_always_in_sight(letter: str) -> None:
    host = Host(letter * 200)
    async with host.run_test(size=(20, 3)) as pilot:
        for _ in range(3):
            for key in ("left", "right", "home", "end", "ctrl+left"):
                await pilot.press(key)
                strip = host.line.render_line(0)
                assert strip.cell_length == 20
                assert len([part for part in strip if part.style and part.style.reverse and part.text]) == 1


def test_flat_keeps_text_as_it_came_but_for_breaks() -> None:
    assert flat("a\nb\r\nc\rd\te\x00\ud800") == "a b c d e"
    assert flat("  twice  ") == "  twice  "
