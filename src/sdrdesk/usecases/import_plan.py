"""What a file holds, before anything of it is imported: how it is read, what its columns mean, its first rows."""

from __future__ import annotations

from itertools import islice
from pathlib import Path
from typing import NamedTuple

from sdrdesk.domain.leads import leads
from sdrdesk.files.tables_out import Rows

from .importing import open_people

_FIRST = 5
_SAMPLES = 3
_SIGNS = {",": "comma", ";": "semicolon", "\t": "tab", "|": "bar"}


class Column(NamedTuple):
    """A column: its header as typed, what it means (None: kept as a field of its own), and a few of its cells."""

    header: str
    concept: str | None
    samples: tuple[str, ...]


class FirstRow(NamedTuple):
    """One of the first rows: its line in the file, who and where, how to reach them, and why it is refused if it is."""

    line: int
    name: str
    company: str
    reach: str
    why: str | None


class Plan(NamedTuple):
    """How a file will be read. `format` names the program that wrote it, when its header tells."""

    file: str
    size: int
    encoding: str
    delimiter: str
    header_line: int
    format: str | None
    columns: tuple[Column, ...]
    first: tuple[FirstRow, ...]


def plan(path: str | Path) -> Plan:
    """Look into a file. Raises DeskError in one sentence when it cannot be read or holds no people."""
    table = open_people(path)
    mapping = table.mapping()
    columns = tuple(
        Column(header, None if concept == "ignore" else concept, _samples(table.sample, place))
        for place, (header, concept) in enumerate(mapping.columns)
    )
    first = tuple(
        FirstRow(
            lead.line,
            lead.values.get("full_name", ""),
            lead.values.get("company", ""),
            lead.values.get("email") or lead.values.get("phone") or lead.values.get("phone_mobile", ""),
            lead.reject,
        )
        for lead in islice(leads(Rows(table), mapping), _FIRST)
    )
    sign = _SIGNS.get(table.delimiter, table.delimiter)
    return Plan(table.name, table.size, table.encoding, sign, table.header_line, mapping.source_key, columns, first)


def _samples(rows: list[list[str]], place: int) -> tuple[str, ...]:
    cells = (row[place].strip()[:80] for row in rows if place < len(row))
    return tuple(islice(dict.fromkeys(cell for cell in cells if cell), _SAMPLES))
