"""What is left of a crash: one line for people and a log of where it happened, without any of the desk's data."""

import os
import traceback
from pathlib import Path

from sdrdesk import __version__


def report(error: BaseException) -> str:
    """Where an error came from: types, files, lines and functions; no messages and no values, which may be data."""
    lines = [f"sdrdesk {__version__}"]
    seen: BaseException | None = error
    while seen is not None:
        kind = type(seen)
        lines.append(f"{kind.__module__}.{kind.__qualname__}")
        for frame in traceback.extract_tb(seen.__traceback__):
            lines.append(f"  {frame.filename}:{frame.lineno} in {frame.name}")
        seen = seen.__cause__ or (None if seen.__suppress_context__ else seen.__context__)
    return "\n".join(lines) + "\n"


def write(error: BaseException, folder: Path, when: str) -> Path | None:
    """Add the report to crash.log in the folder, readable by its owner alone. None when it cannot be written."""
    path = folder / "crash.log"
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as log:
            log.write(f"{when}\n{report(error)}\n")
    except OSError:
        return None
    return path


def sentence(error: BaseException, log: Path | None) -> str:
    """The one line a person gets."""
    where = f"; where it happened is in {log}" if log is not None else ""
    return f"sdrdesk stopped: an error of its own ({type(error).__name__}). What you typed is saved{where}."
