"""The desk as it was: what cards were worth on an earlier day, by deals' own days and the log's before-images."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from typing import Any

from .database import Database, Row

_MARK = "IN (SELECT value FROM json_each(?))"


def before_images(db: Database, instant: str) -> dict[str, dict[str, dict[str, Any]]]:
    """Table -> row -> what columns of accounts and deals held at an instant (UTC), of those changed since."""
    found: dict[str, dict[str, dict[str, Any]]] = {"account": {}, "deal": {}}
    rows = db.all(
        "SELECT c.tbl, c.row_id, c.before FROM step AS s CROSS JOIN change AS c ON c.step_id = s.id"
        " WHERE s.at >= ? AND c.tbl IN ('account', 'deal') AND c.op = 'update' ORDER BY c.id",
        (instant,),
    )
    for tbl, row_id, before in rows:
        held = found[tbl].setdefault(row_id, {})
        for column, value in json.loads(before).items():
            held.setdefault(column, value)
    return found


def accounts_of_deals(db: Database, since: str, changed: Iterable[str]) -> list[str]:
    """Accounts with a deal opened or closed from a day on, or one of these."""
    rows = db.all(
        "SELECT account_id FROM deal WHERE closed_on >= ? AND outcome <> 'open'"
        " UNION SELECT account_id FROM deal WHERE opened_on >= ?"
        f" UNION SELECT account_id FROM deal WHERE id {_MARK}",
        (since, since, json.dumps(list(changed))),
    )
    return [row[0] for row in rows]


def live(db: Database, account_ids: Sequence[str]) -> list[Row]:
    """id, name, value_minor and currency of these accounts, those gone or merged left out."""
    return db.all(
        f"SELECT id, name, value_minor, currency FROM account WHERE id {_MARK}"
        " AND deleted_at IS NULL AND merged_into IS NULL",
        (json.dumps(list(account_ids)),),
    )


def steps(db: Database, account_ids: Sequence[str]) -> dict[str, Row]:
    """Account -> its name and present next step (all None off the board), those gone or merged left out."""
    rows = db.all(
        f"SELECT id, name, name_key, next_kind, next_what, next_due FROM account WHERE id {_MARK}"
        " AND deleted_at IS NULL AND merged_into IS NULL",
        (json.dumps(list(account_ids)),),
    )
    return {row["id"]: row for row in rows}


def on_board(db: Database, stage: str, without: Iterable[str], limit: int) -> list[str]:
    """Accounts of a column in board order, these left out."""
    rows = db.all(
        f"SELECT id FROM card WHERE stage = ? AND id NOT {_MARK} ORDER BY due, minus_value, name_key, id LIMIT ?",
        (stage, json.dumps(list(without)), limit),
    )
    return [row[0] for row in rows]


def deals(db: Database, account_ids: Sequence[str]) -> list[Row]:
    """Every live deal of these accounts."""
    return db.all(
        "SELECT id, account_id, step, outcome, value_minor, currency, opened_on, closed_on FROM deal"
        f" WHERE account_id {_MARK} AND deleted_at IS NULL",
        (json.dumps(list(account_ids)),),
    )


def cards(db: Database, account_ids: Sequence[str]) -> list[Row]:
    """The cards of these accounts as they are: stage, value, and the value of open deals by their inner step."""
    return db.all(
        f"SELECT id, stage, -minus_value AS value, q_value, d_value, p_value, c_value FROM card WHERE id {_MARK}",
        (json.dumps(list(account_ids)),),
    )


def rates(db: Database) -> dict[str, int]:
    """Currency -> millionths of the base currency's minor unit for one of its own."""
    return {row[0]: row[1] for row in db.all("SELECT currency, millionths FROM rate")}


_TOUCHED = """
 EXISTS (SELECT 1 FROM call AS k WHERE k.account_id = c.id AND k.started_at >= ?2 AND k.disposition IS NOT NULL
   AND k.deleted_at IS NULL)
 OR EXISTS (SELECT 1 FROM activity AS v WHERE v.account_id = c.id AND v.at >= ?2 AND v.deleted_at IS NULL)
 OR EXISTS (SELECT 1 FROM note AS n WHERE n.account_id = c.id AND n.at >= ?2 AND n.deleted_at IS NULL)
 OR EXISTS (SELECT 1 FROM objection AS o WHERE o.account_id = c.id AND o.at >= ?2 AND o.deleted_at IS NULL)
 OR EXISTS (SELECT 1 FROM next_step AS x WHERE x.account_id = c.id AND x.closed_at >= ?2 AND x.deleted_at IS NULL)
 OR EXISTS (SELECT 1 FROM stage_move AS m WHERE m.account_id = c.id AND m.on_date >= ?3 AND m.deleted_at IS NULL)
"""
_UNTOUCHED = f"FROM card AS c JOIN account AS a ON a.id = c.id WHERE c.stage = ?1 AND NOT ({_TOUCHED})"


def untouched(db: Database, stage: str, instant: str, day: str, limit: int) -> list[Row]:
    """Cards of a column with which nothing was done since an instant (UTC) and its day: the dearest first."""
    return db.all(
        f"SELECT c.id, a.name, -c.minus_value AS value, c.due, c.two_way_on, a.next_kind, a.next_what {_UNTOUCHED}"
        " ORDER BY c.minus_value, c.name_key, c.id LIMIT ?4",
        (stage, instant, day, limit),
    )


def count_untouched(db: Database, stage: str, instant: str, day: str) -> int:
    """How many these are."""
    return int(db.value(f"SELECT count(*) {_UNTOUCHED}", (stage, instant, day)))


def booked(db: Database, since: str) -> int:
    """What was ordered from a day on, in the base currency's minor units."""
    return int(db.value("SELECT coalesce(sum(value), 0) FROM booked_day WHERE day >= ?", (since,)))
