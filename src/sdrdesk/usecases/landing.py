"""New rows of an import take their place: accounts, people, their numbers, labels, notes and first touch."""

from __future__ import annotations

from typing import Any

from sdrdesk.domain.arrivals import (
    ACCOUNT_COLUMNS,
    Arrival,
    Point,
    Reader,
    as_json,
    says_yes,
    spelling,
    tags_of,
)
from sdrdesk.domain.dealings import reference
from sdrdesk.store import ids
from sdrdesk.store import importing as rows
from sdrdesk.store.database import Database

from .matching import Home, Known, Matcher
from .own_columns import ACCOUNT, CONTACT, OwnColumns

SOURCE_VALUES = "source_values"
"""Key in an account's `fields` under which a company's own source values stand, by concept."""


class Landing:
    """Gathers the new rows of one chunk, and writes them at once.

    `stamp` is the import's instant, `source` the name given to rows that tell none.
    """

    def __init__(self, db: Database, matcher: Matcher, reader: Reader, batch: str, stamp: str, source: str,
                 own: OwnColumns) -> None:  # fmt: skip
        self._db = db
        self._own = own
        self._matcher = matcher
        self._reader = reader
        self._batch = batch
        self._stamp = stamp
        self._source = source
        self._ids: list[str] = []
        self._rows: dict[str, list[tuple[Any, ...]]] = {table: [] for table in rows.COLUMNS}
        self._accounts: dict[str, dict[str, Any]] = {}
        self._words: dict[str, list[str]] = {}
        self._gaps: dict[str, dict[str, Any]] = {}
        self._own_gaps: dict[str, dict[str, str]] = {}
        self._people: dict[str, int] = {}
        self._tags: dict[str, tuple[str, str]] = {}

    def _id(self) -> str:
        if not self._ids:
            self._ids = ids.many(1000)[::-1]
        return self._ids.pop()

    # -- accounts ------------------------------------------------------------------------------------------------

    def account(self, arrival: Arrival) -> Home:
        """A new account for this row, in the inbox."""
        values = arrival.values
        own_id = values.get("external_id") if not arrival.is_person else None
        account_id = self._matcher.account_id(own_id) if own_id else self._id()
        own_id = own_id or (reference(values, "account_ref") if arrival.account_key else None)
        if self._matcher.home_by_id(account_id) is not None:
            account_id = self._id()
        name = arrival.account_name or arrival.domain or arrival.name
        kind = "person" if arrival.is_alone else "company"
        home = Home(account_id, kind, name, spelling(name), arrival.domain, arrival.site, own_id, seen=True)
        minor, currency = self._reader.worth(values)
        self._accounts[account_id] = {
            "id": account_id, "kind": kind, "name": name, "name_key": home.name_key, "domain_key": arrival.domain,
            **{column: values.get(concept) for concept, column in ACCOUNT_COLUMNS.items()},
            "source": values.get("lead_source") or self._source, "value_minor": minor, "currency": currency,
            "do_not_contact": 0 if arrival.is_person else says_yes(values, "do_not_call"),
            "created_on": arrival.created_on, "added_at": self._stamp, "external_id": own_id,
            "batch_id": self._batch,
            "fields": self._own.put(None if arrival.is_person else company_fields(arrival), arrival, ACCOUNT),
            "updated_at": self._stamp,
        }  # fmt: skip
        self._words[account_id] = [name, values.get("website", "")]
        self._people[account_id] = 0
        self._matcher.settle_in(home)
        if not arrival.is_person:
            self._points(arrival.points, account_id, None)
            self._marks(arrival, account_id, None)
            self._touch(arrival, account_id, None)
        return home

    def at_home(self, arrival: Arrival, home: Home) -> None:
        """What this row tells of an account that was known already fills the account's gaps."""
        told: dict[str, Any] = {column: arrival.values.get(concept) for concept, column in ACCOUNT_COLUMNS.items()}
        told["domain_key"] = arrival.domain
        told["value_minor"], told["currency"] = self._reader.worth(arrival.values)
        held = self._accounts.get(home.id)
        if held is None:
            held = self._gaps.setdefault(home.id, {})
        elif home.name == home.domain and arrival.account_name:
            held["name"], held["name_key"] = arrival.account_name, spelling(arrival.account_name)
            home.name, home.name_key = held["name"], held["name_key"]
            self._words[home.id].append(home.name)
            self._matcher.settle_in(home)
        for column, value in told.items():
            if value is not None and held.get(column) is None:
                held[column] = value
        self.own_of_home(arrival, home.id)

    def own_of_home(self, arrival: Arrival, account_id: str) -> None:
        """The rep's own fields of the account, where it has none yet."""
        found = self._own.read(arrival, ACCOUNT) if self._own else {}
        if found and account_id in self._accounts:
            held = self._accounts[account_id]
            held["fields"] = self._own.gaps(held["fields"], found)
        elif found:
            told = self._own_gaps.setdefault(account_id, {})
            self._own_gaps[account_id] = {**found, **told}

    # -- people --------------------------------------------------------------------------------------------------

    def person(self, arrival: Arrival, home: Home, gone: Known | None = None) -> Known:
        """A new person of an account, or one that was taken back and comes again."""
        values = arrival.values
        own_id = values.get("external_id")
        contact_id = gone.id if gone else self._new_id(own_id)
        position = self._people.get(home.id, 0)
        self._people[home.id] = position + 1
        columns = (
            contact_id, home.id, arrival.name, values.get("first_name"), values.get("last_name"), arrival.name_key,
            values.get("title"), values.get("city"), values.get("country"), values.get("linkedin_url"),
            values.get("lead_source") or self._source, values.get("owner"), says_yes(values, "do_not_call"),
            says_yes(values, "email_opt_out"), arrival.created_on, self._stamp, position, own_id,
            self._batch, as_json(values), self._own.put(as_json(arrival.lead.fields), arrival, CONTACT), self._stamp,
        )  # fmt: skip
        if gone:
            again = dict(zip(rows.COLUMNS["contact"][1:], columns[1:], strict=True)) | {"deleted_at": None}
            self._returned.append((contact_id, again))
        else:
            self._rows["contact"].append(columns)
        known = Known(contact_id, home.id, arrival.name_key)
        self._points(arrival.points, home.id, contact_id)
        self._marks(arrival, home.id, contact_id)
        if home.id in self._words:
            self._words[home.id].append(arrival.name)
        if position == 0 or values.get("lead_source"):
            self._touch(arrival, home.id, contact_id)
        self._matcher.remember(known, arrival)
        return known

    def _new_id(self, own_id: str | None) -> str:
        if not own_id:
            return self._id()
        made = self._matcher.contact_id(own_id)
        return self._id() if self._matcher.holds(made) else made

    def _points(self, points: list[Point], account_id: str, contact_id: str | None) -> None:
        words = self._words.get(account_id)
        for position, point in enumerate(points):
            self._rows["contact_point"].append((
                self._id(), account_id, contact_id, point.kind, point.label, point.typed, point.key, point.extension,
                position, self._stamp,
            ))  # fmt: skip
            if words is not None:
                words.extend([point.typed] if point.kind == "email" else rows.number_words(point.typed, point.key))

    def _marks(self, arrival: Arrival, account_id: str, contact_id: str | None) -> None:
        for label in tags_of(arrival.values) if "tags" in arrival.values else ():
            self.tag(account_id, label)
        if "notes" in arrival.values:
            self.note(account_id, contact_id, arrival.values["notes"])

    def tag(self, account_id: str, label: str) -> None:
        """A label of an account; the same label twice is one."""
        self._tags.setdefault(ids.same_thing("tag", account_id, label), (account_id, label))

    def note(self, account_id: str, contact_id: str | None, text: str) -> None:
        """A note as the source has it."""
        self._rows["note"].append((self._id(), account_id, contact_id, self._stamp, text, self._stamp))

    def point(self, account_id: str, contact_id: str | None, point: Point, position: int) -> None:
        """A further number or e-mail of somebody known."""
        self._rows["contact_point"].append((
            self._id(), account_id, contact_id, point.kind, point.label, point.typed, point.key, point.extension,
            position, self._stamp,
        ))  # fmt: skip

    def _touch(self, arrival: Arrival, account_id: str, contact_id: str | None) -> None:
        source = arrival.values.get("lead_source") or self._source
        self._rows["touch"].append((self._id(), account_id, contact_id, source, arrival.created_on, self._stamp))

    # -- writing -------------------------------------------------------------------------------------------------

    def begin(self, homes: list[Home]) -> None:
        """Start a chunk; `homes` are the accounts it may add people to."""
        self._people = rows.last_positions(self._db, [home.id for home in homes]) if homes else {}
        self._returned: list[tuple[str, dict[str, Any]]] = []

    def write(self) -> int:
        """Write what was gathered, inside a step; how many rows were written or changed."""
        self._rows["account"] = [
            tuple(columns[name] for name in rows.COLUMNS["account"]) for columns in self._accounts.values()
        ]
        self._returning_accounts()
        there = rows.live_ids(self._db, "tag", self._tags) if self._tags else {}
        for tag_id, (account_id, label) in self._tags.items():
            if tag_id not in there:
                self._rows["tag"].append((tag_id, account_id, label, self._stamp))
            elif not there[tag_id]:
                self._db.put("tag", tag_id, account_id=account_id, tag=label)
        written = sum(map(len, self._rows.values())) + len(self._returned)
        rows.write(self._db, self._rows, {account_id: self._words[account_id] for account_id in self._accounts})
        for contact_id, columns in self._returned:
            self._db.update("contact", contact_id, **columns)
        written += self._fill_gaps()
        for gathered in (*self._rows.values(), self._returned):
            gathered.clear()
        for told in (self._accounts, self._words, self._gaps, self._own_gaps, self._people, self._tags):
            told.clear()
        return written

    def _returning_accounts(self) -> None:
        """Companies with an id of the source's own may have been here and been taken back."""
        own = [columns["id"] for columns in self._accounts.values() if columns["external_id"]]
        for account_id in rows.live_ids(self._db, "account", own) if own else {}:
            columns = self._accounts.pop(account_id)
            self._rows["account"] = [row for row in self._rows["account"] if row[0] != account_id]
            again = {name: value for name, value in columns.items() if name not in ("id", "updated_at")}
            self._db.update("account", account_id, **again, deleted_at=None)

    def _fill_gaps(self) -> int:
        filled = 0
        wanted = [*self._gaps, *(one for one in self._own_gaps if one not in self._gaps)]
        held = rows.whole(self._db, "account", wanted) if wanted else {}
        for account_id in wanted:
            told, there = self._gaps.get(account_id, {}), held[account_id]
            empty = {column: value for column, value in told.items() if there[column] is None}
            fields = self._own.gaps(there["fields"], self._own_gaps.get(account_id, {}))
            if fields != there["fields"]:
                empty["fields"] = fields
            if empty:
                self._db.update("account", account_id, **empty)
                filled += 1
        return filled


def company_fields(arrival: Arrival) -> str | None:
    """The `fields` of an account that is a row of its own."""
    told: dict[str, Any] = {SOURCE_VALUES: arrival.values, **arrival.lead.fields}
    return as_json(told)
