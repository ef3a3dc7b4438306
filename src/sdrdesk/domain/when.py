"""When: the words a rep types for a day and an hour, and the words the desk says for a due day."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Set
from datetime import date, datetime, time, timedelta
from typing import NamedTuple

from .clock_words import clock_time, is_surely_a_time
from .day_words import DayFound, Seen, find_day
from .days import (
    NONE_CLOSED,
    ONE_DAY,
    add_business_days,
    add_months,
    is_open,
    next_open_day,
    previous_open_day,
    say_day,
    say_due,
)
from .errors import DeskError, NoSuchDay
from .text import clip, visible

__all__ = [
    "When",
    "add_business_days",
    "add_months",
    "is_open",
    "next_open_day",
    "parse_when",
    "previous_open_day",
    "say_day",
    "say_due",
]

EXAMPLES = "try 'thu 10', 'in 3d', '15 jan' or '2027-01-15 10:30'"
_FILLERS = ("on ", "by ", "for ", "until ", "till ", "from ")
_LEADERS = {"in", "next", "this", "last", "after", "on", "by", "for", "at", "the", "end", "of", "until", "till", "from"}
_SOON = r"(?:in\s+)?(?P<n>\d{1,4}|an?|one|two|three)\s*(?P<unit>h|hrs?|hours?|min|mins|minutes?)(?:\s+from\s+now)?"
_FARTHEST_YEARS = 10
_FIRST_YEAR = 1900
_LONGEST = 80


class When(NamedTuple):
    """A local day, and the promised time of day when one was named."""

    day: date
    time: time | None


def parse_when(
    text: str,
    today: date,
    now_time: time | None = None,
    closed_days: Set[date] = NONE_CLOSED,
    allow_past: bool = False,
) -> When:
    """The day and time the words name, seen from today.

    A counted distance ('3', 'in 2w', 'in 1m') that ends on a weekend or closed day moves on to the next open day;
    a named day ('sat', '15 jan', 'tomorrow') is kept as it was said; 'after 15 jan' is the first open day after it.
    Raises DeskError naming the word that was not understood, or the day that is past unless allow_past.
    """
    words = _normal(text)
    soon = _soon(words, today, now_time)
    if soon:
        return soon
    seen = Seen(today, closed_days, allow_past)
    try:
        when = _read(words, seen, now_time)
    except (OverflowError, ValueError):
        raise _not_understood(words) from None
    return _check(when, today, now_time, allow_past)


def _normal(text: str) -> str:
    plain = " ".join(unicodedata.normalize("NFKC", text).casefold().replace(",", " ").split())
    plain = plain.replace("’", "'")
    if not plain:
        raise DeskError(f"No day was named; {EXAMPLES}")
    if len(plain) > _LONGEST:
        raise _not_understood(plain)
    for filler in _FILLERS:
        plain = plain.removeprefix(filler)
    return re.sub(r"(\d{4}-\d\d-\d\d)t(?=\d)", r"\1 ", plain)


def _soon(words: str, today: date, now_time: time | None) -> When | None:
    """'in 2h', '45min': counted from now, up to the full minute."""
    found = re.fullmatch(_SOON, words, re.ASCII)
    if found is None:
        return None
    if now_time is None:
        raise DeskError(f"'{words}' counts from now and there is no clock here; {EXAMPLES}")
    count = int(found["n"]) if found["n"].isdigit() else {"two": 2, "three": 3}.get(found["n"], 1)
    minutes = count * (60 if found["unit"][0] == "h" else 1)
    then = datetime.combine(today, now_time.replace(tzinfo=None)) + timedelta(minutes=minutes)
    if then.second or then.microsecond:
        then = then.replace(second=0, microsecond=0) + timedelta(minutes=1)
    return When(then.date(), then.time())


def _read(words: str, seen: Seen, now_time: time | None) -> When:
    if words.startswith("after "):
        found = find_day(words.removeprefix("after "), seen)
        if found is None:
            raise _not_understood(words)
        later = next_open_day(found.day + ONE_DAY, seen.closed)
        return When(later, _time_after(words.removeprefix("after "), found))
    if is_surely_a_time(words) and not re.fullmatch(r"\d{1,2}\.(0?[1-9]|1[0-2])", words):
        return _time_alone(words, seen, now_time)
    found = find_day(words, seen)
    if found is None:
        raise _not_understood(words)
    at = _time_after(words, found)
    if found.swing and (at is None or (now_time is not None and at <= now_time)):
        return When(found.day + 7 * ONE_DAY, at)
    return When(found.day, at)


def _time_alone(words: str, seen: Seen, now_time: time | None) -> When:
    at = clock_time(words)
    if at is not None and now_time is not None and at < now_time and not seen.back:
        return When(next_open_day(seen.today + ONE_DAY, seen.closed), at)
    return When(seen.today, at)


def _time_after(words: str, found: DayFound) -> time | None:
    rest = words[found.end :].strip()
    if not rest:
        return None
    at = clock_time(rest)
    if at is None:
        raise _not_understood(rest)
    if found.bare_number and not is_surely_a_time(rest):
        raise NoSuchDay(
            f"'{words}' can be read two ways; write 'in {words.split()[0]}d at {rest}' or a day by its name"
        )
    return at


def _check(when: When, today: date, now_time: time | None, allow_past: bool) -> When:
    if when.day.year > today.year + _FARTHEST_YEARS:
        raise NoSuchDay(f"{when.day.isoformat()} is more than ten years off; name a nearer day, such as 'in 3m'")
    if allow_past and when.day.year < _FIRST_YEAR:
        raise NoSuchDay(f"{when.day.isoformat()} is too long ago; name a day from {_FIRST_YEAR} on")
    if allow_past:
        return when
    if when.day < today:
        raise NoSuchDay(f"{when.day.isoformat()} is in the past; name a day from today on, such as 'thu 10' or 'in 3d'")
    if when.day == today and when.time and now_time and when.time < now_time.replace(second=0, microsecond=0):
        raise NoSuchDay(f"{when.time:%H:%M} has passed today; name a later time or day, such as 'tomorrow 9'")
    return when


def _not_understood(words: str) -> DeskError:
    parts = words.split()
    word = next((part for part in parts if part not in _LEADERS), parts[0] if parts else words)
    return DeskError(f"'{clip(visible(word), 30)}' is not a day or time the desk understands; {EXAMPLES}")
