"""The desk as its live views show it, for the law of undo: equal to its earlier content, updated_at aside."""

from __future__ import annotations

from typing import Any

from sdrdesk.store.triggers import DOMAIN_TABLES
from sdrdesk.usecases.desk import Desk

Content = dict[str, dict[str, dict[str, Any]]]


def live(desk: Desk) -> Content:
    """table -> id -> row, of every live row of every domain table, and of the board's cache."""
    content: Content = {}
    for table in DOMAIN_TABLES:
        rows = desk.db.all(f'SELECT * FROM "{table}" WHERE deleted_at IS NULL')
        content[table] = {row["id"]: {key: row[key] for key in row.keys() if key != "updated_at"} for row in rows}  # noqa: SIM118
    content["card"] = {row["id"]: dict(row) for row in desk.db.all("SELECT * FROM card")}
    days = desk.db.all("SELECT * FROM card_day WHERE cards <> 0")
    content["card_day"] = {f"{row['stage']} {row['due']}": dict(row) for row in days}
    content["status"] = {r["status"]: dict(r) for r in desk.db.all("SELECT * FROM status_count WHERE accounts <> 0")}
    decided = desk.db.all("SELECT * FROM decided_step WHERE deals <> 0")
    content["decided"] = {f"{row['step']} {row['won']}": dict(row) for row in decided}
    return content
