"""Hooks hear of acts beside the keys; what goes wrong with them is said as a warning."""

import asyncio
import threading
from contextlib import suppress
from typing import TYPE_CHECKING

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases.hooks import Hooks

if TYPE_CHECKING:
    from .app import DeskApp


def tell_hooks(app: "DeskApp") -> None:
    """Have the hooks hear of the acts that are done, in a thread: a slow one keeps no key waiting."""
    hooks = app.session.desk.hooks
    if hooks is None or not hooks.waiting or hooks.telling:
        return
    loop = asyncio.get_running_loop()
    threading.Thread(target=_tell, args=(app, hooks, loop), name="hooks", daemon=True).start()


def _tell(app: "DeskApp", hooks: Hooks, loop: asyncio.AbstractEventLoop) -> None:
    for fault in hooks.tell():
        with suppress(RuntimeError):  # the window is closed: nobody is left to say it to
            loop.call_soon_threadsafe(app.session.refuse, DeskError(fault))
