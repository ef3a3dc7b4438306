"""A large desk for benchmarks: the same kinds of rows, told by the million and written past triggers and indexes."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from random import Random

from sdrdesk.store import documents
from sdrdesk.store.caches import rebuild_caches
from sdrdesk.store.opening import open_database

from .build import DEVICE, base_desk
from .crowd import Crowd
from .days import at_minute
from .write import past_the_triggers

CHUNK = 10_000
Values = tuple[str | int | None, ...]

COLUMNS: dict[str, str] = {
    "account": "id, name, name_key, domain_key, website, industry, city, country, stage, status, source, signal,"
    " value_minor, currency, playbook, next_kind, next_what, next_due, next_time, next_contact_id, next_set_at,"
    " review_on, created_on, added_at, updated_at",
    "contact": "id, account_id, full_name, first_name, last_name, name_key, title, role, country, created_on, added_at,"
    " updated_at",
    "contact_point": "id, account_id, contact_id, kind, typed, key, position, updated_at",
    "touch": "id, account_id, contact_id, source, on_date, updated_at",
    "stage_move": "id, account_id, at, on_date, move, from_stage, to_stage, from_status, to_status, reason, deal_id,"
    " updated_at",
    "deal": "id, account_id, name, step, outcome, value_minor, currency, opened_on, expected_close, closed_on,"
    " close_reason, updated_at",
    "order": "id, account_id, deal_id, ordered_on, amount_minor, currency, updated_at",
    "call": "id, account_id, contact_id, contact_point_id, stage, started_at, ended_at, on_date, seconds, disposition,"
    " attempt, two_way, updated_at",
    "activity": "id, account_id, contact_id, kind, at, on_date, two_way, text, updated_at",
    "search_row": "rowid, account_id",
    "search": "rowid, text",
}


def build_large(
    path: Path, size: int, base: date, seed: int, progress: Callable[[int], None] = lambda done: None
) -> None:
    """Make a desk of `size` accounts at `path` (a new file), as of the working day `base`.

    `progress` is told how many accounts are written. Raises FileExistsError when something is there already.
    """
    if path.exists():
        raise FileExistsError(path)
    db = open_database(path, lambda: at_minute(base, 0), origin=DEVICE)
    conn = db.conn
    try:
        for setting in ("foreign_keys = OFF", "synchronous = OFF", "journal_mode = MEMORY", "cache_size = -400000"):
            conn.execute(f"PRAGMA {setting}")
        with past_the_triggers(conn):
            base_desk(conn, base, seed)
            indexes = _without_indexes(conn)
            _pour(conn, Crowd(Random(seed), base), size, progress)
            _make(conn, [sql for table, sql in indexes if table != "card"])
            rebuild_caches(conn)
            _make(conn, [sql for table, sql in indexes if table == "card"])
            documents.rebuild(conn)
        conn.execute("PRAGMA optimize")
        conn.execute("PRAGMA journal_mode = WAL")
    finally:
        db.close()


def _pour(conn: sqlite3.Connection, crowd: Crowd, size: int, progress: Callable[[int], None]) -> None:
    statements = {
        table: f'INSERT INTO "{table}" ({columns}) VALUES ({", ".join("?" for _ in columns.split(","))})'
        for table, columns in COLUMNS.items()
    }
    for start in range(0, size, CHUNK):
        end = min(start + CHUNK, size)
        for table, rows in crowd.chunk(start, end).items():
            conn.executemany(statements[table], rows)
        progress(end)


def _without_indexes(conn: sqlite3.Connection) -> list[tuple[str, str]]:
    """Take the secondary indexes away while rows pour in; made again at the end they are sorted once.

    Returns (table, SQL) of each.
    """
    found = conn.execute(
        "SELECT name, tbl_name, sql FROM sqlite_master WHERE type = 'index' AND sql IS NOT NULL ORDER BY rowid"
    ).fetchall()
    for name, _, _ in found:
        conn.execute(f'DROP INDEX "{name}"')
    return [(table, sql) for _, table, sql in found]


def _make(conn: sqlite3.Connection, statements: Sequence[str]) -> None:
    for sql in statements:
        conn.execute(sql)
