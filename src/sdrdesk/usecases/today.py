"""The day's queue: what to do next, in which order and why."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sdrdesk.domain import queue as rules
from sdrdesk.domain.days import MONTHS, say_day
from sdrdesk.domain.disposition import by_id, tries
from sdrdesk.domain.next_step import say_kind, say_step
from sdrdesk.domain.queue import Facts, Order
from sdrdesk.domain.scoring import Score
from sdrdesk.store import queue as rows
from sdrdesk.store.database import Row as Stored

from .clocks import in_zone, zone_of
from .desk import Desk
from .nudges import nudges, step_of
from .scoring import Gathered, gather, score_in

GROUPS = ("timed", "late", "today", "reply", "lead", "prospect", "customer", "again")
"""What the queue is read from, one after the other; each gives at most 500 accounts."""
REPLY_DAYS = 30
_SET_BY_CALL = timedelta(seconds=5)
_THEIRS = ("reply", "inbound_call")
_MINE = ("mail_sent", "message_sent", "proof_sent", "offer_sent", "meeting_held", "check_in")


class Row(NamedTuple):
    """One thing to do: whose, why it is here, what it is; rows sort as they stand in the queue.

    `clock` is their wall clock in words, '' when it is not known where they are; `away` says that it is outside their
    hours. `tries` of `cap` is None where nobody counts. `nudge` is how often + was pressed, less -.
    """

    order: Order
    id: str
    name: str
    person: str | None
    stage: str
    band: str
    why: str
    what: str
    score: Score
    tries: int | None
    cap: int
    clock: str
    away: bool
    over: bool
    nudge: int
    set_at: str | None


def group(desk: Desk, name: str, *, most: int = rows.MOST, zones: bool = True) -> list[Row]:
    """The rows of one of GROUPS, in no order; without `zones` nobody's clock is looked up."""
    return _rows(desk, _members(desk, name)[:most], zones)


def glance(desk: Desk, enough: int = 60) -> list[Row]:
    """The top of the queue in order, roughly: as much as a first frame shows, ranked among themselves, no clocks."""
    found: dict[str, Row] = {}
    for name in GROUPS:
        if len(found) >= enough:
            break
        found |= {row.id: row for row in group(desk, name, most=enough, zones=False)}
    return sorted(found.values())


def sweep(desk: Desk, chunk: int = 60) -> Iterator[list[Row]]:
    """Every row of the queue, some accounts at a time, so that a key can be answered in between."""
    seen: set[str] = set()
    for name in GROUPS:
        members = [one for one in _members(desk, name) if one not in seen]
        seen.update(members)
        for first in range(0, len(members), chunk):
            yield _rows(desk, members[first : first + chunk], True)


def row_of(desk: Desk, account_id: str) -> Row | None:
    """The account's row, or None when it can wait."""
    return next(iter(_rows(desk, [account_id], True)), None)


def queue(desk: Desk) -> list[Row]:
    """The whole queue in order."""
    return sorted(row for some in sweep(desk) for row in some)


def _members(desk: Desk, name: str) -> list[str]:
    day = desk.today()
    today = day.isoformat()
    if name == "timed":
        return rows.timed_today(desk.db, today)
    if name == "late":
        return rows.late(desk.db, today)
    if name == "today":
        return rows.today(desk.db, today)
    if name == "reply":
        return rows.in_touch(desk.db, today, (day - timedelta(days=REPLY_DAYS)).isoformat())
    if name == "again":
        return rows.to_look_at_again(desk.db, today)
    limit = timedelta(days=desk.settings.quiet_limits[name])
    before = (day - limit).isoformat()
    return rows.quiet(desk.db, name, before, (day + limit).isoformat(), before)


# -- rows ----------------------------------------------------------------------------------------------------------


def _rows(desk: Desk, account_ids: Sequence[str], zones: bool) -> list[Row]:
    if not account_ids:
        return []
    found = rows.facts(desk.db, account_ids)
    fresh = [row["id"] for row in found if row["stage"] == "lead" and row["status"] == "active"]
    gone = [row["id"] for row in found if row["status"] != "active"]
    builder = _Builder(
        desk,
        gather(desk, account_ids),
        rows.entries(desk.db, fresh) if fresh else {},
        rows.exits(desk.db, gone) if gone else {},
        zones,
    )
    made = (builder.row(row) for row in found)
    return [row for row in made if row is not None]


class _Builder:
    """Makes rows out of what was read for a page of accounts, all seen from one instant."""

    def __init__(
        self, desk: Desk, gathered: Gathered, entries: dict[str, str], exits: dict[str, Stored], zones: bool
    ) -> None:
        self.desk = desk
        self.gathered = gathered
        self.entries = entries
        self.exits = exits
        self.zones = zones
        self.now = desk.local_now()
        self.today = self.now.date()
        self.weights = desk.ranking().queue
        self.nudges = nudges(desk)

    def row(self, row: Stored) -> Row | None:
        """The row of an account, or None when it can wait."""
        facts = self.facts(row)
        band = rules.band_of(facts, self.today, self.weights)
        if band is None:
            return None
        nudge = self.nudge(row)
        score = score_in(self.desk, row, self.gathered, self.today)
        clock, away = self.clock(row)
        waits = away or (facts.retry and bool(facts.time) and str(facts.time) > f"{self.now:%H:%M}")
        waiting = self.waiting(facts) if band == "new" else 0
        place = rules.order(
            band,
            self.weights,
            waits=waits,
            clock=_clock_of(band, facts),
            cell=(score.grade, score.band),
            nudge=nudge,
            minus_value=row["minus_value"] or 0,
            since=row["created_on"],
            name_key=row["name_key"],
            id=row["id"],
        )
        made = tries((one["direction"], one["disposition"]) for one in self.gathered.calls.get(row["id"], ()))
        fresh = row["stage"] == "lead" and not facts.met
        return Row(
            order=place,
            id=row["id"],
            name=row["name"],
            person=row["person"] if row["person"] != row["name"] else None,
            stage=row["stage"],
            band=band,
            why=rules.why(band, facts, self.today, self.now, waiting, self.weights),
            what=self.what(row, band, facts, made),
            score=score,
            tries=made if made or fresh else None,
            cap=self.desk.settings.attempt_cap,
            clock=clock,
            away=away,
            over=waiting > self.weights.sla_minutes,
            nudge=nudge,
            set_at=row["next_set_at"] or row["review_on"],
        )

    def facts(self, row: Stored) -> Facts:
        """What decides where the account stands."""
        calls = self.gathered.calls.get(row["id"], [])
        others = self.gathered.activities.get(row["id"], [])
        theirs = [one["started_at"] for one in calls if one["direction"] == "in"]
        theirs += [one["at"] for one in others if one["kind"] in _THEIRS]
        mine = [one["started_at"] for one in calls if one["direction"] == "out"]
        mine += [one["at"] for one in others if one["kind"] in _MINE]
        left = self.exits.get(row["id"])
        set_at = _local(left["at"] if left is not None else row["next_set_at"])
        entered = self.entries.get(row["id"], "")
        return Facts(
            status=row["status"],
            stage=row["stage"],
            due=date.fromisoformat(row["next_due"]) if row["next_due"] else None,
            time=row["next_time"],
            two_way_on=row["two_way_on"] or row["created_on"],
            set_at=set_at,
            inbound_at=_local(max(theirs, default=None)),
            outbound_at=_local(max(mine, default=None)),
            retry=bool(row["next_time"]) and _was_retry(calls[-1] if calls else None, set_at),
            met=any(one["two_way"] for one in (*calls, *others)),
            clock_from=_local(max(entered, row["added_at"])) if row["stage"] == "lead" else None,
            review_on=date.fromisoformat(row["review_on"]) if row["review_on"] else None,
            quiet_limit=self.desk.settings.quiet_limits[row["stage"]],
        )

    def waiting(self, facts: Facts) -> int:
        """Working minutes since a new lead came."""
        settings = self.desk.settings
        assert facts.clock_from is not None
        return rules.working_minutes(
            facts.clock_from, self.now, settings.work_from, settings.work_to, settings.closed_days
        )

    def nudge(self, row: Stored) -> int:
        """What was argued about this step; a step that was done or put off takes the argument with it."""
        held = self.nudges.get(row["id"])
        return held[0].by if held is not None and held[1] == step_of(row) else 0

    def what(self, row: Stored, band: str, facts: Facts, made: int) -> str:
        """What is to be done, in words."""
        if band == "recycled":
            return _reopen(self.exits.get(row["id"]))
        said = say_step(row["next_kind"], row["next_what"])
        if band == "reply":
            return _answer(self.gathered.activities.get(row["id"], []))
        if row["next_kind"] == "wait" and band != "cold":
            return _nudge_them(row["next_what"], said)
        if band == "new":
            source = row["source"] if row["source"] and row["source"] != "added by hand" else ""
            first = f"first {say_kind(row['next_kind'])}" if not row["next_what"] else said
            return f"{first} ({source})" if source else first
        if band == "cold":
            assert facts.due is not None
            return f"{said}, not before {say_day(facts.due, self.today)}"
        if made >= self.desk.settings.attempt_cap and row["next_kind"] == "call":
            return f"{said} · {made} tries: Del lets it rest"
        return said

    def clock(self, row: Stored) -> tuple[str, bool]:
        """(their wall clock, whether it is outside their hours)."""
        if not self.zones:
            return "", False
        zone = zone_of(row)
        there = in_zone(self.now, zone) if zone else None
        if there is None:
            return "", False
        day = f"{there:%a} " if there.date() != self.today else ""
        return f"{day}{there:%H:%M}", not rules.callable_at(there, self.weights)


def _local(stamp: str | None) -> datetime | None:
    return datetime.fromisoformat(stamp).astimezone() if stamp else None


def _was_retry(call: Stored | None, set_at: datetime | None) -> bool:
    """Whether the open step was set by this call, and the right person did not answer it."""
    if call is None or set_at is None or call["direction"] != "out":
        return False
    outcome = by_id(call["disposition"])
    if outcome is None or outcome.connect:
        return False
    ended = datetime.fromisoformat(call["ended_at"])
    return datetime.fromisoformat(call["started_at"]) <= set_at <= ended + _SET_BY_CALL


def _clock_of(band: str, facts: Facts) -> float:
    if band == "promised" and facts.time:
        hours, _, minutes = facts.time.partition(":")
        return int(hours) * 60.0 + int(minutes)
    return facts.clock_from.timestamp() if band == "new" and facts.clock_from is not None else 0.0


def _answer(others: Sequence[Stored]) -> str:
    last = next((one for one in reversed(others) if one["kind"] in _THEIRS), None)
    return f"answer: “{last['text']}”" if last is not None and last["text"] else "answer them"


def _nudge_them(what: str | None, said: str) -> str:
    from sdrdesk.domain.cadence import pause_meant  # only where somebody waits

    held = pause_meant("wait", what)
    return f"go on with {held} (C)" if held else f"nudge: {said}"


def _reopen(left: Stored | None) -> str:
    if left is None:
        return "look again"
    reason = str(left["reason"] or left["why"] or "").replace("_", " ")
    month = MONTHS[int(left["at"][5:7]) - 1]
    return f"re-open: {reason}, {month}" if reason else f"re-open, left in {month}"
