"""The stage history: where everybody stands, and the moves of those who matter to a period."""

from __future__ import annotations

from datetime import date

from sdrdesk.domain.metrics.customers import CustomerMove
from sdrdesk.domain.metrics.journeys import Move
from sdrdesk.store.database import Database

_LIVE = "deleted_at IS NULL AND merged_into IS NULL"
_STANDING = f"""
SELECT account_id, substr(latest, instr(latest, '|') + 1) AS state FROM (
  SELECT account_id,
    max(on_date || at || id || '|' || CASE WHEN to_status = 'active' THEN to_stage ELSE to_status END) AS latest,
    min(on_date || at || id || '|' || coalesce(from_stage, '')) AS earliest
  FROM stage_move WHERE on_date <= ? AND deleted_at IS NULL GROUP BY account_id)
WHERE earliest NOT LIKE '%|customer' AND account_id IN (SELECT id FROM account WHERE {_LIVE})
"""
"""Whoever was a customer before the history begins is no record of the funnel."""


def states(db: Database, as_of: date) -> dict[str, int]:
    """Stage or status -> how many stand there on a day, by the history alone."""
    rows = db.all(f"SELECT state, count(*) AS many FROM ({_STANDING}) GROUP BY state", (as_of.isoformat(),))
    return {row["state"]: row["many"] for row in rows}


_MOVES = """
SELECT m.account_id, m.on_date, m.at, m.id, m.move, m.from_stage, m.to_stage, m.to_status
FROM stage_move AS m JOIN account AS a ON a.id = m.account_id AND a.deleted_at IS NULL AND a.merged_into IS NULL
WHERE m.deleted_at IS NULL AND m.on_date <= ? AND m.account_id IN ({who})
"""
_TOUCHED = (
    "SELECT account_id FROM stage_move WHERE to_stage IN ('lead', 'prospect', 'customer') AND on_date >= ?"
    " AND on_date <= ? AND deleted_at IS NULL"
)
_STANDING_AS = f"SELECT account_id FROM ({_STANDING}) WHERE state = 'prospect'"


def moves(db: Database, start: date, as_of: date) -> list[Move]:
    """The whole history of everybody who moved from a day on, and of everybody who is a prospect as of a day."""
    first, last = start.isoformat(), as_of.isoformat()
    rows = db.all(_MOVES.format(who=f"{_TOUCHED} UNION {_STANDING_AS}"), (last, first, last, last))
    day = date.fromisoformat
    return [Move(row[0], day(row[1]), *row[2:]) for row in rows]


def moves_of(db: Database, account_ids: list[str], as_of: date) -> list[Move]:
    """The history of these accounts."""
    found: list[Move] = []
    for start in range(0, len(account_ids), 500):
        part = account_ids[start : start + 500]
        marks = ", ".join("?" for _ in part)
        rows = db.all(_MOVES.format(who=marks), (as_of.isoformat(), *part))
        found += [Move(row[0], date.fromisoformat(row[1]), *row[2:]) for row in rows]
    return found


def names(db: Database, account_ids: list[str]) -> dict[str, str]:
    """account -> its name."""
    found: dict[str, str] = {}
    for start in range(0, len(account_ids), 500):
        part = account_ids[start : start + 500]
        marks = ", ".join("?" for _ in part)
        found |= {row["id"]: row["name"] for row in db.all(f"SELECT id, name FROM account WHERE id IN ({marks})", part)}
    return found


_CUSTOMERS = f"""
SELECT account_id, on_date, to_status FROM stage_move
WHERE to_stage = 'customer' AND on_date < ? AND deleted_at IS NULL
UNION ALL
SELECT account_id, min(ordered_on), 'active' FROM "order" WHERE ordered_on < ? AND deleted_at IS NULL
GROUP BY account_id HAVING account_id IN (SELECT id FROM account WHERE {_LIVE})
"""


def customers(db: Database, before: date) -> list[CustomerMove]:
    """Who became a customer, left or came back before a day; the first order counts as becoming one."""
    day = before.isoformat()
    return [CustomerMove(row[0], date.fromisoformat(row[1]), row[2]) for row in db.all(_CUSTOMERS, (day, day))]
