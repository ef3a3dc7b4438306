"""Rows of an exported desk into an empty one, as they were: columns and kinds of values checked at the door."""

from __future__ import annotations

import json
import sqlite3
from typing import Any

from sdrdesk.domain.errors import DeskError

from .database import Database
from .exporting import JSON_COLUMNS
from .triggers import DOMAIN_TABLES

_OWN = frozenset({"setting"})
"""Tables a desk fills by itself: their rows are put in place of its own."""


def is_empty(db: Database) -> bool:
    """Whether nobody and nothing was ever on this desk: settings and views may be."""
    worked_on = (table for table in DOMAIN_TABLES if table not in ("setting", "saved_view", "exchange_rate"))
    return all(db.value(f'SELECT 1 FROM "{table}" LIMIT 1') is None for table in worked_on)


class Filling:
    """Puts rows into their tables, inside a step."""

    def __init__(self, db: Database) -> None:
        self._db = db
        self._columns = {
            table: {row["name"] for row in db.all(f'PRAGMA table_info("{table}")')} for table in DOMAIN_TABLES
        }

    def put(self, table: str, row: dict[str, Any]) -> bool:
        """Write one row; False for a table that is not carried over. Raises DeskError when it cannot be one of ours."""
        columns = self._columns.get(table)
        if columns is None:
            return False
        if not isinstance(row, dict) or not isinstance(row.get("id"), str):
            raise DeskError("is no row of a desk")
        unknown = [name for name in row if name not in columns]
        if unknown:
            raise DeskError(f"has a column this program does not know: {table}.{unknown[0]}")
        values = {name: self._value(name, value) for name, value in row.items()}
        values.setdefault("updated_at", self._db.now())
        replace = "OR REPLACE " if table in _OWN else ""
        names = ", ".join(f'"{name}"' for name in values)
        try:
            self._db.conn.execute(
                f'INSERT {replace}INTO "{table}" ({names}) VALUES ({", ".join("?" * len(values))})',
                tuple(values.values()),
            )
        except sqlite3.IntegrityError as trouble:
            raise DeskError(f"does not fit: {trouble}") from trouble
        return True

    @staticmethod
    def _value(name: str, value: Any) -> Any:
        if name in JSON_COLUMNS and isinstance(value, (dict, list)):
            return json.dumps(value, ensure_ascii=False, separators=(",", ":"))
        if value is None or isinstance(value, (str, int)):
            return value
        raise DeskError(f"has a value that is none of a desk in {name}")


def loose_ends(db: Database) -> str | None:
    """Empty what points at a row that was taken back before the export; a sentence when a row belongs to nobody."""
    for row in db.all("PRAGMA foreign_key_check"):
        table, place, parent, number = row
        if parent == "account":
            return f"a row of {table} belongs to an account that is not in it"
        (column,) = (key["from"] for key in db.all(f'PRAGMA foreign_key_list("{table}")') if key["id"] == number)
        try:
            db.conn.execute(f'UPDATE "{table}" SET "{column}" = NULL WHERE rowid = ?', (place,))
        except sqlite3.IntegrityError:
            return f"a row of {table} belongs to a {parent} that is not in it"
    return None
