"""The day in the words of a rep: what each form of 'thu', 'in 3d', '15 jan' means, seen from today."""

from __future__ import annotations

import re
from collections.abc import Callable, Set
from datetime import date, timedelta
from functools import lru_cache
from typing import NamedTuple

from .days import (
    MONTHS,
    ONE_DAY,
    WEEKDAYS,
    WEEKDAYS_LONG,
    add_business_days,
    add_months,
    days_in_month,
    monday_of,
    next_open_day,
    previous_open_day,
)
from .errors import DeskError, NoSuchDay


class Seen(NamedTuple):
    """From where the words are read: today, the closed days, and whether they may look back."""

    today: date
    closed: Set[date]
    back: bool


class DayFound(NamedTuple):
    """A day and how much of the text named it; `swing` marks a weekday that is today or a week on, by the hour."""

    day: date
    end: int
    swing: bool = False
    bare_number: bool = False


_NUMBERS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
            "nine": 9, "ten": 10}  # fmt: skip
_WD = r"(?P<wd>mon(?:day)?|tue(?:s|sday)?|wed(?:s|nesday)?|thu(?:r|rs|rsday)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?)\.?"
_MON = (
    r"(?P<mon>jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?"
    r"|oct(?:ober)?|nov(?:ember)?|dec(?:ember)?)\.?"
)
_NTH = r"(?P<d>\d{1,2})(?:st|nd|rd|th|\.)?"
# Two digits are a year only where they cannot be an hour.
_YEAR = r"(?:[\s-]+(?P<y>\d{4}|'\d\d|2[5-9]|[3-9]\d)(?![:.h\d]))?"
_N = rf"(?P<n>\d{{1,4}}|{'|'.join(_NUMBERS)})"
_UNIT = (
    r"(?P<unit>bd|(?:business|working|work)\s*days?|days?|d|weeks?|wks?|w|fortnights?|months?|mths?|mo|m|quarters?"
    r"|years?|yrs?|y)"
)


def _named(found: re.Match[str], group: str) -> str | None:
    """What the group matched, None when it matched nothing or the rule has no such group."""
    return found.groupdict().get(group)


def _weekday(word: str) -> int:
    return next(n for n, name in enumerate(WEEKDAYS) if word.startswith(name.lower()))


def _month(word: str) -> int:
    return next(n for n, name in enumerate(MONTHS, 1) if word.startswith(name.lower()))


def _date(year: int, month: int, day: int) -> date:
    if not 1 <= month <= 12:
        raise DeskError(f"There is no month {month}; write the day as '15 jan' or '2027-01-15'")
    if not 1 <= year <= 9999 or not 1 <= day <= days_in_month(year, month):
        raise DeskError(f"{MONTHS[month - 1]} {year} has no day {day}; write the day as '15 jan' or '2027-01-15'")
    return date(year, month, day)


def _full_year(typed: str) -> int:
    digits = typed.removeprefix("'")
    return int(digits) + 2000 if len(digits) == 2 else int(digits)


def _dated(seen: Seen, day: int, month: int, year: str | None) -> date:
    """The date; without a year the next one ahead, or the nearest one when the words may look back."""
    if year:
        return _date(_full_year(year), month, day)
    if not 1 <= month <= 12:
        raise DeskError(f"There is no month {month}; write the day as '15 jan' or '2027-01-15'")
    first = seen.today.year - 8 * seen.back
    fits = [date(y, month, day) for y in range(first, seen.today.year + 9) if 0 < day <= days_in_month(y, month)]
    if not fits:
        raise DeskError(f"{MONTHS[month - 1]} has no day {day}; write the day as '15 jan' or '2027-01-15'")
    if seen.back:
        return min(fits, key=lambda found: (abs(found - seen.today), found))
    return next(found for found in fits if found >= seen.today)


def _as_weekday(found: re.Match[str], day: date) -> date:
    weekday = _named(found, "wd")
    if weekday and _weekday(weekday) != day.weekday():
        said, is_ = WEEKDAYS_LONG[_weekday(weekday)], WEEKDAYS_LONG[day.weekday()]
        raise DeskError(f"{day.isoformat()} is a {is_}, not a {said}; leave one of them out")
    return day


def _iso(found: re.Match[str], seen: Seen) -> date:
    return _as_weekday(found, _date(int(found["y"]), int(found["m"]), int(found["d"])))


def _day_and_month(found: re.Match[str], seen: Seen) -> date:
    return _as_weekday(found, _dated(seen, int(found["d"]), _month(found["mon"]), _named(found, "y")))


def _dotted(found: re.Match[str], seen: Seen) -> date:
    return _as_weekday(found, _dated(seen, int(found["d"]), int(found["m"]), _named(found, "y")))


def _either_way(found: re.Match[str], seen: Seen) -> date:
    one, two = int(found["d"]), int(found["m"])
    if one <= 12 and two <= 12 and one != two:
        a, b = f"{one} {MONTHS[two - 1].lower()}", f"{two} {MONTHS[one - 1].lower()}"
        raise DeskError(f"'{found[0]}' can be read two ways; write '{a}' or '{b}'")
    day, month = (one, two) if two <= 12 else (two, one)
    return _as_weekday(found, _dated(seen, day, month, _named(found, "y")))


def _month_alone(found: re.Match[str], seen: Seen) -> date:
    return next_open_day(_dated(seen, 1, _month(found["mon"]), _named(found, "y")), seen.closed)


def _day_of_month(found: re.Match[str], seen: Seen) -> date:
    day = int(found["d"])
    for months in range(13):
        start = add_months(seen.today.replace(day=1), months)
        if 1 <= day <= days_in_month(start.year, start.month) and start.replace(day=day) >= seen.today:
            return _as_weekday(found, start.replace(day=day))
    raise DeskError(f"No month has a day {day}; write the day as '15 jan' or '2027-01-15'")


def _named_weekday(found: re.Match[str], seen: Seen) -> date:
    weekday, which = _weekday(found["wd"]), _named(found, "which")
    if which == "next" or _named(found, "nextweek"):
        return monday_of(seen.today) + timedelta(days=7 + weekday)
    if which == "this":
        return monday_of(seen.today) + timedelta(days=weekday)
    if which == "last":
        return seen.today - timedelta(days=(seen.today.weekday() - weekday - 1) % 7 + 1)
    return seen.today + timedelta(days=(weekday - seen.today.weekday()) % 7)


def _near(found: re.Match[str], seen: Seen) -> date:
    word = found[0]
    if word == "yesterday":
        return seen.today - ONE_DAY
    if word.startswith("day after"):
        return seen.today + 2 * ONE_DAY
    return seen.today + ONE_DAY * word.startswith(("tom", "tmr"))


def _coming(found: re.Match[str], seen: Seen) -> date:
    """The first open day of next week, month, quarter or year."""
    if found["period"] == "week":
        return next_open_day(monday_of(seen.today) + timedelta(days=7), seen.closed)
    return next_open_day(_period_end(found["period"][0], seen.today) + ONE_DAY, seen.closed)


def _period_end(letter: str, day: date) -> date:
    """The last calendar day of the day's month (m), quarter (q) or year (y)."""
    months = {"m": 1, "q": 3, "y": 12}[letter]
    first = date(day.year, (day.month - 1) // months * months + 1, 1)
    return add_months(first, months) - ONE_DAY


def _end_of(found: re.Match[str], seen: Seen) -> date:
    """The last open day of the week, month, quarter or year that is not over yet."""
    letter = (found["short"] or found["long"])[0]
    if letter == "d":
        return seen.today
    start = seen.today
    for _ in range(60):
        end = monday_of(start) + timedelta(days=4) if letter == "w" else _period_end(letter, start)
        last = previous_open_day(end, seen.closed)
        if last >= seen.today:
            return last
        start = monday_of(start) + timedelta(days=7) if letter == "w" else end + ONE_DAY
    return next_open_day(seen.today, seen.closed)


def _offset(found: re.Match[str], seen: Seen) -> date:
    typed = _named(found, "n") or "one"
    count = _NUMBERS[typed] if typed in _NUMBERS else int(typed)
    unit = re.sub(r"\s", "", _named(found, "unit") or "d")
    _check_reach(count, unit, found[0])
    if _named(found, "minus") or _named(found, "ago"):
        return _shift(seen, -count, unit)
    return next_open_day(_shift(seen, count, unit), seen.closed)


def _check_reach(count: int, unit: str, typed: str) -> None:
    if unit == "m" and count > 24:
        raise DeskError(f"'{typed}' is {count} months; for minutes write '{count}min'")
    per_day = {"b": 260, "d": 366, "w": 53, "f": 27, "m": 12, "q": 4, "y": 1}
    if count > 10 * per_day["b" if unit.startswith(("b", "work")) else unit[0]]:
        raise DeskError(f"'{typed}' is more than ten years off; name a nearer day, such as 'in 3m'")


def _shift(seen: Seen, count: int, unit: str) -> date:
    if unit.startswith(("b", "work")):
        return add_business_days(seen.today, count, seen.closed)
    if unit[0] in "mqy":
        return add_months(seen.today, count * {"m": 1, "q": 3, "y": 12}[unit[0]])
    return seen.today + timedelta(days=count * {"d": 1, "w": 7, "f": 14}[unit[0]])


_WD_FIRST = rf"(?:{_WD}\s+)?"
_RULES: tuple[tuple[str, Callable[[re.Match[str], Seen], date]], ...] = (
    (rf"{_WD_FIRST}(?P<y>\d{{4}})(?P<s>[-/.])(?P<m>\d{{1,2}})(?P=s)(?P<d>\d{{1,2}})", _iso),
    (rf"{_WD_FIRST}(?P<y>20\d\d)(?P<m>\d\d)(?P<d>\d\d)", _iso),
    (rf"{_WD_FIRST}(?:the\s+)?{_NTH}[\s-]*(?:of\s+)?{_MON}{_YEAR}", _day_and_month),
    (rf"(?:in\s+)?{_MON}\s+(?P<y>\d{{4}})", _month_alone),
    (rf"{_WD_FIRST}{_MON}[\s-]*{_NTH}{_YEAR}", _day_and_month),
    (rf"(?:in\s+)?{_MON}", _month_alone),
    (rf"{_WD_FIRST}(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.\s?(?P<y>\d{{4}}|\d\d(?![:.h]))", _dotted),
    (rf"{_WD_FIRST}(?P<d>\d{{1,2}})\.\s?(?P<m>\d{{1,2}})\.", _dotted),
    (r"(?P<d>\d{1,2})\.(?P<m>0?[1-9]|1[0-2])", _dotted),
    (rf"{_WD_FIRST}(?P<d>\d{{1,2}})/(?P<m>\d{{1,2}})(?:/(?P<y>\d{{4}}|\d\d))?", _either_way),
    (rf"{_WD_FIRST}(?P<d>\d{{1,2}})-(?P<m>\d{{1,2}})-(?P<y>\d{{4}})", _either_way),
    (r"(?:the\s+)?(?P<d>\d{1,2})(?:st|nd|rd|th)", _day_of_month),
    (rf"{_WD}\s+(?:the\s+)?(?P<d>2[4-9]|3[01]|\d{{1,2}}(?=[snrt]))(?:st|nd|rd|th)?", _day_of_month),  # no hour
    (rf"(?P<nextweek>next\s+week)\s+{_WD}", _named_weekday),
    (rf"(?:(?P<which>next|this|coming|last)\s+)?{_WD}(?P<nextweek>\s+next\s+week)?", _named_weekday),
    (r"today|tod|now|asap|tomorrow|tmrw?|tom|tomo|day after tomorrow|yesterday", _near),
    (r"next\s+(?P<period>week|month|quarter|year)", _coming),
    (r"eo(?P<short>[dwmqy])|end\s+of\s+(?:the\s+|this\s+)?(?P<long>day|week|month|quarter|year)", _end_of),
    (rf"(?P<minus>-)?(?:in\s+|\+)?{_N}\s*{_UNIT}(?:(?P<ago>\s+ago)|\s+from\s+now)?", _offset),
    (r"(?P<unit>m|w|month|week)", _offset),
    (r"(?P<minus>-)?(?:in\s+|\+)?(?P<n>\d{1,3})", _offset),
)


@lru_cache(maxsize=1)
def _rules() -> tuple[tuple[re.Pattern[str], Callable[[re.Match[str], Seen], date]], ...]:
    """The rules, compiled when the first word is typed and not when the desk starts."""
    return tuple((re.compile(rf"(?:{pattern})(?=\s|$)", re.ASCII), handler) for pattern, handler in _RULES)


def find_day(words: str, seen: Seen) -> DayFound | None:
    """The day named at the start of the words (lower case, single blanks), or None when they begin with no day.

    Raises NoSuchDay when it is one that cannot be.
    """
    for pattern, handler in _rules():
        found = pattern.match(words)
        if found:
            try:
                day = handler(found, seen)
            except DeskError as error:
                raise NoSuchDay(str(error), words[found.end() :].strip()) from None
            swing = handler is _named_weekday and day == seen.today and _named(found, "which") in (None, "coming")
            return DayFound(day, found.end(), swing, bare_number=len(found[0]) < 4 and found[0].isdigit())
    return None
