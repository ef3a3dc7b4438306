"""Opening the window on a desk, where there is a terminal for it."""

from __future__ import annotations

import os
import sys
from contextlib import closing

from sdrdesk.domain.errors import DeskError, StoreTrouble
from sdrdesk.usecases.desk import Desk, open_desk
from sdrdesk.usecases.unfinished import settle


def open_window(db: str | None, *, masked: bool = False) -> int:
    """Open the desk in the terminal, making its file when there is none; the exit code when it is closed."""
    needs_a_terminal()
    with closing(_opened(db)) as desk:
        settle(desk)
        trouble = desk.take_up_hooks()
        code = show(desk, trouble=trouble, masked=masked)
        from sdrdesk.usecases.backups import make_daily, rescue  # the window is closed: nobody waits for a frame

        if desk.hooks is not None and code == 0:
            from .command import tell_hooks  # only where there are hooks

            tell_hooks(desk)
        kept = rescue(desk)
        if kept is not None:
            raise DeskError(
                f"{desk.path} was moved, deleted or replaced while the desk was open. What it held is kept in {kept}; "
                f"sdrdesk restore {kept.name} puts that back."
            )
        if code == 0:
            make_daily(desk)
        return code


def _opened(db: str | None) -> Desk:
    try:
        return open_desk(db)
    except StoreTrouble:
        from .backups import offered  # only for a file that is no desk any more

        if not offered(db):
            raise
        return open_desk(db)


def show(desk: Desk, *only: object, trouble: str = "", masked: bool = False) -> int:
    """Show the window on an open desk, or `only` one screen of it, until it is closed; its exit code.

    `trouble` is said in it; `masked`: names, words and amounts are blanked.
    """
    from sdrdesk.ui.app import run_window  # the terminal library, for the window alone
    from sdrdesk.usecases.places import crash_folder

    return run_window(desk, log_folder=crash_folder(), only=only, trouble=trouble, masked=masked)


def needs_a_terminal() -> None:
    """Raise DeskError, before anything is opened, where no window can be shown."""
    if not all(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stdout)):
        raise DeskError("The desk needs a terminal to open in; in a pipe use a command, see sdrdesk --help.")
    if os.environ.get("TERM", "") in ("dumb", "unknown"):
        raise DeskError("This terminal (TERM=dumb) cannot show the desk; use a command, see sdrdesk --help.")
