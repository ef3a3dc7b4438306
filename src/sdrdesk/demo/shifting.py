"""The demo's days moved so that its base day is today: working days stay working days, in the same order."""

from __future__ import annotations

import json
import sqlite3
from datetime import date
from functools import lru_cache

from sdrdesk.store.caches import rebuild_caches
from sdrdesk.store.database import Database
from sdrdesk.store.triggers import DOMAIN_TABLES

from .days import open_at_or_after, open_at_or_before, open_days_between, step_days
from .write import past_the_triggers

_LOGGED = ("step", "change")


class Shift:
    """Where a day goes: the k-th working day before (after) the base becomes the k-th before (after) today.

    On a weekend the Monday to come stands for today, so no next step falls on a closed day.
    """

    def __init__(self, base: date, today: date) -> None:
        self._base = base
        self._today = open_at_or_after(today)

    @lru_cache(maxsize=4096)  # noqa: B019 - lives as long as one shift
    def day(self, day: date) -> date:
        """The new place of a day."""
        return step_days(self._today, open_days_between(self._base, open_at_or_before(day)))

    def text(self, value: str | None) -> str | None:
        """A stored day or instant, moved; the time of day stays."""
        if value is None:
            return None
        return self.day(date.fromisoformat(value[:10])).isoformat() + value[10:]

    def images(self, value: str | None) -> str | None:
        """A before- or after-image of the log, with its days moved."""
        if value is None:
            return None
        columns = json.loads(value)
        moved = {name: self.text(held) if is_day(name) else held for name, held in columns.items()}
        return json.dumps(moved, ensure_ascii=False, separators=(",", ":"))


def is_day(column: str) -> bool:
    """Whether a column of this name holds a day or an instant."""
    return column in ("at", "due", "next_due", "on_date", "expected_close") or column.endswith(("_at", "_on"))


def shift(db: Database, today: date) -> None:
    """Move every day and instant of a demo desk so that it looks as fresh today as it did on its base day.

    The file goes into WAL mode, as a desk in use is. Leaves a desk that is no demo as it is.
    """
    kept = db.value("SELECT value FROM view_state WHERE key = 'demo_base_day'")
    if kept is None or date.fromisoformat(kept) == open_at_or_after(today):
        return
    move = Shift(date.fromisoformat(kept), today)
    conn = db.conn
    conn.execute("PRAGMA journal_mode = WAL")
    conn.create_function("moved", 1, move.text, deterministic=True)
    conn.create_function("moved_images", 1, move.images, deterministic=True)
    with past_the_triggers(conn):
        for table in (*DOMAIN_TABLES, *_LOGGED):
            _move_table(conn, table)
        conn.execute("UPDATE change SET before = moved_images(before), after = moved_images(after) WHERE op = 'update'")
        conn.execute(
            "UPDATE view_state SET value = ? WHERE key = 'demo_base_day'", (open_at_or_after(today).isoformat(),)
        )
        rebuild_caches(conn)


def _move_table(conn: sqlite3.Connection, table: str) -> None:
    columns = [row[1] for row in conn.execute(f'PRAGMA table_info("{table}")') if is_day(row[1])]
    if columns:
        conn.execute(f'UPDATE "{table}" SET ' + ", ".join(f'"{name}" = moved("{name}")' for name in columns))
