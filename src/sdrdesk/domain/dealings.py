"""What was dealt with an account, as one row of a file tells it: a deal, an order, a call, an activity or a note."""

from __future__ import annotations

from typing import Any, NamedTuple

from .activity import KINDS
from .disposition import by_id
from .errors import DeskError
from .money import parse_amount
from .outcome_words import disposition_of, done_what, is_to_come, standing_of, was_missed
from .pipeline import LOST_REASONS
from .text import clean, clip

DEALINGS = ("deals", "orders", "calls")
"""What the rows of a file may be besides people and companies; calls are activities and notes as well."""
WHOSE = frozenset({
    "company", "website", "account_ref", "contact_ref", "email", "email_other", "phone", "phone_mobile", "phone_other",
    "full_name", "first_name", "last_name",
})  # fmt: skip
"""Concepts that tell to whom such a row belongs."""
NEEDS = {
    "deals": (("deal_name", "amount", "stage"), "a deal's name, value or stage"),
    "orders": (("amount",), "an amount"),
    "calls": (("call_started", "created"), "a day"),
}
"""Kind of file -> concepts of which it has one at least, and how that is said."""

_NOBODY = frozenset({"", "0", "null", "none", "-", "n/a"})
_LONGEST_NAME = 200
_LONGEST_TEXT = 20_000


class Fact(NamedTuple):
    """A row of the desk to be: its table, its columns but for whose it is, and what is to be known about its reading.

    `day` and `at` (`2026-03-02T09:14:00`, with an offset if the file has one) say when; `mark` tells rows without an
    id of their own apart.
    """

    table: str
    columns: dict[str, Any]
    day: str
    mark: str
    note: str = ""
    at: str = ""


class Unreadable(NamedTuple):
    """Why a row is none; `later` is one that is only still to come, which is no fault."""

    why: str
    later: bool = False


def read_dealing(kind: str, values: dict[str, str], today: str, currency: str) -> Fact | Unreadable:
    """What a row of such a file says. `today` is an ISO day; bare amounts are in `currency`."""
    reading = {"deals": _deal, "orders": _order, "calls": _done}[kind]
    return reading(values, today, currency)


def reference(values: dict[str, str], concept: str) -> str | None:
    """The id by which a row refers to somebody: of several joined by `;` the first; None for 0 and its like."""
    first = values.get(concept, "").partition(";")[0].strip()
    return None if first.casefold() in _NOBODY else first


def subject_of(values: dict[str, str]) -> str:
    """What a row is about, for a list."""
    told = ("deal_name", "order_what", "call_subject", "call_purpose", "call_outcome", "call_note", "notes", "amount")
    return clip(next((values[concept] for concept in told if values.get(concept)), ""), 60)


# -- deals and orders ------------------------------------------------------------------------------------------------


def _deal(values: dict[str, str], today: str, currency: str) -> Fact | Unreadable:
    name = _line(values.get("deal_name") or values.get("order_what") or values.get("company", ""))
    if not name:
        return Unreadable("is a deal without a name")
    worth = _money(values, currency)
    if isinstance(worth, Unreadable):
        return worth
    stage = values.get("stage", "")
    at = standing_of(stage, values.get("status", ""))
    opened = _past(values, ("created",), today)
    columns: dict[str, Any] = {
        "name": name, "step": at.step, "outcome": at.outcome, "value_minor": worth[0], "currency": worth[1],
        "opened_on": opened, "expected_close": None, "closed_on": None, "close_reason": None, "why": None,
    }  # fmt: skip
    if at.outcome == "open":
        columns["expected_close"] = _day(values, "close_date")
    else:
        columns["closed_on"] = max(opened, _past(values, ("close_date", "updated"), today))
        if at.outcome == "lost" and values.get("lost_reason"):
            columns["close_reason"], columns["why"] = _lost(values["lost_reason"])
    note = "" if at.known else f"stage “{clip(stage or values.get('status', ''), 30)}” is taken for {at.step}"
    return Fact("deal", columns, opened, name, note)


def _lost(reason: str) -> tuple[str | None, str]:
    said = " ".join(reason.split())
    word = said.casefold().replace(" ", "_")
    found = next((one for one, label in LOST_REASONS.items() if word in (one, label.replace(" ", "_"))), None)
    return found, clip(said, _LONGEST_NAME)


def _order(values: dict[str, str], today: str, currency: str) -> Fact | Unreadable:
    worth = _money(values, currency)
    if isinstance(worth, Unreadable):
        return worth
    if worth[0] is None:
        return Unreadable("is an order without an amount")
    day = _day(values, "ordered_on") or _day(values, "created") or _day(values, "close_date")
    if day is None:
        return Unreadable("is an order without a day that can be read")
    if day > today:
        return Unreadable(f"is an order of a day still to come ({day})")
    what = _line(values.get("order_what") or values.get("deal_name", "")) or None
    columns = {"ordered_on": day, "amount_minor": worth[0], "currency": worth[1], "what": what}
    return Fact("order", columns, day, f"{day} {worth[0]} {worth[1]} {what or ''}")


def _money(values: dict[str, str], currency: str) -> tuple[int | None, str | None] | Unreadable:
    text = values.get("amount", "")
    if not text.strip():
        return None, None
    named = values.get("currency", "").strip().upper()
    try:
        money = parse_amount(text, named if len(named) == 3 and named.isalpha() else currency)
    except DeskError:
        return Unreadable(f"has an amount that cannot be read: {clip(text, 30)}")
    if money.minor < 0:
        return Unreadable(f"has an amount below zero: {clip(text, 30)}")
    return money.minor, money.currency


# -- calls, activities, notes ----------------------------------------------------------------------------------------


def _done(values: dict[str, str], today: str, currency: str) -> Fact | Unreadable:
    started = values.get("call_started") or values.get("created", "")
    day = started[:10]
    if not _is_day(day):
        return Unreadable("has no day that can be read" if started else "has no day")
    status = values.get("status", "")
    if status and is_to_come(status):
        return Unreadable("is not done yet", later=True)
    if day > today:
        return Unreadable(f"is still to come ({day})", later=True)
    what, inbound = _what(values), values.get("call_direction", "").strip().casefold()[:2] == "in"
    text = _text(values)
    mark = f"{started} {values.get('call_subject', '')}"
    if what == "call":
        return _call(values, started, text, inbound, mark)
    if what == "note":
        return _note(text, started, mark)
    missed = was_missed(status) or was_missed(values.get("call_outcome", ""))
    kind = {"mail": "reply" if inbound else "mail_sent", "reply": "reply", "message": "message_sent"}.get(what)
    kind = kind or ("meeting_missed" if missed else "meeting_held")
    columns = {"kind": kind, "two_way": int(KINDS[kind].two_way), "text": text}
    return Fact("activity", columns, day, f"{kind} {mark}", at=started)


def _what(values: dict[str, str]) -> str:
    said = done_what(values.get("call_purpose", ""))
    if said:
        return said
    telling = ("call_outcome", "call_duration", "call_direction")
    return "call" if any(values.get(concept) for concept in telling) else "note"


def _call(values: dict[str, str], started: str, text: str | None, inbound: bool, mark: str) -> Fact | Unreadable:
    said = values.get("call_outcome", "")
    found = by_id(disposition_of(said) or "")
    length = values.get("call_duration", "")
    took = int(length) if length.isdecimal() else None
    if found is None:  # a call whose end nobody knows is none of the numbers: it is told, and counted nowhere
        if inbound and not said:
            columns: dict[str, Any] = {"kind": "inbound_call", "two_way": 1, "text": text}
            return Fact("activity", columns, started[:10], f"inbound_call {mark}", at=started)
        how = f"outcome “{clip(said, 30)}” is none the desk knows" if said else "a call without an outcome"
        minutes = f", {max(1, round(took / 60))} min" if took else ""
        told = f"Call{minutes}" + (f", {said}" if said else "") + (f": {text}" if text else "")
        return _note(told, started, mark, f"kept as a note: {how}")
    columns = {
        "direction": "in" if inbound else "out", "mode": "after", "seconds": took, "disposition": found.id,
        "two_way": int(found.two_way), "note": text,
    }  # fmt: skip
    return Fact("call", columns, started[:10], f"call {mark}", at=started)


def _note(text: str | None, started: str, mark: str, note: str = "") -> Fact | Unreadable:
    if not text:
        return Unreadable("says nothing: no subject, no text")
    return Fact("note", {"text": text}, started[:10], f"note {mark}", note, at=started)


def _text(values: dict[str, str]) -> str | None:
    parts: list[str] = []
    for concept in ("call_subject", "call_note", "notes"):
        part = clean(values.get(concept, "")).strip()[:_LONGEST_TEXT]
        if part and part not in parts:
            parts.append(part)
    return "\n".join(parts) or None


def _line(text: str) -> str:
    return " ".join(clean(text).split())[:_LONGEST_NAME]


def _is_day(text: str) -> bool:
    return len(text) == 10 and text[4] == text[7] == "-" and text.replace("-", "").isdecimal()


def _day(values: dict[str, str], concept: str) -> str | None:
    day = values.get(concept, "")[:10]
    return day if _is_day(day) else None


def _past(values: dict[str, str], concepts: tuple[str, ...], today: str) -> str:
    found = (_day(values, concept) for concept in concepts)
    return next((day for day in found if day is not None and day <= today), today)
