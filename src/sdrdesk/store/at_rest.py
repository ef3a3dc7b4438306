"""Triggers put aside for a moment: thousands of rows at once have the triggers' work done in one go instead."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Literal

from .database import Database


@contextmanager
def triggers_at_rest(db: Database, tables: Iterable[str], event: Literal["INSERT", "UPDATE"]) -> Iterator[None]:
    """Inside this transaction these tables' triggers on `event` are away; whoever asks for it does what they do."""
    at_rest = db.all(
        "SELECT name, sql FROM sqlite_master WHERE type = 'trigger' AND sql LIKE ?"
        " AND tbl_name IN (SELECT value FROM json_each(?))",
        (f"% AFTER {event} %", json.dumps(list(tables))),
    )
    for row in at_rest:
        db.conn.execute(f'DROP TRIGGER "{row["name"]}"')
    yield
    for row in at_rest:
        db.conn.execute(row["sql"])


def count_accounts(db: Database, status: str, by: int) -> None:
    """Count so many accounts of a status more, or (below 0) fewer."""
    db.conn.execute("INSERT INTO status_count (status, accounts) VALUES (?, 0) ON CONFLICT DO NOTHING", (status,))
    db.conn.execute("UPDATE status_count SET accounts = accounts + ? WHERE status = ?", (by, status))
