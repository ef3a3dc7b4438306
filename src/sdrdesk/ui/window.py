"""A window on a long ordered list: a few hundred rows held, read by key in pages from whatever pages them."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

Row = TypeVar("Row")


class Window(Generic[Row]):
    """Rows around a place in a list of any length.

    `after(row, limit)` gives up to `limit` rows that follow `row` (None: from the first), in order;
    `before(row, limit)` gives up to `limit` rows that precede `row` (None: up to the last), in order too.
    `key(row)` is the record's id. `find(id)` gives the row as it stands now, or None when it left the list.
    `place(row)` counts the rows that stand before a row, where that is cheap enough to ask after a jump.
    """

    PAGE = 40
    MOST = 400

    def __init__(
        self,
        *,
        after: Callable[[Row | None, int], Sequence[Row]],
        before: Callable[[Row | None, int], Sequence[Row]],
        key: Callable[[Row], str],
        find: Callable[[str], Row | None] | None = None,
        place: Callable[[Row], int | None] | None = None,
    ) -> None:
        self._after = after
        self._before = before
        self._find = find
        self._place = place
        self.key = key
        self.rows: list[Row] = []
        self.at_first = True
        self.at_last = True
        self.skipped: int | None = 0
        """How many rows of the list stand before the window; None when nobody counted."""

    @classmethod
    def of(cls, rows: Sequence[Row], key: Callable[[Row], str]) -> "Window[Row]":
        """A window that holds the whole of a short list."""

        def after(row: Row | None, limit: int) -> Sequence[Row]:
            return rows[:limit] if row is None else ()

        def before(row: Row | None, limit: int) -> Sequence[Row]:
            return rows[-limit:] if row is None else ()

        window = cls(after=after, before=before, key=key)
        window.rows = list(rows)
        return window

    def first(self, most: int) -> list[Row]:
        """The first rows of the list, whatever is held."""
        return list(self._after(None, most))

    def home(self) -> None:
        """Hold the first page."""
        rows = list(self._after(None, self.PAGE + 1))
        self.at_last = len(rows) <= self.PAGE
        self.rows = rows[: self.PAGE]
        self.at_first = True
        self.skipped = 0

    def end(self) -> None:
        """Hold the last page."""
        rows = list(self._before(None, self.PAGE + 1))
        self.at_first = len(rows) <= self.PAGE
        self.rows = rows[-self.PAGE :]
        self.at_last = True
        self._count_skipped()

    def grow_down(self) -> int:
        """Read a page below the last row held. Returns by how many rows the others moved up (rows let go)."""
        if self.at_last or not self.rows:
            return 0
        more = list(self._after(self.rows[-1], self.PAGE))
        self.at_last = len(more) < self.PAGE
        self.rows.extend(more)
        drop = max(len(self.rows) - self.MOST, 0)
        if drop:
            del self.rows[:drop]
            self.at_first = False
            self.skipped = None if self.skipped is None else self.skipped + drop
        return drop

    def grow_up(self) -> int:
        """Read a page above the first row held. Returns how many rows came."""
        if self.at_first or not self.rows:
            return 0
        more = list(self._before(self.rows[0], self.PAGE))
        self.at_first = len(more) < self.PAGE
        self.rows[:0] = more
        if len(self.rows) > self.MOST:
            del self.rows[self.MOST :]
            self.at_last = False
        self.skipped = 0 if self.at_first else None if self.skipped is None else self.skipped - len(more)
        return len(more)

    def reload(self, record_id: str | None = None) -> None:
        """Read the same stretch again; around the record when it moved elsewhere in the list."""
        if self.at_first or not self.rows:
            self._reload_from_first()
        else:
            self._reload_middle()
        if record_id is not None and self.index(record_id) is None and self._find is not None:
            row = self._find(record_id)
            if row is not None:
                self.around(row)

    def around(self, row: Row) -> None:
        """Hold a row with half a page on either side."""
        half = self.PAGE // 2
        above = list(self._before(row, half))
        below = list(self._after(row, half))
        self.rows = [*above, row, *below]
        self.at_first = len(above) < half
        self.at_last = len(below) < half
        self._count_skipped()

    def _count_skipped(self) -> None:
        if self.at_first or not self.rows:
            self.skipped = 0
        else:
            self.skipped = self._place(self.rows[0]) if self._place is not None else None

    def show(self, record_id: str) -> bool:
        """Hold this record if the list has it."""
        if self.index(record_id) is not None:
            return True
        row = self._find(record_id) if self._find is not None else None
        if row is not None:
            self.around(row)
        return row is not None

    def index(self, record_id: str) -> int | None:
        """Where in `rows` the record stands, or None."""
        key = self.key
        return next((place for place, row in enumerate(self.rows) if key(row) == record_id), None)

    def _reload_from_first(self) -> None:
        limit = max(len(self.rows), self.PAGE)
        rows = list(self._after(None, limit + 1))
        self.at_last = len(rows) <= limit
        self.rows = rows[:limit]
        self.at_first = True
        self.skipped = 0

    def _reload_middle(self) -> None:
        limit = max(len(self.rows), self.PAGE)
        anchor = self._before(self.rows[0], 1)
        if not anchor:
            self._reload_from_first()
            return
        rows = list(self._after(anchor[-1], limit + 1))
        self.at_last = len(rows) <= limit
        self.rows = rows[:limit]
        if not self.rows:
            self.end()
        else:
            self._count_skipped()
