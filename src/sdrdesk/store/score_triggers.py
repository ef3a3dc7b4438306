"""What keeps the table of scores complete and remembers whose score may have changed, as triggers."""

from __future__ import annotations

import sqlite3

_LIVE = "{row}.deleted_at IS NULL AND {row}.merged_into IS NULL"
FRESH = (
    "INSERT INTO score (id, place, minus_value, grade, band, cool)"
    " SELECT a.id, CASE WHEN a.status IN ('active', 'inbox') THEN 23 ELSE 123 END, coalesce(c.minus_value, 0), '', 4, 0"
    " FROM account AS a LEFT JOIN card AS c ON c.id = a.id WHERE " + _LIVE.format(row="a")
    + " AND NOT EXISTS (SELECT 1 FROM score WHERE score.id = a.id)"
)
_COUNTS = (
    "kind, industry, employees, annual_revenue, country, city, source, website, fields, do_not_contact,"
    " next_contact_id, status, value_minor, currency, deleted_at, merged_into"
)
"""The columns of an account that its score, its place or its value rest on."""


def _queue(account: str) -> str:
    return (
        f"INSERT INTO score_queue (account_id) SELECT {account}"
        f" WHERE NOT EXISTS (SELECT 1 FROM score_queue WHERE account_id = {account});"
    )


def score_triggers() -> dict[str, str]:
    """What keeps the table complete and remembers whose score may be another one now: name -> what follows CREATE."""
    made = {
        "account_score_in": f"AFTER INSERT ON account BEGIN {FRESH} AND a.id = NEW.id; {_queue('NEW.id')} END",
        "account_score": (
            f"AFTER UPDATE OF {_COUNTS} ON account BEGIN"
            f" DELETE FROM score WHERE id = NEW.id AND NOT ({_LIVE.format(row='NEW')});"
            f" {FRESH} AND a.id = NEW.id; {_queue('NEW.id')} END"
        ),
        "account_score_out": (
            "AFTER DELETE ON account BEGIN DELETE FROM score WHERE id = OLD.id;"
            " DELETE FROM score_queue WHERE account_id = OLD.id; END"
        ),
        "card_score": (
            "AFTER INSERT ON card BEGIN UPDATE score SET minus_value = NEW.minus_value"
            " WHERE id = NEW.id AND minus_value <> NEW.minus_value; END"
        ),
    }
    for table in ("contact", "call", "activity", "touch", "objection"):
        made[f"{table}_score_in"] = f"AFTER INSERT ON {table} BEGIN {_queue('NEW.account_id')} END"
        made[f"{table}_score_change"] = (
            f"AFTER UPDATE ON {table} BEGIN {_queue('OLD.account_id')} {_queue('NEW.account_id')} END"
        )
        made[f"{table}_score_out"] = f"AFTER DELETE ON {table} BEGIN {_queue('OLD.account_id')} END"
    return made


def complete(conn: sqlite3.Connection) -> None:
    """A row for every live account and for no other, everything to be worked out again; in the caller's transaction."""
    conn.execute(f"DELETE FROM score WHERE NOT EXISTS (SELECT 1 FROM account AS a WHERE a.id = score.id"
                 f" AND {_LIVE.format(row='a')})")  # fmt: skip
    conn.execute(FRESH + " ORDER BY a.id")
    conn.execute(
        "UPDATE score SET minus_value = c.minus_value FROM card AS c"
        " WHERE c.id = score.id AND c.minus_value <> score.minus_value"
    )
    conn.execute("DELETE FROM score_queue")
    conn.execute("UPDATE score_state SET profile = ''")
