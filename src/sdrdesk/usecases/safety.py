"""Keeping the file safe: check and repair, and copies before what is hard to take back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path

from sdrdesk.store import integrity
from sdrdesk.store.backup import copy_or_refuse, last_copy_of, size_of

from .desk import Desk


def check(desk: Desk) -> list[str]:
    """What is wrong with the desk's file, one sentence each; empty when all is well. Changes nothing."""
    return integrity.findings(desk.db)


def repair(desk: Desk) -> list[str]:
    """Make triggers, caches and search index again, then say what is still wrong."""
    integrity.repair(desk.db)
    return integrity.findings(desk.db)


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
