"""Reads of one entry of a timeline, whole."""

from __future__ import annotations

from collections.abc import Sequence

from .database import Database, Row


def with_person(db: Database, table: str, row_id: str) -> Row | None:
    """A live note, activity, call or objection with `who`, the name of its person."""
    return db.one(
        f'SELECT t.*, c.full_name AS who FROM "{table}" AS t LEFT JOIN contact AS c ON c.id = t.contact_id'
        " WHERE t.id = ? AND t.deleted_at IS NULL",
        (row_id,),
    )


def run_of(db: Database, step_id: str) -> str | None:
    """The cadence run that an act was about; None for what is no act, or was about none."""
    found = db.value("SELECT row_id FROM change WHERE step_id = ? AND tbl = 'cadence_run' LIMIT 1", (step_id,))
    return None if found is None else str(found)


def point(db: Database, point_id: str | None) -> str | None:
    """The number or e-mail as it was typed."""
    found = db.value("SELECT typed FROM contact_point WHERE id = ?", (point_id,)) if point_id else None
    return None if found is None else str(found)


def changes(db: Database, step_id: str, tables: Sequence[str]) -> list[Row]:
    """tbl, op and the changed columns (before, after, as JSON) of an act on these tables."""
    marks = ", ".join("?" for _ in tables)
    return db.all(
        f"SELECT tbl, op, before, after FROM change WHERE step_id = ? AND tbl IN ({marks}) ORDER BY id",
        (step_id, *tables),
    )
