"""Periods of time as numbers name them: half-open, their quarter or month in words, how many make a year."""

from __future__ import annotations

from datetime import date, timedelta
from typing import NamedTuple

from sdrdesk.domain.days import MONTHS, add_months


class Period(NamedTuple):
    """From `start` up to, not including, `end`; local dates."""

    start: date
    end: date

    def __contains__(self, day: object) -> bool:
        return isinstance(day, date) and self.start <= day < self.end

    @property
    def months(self) -> int:
        """How many whole months it is; 0 when it is none."""
        if self.start.day != 1 or self.end.day != 1:
            return 0
        return (self.end.year - self.start.year) * 12 + self.end.month - self.start.month

    @property
    def label(self) -> str:
        """`Q1`, `Mar`, `2026`, or `period`."""
        if self.months == 3 and self.start.month % 3 == 1:
            return f"Q{self.start.month // 3 + 1}"
        if self.months == 1:
            return MONTHS[self.start.month - 1]
        return str(self.start.year) if self.months == 12 and self.start.month == 1 else "period"

    @property
    def unit(self) -> str:
        """`quarter`, `month`, `year`, or `period`."""
        return {1: "month", 3: "quarter", 12: "year"}.get(self.months, "period")

    @property
    def per_year(self) -> float:
        """How many of them make a year."""
        return 12 / self.months if self.months else 365.25 / max((self.end - self.start).days, 1)

    @property
    def months_begun(self) -> list[str]:
        """The months (YYYY-MM) whose first day lies in it: what was spent in those is spent in the period."""
        first = self.start if self.start.day == 1 else add_months(self.start.replace(day=1), 1)
        found = []
        while first < self.end:
            found.append(f"{first:%Y-%m}")
            first = add_months(first, 1)
        return found


SIZES = (1, 3, 12)
"""Months of the periods one can step through."""


def around(day: date, months: int) -> Period:
    """The calendar month, quarter or year that a day lies in."""
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return Period(first, add_months(first, months))


def stepped(period: Period, by: int) -> Period:
    """The period so many of its own lengths later, or earlier."""
    if period.months:
        return Period(add_months(period.start, by * period.months), add_months(period.end, by * period.months))
    length = by * (period.end - period.start)
    return Period(period.start + length, period.end + length)


def year_before(end: date) -> Period:
    """The twelve months up to a day."""
    return Period(add_months(end, -12), end)


def trailing(as_of: date, days: int) -> Period:
    """So many days up to and with a day."""
    return Period(as_of - timedelta(days=days - 1), as_of + timedelta(days=1))
