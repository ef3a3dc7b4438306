"""A place for a demo that is thrown away: a private folder, swept when it is left, and the shipped sample put in it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from sdrdesk.files.paths import sample_desk

_PREFIX = "sdrdesk-demo-"


@contextmanager
def throw_away_folder() -> Iterator[Path]:
    """A folder only its owner can look into, removed at the end; what a killed demo left behind is removed too."""
    _sweep()
    folder = Path(tempfile.mkdtemp(prefix=f"{_PREFIX}{os.getpid()}-"))
    try:
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def put_sample(path: Path) -> bool:
    """Copy the shipped sample to `path`, private like any desk; False when this installation has none."""
    sample = sample_desk()
    if sample is None:
        return False
    shutil.copyfile(sample, path)
    path.chmod(0o600)
    return True


def _sweep() -> None:
    if not hasattr(os, "getuid"):
        return  # there are no owners to tell apart here
    for left in Path(tempfile.gettempdir()).glob(f"{_PREFIX}*-*"):
        with suppress(OSError, ValueError):
            mine = left.is_dir() and not left.is_symlink() and left.stat().st_uid == os.getuid()
            if mine and not _runs(int(left.name.removeprefix(_PREFIX).partition("-")[0])):
                shutil.rmtree(left, ignore_errors=True)


def _runs(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    except PermissionError:
        return True
    return True
