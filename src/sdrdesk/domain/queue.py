"""What to do today and in which order: the bands of the queue, each row's reason in words, clocks and pace."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import NamedTuple

from .days import NONE_CLOSED, is_open
from .pipeline import quiet, quiet_days
from .scoring import cell_rank

BANDS = ("promised", "late", "today", "reply", "new", "cold", "recycled")
DEFAULT_MINUTES = 5.0
ENOUGH_GAPS = 20


@dataclass(frozen=True, slots=True)
class Weights:
    """What orders the queue, all of it visible and the rep's to change; hours are 'HH:MM' on their wall clock."""

    bands: tuple[str, ...] = BANDS
    sla_minutes: int = 60
    new_days: int = 5
    nudge: int = 4
    open_from: str = "09:00"
    open_to: str = "18:00"


class Facts(NamedTuple):
    """What decides where an account stands; days local, instants aware, None where nothing is known.

    `inbound_at` and `outbound_at` are the latest acts of theirs and of mine; `set_at` is when the open step was set;
    `retry` says that a dial nobody answered set it; `met` that there ever was two-way contact; after `quiet_limit` days
    without it the account is quiet.
    """

    status: str
    stage: str
    due: date | None
    time: str | None
    two_way_on: str
    set_at: datetime | None
    inbound_at: datetime | None
    outbound_at: datetime | None
    retry: bool
    met: bool
    clock_from: datetime | None
    review_on: date | None
    quiet_limit: int


def band_of(facts: Facts, today: date, weights: Weights) -> str | None:
    """The band an account belongs to today, or None when it can wait."""
    if facts.status != "active":
        due = facts.review_on is not None and facts.review_on <= today
        return "recycled" if due and facts.status != "inbox" else None
    assert facts.due is not None
    if facts.due < today:
        return "late"
    if facts.due == today:
        if facts.time and not facts.retry:
            return "promised"
        return "new" if is_new(facts, today, weights) else "today"
    if is_owed(facts):
        return "reply"
    return "cold" if is_forgotten(facts, today) else None


def is_new(facts: Facts, today: date, weights: Weights) -> bool:
    """A lead nobody has been in touch with yet, fresh enough for the clock to mean something."""
    if facts.stage != "lead" or facts.met or facts.outbound_at is not None or facts.clock_from is None:
        return False
    return (today - facts.clock_from.date()).days <= weights.new_days


def is_owed(facts: Facts) -> bool:
    """They were in touch, and since then I neither answered nor said when I would."""
    if facts.inbound_at is None:
        return False
    return all(mine is None or mine < facts.inbound_at for mine in (facts.outbound_at, facts.set_at))


def is_forgotten(facts: Facts, today: date) -> bool:
    """Quiet, the next step further off than the stage's limit, and that was settled longer ago than the limit."""
    limit = timedelta(days=facts.quiet_limit)
    if facts.due is None or facts.due - today <= limit or not quiet(facts.two_way_on, today, facts.quiet_limit):
        return False
    return facts.set_at is None or today - facts.set_at.date() > limit


class Order(NamedTuple):
    """The place of a row, smallest first: band, then whether it can be done now, clock, cell, value, age, name."""

    band: int
    waits: int
    clock: float
    cell: int
    minus_value: int
    since: str
    name_key: str
    id: str


def order(
    band: str,
    weights: Weights,
    *,
    waits: bool = False,
    clock: float = 0.0,
    cell: tuple[str, int] = ("–", 4),
    nudge: int = 0,
    minus_value: int = 0,
    since: str = "",
    name_key: str = "",
    id: str = "",
) -> Order:
    """Where a row stands.

    `waits`: it is outside their hours, or its hour has not come. `clock` orders promised times and new leads, else 0.
    `nudge` counts presses of + less presses of -; each is worth `weights.nudge` places of the order of cells.
    """
    ranked = cell_rank(*cell) - nudge * weights.nudge
    if band == "promised":
        waits = False
    return Order(weights.bands.index(band), int(waits), clock, ranked, minus_value, since, name_key, id)


# -- words ---------------------------------------------------------------------------------------------------------


def why(band: str, facts: Facts, today: date, now: datetime, minutes_waiting: int, weights: Weights) -> str:
    """Why a row is here: `promised 09:00`, `late 1d`, `new 22m ⏱1h`, `quiet 16d`, `recycled 6m`."""
    if band == "promised":
        return f"promised {facts.time}"
    if band == "late":
        assert facts.due is not None
        return f"late {(today - facts.due).days}d" + (" +reply" if is_owed(facts) else "")
    if band == "new":
        mark = "!" if minutes_waiting > weights.sla_minutes else ""
        return f"new {say_minutes(minutes_waiting)} ⏱{say_minutes(weights.sla_minutes)}{mark}"
    if band == "reply":
        assert facts.inbound_at is not None
        return f"replied {say_ago(now - facts.inbound_at)}"
    if band == "cold":
        return f"quiet {quiet_days(facts.two_way_on, today)}d"
    if band == "recycled":
        word = {"dormant": "recycled"}.get(facts.status, facts.status)
        return f"{word} {say_days((today - facts.set_at.date()).days)}" if facts.set_at else word
    if is_owed(facts):
        return "today +reply"
    return f"today {facts.time}" if facts.time else "today"


def say_minutes(minutes: int) -> str:
    """`22m`, `3h`, `1h30`; of working time."""
    if minutes < 60:
        return f"{minutes}m"
    hours, rest = divmod(minutes, 60)
    return f"{hours}h{rest:02d}" if rest and hours < 3 else f"{hours}h"


def say_ago(span: timedelta) -> str:
    """How long ago, roughly: `12m`, `5h`, `2d`."""
    minutes = max(int(span.total_seconds() // 60), 0)
    return say_minutes(minutes) if minutes < 24 * 60 else f"{minutes // (24 * 60)}d"


def say_days(days: int) -> str:
    """`9d`, `5w`, `6m`, `2y`."""
    if days < 14:
        return f"{max(days, 0)}d"
    if days < 60:
        return f"{days // 7}w"
    return f"{round(days / 30.44)}m" if days < 700 else f"{round(days / 365)}y"


# -- clocks --------------------------------------------------------------------------------------------------------


def working_minutes(
    begin: datetime, end: datetime, work_from: str, work_to: str, closed: Set[date] = NONE_CLOSED
) -> int:
    """Whole minutes between two local instants that fall into working hours of open days. Wall-clock times."""
    begin, end = begin.replace(tzinfo=None), end.replace(tzinfo=None)
    total, day = timedelta(), begin.date()
    while day <= end.date():
        if is_open(day, closed):
            opens = datetime.fromisoformat(f"{day}T{work_from}")
            closes = datetime.fromisoformat(f"{day}T{work_to}")
            total += max(min(end, closes) - max(begin, opens), timedelta())
        day += timedelta(days=1)
    return int(total.total_seconds() // 60)


def callable_at(there: datetime, weights: Weights) -> bool:
    """Whether it is a weekday within calling hours on their wall clock; the end is not in it."""
    return there.weekday() < 5 and weights.open_from <= f"{there:%H:%M}" < weights.open_to


def pace(instants: Sequence[datetime]) -> tuple[float, int]:
    """(minutes one act takes, gaps it was measured on): the median between my own calls of one day.

    With fewer than 20 gaps it is the stated default of five minutes.
    """
    gaps = sorted(_gaps(sorted(instants)))
    if len(gaps) < ENOUGH_GAPS:
        return DEFAULT_MINUTES, len(gaps)
    half = len(gaps) // 2
    middle = gaps[half] if len(gaps) % 2 else (gaps[half - 1] + gaps[half]) / 2
    return max(middle, 0.5), len(gaps)


def _gaps(instants: Iterable[datetime]) -> Iterable[float]:
    before: datetime | None = None
    for at in instants:
        if before is not None and at.date() == before.date():
            yield (at - before).total_seconds() / 60
        before = at


def say_span(minutes: float) -> str:
    """How long a pile of work takes: `~25m`, `~2h40`, `~31h`."""
    rounded = round(minutes / 5) * 5
    if rounded < 60:
        return f"~{max(rounded, 5)}m" if minutes else "0m"
    hours, rest = divmod(rounded, 60)
    return f"~{hours}h{rest:02d}" if hours < 10 and rest else f"~{hours}h"
