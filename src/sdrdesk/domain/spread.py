"""Spreading a late pile over the coming days: how much a day takes, and who comes on which."""

from __future__ import annotations

from collections.abc import Callable, Sequence, Set
from datetime import date
from typing import TypeVar

from .days import NONE_CLOSED, ONE_DAY, next_open_day, say_day

T = TypeVar("T")
_SAID = 3


def per_day(goal: int, minutes: float, pace: float) -> int:
    """How many acts fit into so many working minutes at this pace, the day's goal of dials (0: none) at most."""
    fits = int(minutes / pace) if pace > 0 else 0
    return max(min(fits, goal) if goal else fits, 0)


def minutes_between(begin: str, end: str) -> int:
    """Minutes from one 'HH:MM' to a later one; 0 when it is not later."""
    return max(_minutes(end) - _minutes(begin), 0)


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)


def spread(
    late: Sequence[T], room: Callable[[date], int], today: date, closed: Set[date] = NONE_CLOSED
) -> list[tuple[date, list[T]]]:
    """(day, who comes on it), the most wanted on the first open days that have room, from today on.

    `late` is in the order wanted; `room` says how many a day still takes. An open day far off takes one at least,
    so that everybody comes on.
    """
    found: list[tuple[date, list[T]]] = []
    day, at, looked = next_open_day(today, closed), 0, 0
    while at < len(late):
        fits = room(day) if looked < 250 else max(room(day), 1)
        if fits > 0:
            found.append((day, list(late[at : at + fits])))
            at += fits
        day, looked = next_open_day(day + ONE_DAY, closed), looked + 1
    return found


def say_spread(counts: Sequence[tuple[date, int]], today: date) -> str:
    """`4 today, 2 Thu 26 Nov, 3 on 2 later days`."""
    said = [f"{count} {'today' if day == today else say_day(day, today)}" for day, count in counts[:_SAID]]
    later = counts[_SAID:]
    if later:
        said.append(f"{sum(count for _, count in later)} on {len(later)} later day{'s' if len(later) > 1 else ''}")
    return ", ".join(said)
