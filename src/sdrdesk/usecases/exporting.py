"""Everything on the desk out into one file of plain JSON."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from sdrdesk.domain.errors import DeskError
from sdrdesk.files.tables_out import whole_or_nothing, write_json
from sdrdesk.store import exporting as store

from .desk import Desk

FORMAT = "sdrdesk export"


class Exported(NamedTuple):
    """The file that was written, and how many rows are in it."""

    file: Path
    rows: int
    said: str


def export_json(desk: Desk, path: str | Path) -> Exported:
    """Write every live row of every table to `path`: it holds the new file whole, or what it held before.

    Raises DeskError when the place is a desk, a folder, or cannot be written.
    """
    path = Path(path)
    _refuse_desks(path)
    counted = _Counted()
    with whole_or_nothing(path) as file, desk.db.steady():
        head = {"format": FORMAT, "schema": store.schema(), "exported_at": desk.stamp(), "device": desk.db.device}
        write_json(file, head, ((table, counted.over(rows)) for table, rows in store.tables(desk.db)))
    return Exported(path, counted.rows, f"Wrote {counted.rows:,} rows to {path}")


class _Counted:
    """Counts rows as they pass."""

    def __init__(self) -> None:
        self.rows = 0

    def over(self, rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """The same rows."""
        for row in rows:
            self.rows += 1
            yield row


def _refuse_desks(path: Path) -> None:
    if not path.exists():
        return
    if not path.is_file():
        raise DeskError(f"{path} is no file; name one to write to, such as everything.json.")
    try:
        with open(path, "rb") as file:
            head = file.read(16)
    except OSError as trouble:
        raise DeskError(f"{path} cannot be looked into: {os.strerror(trouble.errno or 0)}.") from trouble
    if store.is_a_desk(head):
        raise DeskError(f"{path} is a desk or another database; name another file to export to.")
