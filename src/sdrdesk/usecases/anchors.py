"""Whose a deal, an order or a call is: by the other program's id, e-mail, phone, company and name, in that order."""

from __future__ import annotations

from typing import NamedTuple

from sdrdesk.domain.arrivals import Arrival, may_be
from sdrdesk.domain.dealings import reference
from sdrdesk.domain.folding import name_key
from sdrdesk.store import attaching
from sdrdesk.store.database import Database, Row

from .matching import Matcher, program_of, same_program


class Anchor(NamedTuple):
    """The account, and the person if one is known; `how` it was found is for whoever reads the plan."""

    account: str
    contact: str | None
    blocked: bool
    how: str


class Anchors:
    """Looks up a chunk of rows at once; `source_key` is the program that wrote the file."""

    def __init__(self, db: Database, source_key: str | None) -> None:
        self._db = db
        self._program = program_of(source_key)
        self._people: dict[str, list[Row]] = {}
        self._phones: dict[str, list[Row]] = {}
        self._deals: dict[tuple[str, str], str] = {}
        self._read: set[str] = set()

    def look_up(self, chunk: list[Arrival], matcher: Matcher) -> None:
        """Read whom these rows may belong to; `matcher` has looked them up before."""
        wanted = {ref for one in chunk if (ref := reference(one.values, "contact_ref")) is not None}
        for row in attaching.people_by_reference(self._db, wanted) if wanted else ():
            self._people.setdefault(row["external_id"], []).append(row)
        phones = {key for one in chunk for key in one.phones}
        for row in attaching.people_by_phone(self._db, phones) if phones else ():
            self._phones.setdefault(row["key"], []).append(row)
        accounts = {home.id for home in matcher.homes()} | {row["account_id"] for row in self._everybody()}
        self._blocked = {
            key for key, row in attaching.standing(self._db, accounts).items() if row["do_not_contact"]
        }
        for row in attaching.deals_of(self._db, accounts) if accounts else ():
            self._deals.setdefault((row["account_id"], name_key(row["name"])), row["id"])

    def _everybody(self) -> list[Row]:
        return [row for found in (*self._people.values(), *self._phones.values()) for row in found]

    def deal_named(self, account: str, name: str) -> str | None:
        """The id of a deal of this name that the account had before this chunk."""
        return self._deals.get((account, name_key(name)))

    def of(self, arrival: Arrival, matcher: Matcher) -> Anchor | str | None:
        """Whose this row is; None when that is nobody here, a sentence when it could be several."""
        by_id = self._referred(arrival)
        if by_id is not None:
            return by_id
        home = matcher.home(arrival)
        known = matcher.person(arrival, home) if arrival.is_person else None
        if known is not None and not known.gone:
            how = "by e-mail" if not known.mails.isdisjoint(arrival.mails) else "by name"
            return Anchor(known.account_id, known.id, known.blocked, how)
        called = self._called(arrival, home.id if home is not None else None)
        if called is not None:
            return called
        if home is not None:
            return Anchor(home.id, None, home.blocked, "by company")
        return None

    def _referred(self, arrival: Arrival) -> Anchor | str | None:
        ref = reference(arrival.values, "contact_ref")
        found = self._people.get(ref, []) if ref is not None else []
        named = arrival.name_key
        fits = [row for row in found if not named or may_be(row["name_key"], named)]
        fits = same_program(fits, self._program)
        if len(fits) > 1:
            return f"names the id {ref}, which {len(fits)} people here have"
        if not fits:
            return None
        return Anchor(fits[0]["account_id"], fits[0]["id"], fits[0]["account_id"] in self._blocked, f"by id {ref}")

    def _called(self, arrival: Arrival, home: str | None) -> Anchor | None:
        """By phone, when the number is one person's, or one account's."""
        found = {row["contact_id"]: row for key in arrival.phones for row in self._phones.get(key, ())}
        rows = [row for row in found.values() if home is None or row["account_id"] == home]
        if not rows or len({row["account_id"] for row in rows}) > 1:
            return None
        account = rows[0]["account_id"]
        contact = rows[0]["contact_id"] if len(rows) == 1 and not arrival.name_key else None
        return Anchor(account, contact, account in self._blocked, "by phone")
