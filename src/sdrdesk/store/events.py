"""What an act was, as it is told to others: its heading, whose it is, and each row before and after."""

from __future__ import annotations

import json
from typing import Any

from .database import Database

MOST_ROWS = 1000
"""So many rows of one act are told; of more only how many they are."""


def heading(db: Database, step_id: str) -> dict[str, Any]:
    """The act's line in the log, the account by its name, the act that it takes back, the import that it is."""
    row = db.one("SELECT * FROM step WHERE id = ?", (step_id,))
    assert row is not None
    told: dict[str, Any] = {name: row[name] for name in ("verb", "said", "at", "device", "origin")}
    told["step"] = row["id"]
    account = db.one("SELECT id, name, stage, status FROM account WHERE id = ?", (row["subject"],))
    told["account"] = dict(account) if account is not None else None
    of = db.one("SELECT id AS step, verb, said FROM step WHERE id = ?", (row["undoes"],))
    told["takes_back"] = dict(of) if of is not None else None
    batch = db.one("SELECT * FROM import_batch WHERE step_id = ?", (step_id,))
    told["import"] = dict(batch) if batch is not None else None
    lines = db.all("SELECT DISTINCT verb FROM step WHERE group_id = ? AND id <> ?", (step_id, step_id))
    told["verbs"] = list(dict.fromkeys([row["verb"], *(line["verb"] for line in lines)]))
    told["lines"] = db.value("SELECT count(*) FROM step WHERE group_id = ? AND id <> ?", (step_id, step_id))
    return told


def changes(db: Database, step_id: str) -> list[dict[str, Any]]:
    """Each row that the act, or a line of it, has made, changed or erased: as it was before, and as it is now."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    logged = db.all(
        "SELECT tbl, row_id, op, before FROM change WHERE step_id = ?1"
        " OR step_id IN (SELECT id FROM step WHERE group_id = ?1 AND id <> ?1) ORDER BY id LIMIT ?2",
        (step_id, MOST_ROWS),
    )
    for change in logged:
        key = (change["tbl"], change["row_id"])
        told = rows.setdefault(key, {"table": key[0], "id": key[1], "op": change["op"], "before": {}})
        if change["op"] == "insert":
            told["before"] = None
        elif told["before"] is not None:
            told["before"] = {**json.loads(change["before"]), **told["before"]}
    for (table, row_id), told in rows.items():
        row = db.one(f'SELECT * FROM "{table}" WHERE id = ?', (row_id,))
        told["after"] = dict(row) if row is not None else None
        if told["before"] is not None and row is not None:
            told["before"] = {**dict(row), **told["before"]}
    return list(rows.values())
