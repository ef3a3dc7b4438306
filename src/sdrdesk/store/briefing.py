"""Reads for a brief: the last things they said, the last note, and how an account left. Each by an index."""

from __future__ import annotations

from .database import Database, Row

# The lines hang on calls, and calls on the account: a line has no index of its own by account.
_CALLS = 12
_SAID = """
SELECT text, who, on_date, playbook FROM (
  SELECT l.text, p.full_name AS who, c.on_date, coalesce(c.playbook, 'bant') AS playbook, l.at, l.id
  FROM (SELECT id, contact_id, on_date, playbook FROM call WHERE account_id = ?1 AND deleted_at IS NULL
        ORDER BY started_at DESC LIMIT ?3) AS c
  JOIN call_line AS l ON l.call_id = c.id AND l.deleted_at IS NULL AND l.kind = 'line'
  LEFT JOIN contact AS p ON p.id = c.contact_id
  UNION ALL
  SELECT * FROM (
    SELECT v.text, p.full_name, v.on_date, '', v.at, v.id
    FROM activity AS v LEFT JOIN contact AS p ON p.id = v.contact_id
    WHERE v.account_id = ?1 AND v.deleted_at IS NULL AND v.text IS NOT NULL
      AND v.kind IN ('reply', 'inbound_call', 'service')
    ORDER BY v.at DESC LIMIT ?2)
) ORDER BY at DESC, id DESC LIMIT ?2
"""


def said(db: Database, account_id: str, limit: int) -> list[Row]:
    """text, who, on_date of what they said last, in calls and in what they sent, the newest first.

    `playbook` is that of the call, whose slot words stand in the text; empty when it was not typed in a call.
    """
    return db.all(_SAID, (account_id, limit, _CALLS))


def noted(db: Database, account_id: str) -> Row | None:
    """The latest note."""
    return db.one(
        "SELECT n.text, p.full_name AS who, n.at FROM note AS n LEFT JOIN contact AS p ON p.id = n.contact_id"
        " WHERE n.account_id = ? AND n.deleted_at IS NULL ORDER BY n.at DESC, n.id DESC LIMIT 1",
        (account_id,),
    )


def left(db: Database, account_id: str) -> Row | None:
    """The last move off the board: to_status, reason, competitor, why, on_date."""
    return db.one(
        "SELECT to_status, from_stage, reason, competitor, why, on_date FROM stage_move WHERE account_id = ?"
        " AND move = 'leave' AND deleted_at IS NULL ORDER BY at DESC, id DESC LIMIT 1",
        (account_id,),
    )


def last_touch(db: Database, account_id: str) -> Row | None:
    """The latest signal that was recorded: source, signal, campaign, on_date."""
    return db.one(
        "SELECT source, signal, campaign, on_date FROM touch WHERE account_id = ? AND deleted_at IS NULL"
        " ORDER BY on_date DESC, id DESC LIMIT 1",
        (account_id,),
    )
