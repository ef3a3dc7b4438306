"""The report of objections over a stretch of time, what to ask before it is raised, and what stands open."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.metrics.objection_report import (
    BY,
    AskFirst,
    Line,
    ask_first,
    base_rate,
    first_raised,
    report,
)
from sdrdesk.store.numbers import acts, doubts

from .desk import Desk
from .objections import Objection, by_ids

MOST_CALLS, MOST_OPEN = 5000, 300
SPANS = (30, 90, 365)
"""Days a report looks back over, to choose from."""


class Report(NamedTuple):
    """The lines of a report, the base rate of all deals (won, decided), and where each kind was first raised."""

    by: str
    since: date
    heard: int
    lines: list[Line]
    base: tuple[int, int]
    first: dict[str, dict[str, int]]


def objection_report(desk: Desk, by: str = "kind", days: int = 90) -> Report:
    """What was heard in so many days, by kind, stage, concern, answer, segment, source or month."""
    if by not in BY:
        raise DeskError(f"A report of objections is by {', '.join(BY)}, not by “{by}”.")
    start, end = _span(desk, days)
    found = acts.objections(desk.db, start, end)
    outcomes = doubts.deal_outcomes(desk.db, start, end)
    return Report(by, start, len(found), report(found, by, outcomes), base_rate(outcomes), first_raised(found))


def _span(desk: Desk, days: int) -> tuple[date, date]:
    today = desk.today()
    return today - timedelta(days=days - 1), today + timedelta(days=1)


def to_ask_first(desk: Desk, days: int = 365) -> list[AskFirst]:
    """The kinds heard in at least three of the last ten calls of a segment (the industry, as it was written)."""
    start, end = _span(desk, days)
    return [one for one in ask_first(doubts.heard_calls(desk.db, start, end, MOST_CALLS)) if one.segment]


def standing(desk: Desk) -> list[Objection]:
    """The open objections on the board: those that block first, then the oldest."""
    return by_ids(desk, [row["id"] for row in doubts.standing(desk.db, MOST_OPEN)])
