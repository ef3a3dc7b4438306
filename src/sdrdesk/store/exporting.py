"""Everything on a desk, table by table, a page in memory at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any

from .database import Database
from .migrations import SCHEMA
from .triggers import DOMAIN_TABLES

_PAGE = 500
JSON_COLUMNS = frozenset({"fields", "source_values"})
"""Columns that hold JSON, and go out as it."""


def schema() -> int:
    """The number of the schema that is written."""
    return SCHEMA


def tables(db: Database) -> Iterator[tuple[str, Iterator[dict[str, Any]]]]:
    """(table, its live rows) of every domain table, then the headings of the log; empty columns are left out."""
    for table in DOMAIN_TABLES:
        yield table, _rows(db, f'SELECT * FROM "{table}" WHERE deleted_at IS NULL AND id > ? ORDER BY id LIMIT ?')
    yield "step", _rows(db, "SELECT * FROM step WHERE id > ? ORDER BY id LIMIT ?")


def _rows(db: Database, sql: str) -> Iterator[dict[str, Any]]:
    after = ""
    while page := db.all(sql, (after, _PAGE)):
        for row in page:
            yield {
                name: json.loads(row[name]) if name in JSON_COLUMNS else row[name]
                for name in row.keys()  # noqa: SIM118 - a Row iterates over its values
                if row[name] is not None
            }
        after = page[-1]["id"]


def is_a_desk(head: bytes) -> bool:
    """Whether a file that begins so is a database."""
    return head.startswith(b"SQLite format 3\x00")
