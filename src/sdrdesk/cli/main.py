"""Where the program starts: what needs no command is done at once, the rest goes to click."""

from __future__ import annotations

import os
import sys

HELP, VERSION = (["--help"], ["-h"]), ["--version"]
COMPLETION = "_SDRDESK_COMPLETE"
"""Set by a shell that asks how a command line may go on."""


def main(arguments: list[str] | None = None) -> None:
    """Run the command line and end the process with its exit code."""
    given = sys.argv[1:] if arguments is None else arguments
    sys.exit(_run(given))


def _run(given: list[str]) -> int:
    # Nothing but what a line needs is imported: the version asks for no desk, the window for no click.
    if given == VERSION:
        from sdrdesk import __version__

        return _say(f"sdrdesk {__version__}")
    if given in HELP:
        from .table import overview

        return _say(overview())
    if COMPLETION not in os.environ and (not given or (len(given) == 2 and given[0] == "--db")):
        from .endings import code_of

        return code_of(lambda: _open(given[1] if given else None))
    from .run import run

    return run(given)


def _say(text: str) -> int:
    try:
        print(text, flush=True)
    except (OSError, UnicodeEncodeError):
        from .endings import code_of

        return code_of(lambda: print(text) or 0)
    return 0


def _open(db: str | None) -> int:
    from .window import open_window

    return open_window(db)
