"""Which line of which row stands on each line of a list, and how little it scrolls to keep a row in view."""

from collections.abc import Callable
from typing import NamedTuple


class Place(NamedTuple):
    """What stands on one line: which row of the window, which of its lines."""

    row: int
    line: int


TOP = Place(0, 0)


class Placing:
    """Rows of any height, one below the other, in a view of some lines. `lines_of(row)` counts the lines of a row."""

    def __init__(self, lines_of: Callable[[int], int]) -> None:
        self._lines_of = lines_of
        self.top = TOP
        self.places: list[Place] = []

    def lay_out(self, height: int, rows: int) -> None:
        """Place rows from the top on, as far as they are seen."""
        self.places = []
        index, offset = self.top
        while index < rows and len(self.places) < height:
            count = self._lines_of(index)
            self.places.extend(Place(index, number) for number in range(offset, count))
            index, offset = index + 1, 0
        del self.places[height:]

    def scroll_to(self, row: int, height: int, rows: int) -> bool:
        """Scroll as little as needed for the row to be seen. True when the view is another one."""
        top = self._top_for(row, height)
        if top == self.top and self.places and self.places[0].row == top.row:
            return False
        self.top = top
        self.lay_out(height, rows)
        return True

    def _top_for(self, row: int, height: int) -> Place:
        if row <= self.top.row:
            return Place(row, 0)
        index, room = row, height - self._lines_of(row)
        while room > 0 and index > self.top.row:
            index -= 1
            room -= self._lines_of(index)
        if index == self.top.row and room + self.top.line >= 0:
            return self.top
        if room >= 0 or index == row:
            return Place(index, 0)
        return Place(index, -room)

    def put(self, row: int, line: int) -> None:
        """Choose the top so that the row starts on this line of the view."""
        index, above = row, line
        while index > 0 and above > 0:
            index -= 1
            above -= self._lines_of(index)
        self.top = Place(index, max(-above, 0))
        self.places = []

    def shift(self, by: int) -> None:
        """The rows moved by so many places: what points at them moves along."""
        self.top = Place(max(self.top.row + by, 0), self.top.line)
        self.places = [Place(place.row + by, place.line) for place in self.places]

    def span(self, row: int) -> tuple[int, int]:
        """(first line, count of lines) of a row in the view; (0, 0) when it is not seen."""
        lines = [y for y, place in enumerate(self.places) if place.row == row]
        return (lines[0], len(lines)) if lines else (0, 0)

    @property
    def rows_seen(self) -> int:
        """How many rows are at least partly seen."""
        return len({place.row for place in self.places})
