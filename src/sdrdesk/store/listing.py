"""Reads of the list: every live account by name, or the board by due day, value or silence and the rest below."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from sdrdesk.domain.pipeline import STAGES

from .database import Database, Row
from .scores import LEFT
from .where import ALL, Where

__all__ = [
    "ACTIVE", "CARDS", "OFF_BOARD", "SORTS", "WAITING", "A", "C", "Row", "S", "Segment", "among", "count", "few",
    "page",
]  # fmt: skip


A, C, S = "a", "c", "s"
"""What a stretch is read from: accounts, the board's cards, scores."""


class Segment(NamedTuple):
    """A stretch of the list that one index walks along: what it is read from, what it holds, what orders it."""

    of: str
    holds: str
    key: tuple[str, ...]

    @property
    def id(self) -> str:
        """The column of the account's id."""
        return f"{self.of}.id"

    @property
    def turns(self) -> bool:
        """Whether the stretch is turned when the list is."""
        return self.of != A


_BY_NAME = ("a.name_key", "a.id")
OFF_BOARD = Segment(A, "a.status <> 'active' AND a.deleted_at IS NULL AND a.merged_into IS NULL", _BY_NAME)
CARDS = Segment(C, "1", ("c.id",))
"""Every card, for questions that ask for no order."""
ACTIVE = Segment(A, "a.status = 'active' AND a.deleted_at IS NULL AND a.merged_into IS NULL", _BY_NAME)
WAITING = Segment(A, "a.status = 'inbox' AND a.deleted_at IS NULL AND a.merged_into IS NULL", _BY_NAME)
_IN_COLUMNS = ("c.due", "c.minus_value", "c.name_key", "c.id")
SORTS: dict[str, tuple[Segment, ...]] = {
    "name": (Segment(A, "a.deleted_at IS NULL AND a.merged_into IS NULL", _BY_NAME),),
    "stage": (*(Segment(C, f"c.stage = '{stage}'", _IN_COLUMNS) for stage in STAGES), OFF_BOARD),
    "next": (Segment(C, "1", ("c.due", "c.time", "c.minus_value", "c.name_key", "c.id")), OFF_BOARD),
    "value": (Segment(C, "1", ("c.minus_value", "c.name_key", "c.id")), OFF_BOARD),
    "quiet": (Segment(C, "1", ("c.two_way_on", "c.name_key", "c.id")), OFF_BOARD),
    "score": tuple(
        Segment(S, holds, ("s.place", "s.minus_value", "s.id"))
        for holds in (f"s.place < {LEFT}", f"s.place >= {LEFT}")
    ),
}
"""What the list is sorted by -> its stretches, in order."""

_CARDS = "card AS c CROSS JOIN account AS a ON a.id = c.id"
_ACCOUNTS = "account AS a LEFT JOIN card AS c ON c.id = a.id"
_FROM = {
    A: _ACCOUNTS,
    C: _CARDS,
    S: "score AS s CROSS JOIN account AS a ON a.id = s.id LEFT JOIN card AS c ON c.id = s.id",
}
_FULL = """
SELECT {keys}, a.id, a.name, a.stage, a.status, a.next_kind, a.next_what, a.next_due, a.next_time, a.review_on,
  a.value_minor, a.currency, c.minus_value, c.two_way_on, k.grade, k.band,
  (SELECT full_name FROM contact AS p WHERE p.account_id = a.id AND p.deleted_at IS NULL AND p.merged_into IS NULL
   AND p.left_at IS NULL ORDER BY p.position, p.id LIMIT 1) AS person
FROM ({inner}) AS i JOIN account AS a ON a.id = i.id LEFT JOIN card AS c ON c.id = i.id
LEFT JOIN score AS k ON k.id = i.id
ORDER BY {order}
"""


def page(
    db: Database, segment: Segment, where: Where, *, beyond: Sequence[Any] | None, descending: bool, limit: int
) -> list[Row]:
    """Up to `limit` rows of a stretch in its order, or against it, beyond a key; k0, k1 … are its key."""
    down = " DESC" if descending else ""
    key, names = ", ".join(segment.key), [f"k{place}" for place in range(len(segment.key))]
    selected = ", ".join(f"{column} AS {name}" for column, name in zip(segment.key, names, strict=True))
    conditions, params = f"{segment.holds} AND ({where.sql})", list(where.params)
    if beyond is not None:
        conditions += f" AND ({key}) {'<' if descending else '>'} ({', '.join('?' for _ in beyond)})"
        params += beyond
    inner = (
        f"SELECT {segment.id} AS id, {selected} FROM {_FROM[segment.of]}"
        f" WHERE {conditions} ORDER BY {', '.join(column + down for column in segment.key)} LIMIT ?"
    )
    sql = _FULL.format(
        keys=", ".join(f"i.{name}" for name in names), inner=inner, order=", ".join(f"i.{name}{down}" for name in names)
    )
    return db.all(sql, (*params, limit))


def few(db: Database, segment: Segment, where: Where, most: int) -> list[str] | None:
    """Ids of all that fit in a stretch, in no order, when they are `most` at most; None when there are more."""
    rows = db.all(
        f"SELECT {segment.id} FROM {_FROM[segment.of]} WHERE {segment.holds} AND ({where.sql}) LIMIT ?",
        (*where.params, most + 1),
    )
    return [row[0] for row in rows] if len(rows) <= most else None


def among(ids: Sequence[str], of: str) -> Where:
    """The condition that an account is one of these, in a list read from accounts, cards or scores."""
    return Where(f"{of}.id IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))


def count(db: Database, where: Where, most: int) -> int:
    """How many live accounts fit, counted to `most` and no further."""
    if where == ALL:
        return int(db.value("SELECT coalesce(sum(accounts), 0) FROM status_count"))
    holds = SORTS["name"][0].holds
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {_ACCOUNTS} WHERE {holds} AND ({where.sql}) LIMIT ?)"
    return int(db.value(sql, (*where.params, most)))
