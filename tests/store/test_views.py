"""The file from outside: what docs/schema.md says of it, and views that any SQLite program can ask."""

from __future__ import annotations

import re
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sdrdesk.store.opening import open_database
from sdrdesk.usecases import accounts, deals, history, notes, objections
from sdrdesk.usecases.desk import Desk, change_settings, open_desk

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs" / "schema.md"


def clock() -> datetime:
    return datetime(2026, 10, 13, 7, 0, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "desk.db"


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    opened = open_desk(path, clock=clock)
    yield opened
    opened.close()


def outside(path: Path, sql: str) -> list[tuple[object, ...]]:
    """What another program reads, which has none of this one's functions."""
    conn = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        return conn.execute(sql).fetchall()
    finally:
        conn.close()


def shape_of(path: Path) -> dict[str, list[str]]:
    """Table or view -> its columns, but for what SQLite keeps of its own and the index of texts."""
    names = outside(
        path,
        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view')"
        " AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'search%'",
    )
    return {
        str(name): [str(row[0]) for row in outside(path, f"SELECT name FROM pragma_table_info('{name}')")]
        for (name,) in names
    }


def test_the_page_of_the_schema_names_every_table_view_and_column(desk: Desk, path: Path) -> None:
    told: dict[str, list[str]] = {}
    for section in PAGE.read_text(encoding="utf-8").split("\n### ")[1:]:
        name, _, rest = section.partition("\n")
        rows = [line.split("|")[1:-1] for line in rest.splitlines() if line.startswith("|")][2:]
        told[name] = [row[0] for row in rows]
        meanings = [rest.strip().partition("\n")[0], *(row[1] for row in rows)]
        assert [one for one in meanings if not re.search(r"\w[^|]*[.…]$", one)] == [], name
    assert told == shape_of(path)


def test_views_show_live_rows_in_whole_units_and_local_days(desk: Desk, path: Path) -> None:
    change_settings(desk, currency="USD")
    kobalt = str(accounts.add_account(desk, name="Kobalt", person="Ana Ruiz", value="12.5k", next="call today").made)
    tokyo = str(accounts.add_account(desk, name="Tokyo", value="JPY 9000", next="call tomorrow").made)
    gone = accounts.add_account(desk, name="Gone", value="1k", next="call today")
    deals.add_deal(desk, tokyo, name="Pilot", value="KWD 1.234")
    notes.note(desk, kobalt, "met at the fair")
    history.undo(desk, notes.note(desk, kobalt, "taken back").step)
    objections.log_objection(desk, kobalt, "price", "too dear")
    history.undo(desk, gone.step)
    board = outside(path, "SELECT account, stage, value, currency, next_due, days_late FROM pipeline ORDER BY account")
    assert [row[:5] for row in board] == [
        ("Kobalt", "lead", 12500.0, "USD", "2026-10-13"),
        ("Tokyo", "lead", 9000.0, "JPY", "2026-10-14"),
    ]
    assert outside(path, "SELECT account, person FROM people") == [("Kobalt", "Ana Ruiz")]
    assert outside(path, "SELECT deal, value, currency FROM deals") == [("Pilot", 1.234, "KWD")]
    assert outside(path, "SELECT text FROM notes") == [("met at the fair",)]
    assert outside(path, "SELECT account, category, words, outcome FROM objections") == [
        ("Kobalt", "price", "too dear", "open")
    ]
    assert outside(path, "SELECT verb FROM acts ORDER BY seq DESC LIMIT 1") == [("objection.logged",)]


def test_views_outlive_a_copy(tmp_path: Path) -> None:
    path, copy = tmp_path / "desk.db", tmp_path / "copy.db"
    shutil.copyfile(ROOT / "sample.db", path)
    path.chmod(0o600)
    open_database(path, clock).close()
    conn = sqlite3.connect(path)
    conn.execute("VACUUM INTO ?", (str(copy),))
    conn.close()
    views = [str(name) for (name,) in outside(path, "SELECT name FROM sqlite_master WHERE type = 'view' ORDER BY name")]
    assert {"people", "accounts", "pipeline", "calls", "objections", "next_steps"} <= set(views)
    for view in views:
        assert outside(copy, f"SELECT * FROM {view}") == outside(path, f"SELECT * FROM {view}"), view


def test_sqlite_utils_is_at_home_in_the_file(desk: Desk, path: Path) -> None:
    accounts.add_account(desk, name="Kobalt", person="Ana Ruiz", next="call today")
    done = subprocess.run(
        [sys.executable, "-m", "sqlite_utils", "rows", str(path), "people", "--csv", "-c", "account", "-c", "person"],
        capture_output=True, text=True, check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.splitlines() == ["account,person", "Kobalt,Ana Ruiz"]
