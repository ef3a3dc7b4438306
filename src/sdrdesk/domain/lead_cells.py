"""The cells of one row, read by what their column means: addresses, dates, labels, and what is kept as typed."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from .dates_in import Order, iso_day
from .moments_in import moment, seconds

DATES = frozenset({
    "created", "updated", "last_contacted", "next_step_date", "close_date", "call_started", "ordered_on",
})  # fmt: skip

_SIGNS = " \t\r\n"
_NO_ANSWER = frozenset({"n/a", "#n/a", "-none-", "[not provided]", "(null)", "-", "--", "#ref!", "undefined"})
_NO_ADDRESS = _NO_ANSWER | {"null", "none", "nil", "nan", "na", "unknown"}
_LONGEST_PLACEHOLDER = 14


@dataclass(slots=True)
class Row:
    """What has been read of a row so far; `callable_number` is its first further number that is no fax."""

    values: dict[str, str] = field(default_factory=dict)
    fields: dict[str, str] = field(default_factory=dict)
    callable_number: str | None = None


Reader = Callable[[Row, str, str], None]
"""Takes a filled cell (row, header, text) in."""


def reader(concept: str, order: Order) -> Reader | None:
    """How cells of a column with this meaning are read; None when they are kept as typed."""
    if concept == "ignore":
        return None
    if concept == "call_started":
        return _day(concept, order, moment)
    if concept in DATES:
        return _day(concept, order)
    if concept == "call_duration":
        return _duration
    if concept in ("account_ref", "contact_ref"):
        return _reference(concept)
    if concept in ("email", "email_other"):
        return _addresses(concept, "email", _emails)
    if concept in ("phone", "phone_mobile", "phone_other"):
        return _addresses(concept, "phone", _phones)
    if concept == "tags":
        return _tags
    if concept in ("notes", "street"):
        return _gathered(concept, "\n" if concept == "notes" else ", ")
    return _single(concept)


def _single(concept: str) -> Reader:
    def read(row: Row, header: str, text: str) -> None:
        value = text.strip(_SIGNS)
        says_nothing = len(value) <= _LONGEST_PLACEHOLDER and value.casefold() in _NO_ANSWER
        if says_nothing or row.values.setdefault(concept, value) != value:
            row.fields[header] = text

    return read


def _day(concept: str, order: Order, read_day: Callable[[str, Order], str | None] = iso_day) -> Reader:
    def read(row: Row, header: str, text: str) -> None:
        value = read_day(text, order) or text.strip(_SIGNS)
        if row.values.setdefault(concept, value) != value:
            row.fields[header] = text

    return read


def _duration(row: Row, header: str, text: str) -> None:
    """Seconds, in whatever unit the column has them."""
    took = seconds(text, header)
    if took is None or row.values.setdefault("call_duration", str(took)) != str(took):
        row.fields[header] = text


def _reference(concept: str) -> Reader:
    """An id of another file: what it refers to is found by it, and it is kept as typed."""

    def read(row: Row, header: str, text: str) -> None:
        row.fields[header] = text
        if text.strip(_SIGNS) not in ("", "0"):
            row.values.setdefault(concept, text.strip(_SIGNS))

    return read


def _gathered(concept: str, between: str) -> Reader:
    def read(row: Row, header: str, text: str) -> None:
        value = text.strip(_SIGNS)
        if concept in row.values:
            row.values[concept] += between + value
        else:
            row.values[concept] = value

    return read


def _addresses(concept: str, main: str, parts_of: Callable[[str], list[str]]) -> Reader:
    """Cells that may hold several e-mails or numbers: the first keeps its place, the others join `main`_other."""
    other = f"{main}_other"

    def read(row: Row, header: str, text: str) -> None:
        values = row.values
        for value in parts_of(text.strip(_SIGNS)):
            if len(value) <= _LONGEST_PLACEHOLDER and value.casefold() in _NO_ADDRESS:
                row.fields[header] = text
            elif concept != other and concept not in values:
                values[concept] = value
            elif other not in values:
                if value != values.get(main):
                    values[other] = value
            elif value != values.get(main) and value not in values[other].split(", "):
                values[other] += f", {value}"
        if row.callable_number is None and other == "phone_other" and "fax" not in header.casefold():
            row.callable_number = values.get(other, "").rpartition(", ")[2] or None

    return read


def _emails(text: str) -> list[str]:
    if text.count("@") < 2:
        return [text]
    parts = [part.strip() for part in re.split(r"\s*:::\s*|[,;\n]\s*|\s+(?=\S+@)", text)]
    return [part for part in parts if part] if all("@" in part for part in parts if part) else [text]


def _phones(text: str) -> list[str]:
    if text[0] in "'p" and len(text) > 1:
        text = text[1:] if text[0] == "'" and (text[1].isdecimal() or text[1] in "+(") else text.removeprefix("p:")
    if ":::" not in text and "," not in text and ";" not in text and "\n" not in text:
        return [text]
    parts = [part.strip() for part in re.split(r":::|[,;\n]", text) if part.strip()]
    return parts if all(sum(map(str.isdecimal, part)) >= 6 for part in parts) else [text]


def _tags(row: Row, header: str, text: str) -> None:
    """Labels; Google's `* sales ::: * myContacts` are the labels somebody chose, unless there is only its own."""
    value = text.strip(_SIGNS)
    if ":::" in value:
        labels = [label.strip(" *") for label in value.split(":::")]
        chosen = [label for label in labels if label and label.casefold() != "mycontacts"]
        value = ", ".join(chosen) or value
    row.values["tags"] = f"{row.values['tags']}, {value}" if "tags" in row.values else value
