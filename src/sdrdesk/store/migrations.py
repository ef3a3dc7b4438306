"""Numbered schema changes in plain SQL, each applied once, under the write lock, with the triggers re-made after it."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator

from .caches import make_cache_triggers

APPLICATION_ID = 0x5D_12_DE_5C
SCHEMA = 4
WORDS_SINCE = 2
"""The schema that brought the index of texts."""


def schema_of(conn: sqlite3.Connection) -> int:
    """The schema number the file carries; 0 for a new one."""
    return int(conn.execute("PRAGMA user_version").fetchone()[0])


def migrate(conn: sqlite3.Connection, before: Callable[[int], None]) -> None:
    """Bring the file to this program's schema; `before(old)` is called once, before the first change.

    Two windows may start at once: the lock is taken first and the number read again under it.
    """
    if schema_of(conn) >= SCHEMA:
        return
    before(schema_of(conn))
    conn.execute("PRAGMA foreign_keys = OFF")
    conn.execute("BEGIN IMMEDIATE")
    try:
        old = schema_of(conn)
        for number in range(old + 1, SCHEMA + 1):
            for statement in statements(number):
                conn.execute(statement)
            conn.execute(f"PRAGMA user_version = {number}")
        conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        make_triggers(conn)
        if old < WORDS_SINCE:
            _index_words(conn)
        conn.execute("COMMIT")
    except BaseException:
        if conn.in_transaction:
            conn.execute("ROLLBACK")
        raise
    finally:
        conn.execute("PRAGMA foreign_keys = ON")


def _index_words(conn: sqlite3.Connection) -> None:
    """Fill the index of texts of a file that was written before there was one."""
    if conn.execute("SELECT 1 FROM account LIMIT 1").fetchone():
        from .documents import rebuild  # once in the life of an older file

        rebuild(conn)


def make_triggers(conn: sqlite3.Connection) -> None:
    """Re-make the log and cache triggers; a table rebuilt by a migration has lost its own."""
    from sqlite_utils import Database as Tables  # only to migrate: it costs 50 ms at start

    from .documents import word_triggers
    from .triggers import DOMAIN_TABLES, watch

    tables = Tables(conn, execute_plugins=False)
    for table in DOMAIN_TABLES:
        watch(tables, table)
    make_cache_triggers(conn)
    for name, sql in word_triggers().items():
        conn.execute(f'DROP TRIGGER IF EXISTS "{name}"')
        conn.execute(sql)


def statements(number: int) -> Iterator[str]:
    """The SQL statements of one schema file, in order."""
    from importlib import resources  # only a new or an older file is brought along

    folder = resources.files("sdrdesk.store").joinpath("schema")
    (name,) = [entry.name for entry in folder.iterdir() if entry.name.startswith(f"{number:04d}_")]
    pending = ""
    for line in folder.joinpath(name).read_text("utf-8").splitlines():
        if line.lstrip().startswith("--") or not line.strip():
            continue
        pending += line + "\n"
        if sqlite3.complete_statement(pending):
            yield pending
            pending = ""
