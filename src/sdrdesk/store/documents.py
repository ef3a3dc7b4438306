"""Full text of what was said and noted: one index row per note, call line, objection, title and the like."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from sdrdesk.domain.text import search_text


class Source(NamedTuple):
    """A table whose rows are texts: the columns that are searched, and the one that says when it was."""

    columns: tuple[str, ...]
    at: str


SOURCES: dict[str, Source] = {
    "note": Source(("text",), "at"),
    "call_line": Source(("text",), "at"),
    "objection": Source(("category", "words", "underlying", "concern", "response", "proof"), "at"),
    "activity": Source(("text",), "at"),
    "call": Source(("note",), "started_at"),
    "contact": Source(("full_name", "title"), "added_at"),
    "deal": Source(("name", "why"), "opened_on"),
    "stage_move": Source(("why",), "at"),
}
_CONDITIONS = {"contact": "title IS NOT NULL"}
"""What makes a row a text; elsewhere: that any of its columns says something."""
_CHUNK = 2000


def _says_something(table: str, row: str) -> str:
    if table in _CONDITIONS:
        return f"{row}.{_CONDITIONS[table]}"
    return "coalesce(" + ", ".join(f"{row}.{column}" for column in SOURCES[table].columns) + ", '') <> ''"


def word_triggers() -> dict[str, str]:
    """The triggers that keep the queue of texts to index: name -> SQL."""
    made: dict[str, str] = {}
    for table, source in SOURCES.items():
        columns = ", ".join((*source.columns, "account_id", "deleted_at"))
        heads = {
            "in": f"AFTER INSERT ON {table} WHEN {_says_something(table, 'NEW')} BEGIN {_wait(table, 'NEW')}",
            "change": f"AFTER UPDATE OF {columns} ON {table} BEGIN {_wait(table, 'NEW')}",
            "out": f"AFTER DELETE ON {table} BEGIN {_wait(table, 'OLD')}",
        }
        for name, body in heads.items():
            made[f"words_{table}_{name}"] = f'CREATE TRIGGER "words_{table}_{name}" {body} END'
    return made


def _wait(table: str, row: str) -> str:
    return (
        f"INSERT INTO search_waiting (record_id, tbl) SELECT {row}.id, '{table}'"
        f" WHERE NOT EXISTS (SELECT 1 FROM search_waiting WHERE record_id = {row}.id);"
    )


def drain(conn: sqlite3.Connection) -> None:
    """Index the texts that changed; inside the writer's transaction."""
    waiting = conn.execute("SELECT DISTINCT tbl FROM search_waiting").fetchall()
    for (table,) in waiting:
        _renew(conn, table)
    if waiting:
        conn.execute("DELETE FROM search_waiting")


def _renew(conn: sqlite3.Connection, table: str) -> None:
    columns = ", ".join(f"t.{column}" for column in SOURCES[table].columns)
    rows = conn.execute(
        f"SELECT w.record_id, d.rowid, t.id, t.account_id, {columns} FROM search_waiting AS w"
        f" LEFT JOIN {table} AS t ON t.id = w.record_id AND t.deleted_at IS NULL AND {_says_something(table, 't')}"
        " LEFT JOIN search_document AS d ON d.record_id = w.record_id WHERE w.tbl = ?",
        (table,),
    ).fetchall()
    stale = [(row[1],) for row in rows if row[1] is not None]
    conn.executemany("DELETE FROM search_words WHERE rowid = ?", stale)
    conn.executemany("DELETE FROM search_document WHERE rowid = ?", stale)
    index_new(conn, table, [(row[0], row[3], row[4:]) for row in rows if row[2] is not None])


def index_new(conn: sqlite3.Connection, table: str, rows: Sequence[tuple[str, str, Sequence[str | None]]]) -> None:
    """Index texts that are not in the index: (record, account, columns) each."""
    if rows:
        first = int(conn.execute("SELECT coalesce(max(rowid), 0) + 1 FROM search_document").fetchone()[0])
        numbered = list(enumerate(rows, start=first))
        conn.executemany(
            "INSERT INTO search_document (rowid, record_id, tbl, account_id) VALUES (?, ?, ?, ?)",
            ((number, record, table, account) for number, (record, account, _) in numbered),
        )
        conn.executemany(
            "INSERT INTO search_words (rowid, text) VALUES (?, ?)",
            ((number, search_text(*columns)) for number, (_, _, columns) in numbered),
        )


def rebuild(conn: sqlite3.Connection) -> None:
    """Index every live text afresh, the oldest first; inside the caller's transaction."""
    made = conn.execute("SELECT sql FROM sqlite_master WHERE name = 'search_words'").fetchone()[0]
    conn.execute("DROP TABLE search_words")
    conn.execute(made)
    conn.execute("DELETE FROM search_document")
    conn.execute("DELETE FROM search_waiting")
    for table, rows in _in_time_order(conn):
        index_new(conn, table, rows)


def _in_time_order(conn: sqlite3.Connection) -> Iterator[tuple[str, list[tuple[str, str, Sequence[str | None]]]]]:
    every = " UNION ALL ".join(
        f"SELECT id, '{table}' AS tbl, {source.at} AS at FROM {table} AS t"
        f" WHERE deleted_at IS NULL AND {_says_something(table, 't')}"
        for table, source in SOURCES.items()
    )
    cursor = conn.execute(f"SELECT id, tbl FROM ({every}) ORDER BY at, id")
    while page := cursor.fetchmany(_CHUNK):
        for table in dict.fromkeys(row[1] for row in page):
            yield table, [
                (row[0], row[1], row[2:]) for row in _rows(conn, table, [row[0] for row in page if row[1] == table])
            ]


def _rows(conn: sqlite3.Connection, table: str, ids: Sequence[str]) -> Iterable[sqlite3.Row]:
    columns = ", ".join(SOURCES[table].columns)
    marks = ", ".join("?" for _ in ids)
    return conn.execute(f"SELECT id, account_id, {columns} FROM {table} WHERE id IN ({marks})", ids).fetchall()
