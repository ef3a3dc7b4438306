"""Call blocks and sheets: frozen lists of accounts, what became of each row, and what a call does to them."""

from __future__ import annotations

import json
from collections.abc import Sequence

from .database import Database, Row

_LIVE = "a.deleted_at IS NULL AND a.merged_into IS NULL"
_BLOCK = """
SELECT b.id, b.name, b.filter, b.kind, b.begun_at, b.ended_at, count(a.id) AS total,
  coalesce(sum(r.state = 'waiting' AND a.id IS NOT NULL), 0) AS waiting
FROM call_block AS b
LEFT JOIN call_block_row AS r ON r.block_id = b.id AND r.deleted_at IS NULL
LEFT JOIN account AS a ON a.id = r.account_id AND a.deleted_at IS NULL AND a.merged_into IS NULL
WHERE b.deleted_at IS NULL AND {which} GROUP BY b.id ORDER BY b.begun_at DESC, b.id DESC
"""


def block(db: Database, block_id: str) -> Row | None:
    """A block with its counts: rows that still have an account, and those of them that wait."""
    return db.one(_BLOCK.format(which="b.id = ?"), (block_id,))


def open_ones(db: Database, kind: str) -> list[Row]:
    """The blocks (or sheets) that have no end yet, the latest first."""
    return db.all(_BLOCK.format(which="b.ended_at IS NULL AND b.kind = ?"), (kind,))


def rows_of(db: Database, block_id: str) -> list[Row]:
    """The rows of a block in their order, as far as their accounts are still there."""
    return db.all(
        "SELECT r.id, r.account_id, r.position, r.state, r.reason, r.call_id, a.name, a.stage, a.status,"
        " c.disposition, c.direction, c.started_at"
        f" FROM call_block_row AS r JOIN account AS a ON a.id = r.account_id AND {_LIVE}"
        " LEFT JOIN call AS c ON c.id = r.call_id AND c.deleted_at IS NULL"
        " WHERE r.block_id = ? AND r.deleted_at IS NULL ORDER BY r.position, r.id",
        (block_id,),
    )


def row(db: Database, row_id: str) -> Row | None:
    """One row with its account's name."""
    return db.one(
        "SELECT r.id, r.block_id, r.account_id, r.state, a.name FROM call_block_row AS r"
        " JOIN account AS a ON a.id = r.account_id WHERE r.id = ? AND r.deleted_at IS NULL",
        (row_id,),
    )


def called_since(db: Database, account_ids: Sequence[str], instant: str) -> dict[str, str]:
    """account -> when it was last dialled, of those dialled at or after an instant."""
    found = db.all(
        "SELECT account_id, max(started_at) AS at FROM call WHERE account_id IN (SELECT value FROM json_each(?))"
        " AND started_at >= ? AND direction = 'out' AND disposition IS NOT NULL AND deleted_at IS NULL"
        " GROUP BY account_id",
        (json.dumps(list(account_ids)), instant),
    )
    return {one["account_id"]: one["at"] for one in found}


def with_a_number(db: Database, account_ids: Sequence[str]) -> set[str]:
    """Those of these accounts that have a number which is not struck, of a person who has not left, or of their own."""
    found = db.all(
        "SELECT DISTINCT k.account_id FROM contact_point AS k LEFT JOIN contact AS p ON p.id = k.contact_id"
        " WHERE k.account_id IN (SELECT value FROM json_each(?)) AND k.kind = 'phone' AND k.dead_at IS NULL"
        " AND k.deleted_at IS NULL AND p.left_at IS NULL AND p.deleted_at IS NULL",
        (json.dumps(list(account_ids)),),
    )
    return {one[0] for one in found}


def unexplored(db: Database, block_id: str) -> list[str]:
    """Objections heard on the accounts of a block since it began that nobody has looked beneath, as they were heard."""
    found = db.all(
        "SELECT o.id FROM call_block AS b CROSS JOIN call_block_row AS r ON r.block_id = b.id AND r.deleted_at IS NULL"
        " CROSS JOIN objection AS o ON o.account_id = r.account_id AND o.deleted_at IS NULL AND o.at >= b.begun_at"
        " WHERE b.id = ? AND o.outcome = 'open' AND o.underlying IS NULL AND o.concern IS NULL ORDER BY o.at, o.id",
        (block_id,),
    )
    return [one[0] for one in found]


def mark_called(db: Database, account_id: str, call_id: str, started_at: str) -> None:
    """Inside the step that logs a call: it is off every block and sheet that began before it and is open.

    One that ended within the hour counts too: a row that was skipped in it may be gone back to.
    """
    waiting = db.all(
        "SELECT r.id, r.block_id FROM call_block_row AS r JOIN call_block AS b ON b.id = r.block_id"
        " WHERE r.account_id = ?1 AND r.state <> 'called' AND r.deleted_at IS NULL AND b.deleted_at IS NULL"
        " AND b.begun_at <= ?2 AND coalesce(b.ended_at, ?2) >= strftime('%Y-%m-%dT%H:%M:%fZ', ?2, '-1 hour')",
        (account_id, started_at),
    )
    for one in waiting:
        db.update("call_block_row", one["id"], state="called", reason=None, call_id=call_id)
        end_if_done(db, one["block_id"])


def end_if_done(db: Database, block_id: str) -> None:
    """Inside a step: a block in which nothing waits has ended."""
    found = block(db, block_id)
    if found is not None and not found["waiting"] and found["ended_at"] is None:
        db.update("call_block", block_id, ended_at=db.now())


_SHEET = """
SELECT r.id, r.account_id, r.position, r.state, r.reason, a.name, a.stage, a.next_kind, a.next_what, a.next_time,
  a.next_due, a.country, k.id AS point_id, k.typed, k.extension, k.key AS phone, p.id AS contact_id,
  p.full_name AS person, p.zone AS person_zone, p.country AS person_country, c.disposition, c.direction, c.started_at
FROM call_block_row AS r
JOIN account AS a ON a.id = r.account_id AND a.deleted_at IS NULL AND a.merged_into IS NULL
LEFT JOIN contact_point AS k ON k.id = coalesce(
  (SELECT n.id FROM contact_point AS n WHERE n.contact_id = a.next_contact_id AND n.kind = 'phone'
   AND n.dead_at IS NULL AND n.deleted_at IS NULL ORDER BY n.position, n.id LIMIT 1),
  (SELECT m.id FROM contact_point AS m LEFT JOIN contact AS q ON q.id = m.contact_id
   WHERE m.account_id = a.id AND m.kind = 'phone' AND m.dead_at IS NULL AND m.deleted_at IS NULL
   AND q.left_at IS NULL AND q.deleted_at IS NULL AND coalesce(q.do_not_contact, 0) = 0
   ORDER BY q.id IS NULL, q.position, m.position, m.id LIMIT 1))
LEFT JOIN contact AS p ON p.id = k.contact_id
LEFT JOIN call AS c ON c.id = r.call_id AND c.deleted_at IS NULL
WHERE r.block_id = ? AND r.deleted_at IS NULL ORDER BY r.position, r.id
"""


def sheet(db: Database, block_id: str) -> list[Row]:
    """The rows of a block with whom to call at which number, and what came of the call."""
    return db.all(_SHEET, (block_id,))
