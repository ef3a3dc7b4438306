"""Who of a file's rows is on the desk already: people by id, e-mail, phone and name; accounts by name and domain."""

from __future__ import annotations

from dataclasses import dataclass, field

from sdrdesk.domain.arrivals import Arrival, company_key, is_shared_mailbox, may_be, spelling
from sdrdesk.domain.dealings import reference
from sdrdesk.domain.fingerprint import Held
from sdrdesk.store import ids
from sdrdesk.store import importing as rows
from sdrdesk.store.database import Database, Row
from sdrdesk.store.fingerprints import held

_MOST_REMEMBERED = 200_000


@dataclass(slots=True)
class Home:
    """An account a row belongs to; `seen`: an earlier row of this file did too."""

    id: str
    kind: str
    name: str
    name_key: str
    domain: str | None
    site: str | None
    own_id: str | None = None
    blocked: bool = False
    seen: bool = False


@dataclass(slots=True)
class Known:
    """A person a row may mean; `seen`: an earlier row of this file meant the same one; `gone`: taken back."""

    id: str
    account_id: str
    name_key: str
    blocked: bool = False
    seen: bool = False
    gone: bool = False
    mails: set[str] = field(default_factory=set)
    phones: set[str] = field(default_factory=set)

    def reached_by(self, kind: str, key: str) -> None:
        """Know a way to reach this person."""
        (self.mails if kind == "email" else self.phones).add(key)


class Matcher:
    """Looks up a chunk of rows at a time, so that memory does not grow with the file.

    `identity` names the id space of the file's own ids; `batch` is the import's id: what it made itself counts as seen.
    """

    def __init__(self, db: Database, identity: str, batch: str, source_key: str | None = None) -> None:
        self._db = db
        self._program = program_of(source_key)
        self._identity = identity
        self._batch = batch
        self._seen: set[int] = set()
        self._own_ids: dict[str, str] = {}
        self._by_company: dict[str, str] = {}
        self._held: dict[tuple[str, str], Held] = {}
        self._strangers_only = not rows.has_accounts(db)

    def contact_id(self, external_id: str) -> str:
        """The id of the person the file calls so."""
        made = self._own_ids.get(external_id)
        if made is None:
            made = self._own_ids[external_id] = ids.same_thing("contact", self._identity, external_id)
        return made

    def account_id(self, external_id: str) -> str:
        """The id of the company the file calls so."""
        return ids.same_thing("account", self._identity, external_id)

    def forget_chunk(self) -> None:
        """The last chunk was not written: it comes again."""
        self._seen.difference_update(self._seen_now)
        self._by_company.clear()

    def look_up(self, arrivals: list[Arrival]) -> None:
        """Read everything that may be meant by these rows."""
        self._seen_now: list[int] = []
        people = [arrival for arrival in arrivals if arrival.is_person]
        self._people: dict[str, Known] = {}
        self._own_ids.clear()
        self._by_point: dict[str, list[Known]] = {}
        self._by_name: dict[tuple[str, str], list[Known]] = {}
        self._alone: dict[str, list[Known]] = {}
        named = {arrival.name_key for arrival in people}
        wanted = {self.contact_id(a.values["external_id"]) for a in people if "external_id" in a.values}
        for row in rows.people_by_id(self._db, wanted) if wanted else ():
            self._know(row)
        keys = {point.key for arrival in people for point in arrival.points if point.key}
        for row in rows.people_by_point(self._db, keys, named) if keys else ():
            known = self._know(row)
            self._by_point.setdefault(row["key"], []).append(known)
        self._held = held(self._db, {(p.kind, p.key) for one in arrivals for p in one.points if p.key})
        self._look_up_accounts(arrivals)
        homes = [home.id for home in self._homes.values()]
        if homes:
            for row in rows.people_by_name(self._db, named, homes):
                self._place(self._know(row), row["name_key"])
        for row in rows.ways_to(self._db, self._people) if self._people else ():
            self._people[row["contact_id"]].reached_by(row["kind"], row["key"])

    def _know(self, row: Row) -> Known:
        known = self._people.get(row["id"])
        if known is None and row["merged_into"] is not None:
            known = self._people[row["id"]] = self._stands_for(row["id"])
        if known is None:
            seen = row["batch_id"] == self._batch or hash(row["id"]) in self._seen
            known = Known(row["id"], row["account_id"], row["name_key"], bool(row["blocked"]), seen)
            known.gone = row["deleted_at"] is not None
            self._people[known.id] = known
        return known

    def _stands_for(self, merged: str) -> Known:
        """The person that one was merged into."""
        (row,) = rows.people_by_id(self._db, [rows.merged_into(self._db, "contact", merged)])
        return self._know(row)

    def _place(self, known: Known, name_key: str = "") -> None:
        self._by_name.setdefault((known.account_id, name_key or known.name_key), []).append(known)
        home = self._homes.get(known.account_id)
        if home is not None and home.kind == "person":
            self._alone.setdefault(known.name_key, []).append(known)

    def _look_up_accounts(self, arrivals: list[Arrival]) -> None:
        self._homes: dict[str, Home] = {}
        self._settled: dict[str, list[Home]] = {}
        self._homes_by_name: dict[str, list[Home]] = {}
        self._homes_by_domain: dict[str, list[Home]] = {}
        keys = {arrival.account_key: arrival for arrival in arrivals if arrival.account_key}
        names = {spelling(arrival.account_name) for arrival in keys.values()} | keys.keys()
        names |= {arrival.name_key for arrival in arrivals if arrival.is_alone}
        wanted = {self._by_company[key] for key in keys if key in self._by_company}
        wanted |= {self.account_id(a.values["external_id"]) for a in arrivals if _is_company_with_id(a)}
        wanted |= {known.account_id for known in self._people.values() if not known.gone}
        domains = {arrival.domain for arrival in arrivals if arrival.domain}
        found = rows.accounts_by_id(self._db, wanted) if wanted else []
        found += rows.accounts_by_name(self._db, names) if names else []
        found += rows.accounts_by_domain(self._db, domains) if domains else []
        found += self._referred_to(arrivals)
        if not self._strangers_only:
            for key in keys:
                found += rows.accounts_named_alike(self._db, key)
        for row in found:
            if row["merged_into"] is None:
                self._move_in(row)
        for row in found:
            if row["merged_into"] is not None and row["id"] not in self._homes:
                self._also_called(row)

    def _referred_to(self, arrivals: list[Arrival]) -> list[Row]:
        """Companies that these rows name by the id another file gave them."""
        self._by_reference: dict[str, list[Row]] = {}
        wanted = {ref for one in arrivals if (ref := reference(one.values, "account_ref")) is not None}
        found = rows.accounts_by_reference(self._db, wanted) if wanted else []
        for row in found:
            self._by_reference.setdefault(row["external_id"], []).append(row)
        return found

    def _by_own_id(self, arrival: Arrival) -> Home | None:
        """The company of the id in the row; one of another name is another one."""
        ref = reference(arrival.values, "account_ref") if "account_ref" in arrival.values else None
        if ref is None:
            return None
        fits = same_program(self._by_reference.get(ref, []), self._program)
        homes = {home.id: home for row in fits if (home := self._homes.get(row["id"])) is not None}
        for home in self._settled.get(ref, ()):
            homes.setdefault(home.id, home)
        named = arrival.account_key
        told = [home for home in homes.values() if named is None or company_key(home.name) == named]
        return told[0] if len(told) == 1 else None

    def _move_in(self, row: Row) -> None:
        if row["id"] not in self._homes:
            self.settle_in(
                Home(row["id"], row["kind"], row["name"], row["name_key"], row["domain_key"], row["website"],
                     row["external_id"], bool(row["blocked"]), seen=row["batch_id"] == self._batch)
            )  # fmt: skip

    def _also_called(self, row: Row) -> None:
        """The account that this one was merged into answers to its name, domain and id."""
        standing = rows.merged_into(self._db, "account", row["id"])
        for account in rows.accounts_by_id(self._db, [standing]):
            self._move_in(account)
        home = self._homes.get(standing)
        if home is not None:
            self._homes[row["id"]] = home
            self._homes_by_name.setdefault(company_key(row["name"]), []).append(home)
            if row["domain_key"]:
                self._homes_by_domain.setdefault(row["domain_key"], []).append(home)

    def settle_in(self, home: Home) -> None:
        """Know this account from now on."""
        self._homes[home.id] = home
        if home.own_id and home.seen:  # this file's own, by its own ids
            self._settled.setdefault(home.own_id, []).append(home)
        if home.kind == "company":
            key = company_key(home.name)
            self._homes_by_name.setdefault(key, []).append(home)
            if len(self._by_company) >= _MOST_REMEMBERED:
                self._by_company.clear()
            self._by_company.setdefault(key, home.id)
            if home.domain:
                self._homes_by_domain.setdefault(home.domain, []).append(home)

    def remember(self, known: Known, arrival: Arrival) -> None:
        """An arrival meant this person: later rows that mean the same are second ones."""
        if not known.seen:
            known.seen = True
            self._see(known.id)
        self._people[known.id] = known
        for point in arrival.points:
            if point.key:
                self._by_point.setdefault(point.key, []).append(known)
                known.reached_by(point.kind, point.key)
        self._place(known)

    def met(self, home: Home) -> bool:
        """Whether a company row of this file meant this account before; from now on it did."""
        if hash(home.id) in self._seen:
            return True
        self._see(home.id)
        return False

    def _see(self, row_id: str) -> None:
        self._seen.add(hash(row_id))
        self._seen_now.append(hash(row_id))

    def holds(self, contact_id: str) -> bool:
        """Whether this id is somebody's, seen or taken back."""
        return contact_id in self._people

    def held_back(self, arrival: Arrival) -> str | None:
        """Why this row must not come in: somebody with its e-mail or phone asked to be left alone, or was forgotten."""
        if not self._held:
            return None
        found = (self._held.get((point.kind, point.key)) for point in arrival.points if point.key)
        return next((one.said for one in found if one is not None), None)

    def homes(self) -> list[Home]:
        """Every account that was looked up."""
        return list(self._homes.values())

    def home_by_id(self, account_id: str) -> Home | None:
        """The account, if it lives and was looked up."""
        return self._homes.get(account_id)

    def person(self, arrival: Arrival, home: Home | None) -> Known | None:
        """The person this row means: by the source's id, else e-mail, else phone and name, else name and account."""
        by_id = self._people.get(self.contact_id(arrival.values["external_id"])) if _has_id(arrival) else None
        if by_id is not None and _agree(by_id, arrival):
            return by_id
        known = self._by_mail(arrival)
        if known is not None:
            return known
        mails = set(arrival.mails)
        for key in arrival.phones:
            for one in self._by_point.get(key, ()):
                if one.name_key == arrival.name_key and not (one.seen and _apart(one.mails, mails)):
                    return one
        if not arrival.name_key:
            return None
        if arrival.is_alone:
            alike = self._alone.get(arrival.name_key, ())
            return next((one for one in alike if not _apart(one.mails | one.phones, {*mails, *arrival.phones})), None)
        alike = self._by_name.get((home.id, arrival.name_key), ()) if home is not None else ()
        return next((one for one in alike if not (one.seen and _apart(one.mails, mails))), None)

    def _by_mail(self, arrival: Arrival) -> Known | None:
        """Of the people with this e-mail, who may be several behind one mailbox, the one of this name."""
        mails = arrival.mails
        found = list({one.id: one for key in mails for one in self._by_point.get(key, ())}.values())
        if not found:
            return None
        for one in found:
            if one.name_key == arrival.name_key:
                return one
        for one in found:
            if may_be(one.name_key, arrival.name_key):
                return one
        renamed = len(found) == 1 and not found[0].seen and not any(map(is_shared_mailbox, mails))
        return found[0] if renamed else None

    def home(self, arrival: Arrival) -> Home | None:
        """The account this row belongs to: by the company's name, else by domain."""
        if _is_company_with_id(arrival):
            found = self._homes.get(self.account_id(arrival.values["external_id"]))
            if found is not None and company_key(found.name) == arrival.account_key:
                return found
        referred = self._by_own_id(arrival)
        if referred is not None:
            return referred
        if arrival.account_key:
            return self._named(arrival, arrival.account_key)
        return self._of_domain(arrival.domain)

    def _named(self, arrival: Arrival, key: str) -> Home | None:
        candidates = self._homes_by_name.get(key, ())
        spelled = spelling(arrival.account_name)
        if not arrival.is_person:
            same = [home for home in candidates if not _another(home, arrival)]
            return min(same, key=lambda home: (home.domain != arrival.site, home.name_key != spelled), default=None)
        for home in candidates:
            if home.name_key == spelled:
                return home
        for home in candidates:
            if not (home.site and arrival.site and home.domain != arrival.site):
                return home
        found = self._of_domain(arrival.domain)
        return found if found is not None and found.name == found.domain else None

    def _of_domain(self, domain: str | None) -> Home | None:
        found = self._homes_by_domain.get(domain) if domain else None
        return found[0] if found else None


def program_of(source_key: str | None) -> str:
    """`hubspot` of `hubspot_deals`; empty for a file of no known program."""
    return (source_key or "").partition("_")[0]


def same_program(found: list[Row], program: str) -> list[Row]:
    """Of rows with one id, those of this program; the ids of another program are other ids."""
    exact = [row for row in found if program and program_of(row["format"]) == program]
    return exact or [row for row in found if not program or not program_of(row["format"])]


def _apart(some: set[str], others: set[str]) -> bool:
    """Whether both tell how to reach somebody, and nothing of it is the same."""
    return bool(some and others) and some.isdisjoint(others)


def _another(home: Home, arrival: Arrival) -> bool:
    """Whether two companies of one name are told apart by their source's ids, or by their sites."""
    own_id = arrival.values.get("external_id")
    if own_id and home.own_id:
        return own_id != home.own_id
    return bool(home.site and arrival.site and home.domain != arrival.site)


def _agree(one: Known, arrival: Arrival) -> bool:
    """A file's own numbers begin at 1 again in the next file: name or e-mail has to go with them."""
    if one.gone or may_be(one.name_key, arrival.name_key):
        return True
    return not one.mails.isdisjoint(arrival.mails)


def _has_id(arrival: Arrival) -> bool:
    return "external_id" in arrival.values


def _is_company_with_id(arrival: Arrival) -> bool:
    return not arrival.is_person and "external_id" in arrival.values
