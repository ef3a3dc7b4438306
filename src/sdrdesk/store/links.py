"""Who named whom: the people that brought an account's people, and those that its people brought. Each by an index."""

from __future__ import annotations

from .database import Database, Row

_LIVE = "{0}.deleted_at IS NULL AND {0}.merged_into IS NULL"
_SHOWN = "o.id AS other_id, o.full_name AS other, a.id AS account_id, a.name AS account, a.stage, a.status"


def named_by(db: Database, account_id: str) -> list[Row]:
    """Our person (id, name) and who referred them: other_id, other, account_id, account, stage, status."""
    return db.all(
        f"SELECT c.id, c.full_name AS name, {_SHOWN} FROM contact AS c JOIN contact AS o ON o.id = c.referred_by"
        " JOIN account AS a ON a.id = o.account_id"
        f" WHERE c.account_id = ? AND {_LIVE.format('c')} AND {_LIVE.format('o')} ORDER BY c.position, c.id",
        (account_id,),
    )


def named(db: Database, account_id: str, limit: int = 50) -> list[Row]:
    """Our person and whom they referred, the latest first; columns as in `named_by`."""
    return db.all(
        f"SELECT c.id, c.full_name AS name, {_SHOWN} FROM contact AS c JOIN contact AS o ON o.referred_by = c.id"
        " JOIN account AS a ON a.id = o.account_id"
        f" WHERE c.account_id = ? AND {_LIVE.format('c')} AND {_LIVE.format('o')}"
        " ORDER BY o.added_at DESC, o.id LIMIT ?",
        (account_id, limit),
    )
