"""How often a command was taken from the box where one finds everything, so that its key can be taught."""

from __future__ import annotations

from .desk import Desk

_KEY = "palette:"


def used(desk: Desk, command: str) -> int:
    """Count one more use of a command; how many it has been. Kept in this file alone, outside the log."""
    key = f"{_KEY}{command}"
    with desk.db.local():
        desk.db.conn.execute(
            "INSERT INTO view_state (key, value) VALUES (?, '1')"
            " ON CONFLICT (key) DO UPDATE SET value = CAST(value AS INTEGER) + 1",
            (key,),
        )
    return int(desk.db.value("SELECT value FROM view_state WHERE key = ?", (key,)))
