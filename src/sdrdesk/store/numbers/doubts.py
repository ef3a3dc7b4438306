"""Objections read for their report: how deals ended, what was heard in the latest calls, what blocks open deals."""

from __future__ import annotations

from datetime import date

from sdrdesk.domain.metrics.objection_report import CALLS_LOOKED_AT, HeardCall
from sdrdesk.store.database import Database, Row


def deal_outcomes(db: Database, start: date, end: date) -> dict[str, str]:
    """deal -> how it stands, of those opened or closed in a period."""
    span = (start.isoformat(), end.isoformat())
    rows = db.all(
        "SELECT id, outcome FROM deal WHERE deleted_at IS NULL AND ((closed_on >= ? AND closed_on < ?)"
        " OR (opened_on >= ? AND opened_on < ?))",
        (*span, *span),
    )
    return {row["id"]: row["outcome"] for row in rows}


_CALLS = """
SELECT coalesce(a.industry, '') AS segment, c.started_at,
  (SELECT group_concat(DISTINCT o.category) FROM objection AS o WHERE o.account_id = c.account_id
   AND o.deleted_at IS NULL AND (o.call_id = c.id OR (o.call_id IS NULL AND o.on_date = c.on_date))) AS categories
FROM call AS c JOIN account AS a ON a.id = c.account_id AND a.deleted_at IS NULL AND a.merged_into IS NULL
WHERE c.on_date >= ? AND c.on_date < ? AND c.two_way = 1 AND c.disposition IS NOT NULL AND c.deleted_at IS NULL
ORDER BY c.on_date DESC, c.started_at DESC LIMIT ?
"""


def heard_calls(db: Database, start: date, end: date, limit: int) -> list[HeardCall]:
    """The latest calls in which somebody spoke, with the kinds of objections raised in each."""
    rows = db.all(_CALLS, (start.isoformat(), end.isoformat(), limit))
    return [HeardCall(row[0], row[1], frozenset((row[2] or "").split(",")) - {""}) for row in rows]


_OF_SEGMENT = """
SELECT c.id, c.account_id, c.on_date, c.started_at FROM (
  SELECT id, account_id, on_date, started_at, two_way, disposition, deleted_at FROM call
  WHERE on_date <= ? ORDER BY on_date DESC LIMIT ?) AS c
JOIN account AS a ON a.id = c.account_id AND a.industry = ? AND a.deleted_at IS NULL AND a.merged_into IS NULL
WHERE c.two_way = 1 AND c.disposition IS NOT NULL AND c.deleted_at IS NULL
ORDER BY c.on_date DESC, c.started_at DESC LIMIT ?
"""


def heard_in_segment(db: Database, segment: str, today: date, scanned: int) -> list[HeardCall]:
    """The last ten such calls of one segment, found among so many of the latest calls of all."""
    calls = db.all(_OF_SEGMENT, (today.isoformat(), scanned, segment, CALLS_LOOKED_AT))
    found = []
    for call in calls:
        raised = db.all(
            "SELECT DISTINCT category FROM objection WHERE account_id = ? AND deleted_at IS NULL"
            " AND (call_id = ? OR (call_id IS NULL AND on_date = ?))",
            (call["account_id"], call["id"], call["on_date"]),
        )
        found.append(HeardCall(segment, call["started_at"], frozenset(row[0] for row in raised)))
    return found


def standing(db: Database, limit: int) -> list[Row]:
    """The open objections of accounts on the board: those that block first, then the oldest."""
    return db.all(
        "SELECT o.id FROM objection AS o JOIN account AS a ON a.id = o.account_id AND a.status = 'active'"
        " AND a.deleted_at IS NULL AND a.merged_into IS NULL WHERE o.outcome = 'open' AND o.deleted_at IS NULL"
        " ORDER BY o.blocking DESC, o.at, o.id LIMIT ?",
        (limit,),
    )
