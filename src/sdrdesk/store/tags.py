"""Reads of tags: those of an account, and every tag that is in use."""

from __future__ import annotations

from collections.abc import Sequence

from .database import Database, Row

_EVERY = """
WITH RECURSIVE v (x) AS (
  SELECT min(tag) FROM tag
  UNION ALL SELECT (SELECT min(tag) FROM tag WHERE tag > v.x) FROM v WHERE v.x IS NOT NULL)
SELECT x FROM v WHERE x IS NOT NULL
  AND EXISTS (SELECT 1 FROM tag WHERE tag = v.x AND deleted_at IS NULL) LIMIT ?
"""


def of_account(db: Database, account_id: str) -> list[Row]:
    """The live tags of an account, by name."""
    return db.all("SELECT * FROM tag WHERE account_id = ? AND deleted_at IS NULL ORDER BY tag", (account_id,))


def known(db: Database, most: int) -> list[str]:
    """Every tag in use, by name, `most` at most; as many look-ups as there are tags."""
    return [row["x"] for row in db.all(_EVERY, (most,))]


def of_accounts(db: Database, account_ids: Sequence[str]) -> dict[str, tuple[str, ...]]:
    """account -> its tags by name, of those that have any."""
    marks = ", ".join("?" for _ in account_ids)
    found: dict[str, tuple[str, ...]] = {}
    sql = f"SELECT account_id, tag FROM tag WHERE account_id IN ({marks}) AND deleted_at IS NULL ORDER BY tag"
    for row in db.all(sql, account_ids):
        found[row["account_id"]] = (*found.get(row["account_id"], ()), row["tag"])
    return found
