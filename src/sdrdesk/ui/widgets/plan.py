"""A plan that is shown before it is done: its rows in a list, and one key."""

from collections.abc import Callable, Iterable, Sequence
from typing import Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.ui import keys

from .card_list import CardList, Draw
from .drawing import TextLine
from .footer import KeyBar
from .question import Question


class PlanList(Question[bool]):
    """Ask whether to do what the rows say; dismissed with True, or None."""

    DEFAULT_CSS = """
    PlanList CardList { height: 16; max-height: 70h; }
    """
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("plan")
    AUTO_FOCUS: ClassVar[str | None] = "CardList"

    def __init__(
        self,
        question: str,
        rows: Sequence[Any],
        draw: Draw[Any],
        key: Callable[[Any], str],
        heading: Callable[[Any | None, Any], TextLine | None] | None = None,
        *,
        hint: str = "",
    ) -> None:
        super().__init__(question, hint=hint)
        self._rows, self._key = rows, key
        self._list: CardList[Any] = CardList(draw, heading=heading)

    def body(self) -> Iterable[Widget]:
        """The rows."""
        yield self._list

    def on_mount(self) -> None:
        """Show them; Enter does the plan, not a row."""
        self.query_one(KeyBar).show_group("plan")
        self._list.set_rows(self._rows, self._key)

    @on(CardList.Opened)
    def _opened(self, event: CardList.Opened) -> None:
        self.dismiss(True)

    def action_accept(self) -> None:
        """Do it."""
        self.dismiss(True)
