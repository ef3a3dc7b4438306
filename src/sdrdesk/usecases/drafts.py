"""Half-typed text, on disk as it is typed: saved without waiting, kept until it is filed."""

from __future__ import annotations

from sdrdesk.store import drafts as rows

from .desk import Desk


def save_draft(desk: Desk, key: str, text: str) -> bool:
    """Keep what stands in a line; False when the file is busy just now (try again within the second)."""
    return rows.save(desk.db, key, text)


def draft(desk: Desk, key: str) -> str:
    """What stood in that line when the program last had it, or nothing."""
    return rows.read(desk.db, key)
