"""Rows of an import that belong to somebody on the desk: whose they are, what of them is here, who changed it since."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from .batches import VERB
from .database import Database, Row

DEALING_TABLES = ("deal", "order", "call", "activity", "note")
_AMONG = "IN (SELECT value FROM json_each(?))"
_LIVE = "deleted_at IS NULL AND merged_into IS NULL"


def _listed(values: Iterable[str]) -> tuple[str]:
    return (json.dumps(list(values)),)


def people_by_reference(db: Database, external_ids: Iterable[str]) -> list[Row]:
    """Live people that some program calls so: id, account_id, external_id, name_key, and the program (or empty)."""
    return db.all(
        "SELECT c.id, c.account_id, c.external_id, c.name_key, b.format FROM contact AS c"
        " JOIN account AS a ON a.id = c.account_id LEFT JOIN import_batch AS b ON b.id = c.batch_id"
        f" WHERE c.external_id {_AMONG} AND c.external_id IS NOT NULL"
        " AND c.deleted_at IS NULL AND c.merged_into IS NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL"
        " ORDER BY c.id",
        _listed(external_ids),
    )


def people_by_phone(db: Database, keys: Iterable[str]) -> list[Row]:
    """(key, contact_id, account_id) of live people with one of these numbers; contact_id is None for a company's."""
    return db.all(
        "SELECT DISTINCT p.key, p.contact_id, p.account_id FROM contact_point AS p JOIN account AS a"
        f" ON a.id = p.account_id WHERE p.key {_AMONG} AND p.key IS NOT NULL AND p.kind = 'phone'"
        " AND p.deleted_at IS NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL",
        _listed(keys),
    )


def standing(db: Database, accounts: Iterable[str]) -> dict[str, Row]:
    """Account id -> its stage, name, and whether it is not to be contacted."""
    sql = f"SELECT id, name, stage, do_not_contact FROM account WHERE id {_AMONG} AND {_LIVE}"
    return {row["id"]: row for row in db.all(sql, _listed(accounts))}


def deals_of(db: Database, accounts: Iterable[str]) -> list[Row]:
    """(id, account_id, name) of the live deals of these accounts."""
    sql = f"SELECT id, account_id, name FROM deal WHERE account_id {_AMONG} AND deleted_at IS NULL"
    return db.all(sql, _listed(accounts))


def changed_by_hand(db: Database, table: str, ids: Iterable[str]) -> dict[str, set[str]]:
    """Row id -> its columns that a standing act other than an import has changed."""
    rows = db.all(
        "SELECT c.row_id, c.after FROM change AS c LEFT JOIN step AS s ON s.id = c.step_id"
        f" WHERE c.row_id {_AMONG} AND c.tbl = ? AND c.op = 'update' AND (s.id IS NULL OR (s.verb <> ?"
        " AND s.undone_by IS NULL AND s.undoes IS NULL))",
        (*_listed(ids), table, VERB),
    )
    mine: dict[str, set[str]] = {}
    for row in rows:
        mine.setdefault(row["row_id"], set()).update(json.loads(row["after"] or "{}"))
    return mine


def imported(db: Database, table: str, ids: Iterable[str]) -> set[str]:
    """Of these rows, those the log knows an import to have made."""
    rows = db.all(
        "SELECT c.row_id FROM change AS c JOIN step AS s ON s.id = c.step_id"
        f" WHERE c.row_id {_AMONG} AND c.tbl = ? AND c.op = 'insert' AND s.verb = ?",
        (*_listed(ids), table, VERB),
    )
    return {row["row_id"] for row in rows}


def still_here(db: Database, step_id: str) -> dict[str, int]:
    """How many deals, orders, calls, activities and notes an import made that are still here, by table."""
    found: dict[str, Any] = {
        table: db.value(
            f'SELECT count(*) FROM change AS c JOIN "{table}" AS t ON t.id = c.row_id AND t.deleted_at IS NULL'
            " WHERE c.step_id = ? AND c.tbl = ? AND c.op = 'insert'",
            (step_id, table),
        )
        for table in DEALING_TABLES
    }
    return {table: int(count) for table, count in found.items() if count}
