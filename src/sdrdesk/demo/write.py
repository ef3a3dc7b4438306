"""Rows and log of a tape into a desk file, in the order and shape the triggers would have left."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from sdrdesk.store.migrations import SCHEMA, make_triggers
from sdrdesk.store.triggers import DOMAIN_TABLES

from .tape import Row, Tape


@contextmanager
def past_the_triggers(conn: sqlite3.Connection) -> Iterator[None]:
    """One transaction in which nothing is logged and no cache is kept: the writer brings both along."""
    conn.execute("BEGIN IMMEDIATE")
    try:
        for (name,) in conn.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            conn.execute(f'DROP TRIGGER "{name}"')
        yield
        make_triggers(conn)
        conn.execute("COMMIT")
    finally:
        if conn.in_transaction:
            conn.execute("ROLLBACK")


def write_rows(conn: sqlite3.Connection, tape: Tape) -> None:
    """Every domain row of the tape."""
    conn.execute("PRAGMA defer_foreign_keys = ON")
    for table in DOMAIN_TABLES:
        insert_all(conn, table, tape.rows.get(table, []))


def insert_all(conn: sqlite3.Connection, table: str, rows: Sequence[Row]) -> None:
    """Insert rows of one table; a column a row does not name takes its default."""
    shapes: dict[tuple[str, ...], list[Row]] = {}
    for row in rows:
        shapes.setdefault(tuple(row), []).append(row)
    for names, alike in shapes.items():
        columns = ", ".join(f'"{name}"' for name in names)
        marks = ", ".join("?" for _ in names)
        conn.executemany(f'INSERT INTO "{table}" ({columns}) VALUES ({marks})', (tuple(row.values()) for row in alike))


def write_log(conn: sqlite3.Connection, tape: Tape, device: str) -> None:
    """The headings in time order, each followed by its changes."""
    for seq, act in enumerate(sorted(tape.acts, key=lambda one: (one.at, one.order)), start=1):
        conn.execute(
            "INSERT INTO step (id, seq, at, device, origin, verb, subject, said, group_id, schema)"
            " VALUES (?, ?, ?, ?, 'demo', ?, ?, ?, ?, ?)",
            (act.id, seq, act.at, device, act.verb, act.subject, act.said, act.group, SCHEMA),
        )
        conn.executemany(
            "INSERT INTO change (step_id, tbl, row_id, op, before, after) VALUES (?, ?, ?, ?, ?, ?)",
            ((act.id, *change) for change in act.changes),
        )
