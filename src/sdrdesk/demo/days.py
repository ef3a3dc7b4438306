"""Working days as whole numbers around the base day, and the instants of a day."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta


def is_open(day: date) -> bool:
    """Monday to Friday."""
    return day.weekday() < 5


def open_at_or_before(day: date) -> date:
    """That day, or the Friday before a weekend."""
    return day - timedelta(days=max(0, day.weekday() - 4))


def open_at_or_after(day: date) -> date:
    """That day, or the Monday after a weekend."""
    return day if is_open(day) else day + timedelta(days=7 - day.weekday())


def step_days(day: date, count: int) -> date:
    """The working day `count` working days after (or before) a working day."""
    place = day.weekday() + count
    return day + timedelta(days=count + 2 * (place // 5))


def open_days_between(start: date, end: date) -> int:
    """Working days from one working day to another; negative when `end` is earlier."""
    weeks, rest = divmod((end - start).days, 7)
    if start.weekday() + rest > 4:
        rest -= 2
    return weeks * 5 + rest


def instant(moment: datetime) -> str:
    """'2026-01-14T08:30:00.000Z' for an aware moment."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{moment.microsecond // 1000:03d}Z"


def at_minute(day: date, minute: int, second: int = 0) -> datetime:
    """The moment `minute` minutes after midnight UTC of a day."""
    return datetime(day.year, day.month, day.day, tzinfo=UTC) + timedelta(minutes=minute, seconds=second)
