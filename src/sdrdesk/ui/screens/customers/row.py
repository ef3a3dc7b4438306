"""What a row of the customers says, in columns; and the columns' titles."""

from datetime import date
from typing import NamedTuple

from sdrdesk.domain.money import say_money
from sdrdesk.domain.when import say_day
from sdrdesk.ui.safe_text import plain
from sdrdesk.ui.widgets.drawing import Piece, TextLine, fitted
from sdrdesk.usecases.customers import Customer

_WHY, _ORDERS, _LAST, _NEXT, _RENEWAL, _YEAR = 20, 14, 11, 11, 11, 7
_WIDE = 96
"""From so many cells on the renewal, the orders a year and the next step are said too."""
_INKS = {0: "today", 1: "late", 2: "warn", 3: "cold", 4: "today"}


class Rooms(NamedTuple):
    """Cells of the columns that share what the others leave."""

    who: int
    what: int


def rooms(width: int) -> Rooms:
    """How wide name and next step are in a row of so many cells."""
    room = max(width - _WHY - _ORDERS - _LAST - _NEXT, 10)
    if width < _WIDE:
        return Rooms(room, 0)
    room = max(room - _RENEWAL - _YEAR, 20)
    return Rooms(room * 3 // 5, room - room * 3 // 5)


def draw(one: Customer, width: int, today: date, currency: str) -> list[TextLine]:
    """One line."""
    cells, rhythm = rooms(width), one.rhythm
    who = one.name if not one.person or one.person == one.name else f"{one.name} · {one.person}"
    orders = f"{rhythm.orders} × {say_money(rhythm.mean, currency)}" if rhythm.orders else ""
    if one.unknown:
        orders += f" +{one.unknown}?"
    pieces: list[Piece] = [
        (_fit(one.care.why, _WHY), _INKS.get(one.care.rank, "dim")),
        (_fit(who, cells.who), "title"),
        (_fit(orders, _ORDERS), "money"),
        (_fit(_day(rhythm.last, today), _LAST), ""),
        (_fit(_day(rhythm.expected, today), _NEXT), "warn" if one.care.rank == 2 else ""),
    ]
    if width >= _WIDE:
        yearly = "" if rhythm.per_year is None else f"{rhythm.per_year:.1f}"
        pieces += [
            (_fit(_day(one.renewal_on, today), _RENEWAL), "today" if one.care.rank == 0 else ""),
            (_fit(yearly, _YEAR), "dim"),
            (_fit(one.next, cells.what), ""),
        ]
    return [TextLine(tuple(pieces))]


def titles(width: int) -> tuple[Piece, ...]:
    """The titles above the columns."""
    cells = rooms(width)
    columns = [("WHY", _WHY), ("WHO", cells.who), ("ORDERS", _ORDERS), ("LAST", _LAST), ("NEXT DUE", _NEXT)]
    if width >= _WIDE:
        columns += [("RENEWAL", _RENEWAL), ("A YEAR", _YEAR), ("NEXT STEP", cells.what)]
    return (("  ", ""), *((_fit(title, room), "dim") for title, room in columns))


def _day(day: date | None, today: date) -> str:
    if day is None:
        return ""
    return say_day(day, today) if abs((day - today).days) < 300 else f"{day:%d %b %y}"


def _fit(text: str, width: int) -> str:
    return fitted(plain(text, max(width - 1, 0)), width) if width else ""
