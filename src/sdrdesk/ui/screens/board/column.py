"""A column of the board: a head that never scrolls, and its cards below."""

from collections.abc import Sequence
from datetime import date

from textual.app import ComposeResult
from textual.containers import Vertical

from sdrdesk.ui.safe_text import wrap
from sdrdesk.ui.session import Session
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.ui.widgets.drawing import TextLine
from sdrdesk.ui.window import Window
from sdrdesk.usecases import board
from sdrdesk.usecases.board import Card, Header

from .card import draw
from .head import ColumnHead

_LOW = 16
"""Below so many rows of terminal a card has two lines."""
_PAGE = 40
"""Cards read at a time; a screen shows a dozen."""


class Column(Vertical):
    """The cards of one stage, in board order, over a window of them."""

    DEFAULT_CSS = """
    Column { width: 1fr; height: 1fr; }
    """

    def __init__(self, stage: str, session: Session) -> None:
        super().__init__(id=stage)
        self.stage = stage
        self._session = session
        self.today: date = session.desk.today()
        self.head = ColumnHead(stage)
        self.cards: CardList[Card] = CardList(self._draw, id=f"{stage}-cards")
        self._is_narrowed = False
        self._nothing = ""
        self.with_tiles = False

    def compose(self) -> ComposeResult:
        """Head and cards."""
        yield self.head
        yield self.cards

    def _draw(self, card: Card, width: int) -> list[TextLine]:
        return draw(card, width, self.today, 2 if self.app.size.height < _LOW else 3)

    # -- what it shows -------------------------------------------------------------------------------------------

    @property
    def count(self) -> int:
        """How many cards are held: of a narrowed column all that were found."""
        return len(self.cards.window.rows) if self.cards.window is not None else 0

    def show_head(self, header: Header | None, found: int | None, nothing: str) -> None:
        """Show the totals; `nothing`: what to say when there is no card."""
        self.head.show(header, found)
        self._nothing = nothing
        self._wrap_nothing()

    def on_resize(self) -> None:
        """What is said of an empty column is broken anew."""
        self._wrap_nothing()

    def _wrap_nothing(self) -> None:
        self.cards.empty = tuple(wrap(self._nothing, max(self.size.width - 4, 10)))
        if not self.count:
            self.cards.refresh()

    def step(self, by: int) -> str | None:
        """Move the cursor so many places; the card it is on then, or None at either end."""
        before = self.cards.record_id
        for _ in range(abs(by)):
            self.cards.move(1 if by > 0 else -1)
        return self.cards.record_id if self.cards.record_id != before else None

    def show_all(self) -> None:
        """Show the whole column; the cursor stays on its card."""
        if self._is_narrowed or self.cards.window is None:
            self._is_narrowed = False
            self.cards.set_window(self._window(), self.cards.record_id)
        else:
            self.cards.reload()

    def show_tiles(self) -> None:
        """From now on read what is known of each card too; the first paint does not wait for it."""
        self.with_tiles = True
        if not self._is_narrowed:
            self.cards.reload()

    def show_found(self, found: Sequence[Card]) -> None:
        """Show only these cards; the cursor stays on its card, or on its place when that left."""
        at, before = self.cards.cursor, self.cards.record_id
        ids = [card.id for card in found]
        if before not in ids:
            before = ids[min(at, len(ids) - 1)] if ids and self._is_narrowed else None
        self._is_narrowed = True
        self.cards.set_rows(found, _id_of, before)

    def _window(self) -> Window[Card]:
        window = Window(after=self._after, before=self._before, key=_id_of, find=self._find, place=self._place)
        window.PAGE = _PAGE
        return window

    def _after(self, card: Card | None, limit: int) -> list[Card]:
        after = card.key if card is not None else None
        return self._session.read(board.page, [], self.stage, after=after, limit=limit, tiles=self.with_tiles)

    def _before(self, card: Card | None, limit: int) -> list[Card]:
        before = card.key if card is not None else board.END
        return self._session.read(board.page, [], self.stage, before=before, limit=limit, tiles=self.with_tiles)

    def _find(self, account_id: str) -> Card | None:
        found = self._session.read(board.cards_of, [], [account_id])
        return next((card for card in found if card.stage == self.stage), None)

    def _place(self, card: Card) -> int | None:
        found = self._session.read(board.place_of, None, card.id)
        return found[1] if found is not None else None


def _id_of(card: Card) -> str:
    return card.id
