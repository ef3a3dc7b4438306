"""Reading customers: who they are, what they ordered and what others like them bought."""

from __future__ import annotations

import json
from collections.abc import Sequence

from .database import Database, Row

Place = tuple[str, int, str, str]
"""Where a customer stands along the board: due, value (negative), name, id."""


def page(db: Database, after: Place | None, limit: int) -> list[Row]:
    """Customers in the order of the board, a page after a place: one walk along its index."""
    return db.all(
        "SELECT c.id, c.due, c.minus_value, c.name_key, c.two_way_on, a.name, a.renewal_on, a.next_kind, a.next_what,"
        " (SELECT full_name FROM contact AS f WHERE f.account_id = a.id AND f.deleted_at IS NULL"
        "  AND f.merged_into IS NULL AND f.left_at IS NULL ORDER BY f.position, f.id LIMIT 1) AS person"
        " FROM (SELECT * FROM card INDEXED BY card_board WHERE stage = 'customer'"
        "  AND (due, minus_value, name_key, id) > (?, ?, ?, ?) ORDER BY due, minus_value, name_key, id LIMIT ?) AS c"
        " JOIN account AS a ON a.id = c.id ORDER BY c.due, c.minus_value, c.name_key, c.id",
        (*(after or ("", 0, "", "")), limit),
    )


def orders(db: Database, account_ids: Sequence[str]) -> list[Row]:
    """Orders of these accounts: day, worth in the base currency's minor units (NULL where no rate is known), what."""
    return db.all(
        "SELECT o.account_id, o.ordered_on, o.what,"
        " o.amount_minor * (SELECT millionths FROM rate WHERE currency = o.currency) / 1000000 AS worth"
        ' FROM "order" AS o WHERE o.deleted_at IS NULL AND o.account_id IN (SELECT value FROM json_each(?))'
        " ORDER BY o.ordered_on",
        (json.dumps(list(account_ids)),),
    )


def recurring(db: Database, account_ids: Sequence[str]) -> dict[str, int]:
    """account -> its recurring value a month now, in the base currency's minor units."""
    rows = db.all(
        "SELECT r.account_id, sum(r.change_minor * (SELECT millionths FROM rate WHERE currency = r.currency) / 1000000)"
        " AS worth FROM recurring AS r WHERE r.deleted_at IS NULL AND r.account_id IN (SELECT value FROM json_each(?))"
        " GROUP BY r.account_id",
        (json.dumps(list(account_ids)),),
    )
    return {row["account_id"]: int(row["worth"] or 0) for row in rows}


def buyers_of(db: Database, what: str, most: int) -> list[str]:
    """Accounts that ordered this, the latest first."""
    rows = db.all(
        'SELECT DISTINCT account_id FROM "order" WHERE what = ? AND deleted_at IS NULL'
        " ORDER BY ordered_on DESC LIMIT ?",
        (what, most),
    )
    return [row["account_id"] for row in rows]
