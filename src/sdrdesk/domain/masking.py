"""What is blanked while others see the screen, and how figures that tell are found in a line."""

from __future__ import annotations

import re

from .cells import width
from .currencies import SIGNS

MARK = "▒"
BLANK = MARK * 5
_SIGNS = "|".join(re.escape(sign) for sign in sorted(SIGNS.values(), key=len, reverse=True))
_TELLING = re.compile(
    rf"(?:{_SIGNS}|\b[A-Z]{{3}} )\d[\d.,]*[kmb]?"  # €38k, CHF 1,200.50
    r"|\b\d[\d.,]*k\b"  # 12k; m is a month
    r"|[^\s<>()]+@[^\s<>()]+"  # an address
    r"|https?://\S+|\bwww\.\S+"
    r"|\+\d[\d ()/.-]{4,}\d|\b0\d[\d ()/.-]{4,}\d|\(\d{2,5}\)[\d /.-]{4,}\d"  # a number to call
)


def figures_blanked(text: str) -> str:
    """The text, cell for cell, without amounts, addresses and phone numbers."""
    return _TELLING.sub(lambda found: MARK * width(found[0]), text) if text else text


def is_blanked(value: object) -> bool:
    """Whether this is text that was blanked, and must not be written anywhere."""
    return isinstance(value, str) and MARK * 3 in value
