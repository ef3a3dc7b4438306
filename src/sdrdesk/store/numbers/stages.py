"""The stage history: where everybody stands, and the moves of those who matter to a period."""

from __future__ import annotations

from datetime import date

from sdrdesk.domain.metrics.customers import CustomerMove
from sdrdesk.domain.metrics.journeys import Move
from sdrdesk.domain.pipeline import STAGES
from sdrdesk.store.database import Database

_LIVE = "deleted_at IS NULL AND merged_into IS NULL"
STANDING = f"""
SELECT account_id, CASE WHEN to_status = 'active' THEN to_stage ELSE to_status END AS state, max(at || id) AS latest
FROM stage_move WHERE on_date <= ? AND deleted_at IS NULL
  AND account_id IN (SELECT id FROM account WHERE {_LIVE})
GROUP BY account_id
"""


_NOW = f"""
SELECT stage AS state, count(*) AS many FROM card WHERE stage <> 'customer' GROUP BY stage
UNION ALL
SELECT 'customer', count(*) AS many FROM card AS c WHERE stage = 'customer'
  AND EXISTS (SELECT 1 FROM stage_move AS m WHERE m.account_id = c.id AND m.deleted_at IS NULL) HAVING many > 0
UNION ALL
SELECT status, count(*) FROM account AS a WHERE status IN ('dormant', 'disqualified', 'lost', 'churned')
  AND {_LIVE} AND (status <> 'churned' OR EXISTS (SELECT 1 FROM stage_move AS m WHERE m.account_id = a.id
    AND m.move = 'enter' AND m.deleted_at IS NULL)) GROUP BY status
"""


def states(db: Database, as_of: date) -> dict[str, int]:
    """Stage or status -> how many stand there on a day, by the history alone.

    Whoever was a customer before the history begins, and left since, is no record of the funnel.
    """
    if is_latest(db, as_of):
        return {row["state"]: row["many"] for row in db.all(_NOW)}
    rows = db.all(
        f"SELECT state, count(*) AS many FROM ({STANDING}) AS s WHERE state <> 'churned' OR EXISTS"
        " (SELECT 1 FROM stage_move AS m WHERE m.account_id = s.account_id AND m.move = 'enter'"
        " AND m.deleted_at IS NULL) GROUP BY state",
        (as_of.isoformat(),),
    )
    return {row["state"]: row["many"] for row in rows}


_MOVES = """
SELECT m.account_id, m.on_date, m.at, m.id, m.move, m.from_stage, m.to_stage, m.to_status
FROM stage_move AS m WHERE m.deleted_at IS NULL AND m.on_date <= ? AND m.account_id IN ({who})
  AND m.account_id NOT IN (SELECT id FROM account WHERE deleted_at IS NOT NULL OR merged_into IS NOT NULL)
"""
_TOUCHED = (
    "SELECT account_id FROM stage_move WHERE to_stage IN ('lead', 'prospect', 'customer') AND on_date >= ?"
    " AND on_date <= ? AND deleted_at IS NULL"
)
_BOUGHT = (
    "SELECT account_id FROM stage_move WHERE to_stage = 'customer' AND on_date >= ? AND on_date <= ?"
    " AND deleted_at IS NULL"
)


def moves(db: Database, start: date, as_of: date) -> list[Move]:
    """The whole history of everybody who moved from a day on, and of everybody who is a prospect as of a day."""
    first, last = start.isoformat(), as_of.isoformat()
    if is_latest(db, as_of):
        who = f"{_TOUCHED} UNION SELECT id FROM card WHERE stage = 'prospect'"
        return _read(db, who, (last, first, last))
    who = f"{_TOUCHED} UNION SELECT account_id FROM ({STANDING}) WHERE state = 'prospect'"
    return _read(db, who, (last, first, last, last))


_CYCLES = f"""
SELECT min(CASE WHEN to_stage = 'prospect' THEN on_date END), min(CASE WHEN to_stage = 'customer' THEN on_date END)
FROM stage_move WHERE deleted_at IS NULL AND to_status = 'active' AND on_date <= ? AND account_id IN ({_BOUGHT})
  AND account_id NOT IN (SELECT id FROM account WHERE deleted_at IS NOT NULL OR merged_into IS NOT NULL)
GROUP BY account_id
"""


def cycles(db: Database, start: date, as_of: date) -> list[tuple[date, date]]:
    """(first day as a prospect, first as a customer) of everybody who bought from a day on; skips have no such pair."""
    first, last = start.isoformat(), as_of.isoformat()
    return [
        (date.fromisoformat(begun), date.fromisoformat(bought))
        for begun, bought in db.all(_CYCLES, (last, first, last))
        if begun is not None and bought is not None
    ]


def is_latest(db: Database, day: date) -> bool:
    """Whether nobody moved after a day: then everybody stands where their record says."""
    latest = (db.value("SELECT max(on_date) FROM stage_move WHERE to_stage = ?", (stage,)) for stage in STAGES)
    return all((one or "") <= day.isoformat() for one in latest)


def _read(db: Database, who: str, params: tuple[str, ...]) -> list[Move]:
    day = date.fromisoformat
    return [
        Move(account, day(on), at, id_, move, from_stage, to_stage, to_status)
        for account, on, at, id_, move, from_stage, to_stage, to_status in db.all(_MOVES.format(who=who), params)
    ]


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


def moves_since(db: Database, first: date) -> list[Move]:
    """The whole history of everybody who moved from a day on, up to the latest move."""
    start = first.isoformat()
    return _read(db, _TOUCHED, ("9999-12-31", start, "9999-12-31"))


def first_day(db: Database) -> date | None:
    """The day of the first move there is; None on a desk without any."""
    found = [
        text
        for stage in STAGES
        if (text := db.value("SELECT min(on_date) FROM stage_move WHERE to_stage = ?", (stage,))) is not None
    ]
    return date.fromisoformat(min(found)) if found else None
