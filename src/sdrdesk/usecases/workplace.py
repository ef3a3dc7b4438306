"""The folder beside the desk in which imports work, and the marks that say a program is at one."""

from __future__ import annotations

from pathlib import Path

from sdrdesk.domain.errors import StoreTrouble
from sdrdesk.files.holding import Hold

from .desk import Desk


def folder_of(desk: Desk) -> Path:
    """Where an import keeps what it writes beside the desk: rejected rows, marks of work, copies for a dry run."""
    return Path(desk.path).parent / "imports"


def hold(desk: Desk, name: str) -> Hold | None:
    """A mark that this program is at work; None when another one is, or for a desk in memory. Raises StoreTrouble."""
    if desk.path == ":memory:":
        return None
    try:
        return Hold.take(folder_of(desk) / f"{name}.lock")
    except OSError as trouble:
        raise StoreTrouble(f"{folder_of(desk)} cannot be written: {trouble.strerror}.") from trouble
