"""Something read in full: a title, and text as long as it is, to scroll through."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.ui import handoff, keys
from sdrdesk.ui.safe_text import paragraphs, wrap

from .card_list import CardList
from .drawing import TextLine
from .question import Question

Part = tuple[str, str]
"""What it is in short, and the words as they came."""
_LABEL = 10


class Reading(Question[None]):
    """The parts of a text; dismissed when it was read."""

    DEFAULT_CSS = """
    Reading CardList { height: auto; min-height: 3; max-height: 70h; }
    """
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("reading")
    AUTO_FOCUS: ClassVar[str | None] = "CardList"

    def __init__(self, title: str, parts: Sequence[Part], hint: str = "") -> None:
        super().__init__(title, hint=hint or "Arrows scroll, y copies, Esc goes back.")
        self._parts = list(parts) or [("", "no words")]

    def body(self) -> Iterable[Widget]:
        """One row per part."""
        yield CardList[tuple[int, Part]](self._draw)

    def on_mount(self) -> None:
        """Show them, in as many lines as they take."""
        cards = self.query_one(CardList)
        room = max(self.app.size.width - 2, 10)
        rows = list(enumerate(self._parts))
        cards.styles.height = min(sum(len(self._draw(row, room)) for row in rows), self.app.size.height * 7 // 10)
        cards.set_rows(rows, lambda row: str(row[0]))

    def _draw(self, row: tuple[int, Part], width: int) -> list[TextLine]:
        label, text = row[1]
        labelled = any(one for one, _ in self._parts)
        indent = _LABEL if labelled else 0
        found = [part for whole in paragraphs(text) for part in wrap(whole, max(width - indent, 8))]
        lead = f"{label:<{_LABEL}}" if labelled else ""
        return [
            TextLine(((lead if place == 0 else " " * indent, "dim"), (part, "" if label else "quote")))
            for place, part in enumerate(found)
        ]

    def action_copy(self) -> None:
        """`y`: the whole of it as text."""
        text = "\n".join(f"{label}: {words}" if label else words for label, words in self._parts)
        self.tell(handoff.copy(self.app, f"{self.question}\n{text}\n", "it"))

    @on(CardList.Opened)
    def _opened(self) -> None:
        self.dismiss(None)
