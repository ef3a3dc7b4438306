"""Looking into a desk file without changing it, and putting a copy in its place."""

from __future__ import annotations

import os
import shutil
import sqlite3
from contextlib import closing
from datetime import datetime
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

from sdrdesk.domain.errors import StoreTrouble

from .backup import DAMAGED, folder_of, safety_copy
from .migrations import APPLICATION_ID, SCHEMA, schema_of


class Inside(NamedTuple):
    """What a desk file holds; `trouble` says why it cannot be used, '' when it can.

    `acts` counts the log's steps and `last_seq` is the place of the newest one; `last_at` and `last_said` are of it.
    """

    trouble: str
    schema: int = 0
    accounts: int = 0
    acts: int = 0
    last_seq: int = 0
    last_at: str = ""
    last_said: str = ""


def look_inside(path: Path) -> Inside:
    """What a desk file holds. SQLite reads every page of it; nothing is written, not even beside it."""
    if path.exists() and not path.is_file():
        return Inside("not a regular file")  # a pipe would be waited for
    try:
        with closing(sqlite3.connect(f"file:{quote(str(path))}?mode=ro", uri=True)) as conn:
            return _inside(conn)
    except sqlite3.Error as error:
        return Inside(f"damaged ({error})")


def _inside(conn: sqlite3.Connection) -> Inside:
    if conn.execute("PRAGMA application_id").fetchone()[0] != APPLICATION_ID:
        return Inside("not a desk")
    if schema_of(conn) > SCHEMA:
        return Inside("written by a newer sdrdesk")
    (said,) = conn.execute("PRAGMA integrity_check(1)").fetchone()
    if said != "ok":
        return Inside(f"damaged ({said.splitlines()[0]})")
    accounts, acts = (
        conn.execute(sql).fetchone()[0]
        for sql in ("SELECT count(*) FROM account WHERE deleted_at IS NULL", "SELECT count(*) FROM step")
    )
    last = conn.execute("SELECT seq, at, said FROM step ORDER BY seq DESC LIMIT 1").fetchone() or (0, "", "")
    return Inside("", schema_of(conn), accounts, acts, *last)


def put_back(copy: Path, path: str, at: datetime) -> Path | None:
    """Make the desk file what a copy holds; gives where the replaced file is kept, None when there was none.

    A sound file is overwritten by SQLite in one transaction, so that other windows see it as a change; a damaged one
    is put aside and replaced whole. Raises StoreTrouble when the copy is no good or nothing can be written; then the
    file is as it was.
    """
    trouble = look_inside(copy).trouble
    if trouble:
        raise StoreTrouble(f"{copy} is {trouble}; nothing was restored.")
    target = Path(os.path.realpath(path))
    if target.exists() and not target.is_file():
        raise StoreTrouble(f"{path} is not a regular file; nothing was restored.")
    try:
        kept = _keep(path, target, at)
        if kept is not None and not kept.name.endswith(f"-{DAMAGED}.db"):
            _overwrite(copy, target)
        else:
            _replace(copy, target)
    except (OSError, sqlite3.Error) as error:
        raise StoreTrouble(f"{path} could not be replaced ({error}); it is as it was.") from error
    after = look_inside(target)
    if after.trouble:
        raise StoreTrouble(f"{path} is {after.trouble} after restoring; the copy is {copy}, the file before {kept}.")
    return kept


def _keep(path: str, target: Path, at: datetime) -> Path | None:
    """Keep what is there now: by SQLite when it can read it, else byte for byte."""
    if not target.exists() or not target.stat().st_size:
        return None
    if not look_inside(target).trouble:
        with closing(sqlite3.connect(target)) as conn:
            return safety_copy(conn, path, "before-restore", at)
    folder = folder_of(path)
    folder.mkdir(mode=0o700, exist_ok=True)
    aside = folder / f"{at:%Y%m%d-%H%M%S}-{at.microsecond // 1000:03d}-{DAMAGED}.db"
    for end in ("", "-wal"):
        beside = Path(f"{target}{end}")
        if beside.exists():
            _copy_private(beside, Path(f"{aside}{end}"))
    return aside


def _copy_private(source: Path, target: Path) -> None:
    private = os.open(target, os.O_CREAT | os.O_TRUNC | os.O_WRONLY, 0o600)
    with os.fdopen(private, "wb") as out, source.open("rb") as file:
        shutil.copyfileobj(file, out)
        out.flush()
        os.fsync(out.fileno())


def _overwrite(copy: Path, target: Path) -> None:
    with closing(sqlite3.connect(copy)) as source, closing(sqlite3.connect(target, timeout=10)) as desk:
        source.backup(desk, pages=-1)


def _replace(copy: Path, target: Path) -> None:
    new = target.with_name(target.name + ".restoring")
    try:
        _copy_private(copy, new)
        for end in ("-wal", "-shm"):
            Path(f"{target}{end}").unlink(missing_ok=True)
        new.replace(target)
    finally:
        new.unlink(missing_ok=True)
