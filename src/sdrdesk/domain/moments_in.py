"""Clock times and durations as other programs write them beside a day."""

from __future__ import annotations

import re

from .dates_in import Order, iso_day

_CLOCK = re.compile(
    r"(?<!\d)(\d{1,2}):(\d{2})(?::(\d{2}))?(?:[.,]\d+)?\s*(?:([ap])\.?m\.?)?\s*(z|utc|gmt|[+-]\d{2}:?\d{2})?\s*$", re.I
)
_NUMBER = re.compile(r"\d+(?:[.,]\d+)?")
_PART = re.compile(r"(\d+(?:[.,]\d+)?)\s*(h|m|s)", re.I)
_LONGEST_CALL = 86_400


def moment(text: str, order: Order) -> str | None:
    """`2026-03-02T09:14:00`, with the offset behind it when the text has one; the day alone when it has no clock."""
    day = iso_day(text, order)
    found = _CLOCK.search(text.strip()[-40:]) if day else None
    if day is None or found is None:
        return day
    hour, minute, second = int(found[1]), int(found[2]), int(found[3] or 0)
    if found[4]:
        hour = hour % 12 + (12 if found[4] in "pP" else 0)
    if hour > 23 or minute > 59 or second > 59:
        return day
    offset = (found[5] or "").upper()
    if offset in ("Z", "UTC", "GMT"):
        offset = "+00:00"
    elif offset and ":" not in offset:
        offset = f"{offset[:3]}:{offset[3:]}"
    return f"{day}T{hour:02}:{minute:02}:{second:02}{offset}"


def seconds(text: str, header: str) -> int | None:
    """How long a call took: `420`, `7:00`, `00:07:00`, `7 min`; the header says the unit of a bare number."""
    text, named = text.strip().casefold(), header.casefold()
    if ":" in text:
        parts = text.split(":")
        if len(parts) > 3 or not all(part.strip().isdecimal() for part in parts):
            return None
        total = 0.0
        for part in parts:
            total = total * 60 + int(part)
    elif found := _PART.findall(text):
        total = sum(float(number.replace(",", ".")) * {"h": 3600, "m": 60, "s": 1}[unit] for number, unit in found)
    elif _NUMBER.fullmatch(text):
        total = float(text.replace(",", "."))
        if "millisecond" in named or "(ms)" in named:
            total /= 1000
        elif "min" in named:
            total *= 60
        elif "hour" in named:
            total *= 3600
    else:
        return None
    return round(total) if total <= _LONGEST_CALL else None
