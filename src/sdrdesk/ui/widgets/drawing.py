"""Lines of inked text: what a list or bar is given to draw, and the strip it becomes."""

from typing import NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip

from sdrdesk.ui.safe_text import cut, plain
from sdrdesk.ui.theme import INKS

Piece = tuple[str, str]
"""Text as it came (a customer's or our own) and the name of an ink in `theme.INKS`."""


class TextLine(NamedTuple):
    """One line: pieces from the left, cut where the room ends, and pieces kept at the right edge."""

    left: tuple[Piece, ...]
    right: tuple[Piece, ...] = ()


def line(text: str, ink: str = "") -> TextLine:
    """A line of one piece."""
    return TextLine(((text, ink),))


def segments(pieces: tuple[Piece, ...], width: int, base: Style) -> tuple[list[Segment], int]:
    """Harmless segments of at most `width` cells, and how many cells they take."""
    made: list[Segment] = []
    room = width
    for text, ink in pieces:
        if room <= 0:
            break
        shown = plain(text, room)
        if shown:
            made.append(Segment(shown, base + INKS[ink]))
            room -= cell_len(shown)
    return made, width - room


def strip(drawn: TextLine, width: int, base: Style) -> Strip:
    """The line as a strip of exactly `width` cells on a base style. The right side is kept, the left is cut."""
    right, taken = segments(drawn.right, width, base)
    gap = 1 if taken else 0
    left, used = segments(drawn.left, max(width - taken - gap, 0), base)
    return Strip([*left, Segment(" " * (width - taken - used), base), *right], width)


def fitted(text: str, width: int) -> str:
    """Harmless text padded or cut to exactly `width` cells."""
    shown = cut(text, width)
    return shown + " " * max(width - cell_len(shown), 0)
