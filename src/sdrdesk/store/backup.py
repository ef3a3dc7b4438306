"""Safety copies of the desk file, made whole by SQLite itself and kept beside it, private like it."""

from __future__ import annotations

import os
import sqlite3
from datetime import UTC, datetime
from pathlib import Path

from sdrdesk.domain.errors import StoreTrouble

KEEP = 20


def folder_of(path: str) -> Path:
    """Where the copies of this desk file are kept."""
    return Path(path).with_name(Path(path).name + ".backups")


def safety_copy(conn: sqlite3.Connection, path: str, why: str, at: datetime) -> Path:
    """Copy the open file to its backups folder, named by time and reason; returns the copy's path.

    Raises OSError or sqlite3.Error when it cannot be made; then no half copy stays behind.
    """
    folder = folder_of(path)
    folder.mkdir(mode=0o700, exist_ok=True)
    name = f"{at.strftime('%Y%m%d-%H%M%S')}-{at.microsecond // 1000:03d}-{why}.db"
    target, part = folder / name, folder / (name + ".part")
    try:
        part.unlink(missing_ok=True)
        os.close(os.open(part, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        copy = sqlite3.connect(part)
        try:
            conn.backup(copy, pages=-1)
            copy.execute("PRAGMA journal_mode = DELETE")
        finally:
            copy.close()
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    for old in sorted(folder.glob("*.db"))[:-KEEP]:
        old.unlink(missing_ok=True)
    return target


def copy_or_refuse(conn: sqlite3.Connection, path: str, why: str, at: datetime, done: str) -> Path:
    """As `safety_copy`. Raises StoreTrouble in words when it cannot be made: nothing was `done` (past tense)."""
    try:
        return safety_copy(conn, path, why, at)
    except (OSError, sqlite3.Error) as trouble:
        raise StoreTrouble(f"No safety copy could be made ({trouble}); nothing was {done}.") from trouble


def last_copy_of(path: str, why: str) -> datetime | None:
    """When the newest copy for this reason was made, as its name says."""
    names = sorted(copy.name for copy in folder_of(path).glob(f"*-{why}.db"))
    if not names:
        return None
    return datetime.strptime(names[-1][:15], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
