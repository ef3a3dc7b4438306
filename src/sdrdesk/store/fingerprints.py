"""Fingerprints of those who must not come back, under a key made by chance once and kept in the desk."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable

from sdrdesk.domain.fingerprint import Held, fingerprint

from . import ids
from .database import Database, Row

KEY = "fingerprint:key"
_AMONG = "IN (SELECT value FROM json_each(?))"


def _key_id() -> str:
    return ids.same_thing("setting", KEY)


def _key(db: Database) -> str | None:
    """The desk's key; one whose making was taken back still counts: fingerprints made with it may stand."""
    found = db.value("SELECT value FROM setting WHERE id = ?", (_key_id(),))
    return None if found is None else str(found)


def leave(db: Database, kind: str, normal_form: str, why: str, on: str) -> None:
    """Keep the fingerprint of an e-mail or phone, inside a step."""
    key = _key(db) or secrets.token_hex(32)
    db.put("setting", _key_id(), key=KEY, value=key)
    made = fingerprint(key, kind, normal_form)
    row_id = ids.same_thing("fingerprint", kind, made, why)
    if db.row("fingerprint", row_id) is None:
        db.put("fingerprint", row_id, kind=kind, hash=made, why=why, on_date=on)


def lift(db: Database, kind: str, normal_form: str, why: str) -> None:
    """Take the fingerprint of an e-mail or phone back, inside a step."""
    key = _key(db)
    row_id = ids.same_thing("fingerprint", kind, fingerprint(key, kind, normal_form), why) if key else ""
    if db.row("fingerprint", row_id) is not None:
        db.tombstone("fingerprint", row_id)


def points_of(db: Database, contact_id: str) -> list[Row]:
    """(kind, key) of every way to reach a person."""
    return db.all(
        "SELECT DISTINCT kind, key FROM contact_point WHERE contact_id = ? AND key IS NOT NULL AND deleted_at IS NULL",
        (contact_id,),
    )


def held(db: Database, reached: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Held]:
    """Of these (kind, normal form) those that have a fingerprint here, with why and since when."""
    if db.one("SELECT 1 FROM fingerprint LIMIT 1") is None:
        return {}
    key = _key(db)
    if key is None:
        return {}
    asked = {fingerprint(key, kind, form): (kind, form) for kind, form in reached}
    rows = db.all(
        f"SELECT hash, why, on_date FROM fingerprint WHERE hash {_AMONG} AND deleted_at IS NULL ORDER BY on_date DESC",
        (json.dumps(list(asked)),),
    )
    return {asked[row["hash"]]: Held(row["why"], row["on_date"]) for row in rows}


def points_alone(db: Database, account_id: str, contact_id: str | None) -> list[Row]:
    """(kind, key) of the ways to reach a person (or, with None, an account and all its people) that reach nobody else
    who may be contacted: a switchboard's number is not one person's."""
    whose = "p.contact_id = :person" if contact_id is not None else ":person IS NULL"
    return db.all(
        f"SELECT DISTINCT p.kind, p.key FROM contact_point AS p WHERE p.account_id = :account AND {whose}"
        " AND p.key IS NOT NULL AND p.deleted_at IS NULL AND NOT EXISTS ("
        "SELECT 1 FROM contact_point AS o JOIN account AS a ON a.id = o.account_id"
        " LEFT JOIN contact AS c ON c.id = o.contact_id"
        " WHERE o.key = p.key AND o.deleted_at IS NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL"
        " AND a.do_not_contact = 0 AND coalesce(c.do_not_contact, 0) = 0 AND c.deleted_at IS NULL"
        " AND (o.account_id <> :account OR (:person IS NOT NULL AND o.contact_id IS NOT :person)))",
        {"account": account_id, "person": contact_id},  # type: ignore[arg-type]  # named
    )


def points_free_again(db: Database, account_id: str) -> list[Row]:
    """(kind, key) of the ways to reach an account and its people that reach nobody else who asked to be left alone."""
    return db.all(
        "SELECT DISTINCT p.kind, p.key FROM contact_point AS p WHERE p.account_id = :account AND p.key IS NOT NULL"
        " AND p.deleted_at IS NULL AND NOT EXISTS ("
        "SELECT 1 FROM contact_point AS o JOIN account AS a ON a.id = o.account_id"
        " LEFT JOIN contact AS c ON c.id = o.contact_id"
        " WHERE o.key = p.key AND o.deleted_at IS NULL AND a.merged_into IS NULL"
        " AND (c.do_not_contact = 1 OR (a.do_not_contact = 1 AND a.id <> :account)))",
        {"account": account_id},  # type: ignore[arg-type]  # named
    )


def blocked_people(db: Database, account_id: str) -> list[str]:
    """People of an account who asked not to be contacted."""
    rows = db.all(
        "SELECT id FROM contact WHERE account_id = ? AND do_not_contact = 1 AND deleted_at IS NULL", (account_id,)
    )
    return [row[0] for row in rows]
