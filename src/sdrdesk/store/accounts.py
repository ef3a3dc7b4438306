"""Reads of accounts, their people and how to reach them; and who a reference means."""

from __future__ import annotations

import json
from collections.abc import Sequence

from .database import Database, Row
from .where import ALL, Where

LIVE = "deleted_at IS NULL AND merged_into IS NULL"


def account(db: Database, account_id: str) -> Row | None:
    """The live account, or None."""
    return db.one(f"SELECT * FROM account WHERE id = ? AND {LIVE}", (account_id,))


def people(db: Database, account_id: str) -> list[Row]:
    """The live people of an account, in order, those who left last."""
    return db.all(
        f"SELECT * FROM contact WHERE account_id = ? AND {LIVE} ORDER BY left_at IS NOT NULL, position, id",
        (account_id,),
    )


def points(db: Database, account_id: str) -> list[Row]:
    """Every phone and e-mail of an account and its people, dead numbers included."""
    return db.all(
        "SELECT * FROM contact_point WHERE account_id = ? AND deleted_at IS NULL ORDER BY position, id", (account_id,)
    )


def points_of(db: Database, contact_id: str) -> list[Row]:
    """Every phone and e-mail of one person, dead numbers included."""
    return db.all(
        "SELECT * FROM contact_point WHERE contact_id = ? AND deleted_at IS NULL ORDER BY position, id", (contact_id,)
    )


def of_account(db: Database, table: str, account_id: str, order: str) -> list[Row]:
    """The live rows of a table that hang on an account."""
    sql = f'SELECT * FROM "{table}" WHERE account_id = ? AND deleted_at IS NULL ORDER BY {order}'
    return db.all(sql, (account_id,))


def by_name(db: Database, name_key: str, limit: int = 20) -> list[Row]:
    """(account id, label) of accounts and people with exactly this name key."""
    return db.all(
        f"SELECT id, name AS label FROM account WHERE name_key = ? AND {LIVE}"
        " UNION SELECT c.account_id, c.full_name || ' · ' || a.name FROM contact AS c"
        " JOIN account AS a ON a.id = c.account_id WHERE c.name_key = ?"
        " AND c.deleted_at IS NULL AND c.merged_into IS NULL"
        " AND a.deleted_at IS NULL AND a.merged_into IS NULL LIMIT ?",
        (name_key, name_key, limit),
    )


def beginning(db: Database, name_key: str, limit: int) -> list[Row]:
    """id, name, stage, status of live accounts whose name key begins so, by name."""
    return db.all(
        f"SELECT id, name, stage, status FROM account WHERE name_key >= ? AND name_key < ? AND {LIVE}"
        " ORDER BY name_key, id LIMIT ?",
        (name_key, f"{name_key}\U0010ffff", limit),
    )


def by_point(db: Database, key: str, limit: int = 20) -> list[Row]:
    """(account id, label) of accounts reached by this e-mail or phone key."""
    return db.all(
        "SELECT DISTINCT p.account_id AS id, coalesce(c.full_name || ' · ', '') || a.name AS label"
        " FROM contact_point AS p JOIN account AS a ON a.id = p.account_id"
        " LEFT JOIN contact AS c ON c.id = p.contact_id"
        " WHERE p.key = ? AND p.deleted_at IS NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL LIMIT ?",
        (key, limit),
    )


def by_id(db: Database, row_id: str) -> list[Row]:
    """(account id, label) when this is the id of an account, of one merged into it, or of a person on one."""
    row_id = stands_for(db, "account", row_id)
    return db.all(
        f"SELECT id, name AS label FROM account WHERE id = ? AND {LIVE}"
        " UNION SELECT account_id, full_name FROM contact WHERE id = ? AND deleted_at IS NULL",
        (row_id, row_id),
    )


def by_id_prefix(db: Database, prefix: str) -> list[Row]:
    """(account id, label) of accounts whose id begins so, two at most."""
    return db.all(
        f"SELECT id, name AS label FROM account WHERE id >= ? AND id < ? AND {LIVE} LIMIT 2", (prefix, prefix + "g")
    )


def matching(
    db: Database, match: str, *, statuses: Sequence[str] = (), stage: str | None = None, limit: int = 100
) -> list[Row]:
    """Accounts whose index row matches an FTS5 expression: id, name, stage, status; unranked, newest rows last."""
    sql = (
        "SELECT a.id, a.name, a.stage, a.status FROM search JOIN search_row ON search_row.rowid = search.rowid"
        " JOIN account AS a ON a.id = search_row.account_id"
        " WHERE search MATCH ? AND a.deleted_at IS NULL AND a.merged_into IS NULL"
    )
    params: list[object] = [match]
    if statuses:
        sql += f" AND a.status IN ({', '.join('?' for _ in statuses)})"
        params.extend(statuses)
    if stage is not None:
        sql += " AND a.stage = ?"
        params.append(stage)
    return db.all(sql + " LIMIT ?", (*params, limit))


def reached_by(db: Database, account_ids: Sequence[str]) -> list[Row]:
    """Names of the people of these accounts, then their e-mails and numbers as typed: account_id, text."""
    asked = json.dumps(list(account_ids))
    return db.all(
        "SELECT account_id, full_name AS text, 0 AS later FROM contact WHERE deleted_at IS NULL AND merged_into IS NULL"
        " AND account_id IN (SELECT value FROM json_each(?))"
        " UNION ALL SELECT account_id, typed, 1 FROM contact_point WHERE deleted_at IS NULL"
        " AND account_id IN (SELECT value FROM json_each(?)) ORDER BY later",
        (asked, asked),
    )


def listing(
    db: Database,
    *,
    stage: str | None = None,
    status: str | None = None,
    where: Where = ALL,
    after: tuple[str, str] | None = None,
    limit: int = 1000,
) -> list[Row]:
    """Live accounts by name, a page by key (name_key, id)."""
    sql = "SELECT a.* FROM account AS a LEFT JOIN card AS c ON c.id = a.id"
    sql += f" WHERE a.deleted_at IS NULL AND a.merged_into IS NULL AND ({where.sql})"
    params = list(where.params)
    for column, wanted in (("stage", stage), ("status", status)):
        if wanted is not None:
            sql += f" AND a.{column} = ?"
            params.append(wanted)
    if after is not None:
        sql += " AND (a.name_key, a.id) > (?, ?)"
        params.extend(after)
    return db.all(sql + " ORDER BY a.name_key, a.id LIMIT ?", (*params, limit))


def of_call(db: Database, table: str, call_id: str, order: str) -> list[Row]:
    """The live rows of a table that hang on a call."""
    return db.all(f'SELECT * FROM "{table}" WHERE call_id = ? AND deleted_at IS NULL ORDER BY {order}', (call_id,))


def stands_for(db: Database, table: str, row_id: str) -> str:
    """The id of the account (or contact) that this one was merged into, however often; its own when it was not."""
    seen = {row_id}
    while (into := db.value(f'SELECT merged_into FROM "{table}" WHERE id = ?', (row_id,))) and into not in seen:
        row_id = str(into)
        seen.add(row_id)
    return row_id
