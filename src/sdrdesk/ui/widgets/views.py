"""The saved views as a question: a number opens one; how many are in each comes when it is counted."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events, on, work
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.ui import keys
from sdrdesk.ui.session import attempt
from sdrdesk.usecases.views import View, how_many

from .card_list import CardList
from .drawing import TextLine
from .question import Question

_MOST = 500


class ViewList(Question[str]):
    """Ask for a view; dismissed with `open N`, `remove N` or `keep`, or None."""

    DEFAULT_CSS = """
    ViewList CardList { height: auto; min-height: 1; max-height: 14; }
    """
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("views")
    AUTO_FOCUS: ClassVar[str | None] = "CardList"

    def __init__(self, views: Sequence[View], wanted: str) -> None:
        hint = f"+ keeps “{wanted}”" if wanted else "/ narrows a list; then v + keeps that as a view"
        super().__init__("Views", hint=hint)
        self._views = list(views)
        self._counts: dict[str, str] = {}

    def body(self) -> Iterable[Widget]:
        """One row for each."""
        yield CardList[View](self._draw, height=1, empty=("No view is kept yet.",))

    def on_mount(self) -> None:
        """Show them, then count."""
        self._list.set_rows(self._views, lambda view: str(view.number))
        if self.session.desk.path == ":memory:":
            for view in self._views:
                self._counted(view.id, self.session.read(how_many, None, view, _MOST + 1))
        elif self._views:
            self._count_beside()

    @property
    def _list(self) -> CardList[View]:
        return self.query_one(CardList)

    def _draw(self, view: View, width: int) -> list[TextLine]:
        count = self._counts.get(view.id, "…")
        return [
            TextLine(
                ((f"{view.number:>2} ", "key"), (f" {view.name}", "title"), (f"  {view.filter}", "dim")),
                ((f"{count} ", ""),),
            )
        ]

    @work(thread=True, exclusive=True)
    def _count_beside(self) -> None:
        """Count on a connection of its own, one view after the other."""
        own = attempt(self.session.desk.another).value
        if own is None:
            return
        try:
            for view in self._views:
                if not self.is_running:
                    return
                self.app.call_from_thread(self._counted, view.id, attempt(how_many, own, view, _MOST + 1).value)
        finally:
            own.close()

    def _counted(self, view_id: str, count: int | None) -> None:
        said = "cannot be read" if count is None else f"{_MOST}+" if count > _MOST else f"{count}"
        self._counts[view_id] = said
        if self.is_running:
            self._list.reload()

    # -- keys ----------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """A digit is the view of that number."""
        if event.character is not None and event.character in "123456789":
            event.stop()
            if any(str(view.number) == event.character for view in self._views):
                self.dismiss(f"open {event.character}")
            else:
                self.tell(f"There is no view {event.character}.", "warn")

    def action_number(self) -> None:
        """Taken as a key: which digit it was is the event's to say."""

    def action_keep(self) -> None:
        """`+`: keep what the list is narrowed to."""
        self.dismiss("keep")

    def action_remove(self) -> None:
        """Del: delete the one under the cursor; an undo brings it back."""
        if self._list.record_id is not None:
            self.dismiss(f"remove {self._list.record_id}")

    @on(CardList.Opened)
    def _opened(self, event: CardList.Opened) -> None:
        self.dismiss(f"open {event.record_id}")
