"""One row of somebody's list becomes a lead: what each column means, what the row says, or why it is refused."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain
from typing import Protocol

from .dates_in import Order, order_of
from .dealings import DEALINGS, NEEDS, WHOSE
from .errors import DeskError
from .footers import footer
from .lead_cells import DATES, Reader, Row, reader
from .person_names import split_name
from .text import is_blank

Record = tuple[int, list[str], str | None]
"""Line of the file where the row starts, its cells, and why it cannot be read (None when it can)."""

PERSON = frozenset({"full_name", "first_name", "last_name", "email", "email_other", "phone_mobile"})
IDENTITY = PERSON | {"phone", "phone_other", "company"}

_SAMPLE_ROWS = 1000
_SAMPLE_CHARACTERS = 4_000_000
_BLANKS = re.compile(r"[\s_-]+")


def normal_form(header: str) -> str:
    """A header for comparing: NFKC, lower case, no BOM, no trailing star, one space for runs of blanks, `_` and `-`."""
    text = unicodedata.normalize("NFKC", header).strip("\ufeff \t\r\n").casefold().rstrip("*").rstrip()
    return _BLANKS.sub(" ", text).strip()


@dataclass(frozen=True, slots=True)
class Mapping:
    """What the columns of one file mean.

    `columns` are (header as typed, concept or None) in the file's order; `object` is people, companies, deals, orders,
    calls (activities and notes as well) or unknown; `source_key` names the program and export when its whole header
    was recognised.
    """

    file: str
    columns: tuple[tuple[str, str | None], ...]
    object: str
    source_key: str | None = None
    american: bool = False

    def usable(self) -> str | None:
        """None when its rows can be taken in, else one sentence that says what was found instead."""
        if self.object in DEALINGS:
            return self._lacking()
        if not any(concept in IDENTITY for _, concept in self.columns):
            found = _some([header for header, _ in self.columns])
            return f"{self.file} has no name, e-mail, phone or company column; found {found}."
        return None

    def changed(self, columns: dict[str, str | None]) -> Mapping:
        """The same file with these columns (by header) meaning something else; raises DeskError for one it lacks."""
        headers = [header for header, _ in self.columns]
        for header in columns:
            if header not in headers:
                raise DeskError(f"{self.file} has no column {header}; it has {_some(headers)}.")
        told = tuple((header, columns.get(header, concept)) for header, concept in self.columns)
        object_ = self.object
        if columns and object_ not in DEALINGS and any(concept in IDENTITY for _, concept in told):
            object_ = "people"
        return replace(self, columns=told, object=object_)

    def taken_as(self, kind: str | None) -> Mapping:
        """The same file, whose rows are of this kind, whatever its header looks like."""
        return replace(self, object=kind) if kind else self

    def _lacking(self) -> str | None:
        """What a list of deals, orders or calls needs and this one has not."""
        has = {concept for _, concept in self.columns}
        looks = f"{self.file} looks like a list of {self.object} ({_some(self._telling())})"
        if not has & WHOSE:
            return f"{looks}, but no column says whose they are: a company, an e-mail, a name or an id."
        needed, said = NEEDS[self.object]
        return None if has.intersection(needed) else f"{looks}, but no column has {said}."

    def _telling(self) -> list[str]:
        told = {"calls": ("call_",), "orders": ("order", "amount")}
        words = told.get(self.object, ("deal", "amount", "close", "stage", "probability"))
        return [header for header, concept in self.columns if concept and concept.startswith(words)]


def _some(headers: list[str], most: int = 5) -> str:
    shown = [header if len(header) <= 40 else header[:39] + "…" for header in headers[:most]]
    rest = len(headers) - len(shown)
    return ", ".join(shown) + (f" and {rest} more" if rest > 0 else "")


@dataclass(slots=True)
class Lead:
    """One row, read: `values` by concept (dates ISO), `fields` by header as typed, `reject` says why it is no lead."""

    line: int
    values: dict[str, str]
    fields: dict[str, str]
    raw: list[str]
    reject: str | None = None

    @property
    def is_person(self) -> bool:
        """Whether somebody is named or can be reached; a row with only a company (and its phone) is a company."""
        return not PERSON.isdisjoint(self.values) or "company" not in self.values


Orders = dict[str, Order]
"""Header -> whether its 03/04 is the third of April (dmy) or the fourth of March (mdy)."""


class Rows(Protocol):
    """A table that can be read row by row."""

    @property
    def delimiter(self) -> str:
        """The sign between cells; a semicolon tells that days come before months."""

    def records(self) -> Iterator[Record]:
        """The rows below the header."""


def default_order(mapping: Mapping, delimiter: str) -> Order:
    """How 03/04 is read where nothing in its column settles it."""
    return "mdy" if mapping.american or delimiter != ";" else "dmy"


def leads(
    rows: Rows, mapping: Mapping, *, date_order: Order | None = None, orders: Orders | None = None
) -> Iterator[Lead]:
    """Every row below the header as a Lead, in the file's order, in constant memory.

    `orders` settles 3/2/2026 for columns by their header, `date_order` for all others; without it each column is
    settled by its own first rows.
    """
    records = rows.records()
    first: list[Record] = []
    characters = 0
    for record in records:
        first.append(record)
        characters += sum(map(len, record[1])) + len(record[1])
        if len(first) == _SAMPLE_ROWS or characters > _SAMPLE_CHARACTERS:
            break
    default = default_order(mapping, rows.delimiter)
    settled: dict[int, Order] = {
        place: (orders or {}).get(header)
        or date_order
        or order_of((cells[place] for _, cells, _ in first if place < len(cells)), default)
        for place, (header, concept) in enumerate(mapping.columns)
        if concept in DATES
    }
    plan = [
        (place, header, reader(concept, settled.get(place, default)) if concept else None)
        for place, (header, concept) in enumerate(mapping.columns)
    ]
    somebody = mapping.object not in DEALINGS
    for line, cells, why in chain(first, records):
        yield Lead(line, {}, {}, cells, why) if why else _read(line, cells, plan, somebody)


def _read(line: int, cells: list[str], plan: list[tuple[int, str, Reader | None]], somebody: bool) -> Lead:
    row = Row()
    fields = row.fields
    width = len(cells)
    for place, header, read in plan:
        if place >= width:
            break
        text = cells[place]
        if not text or text.isspace():
            continue
        if read is None:
            fields[header] = text
        else:
            read(row, header, text)
    for place in range(len(plan), width):
        if cells[place] and not cells[place].isspace():
            fields[f"column {place + 1}"] = cells[place]
    _complete(row.values, row.callable_number)
    return Lead(line, row.values, fields, cells, _why_not(row, cells, somebody))


def _complete(values: dict[str, str], callable_number: str | None) -> None:
    """Fill what follows from the rest: first e-mail and phone, whole name from its parts and parts from the whole."""
    if "email_other" in values and "email" not in values:
        _promote(values, values["email_other"].partition(", ")[0], "email")
    if callable_number and "phone" not in values and "phone_mobile" not in values:
        _promote(values, callable_number, "phone")
    code = values.pop("calling_code", "")
    if code and "phone" in values and not values["phone"].startswith(("+", "00")):
        values["phone"] = f"+{code.lstrip('+')} {values['phone']}"
    first, last, full = values.get("first_name"), values.get("last_name"), values.get("full_name")
    if full is None:
        if first or last:
            values["full_name"] = f"{first} {last}" if first and last else first or last or ""
    elif first is None and last is None:
        first, last = split_name(full)
        if first:
            values["first_name"] = first
        if last:
            values["last_name"] = last


def _promote(values: dict[str, str], value: str, main: str) -> None:
    others = values.pop(f"{main}_other").split(", ")
    others.remove(value)
    values[main] = value
    if others:
        values[f"{main}_other"] = ", ".join(others)


def _why_not(row: Row, cells: list[str], somebody: bool) -> str | None:
    values = row.values
    if len(values) + len(row.fields) <= 4:
        filled = [cell for cell in cells if cell and not cell.isspace()]
        if len(filled) <= 2 and len(filled) < len(cells) and footer(filled):
            return "looks like a closing line of the file, not a person"
    if somebody and not any(concept in values and not is_blank(values[concept]) for concept in IDENTITY):
        return "has no name, e-mail, phone or company"
    return None
