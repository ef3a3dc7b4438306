"""The draft table: text that is being typed, outside the log, written without waiting for a lock."""

from __future__ import annotations

import sqlite3

from .database import Database
from .trouble import in_words, is_busy


def save(db: Database, key: str, text: str) -> bool:
    """Write the draft, or clear it when the text is empty; False when another program is writing just now.

    Raises StoreTrouble when the file is no longer where it was, or cannot be written.
    """
    db.still_the_same_file()
    try:
        db.conn.execute("PRAGMA busy_timeout = 0")
        if text:
            db.conn.execute(
                "INSERT INTO draft (key, text, at) VALUES (?, ?, ?)"
                " ON CONFLICT (key) DO UPDATE SET text = excluded.text, at = excluded.at",
                (key, text, db.now()),
            )
        else:
            db.conn.execute("DELETE FROM draft WHERE key = ?", (key,))
    except sqlite3.Error as error:
        if is_busy(error):
            return False
        raise in_words(error, db.path) from error
    finally:
        db.conn.execute(f"PRAGMA busy_timeout = {db.busy_ms}")
    return True


def read(db: Database, key: str) -> str:
    """The draft of that key, or nothing."""
    return str(db.value("SELECT text FROM draft WHERE key = ?", (key,)) or "")
