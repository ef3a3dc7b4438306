"""The log read back: the acts of a desk, and taking an act back whole."""

from __future__ import annotations

import json
from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from sdrdesk.domain.errors import Conflict, NotFound

from .database import Database, Row, Step


class Act(NamedTuple):
    """One human act as the list shows it: `undone` acts can be redone through `undone_by`."""

    id: str
    at: str
    verb: str
    subject: str | None
    said: str
    origin: str
    group_id: str | None
    undone_by: str | None
    seq: int

    @property
    def is_heading(self) -> bool:
        """Whether other acts stand under this one: the lines of a call, or what was done to many accounts at once."""
        return self.verb == "call.started" or self.group_id == self.id


_ACT = "SELECT id, at, verb, subject, said, origin, group_id, undone_by, seq FROM step"

_ENTRIES = (
    "(SELECT count(*) FROM step AS line WHERE line.group_id = step.group_id AND line.undoes IS NULL"
    " AND line.id <> step.id AND line.undone_by IS step.undone_by)"
)
_GROUPED = _ACT.replace(
    " said,", f" said || CASE WHEN verb = 'call.started' THEN ', ' || {_ENTRIES} || ' entries' ELSE '' END AS said,"
)


def acts(db: Database, limit: int = 50, before: int | None = None, subject: str | None = None) -> list[Act]:
    """Acts newest first, those taken back included; undo steps themselves are not acts.

    The lines of a call stand under it: only its start is listed, saying how many entries it has. What was done to
    many accounts at once is listed once.
    """
    sql = _GROUPED + " WHERE undoes IS NULL AND (group_id IS NULL OR verb = 'call.started' OR group_id = id)"
    params: list[Any] = []
    if subject is not None:
        sql, params = sql + " AND subject = ?", [subject]
    if before is not None:
        sql, params = sql + " AND seq < ?", [*params, before]
    return [Act(*row) for row in db.all(sql + " ORDER BY seq DESC LIMIT ?", [*params, limit])]


def last_act(db: Database) -> Act | None:
    """The newest act that still stands and was not a forgetting; of those done to many accounts, their heading."""
    row = db.one(
        _ACT + " WHERE undone_by IS NULL AND undoes IS NULL AND verb NOT LIKE '%.forgotten' ORDER BY seq DESC LIMIT 1"
    )
    if row is None:
        return None
    heading = db.one(_ACT + " WHERE id = ? AND undone_by IS NULL", (row["group_id"],)) if row["group_id"] else None
    return Act(*(heading or row))


def last_taken_back(db: Database) -> Act | None:
    """The act whose undo is the newest that stands."""
    row = db.one(
        f"{_ACT} WHERE undoes IS NULL AND undone_by IS NOT NULL"
        " ORDER BY (SELECT u.seq FROM step AS u WHERE u.id = step.undone_by) DESC, seq LIMIT 1"
    )
    return Act(*row) if row is not None else None


def acts_beginning(db: Database, prefix: str, limit: int) -> list[Act]:
    """Acts whose id begins so, newest first; undo steps are no acts."""
    if not prefix or not set(prefix) <= set("0123456789abcdef-"):
        return []
    sql = _ACT + " WHERE id >= ? AND id < ? AND undoes IS NULL ORDER BY seq DESC LIMIT ?"
    return [Act(*row) for row in db.all(sql, (prefix, prefix + "g", limit))]


def acts_of_batches(db: Database, prefix: str, limit: int) -> list[Act]:
    """The acts of imports whose own id begins so, newest first."""
    if not prefix or not set(prefix) <= set("0123456789abcdef-"):
        return []
    sql = _ACT + " WHERE id IN (SELECT step_id FROM import_batch WHERE id >= ? AND id < ?) ORDER BY seq DESC LIMIT ?"
    return [Act(*row) for row in db.all(sql, (prefix, prefix + "g", limit))]


def act(db: Database, step_id: str) -> Act:
    """One act by id. Raises NotFound."""
    row = db.one(_ACT + " WHERE id = ?", (step_id,))
    if row is None:
        raise NotFound(f"There is no act {step_id} in this desk's history.")
    return Act(*row)


def group_of(db: Database, one: Act) -> list[Act]:
    """The standing acts of a group (the lines of a call, all of many at once), or the act alone; newest first."""
    if one.group_id is None:
        return [one]
    rows = db.all(_ACT + " WHERE group_id = ? AND undone_by IS NULL ORDER BY seq DESC", (one.group_id,))
    return [Act(*row) for row in rows]


def lines(db: Database, group: str) -> int:
    """How many acts are in a group."""
    return int(db.value("SELECT count(*) FROM step WHERE group_id = ?", (group,)))


def undo_step_of(db: Database, one: Act) -> str | None:
    """The undo step that took this act back, if it is taken back."""
    return one.undone_by


def take_back(db: Database, step: Step, targets: Sequence[str]) -> None:
    """Inside `step`: put back what the target steps changed, newest first, and mark them undone.

    Raises Conflict, in words, when a later step has changed the same facts, or another window was quicker.
    """
    together = frozenset(targets)
    for target in targets:
        if db.value("SELECT undone_by FROM step WHERE id = ?", (target,)) is not None:
            raise Conflict("It was taken back by another window at this moment.")
        for change in db.all("SELECT * FROM change WHERE step_id = ? ORDER BY id DESC", (target,)):
            reverse(db, change, together)
        if db.value("SELECT undoes FROM step WHERE id = ?", (target,)) is not None:  # what it took back stands again
            db.conn.execute("UPDATE step SET undone_by = NULL WHERE undone_by = ?", (target,))
        db.conn.execute("UPDATE step SET undone_by = ? WHERE id = ?", (step.id, target))


def reverse(db: Database, change: Row, targets: Collection[str]) -> None:
    """Put one change of the target steps back. Raises Conflict when a later step changed the same facts."""
    table, row_id = change["tbl"], change["row_id"]
    if change["op"] == "insert":
        _unused(db, table, row_id, targets)
        db.tombstone(table, row_id)
        return
    if change["op"] == "delete":
        raise Conflict("What was erased cannot be brought back.")
    before, after = json.loads(change["before"]), json.loads(change["after"])
    current = db.one(f'SELECT * FROM "{table}" WHERE id = ?', (row_id,))
    if current is None:
        raise Conflict("The record was erased since; this act cannot be taken back.")
    if not after:
        raise Conflict("What it changed was forgotten for good and cannot be brought back.")
    for name, value in after.items():
        if current[name] != value and not (name == "deleted_at" and value and current[name]):
            raise Conflict(_later(db, change, name))
    db.update(table, row_id, **before)


def _later(db: Database, change: Row, column: str) -> str:
    rows = db.all(
        "SELECT s.said, c.after FROM change AS c LEFT JOIN step AS s ON s.id = c.step_id"
        " WHERE c.row_id = ? AND c.id > ? AND c.tbl = ? AND c.op = 'update' ORDER BY c.id DESC",
        (change["row_id"], change["id"], change["tbl"]),
    )
    said = next((row["said"] for row in rows if column in json.loads(row["after"]) and row["said"]), None)
    what = f"a later act changed the same facts: {said}" if said else "it was changed elsewhere since"
    return f"This cannot be taken back alone, {what}. Take that back first (U lists acts)."


def _unused(db: Database, table: str, row_id: str, targets: Collection[str]) -> None:
    """Refuse to take a new record back while later work changed it or hangs on it."""
    changes = db.all(
        "SELECT s.said, c.step_id FROM change AS c LEFT JOIN step AS s ON s.id = c.step_id"
        " WHERE c.row_id = ? AND c.tbl = ? AND c.op = 'update' AND s.undone_by IS NULL AND s.undoes IS NULL"
        " ORDER BY c.id DESC",
        (row_id, table),
    )
    later = next((change for change in changes if change["step_id"] not in targets), None)
    if later is not None:
        said = later["said"] or "it was changed elsewhere"
        raise Conflict(f"It was changed since ({said}). Take that back first (U lists acts).")
    for child, column in CHILDREN.get(table, ()):
        sql = f'SELECT id FROM "{child}" WHERE "{column}" = ?1 AND deleted_at IS NULL'
        if table != "account":  # every child hangs on an account too, and is found by it through an index
            sql += f' AND account_id = (SELECT account_id FROM "{table}" WHERE id = ?1)'
        for row in db.all(sql, (row_id,)):
            born = db.one(
                "SELECT c.step_id, s.said FROM change AS c LEFT JOIN step AS s ON s.id = c.step_id"
                " WHERE c.row_id = ? AND c.op = 'insert' ORDER BY c.id LIMIT 1",
                (row["id"],),
            )
            if born is None or born["step_id"] not in targets:
                said = born["said"] if born is not None and born["said"] else f"a {child.replace('_', ' ')} was added"
                raise Conflict(f"Later work hangs on it ({said}). Take that back first (U lists acts).")


_OF_ACCOUNT = (
    "contact", "deal", "order", "call", "objection", "note", "activity", "next_step", "tag", "call_block_row",
)  # fmt: skip
CHILDREN: dict[str, tuple[tuple[str, str], ...]] = {
    "account": tuple((table, "account_id") for table in _OF_ACCOUNT),
    "contact": (("call", "contact_id"), ("objection", "contact_id"), ("activity", "contact_id")),
    "deal": (("order", "deal_id"),),
    "call": (("call_line", "call_id"), ("objection", "call_id")),
}
