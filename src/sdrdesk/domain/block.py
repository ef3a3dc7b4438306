"""A call block: who is left out of it, in which order the others stand, and how it is told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime, timedelta

from .days import say_day

MOST = 200
"""A block or a sheet has so many rows at most."""
RECENT = timedelta(hours=1)
"""Who was dialled within this time is left out."""
RECENTLY, NO_NUMBER, BLOCKED = "called within the hour", "without a number", "not to be contacted"
LATER, AWAY = "at a later hour", "outside their hours"
_LAST = ("", LATER, AWAY)


def why_skipped(*, blocked: bool, has_number: bool, called_ago: timedelta | None) -> str:
    """Why an account is left out of a new block; '' when it is not."""
    if blocked:
        return BLOCKED
    if called_ago is not None and called_ago < RECENT:
        return RECENTLY
    return "" if has_number else NO_NUMBER


def why_last(*, away: bool, hour: str, now: str) -> str:
    """Why an account is called after the others: its step has an hour still to come today ('HH:MM'), or they sleep."""
    return AWAY if away else LATER if hour and hour > now else ""


def in_order(listed: Sequence[str], last: Mapping[str, str]) -> list[str]:
    """The rows as they were listed: those to be called now, then those at a later hour, then those who are away."""
    return sorted(listed, key=lambda one: _LAST.index(last.get(one, "")))


def say_reasons(reasons: Iterable[str]) -> str:
    """How often each: `2 called within the hour, 1 without a number`."""
    return ", ".join(f"{count} {reason}" for reason, count in Counter(filter(None, reasons)).items())


def say_block(name: str, begun: datetime, waiting: int, total: int, today: date) -> str:
    """`of Tue 14 Oct, Today: 9 of 24 left`; `begun` is local."""
    day = f"{begun:%H:%M}" if begun.date() == today else say_day(begun.date(), today)
    return f"of {day}, {name}: {waiting} of {total} left"
