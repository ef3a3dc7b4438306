"""The change log, written by SQLite itself: three triggers per domain table, made from its columns."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables  # costs 50 ms, and most of what imports this module needs names only

DOMAIN_TABLES = (
    "account", "contact", "contact_point", "deal", "order", "stage_move", "call", "call_line", "answer", "grade",
    "objection", "note", "activity", "next_step", "touch", "tag", "setting", "import_batch",
    "saved_view", "cadence_run", "cadence_step", "call_block", "call_block_row", "spend", "exchange_rate", "recurring",
    "not_same", "fingerprint",
)  # fmt: skip

UNLOGGED = ("id", "updated_at")


def watch(tables: Tables, table: str) -> None:
    """Make (or re-make) the three log triggers of one domain table."""
    for name, sql in log_triggers(table, [column.name for column in tables[table].columns]):
        tables.conn.execute(f'DROP TRIGGER IF EXISTS "{name}"')
        tables.conn.execute(sql)


def log_triggers(table: str, columns: list[str]) -> list[tuple[str, str]]:
    """(name, SQL) of the insert, update and delete triggers for these columns."""
    logged = [name for name in columns if name not in UNLOGGED]
    changed = " UNION ALL ".join(
        f"SELECT '{name}' AS k, OLD.\"{name}\" AS b, NEW.\"{name}\" AS a"
        f' WHERE OLD."{name}" IS NOT NEW."{name}"'
        for name in logged
    )
    whole = ", ".join(f"'{name}', OLD.\"{name}\"" for name in columns)
    step = "(SELECT step_id FROM current_step)"
    into = "INSERT INTO change (step_id, tbl, row_id, op, before, after)"
    return [
        (
            f"log_{table}_insert",
            f'CREATE TRIGGER "log_{table}_insert" AFTER INSERT ON "{table}" BEGIN '
            f"{into} VALUES ({step}, '{table}', NEW.id, 'insert', NULL, NULL); END",
        ),
        (
            f"log_{table}_update",
            f'CREATE TRIGGER "log_{table}_update" AFTER UPDATE ON "{table}" BEGIN '
            f"{into} SELECT {step}, '{table}', NEW.id, 'update', b, a FROM ("
            f"SELECT json_group_object(k, b) AS b, json_group_object(k, a) AS a, count(*) AS n FROM ({changed}))"
            f" WHERE n > 0; END",
        ),
        (
            f"log_{table}_delete",
            f'CREATE TRIGGER "log_{table}_delete" AFTER DELETE ON "{table}" BEGIN '
            f"{into} VALUES ({step}, '{table}', OLD.id, 'delete', json_object({whole}), NULL); END",
        ),
    ]
