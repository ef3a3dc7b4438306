"""Reads of cadences: what runs on an account, what was done of it, and on which days the account was reached out to."""

from __future__ import annotations

from collections.abc import Sequence

from .database import Database, Row

_LAST = "SELECT s.{column} FROM cadence_step AS s WHERE s.run_id = r.id AND s.deleted_at IS NULL ORDER BY s.number DESC, s.id DESC LIMIT 1"  # noqa: E501
_RUNS = f"""
SELECT r.*, p.full_name AS who, ({_LAST.format(column="number")}) AS last_number,
  ({_LAST.format(column="outcome")}) AS last_outcome, ({_LAST.format(column="due")}) AS last_due,
  ({_LAST.format(column="on_date")}) AS last_on
FROM cadence_run AS r LEFT JOIN contact AS p ON p.id = r.contact_id
WHERE r.account_id = ? AND r.deleted_at IS NULL
"""


def open_runs(db: Database, account_id: str) -> list[Row]:
    """The running and paused cadences of an account, the one begun first in front."""
    return db.all(f"{_RUNS} AND r.state IN ('running', 'paused') ORDER BY r.started_on, r.id", (account_id,))


def last_ended(db: Database, account_id: str) -> Row | None:
    """The cadence of an account that ended last."""
    return db.one(f"{_RUNS} AND r.state NOT IN ('running', 'paused') ORDER BY r.ended_at DESC LIMIT 1", (account_id,))


def steps(db: Database, run_id: str) -> list[Row]:
    """What was done and left out of a cadence, in order."""
    return db.all("SELECT * FROM cadence_step WHERE run_id = ? AND deleted_at IS NULL ORDER BY number, id", (run_id,))


def touches(db: Database, account_id: str, since: str, kinds: Sequence[str]) -> dict[str, int]:
    """local day -> how often the account was reached out to: dials of mine on a number of theirs, and activities of
    these kinds."""
    marks = ", ".join("?" for _ in kinds)
    rows = db.all(
        "SELECT on_date, count(*) FROM (SELECT on_date FROM call WHERE account_id = ? AND on_date >= ?"
        " AND direction = 'out' AND disposition <> 'bad_number' AND deleted_at IS NULL UNION ALL"
        f" SELECT on_date FROM activity WHERE account_id = ? AND on_date >= ? AND kind IN ({marks})"
        " AND deleted_at IS NULL) GROUP BY on_date",
        (account_id, since, account_id, since, *kinds),
    )
    return {row[0]: row[1] for row in rows}


def done_days(db: Database, run_id: str, since: str) -> dict[str, int]:
    """local day -> how many steps of a cadence were done on it."""
    rows = db.all(
        "SELECT on_date, count(*) FROM cadence_step WHERE run_id = ? AND on_date >= ? AND outcome = 'done'"
        " AND deleted_at IS NULL GROUP BY on_date",
        (run_id, since),
    )
    return {row[0]: row[1] for row in rows}


def points(db: Database, account_id: str, contact_id: str | None) -> list[Row]:
    """How to reach a person, or an account of which nobody is known: live phones and e-mails, the first in front."""
    return db.all(
        "SELECT id, kind, typed, key FROM contact_point WHERE account_id = ? AND contact_id IS ? AND dead_at IS NULL"
        " AND deleted_at IS NULL ORDER BY position, id",
        (account_id, contact_id),
    )


def how_many(db: Database, cadence: str, most: int) -> int:
    """On how many accounts a cadence runs or is paused; counted up to so many."""
    return int(
        db.value(
            "SELECT count(*) FROM (SELECT 1 FROM cadence_run WHERE cadence = ? AND state IN ('running', 'paused')"
            " AND deleted_at IS NULL LIMIT ?)",
            (cadence, most),
        )
    )


def latest_order(db: Database, account_id: str) -> str | None:
    """The day of the latest order."""
    found = db.value(
        'SELECT max(ordered_on) FROM "order" WHERE account_id = ? AND deleted_at IS NULL', (account_id,)
    )
    return None if found is None else str(found)


_LINE = "kind = 'line' AND text > ''"


def said(db: Database, account_id: str) -> dict[str, str]:
    """What may stand in a blank: their last words, the words of their need, their open objection, the last talk."""
    found = {
        "their_words": db.value(
            f"SELECT coalesce((SELECT quote FROM grade WHERE account_id = ?1 AND quote > '' AND grade > 0"
            f" AND deleted_at IS NULL ORDER BY at DESC, id DESC LIMIT 1), (SELECT text FROM call_line"
            f" WHERE account_id = ?1 AND {_LINE} AND deleted_at IS NULL ORDER BY at DESC, id DESC LIMIT 1),"
            " (SELECT text FROM activity WHERE account_id = ?1 AND kind = 'reply' AND text > ''"
            " AND deleted_at IS NULL ORDER BY at DESC, id DESC LIMIT 1))",
            (account_id,),
        ),
        "pain": db.value(
            "SELECT quote FROM grade WHERE account_id = ? AND criterion IN ('need', 'pain', 'identify_pain')"
            " AND grade > 0 AND quote > '' AND deleted_at IS NULL ORDER BY at DESC, id DESC LIMIT 1",
            (account_id,),
        ),
        "objection": db.value(
            "SELECT words FROM objection WHERE account_id = ? AND deleted_at IS NULL"
            " ORDER BY outcome <> 'open', at DESC, id DESC LIMIT 1",
            (account_id,),
        ),
        "last_spoke": db.value(
            "SELECT max(on_date) FROM (SELECT on_date FROM call WHERE account_id = ?1 AND two_way = 1"
            " AND deleted_at IS NULL UNION ALL SELECT on_date FROM activity WHERE account_id = ?1 AND two_way = 1"
            " AND deleted_at IS NULL)",
            (account_id,),
        ),
        "deal": db.value(
            "SELECT name FROM deal WHERE account_id = ? AND outcome = 'open' AND deleted_at IS NULL"
            " ORDER BY opened_on, id LIMIT 1",
            (account_id,),
        ),
    }
    return {name: str(value) for name, value in found.items() if value}
