"""The day so far against its goals, and how long what is due takes at the rep's own pace."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import NamedTuple

from sdrdesk.domain import queue as rules
from sdrdesk.domain.disposition import by_id
from sdrdesk.store import board
from sdrdesk.store import queue as rows

from .desk import Desk

PACE_DAYS = 30
_PACE_CALLS = 800


class Header(NamedTuple):
    """The day so far against its goals, and what is due: late and today, over the whole desk."""

    dials: int
    talks: int
    meetings: int
    goal_dials: int
    goal_talks: int
    goal_meetings: int
    late: int
    today: int

    @property
    def due(self) -> int:
        """How much is due."""
        return self.late + self.today


def header(desk: Desk) -> Header:
    """Counts of this local day by the flags of the outcomes; dials are mine, a talk counts whoever rang."""
    today, settings = desk.today().isoformat(), desk.settings
    dials = talks = meetings = 0
    for row in rows.counted(desk.db, today):
        outcome = by_id(row["disposition"])
        dials += row["calls"] if row["direction"] == "out" else 0
        talks += row["calls"] if outcome is not None and outcome.conversation else 0
        meetings += row["calls"] if outcome is not None and outcome.meeting else 0
    late, due_today = board.due_count(desk.db, today)
    return Header(
        dials, talks, meetings, settings.goal_dials, settings.goal_talks, settings.goal_meetings, late, due_today
    )


class Pace(NamedTuple):
    """Minutes one act takes, on how many gaps between my own calls that rests, and whether it is the stated default."""

    minutes: float
    gaps: int

    @property
    def assumed(self) -> bool:
        """Too few gaps to be my own pace."""
        return self.gaps < rules.ENOUGH_GAPS


def pace(desk: Desk) -> Pace:
    """The median between my own calls of one day, over the last 30 days (of the latest 800 calls)."""
    since = (desk.today() - timedelta(days=PACE_DAYS)).isoformat()
    stamps = rows.call_instants(desk.db, since, _PACE_CALLS)
    return Pace(*rules.pace([datetime.fromisoformat(one).astimezone() for one in stamps]))
