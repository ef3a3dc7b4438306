"""A quick answer for phone numbers in plain form, by the rules of phonenumbers; anything unusual is left to it."""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

_PLAIN = re.compile(r"(\+?)([(\d][\d ().-]{3,24}\d)(?:x(\d{1,7}))?")
_NOT_PLAIN = re.compile(
    r"\d{4}-\d\d-\d\d|\d{1,2}\.\d{1,2}\.\d{4}$|\d{1,3}(?:\.\d{1,3}){3}$|\d{6,15}\.0+$"
)  # a day, an address of a computer, a number out of a spreadsheet
_SIGNS = str.maketrans("", "", " ().-")
_LONGEST = 17

Answer = tuple[str | None, str | None]
"""(E.164 or None when it is no possible number, extension or None)."""


class _Rules(NamedTuple):
    """How numbers of one region are dialled."""

    code: str
    abroad: re.Pattern[str] | None
    prefix: re.Pattern[str] | None
    rewrites: bool
    national: re.Pattern[str]
    lengths: tuple[int, ...]
    local: tuple[int, ...]

    def possible(self, number: str) -> bool:
        """Whether a number of this length can be dialled from anywhere."""
        return len(number) in self.lengths and len(number) not in self.local


def quick_phone(typed: str, region: str | None) -> Answer | None:
    """(E.164, extension) as phonenumbers would read it in `region` (alpha-2, upper case); None: ask phonenumbers."""
    found = _PLAIN.fullmatch(typed)
    if found is None or _NOT_PLAIN.match(typed):
        return None
    plus, body, extension = found.groups()
    digits = body.translate(_SIGNS)
    if not 6 <= len(digits) <= _LONGEST or (len(digits) == 8 and "." in body):
        return None
    e164 = _abroad(digits) if plus else _at_home(digits, region)
    if e164 == "" and region and typed.startswith("00"):
        e164 = _abroad(digits[2:])
    if e164 is None:
        return None
    return (e164, extension) if e164 else (None, None)


def _abroad(digits: str) -> str | None:
    """E.164 of digits that begin with a country code; '' when impossible, None when not sure."""
    for length in (1, 2, 3):
        rules = _of_code(digits[:length])
        if rules is not None:
            number = _national(digits[length:], rules)
            if number is None:
                return None
            return f"+{rules.code}{number}" if rules.possible(number) else ""
    return None


def _at_home(digits: str, region: str | None) -> str | None:
    """As `_abroad`, for digits dialled inside a region."""
    if region is None:
        return ""
    rules = _of_region(region)
    if rules is None or digits.startswith(rules.code):
        return None
    away = rules.abroad.match(digits) if rules.abroad else None
    if away:
        rest = digits[away.end() :]
        return None if rest[:1] in ("", "0") or len(rest) < 6 else _abroad(rest)
    number = _national(digits, rules)
    main = _of_code(rules.code)
    if number is None or main is None:
        return None
    if main.possible(number):
        return f"+{rules.code}{number}"
    return ""


def _national(digits: str, rules: _Rules) -> str | None:
    """The digits without the prefix dialled inside the country, where it is one; None when not sure."""
    found = rules.prefix.match(digits) if rules.prefix else None
    if found is None:
        return digits
    if rules.rewrites or found.groups():
        return None
    rest = digits[found.end() :]
    if rules.national.fullmatch(digits) and not rules.national.fullmatch(rest):
        return digits
    if len(rest) in rules.local:
        return digits
    return rest if len(rest) in rules.lengths or len(rest) > rules.lengths[-1] else digits


@cache
def _of_region(region: str) -> _Rules | None:
    from phonenumbers import PhoneMetadata  # deferred: 25 ms that only phones need

    told = PhoneMetadata.metadata_for_region(region, None)
    return _rules(told) if told is not None else None


@cache
def _of_code(code: str) -> _Rules | None:
    if code[:1] in ("", "0"):
        return None
    from phonenumbers import COUNTRY_CODE_TO_REGION_CODE, PhoneMetadata  # deferred: see above

    regions = COUNTRY_CODE_TO_REGION_CODE.get(int(code))
    told = PhoneMetadata.metadata_for_region_or_calling_code(int(code), regions[0]) if regions else None
    return _rules(told) if told is not None else None


def _rules(told: object) -> _Rules:
    general = told.general_desc  # type: ignore[attr-defined]  # phonenumbers tells no types for its metadata
    prefix = told.national_prefix_for_parsing  # type: ignore[attr-defined]
    abroad = told.international_prefix  # type: ignore[attr-defined]
    return _Rules(
        code=str(told.country_code),  # type: ignore[attr-defined]
        abroad=re.compile(abroad) if abroad else None,
        prefix=re.compile(prefix) if prefix else None,
        rewrites=bool(told.national_prefix_transform_rule),  # type: ignore[attr-defined]
        national=re.compile(general.national_number_pattern),
        lengths=tuple(general.possible_length),
        local=tuple(general.possible_length_local_only),
    )
