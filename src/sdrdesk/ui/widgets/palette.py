"""The box where one finds everything: a line, and below it what fits, kind by kind."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import BindingType
from textual.timer import Timer
from textual.widget import Widget

from sdrdesk.ui import keys

from .card_list import CardList
from .drawing import Piece, TextLine
from .line import LineInput
from .picker import MOVES
from .question import Question

_SETTLE_SECONDS = 0.02


class Entry(NamedTuple):
    """Something to find: its id, its kind's title, what it is called, a note at the right, and words after the name."""

    id: str
    title: str
    label: str
    note: str = ""
    words: tuple[Piece, ...] = ()


class Palette(Question[str]):
    """Ask for anything; dismissed with the id of an entry, or None."""

    DEFAULT_CSS = """
    Palette CardList { height: 16; max-height: 70h; }
    """
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("prompt")
    AUTO_FOCUS: ClassVar[str | None] = "LineInput"

    def __init__(self, fitting: Callable[[str], Sequence[Entry]]) -> None:
        super().__init__("Anything", hint="Enter opens or does it; each command stands beside its shell name and key.")
        self._fitting = fitting
        self._settle: Timer | None = None
        self._shown_for = ""

    def body(self) -> Iterable[Widget]:
        """The line, the list."""
        yield LineInput(mark=" : ", placeholder="a name, a number, a word that was said, a view, a command")
        yield CardList[Entry](self._draw, heading=self._heading, empty=("Nothing fits.",), led=True)

    def on_mount(self) -> None:
        """Show what there is before anything is typed."""
        self._show("")

    @staticmethod
    def _draw(entry: Entry, width: int) -> list[TextLine]:
        name = (entry.label, "title" if entry.words else "")
        return [TextLine((name, *entry.words), ((f"{entry.note} ", "dim"),) if entry.note else ())]

    @staticmethod
    def _heading(above: Entry | None, entry: Entry) -> TextLine | None:
        return None if above is not None and above.title == entry.title else TextLine(((entry.title, "heading"),))

    @property
    def _list(self) -> CardList[Entry]:
        return self.query_one(CardList)

    def _show(self, typed: str) -> None:
        self._shown_for = typed
        self._list.set_rows(self._fitting(typed), lambda entry: entry.id)

    @on(LineInput.Changed)
    def _changed(self, event: LineInput.Changed) -> None:
        if self._settle is not None:
            self._settle.stop()
        self._settle = self.set_timer(_SETTLE_SECONDS, self._catch_up)

    def _catch_up(self) -> None:
        typed = self.query_one(LineInput).value
        if typed != self._shown_for:
            self._show(typed)

    @on(LineInput.Submitted)
    def _submitted(self, event: LineInput.Submitted) -> None:
        self.action_accept()

    @on(LineInput.Keyed)
    def _keyed(self, event: LineInput.Keyed) -> None:
        if event.key == "escape":
            self.action_cancel()
        elif event.key in MOVES:
            getattr(self._list, MOVES[event.key])()

    @on(CardList.Opened)
    def _opened(self, event: CardList.Opened) -> None:
        self.dismiss(event.record_id)

    def action_accept(self) -> None:
        """Take the entry under the cursor; of what was typed, not of what is still shown."""
        self._catch_up()
        if self._list.record_id is not None:
            self.dismiss(self._list.record_id)
