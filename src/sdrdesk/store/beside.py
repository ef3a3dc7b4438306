"""What lies beside a desk file: private like the file, and its newest copy one that could be put back."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

from .backup import copies, folder_of
from .restoring import look_inside

NEWEST = "the newest backup"
_NAMED = 3
"""So many names are said, the rest is counted."""


def findings_beside(path: str) -> list[str]:
    """What is wrong around the file, one sentence each."""
    if path == ":memory:":
        return []
    return [*_open_to_others(path), *_newest_copy(path)]


def make_private(path: str) -> None:
    """The file, its log and its copies for their owner alone."""
    if path == ":memory:" or os.name != "posix":
        return
    for one, mode in _others_may(path):
        os.chmod(one, mode)


def _others_may(path: str) -> Iterator[tuple[Path, int]]:
    """What others may read or write, and the mode it should have."""
    folder = folder_of(path)
    real = os.path.realpath(path)
    for one in (Path(path), Path(f"{real}-wal"), Path(f"{real}-shm"), folder, *sorted(folder.glob("*"))):
        try:
            mode = one.stat().st_mode
        except OSError:
            continue
        if stat.S_IMODE(mode) & 0o077 and (stat.S_ISREG(mode) or stat.S_ISDIR(mode)):
            yield one, 0o700 if stat.S_ISDIR(mode) else 0o600


def _open_to_others(path: str) -> list[str]:
    if os.name != "posix":
        return []
    found = [one for one, _ in _others_may(path)]
    if not found:
        return []
    names = ", ".join(one.name for one in found[:_NAMED]) + (f" and {len(found) - _NAMED} more" * (len(found) > _NAMED))
    mode = stat.S_IMODE(found[0].stat().st_mode)
    return [f"others can read {names} (mode {mode:04o}); --repair makes it private"]


def _newest_copy(path: str) -> list[str]:
    newest = next((copy for copy in copies(path) if copy.why != "damaged"), None)
    trouble = look_inside(newest.path).trouble if newest is not None else ""
    if newest is None or not trouble:
        return []
    return [f"{NEWEST}, {newest.path.name}, is {trouble}; --repair makes another"]
