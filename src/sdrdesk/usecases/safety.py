"""Keeping the file safe: check and repair, and copies before what is hard to take back."""

from __future__ import annotations

from pathlib import Path

from sdrdesk.store import integrity
from sdrdesk.store.backup import safety_copy

from .desk import Desk


def check(desk: Desk) -> list[str]:
    """What is wrong with the desk's file, one sentence each; empty when all is well. Changes nothing."""
    return integrity.findings(desk.db)


def repair(desk: Desk) -> list[str]:
    """Make triggers, caches and search index again, then say what is still wrong."""
    integrity.repair(desk.db)
    return integrity.findings(desk.db)


def copy(desk: Desk, why: str) -> Path | None:
    """A safety copy beside the desk file; None for a desk in memory."""
    if desk.path == ":memory:":
        return None
    return safety_copy(desk.db.conn, desk.path, why, desk.now())
