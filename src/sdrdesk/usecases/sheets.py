"""Call sheets: numbers to take away from the desk, as text, and the rows that their outcomes are entered in later."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sdrdesk.domain.days import say_day
from sdrdesk.domain.disposition import by_id
from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.next_step import say_step
from sdrdesk.domain.sheet import SheetLine, sheet_text
from sdrdesk.files.tables_out import whole_or_nothing
from sdrdesk.store import blocks as rows
from sdrdesk.store.database import Row

from .blocks import begin, the_block
from .clocks import in_zone, zone_of
from .desk import Desk, Done

FOLDER = "sheets"


class SheetRow(NamedTuple):
    """A row of a sheet: whom to call at which number, their wall clock, what about, and what came of it."""

    number: int
    id: str
    account_id: str
    account: str
    stage: str
    person: str
    contact_id: str | None
    point_id: str | None
    phone: str
    clock: str
    what: str
    state: str
    reason: str
    outcome: str

    @property
    def who(self) -> str:
        """Person and account, or the account alone."""
        return f"{self.person} · {self.account}" if self.person and self.person != self.account else self.account


class Sheet(NamedTuple):
    """A sheet that was made: the act, its text, its rows, and the file it was written to; None for a desk in memory."""

    done: Done
    text: str
    rows: tuple[SheetRow, ...]
    file: str | None


def make_sheet(desk: Desk, account_ids: Sequence[str], name: str, *, filter: str = "", write: bool = True) -> Sheet:
    """Freeze these accounts as a sheet and give its text; `write` puts it into a file beside the desk too.

    Raises DeskError when nobody can be called, or the file cannot be written.
    """
    folder = _folder(desk) if write else None
    done = begin(desk, account_ids, name, filter=filter, kind="sheet")
    assert done.made is not None
    found = sheet_rows(desk, done.made)
    text = text_of(desk, done.made, found)
    if folder is None:
        return Sheet(done, text, tuple(found), None)
    path = _free(folder, f"{desk.local_now():%Y-%m-%d-%H%M}")
    with whole_or_nothing(path) as file:
        file.write(text)
    return Sheet(done, text, tuple(found), str(path))


def _folder(desk: Desk) -> Path | None:
    """A desk in memory has none."""
    if desk.path == ":memory:":
        return None
    folder = Path(desk.path).parent / FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as trouble:
        raise DeskError(f"{folder} cannot be made: {trouble.strerror}.") from trouble
    return folder


def _free(folder: Path, stem: str) -> Path:
    """A name that no sheet has yet."""
    path, number = folder / f"{stem}.txt", 1
    while path.exists():
        number += 1
        path = folder / f"{stem}-{number}.txt"
    return path


def text_of(desk: Desk, block_id: str, found: Sequence[SheetRow]) -> str:
    """The sheet as text."""
    sheet = the_block(desk, block_id)
    to_call = [row for row in found if row.state == "waiting"]
    lines = [SheetLine(row.number, row.who, row.phone, row.clock, row.what) for row in to_call]
    title = f"Call sheet · {sheet.name} · {say_day(sheet.begun.date(), desk.today())} {sheet.begun:%H:%M}"
    return sheet_text(title, lines, "Afterwards, in the desk: :wrapup takes one key for each row.")


def sheet_rows(desk: Desk, block_id: str) -> list[SheetRow]:
    """The rows of a sheet that can be called or were, in its order, numbered as on paper."""
    now = desk.local_now()
    kept = [row for row in rows.sheet(desk.db, block_id) if row["state"] != "skipped" or not row["reason"]]
    return [_row(number, row, now) for number, row in enumerate(kept, 1)]


def _row(number: int, row: Row, now: datetime) -> SheetRow:
    zone = zone_of(row)
    there = in_zone(now, zone) if zone else None
    day = f"{there:%a} " if there is not None and there.date() != now.date() else ""
    outcome = by_id(row["disposition"] or "")
    extension = f" ext {row['extension']}" if row["extension"] else ""
    step = say_step(row["next_kind"], row["next_what"]) if row["next_kind"] else ""
    hour = f" {row['next_time']}" if row["next_time"] and row["next_due"] == now.date().isoformat() else ""
    return SheetRow(
        number, row["id"], row["account_id"], row["name"], row["stage"], row["person"] or "", row["contact_id"],
        row["point_id"], f"{row['typed'] or ''}{extension}", f"{day}{there:%H:%M}" if there is not None else "",
        f"{step}{hour}", row["state"], row["reason"] or "", outcome.label if outcome is not None else "",
    )  # fmt: skip


def whom_to_call(desk: Desk, filter: str, limit: int) -> list[str]:
    """Who fits a filter, by next step; without one the top of today's queue. Raises FilterError."""
    if not filter.strip():
        from .today import queue  # the whole queue is read only here

        return [row.id for row in queue(desk)][:limit]
    from .filters import read_filter, settled  # see above
    from .listing import Listing

    listing = Listing(desk, "next", narrowed=settled(desk, read_filter(desk, filter)))
    return [row.id for row in listing.page(limit=limit)]
