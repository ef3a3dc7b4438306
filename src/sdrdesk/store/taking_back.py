"""Taking an import back, and bringing it again: in short transactions, except what was worked on since."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

from sdrdesk.domain.errors import Conflict

from . import journal, scores
from .at_rest import count_accounts, triggers_at_rest
from .database import Database

RANGE = 20_000
"""Entries of the log dealt with in one transaction: some thousand people, a few tenths of a second."""
_SHOWN = 5
_DEALINGS = ("order", "call", "activity", "deal", "note")
"""What an import may have added to accounts it did not make; notes came with people, too."""
_CHILDREN_FIRST = ("note", "tag", "touch", "contact_point", "contact", "account")
_OF_ACCOUNTS = (
    "contact", "contact_point", "deal", "order", "stage_move", "call", "call_line", "answer", "grade", "objection",
    "note", "activity", "next_step", "touch", "tag", "call_block_row",
)  # fmt: skip
_OF_PEOPLE = ("contact_point", "call", "grade", "objection", "note", "activity", "next_step", "touch")
_AMONG = "IN (SELECT value FROM json_each(?))"
_TOMBSTONE = '{"deleted_at":null}'


_WORKED_ON = """
SELECT DISTINCT {of} FROM (
  SELECT c.tbl, c.row_id FROM step AS s CROSS JOIN change AS c ON c.step_id = s.id
  WHERE s.undone_by IS NULL AND s.undoes IS NULL AND s.seq > ? AND c.id > ?
  UNION ALL SELECT tbl, row_id FROM change WHERE step_id IS NULL AND id > ?
) AS c {join} WHERE c.tbl = '{table}' AND EXISTS (
  SELECT 1 FROM change AS i WHERE i.row_id = {of} AND i.tbl = '{owner}' AND i.step_id = ?)
"""


class Kept(NamedTuple):
    """What an import could not take with it: accounts and people since worked on; the first few names."""

    total: int
    names: tuple[str, ...]


class TakingBack:
    """Takes the import of step `target` back under the step `undo`.

    `begin` in the transaction that opens the undo, then `go_on` in one transaction after the other while it answers
    True, then `end`.
    """

    def __init__(self, db: Database, target: str) -> None:
        self._db = db
        self._target = target
        self.batch = _batch(db, target)
        self._first, self._next = _bounds(db, target)
        self._seq = db.value("SELECT seq FROM step WHERE id = ?", (target,))
        self._looked_at = self._first
        self._accounts: set[str] = set()
        self._people: set[str] = set()
        self._dealings: dict[str, set[str]] = {table: set() for table in _DEALINGS}
        self._kept: list[tuple[str, str]] = []

    def begin(self, undo: str) -> None:
        """Mark the import as being taken back, and put back what it changed in rows that were there before.

        Raises Conflict while it still runs.
        """
        if self._db.one("SELECT 1 FROM import_batch WHERE step_id = ? AND state = 'open'", (self._target,)):
            raise Conflict("This import is still running; stop it where it runs, and what it did is taken back.")
        self._db.conn.execute("UPDATE step SET undone_by = ? WHERE id = ?", (undo, self._target))
        _set_state(self._db, self._target, state="open", deleted_at=None)
        self._look()
        self._put_back()

    def go_on(self) -> bool:
        """Take back the next rows, the latest first. Whether there are more."""
        self._look()
        low, high = self._next - RANGE, self._next
        kept, people = json.dumps(sorted(self._accounts)), json.dumps(sorted(self._people))
        self._take_dealings(low, high, kept)
        with triggers_at_rest(self._db, _CHILDREN_FIRST, "UPDATE"):
            for table in _CHILDREN_FIRST:
                which = (
                    "deleted_at IS NULL AND id IN (SELECT row_id FROM change WHERE step_id = ? AND id > ? AND id <= ?"
                    f" AND tbl = '{table}' AND op = 'insert')"
                    f" AND {'id' if table == 'account' else 'account_id'} NOT {_AMONG}"
                )
                params: tuple[Any, ...] = (self._target, low, high, kept)
                if table not in ("account", "tag"):
                    which += f" AND coalesce({'id' if table == 'contact' else 'contact_id'}, '') NOT {_AMONG}"
                    params = (*params, people)
                _set_deleted(self._db, table, self._db.now(), which, params)
        self._next = low
        return low >= self._first

    def _take_dealings(self, low: int, high: int, kept: str) -> None:
        """Deals, orders, calls, activities and notes, by their triggers; those changed since stay."""
        for table in _DEALINGS:
            worked = json.dumps(sorted(self._dealings[table]))
            self._db.conn.execute(
                f'UPDATE "{table}" SET deleted_at = ?, updated_at = ? WHERE deleted_at IS NULL AND id IN (SELECT row_id'
                " FROM change WHERE step_id = ? AND id > ? AND id <= ? AND tbl = ? AND op = 'insert')"
                f" AND account_id NOT {_AMONG} AND id NOT {_AMONG}",
                (self._db.now(), self._db.now(), self._target, low, high, table, kept, worked),
            )

    def end(self) -> Kept:
        """Mark the import as taken back; what stayed."""
        kept = self._names()
        _set_state(
            self._db, self._target, state="taken_back", deleted_at=None if kept else self._db.now()
        )
        return Kept(len(kept), tuple(kept[:_SHOWN]))

    def _look(self) -> None:
        """Find accounts of the import, and people it added to others, that a standing later act changed or used."""
        last = int(self._db.value("SELECT coalesce(max(id), 0) FROM change"))
        bounds = (self._seq, self._looked_at, self._looked_at, self._target)
        for owner, tables, found in (("account", _OF_ACCOUNTS, self._accounts), ("contact", _OF_PEOPLE, self._people)):
            for table in (owner, *tables):
                of = "c.row_id" if table == owner else f"t.{owner}_id"
                join = "" if table == owner else f'CROSS JOIN "{table}" AS t ON t.id = c.row_id'
                sql = _WORKED_ON.format(of=of, join=join, table=table, owner=owner)
                found.update(row[0] for row in self._db.all(sql, bounds))
        for table, found in self._dealings.items():
            sql = _WORKED_ON.format(of="c.row_id", join="", table=table, owner=table)
            found.update(row[0] for row in self._db.all(sql, bounds))
        self._looked_at = last

    def _put_back(self) -> None:
        """Reverse the changes to rows that were there before the import; those changed again since stay as they are."""
        for change in self._db.all(
            "SELECT * FROM change AS c WHERE step_id = ? AND op = 'update' AND tbl <> 'import_batch' AND NOT EXISTS ("
            "SELECT 1 FROM change AS i WHERE i.row_id = c.row_id AND i.tbl = c.tbl AND i.step_id = c.step_id"
            " AND i.op = 'insert') ORDER BY id DESC",
            (self._target,),
        ):
            worked = change["row_id"] in self._accounts or change["row_id"] in self._people
            if worked and "deleted_at" in json.loads(change["after"]):
                continue
            try:
                journal.reverse(self._db, change, (self._target,))
            except Conflict:
                self._kept.append((change["tbl"], change["row_id"]))

    def _names(self) -> list[str]:
        accounts = json.dumps(sorted(self._accounts | {row_id for table, row_id in self._kept if table == "account"}))
        people = json.dumps(sorted(self._people | {row_id for table, row_id in self._kept if table == "contact"}))
        rows = self._db.all(f"SELECT name FROM account WHERE id {_AMONG} ORDER BY name_key", (accounts,))
        for table, found in self._dealings.items():
            of = f"'a {table} of ' || (SELECT name FROM account WHERE id = t.account_id)"
            what = "name" if table == "deal" else of
            rows += self._db.all(
                f'SELECT {what} FROM "{table}" AS t WHERE id {_AMONG} AND account_id NOT {_AMONG}'
                " AND deleted_at IS NULL ORDER BY 1",
                (json.dumps(sorted(found | {row_id for one, row_id in self._kept if one == table})), accounts),
            )
        rows += self._db.all(
            f"SELECT full_name FROM contact WHERE id {_AMONG} AND account_id NOT {_AMONG} ORDER BY name_key",
            (people, accounts),
        )
        return [row[0] for row in rows]


class BringingAgain:
    """Does the import of step `target` again, which the step `undo` took back; called as `TakingBack`."""

    def __init__(self, db: Database, target: str, undo: str) -> None:
        self._db = db
        self._target = target
        self._undo = undo
        self.batch = _batch(db, target)
        self._next, self._last = _bounds(db, undo)

    def begin(self, redo: str) -> None:
        """Mark the import as standing again, and change what it had changed. Raises Conflict when that cannot be."""
        self._db.conn.execute("UPDATE step SET undone_by = NULL WHERE undone_by = ?", (self._undo,))
        self._db.conn.execute("UPDATE step SET undone_by = ? WHERE id = ?", (redo, self._undo))
        _set_state(self._db, self._target, state="open", deleted_at=None)
        for change in self._db.all(
            "SELECT * FROM change WHERE step_id = ? AND tbl <> 'import_batch' AND (op <> 'update' OR before <> ?)"
            " ORDER BY id DESC",
            (self._undo, _TOMBSTONE),
        ):
            journal.reverse(self._db, change, (self._undo,))

    def go_on(self) -> bool:
        """Bring back the next rows. Whether there are more."""
        low, high = self._next, self._next + RANGE
        for table in _DEALINGS:
            self._db.conn.execute(
                f'UPDATE "{table}" SET deleted_at = NULL, updated_at = ? WHERE deleted_at IS NOT NULL AND id IN (SELECT'
                " row_id FROM change WHERE step_id = ? AND id >= ? AND id < ? AND tbl = ? AND op = 'update'"
                " AND before = ?)",
                (self._db.now(), self._undo, low, high, table, _TOMBSTONE),
            )
        with triggers_at_rest(self._db, _CHILDREN_FIRST, "UPDATE"):
            for table in reversed(_CHILDREN_FIRST):
                which = (
                    "deleted_at IS NOT NULL AND id IN (SELECT row_id FROM change WHERE step_id = ? AND id >= ?"
                    f" AND id < ? AND tbl = '{table}' AND op = 'update' AND before = ?)"
                )
                _set_deleted(self._db, table, None, which, (self._undo, low, high, _TOMBSTONE))
        self._next = high
        return high <= self._last

    def end(self) -> Kept:
        """Mark the import as done."""
        _set_state(self._db, self._target, state="done", deleted_at=None)
        return Kept(0, ())


def _set_deleted(db: Database, table: str, at: str | None, which: str, params: tuple[Any, ...]) -> None:
    """Mark rows of `table` as taken back (or, with None, as standing again), and do what its triggers would do."""
    ids = json.dumps([row["id"] for row in db.all(f"SELECT id FROM {table} WHERE {which}", params)])
    db.conn.execute(
        "INSERT INTO change (step_id, tbl, row_id, op, before, after)"
        " SELECT (SELECT step_id FROM current_step), ?, id, 'update', json_object('deleted_at', deleted_at),"
        f" json_object('deleted_at', ?) FROM {table} WHERE id {_AMONG}",
        (table, at, ids),
    )
    sql = f"UPDATE {table} SET deleted_at = ?, updated_at = ? WHERE id {_AMONG}"
    db.conn.execute(sql, (at, db.now(), ids))
    if table in ("account", "contact", "contact_point"):
        account = "id" if table == "account" else "account_id"
        queue = f"INSERT INTO search_queue SELECT DISTINCT {account} FROM {table} WHERE id {_AMONG}"
        db.conn.execute(queue + " ON CONFLICT DO NOTHING", (ids,))
    if table in ("contact", "note"):
        waiting = "INSERT INTO search_waiting (record_id, tbl) SELECT value, ? FROM json_each(?) WHERE true"
        db.conn.execute(waiting + " ON CONFLICT DO NOTHING", (table, ids))
    if table == "account":
        scores.stand_or_fall(db, ids, stands=at is None)
        for row in db.all(f"SELECT status, count(*) AS n FROM account WHERE id {_AMONG} GROUP BY status", (ids,)):
            count_accounts(db, row["status"], row["n"] if at is None else -row["n"])


def _batch(db: Database, target: str) -> str | None:
    """The id of the import in the list of imports."""
    found = db.value("SELECT id FROM import_batch WHERE step_id = ?", (target,))
    return str(found) if found else None


def _bounds(db: Database, step: str) -> tuple[int, int]:
    """The first and last entry of a step in the log."""
    low = db.value("SELECT min(id) FROM change WHERE step_id = ?", (step,))
    high = db.value("SELECT max(id) FROM change WHERE step_id = ?", (step,))
    return (low, high) if low is not None else (1, 0)


def _set_state(db: Database, target: str, *, state: str, deleted_at: str | None) -> None:
    for row in db.all("SELECT id FROM import_batch WHERE step_id = ?", (target,)):
        db.update("import_batch", row["id"], state=state, deleted_at=deleted_at)
