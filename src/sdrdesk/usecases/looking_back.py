"""What changed on the board since a morning, the columns then and now, and what nobody touched in between."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from sdrdesk.domain import looking_back as rules
from sdrdesk.domain.days import say_day
from sdrdesk.domain.next_step import say_step
from sdrdesk.domain.pipeline import DEAL_STEPS, STAGES
from sdrdesk.store import looking_back as rows
from sdrdesk.store.database import Row
from sdrdesk.store.numbers import stages

from .board import LETTERS, header, step_rates
from .desk import Desk
from .mornings import first_day, instant_of, worth_then

MOST = 2000
"""Accounts named of each kind; the counts are of all."""


class Column(NamedTuple):
    """A column then and now: cards, their value, and of prospects the weighted one; minor units of the desk's currency.

    The value of customers is what they ordered in between, so it has no `then`.
    """

    stage: str
    cards_then: int
    cards: int
    value_then: int
    value: int
    weighted_then: int
    weighted: int


class Changed(NamedTuple):
    """An account that stands otherwise than then, or with which nothing was done; `said` tells it in words."""

    id: str
    name: str
    kind: str
    was: str
    now: str
    on: date | None
    value: int
    said: str


class Since(NamedTuple):
    """The desk since the morning of a day; `counts` are by kind, `first` is the first day its history knows."""

    day: date
    first: date
    currency: str
    columns: tuple[Column, ...]
    counts: dict[str, int]
    changed: tuple[Changed, ...]


def since(desk: Desk, day: date, most: int = MOST) -> Since:
    """What changed since the morning of a day. Raises DeskError when the history begins later, or it is to come."""
    first = first_day(desk, day)
    found = rules.changes(stages.moves_since(desk.db, day), day)
    instant = instant_of(day)
    idle = {stage: rows.count_untouched(desk.db, stage, instant, day.isoformat()) for stage in ("prospect", "lead")}
    counts = dict(Counter(one.kind for one in found)) | {"untouched": sum(idle.values())}
    changed = _named(desk, found, most) + _untouched(desk, instant, day, idle, most)
    return Since(day, first, desk.settings.currency, _columns(desk, day, instant, found), counts, changed)


def _named(desk: Desk, found: list[rules.Change], most: int) -> tuple[Changed, ...]:
    shown: list[rules.Change] = []
    told: Counter[str] = Counter()
    for one in found:
        told[one.kind] += 1
        if told[one.kind] <= most:
            shown.append(one)
    ids = [one.account for one in shown]
    names = {row["id"]: row["name"] for row in rows.live(desk.db, ids)}
    worth = {row["id"]: row["value"] for row in rows.cards(desk.db, ids)}
    return tuple(
        Changed(one.account, names[one.account], one.kind, one.was, one.now, one.on, worth.get(one.account, 0),
                f"{one.was or 'not here'} → {one.now}")
        for one in shown if one.account in names
    )  # fmt: skip


def _untouched(desk: Desk, instant: str, day: date, idle: dict[str, int], most: int) -> tuple[Changed, ...]:
    found: list[Changed] = []
    for stage, many in idle.items():
        if many and len(found) < most:
            for row in rows.untouched(desk.db, stage, instant, day.isoformat(), most - len(found)):
                found.append(
                    Changed(row["id"], row["name"], "untouched", stage, stage, None, row["value"], _said(desk, row))
                )
    return tuple(found)


def _said(desk: Desk, row: Row) -> str:
    due = date.fromisoformat(row["due"])
    today = desk.today()
    late = f"late {(today - due).days}d" if due < today else say_day(due, today)
    return f"{say_step(row['next_kind'], row['next_what'])}, {late}"


# -- the columns then ------------------------------------------------------------------------------------------------


def _columns(desk: Desk, day: date, instant: str, found: list[rules.Change]) -> tuple[Column, ...]:
    """Today's totals, less what those who changed amount to now, plus what they amounted to then."""
    shifted = rules.shifted(found)
    now = {stage: header(desk, stage) for stage in STAGES}
    value = Counter({stage: now[stage].value for stage in STAGES})
    hundredths = Counter({stage: 100 * now[stage].weighted for stage in STAGES})
    shares = step_rates(desk)
    worth = worth_then(desk, day, instant, {one.account: one.was for one in found}, shares)
    for row in rows.cards(desk.db, list(worth)):
        value[row["stage"]] -= row["value"]
        hundredths[row["stage"]] -= sum(row[f"{LETTERS[step]}_value"] * shares[step] for step in DEAL_STEPS)
    for stage, amount, weighted in worth.values():
        value[stage] += amount
        hundredths[stage] += weighted
    ordered = rows.booked(desk.db, day.isoformat())
    return tuple(
        Column(
            stage, now[stage].cards + shifted[stage], now[stage].cards,
            0 if stage == "customer" else value[stage], ordered if stage == "customer" else now[stage].value,
            hundredths[stage] // 100, now[stage].weighted,
        )
        for stage in STAGES
    )  # fmt: skip
