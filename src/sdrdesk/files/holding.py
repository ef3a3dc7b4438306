"""A mark that somebody is at work, which the system itself takes away when the program dies."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Self


class Hold:
    """A lock file held by this program until `release` or its end."""

    def __init__(self, path: Path, number: int) -> None:
        self._path = path
        self._number = number

    @classmethod
    def take(cls, path: Path) -> Self | None:
        """Hold `path`, making it when it is not there; None when a living program holds it. Raises OSError."""
        path.parent.mkdir(mode=0o700, exist_ok=True)
        number = os.open(path, os.O_CREAT | os.O_RDWR | getattr(os, "O_CLOEXEC", 0), 0o600)
        if _lock(number):
            return cls(path, number)
        os.close(number)
        return None

    def release(self) -> None:
        """Let go, and take the file away."""
        self._path.unlink(missing_ok=True)
        os.close(self._number)


def _lock(number: int) -> bool:
    try:
        import fcntl
    except ImportError:  # Windows has its own
        return _lock_on_windows(number)
    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        return False
    return True


def _lock_on_windows(number: int) -> bool:
    import msvcrt

    try:
        msvcrt.locking(number, msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
    except OSError:
        return False
    return True
