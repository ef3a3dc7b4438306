"""What SQLite and the disk complain about, in words a rep can act on."""

from __future__ import annotations

import sqlite3

from sdrdesk.domain.errors import StoreTrouble

_WORDS = (
    ("database or disk is full", "The disk is full, so nothing was written to {path}; free some space and try again."),
    ("readonly", "{path} cannot be written (read-only); make the file and its folder writable and try again."),
    ("locked", "{path} is being written by another program; try again in a moment."),
    ("unable to open", "{path} cannot be opened; check that its folder exists and is yours to write."),
    ("not a database", "{path} is not an sdrdesk file; choose another with --db."),
    ("malformed", "{path} is damaged; sdrdesk restore puts the newest good copy back and keeps this file."),
    ("disk i/o", "The disk does not take what is written to {path} (full or failing); nothing was written. Try again."),
)


def is_busy(error: sqlite3.Error) -> bool:
    """Whether another program is writing, so that it is only a matter of waiting."""
    return "locked" in str(error)


def in_words(error: sqlite3.Error, path: str) -> StoreTrouble:
    """The sentence for an SQLite error on this file."""
    text = str(error).lower()
    for sign, sentence in _WORDS:
        if sign in text:
            return StoreTrouble(sentence.format(path=path))
    return StoreTrouble(f"{path} refused the change ({error}); nothing was written.")
