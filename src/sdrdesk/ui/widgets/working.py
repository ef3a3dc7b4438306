"""Something long, at work in a thread of its own while the window stays alive; Esc stops it."""

import threading
from collections.abc import Callable, Iterable
from contextlib import closing
from typing import ClassVar, Generic, TypeVar

from textual import work
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.ui import keys
from sdrdesk.ui.session import Attempt, attempt
from sdrdesk.usecases.bulk import Watch
from sdrdesk.usecases.desk import Desk

from .bars import Bar
from .footer import KeyBar
from .question import Question

R = TypeVar("R")


class Working(Question[Attempt[R]], Generic[R]):
    """Does `job` on a connection of its own; dismissed with what came of it. Esc stops it where `stops`."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("working")

    def __init__(self, what: str, job: Callable[[Desk, Watch], R], *, stops: bool = True) -> None:
        super().__init__(what)
        self._stops = stops
        self._job = job
        self._stop = threading.Event()
        self._is_closing = False

    def body(self) -> Iterable[Widget]:
        """How far it is."""
        yield Bar(((" …", "dim"),), id="progress")

    def on_mount(self) -> None:
        """Begin; where nothing stops it, no key says that it does."""
        self.query_one(KeyBar).display = self._stops
        self._work()

    @work(thread=True)
    def _work(self) -> None:
        outcome = attempt(self._with_own_desk)
        if not self._is_closing:
            self.app.call_from_thread(self.dismiss, outcome)

    def _with_own_desk(self) -> R:
        with closing(self.session.desk.another(acts=True)) as desk:
            return self._job(desk, Watch(self._tell, self._stop.is_set))

    def _tell(self, done: int, total: int) -> None:
        if not self._stop.is_set():
            self.app.call_from_thread(self._show, done, total)

    def _show(self, done: int, total: int) -> None:
        self.query_one("#progress", Bar).show((f" {done:,} of {total:,}", "mark"))

    def action_cancel(self) -> None:
        """Stop; nothing of it is kept."""
        if not self._stops:
            self.tell("It is done in a moment, and can be done the other way again after that.")
            return
        self._stop.set()
        self.tell("Stopping …")

    def keep(self) -> None:
        """The program ends: what is not done yet is not done."""
        self._is_closing = True
        self._stop.set()
