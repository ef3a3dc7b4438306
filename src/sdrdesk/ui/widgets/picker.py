"""One of many: a line that narrows, a list below it, Enter takes."""

from collections.abc import Callable, Iterable, Sequence
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.domain.text import fold
from sdrdesk.ui import keys

from .card_list import CardList
from .drawing import TextLine
from .line import LineInput
from .question import Question


class Item(NamedTuple):
    """Something to pick: its id, what it is called, and a word beside it."""

    id: str
    label: str
    note: str = ""


Source = Sequence[Item] | Callable[[str], Sequence[Item]]
"""The items, or a function from what is typed to the items that fit."""

MOVES = {
    "down": "action_cursor_down",
    "up": "action_cursor_up",
    "pagedown": "action_cursor_page_down",
    "pageup": "action_cursor_page_up",
}
"""Keys of the line that move the cursor of the list below it."""


class Picker(Question[str]):
    """Ask for one item; dismissed with its id, or None."""

    DEFAULT_CSS = """
    Picker CardList { height: 12; max-height: 60h; }
    """
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("prompt")
    AUTO_FOCUS: ClassVar[str | None] = "LineInput"

    def __init__(self, question: str, items: Source, *, hint: str = "", typed: str = "") -> None:
        super().__init__(question, hint=hint)
        self._items = items
        self._typed = typed

    def body(self) -> Iterable[Widget]:
        """The line, the list."""
        yield LineInput(self._typed, mark=" / ", placeholder="type to narrow")
        yield CardList[Item](self._draw, height=1, empty=("nothing fits",), led=True)

    def on_mount(self) -> None:
        """Show all."""
        self._narrow(self._typed)

    @staticmethod
    def _draw(item: Item, width: int) -> list[TextLine]:
        return [TextLine(((item.label, ""),), ((item.note, "dim"),) if item.note else ())]

    def _narrow(self, typed: str) -> None:
        if callable(self._items):
            found = list(self._items(typed))
        else:
            words = fold(typed).split()
            found = [item for item in self._items if all(word in fold(f"{item.label} {item.note}") for word in words)]
        self._list.set_rows(found, lambda item: item.id)

    @property
    def _list(self) -> CardList[Item]:
        return self.query_one(CardList)

    @on(LineInput.Changed)
    def _changed(self, event: LineInput.Changed) -> None:
        self._narrow(event.value)

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
        """Take the item under the cursor."""
        if self._list.record_id is not None:
            self.dismiss(self._list.record_id)
