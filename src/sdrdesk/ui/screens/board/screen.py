"""The board: three columns over windows of cards, headers that stay true, a focus that follows the card."""

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any, ClassVar

from textual import events, on, work
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.timer import Timer
from textual.widget import Widget

from sdrdesk.domain.pipeline import STAGES
from sdrdesk.domain.when import say_day
from sdrdesk.ui import keys
from sdrdesk.ui.finding import MOST_FOUND
from sdrdesk.ui.session import attempt
from sdrdesk.ui.verbs.marking import Marking
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.ui.widgets.drawing import Piece
from sdrdesk.usecases import board, inbox
from sdrdesk.usecases.board import Card, Header
from sdrdesk.usecases.desk import Desk, Done

from .card import fitting
from .column import Column
from .dragging import Drag

if TYPE_CHECKING:
    from sdrdesk.domain.filter import Filter

_COUNTED_AT_ONCE = 10_000
"""Up to so many cards on the board the cold ones are counted on the spot; beyond, in a worker."""
_COLD_SECONDS = 0.3
_NEW_DAY_SECONDS = 20
_WIDTH_OF_THREE, _WIDTH_OF_TWO = 72, 58


class BoardScreen(Marking):
    """Lead · Prospect · Customer."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(
        "board", "account_verbs", "copying", "marks", "block_begin", "stage", "make", "bring", "narrowed"
    )
    DEFAULT_CSS = """
    BoardScreen #columns { height: 1fr; width: 1fr; }
    BoardScreen Column { border-right: vkey ansi_bright_black; }
    BoardScreen Column.-last { border-right: none; }
    """
    AUTO_FOCUS: ClassVar[str | None] = ""

    class ColdCounted(Message):
        """A worker counted the cold cards of each stage."""

        def __init__(self, counts: dict[str, int]) -> None:
            super().__init__()
            self.counts = counts

    def __init__(self) -> None:
        super().__init__()
        self._columns: dict[str, Column] = {}
        self._front = STAGES[0]
        self._follow: str | None = None
        self._cold_timer: Timer | None = None
        self._headers: dict[str, Header | None] = {}
        self._drag = Drag(lambda: self._columns.values(), self._move_card)

    def body(self) -> Iterable[Widget]:
        """The title, the columns."""
        self._columns = {stage: Column(stage, self.session) for stage in STAGES}
        yield from self.top()
        yield Horizontal(*self._columns.values(), id="columns")

    def on_mount(self) -> None:
        """Look now and then whether the day has changed."""
        self.set_interval(_NEW_DAY_SECONDS, self._look_at_the_day)
        self._front_list.focus()
        for column in self._columns.values():
            column.cards.on_moved = self._say_place
        self.desk_app.when_painted(self._show_tiles)

    def _show_tiles(self) -> None:
        for column in self._columns.values():
            column.show_tiles()

    # -- what is shown -------------------------------------------------------------------------------------------

    @property
    def _front_list(self) -> CardList[Card]:
        return self._columns[self._front].cards

    @property
    def account_id(self) -> str | None:
        """The card under the cursor, in the column that has the keys."""
        return self._front_list.record_id

    def cards(self) -> CardList[Any]:
        """The column that has the keys."""
        return self._front_list

    def list_name(self) -> str:
        """The column, and what it is narrowed to."""
        return f"{self._front}s {self.wanted}".strip()

    def along(self, account_id: str, by: int) -> str | None:
        """The card so many places further down its column (or what is found of it); the cursor goes along."""
        for column in self._columns.values():
            if column.cards.record_id == account_id or column.cards.show(account_id):
                return column.step(by)
        return None

    def reload(self) -> None:
        """Read heads and cards again; the cursor follows the card that was acted on."""
        follow, self._follow = self._follow, None
        today = self.desk.today()
        for stage, column in self._columns.items():
            column.today = today
            self._headers[stage] = self.read(board.header, None, stage)
        self.reload_narrowed()
        self._count_cold()
        if follow is not None:
            self._go_to(follow)

    @staticmethod
    def who(desk: Desk, wanted: "Filter") -> list[str]:
        """Cards that fit; of each column the first ones, when they are many."""
        from sdrdesk.usecases.filters import on_board  # loads with the first search

        return on_board(desk, wanted, MOST_FOUND)

    def in_view(self) -> Callable[[Desk], list[str] | None]:
        """All that fit, on the board, those out of sight too."""
        return self.all_of("board")

    def narrow(self) -> None:
        """Show what is wanted: all cards, or those found."""
        found = self.read(board.cards_of, [], self.found) if self.found is not None else None
        for stage, column in self._columns.items():
            if found is None:
                column.show_all()
            else:
                column.show_found([card for card in found if card.stage == stage])
        self._show_heads()

    def _show_heads(self) -> None:
        is_empty = not any(header and header.cards for header in self._headers.values())
        for stage, column in self._columns.items():
            found = column.count if self.found is not None else None
            column.show_head(self._headers.get(stage), found, self._nothing_here(stage, is_empty))
        self.show_title()
        self._say_place()

    def _nothing_here(self, stage: str, is_empty: bool) -> str:
        if self.wanted:
            return "Nothing fits. Tab in the search looks beyond the board."
        if not is_empty:
            return {
                "lead": "No leads. N adds one, 0 takes one from the inbox.",
                "prospect": "No prospects. L on a lead moves it here.",
                "customer": "No customers. L on a prospect moves it here.",
            }[stage]
        waiting = self.read(inbox.count, 0)
        if stage != "lead":
            return ""
        if waiting:
            return f"The board is empty; {waiting:,} wait in the inbox: press 0 and take one with t. N adds an account."
        return "This desk is empty. N adds an account, i imports people from a CSV file, ? shows every key."

    def title_pieces(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """Where one is and which day it is; at the right what waits, and the columns that do not fit."""
        today = self.desk.today()
        waiting = self.read(inbox.count, 0)
        heads = self._headers.items()
        hidden = [f"{stage} {header.cards:,}" for stage, header in heads if header and not self._columns[stage].display]
        room = self.size.width - 18
        right = fitting((" · ".join([*hidden, f"inbox {waiting:,}"]), " · ".join(hidden), ""), room)
        left = ((" sdrdesk · Board ", "title"), (f" {say_day(today, today)}", "dim"))
        return left if room > 30 else ((" Board ", "title"),), ((f"{right} ", "dim"),)

    def found_phrase(self) -> str:
        """How many cards fit."""
        count = sum(column.count for column in self._columns.values())
        return f"{count}{'+' if count >= MOST_FOUND else ''} on the board"

    def _say_place(self) -> None:
        cards, header = self._front_list, self._headers.get(self._front)
        at, column = cards.position, self._columns[self._front]
        if header is None or cards.record_id is None:
            self.status.note()
            return
        of = column.count if self.found is not None else header.cards
        self.status.note((f"{at + 1:,} of {of:,} " if at is not None else f"{of:,} ", "dim"))

    # -- changes -------------------------------------------------------------------------------------------------

    def _desk_changed(self, done: Done) -> None:
        self._follow = self.session.row_after(done) or self._follow
        super()._desk_changed(done)

    def _go_to(self, account_id: str) -> None:
        """Put the cursor on a card, in whatever column it stands now."""
        place = self.read(board.place_of, None, account_id)
        if place is None:
            return
        stage, _ = place
        cards = self._columns[stage].cards
        if cards.record_id == account_id or cards.show(account_id):
            self._bring_to_front(stage)

    def action_read_again(self) -> None:
        """`r`: read everything again."""
        self.reload()
        self.session.say("Read again.")

    def _look_at_the_day(self) -> None:
        if self._columns[STAGES[0]].today != self.desk.today() and self.is_current:
            self.reload()

    # -- cold ----------------------------------------------------------------------------------------------------

    def _count_cold(self) -> None:
        cards = sum(header.cards for header in self._headers.values() if header)
        if cards <= _COUNTED_AT_ONCE:
            self._show_cold({stage: self.read(board.cold, 0, stage) for stage in STAGES})
            return
        if self._cold_timer is not None:
            self._cold_timer.stop()
        self._cold_timer = self.set_timer(_COLD_SECONDS, self._count_cold_beside)

    @work(thread=True, exclusive=True, group="cold")
    def _count_cold_beside(self) -> None:
        counts = attempt(_cold_on_its_own, self.desk).value
        if counts is not None:
            self.post_message(self.ColdCounted(counts))  # never waits: the window may be closing

    @on(ColdCounted)
    def _cold_counted(self, event: ColdCounted) -> None:
        self._show_cold(event.counts)

    def _show_cold(self, counts: dict[str, int]) -> None:
        for stage, count in counts.items():
            self._columns[stage].head.show_cold(count)

    # -- columns -------------------------------------------------------------------------------------------------

    def focus_list(self) -> None:
        """To the column in front, or the first one with anything found in it."""
        if not self._columns[self._front].count:
            self._front = next((stage for stage, column in self._columns.items() if column.count), self._front)
        self._bring_to_front(self._front)

    def _bring_to_front(self, stage: str) -> None:
        self._front = stage
        self._choose_columns()
        if not self.is_finding:
            self._columns[stage].cards.focus()
        self._say_place()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """The column with the keys is the one in front, also when a click chose it."""
        for stage, column in self._columns.items():
            column.head.light(event.widget is column.cards)
            if event.widget is column.cards and stage != self._front:
                self._bring_to_front(stage)

    def action_column_left(self) -> None:
        """To the column on the left."""
        self._step_column(-1)

    def action_column_right(self) -> None:
        """To the column on the right."""
        self._step_column(1)

    def _step_column(self, by: int) -> None:
        at = STAGES.index(self._front) + by
        if 0 <= at < len(STAGES):
            self._bring_to_front(STAGES[at])
        else:
            self.session.say("That is the first column." if by < 0 else "That is the last column.")

    def on_resize(self) -> None:
        """One, two or three columns, as many as are readable."""
        self._choose_columns()
        self.show_title()

    def _choose_columns(self) -> None:
        width = self.size.width
        count = 3 if width >= _WIDTH_OF_THREE else 2 if width >= _WIDTH_OF_TWO else 1
        first = min(max(STAGES.index(self._front) - count + 1, 0), len(STAGES) - count)
        shown = STAGES[first : first + count]
        for stage, column in self._columns.items():
            column.display = stage in shown
            column.set_class(stage == shown[-1], "-last")
        if count < len(STAGES):
            self.show_title()

    # -- the mouse -----------------------------------------------------------------------------------------------

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Hold a card."""
        self._drag.take(event)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Carry it."""
        self._drag.drag(event)

    def on_mouse_up(self, event: events.MouseUp) -> None:
        """Let it go: over another column it moves there, as by `L` or `H`."""
        self._drag.drop(event)

    @work
    async def _move_card(self, account_id: str, from_stage: str, to_stage: str) -> None:
        self._go_to(account_id)
        from sdrdesk.ui.verbs.moving import back, promote  # loads with the first move

        if STAGES.index(to_stage) < STAGES.index(from_stage):
            await back(self, account_id)
        else:
            skips = STAGES.index(to_stage) - STAGES.index(from_stage) > 1
            await promote(self, account_id, {"to_stage": to_stage} if skips else None)

    @on(CardList.Opened)
    def _opened(self, event: CardList.Opened) -> None:
        self.open_account()


def _cold_on_its_own(desk: Desk) -> dict[str, int]:
    """Count on a connection of its own."""
    own = desk.another()
    try:
        return {stage: board.cold(own, stage) for stage in STAGES}
    finally:
        own.close()
