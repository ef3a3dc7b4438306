"""A call sheet as text: a numbered table to be printed, read off while dialling elsewhere, and written on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from .cells import clip, pad, width
from .text import visible

_MOST = {"who": 40, "number": 24, "what": 44}
_BLANK = "________"


class SheetLine(NamedTuple):
    """One call to make: its number on the sheet, whom, the phone as typed, their time, what about; as they came."""

    number: int
    who: str
    phone: str
    clock: str
    what: str


def sheet_text(title: str, lines: Sequence[SheetLine], closing: str) -> str:
    """The whole sheet, aligned, with room to note the outcome; no line of it can be obeyed by a terminal."""
    return "\n".join([visible(title), "", *_table(lines), "", visible(closing), ""])


def _table(lines: Sequence[SheetLine]) -> Iterator[str]:
    shown = [
        (str(one.number), _fit(one.who, "who"), _fit(one.phone, "number"), visible(one.clock), _fit(one.what, "what"))
        for one in lines
    ]
    head = ("#", "WHO", "NUMBER", "THEIR TIME", "WHAT")
    rooms = [max(width(row[place]) for row in (head, *shown)) for place in range(len(head))]
    for row in (head, *shown):
        first, *rest = row
        cells = [pad(first, rooms[0], "right"), *(pad(cell, room) for cell, room in zip(rest, rooms[1:], strict=True))]
        yield "  ".join([*cells, "OUTCOME" if row is head else _BLANK]).rstrip()


def _fit(text: str, column: str) -> str:
    return clip(visible(text), _MOST[column])
