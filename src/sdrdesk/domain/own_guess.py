"""Columns of a file that nobody gave a meaning, as fields of the rep's own: what type their cells look like."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

from .dates_in import iso_day
from .folding import fold
from .leads import Mapping, normal_form
from .own_fields import (
    ACCOUNT,
    CHOICE,
    CONTACT,
    DATE,
    LONGEST_LABEL,
    LONGEST_NAME,
    NUMBER,
    OwnField,
    read_value,
    why_no_name,
)

_LONGEST_HEADER, _LONGEST_CHOICE, _MOST_CHOICES = 200, 40, 12
_FEWEST, _NEARLY_ALL = 2, 0.9
_PEOPLE = frozenset({"full_name", "first_name", "last_name", "email", "title"})
_ANY_NUMBER = OwnField("any", "", ACCOUNT, NUMBER)


def proposals(
    mapping: Mapping, sample: Sequence[Sequence[str]], declared: Collection[OwnField]
) -> list[tuple[str, OwnField]]:
    """(header, field) of each column that is kept as it is and looks like a number, a date or one of a few words."""
    known = {header for field in declared for header in field.headers}
    taken = {field.name for field in declared}
    found = []
    for place, (header, concept) in enumerate(mapping.columns):
        if concept is not None or len(header) > _LONGEST_HEADER or not header.isprintable():
            continue
        if normal_form(header) in known:
            continue
        cells = [row[place].strip() for row in sample if place < len(row) and row[place].strip()]
        type_, choices = type_of(cells)
        if not type_:
            continue
        name = name_of(header, taken)
        taken.add(name)
        label = header.strip()[:LONGEST_LABEL].strip()
        column = "" if normal_form(header) == normal_form(label) else header.strip()
        found.append((header, OwnField(name, label, _on(mapping, sample, place), type_, choices, column)))
    return found


def type_of(cells: Sequence[str]) -> tuple[str, tuple[str, ...]]:
    """The type these filled cells look like, and the choices of a choice; empty for plain text."""
    if len(cells) < _FEWEST:
        return "", ()
    wanted = len(cells) * _NEARLY_ALL
    if sum(not cell.isdecimal() and iso_day(cell) is not None for cell in cells) >= wanted:
        return DATE, ()
    if sum(_is_number(cell) for cell in cells) >= wanted:
        return NUMBER, ()
    spelled: dict[str, str] = {}
    for cell in cells:
        if len(cell) > _LONGEST_CHOICE or not cell.isprintable() or len(spelled) > _MOST_CHOICES:
            return "", ()
        spelled.setdefault(fold(cell), cell)
    few = 2 <= len(spelled) <= _MOST_CHOICES and len(cells) >= 2 * len(spelled)
    return (CHOICE, tuple(spelled.values())) if few else ("", ())


def _is_number(cell: str) -> bool:
    """A number that counts something; what begins with 0 or is very long names something."""
    digits = re.sub(r"\D", "", cell)
    named = (cell[0] == "0" and len(digits) > 1 and cell[1:2] not in ".,") or len(digits) > 12
    return not named and read_value(_ANY_NUMBER, cell) is not None


def name_of(header: str, taken: Collection[str]) -> str:
    """A word for a header that no field has yet."""
    word = re.sub("[^a-z]+", "_", fold(header).lower()).strip("_")[: LONGEST_NAME - 5].strip("_") or "field"
    if why_no_name(word):
        word = f"my_{word}"
    name, further = word, iter(_suffixes())
    while name in taken:
        name = f"{word}_{next(further)}"
    return name


def _suffixes() -> Iterable[str]:
    letters = "bcdefghijklmnopqrstuvwxyz"
    yield from letters
    yield from (one + two for one in letters for two in letters)


def _on(mapping: Mapping, sample: Sequence[Sequence[str]], place: int) -> str:
    """Whether it says something of the company: its people say the same, or the file is of companies."""
    concepts = [concept for _, concept in mapping.columns]
    if "company" not in concepts:
        return CONTACT if _PEOPLE.intersection(map(str, concepts)) else ACCOUNT
    at = concepts.index("company")
    said: dict[str, list[str]] = {}
    for row in sample:
        if max(at, place) < len(row) and row[at].strip() and row[place].strip():
            said.setdefault(fold(row[at]), []).append(fold(row[place]))
    several = [values for values in said.values() if len(values) > 1]
    same = sum(len(set(values)) == 1 for values in several)
    return CONTACT if several and same < len(several) * _NEARLY_ALL else ACCOUNT
