"""One run of an import over deals, orders, or calls and other activities: each finds its account and its person."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from typing import Any, NamedTuple

from sdrdesk.domain.arrivals import Arrival
from sdrdesk.domain.dealings import Fact, Unreadable, read_dealing, reference, subject_of
from sdrdesk.domain.leads import Lead
from sdrdesk.store import attaching, ids
from sdrdesk.store import importing as rows
from sdrdesk.store.database import stamp

from .anchors import Anchor, Anchors
from .import_run import BLOCKED, TWICE, RowPlan, Run
from .moments import local_day
from .reading_ahead import Refused

GONE_BY_HAND = "you took it out"
NOT_YET = "still to come"


class _Dealing(NamedTuple):
    arrival: Arrival
    fact: Fact
    id: str


class DealingRun(Run):
    """As `Run`, for rows that belong to somebody.

    A deal or an order of a company that is not here makes an account in the inbox; a call, an activity or a note of
    nobody here is refused. No account's stage is moved.
    """

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._kind = self._mapping.object
        self._space = self._identity()
        self._today = self._desk.today().isoformat()
        self._seen: set[int] = set()
        self._seen_now: list[int] = []
        self._alike: Counter[int] = Counter()
        self._last: list[Arrival] | None = None
        self._refused: list[Refused] = []
        self._new_accounts = self._new_accounts_now = 0

    def _bring(self, chunk: list[Arrival]) -> None:
        super()._bring(chunk)
        self._new_accounts += self._new_accounts_now
        self._new_accounts_now = 0
        refused, self._refused = self._refused, []
        for row in refused:
            self._reject(row)

    def _settle(self, chunk: list[Arrival]) -> bool:
        self._begin_chunk(chunk)
        known, new = self._by_id(self._readable(chunk))
        anchors = Anchors(self._db, self._mapping.source_key)
        anchors.look_up(chunk, self._matcher)
        self._landing.begin(self._matcher.homes())
        written = self._revise(known)
        attached = [(one, found) for one in new if (found := self._attached(one, anchors)) is not None]
        written = self._landing.write() > 0 or written
        return self._write(attached) or written or self._filled

    def _begin_chunk(self, chunk: list[Arrival]) -> None:
        if chunk is self._last:  # the chunk was not written: it comes again
            self._seen.difference_update(self._seen_now)
            self._alike.subtract(self._alike_now)
        self._alike_now: list[int] = []
        self._last, self._seen_now, self._refused, self._new_accounts_now = chunk, [], [], 0
        self._filled = False
        for arrival in chunk:
            if "external_id" in arrival.values:  # it is the row's own, not its person's or its company's
                arrival.values["own_id"] = arrival.values.pop("external_id")
        self._matcher.look_up(chunk)

    # -- reading -------------------------------------------------------------------------------------------------

    def _readable(self, chunk: list[Arrival]) -> list[_Dealing]:
        read = []
        for arrival in chunk:
            fact = read_dealing(self._kind, arrival.values, self._today, self._desk.settings.currency)
            if isinstance(fact, Unreadable):
                if fact.later:
                    self._skip(NOT_YET, arrival)
                else:
                    self._refuse(arrival, fact.why)
            elif (row_id := self._id_of(arrival, fact)) is None:
                self._skip(TWICE, arrival)
            else:
                read.append(_Dealing(arrival, fact, row_id))
        return read

    def _id_of(self, arrival: Arrival, fact: Fact) -> str | None:
        """The id of the row, the same whenever the file comes; None for a second row of one id."""
        identity, own = self._space, arrival.values.get("own_id")
        if own:
            row_id = ids.same_thing(fact.table, identity, own)
            if hash(row_id) in self._seen:
                return None
        else:
            whose = (reference(arrival.values, "account_ref"), reference(arrival.values, "contact_ref"))
            parts = [part or "" for part in (*whose, arrival.account_key, *arrival.mails[:1], arrival.name_key)]
            told = hash((fact.table, *parts, fact.mark))
            again = self._alike[told]
            self._alike[told] += 1
            self._alike_now.append(told)
            row_id = ids.same_thing(fact.table, identity, *parts, fact.mark, *([str(again)] if again else []))
        self._see(row_id)
        return row_id

    def _see(self, row_id: str) -> None:
        self._seen.add(hash(row_id))
        self._seen_now.append(hash(row_id))

    def _by_id(self, read: list[_Dealing]) -> tuple[list[tuple[_Dealing, dict[str, Any]]], list[_Dealing]]:
        """Those that are on the desk already with the rows they are, and the others."""
        held: dict[str, Any] = {}
        for table in attaching.DEALING_TABLES:
            if wanted := [one.id for one in read if one.fact.table == table]:
                held |= rows.whole(self._db, table, wanted)
        known = [(one, dict(held[one.id])) for one in read if one.id in held]
        return known, [one for one in read if one.id not in held]

    # -- what is here already ------------------------------------------------------------------------------------

    def _revise(self, known: list[tuple[_Dealing, dict[str, Any]]]) -> bool:
        """Bring rows that are here up to the file; what was changed on the desk since stays, unless told otherwise."""
        by_table: dict[str, list[str]] = {}
        for one, row in known:
            by_table.setdefault(one.fact.table, []).append(row["id"])
        mine: dict[str, set[str]] = {}
        brought: set[str] = set()
        for table, found in by_table.items():
            mine |= attaching.changed_by_hand(self._db, table, found)
            brought |= attaching.imported(self._db, table, found)
        written = False
        for one, row in known:
            by_hand = mine.get(row["id"], set())
            if row["deleted_at"] is not None and "deleted_at" in by_hand:
                self._skip(GONE_BY_HAND, one.arrival)
                continue
            changed = self._changed(one.fact, row, by_hand, row["id"] in brought)
            if row["deleted_at"] is not None:
                changed["deleted_at"] = None
            if not changed:
                self._counted("same", one)
                continue
            self._db.update(one.fact.table, row["id"], **changed)
            written = True
            back = "deleted_at" in changed
            self._counted("create" if back else "update", one, "" if back else ", ".join(map(_in_words, changed)))
        return written

    def _changed(self, fact: Fact, row: dict[str, Any], by_hand: set[str], brought: bool) -> dict[str, Any]:
        """The columns the file may set; of a row no import made here, only those that are empty."""
        told = self._timed(fact)
        changed = {column: value for column, value in told.items() if row[column] != value and value is not None}
        if "outcome" in changed:
            changed = {column: value for column, value in told.items() if row[column] != value}
        if self._wins == "file":
            return changed
        if self._wins == "empty" or not brought:
            ends = () if row.get("outcome") == fact.columns.get("outcome") else _ENDS
            return {name: value for name, value in changed.items() if row[name] in (None, "") and name not in ends}
        if "outcome" in by_hand:
            by_hand = by_hand.union(_ENDS)
        return {column: value for column, value in changed.items() if column not in by_hand}

    # -- whose it is ---------------------------------------------------------------------------------------------

    def _attached(self, one: _Dealing, anchors: Anchors) -> Anchor | None:
        """The account (and person) of a row; None when it was left out, refused, or is a deal that is here already."""
        arrival = one.arrival
        found = anchors.of(arrival, self._matcher)
        if isinstance(found, str):
            self._refuse(arrival, found)
            return None
        if found is None and (found := self._new_account(one)) is None:
            return None
        if found.blocked:
            self._skip(BLOCKED, arrival)
            return None
        same = anchors.deal_named(found.account, one.fact.columns["name"]) if one.fact.table == "deal" else None
        if same is not None and hash(same) not in self._seen:
            self._see(same)
            self._revise_named(one, same)
            return None
        return found

    def _revise_named(self, one: _Dealing, deal_id: str) -> None:
        """A deal of this name was entered by hand: it is the same one, and only its gaps are filled."""
        row = dict(rows.whole(self._db, "deal", [deal_id])[deal_id])
        changed = self._changed(one.fact, row, set(), False)
        if changed:
            self._db.update("deal", deal_id, **changed)
            self._filled = True
        self._counted("update" if changed else "same", one, ", ".join(map(_in_words, changed)))

    def _new_account(self, one: _Dealing) -> Anchor | None:
        """An account in the inbox for a company nobody knew; only deals and orders make one."""
        arrival, values = one.arrival, one.arrival.values
        who = arrival.account_name or arrival.name or next(iter(arrival.mails), "")
        if one.fact.table not in ("deal", "order") or not arrival.account_name:
            refs = (reference(values, concept) for concept in ("contact_ref", "account_ref"))
            who = who or next((f"id {ref}" for ref in refs if ref is not None), "")
            self._refuse(arrival, f"belongs to nobody on this desk: {who}" if who else "does not say whose it is")
            return None
        if (held := self._matcher.held_back(arrival)) is not None:
            self._skip(held, arrival)
            return None
        told = {key: values[key] for key in _OF_A_COMPANY if key in values}
        if (own := reference(values, "account_ref")) is not None:
            told["external_id"] = own
        stub = Arrival(Lead(arrival.lead.line, told, {}, []), [], min(one.fact.day, self._today))
        home = self._matcher.home(stub) or self._landing.account(stub)
        self._new_accounts_now += 1
        return Anchor(home.id, None, home.blocked, "new account in the inbox")

    # -- writing -------------------------------------------------------------------------------------------------

    def _write(self, attached: list[tuple[_Dealing, Anchor]]) -> bool:
        stages = attaching.standing(self._db, {anchor.account for _, anchor in attached})
        for one, anchor in attached:
            columns = self._timed(one.fact)
            table = one.fact.table
            if table in ("call", "activity", "note"):
                columns["contact_id"] = anchor.contact
            if table == "call":
                columns["stage"] = stages[anchor.account]["stage"]
                columns["ended_at"] = columns["started_at"]
                if columns["disposition"] == "do_not_contact":
                    self._leave_alone(anchor)
            self._db.insert(table, id=one.id, account_id=anchor.account, **columns)
            self._counted("create", one, anchor.how)
        return bool(attached)

    def _leave_alone(self, anchor: Anchor) -> None:
        """Somebody asked on a call of the file not to be called again."""
        if anchor.contact is not None:
            self._db.update("contact", anchor.contact, do_not_contact=1)
        else:
            self._db.update("account", anchor.account, do_not_contact=1)

    def _timed(self, fact: Fact) -> dict[str, Any]:
        """The columns of a fact, with its instant where the table has one."""
        if not fact.at:
            return dict(fact.columns)
        at = _instant(fact.at)
        if fact.table == "note":
            return {**fact.columns, "at": at}
        return {**fact.columns, "started_at" if fact.table == "call" else "at": at, "on_date": local_day(at)}

    def _refuse(self, arrival: Arrival, why: str) -> None:
        self._refused.append(Refused(arrival.lead.line, arrival.lead.raw, why))

    def _counted(self, kind: str, one: _Dealing, why: str = "") -> None:
        self._counts[kind] += 1
        if self._told is not None:
            arrival = one.arrival
            whose = arrival.account_name or arrival.name
            said = "; ".join(part for part in (one.fact.note, why) if part)
            self._told(RowPlan(arrival.lead.line, kind, subject_of(arrival.values) or whose, whose, said))

    def _say(self) -> str:
        said = super()._say()
        if self._new_accounts:
            accounts = "account" if self._new_accounts == 1 else "accounts"
            said += f"; {self._new_accounts:,} {accounts} new in the inbox"
        return said


_ENDS = ("closed_on", "close_reason", "why", "expected_close", "step")
"""Columns of a deal that go with its outcome."""
_OF_A_COMPANY = ("company", "website", "industry", "country", "city", "owner", "lead_source")
_WORDS = {
    "value_minor": "value", "amount_minor": "amount", "expected_close": "expected close", "closed_on": "closed on",
    "close_reason": "reason", "opened_on": "opened on", "on_date": "day", "at": "time", "started_at": "time",
    "two_way": "two-way", "ordered_on": "day",
}  # fmt: skip


def _in_words(column: str) -> str:
    return _WORDS.get(column, column)


def _instant(text: str) -> str:
    """As stored; without an offset it is this computer's clock, without a clock noon of that day."""
    try:
        read = datetime.fromisoformat(text if "T" in text else f"{text}T12:00:00")
        return stamp(read.astimezone(UTC))
    except (ValueError, OverflowError):
        return stamp(datetime.fromisoformat(f"{text[:10]}T12:00:00").astimezone(UTC))

