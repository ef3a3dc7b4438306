"""Joining two records: everything that hangs on the one hangs on the other from now on, inside a step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from . import ids
from .database import Database

OF_ACCOUNT = (
    "contact", "contact_point", "deal", "order", "stage_move", "call", "answer", "grade", "objection", "note",
    "activity", "next_step", "touch", "cadence_run", "cadence_step", "call_block_row", "recurring",
)  # fmt: skip
"""What an account takes along, by its `account_id`; lines of calls and labels are taken along apart."""
OF_CONTACT = (
    "call", "grade", "objection", "note", "activity", "next_step", "touch", "cadence_run", "cadence_step",
)  # fmt: skip
COUNTED = {
    "contact": ("person", "people"), "deal": ("deal", "deals"), "order": ("order", "orders"),
    "call": ("call", "calls"), "objection": ("objection", "objections"), "note": ("note", "notes"),
    "activity": ("entry", "entries"), "tag": ("tag", "tags"),
}  # fmt: skip
"""What is told of what comes along, in the order it is told."""


def hanging(db: Database, account_id: str) -> dict[str, int]:
    """Table of COUNTED -> how many live rows hang on an account; none left out."""
    return {
        table: int(db.value(f'SELECT count(*) FROM "{table}" WHERE account_id = ? AND deleted_at IS NULL'
                            + (" AND merged_into IS NULL" if table == "contact" else ""), (account_id,)))
        for table in COUNTED
    }  # fmt: skip


def hanging_on_person(db: Database, contact: Mapping[str, Any]) -> dict[str, int]:
    """As `hanging`, of a person."""
    return {
        table: int(db.value(
            f'SELECT count(*) FROM "{table}" WHERE account_id = ? AND contact_id = ? AND deleted_at IS NULL',
            (contact["account_id"], contact["id"])))
        for table in COUNTED if table in OF_CONTACT
    }  # fmt: skip


def relink_account(db: Database, gone: str, kept: str) -> None:
    """Hang everything of the account `gone` on `kept`, taken-back rows too, people behind those there are."""
    behind = int(db.value("SELECT coalesce(max(position), -1) + 1 FROM contact WHERE account_id = ?", (kept,)))
    _set(db, "contact", "position = position + ?", behind, "account_id = ?", gone)
    _set(
        db, "call_line", "account_id = ?", kept,
        "call_id IN (SELECT id FROM call WHERE account_id = ?)", gone,
    )  # fmt: skip
    for table in OF_ACCOUNT:
        _set(db, table, "account_id = ?", kept, "account_id = ?", gone)
    for row in db.all("SELECT id, tag FROM tag WHERE account_id = ? AND deleted_at IS NULL", (gone,)):
        db.tombstone("tag", row["id"])
        db.put("tag", ids.same_thing("tag", kept, row["tag"]), account_id=kept, tag=row["tag"])
    _once_in_a_block(db, kept)


def _set(db: Database, table: str, what: str, value: Any, where: str, which: str) -> None:
    db.conn.execute(f'UPDATE "{table}" SET {what}, updated_at = ? WHERE {where}', (value, db.now(), which))


def _once_in_a_block(db: Database, account_id: str) -> None:
    """In a call block that both stood in, it waits once."""
    seen: set[str] = set()
    for row in db.all(
        "SELECT r.id, r.block_id FROM call_block_row AS r WHERE r.account_id = ? AND r.state = 'waiting'"
        " AND r.deleted_at IS NULL ORDER BY r.position",
        (account_id,),
    ):
        if row["block_id"] in seen:
            db.update("call_block_row", row["id"], state="skipped", reason="merged")
        seen.add(row["block_id"])


def end_history_with(db: Database, own: list[str], account_id: str) -> None:
    """Take back moves that are later than the last of `own`: the history ends where the account now stands."""
    moves = db.all(
        "SELECT id FROM stage_move WHERE account_id = ? AND deleted_at IS NULL ORDER BY at, id", (account_id,)
    )
    known = set(own)
    while moves and moves[-1]["id"] not in known:
        db.tombstone("stage_move", moves.pop()["id"])


def moves_of(db: Database, account_id: str) -> list[str]:
    """The live moves of an account."""
    return [row[0] for row in db.all(
        "SELECT id FROM stage_move WHERE account_id = ? AND deleted_at IS NULL", (account_id,))]  # fmt: skip


def relink_person(db: Database, gone: Mapping[str, Any], kept: Mapping[str, Any]) -> None:
    """Hang everything of the person `gone` on `kept`, of the same account; a way to reach both had stands once."""
    account = str(kept["account_id"])
    held = db.all(
        "SELECT * FROM contact_point WHERE contact_id = ? AND deleted_at IS NULL ORDER BY position, id", (kept["id"],)
    )
    reached = {(point["kind"], point["key"] or point["typed"]) for point in held}
    place = max((point["position"] for point in held), default=-1) + 1
    for point in db.all(
        "SELECT * FROM contact_point WHERE contact_id = ? AND deleted_at IS NULL ORDER BY position, id", (gone["id"],)
    ):
        if (point["kind"], point["key"] or point["typed"]) in reached:
            db.tombstone("contact_point", point["id"])
            continue
        db.update("contact_point", point["id"], contact_id=kept["id"], position=place)
        place += 1
    for table in OF_CONTACT:
        db.conn.execute(
            f'UPDATE "{table}" SET contact_id = ?, updated_at = ? WHERE account_id = ? AND contact_id = ?',
            (kept["id"], db.now(), account, gone["id"]),
        )
    if db.value("SELECT next_contact_id FROM account WHERE id = ?", (account,)) == gone["id"]:
        db.update("account", account, next_contact_id=kept["id"])
    _set(db, "contact", "referred_by = ?", kept["id"], "referred_by = ?", gone["id"])


def apart_too(db: Database, table: str, gone: str, kept: str) -> None:
    """Who was not the same as `gone` is not the same as `kept`."""
    for row in db.all(
        "SELECT one_id, other_id FROM not_same WHERE tbl = ?1 AND deleted_at IS NULL AND one_id = ?2"
        " UNION SELECT one_id, other_id FROM not_same WHERE tbl = ?1 AND deleted_at IS NULL AND other_id = ?2",
        (table, gone),
    ):
        other = row["other_id"] if row["one_id"] == gone else row["one_id"]
        first, second = sorted((kept, other))
        if other != kept:
            db.put(
                "not_same", ids.same_thing("not_same", table, first, second), tbl=table, one_id=first, other_id=second
            )
