"""Runs a program of the rep's own: no shell, no terminal, a time limit, little of its output kept."""

from __future__ import annotations

import os
import signal
import subprocess
import threading
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import IO, NamedTuple

MOST_BYTES = 16_384
_LAST_WORDS = 0.5
"""Seconds that are waited for the end of the output of a program that is over."""


class Ran(NamedTuple):
    """How it went: the exit code (None: it was ended), what it said, or why it could not be started."""

    code: int | None
    said: str
    trouble: str = ""


def run(arguments: Sequence[str], told: bytes, seconds: float, folder: Path, environment: Mapping[str, str]) -> Ran:
    """Start the program with `told` on its standard input and wait for it, at most so long.

    What it began and left behind when its time was over is ended with it.
    """
    try:
        process = subprocess.Popen(
            [os.path.expanduser(arguments[0]), *arguments[1:]],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, cwd=folder,
            env={**os.environ, **environment}, start_new_session=True,
        )  # fmt: skip
    except (OSError, ValueError) as error:
        return Ran(None, "", getattr(error, "strerror", None) or str(error))
    assert process.stdin is not None and process.stdout is not None
    heard: list[bytes] = []
    telling = threading.Thread(target=_tell, args=(process.stdin, told), daemon=True)
    hearing = threading.Thread(target=_hear, args=(process.stdout, heard), daemon=True)
    telling.start()
    hearing.start()
    try:
        code: int | None = process.wait(seconds)
    except subprocess.TimeoutExpired:
        code = None
        _end(process)
    hearing.join(_LAST_WORDS)
    return Ran(code, b"".join(list(heard)).decode("utf-8", "replace"))


def _tell(pipe: IO[bytes], told: bytes) -> None:
    with suppress(OSError, ValueError), pipe:  # one that does not listen is none the worse for it
        pipe.write(told)


def _hear(pipe: IO[bytes], heard: list[bytes]) -> None:
    kept = 0
    with suppress(OSError, ValueError), pipe:
        while piece := os.read(pipe.fileno(), 4096):
            if kept < MOST_BYTES:
                heard.append(piece[: MOST_BYTES - kept])
                kept += len(piece)


def _end(process: subprocess.Popen[bytes]) -> None:
    """The program and all that it started: they are a group of their own."""
    with suppress(OSError):
        if os.name == "posix":
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    process.wait()
