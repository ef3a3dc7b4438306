"""Calendar arithmetic of a working desk: open days, business days, months, and the names of days."""

from __future__ import annotations

from collections.abc import Set
from datetime import date, timedelta

WEEKDAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
WEEKDAYS_LONG = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
ONE_DAY = timedelta(days=1)
NONE_CLOSED: frozenset[date] = frozenset()
# From this distance on a day is told with its year.
_YEAR_NEEDED = 330


def is_open(day: date, closed: Set[date] = NONE_CLOSED) -> bool:
    """Whether the desk works on that day: Monday to Friday and not one of the closed days."""
    return day.weekday() < 5 and day not in closed


def next_open_day(day: date, closed: Set[date] = NONE_CLOSED) -> date:
    """The day itself when the desk works then, otherwise the first open day after it."""
    while not is_open(day, closed):
        day += ONE_DAY
    return day


def previous_open_day(day: date, closed: Set[date] = NONE_CLOSED) -> date:
    """The day itself when the desk works then, otherwise the last open day before it."""
    while not is_open(day, closed):
        day -= ONE_DAY
    return day


def add_business_days(day: date, n: int, closed: Set[date] = NONE_CLOSED) -> date:
    """The n-th open day after the day, or before it when n is negative; with n = 0 the next open day from it on."""
    if n == 0:
        return next_open_day(day, closed)
    step = ONE_DAY if n > 0 else -ONE_DAY
    for _ in range(abs(n)):
        day += step
        while not is_open(day, closed):
            day += step
    return day


def add_months(day: date, n: int) -> date:
    """The same day n months on (or back, when negative), the last of the month when it has no such day."""
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    return date(year, month + 1, min(day.day, days_in_month(year, month + 1)))


def days_in_month(year: int, month: int) -> int:
    """28 to 31. Raises ValueError outside of the calendar."""
    if month == 12:
        return date(year, 12, 31).day
    return (date(year, month + 1, 1) - ONE_DAY).day


def monday_of(day: date) -> date:
    """The Monday of the day's week; a week ends on Sunday."""
    return day - timedelta(days=day.weekday())


def say_day(day: date, today: date) -> str:
    """'Thu 4 Mar', with the year when it is most of a year away: 'Thu 4 Mar 2027'."""
    said = f"{WEEKDAYS[day.weekday()]} {day.day} {MONTHS[day.month - 1]}"
    return f"{said} {day.year}" if abs((day - today).days) >= _YEAR_NEEDED else said


def say_due(due: date, time: str | None, today: date) -> str:
    """How far off a due day is: '▲3d late', 'today', 'today 14:30', 'tomorrow', 'in 5d', 'Thu 4 Mar' beyond 13 days.

    `time` is a promised 'HH:MM' or None.
    """
    days = (due - today).days
    if days < 0:
        return f"▲{-days}d late"
    near = {0: "today", 1: "tomorrow"}.get(days, f"in {days}d")
    said = near if days <= 13 else say_day(due, today)
    return f"{said} {time}" if time else said
