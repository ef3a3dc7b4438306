"""A call sheet as text: a numbered table to be printed, read off while dialling elsewhere, and written on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .cells import clip, pad, width
from .text import visible

_WHO, _NUMBER, _WHAT = 32, 20, 70
_BLANK = "________"


class SheetLine(NamedTuple):
    """One call to make: its number on the sheet, whom, the phone as typed, their time, what about; as they came."""

    number: int
    who: str
    phone: str
    clock: str
    what: str


def sheet_text(title: str, lines: Sequence[SheetLine], closing: str) -> str:
    """The whole sheet, aligned, within 80 cells: whom and which number, below it what about, with room for the outcome.

    No line of it can be obeyed by a terminal.
    """
    return "\n".join([visible(title), "", *_table(lines), "", visible(closing), ""])


def _table(lines: Sequence[SheetLine]) -> Iterator[str]:
    shown = [
        (str(one.number), clip(visible(one.who), _WHO), clip(visible(one.phone), _NUMBER), visible(one.clock))
        for one in lines
    ]
    head = ("#", "WHO", "NUMBER", "THEIR TIME")
    rooms = [max(width(row[place]) for row in (head, *shown)) for place in range(len(head))]
    yield _line(head, rooms, "OUTCOME")
    for row, one in zip(shown, lines, strict=True):
        yield _line(row, rooms, _BLANK)
        if one.what:
            yield f"{' ' * rooms[0]}  → {clip(visible(one.what), _WHAT)}"


def _line(row: Sequence[str], rooms: Sequence[int], outcome: str) -> str:
    first, *rest = row
    cells = [pad(first, rooms[0], "right"), *(pad(cell, room) for cell, room in zip(rest, rooms[1:], strict=True))]
    return "  ".join([*cells, outcome])
