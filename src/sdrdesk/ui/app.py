"""The window: which screen is in front, the keys that work everywhere, and how it ends."""

import asyncio
import os
import signal
import sys
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, ClassVar, TextIO, cast

from textual import work
from textual.await_remove import AwaitRemove
from textual.binding import BindingType
from textual.dom import DOMNode
from textual.driver import Driver
from textual.events import Event, Key, Paste
from textual.screen import Screen
from textual.theme import Theme
from textual.widget import Widget
from textual.worker import WorkerFailed

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.unfinished import open_calls

from . import keys, places
from .everywhere import Everywhere
from .keyflow import KeyFlow
from .screen import Roomy
from .session import Session, attempt
from .theme import DESK_THEME, AsciiFilter, wants_ascii, writes_utf8

POLL_SECONDS = 0.5
"""How often another window's commits are looked for."""
SETTLE_SECONDS = 1.5
"""So long after the first frame nothing is done beside the keys."""
PAY_SECONDS = 1.5
"""How long the way out waits for a busy file to take what is half typed."""
LATEST_SECONDS = 2.5
"""After so long an end that was asked for is made."""


class DeskApp(Everywhere, inherit_bindings=False):
    """One window on one desk."""

    TITLE = "sdrdesk"
    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    ENABLE_SELECT_AUTO_SCROLL = False
    ALLOW_SELECT = False
    BINDINGS: ClassVar[list[BindingType]] = [*keys.bindings("global"), *keys.HIDDEN]

    def __init__(
        self,
        desk: Desk,
        start: str = "today",
        *,
        log_folder: Path | None = None,
        only: tuple[Any, ...] = (),
        trouble: str = "",
        masked: bool = False,
    ) -> None:
        """With `only`, a name in `places` and what it takes, the window is that screen and closes with it.

        `trouble` is said once the desk is seen; `masked`: names, words and amounts are blanked from the first frame on.
        """
        self.DEFAULT_MODE = start  # type: ignore[misc]  # the window opens where it was asked to
        self.set_reactive(Everywhere.theme, DESK_THEME.name)
        super().__init__()
        self.session = Session(desk, self)
        self._modes = {name: self._maker(name) for name in places.BASES}
        self._log_folder = log_folder
        self._only = only
        self._trouble = trouble
        self._leaving = False
        self._warned = False
        self._last_words = ""
        self._latest_end: threading.Timer | None = None
        self._at_first_frame: list[Callable[[], object]] | None = []
        self.key_flow = KeyFlow(self)
        if wants_ascii():
            self._filters.append(AsciiFilter(letters=not writes_utf8()))
        if masked:
            from .masking import begin  # only where others look on

            begin(self)

    @staticmethod
    def _maker(name: str) -> Any:
        return lambda: places.screen(name)

    def get_theme(self, theme_name: str) -> Theme | None:
        """The desk's one theme. It is there from the first moment: to set it later would parse all styles twice."""
        return DESK_THEME if theme_name == DESK_THEME.name else super().get_theme(theme_name)

    def _watch_theme(self, theme_name: str) -> None:
        """The theme never changes."""

    @property
    def driver(self) -> Driver | None:
        """What holds the terminal."""
        return self._driver

    def get_driver_class(self) -> type[Driver]:
        """The desk's own hold on the terminal, where there is one."""
        if sys.platform == "win32" or "TEXTUAL_DRIVER" in os.environ:
            return super().get_driver_class()
        from .terminal import DeskDriver  # only where there is such a terminal

        return DeskDriver

    def _prune(self, *nodes: Widget, parent: DOMNode | None = None) -> AwaitRemove:
        """A screen that went was no part of the one below, which need not be laid out and painted once more for it."""
        return super()._prune(*nodes, parent=None if all(isinstance(node, Screen) for node in nodes) else parent)

    async def on_event(self, event: Event) -> None:
        """Keys and pastes in their turn; nothing any more once the window is closing."""
        if isinstance(event, Key | Paste) and not event.is_forwarded:
            if self._exit or not self.key_flow.may_pass(event):
                return
            await super().on_event(event)
            self.key_flow.passed()
            return
        await super().on_event(event)

    # -- life ----------------------------------------------------------------------------------------------------

    def on_load(self) -> None:
        """Before the terminal is taken: the rep's own keys; be told of signals."""
        self._take_up_own_keys()
        loop = asyncio.get_running_loop()
        for number in _signals():
            try:
                loop.add_signal_handler(number, self._on_signal, number)
            except (NotImplementedError, RuntimeError, ValueError):
                return  # not the main thread, or no such thing here

    def _take_up_own_keys(self) -> None:
        """Give keys the places the rep's own file gives them; what is wrong in it is said once the desk is seen."""
        from sdrdesk.usecases.keymap import NAME, read_keymap

        own = read_keymap()
        if own is None:
            return
        from .keymap import checked  # only where there is a file

        taken = checked(NAME, own.lines)
        self.set_keymap(taken.keys)
        faults = [*own.faults, *taken.faults]
        if faults:
            more = f"; and {len(faults) - 2} lines more" if len(faults) > 2 else ""
            self.when_painted(lambda: self.session.refuse(DeskError(f"{'; '.join(faults[:2])}{more}.")))

    def _on_signal(self, number: signal.Signals) -> None:
        """Leave; a second signal on the way out changes nothing."""
        loop = asyncio.get_running_loop()
        for one in _signals():
            loop.remove_signal_handler(one)
            signal.signal(one, signal.SIG_IGN)
        self.leave(128 + number)

    def on_mount(self) -> None:
        """Start looking for changes made elsewhere, and for a call that was cut off."""
        self._look_elsewhere()
        if self._trouble:
            self.when_painted(lambda: self.session.refuse(DeskError(self._trouble)))
        self.when_painted(self._ask_at_the_start)
        self.when_painted(self._keep_scores)

    # -- the first frame -----------------------------------------------------------------------------------------

    def when_painted(self, what: Callable[[], object]) -> None:
        """Do something that the first frame need not wait for: once it is out, or soon when it is."""
        if self._at_first_frame is None:
            self.call_later(what)
        else:
            self._at_first_frame.append(what)

    def post_display_hook(self) -> None:
        """A frame is out: do what waited for it."""
        if self._at_first_frame is None or self._batch_count or not self._dom_ready:
            return
        waited, self._at_first_frame = self._at_first_frame, None
        for one in waited:
            self.call_later(one)

    def _end_batch(self) -> None:
        super()._end_batch()
        if not self._batch_count and self.screen_stack:
            self.screen.check_idle()

    @work(name="elsewhere")
    async def _look_elsewhere(self) -> None:
        """See what other windows do. A sleeping task costs a tenth of a timer's messages."""
        while True:
            await asyncio.sleep(POLL_SECONDS)
            self.session.poll()
            if self.session.desk.hooks is not None:
                from .hooking import tell_hooks  # only where there are hooks

                tell_hooks(self)

    @work(name="scores")
    async def _keep_scores(self) -> None:
        """Work out, between the keys, the scores that lists are sorted and narrowed by."""
        await asyncio.sleep(SETTLE_SECONDS)
        from .score_keeping import keep_scores  # once the first screen is whole

        await keep_scores(self)

    def keep(self) -> None:
        """Write everything half typed to the desk."""
        for stack in self._screen_stacks.values():
            for screen in stack:
                if isinstance(screen, Roomy):
                    screen.keep()

    def leave(self, code: int = 0) -> None:
        """Keep what is half typed and end with this exit code. Safe to be called twice."""
        if self._leaving:
            return
        self._leaving = True
        self._end_at_the_latest(code)
        self.keep()
        until = time.monotonic() + PAY_SECONDS
        while not self.session.pay() and time.monotonic() < until:
            time.sleep(0.02)  # the window is closing: what is owed to a busy file comes before the next frame
        self.exit(return_code=code)

    def _end_at_the_latest(self, code: int) -> None:
        """A stuck terminal or worker must not keep the program from ending."""
        let_go = getattr(self._driver, "let_go", None)
        if let_go is None:
            return

        def end() -> None:
            let_go()
            os._exit(code)

        self._latest_end = threading.Timer(LATEST_SECONDS, end)
        self._latest_end.daemon = True
        self._latest_end.start()

    def ended(self) -> None:
        """The window is closed and the terminal given back: what is done now may take its time."""
        if self._latest_end is not None:
            self._latest_end.cancel()

    async def action_quit(self) -> None:
        """`q`: leave. Nothing needs saving, unless the file did not take what was typed."""
        if self.session.pay() or self._warned:
            self.leave(0)
            return
        self._warned = True
        self.session.refuse(DeskError("What you typed last is not on disk; q once more leaves without it."))

    def action_how_to_quit(self) -> None:
        """`Ctrl+C` is no way out: it is too near to a caller's words."""
        self.session.hint("q leaves the desk (Esc first, in a call or a question). Nothing you typed is lost.")

    def action_focus_next(self) -> None:
        """`Tab`, where nothing else takes it."""
        self._focus(self.screen.focus_next)

    def action_focus_previous(self) -> None:
        """The same the other way."""
        self._focus(self.screen.focus_previous)

    def _focus(self, move: Callable[[], object]) -> None:
        before = self.screen.focused
        move()
        if self.screen.focused is before:
            self.session.hint("There is nowhere else to go to here; ? shows every key that works.")

    # -- places --------------------------------------------------------------------------------------------------

    async def action_go(self, name: str) -> None:
        """Go to a place; what stood on top of the present one is closed."""
        if len(self.screen_stack) == 1 and self.current_mode == name:
            self.session.hint(f"This is {keys.by_id(f'go_{name}').description}.")
        else:
            self.session.leave_hints()
        while len(self.screen_stack) > 1:
            self._keep_one(self.screen)
            await self.screen.dismiss(None)
        await self.switch_mode(name)

    @staticmethod
    def _keep_one(screen: Screen[Any]) -> None:
        if isinstance(screen, Roomy):
            screen.keep()

    def show(self, name: str, *args: Any, **kwargs: Any) -> None:
        """Put a screen on top, by its name in `places`."""
        if name == "account" and args:
            self.session.visited(args[0])
        if self._hidden(name):
            return
        self.push_screen(places.screen(name, *args, **kwargs))

    def _hidden(self, name: str) -> bool:
        """Whether this place stays shut because it would show what is masked; that is said."""
        if not self.session.masked or name not in places.UNMASKED:
            return False
        self.session.hint("That place shows names as they are; z shows everything again, then go there.")
        return True

    async def visit(self, name: str, *args: Any, **kwargs: Any) -> Any:
        """As `show`, and wait for what the screen is dismissed with. For `@work` actions."""
        if self._hidden(name):
            return None
        return await self.push_screen_wait(places.screen(name, *args, **kwargs))

    # -- the start ------------------------------------------------------------------------------------------------

    @work
    async def _ask_at_the_start(self) -> None:
        if self._only:
            await self.visit(*self._only)
            self.leave(0)
            return
        if not self.session.desk.settings.first_run_done:
            from .first_run import ask_first  # once in the life of a desk

            await ask_first(self)
        left = attempt(open_calls, self.session.desk).value
        if left:
            from .acts import offer_call  # see action_help

            await offer_call(self, left[0])

    # -- the end nobody wants ------------------------------------------------------------------------------------

    def _handle_exception(self, error: Exception) -> None:
        self._return_code = 1
        if self._exception is None:
            cause = error.error if isinstance(error, WorkerFailed) else error
            self._exception = error
            self._exception_event.set()
            self._end_after(cause)
        self._close_messages_no_wait()

    def _fatal_error(self) -> None:
        if self._exception is None:
            self._handle_exception(RuntimeError("unknown"))

    def _end_after(self, error: BaseException) -> None:
        """Keep what is half typed, write where it happened, leave one line to print."""
        from . import crash  # only a crash needs it

        with suppress(Exception):  # whatever broke may break this too; the line below is still owed
            self.keep()
        folder = self._log_folder
        log = crash.write(error, folder, self.session.desk.stamp()) if folder is not None else None
        self._last_words = crash.sentence(error, log)

    def _print_error_renderables(self) -> None:
        """After the terminal was given back: one line, as long as it is."""
        self._exit_renderables.clear()
        if self._last_words and not self.is_headless:
            with suppress(OSError):
                print(self._last_words, file=sys.__stderr__, flush=True)
        self._last_words = ""


def _signals() -> list[signal.Signals]:
    """The signals that ask a program to end, as far as this machine knows them."""
    return [signal.Signals[name] for name in ("SIGTERM", "SIGHUP", "SIGINT") if name in signal.Signals.__members__]


def run_window(
    desk: Desk,
    start: str = "today",
    *,
    log_folder: Path | None = None,
    only: tuple[Any, ...] = (),
    trouble: str = "",
    masked: bool = False,
) -> int:
    """Open a window on a desk, and give the program's exit code when it is closed. For the rest see `DeskApp`."""
    app = DeskApp(desk, start, log_folder=log_folder, only=only, trouble=trouble, masked=masked)
    app.run()
    app.ended()
    if getattr(app.driver, "gone", False):
        sys.stdout = sys.stderr = cast(TextIO, None)  # a last flush to a terminal that is gone would change the code
    return app.return_code or 0
