"""Speed to lead: how long a new lead waited for the first act of a human, on the wall and in working hours."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import UTC, date, datetime, timedelta, tzinfo
from typing import NamedTuple

from sdrdesk.domain.days import is_open

from .figure import Group, accounts, median, plain, share

MOST_TOLD = 50
NOBODY_CAME = "no lead came in the period whose hour is known"


class Arrival(NamedTuple):
    """A lead, the instant it came, and that of my first attempt; both aware."""

    account: str
    name: str
    came: datetime
    answered: datetime | None


class Hours(NamedTuple):
    """Working hours on a wall clock in a zone (None: this machine's), and the days nobody works."""

    work_from: str
    work_to: str
    zone: tzinfo | None
    closed: Set[date]


class Waited(NamedTuple):
    """How long a lead waited or has waited, in minutes."""

    lead: Arrival
    wall: int
    business: int

    @property
    def answered(self) -> bool:
        """Whether anybody has been in touch."""
        return self.lead.answered is not None


class WorkClock:
    """Working time from the first day asked about on, so that any stretch is one subtraction."""

    def __init__(self, hours: Hours) -> None:
        self._hours = hours
        self._opens, self._closes = _seconds(hours.work_from), _seconds(hours.work_to)
        self._before: dict[date, int] = {}

    def minutes(self, begin: datetime, end: datetime) -> int:
        """Whole working minutes between two instants, on the wall clock of the hours' zone."""
        return max(self._at(end) - self._at(begin), 0) // 60

    def _at(self, instant: datetime) -> int:
        here = instant.astimezone(self._hours.zone)
        day, second = here.date(), here.hour * 3600 + here.minute * 60 + here.second
        worked = min(max(second, self._opens), self._closes) - self._opens
        return self._until(day) + (worked if is_open(day, self._hours.closed) else 0)

    def _until(self, day: date) -> int:
        if not self._before:
            self._before[day] = 0
        if day not in self._before:
            first, last = min(self._before), max(self._before)
            one, length = timedelta(days=1), self._closes - self._opens
            while last < day:
                worked = length if is_open(last, self._hours.closed) else 0
                self._before[last + one] = self._before[last] + worked
                last += one
            while first > day:
                first -= one
                worked = length if is_open(first, self._hours.closed) else 0
                self._before[first] = self._before[first + one] - worked
        return self._before[day]


def _seconds(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 3600 + int(minutes) * 60


def waited(lead: Arrival, now: datetime, clock: WorkClock) -> Waited:
    """How long, until it was answered or until now."""
    until = lead.answered or max(now, lead.came)
    wall = int((until.astimezone(UTC) - lead.came.astimezone(UTC)).total_seconds() // 60)
    return Waited(lead, wall, clock.minutes(lead.came, until))


def waits(leads: Sequence[Arrival], now: datetime, hours: Hours) -> list[Waited]:
    """How long each waited or has waited, by name."""
    clock = WorkClock(hours)
    return [waited(one, now, clock) for one in sorted(leads, key=lambda lead: (lead.name, lead.account))]


def speed(every: Sequence[Waited], sla: int) -> Group:
    """Waiting times; whoever was not answered and is overdue is a breach, who is not yet due is left out."""
    answered = [one for one in every if one.answered]
    group: Group = {}
    for one in every[:MOST_TOLD]:
        group[f"{one.lead.name} wall / business minutes"] = plain(
            "waited", [one.wall, one.business], "minutes", n=1, behind=accounts([one.lead.account]),
            answered=one.answered,
        )  # fmt: skip
    medians = [_whole(median([one.business for one in answered])), _whole(median([one.wall for one in answered]))]
    group["median response, business / wall (answered only)"] = plain(
        "median_response", medians if answered else None, "minutes", "no lead of the period was answered",
        n=len(answered), behind=accounts(one.lead.account for one in answered), pending=len(every) - len(answered),
    )  # fmt: skip
    due = [one for one in every if one.answered or one.business > sla]
    due_wall = [one for one in every if one.answered or one.wall > sla]
    met = [one for one in due if one.answered and one.business <= sla]
    met_wall = [one for one in due_wall if one.answered and one.wall <= sla]
    never = [one for one in due if not one.answered]
    for name, id_, hits, of in (
        ("SLA adherence business", "sla_business", met, due),
        ("SLA adherence wall clock", "sla_wall", met_wall, due_wall),
        ("never answered (overdue)", "never_answered", never, due),
    ):
        group[name] = share(
            id_, len(hits), len(of), NOBODY_CAME,
            accounts(one.lead.account for one in (hits if id_ == "never_answered" else of)), sla_minutes=sla,
        )  # fmt: skip
    return group


def _whole(value: float | None) -> float | None:
    return int(value) if value is not None and value == int(value) else value
