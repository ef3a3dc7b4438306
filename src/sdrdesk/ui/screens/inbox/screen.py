"""The inbox: a list to go through, one key for each account: take it, call it, let it go."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.domain.when import say_day
from sdrdesk.ui import keys
from sdrdesk.ui.finding import MOST_FOUND
from sdrdesk.ui.safe_text import wrap
from sdrdesk.ui.verbs.marking import Marking
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.ui.widgets.drawing import Piece, TextLine
from sdrdesk.ui.window import Window
from sdrdesk.usecases import inbox
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.inbox import Waiting
from sdrdesk.usecases.score_cells import catch_up

from .row import draw

if TYPE_CHECKING:
    from sdrdesk.domain.filter import Filter


_AT_HAND = 10
"""So many scores are brought up to date before the rows are drawn; the others are between the keys."""


class InboxScreen(Marking):
    """Accounts nobody has taken on yet, newest first."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(
        "inbox", "account_verbs", "copying", "marks", "log", "block_begin", "make", "bring", "narrowed"
    )
    FIRST_KEYS: ClassVar[tuple[str, ...]] = ("take", "call", "open", "mark", "next_step", "find", "block", "undo")
    AUTO_FOCUS: ClassVar[str | None] = "#waiting"
    LIST = "Inbox"

    def __init__(self) -> None:
        super().__init__()
        self.count = 0
        self._today = date.min
        self._is_narrowed = False
        self.rows: CardList[Waiting] = CardList(self._draw, id="waiting")
        self.rows.on_moved = self._say_place

    def body(self) -> Iterable[Widget]:
        """The title, the list."""
        yield from self.top()
        yield self.rows

    def _draw(self, row: Waiting, width: int) -> list[TextLine]:
        return draw(row, width, self._today)

    # -- what is shown -------------------------------------------------------------------------------------------

    @property
    def account_id(self) -> str | None:
        """The account under the cursor."""
        return self.rows.record_id

    def cards(self) -> CardList[Any]:
        """The list."""
        return self.rows

    def along(self, account_id: str, by: int) -> str | None:
        """The account so many rows further down; the cursor goes along."""
        if self.rows.record_id != account_id and not self.rows.show(account_id):
            return None
        self.rows.move(by)
        return self.rows.record_id if self.rows.record_id != account_id else None

    def reload(self) -> None:
        """Count and read again; the cursor stays on its account, or on its place when that left."""
        self._today = self.desk.today()
        self.read(catch_up, False, _AT_HAND)
        self.count = self.read(inbox.count, 0)
        self.reload_narrowed()

    @staticmethod
    def who(desk: Desk, wanted: "Filter") -> list[str]:
        """Accounts that wait and fit."""
        from sdrdesk.usecases.filters import in_inbox  # loads with the first search

        return in_inbox(desk, wanted, MOST_FOUND)

    def in_view(self) -> Callable[[Desk], list[str] | None]:
        """All that fit, waiting, those out of sight too."""
        return self.all_of("inbox")

    def narrow(self) -> None:
        """Show all that waits, or what is found of it."""
        if self.found is not None:
            self._show_found(self.found)
        elif self._is_narrowed or self.rows.window is None:
            self._is_narrowed = False
            self.rows.set_window(self._window(), self.rows.record_id)
        else:
            self.rows.reload()
        self.rows.empty = tuple(wrap(self._nothing(), max(self.size.width - 4, 10)))
        self.show_title()
        self._say_place()

    def _show_found(self, fitting: list[str]) -> None:
        at, before = self.rows.cursor, self.rows.record_id
        found = self.read(inbox.of_ids, [], fitting)
        ids = [row.id for row in found]
        if before not in ids:
            before = ids[min(at, len(ids) - 1)] if ids and self._is_narrowed else None
        self._is_narrowed = True
        self.rows.set_rows(found, _id_of, before)

    def _nothing(self) -> str:
        if self.wanted:
            return "Nothing that waits here fits. Tab in the search looks beyond the inbox."
        return "Nothing waits. i imports people from a CSV file, N adds an account, 2 goes to the board."

    def _window(self) -> Window[Waiting]:
        def after(row: Waiting | None, limit: int) -> list[Waiting]:
            return self.read(inbox.page, [], after=row.key if row is not None else None, limit=limit)

        def before(row: Waiting | None, limit: int) -> list[Waiting]:
            return self.read(inbox.page, [], before=row.key if row is not None else inbox.END, limit=limit)

        def find(account_id: str) -> Waiting | None:
            return next(iter(self.read(inbox.of_ids, [], [account_id])), None)

        def place(row: Waiting) -> int | None:
            return self.read(inbox.place_of, None, row.id)

        return Window(after=after, before=before, key=_id_of, find=find, place=place)

    def title_pieces(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """Where one is, how many wait, which day it is."""
        waits = "nobody waits" if not self.count else f"{self.count:,} wait" if self.count > 1 else "1 waits"
        left: tuple[Piece, ...] = ((" sdrdesk · Inbox ", "title"), (f" {waits}", ""))
        return left, ((f"{say_day(self._today, self._today)} ", "dim"),)

    def found_phrase(self) -> str:
        """How many that wait fit."""
        count = len(self.rows.window.rows) if self.rows.window is not None else 0
        return f"{count}{'+' if count >= MOST_FOUND else ''} of {self.count:,} in the inbox"

    def _say_place(self) -> None:
        at = self.rows.position
        if self.rows.record_id is None or at is None:
            self.status.note()
            return
        of = len(self.rows.window.rows) if self.found is not None and self.rows.window is not None else self.count
        self.status.note((f"{at + 1:,} of {of:,} ", "dim"))

    def focus_list(self) -> None:
        """To the list."""
        self.rows.focus()

    @on(CardList.Opened)
    def _opened(self, event: CardList.Opened) -> None:
        self.open_account()


def _id_of(row: Waiting) -> str:
    return row.id
