"""A whole desk back from its own export: onto an empty desk, all of it or nothing, one act."""

from __future__ import annotations

from pathlib import Path

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.text import visible
from sdrdesk.files.whole_in import Whole, is_whole, open_whole
from sdrdesk.store import exporting, filling
from sdrdesk.store.importing import in_bulk

from .desk import Desk, sync_currency
from .import_run import ImportResult, Progress

__all__ = ["Whole", "fill_desk", "is_whole", "open_whole"]


def fill_desk(desk: Desk, path: str | Path, *, dry_run: bool = False, progress: Progress | None = None) -> ImportResult:
    """Bring every row of an export onto this desk, which has to be empty; the acts that made them stay behind.

    Raises DeskError naming the line that cannot be taken; then nothing was.
    """
    whole = open_whole(path)
    name = visible(whole.name)
    if whole.schema > exporting.schema():
        raise DeskError(f"{name} was written by a newer sdrdesk (schema {whole.schema}); update this one first.")
    if not filling.is_empty(desk.db):
        raise DeskError(
            f"{name} is a whole desk and goes onto an empty one only: sdrdesk --db NEW.db import {name}; "
            "a list of people goes onto any."
        )
    if dry_run:
        rows = sum(table != "step" for table, _, _ in whole.rows())
        return _result(rows, None, f"Would import {name}: {rows:,} rows of a whole desk")
    rows = 0
    with in_bulk(desk.db), desk.db.step("desk.filled", None) as step:
        put = filling.Filling(desk.db)
        for table, line, row in whole.rows():
            try:
                rows += put.put(table, row)
            except DeskError as trouble:
                where = f"{name}, line {line}," if line else f"{name}: a row"
                raise DeskError(f"{where} {trouble}; nothing was imported.") from trouble
            if progress is not None and rows % 5000 == 0:
                progress(rows, rows)
        if sentence := filling.loose_ends(desk.db):
            raise DeskError(f"{name} does not hold together ({sentence}); nothing was imported.")
        step.said = f"Imported {name}: a whole desk, {rows:,} rows"
    desk.reread_settings()
    sync_currency(desk)
    return _result(rows, step.id, step.said)


def _result(rows: int, step: str | None, said: str) -> ImportResult:
    return ImportResult(rows, rows, 0, 0, 0, 0, None, None, said, step)
