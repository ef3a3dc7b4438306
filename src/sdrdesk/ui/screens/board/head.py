"""The head of a column: its totals, in as many cells as there are."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from sdrdesk.domain.money import say_money
from sdrdesk.ui.finding import MOST_FOUND
from sdrdesk.ui.widgets.drawing import Piece, TextLine, strip
from sdrdesk.usecases.board import Header

from .card import fitting

_WIDE, _HIGH = 34, 20
"""A column of fewer cells, in a terminal of so many rows, has a head of three lines."""
_TITLES = {"lead": "Lead", "prospect": "Prospect", "customer": "Customer"}


class ColumnHead(Widget):
    """Title, count and value; late and cold; what is weighted or booked: on two lines, or three in a narrow column."""

    DEFAULT_CSS = """
    ColumnHead { height: auto; width: 1fr; }
    """

    def __init__(self, stage: str) -> None:
        super().__init__()
        self._stage = stage
        self._header: Header | None = None
        self._cold: int | None = None
        self._found: int | None = None
        self._is_lit = False

    def show(self, header: Header | None, found: int | None) -> None:
        """Show these totals; `found`: how many cards of a narrowed column are shown."""
        self._header, self._found = header, found
        self.refresh()

    def show_cold(self, cold: int | None) -> None:
        """Show how many cards are cold; None: not known yet."""
        self._cold = cold
        self.refresh()

    def light(self, lit: bool) -> None:
        """Lit while the column has the keys."""
        if lit != self._is_lit:
            self._is_lit = lit
            self.refresh()

    @property
    def text(self) -> str:
        """Its lines as they read."""
        lines = self._lines(self.size.width)
        return "\n".join("".join(text for text, _ in (*one.left, (" ", ""), *one.right)) for one in lines)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Three lines where two are too narrow and there is height enough."""
        return 3 if width < _WIDE and self.app.size.height >= _HIGH else 2

    def render_line(self, y: int) -> Strip:
        """One of the lines."""
        lines = self._lines(self.size.width)
        return strip(lines[y] if y < len(lines) else TextLine(()), self.size.width, self.rich_style)

    def _lines(self, width: int) -> list[TextLine]:
        header = self._header
        if header is None:
            return [TextLine(((f"  {_TITLES[self._stage]}", "title"),))]
        title = self._title(header)
        first = TextLine(title, self._worth(header, width - _cells(title) - 1))
        counts = self._counts(header, width)
        if self.size.height > 2:
            return [first, TextLine(counts), TextLine((("  ", ""), (self._aside(header, width - 2), "dim")))]
        aside = self._aside(header, width - _cells(counts) - 2)
        return [first, TextLine(counts, ((aside, "dim"),) if aside else ())]

    def _title(self, header: Header) -> tuple[Piece, ...]:
        count = f" {header.cards:,}"
        if self._found is not None:
            count = f" {self._found}{'+' if self._found >= MOST_FOUND else ''} of {header.cards:,}"
        return (" ", ""), (f" {_TITLES[self._stage]} ", "lit" if self._is_lit else "title"), (count, "")

    def _worth(self, header: Header, room: int) -> tuple[Piece, ...]:
        """What the cards are worth, with a mark when amounts in other currencies are left out."""
        amount = header.open_value if self._stage == "prospect" else header.value
        if not amount:
            return ()
        worth: Piece = (say_money(amount, header.currency), "money")
        candidates = ((worth, (" +?", "warn")), (worth, ("+", "warn"))) if header.unconverted else ((worth,),)
        return next((pieces for pieces in candidates if _cells(pieces) <= room), ())

    def _counts(self, header: Header, width: int) -> tuple[Piece, ...]:
        """Late and cold, in thousands where the column is too narrow for all digits."""
        inks = "late" if header.late else "dim", "cold" if self._cold else "dim"
        for say, word in ((_whole, " late"), (_rounded, " late"), (_rounded, "")):
            cold = "" if self._cold is None else f" · {say(self._cold)} cold"
            counts: tuple[Piece, ...] = (f"  ▲{say(header.late)}{word}", inks[0]), (cold, inks[1])
            if _cells(counts) <= width:
                return counts
        return counts

    def _aside(self, header: Header, room: int) -> str:
        """What is weighted, or booked in twelve months with the open deals beside it, in so many cells."""
        if self._stage == "prospect":
            worth = say_money(header.weighted, header.currency)
            return fitting((f"weighted {worth}", f"w {worth}", ""), room)
        if self._stage == "customer":
            booked, worth = say_money(header.booked, header.currency), say_money(header.open_value, header.currency)
            with_open = (f"booked 12m {booked} · open {worth}", f"12m {booked} · open {worth}")
            candidates = with_open if header.open_deals else ()
            return fitting((*candidates, f"booked 12m {booked}", f"12m {booked}", ""), room)
        return ""


def _cells(pieces: Sequence[Piece]) -> int:
    return sum(cell_len(text) for text, _ in pieces)


def _whole(number: int) -> str:
    return f"{number:,}"


def _rounded(number: int) -> str:
    return f"{number / 1000:.0f}k" if number >= 10_000 else f"{number:,}"
