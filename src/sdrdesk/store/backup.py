"""Safety copies of the desk file, made whole by SQLite itself and kept beside it, private like it."""

from __future__ import annotations

import os
import re
import sqlite3
from collections.abc import Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

from sdrdesk.domain.errors import StoreTrouble

KEEP = 20
"""So many of the newest are kept whatever their age."""
KEEP_DAYS = 30
"""Of older ones the last of each day is kept for so long."""
_LEFT_SECONDS = 24 * 3600
DAMAGED = "damaged"
_NAME = re.compile(r"(\d{8}-\d{6})-\d{3}-(.+)\.db")


class Copy(NamedTuple):
    """A copy of a desk file: where it is, when it was made (UTC), why, how many bytes."""

    path: Path
    at: datetime
    why: str
    size: int


def folder_of(path: str) -> Path:
    """Where the copies of this desk file are kept."""
    return Path(path).with_name(Path(path).name + ".backups")


def safety_copy(conn: sqlite3.Connection, path: str, why: str, at: datetime) -> Path:
    """Copy the open file to its backups folder, named by time and reason; returns the copy's path.

    Raises OSError or sqlite3.Error when it cannot be made; then no half copy stays behind.
    """
    folder = folder_of(path)
    folder.mkdir(mode=0o700, exist_ok=True)
    name = f"{at.strftime('%Y%m%d-%H%M%S')}-{at.microsecond // 1000:03d}-{why}.db"
    target, part = folder / name, folder / f"{name}.{os.urandom(4).hex()}.part"  # two windows may copy at once
    try:
        copy_to(conn, part)
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)
    for old in outlived(copies(path), at):
        old.path.unlink(missing_ok=True)
    _sweep(folder, at)
    return target


def _sweep(folder: Path, at: datetime) -> None:
    """What a program left that was killed at its copy, long ago."""
    for left in folder.glob("*.part"):
        with suppress(OSError):
            if at.timestamp() - left.stat().st_mtime > _LEFT_SECONDS:
                left.unlink()


def copy_to(conn: sqlite3.Connection, target: Path) -> None:
    """Copy the open file to a new one, private and whole. Raises OSError or sqlite3.Error."""
    os.close(os.open(target, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    copy = sqlite3.connect(target)
    try:
        conn.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode = DELETE")
    finally:
        copy.close()


def copies(path: str) -> list[Copy]:
    """The copies of this desk file, the newest first. Other files in their folder are nobody's business."""
    found = []
    for one in folder_of(path).glob("*.db"):
        name = _NAME.fullmatch(one.name)
        if name is not None and one.is_file():
            at = datetime.strptime(name[1], "%Y%m%d-%H%M%S").replace(tzinfo=UTC)
            found.append(Copy(one, at, name[2], one.stat().st_size))
    return sorted(found, key=lambda copy: copy.path.name, reverse=True)


def outlived(kept: Sequence[Copy], now: datetime) -> list[Copy]:
    """Which of these copies, newest first, can go: neither among the newest, nor the last of a day not long ago.

    What was kept of a damaged file stays.
    """
    days, gone = set(), []
    for place, copy in enumerate(kept):
        day = copy.at.date()
        is_last_of_day = day not in days
        days.add(day)
        is_wanted = place < KEEP or (is_last_of_day and now - copy.at <= timedelta(days=KEEP_DAYS))
        if not is_wanted and copy.why != DAMAGED:
            gone.append(copy)
    return gone


def copy_or_refuse(conn: sqlite3.Connection, path: str, why: str, at: datetime, done: str) -> Path:
    """As `safety_copy`. Raises StoreTrouble in words when it cannot be made: nothing was `done` (past tense)."""
    try:
        return safety_copy(conn, path, why, at)
    except (OSError, sqlite3.Error) as trouble:
        raise StoreTrouble(f"No safety copy could be made ({trouble}); nothing was {done}.") from trouble


def last_copy_of(path: str, why: str) -> datetime | None:
    """When the newest copy for this reason was made, as its name says."""
    return next((copy.at for copy in copies(path) if copy.why == why), None)


def size_of(path: str) -> int:
    """Bytes of the file; 0 when it is not there."""
    try:
        return os.stat(path).st_size
    except OSError:
        return 0
