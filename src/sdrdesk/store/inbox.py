"""Reads of the inbox, by key through the status index."""

from __future__ import annotations

from collections.abc import Sequence

from .database import Database, Row

__all__ = ["Row", "count", "of_ids", "page", "page_at", "place_of"]

Key = tuple[str, str, str]

_LIVE = "status = 'inbox' AND deleted_at IS NULL AND merged_into IS NULL"
_INNER = f"SELECT * FROM account WHERE {_LIVE}"
_DOWN = " ORDER BY added_at DESC, name_key, id LIMIT ?"
_UP = " ORDER BY added_at, name_key DESC, id DESC LIMIT ?"
_FULL = """
SELECT a.id, a.name, a.source, a.country, a.created_on, a.added_at, a.name_key, p.full_name AS person, p.title,
  coalesce(
   (SELECT typed FROM contact_point AS k WHERE k.contact_id = p.id AND k.deleted_at IS NULL
    ORDER BY k.kind, k.position LIMIT 1),
   (SELECT typed FROM contact_point AS k WHERE k.account_id = a.id AND k.deleted_at IS NULL
    ORDER BY k.kind, k.position LIMIT 1)) AS reach,
  (SELECT count(*) FROM contact AS n WHERE n.account_id = a.id AND n.deleted_at IS NULL) AS people, s.grade, s.band
FROM ({inner}) AS a LEFT JOIN score AS s ON s.id = a.id LEFT JOIN contact AS p ON p.id = (
  SELECT id FROM contact AS f WHERE f.account_id = a.id AND f.deleted_at IS NULL ORDER BY f.position, f.id LIMIT 1)
ORDER BY a.added_at DESC, a.name_key, a.id
"""


def count(db: Database) -> int:
    """How many accounts wait, from the counter that triggers keep."""
    return int(db.value("SELECT accounts FROM status_count WHERE status = 'inbox'") or 0)


def page(db: Database, after: Key | None, before: Key | None, limit: int) -> list[Row]:
    """A page by key (added_at, name_key, id): newest first, by name within one import.

    A row value cannot mix directions, so the page is found in the rows of the same instant first, then in the others.
    """
    if after is not None:
        return _beyond(db, after, limit, same="(name_key, id) > (?, ?)", other="added_at < ?", order=_DOWN)
    if before is not None:
        return _beyond(db, before, limit, same="(name_key, id) < (?, ?)", other="added_at > ?", order=_UP)
    return db.all(_FULL.format(inner=_INNER + _DOWN), (limit,))


def _beyond(db: Database, key: Key, limit: int, *, same: str, other: str, order: str) -> list[Row]:
    found = db.all(f"SELECT id FROM account WHERE {_LIVE} AND added_at = ? AND {same}{order}", (*key, limit))
    if len(found) < limit:
        rest = limit - len(found)
        found += db.all(f"SELECT id FROM account WHERE {_LIVE} AND {other}{order}", (key[0], rest))
    return of_ids(db, [row["id"] for row in found])


def page_at(db: Database, first: int, limit: int) -> list[Row]:
    """A page by position."""
    return db.all(_FULL.format(inner=_INNER + _DOWN + " OFFSET ?"), (limit, first))


def of_ids(db: Database, account_ids: Sequence[str]) -> list[Row]:
    """These accounts, as far as they wait, in inbox order."""
    marks = ", ".join("?" for _ in account_ids)
    return db.all(_FULL.format(inner=f"{_INNER} AND id IN ({marks})"), account_ids)


def place_of(db: Database, account_id: str) -> int | None:
    """How many accounts stand before this one; None when it does not wait."""
    row = db.one(f"SELECT added_at, name_key, id FROM account WHERE id = ? AND {_LIVE}", (account_id,))
    if row is None:
        return None
    newer = db.value(f"SELECT count(*) FROM account WHERE {_LIVE} AND added_at > ?", (row["added_at"],))
    same = db.value(
        f"SELECT count(*) FROM account WHERE {_LIVE} AND added_at = ? AND (name_key, id) < (?, ?)", tuple(row)
    )
    return int(newer) + int(same)
