"""Headers with two meanings, settled by the columns beside them and by what stands below them."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from sdrdesk.domain.leads import IDENTITY

_ROWS = 100
_EMAIL = re.compile(r"[^\s@<>]+@[^\s@<>]+\.[^\s@<>.]{2,}")
_BARE_NAMES = frozenset({"name", "nombre", "nom", "nome", "naam", "namn", "navn", "imie", "имя", "名"})
_TWO_MEANINGS = frozenset(
    "title|titel|accountid|url|linkedin|linkedin url|date|datum|fecha|data|lead name|display name".split("|")
)
_COMPANY_FACTS = frozenset({"industry", "employees", "annual_revenue", "company_linkedin_url"})
_PERSON_FACTS = frozenset({"first_name", "last_name", "phone_mobile", "title", "gender", "linkedin_url"})
_PERSON = _PERSON_FACTS | {"email", "full_name"}
_CALL = frozenset({"call_started", "call_duration", "call_outcome", "call_direction", "call_purpose", "call_subject"})
_DEAL = frozenset({"amount", "stage", "close_date", "probability", "lost_reason"})
_REACH = frozenset({"email", "email_other", "phone", "phone_mobile", "phone_other", "first_name", "last_name"})
_NAMED = frozenset({"first_name", "last_name", "title", "phone_mobile"})


@dataclass(slots=True)
class Column:
    """One column while its meaning is being settled: header as typed, its normal form, what it means so far."""

    header: str
    name: str
    concept: str | None
    place: int
    sample: Sequence[Sequence[str]]

    def cells(self) -> list[str]:
        """Its filled cells in the sample's first rows."""
        here = self.place
        return [row[here] for row in self.sample[:_ROWS] if here < len(row) and row[here].strip()]

    def by_values(self, taken: set[str]) -> str | None:
        """E-mail, when nearly every filled cell is one and no other column holds them."""
        if "email" in taken:
            return None
        cells = self.cells()
        matching = sum(_EMAIL.fullmatch(cell.strip()) is not None for cell in cells)
        return "email" if cells and matching * 5 >= len(cells) * 4 else None

    def repeats(self) -> bool:
        """Whether the same cells come again and again: then they name a group of rows, not the row."""
        cells = self.cells()
        return len(cells) >= 5 and len(set(cells)) * 10 < len(cells) * 9

    def is_a_kind(self) -> bool:
        """Whether the same few words fill it: `cellular`, `telephone`; nobody is called so."""
        cells = self.cells()
        return len(cells) >= 20 and len(set(cells)) * 10 <= len(cells)

    def holds(self, words: str) -> bool:
        """Whether most filled cells contain `words`."""
        cells = self.cells()
        return bool(cells) and sum(words in cell.casefold() for cell in cells) * 2 > len(cells)


def settle(columns: list[Column], source_key: str | None) -> None:
    """Decide the columns that could mean two things, in place."""
    for column in columns:
        if column.name in _BARE_NAMES:
            column.concept = _bare_name(column, columns)
        elif source_key is None and column.name in _TWO_MEANINGS:
            column.concept = _by_neighbours(column, columns)
    for column in columns:
        if column.concept == "external_id" and column.repeats():
            column.concept = "ignore"
        others = {other.concept for other in columns if other.concept and other is not column}
        if column.concept == "full_name" and not others & IDENTITY and column.is_a_kind():
            column.concept = "ignore"


def _bare_name(column: Column, columns: list[Column]) -> str:
    """`Name`: the first or the last name when its other half stands beside it, a company, a deal or a whole name."""
    others = {other.concept for other in columns if other is not column and other.name not in _BARE_NAMES}
    if "first_name" in others and "last_name" in others:
        return "full_name"
    if "last_name" in others and column.name not in ("name", "nom"):
        return "first_name"
    if "first_name" in others:
        return "last_name" if column.name in ("name", "nom", "naam", "nazwisko") else "full_name"
    if "company" not in others:
        if len(others & _DEAL) >= 2 and not others & _REACH:
            return "deal_name"
        facts = 0 if others & _PERSON_FACTS else len(others & _COMPANY_FACTS)
        if column.concept == "company" or facts > 1 or (facts and "email" not in others):
            return "company"
    return "full_name"


def _by_neighbours(column: Column, columns: list[Column]) -> str | None:
    names = {other.name for other in columns}
    concepts = [other.concept for other in columns if other is not column]
    match column.name:
        case "title" if "job title" in names:
            return "name_prefix"
        case "titel" if not names & {"position", "funktion", "berufsbezeichnung", "functie", "anrede"}:
            return "title" if "voornaam" in names else "name_prefix"
        case "accountid" if "company" in concepts and not _PERSON.intersection(concepts):
            return "external_id"
        case "url" if column.holds("linkedin.com/"):
            return "linkedin_url"
        case "linkedin" | "linkedin url" if column.holds("linkedin.com/company"):
            return "company_linkedin_url"
        case "date" | "datum" | "fecha" | "data" if len(_CALL.intersection(concepts)) >= 1 or "created" in concepts:
            return "call_started" if _CALL.intersection(concepts) else None
        case "lead name" | "display name" if "full_name" in concepts or {"first_name", "last_name"} <= set(concepts):
            return "full_name" if "company" in concepts else "company"
    return column.concept


def object_of(columns: Sequence[Column], told: str) -> str:
    """What a row of the file is: people, companies, deals, orders, calls (activities and notes too), or unknown."""
    has = {column.concept for column in columns if column.concept}
    if told:
        return told
    if {"ordered_on", "amount"} <= has and not has & {"title", "phone_mobile"}:
        return "orders"
    if len(has & _CALL) >= 2 and not (has & _NAMED):
        return "calls"
    if ("deal_name" in has or len(has & _DEAL) >= 2) and not has & _REACH:
        return "deals"
    if "deal_name" in has and has & _DEAL and not has & (_NAMED | {"full_name"}):
        return "deals"
    if not has & IDENTITY:
        return "unknown"
    if "company" in has and not has & {"full_name", "first_name", "last_name", "phone_mobile", "title"}:
        return "companies" if "email" not in has or has & _COMPANY_FACTS else "people"
    return "people"
