"""Out of the desk into a file: everything as JSON, tables as CSV or XLSX, people as cards, next steps as a calendar."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.leads import normal_form
from sdrdesk.domain.money import plain_amount
from sdrdesk.files.tables_out import whole_or_nothing, write_csv, write_json
from sdrdesk.files.workbook_out import Table, write_workbook
from sdrdesk.store import exporting as store
from sdrdesk.store import sheets
from sdrdesk.store.where import Where

from .desk import Desk
from .filters import EVERYBODY, Settled, read_filter, settled
from .own_fields import own_fields

FORMAT = "sdrdesk export"
TABLES = tuple(sheets.SHEETS)
KINDS = {
    ".json": "everything", ".csv": "a table", ".tsv": "a table", ".xlsx": "a workbook", ".vcf": "people as cards",
    ".ics": "next steps as a calendar", ".md": "the pipeline as a page",
}  # fmt: skip
"""How a file's name ends -> what is written into it."""


class Exported(NamedTuple):
    """The file that was written, and how many rows are in it."""

    file: Path
    rows: int
    said: str


def export(desk: Desk, path: str | Path, *, table: str = "", filter: str = "", version: str = "") -> Exported:
    """Write the desk, or one `table` of it, to `path` in the form its name ends in: the new file whole, or the old one.

    `filter` narrows tables, cards and calendars by account; `version` is that of the cards, 3 or 4. Raises DeskError
    when the place is a desk, a folder, or cannot be written, and for a table or filter that cannot be read.
    """
    path = Path(path)
    kind = path.suffix.lower()
    if kind not in KINDS:
        raise DeskError(f"{path.name} ends in none of {', '.join(KINDS)}; name the file so that it does.")
    wanted = _table(path, table, kind)
    if filter.strip() and kind == ".json":
        raise DeskError("A JSON export is the whole desk and takes no filter; a CSV table does.")
    refuse_desks(desk, path)
    narrowed = _narrowed(desk, filter)
    where = narrowed.accounts
    counted = _Counted()
    with desk.db.steady():
        if kind == ".json":
            _json(desk, path, counted)
        elif kind == ".xlsx":
            names = (wanted,) if table else TABLES
            write_workbook(path, (_sheet(desk, name, where, counted, numbers=True) for name in names))
        elif kind in (".csv", ".tsv"):
            _, header, rows = _sheet(desk, wanted, where, counted)
            with whole_or_nothing(path, encoding="utf-8-sig") as file:
                write_csv(file, header, rows, "\t" if kind == ".tsv" else ",")
        else:
            _pages(desk, path, kind, narrowed, counted, version)
    what = wanted if kind in (".csv", ".tsv") or (table and kind == ".xlsx") else KINDS[kind]
    return Exported(path, counted.rows, f"Wrote {counted.rows:,} rows to {path} ({what})")


def export_json(desk: Desk, path: str | Path) -> Exported:
    """Write every live row of every table to `path`, whatever its name ends in."""
    path = Path(path)
    refuse_desks(desk, path)
    counted = _Counted()
    with desk.db.steady():
        _json(desk, path, counted)
    return Exported(path, counted.rows, f"Wrote {counted.rows:,} rows to {path}")


def _table(path: Path, table: str, kind: str) -> str:
    """The table that is meant: named, else the file's own name, else the people."""
    name = table.strip().lower()
    if name and kind not in (".csv", ".tsv", ".xlsx"):
        raise DeskError(f"A {kind} file holds {KINDS[kind]}; one table goes into .csv, .tsv or .xlsx.")
    if name and name not in TABLES:
        raise DeskError(f"There is no table {name}; there are {', '.join(TABLES)}.")
    stem = path.stem.lower()
    return name or next((one for one in TABLES if stem == one or stem.endswith(("-" + one, "_" + one))), "contacts")


def _narrowed(desk: Desk, filter: str) -> Settled:
    return settled(desk, read_filter(desk, filter)) if filter.strip() else EVERYBODY


class _Counted:
    """Counts rows as they pass."""

    def __init__(self) -> None:
        self.rows = 0

    def over(self, rows: Iterator[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """The same rows."""
        for row in rows:
            self.rows += 1
            yield row


def _json(desk: Desk, path: Path, counted: _Counted) -> None:
    head = {"format": FORMAT, "schema": store.schema(), "exported_at": desk.stamp(), "device": desk.db.device}
    with whole_or_nothing(path) as file:
        write_json(file, head, ((table, counted.over(rows)) for table, rows in store.tables(desk.db)))


def _sheet(desk: Desk, name: str, where: Where, counted: _Counted, *, numbers: bool = False) -> Table:
    """A table with its header; money as plain amounts."""
    sheet, meant = with_own(sheets.SHEETS[name])
    own = [header for header in sheets.own_fields(desk.db, sheet) if normal_form(header) not in meant]
    header = [title for title, _ in sheet.columns]
    money = header.index("Value") if "Value" in header else None

    def rows() -> Iterator[Sequence[object]]:
        for _, cells, fields in sheets.rows(desk.db, sheet, where):
            counted.rows += 1
            if money is not None and cells[money] is not None:
                amount = plain_amount(cells[money], cells[money + 1] or desk.settings.currency)
                cells[money] = float(amount) if numbers else amount
            yield [*cells, *(fields.get(title) for title in own)] if own else cells

    return name, [*header, *own], rows()


def with_own(sheet: sheets.Sheet) -> tuple[sheets.Sheet, frozenset[str]]:
    """The table with a column for each of the rep's own fields, and the headers in a source that are these fields."""
    declared = own_fields().fields if sheet.fields else ()
    if not declared:
        return sheet, frozenset()
    from sdrdesk.store.own_fields import value_of  # only where there are some

    aliases = {"account": "a", "contact": "p"}
    mine = [one for one in declared if aliases[one.on] in ("a", sheet.fields)]
    taken = {title for title, _ in sheet.columns}
    columns = tuple((one.label if one.label not in taken else one.name, value_of(one, aliases[one.on])) for one in mine)
    meant = frozenset(header for one in mine for header in one.headers)
    return sheet._replace(columns=(*sheet.columns, *columns)), meant


def _pages(desk: Desk, path: Path, kind: str, narrowed: Settled, counted: _Counted, version: str) -> None:
    from . import pages_out  # cards, calendars and pages: only their own exports need them

    pieces: Iterable[str]
    if kind == ".vcf":
        if version.strip() not in ("", "3", "3.0", "4", "4.0"):
            raise DeskError(f"Cards are written in version 3 or 4, not {version.strip()}.")
        pieces = pages_out.cards(desk, narrowed.accounts, "4.0" if version.strip().startswith("4") else "3.0")
    elif kind == ".ics":
        pieces = pages_out.calendar(desk, narrowed.accounts)
    else:
        pieces = pages_out.pipeline(desk, narrowed)
    with whole_or_nothing(path) as file:
        for piece in pieces:
            file.write(piece)
            counted.rows += piece.startswith(("BEGIN:VCARD", "BEGIN:VEVENT", "| "))


def refuse_desks(desk: Desk, path: Path) -> None:
    """Raises DeskError when what stands there is a desk, or no file: nothing may be written over it."""
    if not path.exists():
        return
    if desk.path != ":memory:" and path.samefile(desk.path):  # not even looked into: that would take its locks away
        raise DeskError(f"{path} is this desk; name another file to export to.")
    if not path.is_file():
        raise DeskError(f"{path} is no file; name one to write to, such as everything.json.")
    try:
        with open(path, "rb") as file:
            head = file.read(16)
    except OSError as trouble:
        raise DeskError(f"{path} cannot be looked into: {os.strerror(trouble.errno or 0)}.") from trouble
    if store.is_a_desk(head):
        raise DeskError(f"{path} is a desk or another database; name another file to export to.")
