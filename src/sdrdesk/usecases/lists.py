"""Accounts one after the other: all of them by name, and those whose next step is due."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sdrdesk.domain.next_step import say_step
from sdrdesk.store import accounts as rows
from sdrdesk.store import board
from sdrdesk.store.database import Row
from sdrdesk.store.where import ALL

from .desk import Desk

PAGE = 500


class Listed(NamedTuple):
    """An account in a list; money in minor units, days local and ISO, None where nothing is known."""

    id: str
    name: str
    kind: str
    stage: str
    status: str
    source: str | None
    owner: str | None
    website: str | None
    industry: str | None
    city: str | None
    country: str | None
    value_minor: int | None
    currency: str | None
    next_kind: str | None
    next_what: str | None
    next_due: str | None
    next_time: str | None
    review_on: str | None
    created_on: str
    do_not_contact: bool


class Due(NamedTuple):
    """A next step that is due: `due` is its local day, `late` when that is past; value in minor base units."""

    id: str
    name: str
    stage: str
    due: str
    time: str | None
    late: bool
    kind: str
    what: str | None
    said: str
    person: str | None
    value_minor: int
    currency: str


def accounts(
    desk: Desk, *, stage: str | None = None, status: str | None = None, filter: str = ""
) -> Iterator[Listed]:
    """Live accounts by name, a page in memory at a time. Raises FilterError for a filter that cannot be read."""
    where = ALL
    if filter.strip():
        from .filters import read_filter, settled  # only a filter needs its language

        where = settled(desk, read_filter(desk, filter)).accounts
    after: tuple[str, str] | None = None
    while page := rows.listing(desk.db, stage=stage, status=status, where=where, after=after, limit=PAGE):
        yield from map(fields_said, page)
        after = (page[-1]["name_key"], page[-1]["id"])


def fields_said(row: Row) -> Listed:
    values = {name: row[name] for name in Listed._fields}
    return Listed(**values | {"do_not_contact": bool(row["do_not_contact"])})


def due(desk: Desk) -> Iterator[Due]:
    """What is late or due today: by day, then hour, then the dearest first; a page in memory at a time."""
    today = desk.today().isoformat()
    after: board.DueKey | None = None
    while page := board.due(desk.db, today, after, PAGE):
        for row in page:
            yield Due(
                row["id"], row["name"], row["stage"], row["due"], row["time"] or None, row["due"] < today,
                row["next_kind"], row["next_what"], say_step(row["next_kind"], row["next_what"]), row["person"],
                -row["minus_value"], desk.settings.currency,
            )  # fmt: skip
        last = page[-1]
        after = (last["due"], last["time"], last["minus_value"], last["name_key"], last["id"])


def due_count(desk: Desk) -> tuple[int, int]:
    """How many next steps are late, and how many are due today."""
    return board.due_count(desk.db, desk.today().isoformat())
