"""Dates as other programs write them, read into ISO days; whether 3/2 is March or February is settled per column."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date, timedelta
from functools import lru_cache
from typing import Literal

Order = Literal["mdy", "dmy"]

_LONGEST = 60
_YEARS = range(1900, 2101)
_SPREADSHEET_DAY_0 = date(1899, 12, 30)
_EPOCH = date(1970, 1, 1)

_ISO = re.compile(r"(\d{4})([-/.])(\d{1,2})\2(\d{1,2})(?!\d)")
_CJK = re.compile(r"(\d{4})[年년]\s*(\d{1,2})[月월]\s*(\d{1,2})[日일]")
_NUMBERS = re.compile(r"(\d{1,2})(\s?[-/.]\s?)(\d{1,2})\2(\d{4}|\d{2})(?!\d)")
_DAY_FIRST = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?(\d{1,2})(?:st|nd|rd|th|er|\.|º|°)?[\s/-]*(?:de\s+|of\s+)?"
    r"([^\W\d]+)\.?,?[\s/-]*(?:de\s+|del\s+)?(\d{4}|\d{2})(?!\d)",
    re.IGNORECASE,
)
_MONTH_FIRST = re.compile(
    r"(?:[^\W\d]+\.?,?\s+)?([^\W\d]+)\.?[\s-]+(\d{1,2})(?:st|nd|rd|th)?,?[\s-]+(\d{4})(?!\d)", re.I
)
_CLOCK = re.compile(
    r"(?:[T\s,]|at\b|um\b|à\b|-\s)*\d{1,2}(?:\s*[ap]\.?m\.?|[:.h]\d{2}(?:[:.]\d{2}(?:[.,]\d+)?)?\s*(?:[ap]\.?m\.?)?)"
    r"\s*(?:uhr|z|utc|gmt|[a-z]{2,5})?\s*(?:[+-]\d{1,2}(?::?\d{2})?)?\s*(?:\([^)]*\))?",
    re.IGNORECASE,
)
_HALF_OF_DAY = re.compile(r"\d\s*[ap]\.?m\b", re.IGNORECASE)

_MONTHS = (
    "january januar janvier enero gennaio janeiro januari",
    "february februar fevrier febrero febbraio fevereiro februari",
    "march marz maerz mars marzo marco maart mrt",
    "april avril abril aprile",
    "may mai mayo maggio maio mei",
    "june juni juin junio giugno junho",
    "july juli juillet julio luglio julho",
    "august aout agosto augustus",
    "september septembre septiembre setiembre settembre setembro",
    "october oktober octobre octubre ottobre outubro",
    "november novembre noviembre novembro",
    "december dezember decembre diciembre dicembre dezembro",
)


def _month_words() -> dict[str, int]:
    words: dict[str, int] = {}
    for number, names in enumerate(_MONTHS, start=1):
        for name in names.split():
            for length in range(3, len(name) + 1):
                words.setdefault(name[:length], number)
    for shared in ("jui",):
        words.pop(shared)
    return words


_MONTH_OF = _month_words()


def _plain(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _iso(year: int, month: int, day: int) -> str | None:
    if year < 100:
        year += 2000 if year < 70 else 1900
    if year not in _YEARS:
        return None
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return None


def _ends_well(text: str, end: int) -> bool:
    rest = text[end:].strip()
    return not rest or _CLOCK.fullmatch(rest) is not None


def _from_numbers(text: str, order: Order) -> str | None:
    found = _NUMBERS.match(text)
    if found is None or not _ends_well(text, found.end()):
        return None
    first, second, year = int(found[1]), int(found[3]), int(found[4])
    day_first = order == "dmy" or found[2].strip() == "."
    if day_first:
        return _iso(year, second, first) or _iso(year, first, second)
    return _iso(year, first, second) or _iso(year, second, first)


def _from_words(text: str) -> str | None:
    found = _DAY_FIRST.match(text)
    if found is not None and _ends_well(text, found.end()):
        month = _MONTH_OF.get(_plain(found[2]))
        if month:
            return _iso(int(found[3]), month, int(found[1]))
    found = _MONTH_FIRST.match(text)
    if found is not None and _ends_well(text, found.end()):
        month = _MONTH_OF.get(_plain(found[1]))
        return _iso(int(found[3]), month, int(found[2])) if month else None
    return None


def _from_digits(text: str) -> str | None:
    """A bare number: 20260302, seconds or milliseconds since 1970, or the day number of a spreadsheet."""
    if len(text) == 8 and text.isdecimal():
        return _iso(int(text[:4]), int(text[4:6]), int(text[6:]))
    if len(text) in (10, 13) and text.isdecimal():
        seconds = int(text) // (1000 if len(text) == 13 else 1)
        day = _EPOCH + timedelta(days=seconds // 86_400)
        return day.isoformat() if day.year in _YEARS else None
    whole, _, part = text.partition(".")
    if len(whole) == 5 and whole.isdecimal() and (not part or part.isdecimal()):
        day = _SPREADSHEET_DAY_0 + timedelta(days=int(whole))
        return day.isoformat() if day.year in _YEARS else None
    return None


@lru_cache(maxsize=8192)
def iso_day(text: str, order: Order = "mdy") -> str | None:
    """The day in `text` as YYYY-MM-DD (a clock time behind it is left out), or None when it is no date.

    `order` settles 3/2/2026 and 3-2-2026 only; with dots the day always comes first.
    """
    text = text.strip().lstrip("'")
    if not text or len(text) > _LONGEST:
        return None
    found = _ISO.match(text) or _CJK.match(text)
    if found is not None:
        year, month, day = (int(part) for part in found.groups() if part.isdecimal())
        return _iso(year, month, day) if _ends_well(text, found.end()) else None
    if text[0].isdecimal():
        return _from_numbers(text, order) or _from_words(text) or _from_digits(text)
    return _from_words(text)


def undecided(column: Iterable[str]) -> bool:
    """Whether nothing in this column settles 03/04, and something in it would be another day the other way."""
    differs = False
    for text in column:
        found = _NUMBERS.match(text.strip()[:_LONGEST])
        if found is None or found[2].strip() == ".":
            continue
        first, second = int(found[1]), int(found[3])
        if first > 12 or second > 12 or _HALF_OF_DAY.search(text):
            return False
        differs = differs or first != second
    return differs


def order_of(column: Iterable[str], default: Order) -> Order:
    """Month or day first in this column: by its rows with one reading only, else by am/pm, else `default`."""
    months, days, halves = 0, 0, 0
    for text in column:
        found = _NUMBERS.match(text.strip()[:_LONGEST])
        if found is None or found[2].strip() == ".":
            continue
        first, second = int(found[1]), int(found[3])
        months += first <= 12 < second
        days += second <= 12 < first
        halves += _HALF_OF_DAY.search(text) is not None
    if months != days:
        return "mdy" if months > days else "dmy"
    return "mdy" if halves else default
