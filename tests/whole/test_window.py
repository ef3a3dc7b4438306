"""The window lets the terminal go in every case, and what was half typed is there the next time."""

import os
import re
import signal
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from whole.conftest import Start
from whole.keyboard import paste
from whole.terminal import Terminal

TESTS = Path(__file__).resolve().parents[1]
Window = Callable[..., Terminal]


@pytest.fixture
def window(start: Start, tmp_path: Path) -> Window:
    """The little screen in a pseudo-terminal, at rest: `window(size=(80, 24), **variables)`."""

    def open_window(*, ready: str = "Little desk", size: tuple[int, int] = (80, 24), **variables: str) -> Terminal:
        command = [sys.executable, "-m", "ui.little_window", str(tmp_path / "desk.db")]
        terminal = start(command, size=size, PYTHONPATH=str(TESTS), **variables)
        terminal.wait(ready)
        terminal.settle()
        return terminal

    return open_window


def half_typed(window: Window) -> Terminal:
    terminal = window()
    terminal.press("n", "she said half")
    terminal.wait("she said half")
    return terminal


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_a_signal_keeps_what_is_typed_and_gives_the_terminal_back(window: Window, number: signal.Signals) -> None:
    terminal = half_typed(window)
    terminal.kill(number)
    terminal.kill(number)
    assert terminal.wait_end(10) == 128 + number
    assert terminal.given_back() and terminal.screen().strip() == ""
    again = window()
    again.press("n")
    again.wait("she said half")


def test_a_closed_terminal_ends_the_window_and_keeps_what_is_typed(window: Window) -> None:
    terminal = half_typed(window)
    terminal.hang_up()
    assert terminal.wait_end(10) == 128 + signal.SIGHUP
    again = window()
    again.press("n")
    again.wait("she said half")


def test_a_terminal_that_is_gone_ends_the_window_even_where_hanging_up_is_ignored(start: Start, tmp_path: Path) -> None:
    run = f"trap '' HUP; exec {sys.executable} -m ui.little_window {tmp_path}/desk.db"
    terminal = start(["sh", "-c", run], PYTHONPATH=str(TESTS))
    terminal.wait("Little desk")
    terminal.hang_up()
    assert terminal.wait_end(10) == 129


@pytest.mark.parametrize("how", ["key", "signal"])
def test_a_stopped_window_gives_the_terminal_back_and_takes_it_up_again(window: Window, how: str) -> None:
    terminal = half_typed(window)
    if how == "key":
        terminal.press("<c-z>")
    else:
        terminal.kill(signal.SIGTSTP)
    terminal.wait_until(lambda: state_of(terminal.pid) == "T", "the program to stop")
    assert terminal.given_back()
    terminal.kill(signal.SIGCONT)
    terminal.wait("she said half")
    terminal.press(" Z<enter>")
    terminal.wait("she said half Z")


def state_of(pid: int) -> str:
    """The state letter of a process: R, S, T …"""
    return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]


def test_a_terminal_that_does_not_read_keeps_nobody_from_leaving(window: Window) -> None:
    terminal = window()
    for _ in range(2000):
        terminal.send(b"Gg")
    terminal.kill(signal.SIGTERM)
    assert terminal.wait_end(10) == 143


def test_nothing_pasted_is_obeyed_and_nothing_of_data_reaches_the_terminal(window: Window) -> None:
    terminal = window()
    terminal.send(paste("qdLq\r\x03"))
    terminal.press("n")
    terminal.send(paste("one\r\ntwo\x03q\x1b[31m\x1b]0;title\x07" + "z" * 20_000))
    terminal.press("END")
    terminal.wait("zEND")
    terminal.press("<enter>")
    terminal.wait("note: ")
    assert terminal.strays() == []
    terminal.press("q")
    assert terminal.wait_end() == 0


def test_esc_and_a_letter_at_once_are_two_keys(window: Window) -> None:
    terminal = window()
    terminal.press("n")
    terminal.wait("Note")
    terminal.send(b"\x1bo")
    terminal.wait("▸p price")


def test_bytes_no_terminal_should_send_do_no_harm(window: Window) -> None:
    terminal = window()
    terminal.send(b"\x1b[99999999999999u\x1b[<999;1;1M\x1b]0;evil\x07\x1bP1\x1b\\\x1b[1;1;1;1R\xff\xfe\x1b[")
    terminal.press("<esc><esc>")
    terminal.settle()
    terminal.press("a")
    terminal.wait("How many")


def test_without_colour_no_colour_is_sent(window: Window) -> None:
    terminal = window(NO_COLOR="1")
    terminal.press("jo")
    terminal.wait("▸p price")
    codes = {code for found in re.findall(rb"\x1b\[([0-9;]*)m", bytes(terminal.raw)) for code in found.split(b";")}
    assert codes <= {b"", b"0", b"1", b"2", b"3", b"4", b"7", b"39", b"49"}


@pytest.mark.parametrize("variables", [{"SDRDESK_ASCII": "1"}, {"LC_ALL": "C"}, {"LANG": "de_DE.ISO-8859-1"}])
def test_without_utf8_every_mark_is_ascii(window: Window, variables: dict[str, str]) -> None:
    terminal = window(**variables)
    terminal.press("o")
    terminal.wait(">p price")
    shown = terminal.screen()
    assert "▸" not in shown and "─" not in shown
    if "SDRDESK_ASCII" not in variables:
        assert shown.isascii()


def test_a_dumb_terminal_and_a_tiny_one_are_no_trouble(window: Window) -> None:
    window(TERM="dumb").press("q")
    tiny = window(size=(19, 4), ready="too small")
    tiny.resize(80, 24)
    tiny.wait("Row 0")


def test_a_crash_prints_one_line_and_no_customer(window: Window, tmp_path: Path) -> None:
    terminal = window()
    terminal.press("c")
    assert terminal.wait_end() == 1
    shown = terminal.screen()
    assert terminal.given_back()
    assert "sdrdesk stopped: an error of its own (ZeroDivisionError)" in shown
    assert "Lovelace" not in shown and "Traceback" not in shown
    assert "Lovelace" not in (tmp_path / "log" / "crash.log").read_text()


def test_a_terminal_that_does_not_read_for_a_while_misses_nothing(window: Window) -> None:
    terminal = window()
    for _ in range(300):
        os.write(terminal._master, b"G\x1b[H")
    terminal.press("n", "she said half")
    terminal.wait("she said half")
    assert terminal.settle().splitlines()[0] == "Little desk"
