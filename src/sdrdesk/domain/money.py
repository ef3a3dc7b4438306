"""Money: what a rep types for an amount, in integer minor units and an ISO code, and how it is said again."""

from __future__ import annotations

import re
import unicodedata
from decimal import ROUND_HALF_EVEN, Context, Decimal
from typing import NamedTuple

from .currencies import CODES, MEANINGS, SIGNS, UNDECIDED, minor_digits
from .errors import DeskError
from .text import clip, visible

__all__ = ["EXAMPLES", "Money", "minor_digits", "parse_amount", "say_money"]

EXAMPLES = "write it as 38000, 38k, 1.2m or €38,000.50"
# The most that fits beside sums of many in a 64-bit column.
MOST_MINOR = 10**15
_LONGEST = 60
# Behind a single separator: too many for cents, in no way thousands; more than these are what a machine wrote.
_NO_CENTS = range(4, 8)
_POINTS = {".": "point", ",": "comma"}
_EXACT = Context(prec=80)
_POWERS = {
    "": 0, "k": 3, "tsd": 3, "thousand": 3, "m": 6, "mm": 6, "mn": 6, "mio": 6, "mil": 6, "million": 6, "millions": 6,
    "b": 9, "bn": 9, "mrd": 9, "billion": 9, "billions": 9, "lakh": 5, "lakhs": 5, "lac": 5,
    "crore": 7, "crores": 7, "cr": 7,
}  # fmt: skip
_NUMBER = r"\d(?:[\d.,' _]*\d)?|(?<![A-Za-z])\.\d+"
_SHAPE = rf"(?P<before>(?:[^\d.,]|(?<=[A-Za-z])\.)*?)(?P<number>{_NUMBER})(?:[.,]\s?[-–—])?\s*(?P<after>\D*)"
_WORD = r"[^\W\d_]*[$¥]|[^\W\d_]+\.?|[^\w\s]"
_THOUSANDS = r"\d{1,3}(?:(?P<s>[.,' _])\d{3})(?:(?P=s)\d{3})*"
_INDIAN = r"\d{1,2}(?:,\d{2})+,\d{3}"


class Money(NamedTuple):
    """An amount: whole minor units (cents) and the ISO 4217 code of its currency."""

    minor: int
    currency: str


def parse_amount(text: str, default_currency: str) -> Money:
    """The amount the text names, in the currency it names or else the default one, rounded half-even to minor units.

    A single point or comma before exactly three digits parts thousands ('1.234' is 1234), except after a 0, in a
    currency of three decimals and before k or m, where a point is a decimal point ('1.234k' is 1234).
    Four to seven digits behind it ('9,800900') are a slip of the hand, never cents.
    Raises DeskError for no amount, several, negative ones, unknown words and what is too large to hold.
    """
    typed = " ".join(unicodedata.normalize("NFKC", text).replace("’", "'").replace("−", "-").split())
    if not typed:
        raise DeskError(f"No amount was given; {EXAMPLES}")
    found = re.fullmatch(_SHAPE, typed, re.ASCII) if len(typed) <= _LONGEST else None
    if found is None:
        raise DeskError(f"'{_shown(typed)}' is not one amount; {EXAMPLES}")
    if re.search(r"^\(.*\)$|-\s*[^\d\s]{0,3}\s*[\d.]|[\d.]\s*-$", typed) and not re.search(r"[.,]\s?-$", typed):
        raise DeskError(f"'{_shown(typed)}' is negative or a range; an amount is one number from 0 up, {EXAMPLES}")
    named, power = _words(found["before"], found["after"], typed)
    currency = _currency(named, default_currency)
    return Money(_minor(found["number"], power, currency, typed), currency)


def _shown(typed: str) -> str:
    return clip(visible(typed), 40)


def _words(before: str, after: str, typed: str) -> tuple[list[str], str]:
    """(the words and signs for the currency, the word for a power of ten or '')."""
    first = before.casefold().strip().removeprefix("~").removeprefix("ca. ").removeprefix("+").strip()
    named, power = re.findall(_WORD, first), ""
    for word in re.findall(_WORD, after.casefold()):
        glued = re.fullmatch(r"([kmb])([a-z]{3})", word)
        for part in glued.groups() if glued and glued[2].upper() in CODES else (word,):
            if part.removesuffix(".") in _POWERS and not power:
                power = part.removesuffix(".")
            else:
                named.append(part)
    if len(named) > 2:
        raise DeskError(f"'{_shown(typed)}' is not one amount; {EXAMPLES}")
    return [word if word in MEANINGS else word.removesuffix(".") for word in named], power


def _currency(named: list[str], default: str) -> str:
    """The currency all the words can mean: the default when they can mean that, otherwise the likeliest."""
    if not named:
        return default
    can_be = _meaning(named[0], default)
    for word in named[1:]:
        other = _meaning(word, default)
        can_be = tuple(code for code in can_be if code in other)
    if not can_be:
        raise DeskError(f"'{_shown(' '.join(named))}' are two currencies; name one, for example 38k CHF")
    if default in can_be:
        return default
    if len(can_be) > 1 and named[0] in UNDECIDED:
        raise DeskError(f"'{_shown(named[0])}' can be {', '.join(can_be[:-1])} or {can_be[-1]}; write the code")
    return can_be[0]


def _meaning(word: str, default: str) -> tuple[str, ...]:
    if word.upper() in CODES or word.upper() == default:
        return (word.upper(),)
    if word not in MEANINGS:
        raise DeskError(f"'{_shown(word)}' is no currency or power the desk knows; {EXAMPLES}, or with a code: 38k CHF")
    return MEANINGS[word]


def _minor(number: str, power: str, currency: str, typed: str) -> int:
    digits = minor_digits(currency)
    value = _EXACT.scaleb(Decimal(_plain(number, power, digits, typed)), _POWERS[power] + digits)
    minor = int(value.quantize(Decimal(1), rounding=ROUND_HALF_EVEN, context=_EXACT))
    if minor > MOST_MINOR:
        raise DeskError(f"'{_shown(typed)}' is more than the desk can hold; check the number")
    return minor


def _plain(number: str, power: str, digits: int, typed: str) -> str:
    """The number as digits with at most one point, its thousands taken together."""
    if number.isdigit():
        return number
    separators = re.findall("[.,' _]", number)
    whole, decimals = number, ""
    last = separators[-1]
    if last in ".," and separators.count(last) == 1 and (len(separators) > 1 or _is_decimal(number, power, digits)):
        whole, _, decimals = number.rpartition(last)
    if not (whole in {"", "0"} or whole.isdigit() or _grouped(whole)):
        raise DeskError(f"'{_shown(typed)}' has its thousands in a way the desk cannot read; {EXAMPLES}")
    return f"{re.sub('[^0-9]', '', whole) or '0'}.{decimals or '0'}"


def _grouped(whole: str) -> bool:
    return bool(re.fullmatch(_THOUSANDS, whole, re.ASCII) or re.fullmatch(_INDIAN, whole, re.ASCII))


def _is_decimal(number: str, power: str, digits: int) -> bool:
    """Whether the only separator of the number is a decimal point and does not part thousands."""
    whole, point, after = re.split("([.,])", number)
    slip = len(after) in _NO_CENTS and len(after) > digits and not re.fullmatch(r"\d\d00", after)
    if slip and whole.strip("0") and not power:
        raise DeskError(f"'{_shown(number)}' has {len(after)} digits behind the {_POINTS[point]}: {EXAMPLES}")
    if len(after) != 3 or not 1 <= len(whole) <= 3 or whole.startswith("0"):
        return True
    return point == "." and (bool(power) or digits == 3)


def say_money(minor: int, currency: str, short: bool = True) -> str:
    """'€38k' when short (from a thousand on, one decimal, half-even), else '€38,000.50', cents only when there are any.

    A currency without a sign of its own goes by its code: 'CHF 38k'. Negative amounts (refunds) begin with a minus.
    """
    digits = minor_digits(currency)
    value = Decimal(abs(minor)).scaleb(-digits, context=_EXACT)
    said = _short(value) if short and value >= 1000 else _full(value, digits)
    sign = SIGNS.get(currency) or f"{visible(currency)} ".lstrip()
    return f"{'-' if minor < 0 else ''}{sign}{said}"


def plain_amount(minor: int, currency: str) -> str:
    """The amount in figures alone, as other programs read it: '38000.50', '38000'."""
    digits = minor_digits(currency)
    value = Decimal(minor).scaleb(-digits, context=_EXACT)
    return f"{value:.0f}" if value == value.to_integral_value() else f"{value:.{digits}f}"


def _full(value: Decimal, digits: int) -> str:
    return f"{value:,.0f}" if value == value.to_integral_value() else f"{value:,.{digits}f}"


def _short(value: Decimal) -> str:
    for power, letter in ((3, "k"), (6, "m"), (9, "b")):
        scaled = value.scaleb(-power, context=_EXACT).quantize(Decimal("0.1"), rounding=ROUND_HALF_EVEN, context=_EXACT)
        if scaled < 1000 or letter == "b":
            break
    return f"{scaled:,.0f}{letter}" if scaled == scaled.to_integral_value() else f"{scaled:,.1f}{letter}"
