"""Keeping the file safe: check and repair, and copies before what is hard to take back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sdrdesk.store import integrity
from sdrdesk.store.backup import copy_or_refuse, last_copy_of, size_of
from sdrdesk.store.beside import NEWEST

from .desk import Desk


def check(desk: Desk) -> list[str]:
    """What is wrong with the desk's file, one sentence each; empty when all is well. Changes nothing."""
    return integrity.findings(desk.db)


def repair(desk: Desk) -> list[str]:
    """Make triggers, caches and search index again, then say what is still wrong.

    Where the newest copy is no good, another is made of a desk that is.
    """
    integrity.repair(desk.db)
    found = integrity.findings(desk.db)
    if len(found) == 1 and NEWEST in found[0]:
        copy(desk, "repaired", "copied")
        return integrity.findings(desk.db)
    return found


def copy(desk: Desk, why: str, done: str) -> Path | None:
    """A safety copy beside the desk file before something is `done` (past tense); None for a desk in memory.

    Raises StoreTrouble when it cannot be made.
    """
    if desk.path == ":memory:":
        return None
    return copy_or_refuse(desk.db.conn, desk.path, why, desk.now(), done)


def last_copy(desk: Desk, why: str) -> datetime | None:
    """When the last copy for this reason was made; None when there is none, or the desk is in memory."""
    return None if desk.path == ":memory:" else last_copy_of(desk.path, why)


def size(desk: Desk) -> int:
    """Bytes of the desk's file; 0 for a desk in memory."""
    return 0 if desk.path == ":memory:" else size_of(desk.path)
