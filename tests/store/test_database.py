"""Writing happens in steps: whole or not at all, always in the log, never nested."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sdrdesk.domain.errors import StoreTrouble
from sdrdesk.store import integrity
from sdrdesk.store.database import Database
from sdrdesk.store.opening import open_database
from sdrdesk.store.triggers import DOMAIN_TABLES


def clock() -> datetime:
    return datetime(2026, 10, 13, 7, 0, tzinfo=UTC)


@pytest.fixture
def db() -> Iterator[Database]:
    opened = open_database(":memory:", clock)
    yield opened
    opened.close()


def add(db: Database, name: str, **columns: object) -> str:
    days = {"created_on": "2026-10-13", "added_at": db.now()}
    return db.insert("account", name=name, name_key=name.lower(), **days, **columns)


def test_every_domain_table_is_watched(db: Database) -> None:
    named = {row[0] for row in db.all("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    for table in DOMAIN_TABLES:
        assert {f"log_{table}_{op}" for op in ("insert", "update", "delete")} <= named


def test_every_domain_table_follows_the_rules_of_the_first_day(db: Database) -> None:
    for table in DOMAIN_TABLES:
        columns = {row["name"]: row for row in db.all(f'PRAGMA table_info("{table}")')}
        assert columns["id"]["pk"] == 1 and columns["id"]["type"] == "TEXT", table
        assert "updated_at" in columns and "deleted_at" in columns, table
        assert {row["type"] for row in columns.values()} <= {"TEXT", "INTEGER"}, table
        (sql,) = db.all("SELECT sql FROM sqlite_master WHERE type = 'table' AND name = ?", (table,))
        assert sql["sql"].rstrip().endswith("STRICT"), table
        unique = [row["name"] for row in db.all(f'PRAGMA index_list("{table}")') if row["unique"]]
        assert unique == [f"sqlite_autoindex_{table}_1"], table


def test_the_schema_is_the_one_written_down(db: Database) -> None:
    rows = db.all(
        "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND type IN ('table', 'index')"
        " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'search_%' ORDER BY type DESC, name"
    )
    written = Path(__file__).with_name("schema.sql")
    assert "\n\n".join(row["sql"] + ";" for row in rows) + "\n" == written.read_text("utf-8")


def test_a_step_that_fails_writes_nothing(db: Database) -> None:
    with pytest.raises(ZeroDivisionError), db.step("account.added"):
        add(db, "Halden")
        raise ZeroDivisionError
    for table in ("account", "step", "change", "search_queue"):
        assert db.value(f"SELECT count(*) FROM {table}") == 0
    assert db.value("SELECT step_id FROM current_step") is None


def test_a_step_inside_a_step_fails_loudly(db: Database) -> None:
    with pytest.raises(RuntimeError, match="inside another"), db.step("outer"), db.step("inner"):
        pass
    assert db.value("SELECT count(*) FROM step") == 0


def test_rows_are_not_written_outside_a_step(db: Database) -> None:
    with pytest.raises(RuntimeError, match="inside a step"):
        add(db, "Halden")


def test_the_log_holds_only_what_changed(db: Database) -> None:
    with db.step("account.added"):
        account = add(db, "Halden")
    with db.step("account.edited") as step:
        db.update("account", account, website="halden.example", country=None)
    (change,) = db.all("SELECT * FROM change WHERE step_id = ?", (step.id,))
    assert change["before"] == '{"website":null}'
    assert change["after"] == '{"website":"halden.example"}'


def test_writes_by_other_programs_are_logged_without_a_step(db: Database) -> None:
    with db.step("account.added"):
        account = add(db, "Halden")
    db.conn.execute("UPDATE account SET country = 'Norway' WHERE id = ?", (account,))
    (change,) = db.all("SELECT * FROM change WHERE step_id IS NULL")
    assert change["after"] == '{"country":"Norway"}'


@pytest.mark.parametrize(
    "columns",
    [
        {"status": "active"},
        {"status": "active", "next_kind": "call"},
        {"status": "active", "next_kind": "call", "next_due": "soon"},
        {"status": "inbox", "next_kind": "call", "next_due": "2026-10-14"},
        {"stage": "opportunity"},
        {"value_minor": -1},
    ],
)
def test_the_store_refuses_an_account_that_cannot_be(db: Database, columns: dict[str, object]) -> None:
    with pytest.raises(StoreTrouble), db.step("account.added"):
        add(db, "Halden", **columns)
    assert db.value("SELECT count(*) FROM account") == 0


def test_nothing_is_written_to_a_file_that_was_replaced(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    db = open_database(path, clock)
    path.rename(tmp_path / "moved.db")
    with pytest.raises(StoreTrouble, match="moved, deleted or replaced"), db.step("account.added"):
        add(db, "Halden")
    (tmp_path / "moved.db").rename(path)
    with db.step("account.added"):
        add(db, "Halden")
    assert db.value("SELECT count(*) FROM account") == 1
    db.close()


def test_a_check_finds_what_was_bent_by_hand_and_repair_mends_it(db: Database) -> None:
    with db.step("account.added"):
        account = add(db, "Halden", status="active", next_kind="call", next_due="2026-10-14")
        db.insert(
            "stage_move", account_id=account, at=db.now(), on_date="2026-10-13", move="enter", to_stage="lead",
            to_status="active",
        )  # fmt: skip
    assert integrity.findings(db) == []
    db.conn.execute("UPDATE card SET due = '2027-01-01'")
    db.conn.execute("DROP TRIGGER log_note_insert")
    assert len(integrity.findings(db)) == 2
    integrity.repair(db)
    assert integrity.findings(db) == []


def test_a_file_that_cannot_be_written_is_not_called_damaged(db: Database) -> None:
    with db.step("account.added", None):
        add(db, "Acme")
    db.conn.execute("PRAGMA query_only = ON")
    assert integrity.findings(db) == []
