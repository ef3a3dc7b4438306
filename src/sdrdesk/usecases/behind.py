"""The records a figure was made of, to look at one by one."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sdrdesk.domain.metrics.figure import Behind
from sdrdesk.domain.metrics.periods import Period
from sdrdesk.store.numbers import behind as rows

from .desk import Desk

MOST = 500
_BY_ID = ("accounts", "deals", "orders", "objections", "activity", "call", "touch")


class Record(NamedTuple):
    """One record: whose it is, its day, what it is in a word, its own words, and its money if it has any."""

    id: str
    account_id: str
    account: str
    on: str
    head: str
    body: str
    minor: int | None
    currency: str | None


def records(desk: Desk, behind: Behind, period: Period) -> list[Record]:
    """At most MOST of the records behind a figure of a period; nothing for a figure that has none of its own."""
    if not behind.kind:
        return []
    if behind.kind in _BY_ID:
        found = rows.by_id(desk.db, behind.kind, behind.ids[:MOST])
    elif behind.kind == "standing":
        state, day = behind.ids
        found = rows.standing(desk.db, state, date.fromisoformat(day), MOST)
    else:
        found = rows.in_period(
            desk.db, behind.kind, behind.ids, period.start.isoformat(), period.end.isoformat(), MOST
        )
    return [Record(*tuple(row)) for row in found]
