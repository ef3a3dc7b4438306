"""Reads of the people of the whole desk, in the order they came, a page by key."""

from __future__ import annotations

from collections.abc import Sequence

from .database import Database, Row

_PAGE = """
SELECT c.rowid AS place, c.id, c.account_id, c.full_name, c.first_name, c.last_name, c.title, c.linkedin_url,
  c.city AS contact_city, c.country AS contact_country, c.owner AS contact_owner, c.source AS contact_source,
  c.created_on, c.source_values, a.kind, a.name, a.website, a.industry, a.employees, a.annual_revenue, a.city,
  a.country, a.owner, a.source, a.stage, a.status
FROM contact AS c JOIN account AS a ON a.id = c.account_id
WHERE likelihood(c.rowid > ?, 0.0001) AND c.deleted_at IS NULL AND c.merged_into IS NULL
  AND a.deleted_at IS NULL AND a.merged_into IS NULL
ORDER BY c.rowid LIMIT ?
"""


def page(db: Database, after: int, limit: int) -> list[Row]:
    """People with their account's facts; `place` of the last one is `after` of the next page (0 begins)."""
    return db.all(_PAGE, (after, limit))


def points(db: Database, contact_ids: Sequence[str]) -> dict[str, list[Row]]:
    """contact -> its phones and e-mails in order, struck numbers included."""
    found: dict[str, list[Row]] = {}
    sql = (
        f"SELECT contact_id, kind, label, typed, key FROM contact_point WHERE contact_id IN ({_marks(contact_ids)})"
        " AND deleted_at IS NULL ORDER BY position, id"
    )
    for row in db.all(sql, contact_ids):
        found.setdefault(row["contact_id"], []).append(row)
    return found


def tags(db: Database, account_ids: Sequence[str]) -> dict[str, list[str]]:
    """account -> its tags, by name."""
    found: dict[str, list[str]] = {}
    sql = (
        f"SELECT account_id, tag FROM tag WHERE account_id IN ({_marks(account_ids)}) AND deleted_at IS NULL"
        " ORDER BY tag"
    )
    for row in db.all(sql, account_ids):
        found.setdefault(row["account_id"], []).append(row["tag"])
    return found


def edits(db: Database, account_ids: Sequence[str]) -> list[Row]:
    """(account_id, columns as a JSON object) of every edit by hand that stands."""
    return db.all(
        "SELECT s.subject AS account_id, c.after AS columns FROM step AS s JOIN change AS c ON c.step_id = s.id"
        f" WHERE s.subject IN ({_marks(account_ids)}) AND s.verb = 'account.edited' AND s.undone_by IS NULL"
        " AND c.tbl = 'account' AND c.op = 'update'",
        account_ids,
    )


def _marks(ids: Sequence[str]) -> str:
    return ", ".join("?" for _ in ids)
