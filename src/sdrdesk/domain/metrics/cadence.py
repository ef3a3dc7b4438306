"""Keeping to a cadence: steps done by their day, and the days the steps of one begun now would fall on."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date
from typing import NamedTuple

from sdrdesk.domain.days import add_business_days, add_months

from .figure import Group, accounts, plain, share

OUTBOUND = (0, 1, 2, 4, 6, 8, 10, 12, 14)
"""Business days of the steps of the shipped outbound cadence, while no other is named."""


class StepFact(NamedTuple):
    """A step of a cadence that was due: the day it was done, or None; `excused` was skipped with a reason."""

    account: str
    due: date
    done: date | None
    excused: bool


def due_days(start: date, offsets: Sequence[int], closed: Set[date]) -> list[date]:
    """The day of each step, counted in business days from the start; a closed day moves it on, never back."""
    return [add_business_days(start, offset, closed) for offset in offsets]


def cadence(steps: Sequence[StepFact], start: date, offsets: Sequence[int], closed: Set[date]) -> Group:
    """How many due steps were done in time, and when one begun on `start` would be due."""
    due = [one for one in steps if not one.excused]
    kept = [one for one in due if one.done is not None and one.done <= one.due]
    return {
        "steps done on time / steps due": share(
            "cadence_adherence", len(kept), len(due), "no step of a cadence was due in the period",
            accounts(dict.fromkeys(one.account for one in due)), excused=len(steps) - len(due),
        ),
        "offsets (business days)": plain("offsets", list(offsets), "days"),
        "due dates": plain(
            "due_dates", [day.isoformat() for day in due_days(start, offsets, closed)], "list", begun=start.isoformat()
        ),
    }  # fmt: skip


def look_again(day: date, months: int = 6) -> date:
    """When to look again at whoever sleeps: so many months on, the last of the month where it has no such day."""
    return add_months(day, months)
