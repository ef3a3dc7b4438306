"""Commands that copy the desk, list the copies and put one back."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from sdrdesk.usecases import backups as use

from .command import Asked, command
from .printing import put, put_json


@command("backup", "sdrdesk backup")
def backup(asked: Asked) -> None:
    """Copy the desk now, beside its file; the day's copy is made by itself when the desk is left."""
    with asked.desk() as desk:
        made = use.make(desk)
    put_json({"file": str(made)}) if asked.json else put(f"Copied to {made}")


@command("backups", "sdrdesk backups")
def backups(asked: Asked) -> None:
    """List the copies of the desk, the newest first: when, why, how large, and what is in it."""
    path = use.path_of(asked.db)
    found = use.listed(path)
    if asked.json:
        put_json([
            {"file": str(one.path), "at": one.at.isoformat(), "why": one.why, "bytes": one.size} for one in found
        ])  # fmt: skip
        return
    if not found:
        put(f"There is no backup of {path}; sdrdesk backup makes one.")
    for one in found:
        put(f"{one.at.astimezone():%a %d %b %Y %H:%M}  {one.why:<16} {one.size / 1e6:>8,.1f} MB  {one.path.name}")


@command("restore", "sdrdesk restore")
@click.argument("name", required=False, default="", metavar="[BACKUP]")
@click.option("--yes", is_flag=True, help="Do not ask first.")
def restore(asked: Asked, name: str, yes: bool) -> None:
    """Put the newest good copy (or the one named) in the place of the desk; the file that is there is kept."""
    path = use.path_of(asked.db)
    found = use.find(path, name) if name else use.newest_good(path)
    if found is not None and not yes:
        put(_offer(path, found))
        if not (sys.stdin.isatty() and click.confirm("Put it back?")):
            put("Nothing was restored; --yes does it without asking.")
            click.get_current_context().exit(1)
    done = use.restore(path, name or (found.copy.path.name if found else ""))
    kept = str(done.kept) if done.kept is not None else None
    if asked.json:
        put_json({"restored": str(done.backup.copy.path), "kept": kept, "missing": done.missing})
        return
    put(f"{path} is what it was at {done.backup.copy.at.astimezone():%a %d %b %Y %H:%M}. {done.missing}")
    if kept:
        put(f"The file before it is kept: {kept}")


def offered(db: str | None) -> bool:
    """Offer the newest good copy of a desk that cannot be opened. True when it was put back."""
    path = use.path_of(db)
    if not Path(path).exists() or not use.listed(path) or not use.look(path).trouble:
        return False
    found = use.newest_good(path)
    if found is None:
        return False
    put(_offer(path, found))
    if not click.confirm("Put it back? The file that is there now is kept."):
        return False
    use.restore(path, found.copy.path.name)
    return True


def _offer(path: str, found: use.Backup) -> str:
    inside = found.inside
    many = "account" if inside.accounts == 1 else "accounts"
    return (
        f"Backup of {found.copy.at.astimezone():%a %d %b %Y %H:%M} ({found.copy.why}, {inside.accounts:,} {many}). "
        f"{use.missing(path, found)}"
    )
