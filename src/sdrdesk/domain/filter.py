"""The filter language: `stage:prospect quiet>14 obj:price,budget -tag:x "free words"` as conditions.

Every condition must hold; a `|` between conditions means or, commas and `|` inside a value mean any of these.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from .dates_in import iso_day
from .errors import DeskError
from .filter_fields import (
    AGE,
    ANY_DAY,
    CATEGORY,
    CELL,
    CHOICE,
    COMPARED,
    CONCERN,
    DAY,
    DECIMAL,
    FIELDS,
    FLAG,
    LISTED,
    MONEY,
    NONE,
    NUMBER,
    SOME,
    WORDS,
    Field,
)
from .filter_own import decimal, listed
from .folding import fold
from .money import parse_amount
from .objection import match_category, match_concern
from .text import clip, visible
from .when import parse_when

FREE = "words"
"""The field of a condition that is free words: the beginning of a name, e-mail or phone."""
PHRASE = '"'
"""The sign of a condition whose words follow one another as they were quoted."""
LONGEST = 1000
_SHAPE = re.compile(r"([A-Za-z_]+)(>=|<=|:|=|<|>)(.*)", re.DOTALL)
_CELL = re.compile("([A-Da-d]|[-–—])?([1-4])?")
_BARE = re.compile(r"[A-Za-z0-9.: ]+")
_MONTH = "(jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]*"
_NUMBER_OF_A_DAY = r"\d{1,2}(st|nd|rd|th|\.)?"
_DAY_OF_MONTH = re.compile(
    rf"{_MONTH} {_NUMBER_OF_A_DAY}|{_NUMBER_OF_A_DAY} {_MONTH}|(mon|tue|wed|thu|fri|sat|sun)[a-z]* {_NUMBER_OF_A_DAY}",
    re.IGNORECASE,
)
"""What means a day, also one that there is not."""
_TURNED = {"<": ">", "<=": ">=", ">": "<", ">=": "<=", "=": "="}
PHRASED = ("text", "title")
"""Fields in whose texts a quoted value is looked for as it stands; it keeps its quotes."""
_YES, _NO = ("yes", "y", "true", "1"), ("no", "n", "false", "0")
_MOST = 10**9

Value = str | int | float
NOTHING_MORE: Mapping[str, Field] = {}


class Condition(NamedTuple):
    """One thing that must hold of an account, or, `negated`, must not.

    `sign` is = < <= > >= or PHRASE; `values` are alternatives: ids, folded words, whole numbers, minor units, ISO days.
    It was typed from letter `start` to before letter `end`.
    """

    field: str
    sign: str
    values: tuple[Value, ...]
    negated: bool
    start: int
    end: int


class Filter(NamedTuple):
    """What a list is narrowed to: any of the ways, and of a way every condition."""

    text: str
    ways: tuple[tuple[Condition, ...], ...]

    @property
    def free_words(self) -> str | None:
        """The words, when the filter is nothing else; None when it asks for more."""
        every = [condition for way in self.ways for condition in way]
        if len(self.ways) > 1 or any(one.field != FREE or one.negated or one.sign == PHRASE for one in every):
            return None
        return " ".join(str(one.values[0]) for one in every)

    def __bool__(self) -> bool:
        return bool(self.ways)


class FilterError(DeskError):
    """A filter that cannot be read; the word at fault stands from letter `start` to before letter `end`."""

    def __init__(self, sentence: str, start: int, end: int) -> None:
        super().__init__(sentence)
        self.start = start
        self.end = end


class Word(NamedTuple):
    """A word of the filter as typed, quotes included, and where it stands."""

    text: str
    number: int
    start: int
    end: int


def parse_filter(text: str, today: date, currency: str, own: Mapping[str, Field] = NOTHING_MORE) -> Filter:
    """Read a filter; days are seen from `today`, amounts are in `currency` (ISO code) unless they say another.

    `own` are further fields, by their word, that the rep has declared. An empty text narrows to nothing.
    Raises FilterError naming the word that cannot be read, and why.
    """
    if len(text) > LONGEST:
        raise FilterError(f"A filter has {LONGEST} letters at most; keep parts of it as views.", LONGEST, len(text))
    fields = {**own, **FIELDS} if own else FIELDS
    ways: list[list[Condition]] = [[]]
    for word in _dates_together(list(words(text)), today, fields):
        if word.text == "|":
            ways.append([])
            continue
        condition = _condition(word, today, currency, fields)
        if condition is not None:
            ways[-1].append(condition)
    return Filter(text, tuple(tuple(way) for way in ways if way))


def words(text: str) -> Iterator[Word]:
    """The words of a filter, parted by blanks outside quotes."""
    start, quoted, number = -1, False, 0
    for at, letter in enumerate(text + " "):
        if letter == '"':
            quoted = not quoted
        if letter.isspace() and (not quoted or at == len(text)):
            if start >= 0:
                number += 1
                yield Word(text[start:at], number, start, at)
            start = -1
        elif start < 0:
            start = at


def _dates_together(every: list[Word], today: date, fields: Mapping[str, Field]) -> Iterator[Word]:
    """The words, but a day that is written in two or three of them (`next<feb 30`, `created>in 2w`) is one."""
    at = 0
    while at < len(every):
        word = every[at]
        at += 1
        shape = _SHAPE.fullmatch(word.text.removeprefix("-"))
        field = fields.get(shape[1].casefold()) if shape is not None else None
        if shape is not None and field is not None and field.kind in (DAY, ANY_DAY) and '"' not in word.text:
            for more in (2, 1):
                following = every[at : at + more]
                said = " ".join((shape[3], *(one.text for one in following)))
                if len(following) == more and _BARE.fullmatch(said) and _means_a_day(said, today):
                    at += more
                    text = f"{word.text} {' '.join(one.text for one in following)}"
                    word = Word(text, word.number, word.start, following[-1].end)
                    break
        yield word


def _means_a_day(said: str, today: date) -> bool:
    if _DAY_OF_MONTH.fullmatch(said):
        return True
    try:
        parse_when(said, today, allow_past=True)
    except DeskError:
        return False
    return True


def _condition(word: Word, today: date, currency: str, fields: Mapping[str, Field]) -> Condition | None:
    negated = len(word.text) > 1 and word.text.startswith("-") and not word.text[1].isspace()
    said = word.text[1:] if negated else word.text
    shape = _SHAPE.fullmatch(said)
    if shape is None or said.startswith('"'):
        free = fold(said.replace('"', " "))
        sign = PHRASE if said.startswith('"') and " " in free.strip() else "="
        return Condition(FREE, sign, (free,), negated, word.start, word.end) if any(map(str.isalnum, free)) else None
    name, sign, value = shape[1].casefold(), "=" if shape[2] == ":" else shape[2], shape[3]
    field = fields.get(name)
    if field is None:
        raise _error(word, f"there is no field “{visible(shape[1])}”; {_fields_like(name, fields)}")
    if sign != "=" and field.kind not in COMPARED:
        raise _error(word, f"{name} is or is not: write {field.example}")
    try:
        values = tuple(_value(name, field, one, today, currency) for one in _alternatives(value, field))
    except FilterError:
        raise
    except DeskError as reason:
        raise _error(word, str(reason)) from None
    if not values:
        raise _error(word, _wanted(name, field))
    if sign != "=" and (len(values) > 1 or NONE in values):
        raise _error(word, f"one value goes with {sign}: write {field.example}")
    if field.kind == AGE:
        sign = _TURNED[sign]
    return Condition(name, sign, values, negated, word.start, word.end)


def _alternatives(value: str, field: Field) -> list[str]:
    """The parts of a value: between commas and bars outside quotes; an amount may hold commas."""
    bar = "[|]" if field.kind in (MONEY, DECIMAL) else "[|,]"
    parts = re.findall(rf'(?:"[^"]*(?:"|$)|(?!{bar}).)+', value, re.DOTALL)
    if field.kind == WORDS:
        return [part.strip() for part in parts if part.replace('"', "").strip()]
    return [part.replace('"', "").strip() for part in parts if part.replace('"', "").strip()]


def _value(name: str, field: Field, text: str, today: date, currency: str) -> Value:
    kind = field.kind
    if kind == CHOICE:
        return _choice(text, field.choices)
    if kind in (NUMBER, AGE):
        number = _number(text.removesuffix("d") if kind == AGE else text)
        return number if kind == NUMBER else (today - timedelta(days=min(number, 300_000))).isoformat()
    if kind == ANY_DAY and (day := iso_day(text)):
        return day
    if kind in (DAY, ANY_DAY):
        return NONE if text.casefold() == NONE else parse_when(text, today, allow_past=True).day.isoformat()
    if kind == MONEY:
        amount = parse_amount(text, currency)
        if amount.currency != currency:
            raise DeskError(f"values are compared in {currency}, not in {amount.currency}")
        return amount.minor
    if kind == FLAG:
        return _flag(text, field)
    if kind in (DECIMAL, LISTED):
        return NONE if text.casefold() == NONE else (decimal if kind == DECIMAL else listed)(text, field)
    if kind == CELL:
        return _cell(text, field)
    if kind in (CATEGORY, CONCERN):
        if text.casefold() in (("open", SOME, NONE) if kind == CATEGORY else ()):
            return text.casefold()
        return match_category(text) if kind == CATEGORY else match_concern(text)
    word = fold(text.replace('"', " ")).strip()
    if not any(map(str.isalnum, word)):
        raise DeskError(_wanted(name, field))
    return f'"{word}"' if text.startswith('"') and " " in word and name in PHRASED else word


def _choice(text: str, choices: tuple[str, ...]) -> str:
    typed = text.casefold().replace("-", "_")
    found = [choice for choice in choices if choice == typed] or [one for one in choices if one.startswith(typed)]
    if len(found) == 1:
        return found[0]
    shown = clip(visible(text), 30)
    if found:
        raise DeskError(f"“{shown}” could be {' or '.join(found)}; type one more letter")
    raise DeskError(f"“{shown}” is none of {', '.join(choices)}")


def _number(text: str) -> int:
    if not (text.isascii() and text.isdigit()) or int(text[:12]) > _MOST:
        raise DeskError(f"“{clip(visible(text), 30)}” is no whole number")
    return int(text)


def _flag(text: str, field: Field) -> int:
    if text.casefold() in _YES + _NO:
        return int(text.casefold() in _YES)
    raise DeskError(f"“{clip(visible(text), 30)}” is neither yes nor no: write {field.example}")


def _cell(text: str, field: Field) -> str:
    """A cell as grade and band, either of them a dot where any will do; an unknown fit is a dash."""
    found = _CELL.fullmatch(text.strip())
    if found is None or not text.strip():
        raise DeskError(f"“{clip(visible(text), 30)}” is no cell of A1 to D4: write {field.example}")
    grade = (found[1] or ".").upper()
    return f"{'–' if grade in '-–—' else grade}{found[2] or '.'}"


def _wanted(name: str, field: Field) -> str:
    if field.choices:
        return f"say which: {', '.join(field.choices)}"
    return f"say what: {field.example}"


def _fields_like(name: str, fields: Mapping[str, Field]) -> str:
    alike = [one for one in fields if one.startswith(name[:2])]
    return f"do you mean {' or '.join(alike[:3])}?" if alike else f"there is {', '.join(fields)}"


def _error(word: Word, reason: str) -> FilterError:
    why = visible(reason).rstrip(".")
    sentence = f"Word {word.number}, “{clip(visible(word.text), 30)}”: {why}{'' if why.endswith('?') else '.'}"
    return FilterError(sentence, word.start, word.end)
