"""Copies of the desk: made by hand and once a day, listed, and put back."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from sdrdesk.domain.errors import DeskError, NotFound, StoreTrouble
from sdrdesk.domain.text import visible
from sdrdesk.files.paths import default_desk
from sdrdesk.store.backup import Copy, copies, copy_or_refuse, last_copy_of, size_of
from sdrdesk.store.restoring import Inside, look_inside, put_back

from .desk import Clock, Desk, system_clock

LARGEST_DAILY = 1 << 30
"""Bytes above which leaving the desk does not make the day's copy by itself."""


class Backup(NamedTuple):
    """A copy, and what it holds."""

    copy: Copy
    inside: Inside


class Restored(NamedTuple):
    """What was put back, where the file before it is kept (None: there was none), and what the file has lost."""

    backup: Backup
    kept: Path | None
    missing: str


def path_of(db: str | None) -> str:
    """The desk file that is meant, whether it can be opened or not."""
    return str(db if db is not None else default_desk())


def listed(path: str) -> list[Copy]:
    """The copies of a desk file, the newest first; none of them is opened."""
    return copies(path)


def look(path: str) -> Inside:
    """What the desk file itself holds, or what is wrong with it."""
    return look_inside(Path(path))


def newest_good(path: str) -> Backup | None:
    """The newest copy that is sound; None when there is none."""
    for copy in copies(path):
        inside = look_inside(copy.path)
        if not inside.trouble:
            return Backup(copy, inside)
    return None


def find(path: str, name: str) -> Backup:
    """The copy of that file name, or of so many of its first letters. Raises NotFound, StoreTrouble when damaged."""
    found = [copy for copy in copies(path) if copy.path.name.startswith(Path(name).name)]
    if not found:
        raise NotFound(f"There is no backup “{visible(name)}” of {path}; sdrdesk backups lists those there are.")
    if len(found) > 1:
        raise DeskError(f"“{visible(name)}” could be {len(found)} backups; write more of the name.")
    inside = look_inside(found[0].path)
    if inside.trouble:
        raise StoreTrouble(f"{found[0].path} is {inside.trouble}; choose another of sdrdesk backups.")
    return Backup(found[0], inside)


def missing(path: str, backup: Backup) -> str:
    """What the desk would lose by going back to this copy, as a sentence; what a damaged desk held is not known."""
    since = f"everything done after {_when(backup.inside.last_at)}" if backup.inside.last_at else "everything"
    if not Path(path).exists():
        return f"There is no file at {path} now."
    now = look_inside(Path(path))
    if now.trouble:
        return f"The file is {now.trouble}; {since} would be missing."
    acts = now.last_seq - backup.inside.last_seq
    if acts <= 0:
        return "Nothing would be missing."
    many = "act" if acts == 1 else "acts"
    return f"{acts:,} {many} would be missing, the last one: {visible(now.last_said)}"


def restore(path: str, name: str = "", clock: Clock = system_clock) -> Restored:
    """Put a copy (the newest good one unless named) in the place of the desk file, which is kept beside the copies.

    Raises NotFound when there is none, StoreTrouble when it cannot be done; the file is then as it was.
    """
    backup = find(path, name) if name else newest_good(path)
    if backup is None:
        raise NotFound(f"There is no good backup of {path} in {path}.backups.")
    lost = missing(path, backup)
    return Restored(backup, put_back(backup.copy.path, path, clock()), lost)


def make(desk: Desk) -> Path:
    """Copy the desk now. Raises StoreTrouble when it cannot be done."""
    if desk.path == ":memory:":
        raise DeskError("A desk in memory has no file to copy.")
    return copy_or_refuse(desk.db.conn, desk.path, "by-hand", desk.now(), "copied")


def make_daily(desk: Desk) -> Path | None:
    """Copy the desk once a day, when anything was done since the last copy; None when there is no need.

    A very large file is left to `make`: leaving the desk must not take long. A copy that cannot be made is no reason
    to complain to somebody who is leaving.
    """
    if desk.path == ":memory:" or size_of(desk.path) > LARGEST_DAILY:
        return None
    last = last_copy_of(desk.path, "daily")
    if last is not None and last.date() == desk.now().date():
        return None
    newest = next(iter(copies(desk.path)), None)
    acted = desk.db.value("SELECT at FROM step ORDER BY seq DESC LIMIT 1")
    if acted is None or (newest is not None and datetime.fromisoformat(acted) <= newest.at):
        return None
    try:
        return copy_or_refuse(desk.db.conn, desk.path, "daily", desk.now(), "copied")
    except StoreTrouble:
        return None


def rescue(desk: Desk) -> Path | None:
    """Where the desk is kept when its file was moved, deleted or replaced while it was open; None when it was not.

    The open file is still whole for whoever holds it, and gone with the last one. Raises StoreTrouble.
    """
    if desk.db.is_still_there():
        return None
    return copy_or_refuse(desk.db.conn, desk.path, "rescued", desk.now(), "kept")


def _when(at: str) -> str:
    local = datetime.fromisoformat(at).astimezone()
    return f"{local:%a %d %b %Y %H:%M}"
