"""What the columns of a file say of the rep's own fields: each cell as a value of its type, beside the cell itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping

from sdrdesk.domain.arrivals import Arrival
from sdrdesk.domain.dates_in import Order, order_of
from sdrdesk.domain.leads import Mapping as Meaning
from sdrdesk.domain.leads import default_order, normal_form
from sdrdesk.domain.own_fields import (
    ACCOUNT,
    CHOICE,
    CONTACT,
    DATE,
    NUMBER,
    TEXT,
    OwnField,
    kept,
    read_value,
    stored,
    values_in,
    with_values,
)
from sdrdesk.files.opened import Opened


class OwnColumns:
    """Reads the own fields of one file; counts, by field, the values that are none of its type and stay as typed."""

    def __init__(
        self, declared: Iterable[OwnField], table: Opened, meaning: Meaning, orders: Mapping[str, Order]
    ) -> None:
        by_header = {header: field for field in declared for header in field.headers}
        self._fields: dict[str, tuple[OwnField, Order]] = {}
        self.odd: Counter[OwnField] = Counter()
        if not by_header:
            return
        default = default_order(meaning, table.delimiter)
        for place, (header, concept) in enumerate(meaning.columns):
            field = by_header.get(normal_form(header)) if concept is None else None
            if field is not None:
                cells = [row[place] for row in table.sample if place < len(row)] if field.type == DATE else []
                self._fields[header] = field, orders.get(header) or order_of(cells, default)

    def __bool__(self) -> bool:
        return bool(self._fields)

    def read(self, arrival: Arrival, on: str) -> dict[str, str]:
        """The values a row says, by field; the first where two columns mean the same."""
        found: dict[str, str] = {}
        for header, text in arrival.lead.fields.items():
            if header in self._fields and self._fields[header][0].on == on:
                field, order = self._fields[header]
                if field.name not in found:
                    found[field.name] = kept(field, text, order)
                    self.odd[field] += read_value(field, text, order) is None
        return found

    def put(self, fields: str | None, arrival: Arrival, on: str) -> str | None:
        """The JSON of a new record's fields with what its row says."""
        found = self.read(arrival, on) if self._fields else {}
        return with_values(fields, found) if found else fields

    def gaps(self, fields: str | None, found: Mapping[str, str]) -> str | None:
        """The same of a record that is there: only what it lacks is filled."""
        there = values_in(stored(fields))
        missing = {name: text for name, text in found.items() if name not in there}
        return with_values(fields, missing) if missing else fields

    def changes(
        self, fields: str | None, cells: Mapping[str, tuple[str | None, str]], on: str, wins: str = "mine"
    ) -> dict[str, str]:
        """The values of a known record that its source says otherwise now: those that still say what it said before,
        with `wins` of file all of them, of empty those that are not there."""
        there = values_in(stored(fields))
        found: dict[str, str] = {}
        for header, (before, now) in cells.items():
            if header not in self._fields:
                continue
            field, order = self._fields[header]
            if field.on != on or field.name in found:
                continue
            there_is, said = there.get(field.name), kept(field, before, order) if before is not None else None
            if wins == "file" or (not there_is if wins == "empty" else there_is == said):
                found[field.name] = kept(field, now, order)
                self.odd[field] += read_value(field, now, order) is None
        return found

    @property
    def told(self) -> list[str]:
        """`3 of Team size kept as typed (no number)`."""
        return [
            f"{number:,} of {field.label} kept as typed ({_NOT[field.type]})"
            for field, number in self.odd.items()
            if number
        ]


_NOT = {NUMBER: "no number", DATE: "no date", CHOICE: "none of its choices", TEXT: "blank"}


__all__ = ["ACCOUNT", "CONTACT", "OwnColumns"]
