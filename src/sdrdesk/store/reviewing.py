"""What a weekly review looks at: prospects by time in the stage, how long wins took, who sleeps until these days."""

from __future__ import annotations

from .database import Database, Row

_LIVE = "a.deleted_at IS NULL AND a.merged_into IS NULL"


def oldest_prospects(db: Database, limit: int) -> list[Row]:
    """Prospects by the day they last came to be one: id, name, since, due, value in minor units, people, open deals."""
    return db.all(
        "SELECT c.id, a.name, c.due, -c.minus_value AS value,"
        " (SELECT max(m.on_date) FROM stage_move AS m WHERE m.account_id = c.id AND m.deleted_at IS NULL"
        "  AND m.to_stage = 'prospect' AND m.to_status = 'active'"
        "  AND (m.from_stage IS NOT 'prospect' OR m.from_status IS NOT 'active')) AS since,"
        " (SELECT count(*) FROM contact AS p WHERE p.account_id = c.id AND p.deleted_at IS NULL"
        "  AND p.merged_into IS NULL AND p.left_at IS NULL) AS people"
        " FROM card AS c JOIN account AS a ON a.id = c.id WHERE c.stage = 'prospect'"
        " ORDER BY since, c.minus_value, c.name_key, c.id LIMIT ?",
        (limit,),
    )


def days_of_wins(db: Database) -> list[int]:
    """Days from first being a prospect to first being a customer, of everybody who went that way, shortest first."""
    rows = db.all(
        "SELECT CAST(julianday(w.on_date) - julianday(p.on_date) AS INTEGER) AS days FROM"
        " (SELECT account_id, min(on_date) AS on_date FROM stage_move WHERE to_stage = 'customer'"
        "  AND to_status = 'active' AND deleted_at IS NULL GROUP BY account_id) AS w JOIN"
        " (SELECT account_id, min(on_date) AS on_date FROM stage_move WHERE to_stage = 'prospect'"
        "  AND to_status = 'active' AND deleted_at IS NULL GROUP BY account_id) AS p USING (account_id)"
        f" JOIN account AS a ON a.id = account_id AND {_LIVE} WHERE p.on_date <= w.on_date ORDER BY days"
    )
    return [row["days"] for row in rows]


def open_deals(db: Database, account_ids: list[str]) -> dict[str, list[str]]:
    """Account -> its open deals."""
    marks = ", ".join("?" for _ in account_ids)
    found: dict[str, list[str]] = {}
    for row in db.all(
        f"SELECT account_id, id FROM deal WHERE account_id IN ({marks}) AND outcome = 'open' AND deleted_at IS NULL",
        account_ids,
    ):
        found.setdefault(row["account_id"], []).append(row["id"])
    return found


def waking(db: Database, first: str, last: str, limit: int) -> list[Row]:
    """Who is looked at again between two days, both included: name, status, the day, why they left, what to watch."""
    return db.all(
        "SELECT a.id, a.name, a.status, a.review_on, a.review_trigger,"
        " (SELECT m.reason FROM stage_move AS m WHERE m.account_id = a.id AND m.move = 'leave'"
        "  AND m.deleted_at IS NULL ORDER BY m.at DESC LIMIT 1) AS reason,"
        " (SELECT o.words FROM objection AS o WHERE o.account_id = a.id AND o.deleted_at IS NULL"
        "  ORDER BY o.at DESC LIMIT 1) AS words"
        f" FROM account AS a WHERE a.review_on >= ? AND a.review_on <= ? AND a.status <> 'active' AND {_LIVE}"
        " AND a.do_not_contact = 0 ORDER BY a.review_on, a.name_key, a.id LIMIT ?",
        (first, last, limit),
    )
