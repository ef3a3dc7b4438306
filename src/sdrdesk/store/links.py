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


_PERSON = (
    "SELECT c.id, c.full_name AS name, a.name AS account, a.name_key AS account_key, c.account_id FROM contact AS c"
    " JOIN account AS a ON a.id = c.account_id WHERE {0}"
    " AND c.deleted_at IS NULL AND c.merged_into IS NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL LIMIT ?"
)


def person(db: Database, contact_id: str) -> list[Row]:
    """id, name, account, account_key, account_id of one live person."""
    return db.all(_PERSON.format("c.id = ?"), (contact_id, 1))


def people_named(db: Database, name_key: str, limit: int, *, beginning: bool = False) -> list[Row]:
    """People of the whole desk of this name key, or of one that begins so; columns as in `person`."""
    if beginning:
        return db.all(_PERSON.format("c.name_key >= ? AND c.name_key < ?"), (name_key, f"{name_key}\U0010ffff", limit))
    return db.all(_PERSON.format("c.name_key = ?"), (name_key, limit))


def people_reached(db: Database, key: str, limit: int) -> list[Row]:
    """People with this e-mail or phone key; columns as in `person`."""
    reached = "c.id IN (SELECT contact_id FROM contact_point WHERE key = ? AND deleted_at IS NULL)"
    return db.all(_PERSON.format(reached), (key, limit))
