"""The hour in the words of a rep: 10, 10:30, 4pm, noon."""

from __future__ import annotations

import re
from datetime import time

_NAMED = {"noon": time(12), "midday": time(12), "morning": time(9), "afternoon": time(14)}
_CLOCK = (
    r"(?P<at>(?:at|@|um)\s*)?(?P<h>\d{1,2})(?:(?P<sep>[:.h])(?P<m>\d{2}))?\s*"
    r"(?P<half>am|pm|a\.m\.?|p\.m\.?|a|p)?(?P<word>\s*(?:h|uhr|o'clock))?"
)
_COMPACT = r"(?:at\s+)?(?P<h>[01]\d|2[0-3])(?P<m>[0-5]\d)"
# A bare hour below this is meant for the afternoon: nobody promises a call at three at night.
_FIRST_MORNING_HOUR = 7


def clock_time(words: str) -> time | None:
    """The time of day the words name, or None when they name none.

    1 to 6 without am or pm and without a leading zero is the afternoon: 'thu 3' is 15:00, 'thu 03:00' is not.
    """
    if words.removeprefix("at ") in _NAMED:
        return _NAMED[words.removeprefix("at ")]
    found = re.fullmatch(_CLOCK, words, re.ASCII)
    if found is None:
        found = re.fullmatch(_COMPACT, words, re.ASCII)
        return time(int(found["h"]), int(found["m"])) if found else None
    hour, minute = int(found["h"]), int(found["m"] or 0)
    if minute > 59:
        return None
    if found["half"]:
        return time(hour % 12 + 12 * found["half"].startswith("p"), minute) if 1 <= hour <= 12 else None
    if 1 <= hour < _FIRST_MORNING_HOUR and len(found["h"]) == 1:
        hour += 12
    return time(hour, minute) if hour < 24 else None


def is_surely_a_time(words: str) -> bool:
    """Whether the words can be nothing but a time: 'at 10', '10:30', '4pm', 'noon', and not a bare '10' or '1030'."""
    if clock_time(words) is None:
        return False
    found = re.fullmatch(_CLOCK, words, re.ASCII)
    if found is None:
        return not words.isdigit()
    return bool(found["at"] or found["sep"] or found["half"] or found["word"])
