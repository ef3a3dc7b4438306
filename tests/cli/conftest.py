"""The command line on a desk file of its own, in process, at a time that does not move."""

from __future__ import annotations

import json
import time
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NamedTuple

import pytest
from click.testing import CliRunner

from sdrdesk.cli.group import desk as desk_command
from sdrdesk.usecases.desk import Desk, open_desk

NOW = datetime(2026, 10, 13, 7, 0, tzinfo=UTC)  # a Tuesday, nine o'clock where the rep is


class Ended(NamedTuple):
    """How a command line ended."""

    code: int
    out: str
    err: str

    @property
    def json(self) -> Any:
        """What it printed, as JSON."""
        return json.loads(self.out)


Sdrdesk = Callable[..., Ended]


@pytest.fixture(autouse=True)
def rep_in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """A wall clock that differs from UTC."""
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def db(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where the desk is, or will be."""
    monkeypatch.setattr("sdrdesk.usecases.desk.system_clock", lambda: NOW)
    return tmp_path / "desk.db"


@pytest.fixture
def sdrdesk(db: Path) -> Sdrdesk:
    """Runs one command line on the desk file."""

    def run(*arguments: str, stdin: str | None = None) -> Ended:
        result = CliRunner().invoke(desk_command, ["--db", str(db), *arguments], input=stdin)
        return Ended(result.exit_code, result.stdout, result.stderr)

    return run


@pytest.fixture
def opened(db: Path) -> Iterator[Desk]:
    """The same desk, opened beside the command line."""
    desk = open_desk(db)
    yield desk
    desk.close()


@pytest.fixture
def acme(sdrdesk: Sdrdesk) -> str:
    """The id of a lead on the board with one person, a value and a next step on Thursday."""
    facts = ("--person", "Jane Doe", "--title", "CEO", "--phone", "030 901820", "--email", "Jane@Acme.example")
    done = sdrdesk("add", "Acme GmbH", *facts, "--value", "12k", "--source", "Fair", "--next", "call thu 10", "--json")
    return str(done.json["account"])
