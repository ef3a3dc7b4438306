"""Opening the window from the command line, and what is left of a demo afterwards."""

from __future__ import annotations

import signal
from collections.abc import Callable
from pathlib import Path

import pytest

from .terminal import Terminal, desk_command, plain_environment


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A home and a place for temporary files of one's own."""
    (tmp_path / "tmp").mkdir()
    return plain_environment(tmp_path) | {"TMPDIR": str(tmp_path / "tmp")}


@pytest.mark.parametrize(
    ("end", "code"),
    [
        (lambda terminal: terminal.press("q"), 0),
        (lambda terminal: terminal.kill(signal.SIGTERM), 143),
        (lambda terminal: terminal.kill(signal.SIGHUP), 129),
    ],
    ids=["q", "SIGTERM", "SIGHUP"],
)
def test_a_demo_is_private_and_gone_when_it_ends(
    environment: dict[str, str], end: Callable[[Terminal], None], code: int
) -> None:
    folder = Path(environment["TMPDIR"])
    with Terminal(desk_command("demo"), size=(100, 30), environment=environment) as terminal:
        terminal.wait("Today")
        [made] = folder.iterdir()
        assert made.stat().st_mode & 0o777 == 0o700
        assert (made / "demo.db").stat().st_mode & 0o777 == 0o600
        end(terminal)
        assert terminal.wait_end() == code
        assert terminal.given_back()
    assert list(folder.iterdir()) == []


def test_a_demo_ended_before_its_window_opens_leaves_nothing(environment: dict[str, str]) -> None:
    folder = Path(environment["TMPDIR"])
    with Terminal(desk_command("demo", "--size", "200000"), environment=environment) as terminal:
        terminal.wait("of 200,000 accounts")
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_end() == 143
    assert list(folder.iterdir()) == []


def test_what_a_killed_demo_left_is_swept_by_the_next(environment: dict[str, str]) -> None:
    folder = Path(environment["TMPDIR"])
    with Terminal(desk_command("demo"), environment=environment) as terminal:
        terminal.wait("Today")
        terminal.kill(signal.SIGKILL)
        terminal.wait_end()
    [left] = folder.iterdir()
    with Terminal(desk_command("demo"), environment=environment) as terminal:
        terminal.wait("Today")
        assert not left.exists()
        terminal.press("q")
        assert terminal.wait_end() == 0
    assert list(folder.iterdir()) == []


def test_the_desk_is_made_where_it_was_asked_for_and_private(tmp_path: Path, environment: dict[str, str]) -> None:
    path = tmp_path / "a folder" / "my desk?.db"
    with Terminal(desk_command("--db", path), size=(100, 30), environment=environment) as terminal:
        terminal.wait("Today")
        terminal.settle()
        terminal.kill(signal.SIGTERM)
        assert terminal.wait_end() == 143
    assert path.stat().st_mode & 0o777 == 0o600
