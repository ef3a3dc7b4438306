"""What a card says: who, worth what, the next step and how far off it is, what is known, and whether it went cold."""

from collections.abc import Iterable
from datetime import date

from rich.cells import cell_len

from sdrdesk.domain.days import MONTHS, say_day, say_due
from sdrdesk.domain.money import say_money
from sdrdesk.domain.next_step import say_step
from sdrdesk.domain.pipeline import cold, quiet, quiet_days
from sdrdesk.ui.safe_text import cut, plain
from sdrdesk.ui.widgets.drawing import Piece, TextLine
from sdrdesk.ui.widgets.tiles import tiles
from sdrdesk.usecases.board import Card

_SEP: Piece = (" ", "")
_SHORT = 8
"""Cells for what is said of a cold or quiet card beside its next step."""
_SOME_NAME = 6
"""With fewer cells no name is begun."""


def draw(card: Card, width: int, today: date, lines: int = 3) -> list[TextLine]:
    """The lines of a card, three or two, for so many cells."""
    left: tuple[Piece, ...] = tiles(card.tiles)
    if card.open_objections:
        left = (*left, _SEP, (f"!{card.open_objections}", "warn"))
    room = width - sum(cell_len(text) for text, _ in left) - 2
    calm = _quiet(card, room, today)
    if lines < 3 or (calm is not None and cell_len(calm[0]) > room):
        calm = _quiet(card, _SHORT, today)
        return [_who(card), _next(card, width, today, calm), TextLine(left)][:lines]
    aside = calm or _tags(card, room) or _who_is_called(card, room)
    return [_who(card), _next(card, width, today), TextLine(left, (aside,) if aside else ())]


def _who(card: Card) -> TextLine:
    worth = ((say_money(card.value, card.currency), "money"),) if card.value else ()
    return TextLine(((card.name, "title"),), worth)


def _next(card: Card, width: int, today: date, aside: Piece | None = None) -> TextLine:
    """`today 14:30 call: budget`; of a cold card with a step far ahead `quiet 16d · next Thu 4 Mar call`."""
    due = date.fromisoformat(card.due)
    what = say_step(card.next_kind, card.next_what)
    right = (aside,) if aside else ()
    if due < today or not _is_cold(card, today):
        ink = "late" if due < today else "today" if due == today else "soon"
        return TextLine(((say_due(due, card.time, today), ink), _SEP, (what, "")), right)
    days = f"quiet {quiet_days(card.two_way_on, today)}d"
    room = width - (cell_len(aside[0]) + 1 if aside else 0)
    short = f"{due.day} {MONTHS[due.month - 1]}"
    said = fitting((f"{days} · next {say_day(due, today)}", f"{days} · next {short}", f"{days} · {short}"), room)
    return TextLine(((said, "cold"), _SEP, (what, "")), right)


def _is_cold(card: Card, today: date) -> bool:
    return cold(card.two_way_on, card.due, today, card.quiet_limit)


def _quiet(card: Card, room: int, today: date) -> Piece | None:
    """How cold or quiet, as long as there is room for; None when it is neither."""
    days = quiet_days(card.two_way_on, today)
    if not _is_cold(card, today):
        is_quiet = quiet(card.two_way_on, today, card.quiet_limit)
        return (fitting((f"quiet {days}d", f"q {days}d"), room), "cold") if is_quiet else None
    if date.fromisoformat(card.due) < today:
        return fitting((f"cold · quiet {days}d", f"cold {days}d", "cold"), room), "cold"
    return "cold", "cold"


def _tags(card: Card, room: int) -> Piece | None:
    """`#hot #vip`, as many whole ones as there is room for."""
    said = ""
    for tag in card.tags:
        more = f"{said} #{plain(tag)}".lstrip()
        if cell_len(more) > room:
            break
        said = more
    return (said, "mark") if said else None


def _who_is_called(card: Card, room: int) -> Piece | None:
    tries = f"try {card.tries}" if card.tries else ""
    person = plain(card.person or "") if card.person != card.name else ""
    both = " · ".join(part for part in (tries, person) if part)
    said = both if cell_len(both) <= room else tries if tries else cut(person, room) if room >= _SOME_NAME else ""
    return (said, "dim") if said and cell_len(said) <= room else None


def fitting(candidates: Iterable[str], width: int) -> str:
    """The first that fits in so many cells; the last when none does."""
    said = ""
    for said in candidates:
        if cell_len(said) <= width:
            return said
    return said
