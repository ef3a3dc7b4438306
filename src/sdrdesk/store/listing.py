"""Reads of the list: every live account by name, or the board by due day, value or silence and the rest below."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any, NamedTuple

from sdrdesk.domain.pipeline import STAGES

from .database import Database, Row
from .where import ALL, Where

__all__ = ["ACTIVE", "CARDS", "OFF_BOARD", "SORTS", "WAITING", "Row", "Segment", "among", "count", "few", "page"]


class Segment(NamedTuple):
    """A stretch of the list that one index walks along: what it holds, and the columns it is ordered by."""

    cards: bool
    holds: str
    key: tuple[str, ...]


_BY_NAME = ("a.name_key", "a.id")
OFF_BOARD = Segment(False, "a.status <> 'active' AND a.deleted_at IS NULL AND a.merged_into IS NULL", _BY_NAME)
CARDS = Segment(True, "1", ("c.id",))
"""Every card, for questions that ask for no order."""
ACTIVE = Segment(False, "a.status = 'active' AND a.deleted_at IS NULL AND a.merged_into IS NULL", _BY_NAME)
WAITING = Segment(False, "a.status = 'inbox' AND a.deleted_at IS NULL AND a.merged_into IS NULL", _BY_NAME)
_IN_COLUMNS = ("c.due", "c.minus_value", "c.name_key", "c.id")
SORTS: dict[str, tuple[Segment, ...]] = {
    "name": (Segment(False, "a.deleted_at IS NULL AND a.merged_into IS NULL", _BY_NAME),),
    "stage": (*(Segment(True, f"c.stage = '{stage}'", _IN_COLUMNS) for stage in STAGES), OFF_BOARD),
    "next": (Segment(True, "1", ("c.due", "c.time", "c.minus_value", "c.name_key", "c.id")), OFF_BOARD),
    "value": (Segment(True, "1", ("c.minus_value", "c.name_key", "c.id")), OFF_BOARD),
    "quiet": (Segment(True, "1", ("c.two_way_on", "c.name_key", "c.id")), OFF_BOARD),
}
"""What the list is sorted by -> its stretches, in order."""

_CARDS = "card AS c CROSS JOIN account AS a ON a.id = c.id"
_ACCOUNTS = "account AS a LEFT JOIN card AS c ON c.id = a.id"
_FULL = """
SELECT {keys}, a.id, a.name, a.stage, a.status, a.next_kind, a.next_what, a.next_due, a.next_time, a.review_on,
  a.value_minor, a.currency, c.minus_value, c.two_way_on,
  (SELECT full_name FROM contact AS p WHERE p.account_id = a.id AND p.deleted_at IS NULL AND p.merged_into IS NULL
   AND p.left_at IS NULL ORDER BY p.position, p.id LIMIT 1) AS person
FROM ({inner}) AS i JOIN account AS a ON a.id = i.id LEFT JOIN card AS c ON c.id = i.id
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
        f"SELECT {'c.id' if segment.cards else 'a.id'} AS id, {selected} FROM {_CARDS if segment.cards else _ACCOUNTS}"
        f" WHERE {conditions} ORDER BY {', '.join(column + down for column in segment.key)} LIMIT ?"
    )
    sql = _FULL.format(
        keys=", ".join(f"i.{name}" for name in names), inner=inner, order=", ".join(f"i.{name}{down}" for name in names)
    )
    return db.all(sql, (*params, limit))


def few(db: Database, segment: Segment, where: Where, most: int) -> list[str] | None:
    """Ids of all that fit in a stretch, in no order, when they are `most` at most; None when there are more."""
    name = "c.id" if segment.cards else "a.id"
    rows = db.all(
        f"SELECT {name} FROM {_CARDS if segment.cards else _ACCOUNTS} WHERE {segment.holds} AND ({where.sql}) LIMIT ?",
        (*where.params, most + 1),
    )
    return [row[0] for row in rows] if len(rows) <= most else None


def among(ids: Sequence[str], *, cards: bool) -> Where:
    """The condition that an account is one of these."""
    return Where(f"{'c.id' if cards else 'a.id'} IN (SELECT value FROM json_each(?))", (json.dumps(list(ids)),))


def count(db: Database, where: Where, most: int) -> int:
    """How many live accounts fit, counted to `most` and no further."""
    if where == ALL:
        return int(db.value("SELECT coalesce(sum(accounts), 0) FROM status_count"))
    holds = SORTS["name"][0].holds
    sql = f"SELECT count(*) FROM (SELECT 1 FROM {_ACCOUNTS} WHERE {holds} AND ({where.sql}) LIMIT ?)"
    return int(db.value(sql, (*where.params, most)))
