"""What the demo records: rows by table, and an honest log of the acts of the last days."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from random import Random
from typing import Any, NamedTuple

from .days import instant, step_days

Row = dict[str, Any]


class Change(NamedTuple):
    """One line of the change log, as the triggers would have written it."""

    table: str
    row_id: str
    op: str
    before: str | None
    after: str | None


class LoggedAct(NamedTuple):
    """One heading of the log with everything it changed; `group` ties the lines of a call together."""

    at: str
    order: int
    id: str
    verb: str
    subject: str | None
    said: str
    group: str | None
    changes: list[Change]


class Tape:
    """All rows of a desk in the making. Days are whole working days around `base`; 0 is the base day."""

    def __init__(self, seed: int, base: date, log_days: int) -> None:
        self.base = base
        self.rows: dict[str, list[Row]] = {}
        self.acts: list[LoggedAct] = []
        self._ids = Random(f"ids {seed}")
        self._count = 0
        self._log_from = step_days(base, -log_days)
        self._changes: list[Change] | None = None

    def day(self, index: int) -> date:
        """The date of a working day counted from the base day."""
        return step_days(self.base, index)

    def new_id(self, at: datetime) -> str:
        """An id shaped like UUIDv7, of that instant; the same seed gives the same ids."""
        self._count += 1
        milliseconds = int(at.timestamp() * 1000)
        tail = self._ids.getrandbits(62)
        number = milliseconds << 80 | 0x7 << 76 | (self._count & 0xFFF) << 64 | 0b10 << 62 | tail
        text = f"{number:032x}"
        return f"{text[:8]}-{text[8:12]}-{text[12:16]}-{text[16:20]}-{text[20:]}"

    def heading(self, at: datetime, verb: str, subject: str | None, said: str, group: str | None = None) -> LoggedAct:
        """A new act; it enters the log when it is recent enough. Write under it with `under`."""
        made = LoggedAct(instant(at), len(self.acts), self.new_id(at), verb, subject, said, group, [])
        if at.date() >= self._log_from:
            self.acts.append(made)
        return made

    @contextmanager
    def under(self, act: LoggedAct) -> Iterator[None]:
        """Everything inserted and changed inside belongs to this act."""
        self._changes = act.changes
        yield
        self._changes = None

    def insert(self, table: str, at: datetime, row: Row) -> Row:
        """Add a row: id made unless given, updated_at filled in."""
        if "id" not in row:
            row["id"] = self.new_id(at)
        row["updated_at"] = instant(at)
        self.rows.setdefault(table, []).append(row)
        if self._changes is not None:
            self._changes.append(Change(table, row["id"], "insert", None, None))
        return row

    def change(self, table: str, at: datetime, row: Row, **columns: Any) -> None:
        """Change columns of a row that is already on the tape; only real changes are logged."""
        new = {name: value for name, value in columns.items() if row.get(name) != value}
        if not new:
            return
        before = {name: row.get(name) for name in new}
        row.update(new)
        row["updated_at"] = instant(at)
        if self._changes is not None:
            self._log_update(self._changes, table, row["id"], before, new)

    def _log_update(self, changes: list[Change], table: str, row_id: str, before: Row, after: Row) -> None:
        """One image per row and act, as one UPDATE leaves it: an account never stands half-way in the log."""
        for place, known in enumerate(changes):
            if (known.table, known.row_id, known.op) == (table, row_id, "update") and known.before and known.after:
                before, after = before | json.loads(known.before), json.loads(known.after) | after
                changes[place] = Change(table, row_id, "update", _json(before), _json(after))
                return
        changes.append(Change(table, row_id, "update", _json(before), _json(after)))


def _json(values: Row) -> str:
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))
