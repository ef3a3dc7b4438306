"""The next step of an account: what kind, what, and when, read from one line such as `send plan fri 9`."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, time
from typing import NamedTuple

from .clock_words import clock_time
from .errors import DeskError, NoSuchDay
from .when import When, parse_when

KINDS = ("call", "mail", "meeting", "message", "task", "proof", "proposal", "wait", "check_in")

_SAID: Mapping[str, str] = {
    "call": "call", "ring": "call", "dial": "call", "phone": "call",
    "mail": "mail", "email": "mail", "e-mail": "mail", "send": "mail", "write": "mail",
    "meet": "meeting", "meeting": "meeting", "demo": "meeting", "visit": "meeting",
    "message": "message", "linkedin": "message", "text": "message",
    "proposal": "proposal", "offer": "proposal", "quote": "proposal",
    "proof": "proof", "case": "proof",
    "wait": "wait", "waiting": "wait",
    "check-in": "check_in", "checkin": "check_in", "check_in": "check_in",
}  # fmt: skip


class NextStep(NamedTuple):
    """One dated act to come; `time` is local 'HH:MM' for a promised hour, else None."""

    kind: str
    what: str | None
    due: str
    time: str | None


def parse_next(
    text: str,
    today: date,
    now: time | None = None,
    closed: frozenset[date] = frozenset(),
    default_kind: str = "call",
) -> NextStep:
    """Read `what when`: the longest ending that is a time is the time, what stands before it is the act.

    `thu 10` alone is a `default_kind`. Raises DeskError when no ending is a time, or names a day that cannot be: of
    `feb 30` the 30 alone is not read as thirty days.
    """
    words = text.split()
    if not words:
        raise DeskError("Say what and when, for example: call thu 10, or send plan fri.")
    refusal: DeskError | None = None
    for start in range(len(words)):
        try:
            when = parse_when(" ".join(words[start:]), today, now, closed)
        except NoSuchDay as error:
            if not error.rest or clock_time(error.rest) is not None:
                raise
            continue
        except DeskError as error:
            refusal = refusal or error
            if start == len(words) - 1:
                raise refusal if len(words) == 1 else DeskError(
                    f"“{text.strip()}” has no time in it; end it with one, for example: thu 10, in 3d, 15 jan."
                ) from None
            continue
        return made(" ".join(words[:start]), when, default_kind)
    raise AssertionError("unreachable: the last word either parsed or was refused")


def made(what: str, when: When, default_kind: str = "call") -> NextStep:
    """The step of these words and this time; the first word says its kind."""
    first = what.split()[0].lower().rstrip(":,") if what.split() else ""
    kind = _SAID.get(first, default_kind if not what else "task")
    rest = None if what.lower() == first and first in _SAID else what or None
    clock = when.time.strftime("%H:%M") if when.time else None
    return NextStep(kind, rest, when.day.isoformat(), clock)


def say_kind(kind: str) -> str:
    """The kind in a rep's words."""
    return {"check_in": "check-in"}.get(kind, kind)


def say_step(kind: str, what: str | None) -> str:
    """`call: budget sign-off`, `send plan`, `call`; what we wait for as `waiting for contract`."""
    if kind == "wait":
        return _say_waiting(what)
    if not what:
        return say_kind(kind)
    first = what.split()[0].lower()
    return what if _SAID.get(first) == kind or kind == "task" else f"{say_kind(kind)}: {what}"


def _say_waiting(what: str | None) -> str:
    """`waiting for contract`, `waiting: until the board has met`, `waiting`."""
    words = (what or "").split()
    if words and words[0].lower().rstrip(":,") in ("wait", "waiting"):
        words = words[1:]
    if not words:
        return "waiting"
    return f"waiting {' '.join(words)}" if words[0].lower() in ("for", "on") else f"waiting: {' '.join(words)}"
