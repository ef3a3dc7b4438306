"""The pseudo-terminal that the tests look through shows, sends and answers as a real one does."""

import signal
from pathlib import Path

import pytest

from whole.conftest import Start
from whole.escapes import COPY, strays


def test_typed_keys_reach_the_program_and_its_words_the_screen(start: Start) -> None:
    terminal = start(["cat"])
    terminal.press("hello<enter>")
    terminal.wait(r"^hello\nhello$")
    terminal.press("<lt>world><enter>")
    terminal.wait(r"^<world>\n<world>$")


def test_the_end_is_told_by_code_and_by_signal(start: Start) -> None:
    assert start(["sh", "-c", "exit 3"]).wait_end() == 3
    killed = start(["cat"])
    killed.kill(signal.SIGTERM)
    assert killed.wait_end() == -signal.SIGTERM


def test_ctrl_c_interrupts_what_is_in_the_foreground(start: Start) -> None:
    terminal = start(["sh", "-c", "trap 'echo caught; exit 4' INT; echo ready; cat"])
    terminal.wait("ready")
    terminal.press("<c-c>")
    assert terminal.wait_end() == 4
    assert "caught" in terminal.screen()


def test_closing_the_terminal_hangs_the_program_up(start: Start, tmp_path: Path) -> None:
    terminal = start(["sh", "-c", "trap 'touch hung-up; exit 5' HUP; echo ready; cat"])
    terminal.wait("ready")
    terminal.hang_up()
    assert terminal.wait_end() == 5
    assert (tmp_path / "hung-up").exists()


def test_a_wait_that_fails_shows_the_screen(start: Start) -> None:
    terminal = start(["sh", "-c", "echo something else; cat"])
    terminal.wait("else")
    with pytest.raises(AssertionError, match="something else"):
        terminal.wait("never", timeout=0.1)


def test_a_wait_ends_with_the_program(start: Start) -> None:
    with pytest.raises(AssertionError, match="ended with 6"):
        start(["sh", "-c", "echo bye; exit 6"]).wait("never")


def test_the_size_is_known_and_a_change_is_told(start: Start) -> None:
    terminal = start(["bash", "-c", "trap 'stty size' WINCH; stty size; while :; do read -r -t 1; done"], size=(90, 30))
    terminal.wait("^30 90$")
    terminal.resize(40, 10)
    terminal.wait("^10 40$")


def test_the_alternate_screen_covers_the_main_one_and_goes_away(start: Start) -> None:
    terminal = start(["bash", "-c", r"echo below; printf '\e[?1049h\e[Habove'; read -r; printf '\e[?1049l'; read -r"])
    terminal.wait("above")
    assert "below" not in terminal.screen()
    assert not terminal.given_back()
    terminal.press("<enter>")
    terminal.wait("below")
    assert "above" not in terminal.screen()
    assert terminal.given_back()


def test_line_settings_left_behind_are_noticed(start: Start) -> None:
    terminal = start(["sh", "-c", "stty -echo"])
    assert terminal.wait_end() == 0
    assert not terminal.given_back()


@pytest.mark.parametrize(
    ("query", "reply"),
    [
        (r"\e[?2026$p", "[?2026;2$y"),
        (r"\e[?2048$p", "[?2048;0$y"),
        (r"\e[c", "[?62;22c"),
        (r"ab\e[6n", "[1;3R"),
        (r"\e]11;?\e\\", "]11;rgb:1010/1010/1010"),
    ],
)
def test_queries_are_answered(start: Start, query: str, reply: str) -> None:
    listen = f"dd bs=1 count={len(reply) + 1} status=none | cat -v"
    terminal = start(["bash", "-c", f"stty raw -echo; printf '{query}'; {listen}"])
    terminal.wait_end()
    assert "^[" + reply in terminal.screen()


def test_a_sequence_torn_in_two_is_read_whole(start: Start) -> None:
    terminal = start(["bash", "-c", r"printf 'a\e[?10'; read -r; printf '49hb'; read -r"])
    terminal.wait("^a")
    terminal.press("<enter>")
    terminal.wait("^b")


def test_keyboard_extensions_are_not_drawn_as_text(start: Start) -> None:
    terminal = start(["printf", r"one\033[>25u\033[<u\033[4:3m\033P+q\033\\ two"])
    terminal.wait_end()
    assert terminal.screen().startswith("one two")
    assert terminal.given_back()


def test_what_comes_from_data_is_told_from_what_is_the_desks_own() -> None:
    own = b"\x1b[?1049h\x1b[2;3H\x1b[38;2;1;2;3mZo\xc3\xab\x1b[0m\r\n\x1b]22;pointer\x07\x1b[<u"
    assert strays(own) == []
    copied = b"\x1b]52;c;aGk=\x07"
    assert strays(own + copied)[0].startswith(b"\x1b]52")
    assert strays(own + copied, [COPY]) == []
    for foreign in ("\x1b]0;title\x07", "\x9b2J", "\u202e", "\x08", "\x1b[2J", "\x7f"):
        assert strays(own + foreign.encode() + own), foreign
