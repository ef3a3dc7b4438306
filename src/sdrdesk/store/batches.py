"""Imports as batches: those that were cut off, the copy made before one, and a copy to try one on."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from sdrdesk.domain.errors import StoreTrouble

from .backup import safety_copy
from .database import Database, Row

VERB = "import.done"


def open_batches(db: Database) -> list[Row]:
    """Imports that were begun, or begun to be taken back (then `undone_by` names that step), and not ended."""
    return db.all(
        "SELECT b.id, b.step_id, b.file_name, s.undone_by FROM import_batch AS b JOIN step AS s ON s.id = b.step_id"
        " WHERE b.state = 'open'"
    )


def close_batch(db: Database, batch_id: str, **counts: Any) -> None:
    """Mark an import as ended, inside its step."""
    db.update("import_batch", batch_id, state="done", ended_at=db.now(), **counts)


def copy_before(db: Database, at: datetime) -> None:
    """A safety copy before an import; none of a desk in memory. Raises StoreTrouble."""
    if db.path == ":memory:":
        return
    try:
        safety_copy(db.conn, db.path, "before-import", at)
    except (OSError, sqlite3.Error) as trouble:
        raise StoreTrouble(f"No safety copy could be made ({trouble}); nothing was imported.") from trouble


@contextmanager
def copied(db: Database, place: str) -> Iterator[Database]:
    """The whole desk once more, at `place` (a path or `:memory:`), not kept safe: to try things on."""
    try:
        if place != ":memory:":
            os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        conn = sqlite3.connect(place, isolation_level=None)
        db.conn.backup(conn, pages=-1)
    except (OSError, sqlite3.Error) as trouble:
        raise StoreTrouble(f"No copy could be made to try the import on: {trouble}.") from trouble
    conn.row_factory = sqlite3.Row
    for pragma in ("journal_mode = MEMORY", "synchronous = OFF", "recursive_triggers = ON", "temp_store = MEMORY"):
        conn.execute(f"PRAGMA {pragma}")
    try:
        yield Database(conn, place, db.clock, db.device, db.origin)
    finally:
        conn.close()


_LISTED = (
    "SELECT b.id, b.step_id, b.file_name, b.source, b.region, b.format, b.started_at, b.state, b.total, b.created,"
    " b.updated, b.same, b.skipped, b.rejected, b.rejects_file, s.undone_by IS NOT NULL AS undone, s.id AS act"
    " FROM import_batch AS b LEFT JOIN step AS s ON s.id = b.step_id"
)


def listed(db: Database, limit: int) -> list[Row]:
    """Imports, the newest first, those that were taken back too; `act` is empty when another desk made it."""
    return db.all(f"{_LISTED} ORDER BY b.started_at DESC, b.id DESC LIMIT ?", (limit,))


def beginning(db: Database, prefix: str) -> list[Row]:
    """Imports whose id begins so."""
    return db.all(f"{_LISTED} WHERE b.id >= ? AND b.id < ? ORDER BY b.id LIMIT 5", (prefix, prefix + "g"))


def made(db: Database, batch_id: str, limit: int) -> list[Row]:
    """Accounts an import made that still live, by name, each with how many people came with it."""
    return db.all(
        "SELECT a.id, a.name, a.stage, a.status, (SELECT count(*) FROM contact AS p WHERE p.account_id = a.id"
        " AND p.batch_id = a.batch_id AND p.deleted_at IS NULL AND p.merged_into IS NULL) AS people"
        " FROM account AS a WHERE a.batch_id = ? AND a.deleted_at IS NULL AND a.merged_into IS NULL"
        " ORDER BY a.name_key, a.id LIMIT ?",
        (batch_id, limit),
    )


def step_of(db: Database, batch_id: str) -> str | None:
    """The act that made an import; None when that was on another desk."""
    sql = "SELECT s.id FROM import_batch AS b JOIN step AS s ON s.id = b.step_id WHERE b.id = ?"
    found = db.value(sql, (batch_id,))
    return str(found) if found else None


def still_here(db: Database, batch_id: str) -> tuple[int, int, int]:
    """Of what an import made: live accounts, live people, and accounts that somebody has taken on since."""
    people = db.value("SELECT count(*) FROM contact WHERE batch_id = ? AND deleted_at IS NULL", (batch_id,))
    row = db.one(
        "SELECT count(*) AS accounts, coalesce(sum(status <> 'inbox'), 0) AS taken FROM account"
        " WHERE batch_id = ? AND deleted_at IS NULL",
        (batch_id,),
    )
    return (row["accounts"], int(people), row["taken"]) if row is not None else (0, int(people), 0)
