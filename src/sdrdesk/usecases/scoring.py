"""How well an account fits and how much it has done lately, read from its records and explained line by line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple, TypeVar

from sdrdesk.domain.errors import NotFound
from sdrdesk.domain.icp import Fit, fit
from sdrdesk.domain.own_fields import KEY, values_in
from sdrdesk.domain.scoring import Event, Score, ScoreLine, explain, score, signal_kind
from sdrdesk.store import queue as rows
from sdrdesk.store.database import Row

from .desk import Desk

T = TypeVar("T")


class Gathered(NamedTuple):
    """What some accounts did and what was done about them, by account, oldest first."""

    calls: Mapping[str, list[Row]]
    activities: Mapping[str, list[Row]]
    signals: Mapping[str, list[Row]]
    prices: Mapping[str, list[Row]]


def gather(desk: Desk, account_ids: Sequence[str]) -> Gathered:
    """Four queries, however many accounts."""
    return Gathered(
        _grouped(rows.calls(desk.db, account_ids)),
        _grouped(rows.activities(desk.db, account_ids)),
        _grouped(rows.signals(desk.db, account_ids)),
        _grouped(rows.price_talks(desk.db, account_ids)),
    )


def _grouped(found: Iterable[Row]) -> dict[str, list[Row]]:
    by_account: dict[str, list[Row]] = {}
    for row in found:
        by_account.setdefault(row["account_id"], []).append(row)
    return by_account


def events_of(account_id: str, gathered: Gathered) -> list[Event]:
    """Everything that may count as an act of theirs."""
    events = [
        Event("inbound_call" if row["direction"] == "in" and row["two_way"] else row["disposition"],
              date.fromisoformat(row["on_date"]), "call", row["id"])
        for row in gathered.calls.get(account_id, ())
    ]  # fmt: skip
    events += [
        Event(row["kind"], date.fromisoformat(row["on_date"]), "activity", row["id"])
        for row in gathered.activities.get(account_id, ())
    ]
    for row in gathered.signals.get(account_id, ()):
        kind = signal_kind(row["signal"]) or signal_kind(row["source"])
        if kind is not None:
            events.append(Event(kind, date.fromisoformat(row["on_date"][:10]), "touch", row["id"]))
    events += [
        Event("asked_price", date.fromisoformat(row["on_date"]), "objection", row["id"])
        for row in gathered.prices.get(account_id, ())
    ]
    return events


def fit_of(desk: Desk, row: Row) -> Fit:
    """How the account of a facts row answers the profile."""
    icp = desk.ranking().icp
    return fit(icp, facts_of(row) if icp.rules else {})


def facts_of(row: Row) -> dict[str, str]:
    """What a profile can ask of the account of a facts row: name -> text as it came."""
    facts = {
        name: str(row[name] or "")
        for name in (
            "kind", "industry", "employees", "annual_revenue", "country", "city", "source", "website", "title", "role"
        )
    }  # fmt: skip
    try:
        own = json.loads(row["fields"]) if row["fields"] else {}
    except ValueError:
        own = {}
    if isinstance(own, dict):
        told = own.items() if KEY not in own else {**own, **values_in(own)}.items()
        facts |= {str(name): str(value) for name, value in told if str(name) not in facts}
    return facts


def blocked(row: Row) -> bool:
    """Whether the account or the person one would talk to asked not to be contacted."""
    return bool(row["do_not_contact"]) or bool(row["person_blocked"])


def score_in(desk: Desk, row: Row, gathered: Gathered, today: date) -> Score:
    """The score of the account of a facts row."""
    return score(fit_of(desk, row), events_of(row["id"], gathered), today, desk.ranking().engagement, blocked(row))


def scores(desk: Desk, account_ids: Sequence[str]) -> dict[str, Score]:
    """The score of each of these accounts, in five queries however many they are."""
    gathered, today = gather(desk, account_ids), desk.today()
    return {row["id"]: score_in(desk, row, gathered, today) for row in rows.facts(desk.db, account_ids)}


class Explained(NamedTuple):
    """A score with its reasons, and the folder where its rules can be changed."""

    name: str
    score: Score
    lines: tuple[ScoreLine, ...]
    folder: str


def score_of(desk: Desk, account_id: str) -> Explained:
    """Why an account has the score it has. Raises NotFound."""
    row = next(iter(rows.facts(desk.db, [account_id])), None)
    if row is None:
        raise NotFound("That account is no longer on this desk; it was deleted or merged.")
    gathered, today, ranking = gather(desk, [account_id]), desk.today(), desk.ranking()
    lines = explain(fit_of(desk, row), events_of(account_id, gathered), today, ranking.engagement, blocked(row))
    return Explained(row["name"], score_in(desk, row, gathered, today), lines, ranking.folder)


def icp_failed(desk: Desk, account_id: str) -> bool:
    """Whether the account fails a `must` of the profile, or is what it must `never` be."""
    if not desk.ranking().icp.rules:
        return False
    row = next(iter(rows.facts(desk.db, [account_id])), None)
    return row is not None and bool(fit_of(desk, row).failed)
