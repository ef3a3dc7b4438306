"""What a card says: who, worth what, the next step and how far off it is, what is known, and whether it went cold."""

from collections.abc import Iterable
from datetime import date

from rich.cells import cell_len

from sdrdesk.domain.days import MONTHS, say_day, say_due
from sdrdesk.domain.money import say_money
from sdrdesk.domain.next_step import say_step
from sdrdesk.domain.pipeline import cold, quiet, quiet_days
from sdrdesk.ui.widgets.drawing import Piece, TextLine
from sdrdesk.ui.widgets.tiles import tiles
from sdrdesk.usecases.board import Card

_SEP: Piece = (" ", "")


def draw(card: Card, width: int, today: date, lines: int = 3) -> list[TextLine]:
    """The lines of a card, three or two, for so many cells."""
    drawn = [_who(card), _next(card, width, today), _known(card, width, today)]
    return drawn[:lines]


def _who(card: Card) -> TextLine:
    worth = ((say_money(card.value, card.currency), "money"),) if card.value else ()
    return TextLine(((card.name, "title"),), worth)


def _next(card: Card, width: int, today: date) -> TextLine:
    """`today 14:30 call: budget`, or both facts of a cold card: `quiet 16d · next Thu 4 Mar`."""
    due = date.fromisoformat(card.due)
    what = say_step(card.next_kind, card.next_what)
    if not cold(card.stage, card.two_way_on, card.due, today):
        ink = "late" if due < today else "today" if due == today else "soon"
        return TextLine(((say_due(due, card.time, today), ink), _SEP, (what, "")))
    days = f"quiet {quiet_days(card.two_way_on, today)}d"
    if due < today:
        return TextLine(((say_due(due, card.time, today), "late"), (f" · {days}", "cold"), _SEP, (what, "")))
    said = fitting((f"{days} · next {say_day(due, today)}", f"{days} · next {due.day} {MONTHS[due.month - 1]}"), width)
    return TextLine(((said, "cold"), _SEP, (what, "")))


def _known(card: Card, width: int, today: date) -> TextLine:
    """`B2s N1a A· T·  !2`, and at the right the quiet days, the person or the tries, as far as there is room."""
    left: tuple[Piece, ...] = tiles(card.tiles)
    if card.open_objections:
        left = (*left, _SEP, (f"!{card.open_objections}", "warn"))
    room = width - sum(cell_len(text) for text, _ in left) - 2
    said, ink = _aside(card, room, today)
    return TextLine(left, ((said, ink),) if said else ())


def _aside(card: Card, room: int, today: date) -> Piece:
    if cold(card.stage, card.two_way_on, card.due, today):
        return fitting(("cold", "c"), room), "cold"
    if quiet(card.stage, card.two_way_on, today):
        days = quiet_days(card.two_way_on, today)
        return fitting((f"quiet {days}d", f"q {days}d", f"q{days}"), room), "cold"
    tries = f"try {card.tries}" if card.tries else ""
    person = card.person or ""
    if person and card.name != person and room >= min(cell_len(person), 12) + (cell_len(tries) + 3 if tries else 0):
        return (f"{tries} · {person}" if tries else person), "dim"
    return (tries if cell_len(tries) <= room else ""), "dim"


def fitting(candidates: Iterable[str], width: int) -> str:
    """The first that fits in so many cells; the last when none does."""
    said = ""
    for said in candidates:
        if cell_len(said) <= width:
            return said
    return said
