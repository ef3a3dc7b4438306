"""Two records that are one: which facts there are to pick, what is picked unless told otherwise, what comes of it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from .errors import DeskError
from .pipeline import STAGES

Columns = Mapping[str, Any]
LEFT, RIGHT, BOTH = "left", "right", "both"
_JOINED = "; "


class Fact(NamedTuple):
    """A fact that is picked as one: its columns, the first of them the one that tells whether it is there."""

    id: str
    label: str
    columns: tuple[str, ...]
    joins: bool = False
    """Whether the words of both sides can stand in it."""


ACCOUNT_FACTS = (
    Fact("name", "Name", ("name", "name_key", "kind")),
    Fact("website", "Website", ("website", "domain_key")),
    Fact("value", "Worth", ("value_minor", "currency")),
    Fact("industry", "Industry", ("industry",), joins=True),
    Fact("employees", "Employees", ("employees",)),
    Fact("revenue", "Revenue", ("annual_revenue",)),
    Fact("city", "City", ("city",)),
    Fact("country", "Country", ("country",)),
    Fact("owner", "Owner", ("owner",)),
    Fact("source", "Source", ("source",), joins=True),
    Fact("signal", "Signal", ("signal",), joins=True),
    Fact("playbook", "Playbook", ("playbook",)),
    Fact("satisfaction", "Satisfaction", ("satisfaction",)),
    Fact("renewal", "Renewal", ("renewal_on",)),
    Fact("first_value", "First value", ("first_value_on",)),
)
CONTACT_FACTS = (
    Fact("name", "Name", ("full_name", "first_name", "last_name", "name_key")),
    Fact("title", "Title", ("title",), joins=True),
    Fact("role", "Buying role", ("role",)),
    Fact("zone", "Time zone", ("zone",)),
    Fact("city", "City", ("city",)),
    Fact("country", "Country", ("country",)),
    Fact("linkedin", "LinkedIn", ("linkedin_url",)),
    Fact("source", "Source", ("source",), joins=True),
    Fact("owner", "Owner", ("owner",)),
    Fact("referred", "Referred by", ("referred_by",)),
)
STATUS, NEXT = "status", "next"
"""Two more things that are picked for an account: what it is, and its one open next step."""
NEXT_COLUMNS = (
    "next_kind", "next_what", "next_due", "next_time", "next_zone", "next_contact_id", "next_set_at",
)  # fmt: skip


def default_side(fact: Fact, left: Columns, right: Columns) -> str:
    """Which side stands unless told otherwise: the left, where it says anything."""
    said = fact.columns[0]
    return RIGHT if left[said] in (None, "") and right[said] not in (None, "") else LEFT


def differing(facts: tuple[Fact, ...], left: Columns, right: Columns) -> tuple[Fact, ...]:
    """The facts on which the two sides say something different."""
    return tuple(fact for fact in facts if left[fact.columns[0]] != right[fact.columns[0]])


def picked(facts: tuple[Fact, ...], left: Columns, right: Columns, picks: Mapping[str, str]) -> dict[str, Any]:
    """The columns of the left record that change by these picks. Raises DeskError on one that cannot be."""
    changed: dict[str, Any] = {}
    for fact in facts:
        side = picks.get(fact.id, default_side(fact, left, right))
        if side == BOTH and fact.joins:
            changed |= _joined(fact, left, right)
        elif side == RIGHT:
            changed |= {name: right[name] for name in fact.columns}
        elif side != LEFT:
            ways = "left, right or both" if fact.joins else "left or right"
            raise DeskError(f"{fact.label} is picked from one side: {ways}.")
    return {name: value for name, value in changed.items() if value != left[name]}


def _joined(fact: Fact, left: Columns, right: Columns) -> dict[str, Any]:
    column = fact.columns[0]
    parts = [part for side in (left, right) for part in str(side[column] or "").split(_JOINED) if part.strip()]
    return {column: _JOINED.join(dict.fromkeys(parts)) or None}


def filled(left: str | None, right: str | None) -> str | None:
    """Two JSON objects of further fields as one: the left's where both say something."""
    mine, theirs = (json.loads(text) if text else {} for text in (left, right))
    together = {**theirs, **mine}
    for name in together.keys() & mine.keys() & theirs.keys():
        if isinstance(mine[name], dict) and isinstance(theirs[name], dict):
            together[name] = {**theirs[name], **mine[name]}
    return json.dumps(together, ensure_ascii=False, separators=(",", ":")) if together else None


class Standing(NamedTuple):
    """Where the merged account stands: stage and status; `side` is whose history that is the end of; `move` is what
    has to be written behind it when nobody's is (the status of one with the stage of the other)."""

    stage: str
    status: str
    side: str
    move: str | None


def asks_status(left: Columns, right: Columns) -> bool:
    """Whether a person has to say which status stands: they differ, and neither waits in the inbox."""
    statuses = {left["status"], right["status"]}
    return len(statuses) > 1 and "inbox" not in statuses


def standing(left: Columns, right: Columns, status_side: str | None = None) -> Standing:
    """The further stage, and the status of the side named (else of the one that is not in the inbox)."""
    if status_side not in (LEFT, RIGHT):
        status_side = RIGHT if left["status"] == "inbox" else LEFT
    sides = {LEFT: left, RIGHT: right}
    status = str(sides[status_side]["status"])
    stage = max((str(left["stage"]), str(right["stage"])), key=STAGES.index)
    furthest = [side for side, row in sides.items() if row["stage"] == stage]
    whole = [side for side in furthest if sides[side]["status"] == status]
    if whole:
        return Standing(stage, status, whole[0], None)
    side = furthest[0]
    move = "leave" if status != "active" else "enter" if sides[side]["status"] == "inbox" else "return"
    return Standing(stage, status, side, move)


def sooner_step(left: Columns, right: Columns) -> str | None:
    """Whose open next step comes first; None when neither has one."""
    due = {
        side: (row["next_due"], row["next_time"] or "99:99")
        for side, row in ((LEFT, left), (RIGHT, right))
        if row["next_due"] is not None
    }
    return min(due, key=lambda side: due[side]) if due else None
