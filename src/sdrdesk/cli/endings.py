"""How a command ends: its exit code, and one sentence on stderr when it did not simply succeed."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from sdrdesk.domain.errors import Ambiguous, DeskError, NeedsAnswer, NotReady
from sdrdesk.domain.text import visible

if TYPE_CHECKING:
    import click

DONE, REFUSED, USAGE, INTERRUPTED = 0, 1, 2, 130

# the fact that is missing -> how a command line gives it
GIVEN_BY = {
    "next": "--next", "when": "--next", "value": "--value", "amount": "--amount", "on": "--on", "reason": "--reason",
    "deal": "--deal", "confirm": "--yes", "currency": "--currency", "name": "NAME", "words": "WORDS", "text": "TEXT",
    "status": "--status", "competitor": "--competitor", "skip": "--skip", "confirmed": "--yes",
}  # fmt: skip


def code_of(work: Callable[[], int], *, as_json: bool = False) -> int:
    """The exit code of this work: its own, 1 refused, 2 ambiguous, 130 stopped by Ctrl+C; never a traceback.

    A reader that leaves early is no error: what it did not want is not printed.
    """
    _soften_streams()
    try:
        code = _refusals_said(work, as_json)
        if sys.stdout is not None:
            sys.stdout.flush()
    except BrokenPipeError:
        let_go_of_stdout()
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        let_go_of_stdout()
        complain(f"That could not be written or read: {error.strerror or type(error).__name__}.")
        return REFUSED
    except Exception as error:  # whatever broke, a rep gets one line and no traceback; the log says where
        return _crashed(error)
    return code


def _refusals_said(work: Callable[[], int], as_json: bool) -> int:
    try:
        return work()
    except DeskError as error:
        return _refuse(error, as_json)


def _soften_streams() -> None:
    """A character the terminal's encoding lacks becomes a question mark; a stream that is closed swallows."""
    for name in ("stdout", "stderr"):
        stream = getattr(sys, name)
        if stream is None:
            setattr(sys, name, open(os.devnull, "w", encoding="utf-8"))  # noqa: SIM115 - as long as the process
        elif hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


def complain(text: str) -> None:
    """One line on stderr, whatever is in it; nothing when nobody listens there."""
    try:
        print(_quoted_short(visible(text)), file=sys.stderr, flush=True)
    except OSError:
        return


_WORD = re.compile(r"(\S{60})\S{440,}")
_LONG = re.compile("(“[^”]{60}|'[^']{60})[^”']{2,}(?=[”'])")


def _quoted_short(text: str) -> str:
    """What was typed is quoted no longer than it takes to know it again."""
    return _WORD.sub(r"\1…", _LONG.sub(r"\1…", text))


def _refuse(error: DeskError, as_json: bool) -> int:
    """Say the refusal; with JSON, what it knows (candidates, what is missing) goes to stdout."""
    complain(_sentence(error))
    if isinstance(error, Ambiguous):
        for candidate, label in error.candidates:
            complain(f"  {candidate}  {label}")
    if as_json and (facts := _facts(error)):
        from .printing import put_json  # only for those who asked

        put_json({"error": _sentence(error), **facts})
    return USAGE if isinstance(error, Ambiguous) else REFUSED


def _sentence(error: DeskError) -> str:
    if isinstance(error, NotReady):
        return f"{error.sentence} Fill it in a call, or go on with --override and a reason that is kept."
    if isinstance(error, NeedsAnswer):
        option = GIVEN_BY.get(error.field)
        return f"{error.question.rstrip('.')} – give it with {option}." if option else error.question
    return str(error)


def _facts(error: DeskError) -> dict[str, Any]:
    if isinstance(error, Ambiguous):
        return {"candidates": [{"id": candidate, "label": label} for candidate, label in error.candidates]}
    if isinstance(error, NotReady):
        return {"missing": list(error.missing), "criterion": error.criterion}
    if isinstance(error, NeedsAnswer):
        return {"needs": error.field, "option": GIVEN_BY.get(error.field)}
    return {}


def say_usage(error: click.UsageError) -> int:
    """Say in one line what is wrong with the command line and where its help is; its exit code."""
    path = error.ctx.command_path if error.ctx is not None else "sdrdesk"
    said = " ".join(error.format_message().split())
    end = "" if said.endswith((".", "?")) else "."
    complain(f"{path}: {said}{end} See {path} --help.")
    return USAGE


def _crashed(error: Exception) -> int:
    """An error of the program's own: one line, and a note of where it happened without any customer data."""
    from sdrdesk.ui import crash  # only a crash needs these
    from sdrdesk.usecases.desk import system_clock
    from sdrdesk.usecases.places import crash_folder

    log = crash.write(error, crash_folder(), system_clock().isoformat(timespec="seconds"))
    where = f" Where it happened is in {log}." if log is not None else ""
    complain(f"sdrdesk stopped on an error of its own ({type(error).__name__}); nothing half-done was kept.{where}")
    return REFUSED


def let_go_of_stdout() -> None:
    """What is still buffered goes nowhere, so that the exit stays quiet."""
    try:
        sys.stdout.flush()
    except (OSError, ValueError):
        nowhere = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nowhere, 1)
        os.close(nowhere)
