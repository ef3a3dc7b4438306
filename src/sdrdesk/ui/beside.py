"""Screens that work something out beside the keys: on a connection of their own, and dropped when asked anew."""

from collections.abc import Callable, Iterator
from contextlib import closing

from textual import work

from sdrdesk.usecases.desk import Desk

from .screen import DeskScreen
from .session import attempt

Steps = Callable[[Desk], Iterator[Callable[[], object]]]
"""Reads from the desk it is handed; each thing it yields is called in the window, in turn."""


class Beside(DeskScreen[None]):
    """Gives `work_out`. What is under way ends with the screen, with the program, and when it is asked for anew."""

    _asked = 0
    _at_work: Desk | None = None

    def work_out(self, steps: Steps) -> None:
        """Begin. A desk in memory has no second connection: there it is done at once."""
        self.end_work()
        if self.desk.path != ":memory:":
            self._work_beside(self._asked, steps)
            return
        for show in steps(self.desk):
            show()

    @work(thread=True, group="beside")
    def _work_beside(self, asked: int, steps: Steps) -> None:
        opened = attempt(self.desk.another)
        if opened.value is None:
            return
        with closing(opened.value) as desk:
            if asked != self._asked:
                return
            self._at_work = desk
            for show in steps(desk):
                if asked != self._asked or not self.is_attached:
                    return
                self.app.call_from_thread(self._show_if_wanted, asked, show)

    def _show_if_wanted(self, asked: int, show: Callable[[], object]) -> None:
        if asked == self._asked and self.is_attached:
            show()

    def end_work(self) -> None:
        """Nobody waits for what is under way any more; its query is broken off."""
        self._asked += 1
        at_work, self._at_work = self._at_work, None
        if at_work is not None:
            at_work.break_off()

    def on_unmount(self) -> None:
        """The screen is gone."""
        self.end_work()

    def keep(self) -> None:
        """The program ends: it does not wait."""
        self.end_work()
