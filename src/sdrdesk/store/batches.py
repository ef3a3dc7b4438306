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
