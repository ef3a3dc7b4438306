"""Is the file sound: SQLite's own checks, the promises of the schema, and whether the caches tell the truth."""

from __future__ import annotations

import sqlite3

from .beside import findings_beside, make_private
from .caches import CARD_COLUMNS, card_select
from .database import Database
from .triggers import DOMAIN_TABLES

BACK = "sdrdesk restore puts the newest good copy back"
_RULES = {
    "an active account without a next step": (
        "SELECT count(*) FROM account WHERE status = 'active' AND (next_kind IS NULL OR next_due IS NULL)"
    ),
    "an account off the board with a next step": (
        "SELECT count(*) FROM account WHERE status <> 'active' AND (next_kind IS NOT NULL OR next_due IS NOT NULL)"
    ),
    "an active account that nothing says was taken on": (
        "SELECT count(*) FROM account AS a WHERE a.status = 'active' AND a.deleted_at IS NULL AND a.merged_into IS NULL"
        " AND NOT EXISTS (SELECT 1 FROM stage_move AS m WHERE m.account_id = a.id AND m.deleted_at IS NULL)"
    ),
    "a stage that is not where its history ends": (
        "SELECT count(*) FROM account AS a JOIN stage_move AS m ON m.id = (SELECT id FROM stage_move"
        " WHERE account_id = a.id AND deleted_at IS NULL ORDER BY at DESC, id DESC LIMIT 1)"
        " WHERE a.deleted_at IS NULL AND a.merged_into IS NULL"
        " AND (a.stage <> m.to_stage OR a.status <> m.to_status)"
        # A clock that was set back gives the move that was made last an earlier time.
        " AND (a.stage, a.status) <> (SELECT to_stage, to_status FROM stage_move"
        " WHERE account_id = a.id AND deleted_at IS NULL ORDER BY rowid DESC LIMIT 1)"
    ),
    "a customer without an order": (
        "SELECT count(*) FROM account AS a"
        " WHERE a.stage = 'customer' AND a.deleted_at IS NULL AND a.merged_into IS NULL"
        ' AND NOT EXISTS (SELECT 1 FROM "order" AS o WHERE o.account_id = a.id AND o.deleted_at IS NULL)'
    ),
    "a cadence that goes on off the board": (
        "SELECT count(*) FROM cadence_run AS r JOIN account AS a ON a.id = r.account_id"
        " WHERE r.state IN ('running', 'paused') AND r.deleted_at IS NULL AND a.deleted_at IS NULL"
        " AND (a.status <> 'active' OR a.merged_into IS NOT NULL)"
    ),
    "a person on two cadences at once": (
        "SELECT count(*) FROM (SELECT 1 FROM cadence_run WHERE state IN ('running', 'paused') AND deleted_at IS NULL"
        " GROUP BY account_id, coalesce(contact_id, '') HAVING count(*) > 1)"
    ),
    "an act that takes back one that is not marked so": (
        "SELECT count(*) FROM step AS b JOIN step AS a ON a.id = b.undoes"
        " WHERE a.undone_by IS NULL AND b.undone_by IS NULL"
    ),
    "a step left open in the log": "SELECT count(*) FROM current_step WHERE step_id IS NOT NULL",
    "an import left half-done": (
        "SELECT count(*) FROM import_batch WHERE state = 'open' AND deleted_at IS NULL"
    ),
}


def findings(db: Database) -> list[str]:
    """Everything that is wrong with the file, one sentence each; empty when it is sound."""
    found = [f"SQLite: {row[0]}; {BACK}" for row in db.all("PRAGMA integrity_check(20)") if row[0] != "ok"]
    found += [
        f"a row of {row[0]} points to a {row[2]} that is not there; {BACK}"
        for row in db.all("PRAGMA foreign_key_check")
    ]
    for what, sql in _RULES.items():
        count = db.value(sql)
        if count:
            found.append(f"{what} ({count})")
    return found + _orphans(db) + _caches(db) + _triggers(db) + findings_beside(db.path)


def _orphans(db: Database) -> list[str]:
    found = []
    for table in DOMAIN_TABLES:
        if not db.one("SELECT 1 FROM pragma_table_info(?) WHERE name = 'account_id'", (table,)):
            continue
        count = db.value(
            f'SELECT count(*) FROM "{table}" AS t JOIN account AS a ON a.id = t.account_id'
            " WHERE t.deleted_at IS NULL AND a.deleted_at IS NOT NULL"
        )
        if count:
            found.append(f"a live {table} on a deleted account ({count})")
    return found


def _caches(db: Database) -> list[str]:
    found = []
    wrong = db.value(
        f"SELECT count(*) FROM (SELECT * FROM ({card_select()}) EXCEPT SELECT {CARD_COLUMNS} FROM card)"
    ) + db.value(f"SELECT count(*) FROM (SELECT {CARD_COLUMNS} FROM card EXCEPT SELECT * FROM ({card_select()}))")
    if wrong:
        found.append(f"cards that differ from their accounts ({wrong}); sdrdesk check --repair lays them out afresh")
    counted = db.value("SELECT coalesce(sum(cards), 0) FROM card_day")
    if counted != db.value("SELECT count(*) FROM card"):
        found.append("a board header that is wrong; sdrdesk check --repair counts afresh")
    by_status = db.value("SELECT coalesce(sum(accounts), 0) FROM status_count")
    if by_status != db.value("SELECT count(*) FROM account WHERE deleted_at IS NULL AND merged_into IS NULL"):
        found.append("an account counter that is wrong; sdrdesk check --repair counts afresh")
    decided = (
        "SELECT step, outcome = 'won', count(*) FROM deal"
        " WHERE outcome <> 'open' AND deleted_at IS NULL GROUP BY 1, 2"
    )
    if db.value(f"SELECT count(*) FROM ({decided} EXCEPT SELECT step, won, deals FROM decided_step)"):
        found.append("a count of decided deals that is wrong; sdrdesk check --repair counts afresh")
    if db.value("SELECT count(*) FROM search_queue") or db.value("SELECT count(*) FROM search_waiting"):
        found.append("accounts not yet in the search index; sdrdesk check --repair indexes afresh")
    try:
        db.conn.execute("INSERT INTO search (search) VALUES ('integrity-check')")
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_READONLY:  # the index can only look at itself by a write
            found.append("a damaged search index; sdrdesk check --repair indexes afresh")
    return found


def _triggers(db: Database) -> list[str]:
    there = {row[0] for row in db.all("SELECT name FROM sqlite_master WHERE type = 'trigger'")}
    missing = [
        f"log_{table}_{op}"
        for table in DOMAIN_TABLES
        for op in ("insert", "update", "delete")
        if f"log_{table}_{op}" not in there
    ]
    return [f"changes are not logged: {', '.join(missing)} missing; --repair makes them again"] if missing else []


def repair(db: Database) -> None:
    """Make triggers, caches and search index again, and the file private; domain tables are not touched."""
    from .caches import rebuild_caches
    from .migrations import make_triggers
    from .search import rebuild

    with db.local():
        make_triggers(db.conn)
        rebuild_caches(db.conn)
        db.conn.execute("INSERT INTO search (search) VALUES ('rebuild')")
        rebuild(db.conn)
    make_private(db.path)
