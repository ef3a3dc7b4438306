"""The rep's own fields in filters: their values stand in the JSON of accounts and of people."""

from __future__ import annotations

import json

from sdrdesk.domain.filter import Condition
from sdrdesk.domain.filter_fields import NONE
from sdrdesk.domain.folding import fold
from sdrdesk.domain.own_fields import ACCOUNT, DATE, KEY, NUMBER, TEXT, OwnField

from .database import Database
from .where import NOTHING, Where

_PEOPLE = "SELECT 1 FROM contact AS p WHERE p.account_id = a.id AND p.deleted_at IS NULL AND p.merged_into IS NULL"
_IS_NUMBER = "json_valid({x}) AND json_type({x}) IN ('integer', 'real')"
_IS_DAY = "{x} GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'"


def value_of(field: OwnField, alias: str) -> str:
    """The SQL of a field's text; its name is a word of letters and _."""
    return f"nullif(json_extract({alias}.fields, '$.{KEY}.{field.name}'), '')"


def where(db: Database, field: OwnField, one: Condition) -> Where:
    """Accounts of which the field, or that of one of their people, is so."""
    alias = "a" if field.on == ACCOUNT else "p"
    x = value_of(field, alias)
    wanted = [value for value in one.values if value != NONE]
    parts = [_of_people(field, Where(f"{x} IS NOT NULL"), "NOT ")] if NONE in one.values else []
    if wanted:
        parts.append(_of_people(field, _is(db, field, one.sign, wanted, x)))
    return Where(" OR ".join(f"({part.sql})" for part in parts), tuple(p for part in parts for p in part.params))


def _of_people(field: OwnField, found: Where, negated: str = "") -> Where:
    if field.on == ACCOUNT:
        return Where(f"{negated}({found.sql})", found.params)
    return Where(f"{negated}EXISTS ({_PEOPLE} AND p.fields IS NOT NULL AND ({found.sql}))", found.params)


def _is(db: Database, field: OwnField, sign: str, values: list[str | int | float], x: str) -> Where:
    if field.type == TEXT:
        fitting = [said for said in _said(db, field) if any(f" {fold(said)}".find(f" {one}") >= 0 for one in values)]
        return Where(f"{x} IN (SELECT value FROM json_each(?))", (json.dumps(fitting),)) if fitting else NOTHING
    if field.type == NUMBER:
        x = f"CASE WHEN {_IS_NUMBER.format(x=x)} THEN CAST({x} AS REAL) END"
    elif field.type == DATE:
        x = f"CASE WHEN {_IS_DAY.format(x=x)} THEN {x} END"
    return Where(" OR ".join(f"{x} {sign} ?" for _ in values), tuple(values))


def _said(db: Database, field: OwnField) -> list[str]:
    """Every value that stands in the field."""
    alias, table = ("a", "account") if field.on == ACCOUNT else ("p", "contact")
    x = value_of(field, alias)
    rows = db.all(f"SELECT DISTINCT {x} FROM {table} AS {alias} WHERE {alias}.fields IS NOT NULL AND {x} IS NOT NULL")
    return [str(row[0]) for row in rows]
