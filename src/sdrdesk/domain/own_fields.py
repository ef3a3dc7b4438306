"""Fields of the rep's own: declared once with a type, their values kept in one form beside what a source said."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from .dates_in import Order, iso_day
from .errors import DeskError
from .filter_fields import ANY_DAY, DECIMAL, FIELDS, LISTED, WORDS, Field
from .folding import fold
from .leads import normal_form
from .text import clip, visible

KEY = "own_fields"
"""Key in the JSON of `account.fields` and `contact.fields` under which the values stand, by name of the field."""
ACCOUNT, CONTACT = "account", "contact"
TEXT, NUMBER, DATE, CHOICE = "text", "number", "date", "choice"
TYPES = (TEXT, NUMBER, DATE, CHOICE)
LONGEST_NAME, LONGEST_LABEL, LONGEST_VALUE, MOST_CHOICES = 30, 40, 10_000, 50

_NAME = re.compile(rf"[a-z][a-z_]{{0,{LONGEST_NAME - 1}}}")
_CORE = frozenset(
    "name email phone mobile website site company employees playbook referred_by do_not_contact words".split()
)
_NUMBER = re.compile(r"([+\-\u2212]?)[€$£]?\s?(\d[\d.,'\u2019\u00a0\u202f _]*)\s?[€$£%]?")
_KINDS = {TEXT: WORDS, NUMBER: DECIMAL, DATE: ANY_DAY, CHOICE: LISTED}
_EXAMPLES = {TEXT: "{}:word", NUMBER: "{}>100", DATE: "{}<2026-02-01"}
_WANTS = {NUMBER: "a number, such as 1200 or 12.5", DATE: "a day, such as 2026-02-01"}


class OwnField(NamedTuple):
    """A declared field. `name` is its word in filters and commands; `column` the header it has in files, where that is
    another than name or label; `choices` are the values of a choice."""

    name: str
    label: str
    on: str
    type: str
    choices: tuple[str, ...] = ()
    column: str = ""

    @property
    def headers(self) -> frozenset[str]:
        """The columns of a file that mean this field, in normal form."""
        return frozenset(normal_form(text) for text in (self.name, self.label, self.column) if text)

    @property
    def wants(self) -> str:
        """What a value looks like, in words."""
        return f"one of {', '.join(self.choices)}" if self.type == CHOICE else _WANTS.get(self.type, "text")


class Held(NamedTuple):
    """A value as it is kept; `fits` is False for one that is not of the field's type and stays as typed."""

    name: str
    label: str
    text: str
    fits: bool


def why_no_name(name: str) -> str:
    """Why a field cannot be called so; empty when it can."""
    if not _NAME.fullmatch(name):
        return f"must be a word of small letters and _, {LONGEST_NAME} at most, such as team_size"
    if name in FIELDS or name in _CORE:
        return f"cannot be {name}, the desk has a field of that name; choose another, such as my_{name}"
    return ""


def read_value(field: OwnField, text: str, order: Order = "mdy") -> str | None:
    """The value as it is kept (a number as decimal text, a day as ISO, a choice as listed); None when it is none."""
    text = text.strip()
    if field.type == NUMBER:
        return _decimal(text)
    if field.type == DATE:
        return iso_day(text, order)
    if field.type == CHOICE:
        return choice_of(field.choices, text)
    return text[:LONGEST_VALUE] or None


def choice_of(choices: Iterable[str], text: str) -> str | None:
    """The choice that is meant, whatever its case and accents; None for none of them."""
    wanted = fold(text)
    return next((one for one in choices if fold(one) == wanted), None)


def kept(field: OwnField, text: str, order: Order = "mdy") -> str:
    """What is kept of a source's text: the value, or the text as typed where it is none."""
    return read_value(field, text, order) or text.strip()[:LONGEST_VALUE]


def typed_value(field: OwnField, text: str) -> str:
    """A value that somebody types; empty for none. Raises DeskError naming the field and what it takes."""
    if not text.strip():
        return ""
    found = read_value(field, text)
    if found is None:
        said = clip(visible(text.strip()), 40)
        raise DeskError(f"{visible(field.label)} takes {visible(field.wants)}; “{said}” is none.")
    return found


def _decimal(text: str) -> str | None:
    found = _NUMBER.fullmatch(text) if len(text) <= 40 else None
    if found is None or not text.isprintable():
        return None
    figures = re.sub("['\u2019\u00a0\u202f _]", " ", found[2]).strip()
    points = re.findall("[., ]", figures)
    whole, part = figures, ""
    if points and points[-1] != " " and points.count(points[-1]) == 1:
        head, point, tail = figures.rpartition(points[-1])
        thousands = point == "," and len(points) == 1 and len(tail) == 3 and 1 <= len(head) <= 3 and head != "0"
        if not thousands:
            whole, part = head, tail
    grouped = whole.isdigit() or re.fullmatch(r"\d{1,3}([., ])\d{3}(?:\1\d{3})*", whole)
    if not whole.isascii() or not grouped or (part and not (part.isascii() and part.isdigit())):
        return None
    digits, part = re.sub(r"\D", "", whole).lstrip("0") or "0", part.rstrip("0")
    said = f"{digits}.{part}" if part else digits
    return f"-{said}" if found[1] in ("-", "\u2212") and said != "0" else said


# -- the stored values -------------------------------------------------------------------------------------------


def stored(fields: str | None) -> dict[str, Any]:
    """A record's further fields as they stand in the file; nothing of what is no object."""
    try:
        told = json.loads(fields) if fields else {}
    except ValueError:
        return {}
    return told if isinstance(told, dict) else {}


def values_in(told: Mapping[str, Any]) -> dict[str, str]:
    """The values kept by name; an empty one was taken away by hand."""
    mine = told.get(KEY)
    return {str(name): str(text) for name, text in mine.items()} if isinstance(mine, dict) else {}


def held(declared: Iterable[OwnField], on: str, fields: str | None) -> tuple[Held, ...]:
    """What a record has of the declared fields, in their order."""
    mine = values_in(stored(fields)) if fields and KEY in fields else {}
    return tuple(
        Held(field.name, field.label, mine[field.name], read_value(field, mine[field.name]) == mine[field.name])
        for field in declared
        if field.on == on and mine.get(field.name)
    )


def with_values(fields: str | None, changes: Mapping[str, str]) -> str:
    """The JSON of a record's fields with these values in it; an empty one says that it was taken away."""
    told = stored(fields)
    told[KEY] = {**values_in(told), **changes}
    return json.dumps(told, ensure_ascii=False, separators=(",", ":"))


# -- in filters --------------------------------------------------------------------------------------------------


def in_filters(declared: Iterable[OwnField]) -> dict[str, Field]:
    """The fields as words of the filter language."""
    return {field.name: Field(_KINDS[field.type], field.label, _example(field), field.choices) for field in declared}


def _example(field: OwnField) -> str:
    if field.type != CHOICE:
        return _EXAMPLES[field.type].format(field.name)
    choice = next((one for one in field.choices if " " not in one), f'"{field.choices[0]}"')
    return f"{field.name}:{clip(visible(choice), 20)}"
