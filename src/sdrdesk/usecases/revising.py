"""Rows of an import whose people are on the desk already: only what the source changed since, never a later edit."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from sdrdesk.domain.arrivals import (
    ACCOUNT_COLUMNS,
    CONTACT_COLUMNS,
    POINTS,
    Arrival,
    Reader,
    as_json,
    company_key,
    says_yes,
    tags_of,
)
from sdrdesk.domain.concepts import CONCEPTS
from sdrdesk.domain.folding import fold, name_key
from sdrdesk.domain.own_fields import with_values
from sdrdesk.store import importing as rows
from sdrdesk.store.database import Database

from .landing import SOURCE_VALUES, Landing
from .matching import Home, Known
from .own_columns import ACCOUNT, CONTACT, OwnColumns

Cells = dict[str, tuple[str | None, str]]
"""Concept -> what the source said before (None: nothing) and what it says now."""


class Revision:
    """Brings the known people and companies of one chunk up to what the file says now."""

    def __init__(
        self, db: Database, landing: Landing, reader: Reader, own: OwnColumns, wins: str = "mine"
    ) -> None:
        self._db = db
        self._own = own
        self._wins = wins
        self._landing = landing
        self._reader = reader
        self._people: dict[str, dict[str, Any]] = {}
        self._accounts: dict[str, dict[str, Any]] = {}
        self._told: tuple[Iterable[str], Iterable[str]] = ((), ())

    @property
    def told(self) -> str:
        """What the last row changed, in words: `job title, phone at work, Shoe size`."""
        cells, more = self._told
        return ", ".join([*(CONCEPTS.get(concept, concept) for concept in cells), *more])

    def begin(self, people: Iterable[str], accounts: Iterable[str]) -> None:
        """Start a chunk: these people and accounts may be meant by its rows."""
        self._people = {key: dict(row) for key, row in rows.whole(self._db, "contact", people).items()}
        self._accounts = {key: dict(row) for key, row in rows.whole(self._db, "account", accounts).items()}

    def person(self, known: Known, arrival: Arrival, second: bool) -> bool:
        """Apply what changed (of a `second` row of the same person: what the first left open). Whether anything did."""
        held = self._people[known.id]
        before, fields = _texts(held["source_values"]), _texts(held["fields"])
        cells = _changed(before, arrival.values, second)
        if self._wins == "file" and not second:
            cells |= _otherwise(held, before, arrival.values, CONTACT_COLUMNS)
        more = _changed(fields, arrival.lead.fields, second)
        if not cells and not more:
            return self._newly_typed(held, arrival)
        self._told = (cells, more)
        columns = self._contact_columns(held, cells)
        columns["source_values"] = as_json(before | {concept: new for concept, (_, new) in cells.items()})
        columns["fields"] = as_json(fields | {header: new for header, (_, new) in more.items()})
        columns["fields"] = self._typed(held, columns["fields"], more, CONTACT)
        if held["external_id"] is None and "external_id" in arrival.values:
            columns["external_id"] = arrival.values["external_id"]
        self._write("contact", held, columns)
        self._points(held["account_id"], known.id, arrival, cells)
        self._marks(held["account_id"], known.id, arrival, cells)
        account = self._accounts.get(held["account_id"])
        if account is not None:
            told = self._account_columns(account, cells) | self._renamed(account, cells)
            self._write("account", account, told | {"fields": self._typed(account, account["fields"], more, ACCOUNT)})
        return True

    def company(self, home: Home, arrival: Arrival, second: bool) -> bool:
        """As `person`, for a row that is a company."""
        held = self._accounts[home.id]
        kept = _texts(held["fields"])
        before = kept.pop(SOURCE_VALUES, {})
        cells = _changed(before, arrival.values, second)
        if self._wins == "file" and not second:
            cells |= _otherwise(held, before, arrival.values, ACCOUNT_COLUMNS)
        more = _changed(kept, arrival.lead.fields, second)
        if not cells and not more:
            return self._declared_since("account", held, arrival)
        self._told = (cells, more)
        columns = self._account_columns(held, cells)
        values = before | {concept: new for concept, (_, new) in cells.items()}
        told: dict[str, Any] = {SOURCE_VALUES: values, **kept, **{header: new for header, (_, new) in more.items()}}
        columns["fields"] = self._typed(held, as_json(told), more, ACCOUNT)
        if held["external_id"] is None and "external_id" in arrival.values:
            columns["external_id"] = arrival.values["external_id"]
        self._write("account", held, columns)
        self._points(home.id, None, arrival, cells)
        self._marks(home.id, None, arrival, cells)
        return True

    def _typed(self, held: dict[str, Any], fields: str | None, more: Cells, on: str) -> str | None:
        """The JSON with the rep's own fields as the source says them now, unless they were changed here."""
        changes = self._own.changes(held["fields"], more, on, self._wins) if self._own and more else {}
        return with_values(fields, changes) if changes else fields

    def _newly_typed(self, held: dict[str, Any], arrival: Arrival) -> bool:
        account = self._accounts.get(held["account_id"])
        theirs = account is not None and self._declared_since("account", account, arrival)
        return self._declared_since("contact", held, arrival) or theirs

    def _declared_since(self, table: str, held: dict[str, Any], arrival: Arrival) -> bool:
        """A row that is the same as ever fills fields that were declared since it came; whether it did."""
        found = self._own.read(arrival, table) if self._own else {}
        fields = self._own.gaps(held["fields"], found) if found else held["fields"]
        if fields == held["fields"]:
            return False
        self._told = ((), [CONCEPTS.get(name, name) for name in found])
        self._write(table, held, {"fields": fields})
        return True

    # -- one column at a time ------------------------------------------------------------------------------------

    def _settable(self, held: dict[str, Any], cells: Cells, columns: dict[str, str]) -> dict[str, Any]:
        """The new values of the columns that the file may set."""
        if self._wins == "file":
            return {column: cells[concept][1] for concept, column in columns.items() if concept in cells}
        if self._wins == "empty":
            empty = {concept: column for concept, column in columns.items() if held[column] in (None, "")}
            return {column: cells[concept][1] for concept, column in empty.items() if concept in cells}
        return _untouched(held, cells, columns)

    def _contact_columns(self, held: dict[str, Any], cells: Cells) -> dict[str, Any]:
        columns = self._settable(held, cells, CONTACT_COLUMNS)
        if "full_name" in columns:
            columns["name_key"] = name_key(columns["full_name"])
        elif "full_name" in cells and not held["name_key"]:
            columns |= {"full_name": cells["full_name"][1], "name_key": name_key(cells["full_name"][1])}
        for concept, column in (("do_not_call", "do_not_contact"), ("email_opt_out", "email_opt_out")):
            if concept in cells and says_yes({concept: cells[concept][1]}, concept):
                columns[column] = 1
        return columns

    def _account_columns(self, held: dict[str, Any], cells: Cells) -> dict[str, Any]:
        columns = self._settable(held, cells, ACCOUNT_COLUMNS)
        if "amount" in cells:
            before, now = cells["amount"]
            had = self._reader.worth({"amount": before}) if before else (None, None)
            if self._wins == "file" or held["value_minor"] == (None if self._wins == "empty" else had[0]):
                columns["value_minor"], columns["currency"] = self._reader.worth({"amount": now})
        return columns

    def _renamed(self, account: dict[str, Any], cells: Cells) -> dict[str, Any]:
        """A company that only spells itself otherwise takes its new spelling; another company does not."""
        before, now = cells.get("company", (None, ""))
        if self._wins == "empty" or before != account["name"] or company_key(before) != company_key(now):
            return {}
        return {"name": now, "name_key": name_key(now)}

    def _points(self, account_id: str, contact_id: str | None, arrival: Arrival, cells: Cells) -> None:
        if POINTS.keys().isdisjoint(cells):
            return
        held = rows.points_of(self._db, contact_id, account_id)
        typed = {(row["kind"], row["typed"]): row for row in held}
        known = {(row["kind"], row["key"]) for row in held if row["key"]}
        for position, point in enumerate(arrival.points):
            if point.concept not in cells or (point.kind, point.typed) in typed:
                continue
            before = cells[point.concept][0]
            old = typed.get((point.kind, before)) if before and not point.concept.endswith("_other") else None
            if self._wins == "empty" and any(kind == point.kind for kind, _ in typed):
                continue
            if old is not None:
                columns = {"typed": point.typed, "key": point.key, "extension": point.extension, "dead_at": None}
                self._db.update("contact_point", old["id"], **columns)
            elif not (point.key and (point.kind, point.key) in known) and (
                self._wins == "file" or _open(point.concept, before)
            ):
                self._landing.point(account_id, contact_id, point, len(held) + position)

    def _marks(self, account_id: str, contact_id: str | None, arrival: Arrival, cells: Cells) -> None:
        if "tags" in cells:
            before = {fold(label) for label in tags_of({"tags": cells["tags"][0] or ""})}
            for label in tags_of(arrival.values):
                if fold(label) not in before:
                    self._landing.tag(account_id, label)
        if "notes" in cells:
            self._landing.note(account_id, contact_id, cells["notes"][1])

    def _write(self, table: str, held: dict[str, Any], columns: dict[str, Any]) -> None:
        changed = {column: value for column, value in columns.items() if held[column] != value}
        if changed:
            self._db.update(table, held["id"], **changed)
            held.update(changed)


def _open(concept: str, before: str | None) -> bool:
    """A number that was typed over on the desk stays so; further ones are added."""
    return before is None or concept.endswith("_other")


def _changed(before: dict[str, str], now: dict[str, str], second: bool) -> Cells:
    if before == now:
        return {}
    return {
        name: (before.get(name), value)
        for name, value in now.items()
        if before.get(name) != value and not (second and name in before)
    }


def _otherwise(held: dict[str, Any], before: dict[str, str], now: dict[str, str], columns: dict[str, str]) -> Cells:
    """What the file says and the desk says otherwise, whatever the file said before."""
    return {
        concept: (before.get(concept), now[concept])
        for concept, column in columns.items()
        if concept in now and held[column] != now[concept]
    }


def _untouched(held: dict[str, Any], cells: Cells, columns: dict[str, str]) -> dict[str, Any]:
    """The new values of columns that still say what the source said before."""
    return {
        column: cells[concept][1]
        for concept, column in columns.items()
        if concept in cells and held[column] == cells[concept][0]
    }


def _texts(stored: str | None) -> dict[str, Any]:
    return json.loads(stored) if stored else {}


