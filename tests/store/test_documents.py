"""What was said and noted is found by any of its words, and stays true after every change."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from datetime import UTC, datetime
from importlib import resources
from pathlib import Path

import pytest

from sdrdesk.domain.text import search_query
from sdrdesk.store import integrity, said
from sdrdesk.store.caches import make_cache_triggers
from sdrdesk.store.database import Database
from sdrdesk.store.migrations import APPLICATION_ID, SCHEMA, statements
from sdrdesk.store.opening import open_database


def clock() -> datetime:
    return datetime(2026, 10, 13, 7, 0, tzinfo=UTC)


@pytest.fixture
def db() -> Iterator[Database]:
    opened = open_database(":memory:", clock)
    yield opened
    opened.close()


def add_account(db: Database, name: str) -> str:
    return db.insert("account", name=name, name_key=name.lower(), created_on="2026-10-13", added_at=db.now())


def found(db: Database, typed: str) -> list[tuple[str, str]]:
    return [(row["tbl"], row["record_id"]) for row in said.matching(db, search_query(typed) or "", 20)]


def test_every_kind_of_text_is_found(db: Database) -> None:
    with db.step("made") as _:
        account = add_account(db, "Halden")
        day = {"on_date": "2026-10-13"}
        call = db.insert(
            "call", account_id=account, stage="lead", started_at=db.now(), note="zebra on hold", **day
        )
        made = {
            ("note", db.insert("note", account_id=account, at=db.now(), text="a zebra")),
            ("call", call),
            ("call_line", db.insert("call_line", call_id=call, account_id=account, at=db.now(), text="said zebra")),
            ("activity", db.insert("activity", account_id=account, kind="reply", at=db.now(), text="Zebra!", **day)),
            ("objection", db.insert("objection", account_id=account, at=db.now(), stage="lead", category="price",
                                    words="a zebra is cheaper", **day)),
            ("contact", db.insert("contact", account_id=account, full_name="Ana", name_key="ana", title="Zebra keeper",
                                  created_on="2026-10-13", added_at=db.now())),
            ("deal", db.insert("deal", account_id=account, name="Zebras", opened_on="2026-10-13")),
        }  # fmt: skip
    assert set(found(db, "zeb")) == made
    assert found(db, "zebra keeper ana") == [next(one for one in made if one[0] == "contact")]


def test_the_index_follows_changes_and_deletions(db: Database) -> None:
    with db.step("made"):
        account = add_account(db, "Halden")
        note = db.insert("note", account_id=account, at=db.now(), text="budget in spring")
    with db.step("changed"):
        db.update("note", note, text="Müller asks again in autumn, 東京支社")
    assert found(db, "spring") == []
    assert found(db, "muller") == found(db, "mueller") == found(db, "京支") == [("note", note)]
    with db.step("deleted"):
        db.tombstone("note", note)
    assert found(db, "autumn") == []
    with db.step("again"):
        db.update("note", note, deleted_at=None)
    assert found(db, "autumn") == [("note", note)]
    with db.step("gone"):
        db.tombstone("account", account)
    assert found(db, "autumn") == []


def test_the_latest_text_comes_first(db: Database) -> None:
    with db.step("made"):
        account = add_account(db, "Halden")
    notes = []
    for number in range(3):
        with db.step("noted"):
            notes.append(db.insert("note", account_id=account, at=db.now(), text=f"budget {number}"))
    assert [record for _, record in found(db, "budget")] == notes[::-1]


def test_check_finds_texts_outside_the_index_and_repair_brings_them_in(db: Database) -> None:
    with db.step("made"):
        account = add_account(db, "Halden")
    db.conn.execute(
        "INSERT INTO note (id, account_id, at, text, updated_at) VALUES ('n', ?, ?, 'by hand', ?)",
        (account, db.now(), db.now()),
    )
    assert any("search index" in finding for finding in integrity.findings(db))
    integrity.repair(db)
    assert integrity.findings(db) == []
    assert found(db, "hand") == [("note", "n")]


def old_desk(path: Path) -> None:
    """A desk as the first release wrote it: an account and a note."""
    conn = sqlite3.connect(path, isolation_level=None)
    for statement in statements(1):
        conn.execute(statement)
    make_cache_triggers(conn)
    for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE name GLOB 'cache_*_score*'").fetchall():
        conn.execute(f'DROP TRIGGER "{name}"')  # the first release kept no scores
    now = "2026-01-05T08:00:00.000Z"
    conn.execute(
        "INSERT INTO account (id, name, name_key, created_on, added_at, updated_at)"
        " VALUES ('a', 'Halden', 'halden', '2026-01-05', ?, ?)",
        (now, now),
    )
    conn.execute(
        "INSERT INTO note (id, account_id, at, text, updated_at) VALUES ('n', 'a', ?, 'old words', ?)", (now, now)
    )
    conn.execute("DELETE FROM search_queue")
    conn.execute("PRAGMA user_version = 1")
    conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    conn.close()


def test_a_desk_of_the_first_release_is_copied_then_brought_along(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    old_desk(path)
    db = open_database(path, clock)
    assert db.value("PRAGMA user_version") == SCHEMA
    assert found(db, "old wor") == [("note", "n")]
    assert [tuple(row) for row in db.all("SELECT account, text FROM notes")] == [("Halden", "old words")]
    (copy,) = (tmp_path / "desk.db.backups").glob("*-before-migration.db")
    kept = sqlite3.connect(copy)
    assert kept.execute("PRAGMA user_version").fetchone() == (1,)
    assert kept.execute("SELECT text FROM note").fetchall() == [("old words",)]
    kept.close()
    with db.step("noted"):
        db.insert("note", account_id="a", at=db.now(), text="new words")
    assert len(found(db, "words")) == 2
    db.close()


def test_every_schema_file_is_shipped_and_numbered_without_a_gap() -> None:
    folder = resources.files("sdrdesk.store").joinpath("schema")
    numbers = sorted(int(entry.name[:4]) for entry in folder.iterdir() if entry.name.endswith(".sql"))
    assert numbers == list(range(1, SCHEMA + 1))
