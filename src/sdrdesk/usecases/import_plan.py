"""What a file holds, before anything of it is imported: how it is read, what its columns mean, its first rows."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import NamedTuple

from sdrdesk.domain.dates_in import Order, iso_day, order_of, undecided
from sdrdesk.domain.dealings import DEALINGS, subject_of
from sdrdesk.domain.lead_cells import DATES
from sdrdesk.domain.leads import Lead, Mapping, default_order, leads
from sdrdesk.files.headers import program_of
from sdrdesk.files.opened import Opened
from sdrdesk.files.tables_out import Rows

from .filling import is_whole, open_whole
from .import_run import AS_FOUND, Choices
from .importing import open_people
from .proposing import columns_said

_FIRST = 5
_SAMPLES = 3
_SIGNS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


class Column(NamedTuple):
    """A column: its header as typed, what it means (None: kept as a field of its own), and a few of its cells.

    `order` is how a column of dates reads 03/04; `asks` when nothing in it settles that.
    """

    header: str
    concept: str | None
    samples: tuple[str, ...]
    order: Order | None = None
    asks: bool = False
    own: str = ""
    """What it is, or could be, as a field of the rep's own."""
    could_be: bool = False


class FirstRow(NamedTuple):
    """One of the first rows: its line in the file, who and where, how to reach them, and why it is refused if it is."""

    line: int
    name: str
    company: str
    reach: str
    why: str | None


class Plan(NamedTuple):
    """How a file will be read. `format` names the program that wrote it, when its header tells; `why_not` says what
    its columns lack, before anything of it can be imported; `kind` is what its rows are: people, companies, deals,
    orders, calls.
    """

    file: str
    sha256: str
    size: int
    encoding: str
    delimiter: str
    header_line: int
    format: str | None
    columns: tuple[Column, ...]
    first: tuple[FirstRow, ...]
    why_not: str | None = None
    kind: str = "people"


def plan(path: str | Path, chosen: Choices = AS_FOUND, *, to_be_mapped: bool = False) -> Plan:
    """Look into a file. Raises DeskError in one sentence when it cannot be read or holds no people.

    With `to_be_mapped` a table whose columns say nothing yet will do; then `why_not` says so.
    """
    if is_whole(path):
        return _of_a_desk(path)
    table = open_people(path, chosen, to_be_mapped=to_be_mapped)
    mapping = table.mapping().taken_as(chosen.kind).changed(chosen.columns)
    own = columns_said(table, mapping)
    columns = tuple(_column(table, mapping, chosen, place, own) for place in range(len(mapping.columns)))
    first = tuple(
        _first_row(lead, mapping.object)
        for lead in islice(leads(Rows(table), mapping, orders=chosen.dates), _FIRST)
    )
    sign = _SIGNS.get(table.delimiter, table.delimiter)
    return Plan(
        table.name, table.sha256, table.size, table.encoding, sign, table.header_line, program_of(mapping.source_key),
        columns, first, mapping.usable(), mapping.object,
    )  # fmt: skip


def _first_row(lead: Lead, kind: str) -> FirstRow:
    values = lead.values
    reach = values.get("email") or values.get("phone") or values.get("phone_mobile", "")
    if kind in DEALINGS:
        named = values.get("company") or values.get("full_name") or reach
        when = values.get("call_started") or values.get("ordered_on") or values.get("close_date", "")
        told = " · ".join(part for part in (values.get("amount", ""), values.get("stage", ""), when[:10]) if part)
        return FirstRow(lead.line, subject_of(values), named, told, lead.reject)
    return FirstRow(lead.line, values.get("full_name", ""), values.get("company", ""), reach, lead.reject)


def _of_a_desk(path: str | Path) -> Plan:
    whole = open_whole(path)
    return Plan(whole.name, whole.sha256, whole.size, "JSON", "a whole desk", 1, "sdrdesk", (), ())


def _column(
    table: Opened, mapping: Mapping, chosen: Choices, place: int, own: dict[str, tuple[str, bool]]
) -> Column:
    header, concept = mapping.columns[place]
    samples = _samples(table.sample, place)
    if concept not in DATES:
        said, could_be = own.get(header, ("", False))
        return Column(header, None if concept == "ignore" else concept, samples, own=said, could_be=could_be)
    cells = [row[place] for row in table.sample if place < len(row)]
    asks = undecided(cells)
    if asks:  # the first sample is one that tells the two apart
        telling = next(cell.strip() for cell in cells if iso_day(cell, "dmy") != iso_day(cell, "mdy"))
        samples = tuple(dict.fromkeys((telling, *samples)))[:_SAMPLES]
    order = chosen.dates.get(header) or order_of(cells, default_order(mapping, table.delimiter))
    return Column(header, concept, samples, order, asks)


def _samples(rows: list[list[str]], place: int) -> tuple[str, ...]:
    cells = (row[place].strip()[:80] for row in rows if place < len(row))
    return tuple(islice(dict.fromkeys(cell for cell in cells if cell), _SAMPLES))
