"""Safety copies of the desk file, made whole by SQLite itself and kept beside it, private like it."""

from __future__ import annotations

import os
import sqlite3
from datetime import datetime
from pathlib import Path

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
