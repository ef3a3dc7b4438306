"""Rows of a delimited text, one at a time: a cell may span lines, an unclosed quote may not swallow the file."""

from __future__ import annotations

import csv
from collections import deque
from collections.abc import Iterator
from typing import TextIO

from sdrdesk.domain.leads import Record

RECORD_CELLS = 4
"""A record may hold this many cells' worth of text (see max_cell), over however many lines."""

_LONG_RUN = 50
_MOST_LONG_RUNS = 20
_SHORT_LEASH = 20
_KEPT_OF_A_LONG_LINE = 2000


class _TooLong(Exception):
    """The record in hand outgrew what a record may hold."""


class _Lines:
    """Physical lines for csv.reader; holds those of the record in hand, so that they can be given back."""

    def __init__(self, text: TextIO, number: int, longest: int) -> None:
        self._text = text
        self._longest = longest
        self._ahead: deque[str] = deque()
        self.most_lines = 0
        self.number = number
        self.held: list[str] = []
        self.characters = 0
        self.cut = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        line = self._ahead.popleft() if self._ahead else self._text.readline(self._longest)
        if not line:
            raise StopIteration
        self.number += 1
        if "\0" in line:
            line = line.replace("\0", "") or "\n"
        self.held.append(line)
        self.characters += len(line)
        if self.characters >= self._longest:
            self._drop_rest_of(line)
            raise _TooLong
        if self.most_lines and len(self.held) > self.most_lines:
            raise _TooLong
        return line

    def _drop_rest_of(self, line: str) -> None:
        while len(line) >= self._longest and not line.endswith(("\n", "\r")):
            self.cut = True
            line = self._text.readline(self._longest)

    def begin(self) -> None:
        self.held = []
        self.characters = 0
        self.cut = False

    def give_back_all_but_first(self) -> str:
        first, rest = self.held[0], self.held[1:]
        self._ahead.extendleft(reversed(rest))
        self.number -= len(rest)
        return first


class Records:
    """Iterates over (line, cells, why): `why` says what is wrong with a row that could not be read whole.

    `width` is the number of columns once known; `max_cell` the longest cell in characters.
    """

    def __init__(self, text: TextIO, delimiter: str, *, start: int = 0, width: int = 0, max_cell: int) -> None:
        self.width = width
        self._delimiter = delimiter
        self._max_cell = max_cell
        self._longest = max_cell * RECORD_CELLS
        self._lines = _Lines(text, start, self._longest)
        self._long_runs = 0
        self._doubtful_until = 0
        self._opened_at = 0

    def __iter__(self) -> Iterator[Record]:
        if csv.field_size_limit() <= self._longest:
            csv.field_size_limit(self._longest + 1)
        lines = self._lines
        reader = csv.reader(lines, delimiter=self._delimiter, strict=True)
        while True:
            lines.begin()
            start = lines.number + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except csv.Error:
                yield self._sloppy(start) if len(lines.held) == 1 else self._unclosed(start)
            except _TooLong:
                yield self._unclosed(start) if len(lines.held) > 1 and not lines.cut else self._overlong(start)
            else:
                if len(lines.held) > 1 and len(cells) != self.width and self._were_rows():
                    yield self._unclosed(start)
                elif start <= self._doubtful_until or lines.characters > self._max_cell:
                    yield self._judged(start, cells)
                else:
                    yield start, cells, None

    def _sloppy(self, start: int) -> Record:
        """One line with a quote in an odd place: read as it can be, refused when the quote stays open."""
        line = self._lines.held[0]
        asked = iter([line])
        state = _Asked(asked)
        cells = next(csv.reader(state, delimiter=self._delimiter))
        return self._unclosed(start) if state.asked_for_more else self._judged(start, cells)

    def _unclosed(self, start: int) -> Record:
        lines = self._lines
        if len(lines.held) > _LONG_RUN:
            self._long_runs += 1
            if self._long_runs > _MOST_LONG_RUNS:
                lines.most_lines = _SHORT_LEASH
        self._doubtful_until = max(self._doubtful_until, start + len(lines.held) - 1)
        self._opened_at = start
        cells = self._split(lines.give_back_all_but_first())
        return start, cells, f"a quote that opens on line {start} is not closed"

    def _overlong(self, start: int) -> Record:
        first = self._lines.give_back_all_but_first()[:_KEPT_OF_A_LONG_LINE]
        return start, self._split(first), f"line {start} is longer than {self._longest:,} characters"

    def _judged(self, start: int, cells: list[str]) -> Record:
        why = None
        if start <= self._doubtful_until and self.width and len(cells) != self.width:
            why = f"belongs to the unclosed quote of line {self._opened_at}"
        elif max(map(len, cells), default=0) > self._max_cell:
            why = f"a cell on line {start} is longer than {self._max_cell:,} characters"
        return start, cells, why

    def _were_rows(self) -> bool:
        """Whether each line of a record that came out in the wrong width is a row of the right width by itself."""
        return self.width > 1 and all(len(self._split(line)) == self.width for line in self._lines.held)

    def _split(self, line: str) -> list[str]:
        return line.rstrip("\r\n").split(self._delimiter)


class _Asked:
    """An iterator that remembers whether anybody wanted more than there was."""

    def __init__(self, lines: Iterator[str]) -> None:
        self._lines = lines
        self.asked_for_more = False

    def __iter__(self) -> Iterator[str]:
        return self

    def __next__(self) -> str:
        for line in self._lines:
            return line
        self.asked_for_more = True
        raise StopIteration
