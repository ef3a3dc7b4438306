"""The customers, those who want looking after first, with every verb on the one at hand."""

from collections.abc import Callable, Iterable
from contextlib import closing
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.domain.when import say_day
from sdrdesk.ui import keys
from sdrdesk.ui.safe_text import plain, wrap
from sdrdesk.ui.session import attempt
from sdrdesk.ui.verbs.marking import Marking
from sdrdesk.ui.widgets.bars import Bar
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.ui.widgets.drawing import Piece, TextLine
from sdrdesk.usecases import customers
from sdrdesk.usecases.customers import Customer
from sdrdesk.usecases.desk import Desk

from .row import draw, titles

if TYPE_CHECKING:
    from sdrdesk.domain.filter import Filter


class CustomersScreen(Marking):
    """Every customer, one line each."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(
        "customers", "account_verbs", "copying", "marks", "log", "block_begin", "stage", "make", "narrowed"
    )
    AUTO_FOCUS: ClassVar[str | None] = "#customers"
    LIST = "Customers"

    def __init__(self) -> None:
        super().__init__()
        self._all: list[Customer] = []
        self._shown: list[Customer] = []
        self._whole = False
        self._reading = 0
        self._today = date.min
        self.rows: CardList[Customer] = CardList(self._draw, height=1, id="customers")
        self.rows.on_moved = self._say_place

    def body(self) -> Iterable[Widget]:
        """The title, the titles of the columns, the rows."""
        yield from self.top()
        yield Bar(id="columns")
        yield self.rows

    def _draw(self, row: Customer, width: int) -> list[TextLine]:
        return draw(row, width, self._today, self.desk.settings.currency)

    # -- what is shown -------------------------------------------------------------------------------------------

    @property
    def account_id(self) -> str | None:
        """The customer under the cursor."""
        return self.rows.record_id

    def cards(self) -> CardList[Any]:
        """The list."""
        return self.rows

    def along(self, account_id: str, by: int) -> str | None:
        """The customer so many rows further down; the cursor goes along."""
        if self.rows.record_id != account_id and not self.rows.show(account_id):
            return None
        self.rows.move(by)
        return self.rows.record_id if self.rows.record_id != account_id else None

    def reload(self) -> None:
        """Show the first page at once, and all of them when they are read."""
        self._today = self.desk.today()
        if not self._all:
            self._all = self.read(customers.glance, [])
        self._whole = len(self._all) < customers.PAGE
        if self._whole or self.desk.path == ":memory:":
            self._all, self._whole = self.read(customers.customers, []), True
        else:
            self._reading += 1
            self._read_beside(self._reading)
        self.reload_narrowed()

    @work(thread=True, exclusive=True, group="customers")
    def _read_beside(self, number: int) -> None:
        """In a thread with a connection of its own: the orders of thousands take a moment."""
        with closing(self.desk.another()) as own:
            outcome = attempt(customers.customers, own)
        if outcome.refusal is None and number == self._reading:
            self.app.call_from_thread(self._all_read, outcome.value)

    def _all_read(self, found: list[Customer] | None) -> None:
        if self.is_mounted and found is not None:
            self._all, self._whole = found, True
            self.narrow()

    @staticmethod
    def who(desk: Desk, wanted: "Filter") -> list[str]:
        """Accounts that fit; the screen knows which of them are customers."""
        from sdrdesk.usecases.filters import anywhere  # loads with the first search

        return anywhere(desk, wanted, customers.MOST)

    def in_view(self) -> Callable[[Desk], list[str] | None]:
        """All that are shown, those out of sight too."""
        ids = [one.id for one in self._shown]
        return lambda _: ids

    def narrow(self) -> None:
        """Show the customers, or those found."""
        only = frozenset(self.found) if self.found is not None else None
        self._shown = [one for one in self._all if only is None or one.id in only]
        self.rows.empty = tuple(wrap(self._nothing(), max(self.size.width - 4, 10)))
        self.rows.set_rows(self._shown, _id_of, self.rows.record_id)
        self.show_title()
        self._say_place()

    def _nothing(self) -> str:
        if self.found is not None:
            return "No customer fits."
        return "Nobody is a customer yet. L on a prospect of the board makes one, with what they bought."

    def on_resize(self) -> None:
        """The columns keep to the width."""
        self.query_one("#columns", Bar).show(*titles(max(self.size.width - 2, 1)))
        self.show_title()

    def title_pieces(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """Where one is, how many there are and how many want looking after; which day it is."""
        pressing = sum(bool(one.care.why) for one in self._all)
        many = f"{len(self._all):,}{'' if self._whole else '+'}"
        left: tuple[Piece, ...] = (
            (" sdrdesk · Customers ", "title"), (f" {many}", ""),
            (f" · {pressing:,} to look after" if pressing else "", "today"),
        )  # fmt: skip
        return left, ((f"{say_day(self._today, self._today)} ", "dim"),)

    def found_phrase(self) -> str:
        """How many fit."""
        return f"{len(self._shown):,} of {len(self._all):,} customers"

    def _say_place(self) -> None:
        at = self.rows.position
        if at is None or not self._shown:
            self.status.note()
            return
        self.status.note((f"{at + 1:,} of {len(self._shown):,} ", "dim"))

    def focus_list(self) -> None:
        """To the list."""
        self.rows.focus()

    # -- keys ----------------------------------------------------------------------------------------------------

    def action_offers(self) -> None:
        """`+`: what customers with the same purchases bought too."""
        account_id, row = self._meant(), self.rows.row
        if account_id is None or row is None:
            return
        found = self.read(customers.offers, None, account_id)
        if found is None:
            return
        name = plain(row.name, 30)
        if not found:
            self.session.say(f"{name}: nobody who bought the same bought more, or no purchase is named.")
            return
        told = " · ".join(f"{plain(one.what, 30)} {one.bought} of {one.peers}" for one in found)
        self.session.say(f"{name}: peers also bought {told}")

    @on(CardList.Opened)
    def _opened(self, event: CardList.Opened) -> None:
        self.open_account()


def _id_of(row: Customer) -> str:
    return row.id
