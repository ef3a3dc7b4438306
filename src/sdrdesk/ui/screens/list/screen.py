"""The list: every account in the order one wants, over a window of rows, with every verb on the one at hand."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.domain.when import say_day
from sdrdesk.ui import keys
from sdrdesk.ui.safe_text import wrap
from sdrdesk.ui.verbs.marking import Marking
from sdrdesk.ui.widgets.bars import Bar
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.ui.widgets.drawing import Piece, TextLine
from sdrdesk.ui.window import Window
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.filters import EVERYTHING, Settled, count, settled
from sdrdesk.usecases.listing import Listing, ListRow
from sdrdesk.usecases.score_cells import catch_up, progress

from .row import draw, titles

if TYPE_CHECKING:
    from sdrdesk.domain.filter import Filter

_SAID = {"name": "by name", "next": "by next step", "value": "by value", "quiet": "longest quiet first",
         "stage": "by stage", "score": "by score"}  # fmt: skip
_ORDER = ("name", "stage", "next", "score", "value", "quiet")
"""The sorts from left to right, as their columns stand."""


_AT_HAND = 10
"""So many scores are brought up to date before the list is drawn; the others are between the keys."""


class ListScreen(Marking):
    """Every account, one line each."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(
        "sorting", "inbox", "account_verbs", "copying", "marks", "log", "block_begin", "stage", "make", "bring",
        "narrowed",
    )
    AUTO_FOCUS: ClassVar[str | None] = "#accounts"
    LIST = "everybody"

    def __init__(self) -> None:
        super().__init__()
        self.sort = "name"
        self.reverse = False
        self.count = 0
        self._today = date.min
        self.rows: CardList[ListRow] = CardList(self._draw, height=1, id="accounts")
        self.rows.on_moved = self._say_place
        self._shown: tuple[object, ...] | None = None

    def body(self) -> Iterable[Widget]:
        """The title, the titles of the columns, the rows."""
        yield from self.top()
        yield Bar(id="columns")
        yield self.rows

    def _draw(self, row: ListRow, width: int) -> list[TextLine]:
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
        self.count = self.read(count, 0, EVERYTHING)
        self.reload_narrowed()

    @staticmethod
    def who(desk: Desk, wanted: "Filter") -> Settled:
        """Who fits, in whatever order."""
        return settled(desk, wanted)

    def in_view(self) -> Callable[[Desk], list[str] | None]:
        """All that fit, those out of sight too."""
        return self.all_of("list")

    def narrow(self) -> None:
        """Show what is wanted, in the order that is wanted; the cursor stays on its account where that still stands."""
        shown = (self.sort, self.reverse, self.found)
        if self._shown == shown and self.found is None:
            self.rows.reload()
        else:
            self._shown = shown
            self.rows.set_window(self._window(), self.rows.record_id)
        self.rows.empty = tuple(wrap(self._nothing(), max(self.size.width - 4, 10)))
        self.show_title()
        self._show_columns()
        self._say_place()

    def _window(self) -> Window[ListRow]:
        listing = Listing(self.desk, self.sort, reverse=self.reverse, narrowed=self.found)

        def after(row: ListRow | None, limit: int) -> list[ListRow]:
            return self.read(lambda _: listing.page(after=row.key if row is not None else None, limit=limit), [])

        def before(row: ListRow | None, limit: int) -> list[ListRow]:
            if row is None:
                return self.read(lambda _: listing.last(limit), [])
            return self.read(lambda _: listing.page(before=row.key, limit=limit), [])

        def find(account_id: str) -> ListRow | None:
            return self.read(lambda _: listing.find(account_id), None)

        return Window(after=after, before=before, key=_id_of, find=find)

    def _nothing(self) -> str:
        if self.found is not None:
            return "Nobody on this desk fits."
        return "Nobody is on this desk yet. N adds an account, i imports people from a CSV file."

    def _show_columns(self) -> None:
        width = max(self.size.width - 2, 1)  # the cursor's mark stands before a row
        self.query_one("#columns", Bar).show(*titles(width, self.sort, self.reverse))

    def on_resize(self) -> None:
        """The columns keep to the width."""
        self._show_columns()
        self.show_title()

    def title_pieces(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """Where one is, how many there are, in which order; which day it is."""
        how = f"{_SAID[self.sort]}{', turned round' if self.reverse else ''}"
        if self.sort == "score":
            how += self._how_far()
        many = "1 account" if self.count == 1 else f"{self.count:,} accounts"
        left: tuple[Piece, ...] = ((" sdrdesk · List ", "title"), (f" {many}", ""), (f" · {how}", "dim"))
        return left, ((f"{say_day(self._today, self._today)} ", "dim"),)

    def _how_far(self) -> str:
        told = self.read(progress, None)
        return f" · scores {100 * told.done // max(told.of, 1)}% worked out" if told is not None else ""

    def found_phrase(self) -> str:
        """How many fit."""
        return f"{self._how_many()} of {self.count:,}"

    def _how_many(self) -> str:
        if self.found is None:
            return f"{self.count:,}"
        return "many" if self.found.ids is None else f"{len(self.found.ids):,}"

    def _say_place(self) -> None:
        at = self.rows.position
        if self.rows.record_id is None:
            self.status.note()
            return
        place = f"{at + 1:,} of " if at is not None else ""
        self.status.note((f"{place}{self._how_many()} ", "dim"))

    def focus_list(self) -> None:
        """To the list."""
        self.rows.focus()

    # -- the order -----------------------------------------------------------------------------------------------

    def action_sort_left(self) -> None:
        """`<`: sort by the column on the left."""
        self._sort_by(_ORDER[(_ORDER.index(self.sort) - 1) % len(_ORDER)])

    def action_sort_right(self) -> None:
        """`>`: sort by the column on the right."""
        self._sort_by(_ORDER[(_ORDER.index(self.sort) + 1) % len(_ORDER)])

    def action_turn_round(self) -> None:
        """`r`: the last first; those off the board stay below."""
        self.reverse = not self.reverse
        self._from_the_top()

    def _sort_by(self, sort: str) -> None:
        self.sort, self.reverse = sort, False
        self._from_the_top()

    def _from_the_top(self) -> None:
        self._shown = (self.sort, self.reverse, self.found)
        self.rows.set_window(self._window())
        self.show_title()
        self._show_columns()
        self._say_place()

    @on(CardList.Opened)
    def _opened(self, event: CardList.Opened) -> None:
        self.open_account()


def _id_of(row: ListRow) -> str:
    return row.id
