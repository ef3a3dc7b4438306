"""Reads of the board: pages by key through one index, totals from day buckets."""

from __future__ import annotations

from collections.abc import Sequence

from .database import Database, Row

Key = tuple[str, int, str, str]
DueKey = tuple[str, str, int, str, str]

_DEALS = "q_deals, q_value, d_deals, d_value, p_deals, p_value, c_deals, c_value"
_FULL = """
SELECT c.id, c.stage, c.due, c.time, c.minus_value, c.name_key, c.two_way_on, a.name, a.next_kind, a.next_what,
  coalesce(
   (SELECT n.full_name FROM contact AS n WHERE n.id = a.next_contact_id AND n.deleted_at IS NULL
    AND n.merged_into IS NULL AND n.left_at IS NULL),
   (SELECT p.full_name FROM contact AS p WHERE p.account_id = c.id AND p.deleted_at IS NULL AND p.merged_into IS NULL
    AND p.left_at IS NULL ORDER BY p.position, p.id LIMIT 1)) AS person,
  (SELECT count(*) FROM objection AS o WHERE o.account_id = c.id AND o.outcome = 'open' AND o.deleted_at IS NULL)
   AS open_objections,
  (SELECT count(*) FROM call AS k WHERE k.account_id = c.id AND k.direction = 'out' AND k.disposition IS NOT NULL
   AND k.deleted_at IS NULL AND k.started_at > coalesce((SELECT max(t.started_at) FROM call AS t
    WHERE t.account_id = c.id AND t.disposition IN ('conversation', 'meeting_booked', 'not_interested', 'referred')
    AND t.deleted_at IS NULL), '')) AS tries
FROM ({inner}) AS c JOIN account AS a ON a.id = c.id
ORDER BY c.due, c.minus_value, c.name_key, c.id
"""
_INNER = "SELECT id, stage, due, time, minus_value, name_key, two_way_on FROM card"
_UP = " ORDER BY due, minus_value, name_key, id LIMIT ?"
_DOWN = " ORDER BY due DESC, minus_value DESC, name_key DESC, id DESC LIMIT ?"


def page(db: Database, stage: str, after: Key | None, before: Key | None, limit: int) -> list[Row]:
    """A page of a column by key; with neither key, its top."""
    if after is not None:
        inner = _INNER + " WHERE stage = ? AND (due, minus_value, name_key, id) > (?, ?, ?, ?)" + _UP
        return db.all(_FULL.format(inner=inner), (stage, *after, limit))
    if before is not None:
        inner = _INNER + " WHERE stage = ? AND (due, minus_value, name_key, id) < (?, ?, ?, ?)" + _DOWN
        return db.all(_FULL.format(inner=inner), (stage, *before, limit))
    return db.all(_FULL.format(inner=_INNER + " WHERE stage = ?" + _UP), (stage, limit))


def page_at(db: Database, stage: str, first: int, limit: int) -> list[Row]:
    """A page of a column by position."""
    inner = _INNER + " WHERE stage = ? ORDER BY due, minus_value, name_key, id LIMIT ? OFFSET ?"
    return db.all(_FULL.format(inner=inner), (stage, limit, first))


_DUE = """
SELECT c.id, c.stage, c.due, c.time, c.minus_value, c.name_key, a.name, a.next_kind, a.next_what,
  (SELECT full_name FROM contact AS p WHERE p.id = a.next_contact_id AND p.deleted_at IS NULL) AS person
FROM card AS c JOIN account AS a ON a.id = c.id
WHERE c.due <= ? AND (c.due, c.time, c.minus_value, c.name_key, c.id) > (?, ?, ?, ?, ?)
ORDER BY c.due, c.time, c.minus_value, c.name_key, c.id LIMIT ?
"""


def due(db: Database, today: str, after: DueKey | None, limit: int) -> list[Row]:
    """A page of the cards of every column whose step is due by today, by day, hour, value and name."""
    return db.all(_DUE, (today, *(after or ("", "", -(2**62), "", "")), limit))


def due_count(db: Database, today: str) -> tuple[int, int]:
    """(late, due today) over every column, from the day buckets."""
    row = db.one(
        "SELECT coalesce(sum(CASE WHEN due < ? THEN cards END), 0), coalesce(sum(CASE WHEN due = ? THEN cards END), 0)"
        " FROM card_day WHERE due <= ?",
        (today, today, today),
    )
    assert row is not None
    return int(row[0]), int(row[1])


def of_ids(db: Database, account_ids: Sequence[str]) -> list[Row]:
    """The cards of these accounts, in board order."""
    marks = ", ".join("?" for _ in account_ids)
    return db.all(_FULL.format(inner=f"{_INNER} WHERE id IN ({marks})"), account_ids)


def place_of(db: Database, account_id: str) -> tuple[str, int] | None:
    """(stage, how many cards stand above it), or None when it is not on the board."""
    row = db.one("SELECT stage, due, minus_value, name_key, id FROM card WHERE id = ?", (account_id,))
    if row is None:
        return None
    days_before = db.value(
        "SELECT coalesce(sum(cards), 0) FROM card_day WHERE stage = ? AND due < ?", (row["stage"], row["due"])
    )
    same_day = db.value(
        "SELECT count(*) FROM card WHERE stage = ? AND due = ? AND (minus_value, name_key, id) < (?, ?, ?)",
        tuple(row),
    )
    return row["stage"], int(days_before) + int(same_day)


def totals(db: Database, stage: str, today: str) -> Row:
    """Sums of the column's day buckets, and how many of its cards are late."""
    sums = ", ".join(f"sum({name}) AS {name}" for name in _DEALS.split(", "))
    row = db.one(
        f"SELECT sum(cards) AS cards, sum(value) AS value, sum(unconverted) AS unconverted, {sums},"
        " sum(CASE WHEN due < ? THEN cards ELSE 0 END) AS late FROM card_day WHERE stage = ?",
        (today, stage),
    )
    assert row is not None
    return row


def booked_since(db: Database, day: str) -> int:
    """Orders booked on or after that day, in the base currency's minor units."""
    return int(db.value("SELECT coalesce(sum(value), 0) FROM booked_day WHERE day >= ?", (day,)))


def cold(db: Database, stage: str, quiet_before: str, today: str, ahead: str) -> int:
    """Cards without two-way contact since before that day whose step is late or further off than `ahead`."""
    return int(
        db.value(
            "SELECT count(*) FROM card WHERE stage = ? AND two_way_on < ? AND (due < ? OR due > ?)",
            (stage, quiet_before, today, ahead),
        )
    )


def decided_deals(db: Database) -> dict[tuple[str, bool], int]:
    """(inner step at the close, won) -> how many deals."""
    rows = db.all("SELECT step, won, deals FROM decided_step")
    return {(row["step"], bool(row["won"])): row["deals"] for row in rows}


def playbooks(db: Database, account_ids: Sequence[str]) -> dict[str, str]:
    """account -> its own playbook, where it has one."""
    marks = ", ".join("?" for _ in account_ids)
    sql = f"SELECT id, playbook FROM account WHERE id IN ({marks}) AND playbook IS NOT NULL"
    return {row["id"]: row["playbook"] for row in db.all(sql, account_ids)}


def current_grades(db: Database, account_ids: Sequence[str]) -> dict[str, dict[str, Row]]:
    """account -> criterion -> its latest grade row."""
    marks = ", ".join("?" for _ in account_ids)
    found: dict[str, dict[str, Row]] = {}
    for row in db.all(
        f"SELECT * FROM grade WHERE account_id IN ({marks}) AND deleted_at IS NULL ORDER BY at, id", account_ids
    ):
        found.setdefault(row["account_id"], {})[row["criterion"]] = row
    return found
