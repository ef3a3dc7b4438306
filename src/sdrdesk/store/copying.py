"""One account with all that hangs on it, copied from a desk onto another that is thrown away."""

from __future__ import annotations

from .database import Database

_OF_ACCOUNT = ("contact", "contact_point", "deal", "call", "call_line", "answer", "grade", "objection")


def unbind(db: Database) -> None:
    """Let rows stand without what they point at; only for a desk in memory, before its step."""
    db.conn.execute("PRAGMA foreign_keys = OFF")


def copy_account(source: Database, target: Database, account_id: str) -> None:
    """Inside a step of the target. A call without an end stays where it is: another one is begun there."""
    _copy(source, target, "account", "id = ?1", account_id)
    for table in _OF_ACCOUNT:
        ended = "account_id = ?1"
        if table == "call":
            ended += " AND disposition IS NOT NULL"
        elif table in ("call_line", "answer"):
            ended += " AND call_id IN (SELECT id FROM call WHERE account_id = ?1 AND disposition IS NOT NULL)"
        _copy(source, target, table, ended, account_id)


def _copy(source: Database, target: Database, table: str, where: str, account_id: str) -> None:
    for row in source.all(f'SELECT * FROM "{table}" WHERE {where}', (account_id,)):
        columns = {name: row[name] for name in row.keys() if name != "updated_at"}  # noqa: SIM118 - a row is no mapping
        target.insert(table, **columns)
