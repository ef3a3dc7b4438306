"""The records behind a figure, as rows of one shape: id, account_id, account, on_date, head, body."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from sdrdesk.domain.pipeline import STAGES
from sdrdesk.store.database import Database, Row

from . import stages

_PART = 400
_NAMED = "JOIN account AS a ON a.id = x.account_id"
_BY_ID = {
    "accounts": (
        "SELECT x.id, x.id AS account_id, x.name AS account,"
        " coalesce((SELECT min(m.on_date) FROM stage_move AS m WHERE m.account_id = x.id AND m.move = 'enter'"
        " AND m.deleted_at IS NULL), x.created_on) AS on_date,"
        " CASE x.status WHEN 'active' THEN x.stage ELSE x.status END AS head, coalesce(x.source, '') AS body,"
        " NULL AS minor, NULL AS currency FROM account AS x"
    ),
    "deals": (
        "SELECT x.id, x.account_id, a.name AS account, coalesce(x.closed_on, x.opened_on) AS on_date,"
        f" x.outcome AS head, x.name AS body, x.value_minor AS minor, x.currency FROM deal AS x {_NAMED}"
    ),
    "orders": (
        "SELECT x.id, x.account_id, a.name AS account, x.ordered_on AS on_date, 'order' AS head,"
        f" coalesce(x.what, '') AS body, x.amount_minor AS minor, x.currency FROM \"order\" AS x {_NAMED}"
    ),
    "objections": (
        "SELECT x.id, x.account_id, a.name AS account, x.on_date, x.category || ', ' || x.outcome AS head,"
        f" x.words AS body, NULL AS minor, NULL AS currency FROM objection AS x {_NAMED}"
    ),
    "activity": (
        "SELECT x.id, x.account_id, a.name AS account, x.on_date, x.kind AS head, coalesce(x.text, '') AS body,"
        f" NULL AS minor, NULL AS currency FROM activity AS x {_NAMED}"
    ),
    "call": (
        "SELECT x.id, x.account_id, a.name AS account, x.on_date, coalesce(x.disposition, '') AS head,"
        f" coalesce(x.note, '') AS body, NULL AS minor, NULL AS currency FROM call AS x {_NAMED}"
    ),
    "touch": (
        "SELECT x.id, x.account_id, a.name AS account, x.on_date, x.source AS head, coalesce(x.signal, '') AS body,"
        f" NULL AS minor, NULL AS currency FROM touch AS x {_NAMED}"
    ),
}
_IN_PERIOD = {
    "calls": ("call", "x.direction = 'out' AND x.disposition"),
    "activities": ("activity", "x.kind"),
    "meetings": ("activity", "x.kind"),
}
_MEETINGS = ("meeting_held", "meeting_missed")


def by_id(db: Database, kind: str, ids: Sequence[str]) -> list[Row]:
    """These records, in the order of the ids."""
    found: dict[str, Row] = {}
    for start in range(0, len(ids), _PART):
        part = ids[start : start + _PART]
        marks = ", ".join("?" for _ in part)
        found |= {row["id"]: row for row in db.all(f"{_BY_ID[kind]} WHERE x.id IN ({marks})", part)}
    return [found[one] for one in ids if one in found]


def standing(db: Database, state: str, as_of: date, limit: int) -> list[Row]:
    """Accounts that stood in a stage or status on a day, by the history alone."""
    if stages.is_latest(db, as_of):
        active = state in STAGES
        where = "x.status = 'active' AND x.stage = ?" if active else "x.status = ?"
        return db.all(
            f"{_BY_ID['accounts']} WHERE {where} AND x.deleted_at IS NULL AND x.merged_into IS NULL AND EXISTS"
            " (SELECT 1 FROM stage_move AS m WHERE m.account_id = x.id AND m.deleted_at IS NULL) LIMIT ?",
            (state, limit),
        )
    return db.all(
        f"{_BY_ID['accounts']} WHERE x.id IN (SELECT account_id FROM ({stages.STANDING}) WHERE state = ?) LIMIT ?",
        (as_of.isoformat(), state, limit),
    )


def in_period(db: Database, kind: str, wanted: Sequence[str], start: str, end: str, limit: int) -> list[Row]:
    """The records of these kinds or outcomes that happened in a period, the latest first."""
    table, column = _IN_PERIOD[kind]
    named = _MEETINGS if kind == "meetings" else tuple(wanted)
    marks = ", ".join("?" for _ in named)
    return db.all(
        f"{_BY_ID[table]} WHERE x.on_date >= ? AND x.on_date < ? AND {column} IN ({marks})"
        " AND x.deleted_at IS NULL ORDER BY x.on_date DESC, x.id DESC LIMIT ?",
        (start, end, *named, limit),
    )
