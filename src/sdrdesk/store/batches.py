"""Imports as batches: those that were cut off, a copy to try one on, and taking one back but for what was worked on."""

from __future__ import annotations

import json
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any, NamedTuple

from sdrdesk.domain.errors import Conflict, StoreTrouble

from . import journal
from .backup import safety_copy
from .database import Database, Row, Step

VERB = "import.done"
_SHOWN = 5
_TABLES = ("note", "tag", "touch", "contact_point", "contact", "account")
_OF_ACCOUNTS = (
    "contact", "contact_point", "deal", "order", "stage_move", "call", "call_line", "answer", "grade", "objection",
    "note", "activity", "next_step", "touch", "tag",
)  # fmt: skip
_OF_PEOPLE = ("contact_point", "call", "grade", "objection", "note", "activity", "next_step", "touch")
_AMONG = "IN (SELECT value FROM json_each(?))"


class Kept(NamedTuple):
    """What an import could not take with it: accounts and people since worked on; the first few names."""

    total: int
    names: tuple[str, ...]


def open_batches(db: Database) -> list[Row]:
    """Imports that were begun and not ended."""
    return db.all("SELECT id, step_id, file_name FROM import_batch WHERE state = 'open' AND deleted_at IS NULL")


def close_batch(db: Database, batch_id: str, **counts: Any) -> None:
    """Mark an import as ended, inside its step."""
    db.update("import_batch", batch_id, state="done", ended_at=db.now(), **counts)


def copy_before(db: Database, at: datetime) -> None:
    """A safety copy before an import; none of a desk in memory. Raises StoreTrouble."""
    if db.path == ":memory:":
        return
    try:
        safety_copy(db.conn, db.path, "before-import", at)
    except (OSError, sqlite3.Error) as trouble:
        raise StoreTrouble(f"No safety copy could be made ({trouble}); nothing was imported.") from trouble


@contextmanager
def copied(db: Database, place: str) -> Iterator[Database]:
    """The whole desk once more, at `place` (a path or `:memory:`), not kept safe: to try things on."""
    try:
        if place != ":memory:":
            os.close(os.open(place, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
        conn = sqlite3.connect(place, isolation_level=None)
        db.conn.backup(conn, pages=-1)
    except (OSError, sqlite3.Error) as trouble:
        raise StoreTrouble(f"No copy could be made to try the import on: {trouble}.") from trouble
    conn.row_factory = sqlite3.Row
    for pragma in ("journal_mode = MEMORY", "synchronous = OFF", "recursive_triggers = ON", "temp_store = MEMORY"):
        conn.execute(f"PRAGMA {pragma}")
    try:
        yield Database(conn, place, db.clock, db.device, db.origin)
    finally:
        conn.close()


def take_back(db: Database, step: Step, target: str) -> Kept:
    """Inside `step`: take back what the import `target` brought and changed, except what was worked on since."""
    accounts, people = _worked_on(db, target)
    kept = _reverse_updates(db, target, accounts, people)
    _tombstone(db, target, accounts, people)
    _batch_row(db, target, whole=not (accounts or people or kept))
    db.conn.execute("UPDATE step SET undone_by = ? WHERE id = ?", (step.id, target))
    names = _names(db, accounts, people, kept)
    return Kept(len(names), tuple(names[:_SHOWN]))


def _worked_on(db: Database, target: str) -> tuple[list[str], list[str]]:
    """Accounts of the import, and people it added to other accounts, that a standing later act changed or used."""
    first = db.value("SELECT min(id) FROM change WHERE step_id = ?", (target,)) or 0
    later = (
        " FROM change AS c LEFT JOIN step AS s ON s.id = c.step_id {join} WHERE c.id > ? AND c.step_id IS NOT ?"
        " AND c.tbl = '{table}' AND (s.id IS NULL OR (s.undone_by IS NULL AND s.undoes IS NULL)) AND EXISTS ("
        "SELECT 1 FROM change AS i WHERE i.row_id = {of} AND i.tbl = '{owner}' AND i.step_id = ?)"
    )
    bounds = (first, target, target)
    accounts: set[str] = set()
    people: set[str] = set()
    for table in ("account", *_OF_ACCOUNTS):
        of = "c.row_id" if table == "account" else "t.account_id"
        join = "" if table == "account" else f'JOIN "{table}" AS t ON t.id = c.row_id'
        sql = f"SELECT DISTINCT {of}" + later.format(join=join, table=table, of=of, owner="account")
        accounts |= {row[0] for row in db.all(sql, bounds)}
    for table in ("contact", *_OF_PEOPLE):
        of = "c.row_id" if table == "contact" else "t.contact_id"
        join = "" if table == "contact" else f'JOIN "{table}" AS t ON t.id = c.row_id'
        sql = f"SELECT DISTINCT {of}" + later.format(join=join, table=table, of=of, owner="contact")
        people |= {row[0] for row in db.all(sql, bounds)}
    return sorted(accounts), sorted(people)


def _tombstone(db: Database, target: str, accounts: list[str], people: list[str]) -> None:
    stamp, kept, kept_people = db.now(), json.dumps(accounts), json.dumps(people)
    for table in _TABLES:
        sql = (
            f'UPDATE "{table}" SET deleted_at = ?, updated_at = ? WHERE deleted_at IS NULL AND id IN'
            f" (SELECT row_id FROM change WHERE step_id = ? AND tbl = '{table}' AND op = 'insert')"
        )
        sql += f" AND {'id' if table == 'account' else 'account_id'} NOT {_AMONG}"
        params: tuple[Any, ...] = (stamp, stamp, target, kept)
        if table in ("contact", "contact_point", "touch", "note"):
            sql += f" AND coalesce({'id' if table == 'contact' else 'contact_id'}, '') NOT {_AMONG}"
            params = (*params, kept_people)
        db.conn.execute(sql, params)


def _reverse_updates(db: Database, target: str, accounts: list[str], people: list[str]) -> list[tuple[str, str]]:
    """Put back what the import changed in rows that were there before; (table, id) of those changed again since."""
    worked = {*accounts, *people}
    kept = []
    for change in db.all(
        "SELECT * FROM change AS c WHERE step_id = ? AND op = 'update' AND tbl <> 'import_batch' AND NOT EXISTS ("
        "SELECT 1 FROM change AS i WHERE i.row_id = c.row_id AND i.tbl = c.tbl AND i.step_id = c.step_id"
        " AND i.op = 'insert') ORDER BY id DESC",
        (target,),
    ):
        if change["row_id"] in worked and "deleted_at" in json.loads(change["after"]):
            continue
        try:
            journal.reverse(db, change, (target,))
        except Conflict:
            kept.append((change["tbl"], change["row_id"]))
    return kept


def _batch_row(db: Database, target: str, *, whole: bool) -> None:
    for row in db.all("SELECT id FROM import_batch WHERE step_id = ? AND deleted_at IS NULL", (target,)):
        db.update("import_batch", row["id"], state="taken_back", deleted_at=db.now() if whole else None)


def _names(db: Database, accounts: list[str], people: list[str], kept: list[tuple[str, str]]) -> list[str]:
    accounts = accounts + [row_id for table, row_id in kept if table == "account"]
    people = people + [row_id for table, row_id in kept if table == "contact"]
    rows = db.all(f"SELECT name FROM account WHERE id {_AMONG} ORDER BY name_key", (json.dumps(accounts),))
    rows += db.all(
        f"SELECT full_name FROM contact WHERE id {_AMONG} AND account_id NOT {_AMONG} ORDER BY name_key",
        (json.dumps(people), json.dumps(accounts)),
    )
    return [row[0] for row in rows]
