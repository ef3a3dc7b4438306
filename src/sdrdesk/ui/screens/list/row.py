"""What a row of the list says, in columns; and the columns' titles, with a mark on the one it is sorted by."""

from datetime import date
from typing import NamedTuple

from rich.cells import cell_len

from sdrdesk.domain.money import say_money
from sdrdesk.domain.next_step import say_step
from sdrdesk.domain.pipeline import quiet, quiet_days
from sdrdesk.domain.when import say_due
from sdrdesk.ui.safe_text import cut, plain
from sdrdesk.ui.widgets.drawing import Piece, TextLine, fitted
from sdrdesk.usecases.listing import ListRow

_WIDE = 96
"""From so many cells on what is next is said too, not only when."""
_STAGE, _NEXT, _SCORE, _VALUE, _QUIET = 13, 13, 7, 8, 6
_SOME_TAG = 5
"""With fewer cells no tag is begun."""
_CLOSED = frozenset({"dormant", "disqualified", "lost", "churned"})


class Rooms(NamedTuple):
    """Cells of the columns that share what the others leave."""

    name: int
    person: int
    what: int


def rooms(width: int) -> Rooms:
    """How wide name, person and the step are in a row of so many cells."""
    room = max(width - _STAGE - _NEXT - _SCORE - _VALUE - _QUIET, 12)
    if room < 30:
        return Rooms(room, 0, 0)
    if width < _WIDE:
        return Rooms(room * 3 // 5, room - room * 3 // 5, 0)
    name, person = room * 2 // 5, room * 3 // 10
    return Rooms(name, person, room - name - person)


def draw(row: ListRow, width: int, today: date) -> list[TextLine]:
    """One line."""
    cells = rooms(width)
    due, ink = _due(row, today)
    days = quiet_days(row.two_way_on, today) if row.two_way_on else None
    is_quiet = row.two_way_on is not None and quiet(row.two_way_on, today, row.quiet_limit)
    worth = say_money(row.value, row.currency) if row.value else ""
    what = say_step(row.next_kind, row.next_what) if row.next_kind else ""
    stage = row.stage if row.status == "active" else row.status
    pieces: tuple[Piece, ...] = (
        *_name(row, cells.name),
        (_fit(row.person if row.person and row.person != row.name else "", cells.person), ""),
        (_fit(stage, _STAGE), "dim" if row.status in _CLOSED else "mark" if row.status == "inbox" else ""),
        (_fit(due, _NEXT), ink),
        (_fit(what, cells.what), ""),
        (_fit(row.cell, _SCORE), ""),
        (f"{worth:>{_VALUE - 1}} ", "money"),
        (f"{'' if days is None else f'{days}d':>{_QUIET - 1}} ", "cold" if is_quiet else "dim"),
    )
    return [TextLine(pieces)]


def _name(row: ListRow, width: int) -> tuple[Piece, ...]:
    """The name, and its tags as far as there is room."""
    name = plain(row.name, width - 1)
    room = width - cell_len(name) - 1
    tags = cut(" ".join(f"#{plain(tag)}" for tag in row.tags), room - 1) if row.tags and room > _SOME_TAG else ""
    return (name, "title"), (fitted(f" {tags}" if tags else "", width - cell_len(name)), "mark")


def _due(row: ListRow, today: date) -> tuple[str, str]:
    if row.due:
        day = date.fromisoformat(row.due)
        return say_due(day, row.time, today), "late" if day < today else "today" if day == today else "soon"
    if row.review_on:
        return f"look {date.fromisoformat(row.review_on):%d %b}", "dim"
    return "", ""


def titles(width: int, sort: str, reverse: bool) -> tuple[Piece, ...]:
    """The titles above the columns; the one the list is sorted by is lit and carries an arrow."""
    cells = rooms(width)
    columns = (
        ("name", "NAME", cells.name), ("", "PERSON", cells.person), ("stage", "STAGE", _STAGE), ("next", "NEXT", _NEXT),
        ("", "WHAT", cells.what), ("score", "SCORE", _SCORE), ("value", "VALUE", _VALUE), ("quiet", "QUIET", _QUIET),
    )  # fmt: skip
    made: list[Piece] = [("  ", "")]
    for name, title, room in columns:
        shown = f"{title}{'▲' if reverse else '▼'}" if name == sort else title
        right = name in ("value", "quiet")
        made.append((f"{shown:>{room - 1}} " if right else _fit(shown, room), "title" if name == sort else "dim"))
    return tuple(made)


def _fit(text: str, width: int) -> str:
    """Padded or cut to the width, the last cell left free; nothing without a width."""
    return fitted(plain(text, width - 1), width) if width > 0 else ""
