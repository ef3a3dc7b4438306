"""Finds in the first lines of a table what separates its cells and which row is the header."""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Callable, Sequence
from typing import NamedTuple

from .records_in import Records

CANDIDATES = (",", ";", "\t", "|")

_ROWS = 200
_WINDOW = 40
_SEPARATOR_LINE = re.compile(r'"?sep=(.)"?[\r\n]*', re.IGNORECASE)
_DATA_CELL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+|[\d\s()+./:-]*\d[\d\s()+./:-]*")

Row = tuple[int, list[str]]


class Layout(NamedTuple):
    """`delimiter`, the header's cells and the line it starts on, and the good rows of the sample below it."""

    delimiter: str
    header: list[str]
    header_line: int
    sample: list[list[str]]


def layout(text: str, known: Callable[[str], bool], delimiter: str | None, max_cell: int) -> Layout | None:
    """How the sample `text` is laid out; None when it holds no row at all. `known` says if a header is familiar."""
    found = _SEPARATOR_LINE.match(text)
    if found:
        delimiter = delimiter or found[1]
        text = text[found.end() :]
    skipped = 1 if found else 0
    candidates = (delimiter,) if delimiter else CANDIDATES
    readings = {sign: _rows(text, sign, skipped, max_cell) for sign in candidates}
    best = max(candidates, key=lambda sign: _score(readings[sign], known))
    rows = readings[best]
    if not rows:
        return None
    if delimiter is None and _is_one_column(rows, known):
        best = next((sign for sign in ("\t", "|", ";") if sign not in text), best)
        rows = readings[best]
    place = header_place(rows, known)
    line, header = rows[place]
    return Layout(best, header, line, [cells for _, cells in rows[place + 1 :]])


def looks_like_data(header: Sequence[str]) -> bool:
    """Whether a first row holds e-mail addresses or nothing but numbers: then the file has no header."""
    filled = [cell.strip() for cell in header if cell.strip()]
    return any("@" in cell and _DATA_CELL.fullmatch(cell) for cell in filled) or (
        bool(filled) and all(_DATA_CELL.fullmatch(cell) for cell in filled)
    )


def _rows(text: str, sign: str, skipped: int, max_cell: int) -> list[Row]:
    rows: list[Row] = []
    for line, cells, why in Records(io.StringIO(text, newline=""), sign, start=skipped, max_cell=max_cell):
        if why is None and any(cell.strip() for cell in cells):
            rows.append((line, cells))
            if len(rows) == _ROWS:
                break
    return rows


def _score(rows: Sequence[Row], known: Callable[[str], bool]) -> float:
    """Rows that agree on a width above one, headers that are familiar, and then the wider reading."""
    widths = Counter(len(cells) for _, cells in rows if len(cells) > 1)
    if not widths:
        return 0.0
    width, agreeing = max(widths.items(), key=lambda item: (item[1], item[0]))
    familiar = max(sum(map(known, cells)) for _, cells in rows[:_WINDOW])
    return agreeing / len(rows) + min(width, 10) / 100 + min(familiar, 10) / 2


def _is_one_column(rows: Sequence[Row], known: Callable[[str], bool]) -> bool:
    single = sum(len(cells) == 1 for _, cells in rows)
    familiar = max(sum(map(known, cells)) for _, cells in rows[:_WINDOW])
    return len(rows[0][1]) == 1 and single * 2 > len(rows) and familiar < 2


def header_place(rows: Sequence[Row], known: Callable[[str], bool]) -> int:
    """The header's place: the first row full of familiar headers; where many rows are, or none is, the first as full as
    most."""
    window = rows[:_WINDOW]
    familiar = [sum(map(known, cells)) for _, cells in window]
    most = max(familiar)
    alike = [place for place, count in enumerate(familiar) if count >= 2 and count * 2 >= most]
    if alike and len({tuple(window[place][1]) for place in alike}) <= max(2, len(window) // 4):
        return alike[0]
    filled = [sum(bool(cell.strip()) for cell in cells) for _, cells in window]
    typical = sorted(filled)[len(filled) // 2]
    return next(place for place, count in enumerate(filled) if count * 2 > typical)
