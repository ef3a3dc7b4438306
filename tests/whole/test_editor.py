"""A long note is written in the rep's own editor: the terminal is lent, the text is private and leaves nothing."""

import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from sdrdesk.usecases import accounts
from sdrdesk.usecases.desk import change_settings, open_desk
from whole.conftest import Start
from whole.terminal import Terminal

Opened = Callable[..., Terminal]
EDITOR = """\
import os, stat, sys
path = sys.argv[-1]
print("EDITING", oct(stat.S_IMODE(os.stat(path).st_mode)), oct(stat.S_IMODE(os.stat(os.path.dirname(path)).st_mode)))
print("FOUND", open(path, encoding="utf-8").read())
typed = input()
if typed == "fail":
    sys.exit(3)
with open(path, "a", encoding="utf-8") as file:
    file.write("\\n\\n" + typed + "\\n")
with open(os.path.join(os.environ["HOME"], "where"), "w") as file:
    file.write(path)
"""


@pytest.fixture
def opened(start_desk: Start, tmp_path: Path) -> Opened:
    """The board with one lead, in a terminal whose editor appends a line that is typed to it."""
    desk = open_desk(tmp_path / "desk.db")
    change_settings(desk, first_run_done="yes")
    accounts.add_account(desk, name="Halden", next="call today")
    desk.close()
    script = tmp_path / "editor.py"
    script.write_text(EDITOR, encoding="utf-8")

    def open_window(**variables: str) -> Terminal:
        named = {"VISUAL": f"{sys.executable} '{script}'"} if "EDITOR" not in variables else {}
        terminal = start_desk("--db", tmp_path / "desk.db", **{**named, **variables})
        terminal.wait("Halden")
        terminal.settle()
        return terminal

    return open_window


def notes_in(folder: Path) -> list[str]:
    desk = open_desk(folder / "desk.db")
    found = [str(row["text"]) for row in desk.db.all("SELECT text FROM note WHERE deleted_at IS NULL")]
    desk.close()
    return found


def test_what_is_saved_in_the_editor_is_the_note_and_no_file_is_left(opened: Opened, tmp_path: Path) -> None:
    terminal = opened()
    terminal.press("n", "first line", "<c-g>")
    terminal.wait("EDITING 0o600 0o700")
    terminal.wait("FOUND first line")
    terminal.press("second paragraph<enter>")
    terminal.wait("Noted on Halden")
    assert notes_in(tmp_path) == ["first line\n\nsecond paragraph"]
    assert not Path((tmp_path / "where").read_text()).parent.exists()
    terminal.press("2")
    terminal.wait("weighted")


def test_an_editor_that_fails_changes_nothing_and_the_line_is_still_there(opened: Opened, tmp_path: Path) -> None:
    terminal = opened()
    terminal.press("n", "half a thought", "<c-g>")
    terminal.wait("FOUND half a thought")
    terminal.press("fail<enter>")
    terminal.wait("ended with an error .3.")
    terminal.press("!<enter>")
    terminal.wait("Noted on Halden")
    assert notes_in(tmp_path) == ["half a thought!"]


def test_ctrl_c_in_the_editor_is_the_editors(opened: Opened, tmp_path: Path) -> None:
    terminal = opened()
    terminal.press("n", "kept", "<c-g>")
    terminal.wait("FOUND kept")
    terminal.press("<c-c>")
    terminal.wait("the text is as it was")
    terminal.press("<enter>")
    terminal.wait("Noted on Halden")
    assert notes_in(tmp_path) == ["kept"]


def test_without_an_editor_it_is_said_how_to_name_one(opened: Opened, tmp_path: Path) -> None:
    terminal = opened(EDITOR="no-such-editor --wait")
    terminal.press("n", "kept", "<c-g>")
    terminal.wait("There is no editor called no-such-editor --wait")
    terminal.press("<enter>")
    terminal.wait("Noted on Halden")
    assert notes_in(tmp_path) == ["kept"]
