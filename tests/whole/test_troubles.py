"""The file in trouble under an open window: the desk stays up, says so, and goes on when the cause is gone."""

from __future__ import annotations

import resource
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from sdrdesk.usecases import accounts, backups
from sdrdesk.usecases.desk import change_settings, open_desk
from sdrdesk.usecases.safety import check
from whole.conftest import Start
from whole.terminal import Terminal

Act = Callable[[], object]
Trouble = Callable[[Terminal, Path], tuple[Act, Act]]
"""(window, desk) -> how the trouble begins, how it ends."""


def full(window: Terminal, _: Path) -> tuple[Act, Act]:
    """No file takes another byte from this program."""
    no_limit = resource.RLIM_INFINITY
    return (
        lambda: resource.prlimit(window.pid, resource.RLIMIT_FSIZE, (0, no_limit)),
        lambda: resource.prlimit(window.pid, resource.RLIMIT_FSIZE, (no_limit, no_limit)),
    )


def away(_: Terminal, path: Path) -> tuple[Act, Act]:
    elsewhere = path.with_name("away.db")
    return lambda: path.rename(elsewhere), lambda: elsewhere.rename(path)


def replaced(_: Terminal, path: Path) -> tuple[Act, Act]:
    elsewhere = path.with_name("away.db")

    def begin() -> None:
        path.rename(elsewhere)
        path.write_bytes(elsewhere.read_bytes())

    def end() -> None:
        path.unlink()
        elsewhere.rename(path)

    return begin, end


def truncated(_: Terminal, path: Path) -> tuple[Act, Act]:
    whole = path.read_bytes()

    def end() -> None:
        with path.open("r+b") as file:
            file.write(whole)

    def begin() -> None:
        with path.open("r+b") as file:
            file.truncate(3000)

    return begin, end


def locked(_: Terminal, path: Path) -> tuple[Act, Act]:
    other = sqlite3.connect(path, isolation_level=None)
    return lambda: other.execute("BEGIN EXCLUSIVE"), lambda: other.execute("ROLLBACK")


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A desk with one account due, and nothing but its file."""
    made = tmp_path / "desk" / "desk.db"
    desk = open_desk(made)
    change_settings(desk, first_run_done="yes")
    accounts.add_account(desk, name="Halden", person="Ada Byron", next="call today")
    desk.close()
    return made


def across_lines(words: str) -> str:
    """A pattern for these words, wherever a long path before them makes the lines end."""
    return words.replace(" ", r"\s+")


@pytest.mark.parametrize(
    ("trouble", "says"),
    [
        (full, "The disk does not take"),
        (away, "moved,"),
        (replaced, "moved,"),
        (truncated, "damaged"),
        (locked, "written"),
    ],
)
def test_the_window_stays_says_so_and_writes_when_the_cause_is_gone(
    start_desk: Start, path: Path, trouble: Trouble, says: str
) -> None:
    window = start_desk("--db", path, size=(100, 30))
    window.wait("Halden")
    window.settle()
    begin, end = trouble(window, path)
    window.press("n")
    window.wait("Note on Halden")
    begin()
    window.press("she said half")
    window.wait("she said half")
    window.press("<enter>")
    window.wait(across_lines(says))
    assert "she said half" in window.screen()
    end()
    window.press(" and more<enter>")
    window.wait("Noted on .*she said half and more")
    window.press("q")
    assert window.wait_end() == 0
    assert window.given_back()
    desk = open_desk(path)
    assert desk.db.all("SELECT text FROM note WHERE deleted_at IS NULL")[0]["text"] == "she said half and more"
    assert check(desk) == []
    desk.close()


def test_what_is_typed_while_the_disk_is_full_is_on_disk_soon_after(start_desk: Start, path: Path) -> None:
    window = start_desk("--db", path, size=(100, 30))
    window.wait("Halden")
    begin, end = full(window, path)
    begin()
    window.press("n", "she said half")
    window.wait(across_lines("The disk does not take"))
    window.press("<esc>")
    end()
    window.wait(across_lines("What you typed is on disk again"), timeout=8)
    window.press("q")
    assert window.wait_end() == 0
    again = start_desk("--db", path, size=(100, 30))
    again.wait("Halden")
    again.press("n")
    again.wait("she said half")


def test_who_leaves_with_text_that_is_not_on_disk_is_asked_to_mean_it(start_desk: Start, path: Path) -> None:
    window = start_desk("--db", path, size=(100, 30))
    window.wait("Halden")
    full(window, path)[0]()
    window.press("n", "she said half")
    window.wait(across_lines("The disk does not take"))
    window.press("<esc>", "q")
    window.wait(across_lines("q once more leaves without it"))
    window.press("q")
    assert window.wait_end() == 0


def test_a_desk_deleted_under_its_window_is_kept_when_the_window_is_left(start_desk: Start, path: Path) -> None:
    window = start_desk("--db", path, size=(100, 30))
    window.wait("Halden")
    window.settle()
    path.unlink()
    window.wait("moved,")
    window.press("q")
    assert window.wait_end() == 1
    assert "sdrdesk restore" in " ".join(window.screen().split())
    (copy,) = backups.listed(str(path))
    assert copy.why == "rescued"
    backups.restore(str(path), copy.path.name)
    desk = open_desk(path)
    assert desk.db.value("SELECT name FROM account") == "Halden"
    assert check(desk) == []
    desk.close()


def test_a_lock_of_seconds_does_not_hold_up_who_types_in_a_call(start_desk: Start, path: Path) -> None:
    window = start_desk("--db", path, size=(100, 30))
    window.wait("Halden")
    window.press("c")
    window.wait("they answered")
    window.press("<enter>")
    window.wait_gone("they answered")
    window.settle()
    begin, end = locked(window, path)
    begin()
    for letter in "they lose three a week":
        window.press(letter)
        window.listen(0.02)
    window.wait("they lose three a week", timeout=2)
    end()
    window.press("<enter>")
    window.wait_until(lambda: lines(path) == ["they lose three a week"], "the line on disk")


def lines(path: Path) -> list[str]:
    """The lines of the calls on a desk."""
    conn = sqlite3.connect(path)
    try:
        return [row[0] for row in conn.execute("SELECT text FROM call_line")]
    finally:
        conn.close()
