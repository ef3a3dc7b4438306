"""The queue as the window holds it: its rows in order, and each account's place."""

from collections.abc import Iterable, Sequence

from sdrdesk.ui.window import Window
from sdrdesk.usecases.today import Row


class Held:
    """Rows in order; what is shown may be narrowed to some accounts."""

    def __init__(self) -> None:
        self._all: dict[str, Row] = {}
        self._only: frozenset[str] | None = None
        self.rows: list[Row] = []
        self._places: dict[str, int] = {}

    def __len__(self) -> int:
        return len(self._all)

    def put(self, rows: Iterable[Row]) -> None:
        """Hold these rows instead."""
        self._all = {row.id: row for row in rows}
        self._sort()

    def set_one(self, account_id: str, row: Row | None) -> Row | None:
        """Hold another row for this account, or none any more. Gives the one held before."""
        before = self._all.pop(account_id, None)
        if row is not None:
            self._all[account_id] = row
        self._sort()
        return before

    def narrow(self, only: frozenset[str] | None) -> None:
        """Show only these accounts; None shows all."""
        self._only = only
        self._sort()

    def _sort(self) -> None:
        only = self._only
        self.rows = sorted(row for row in self._all.values() if only is None or row.id in only)
        self._places = {row.id: place for place, row in enumerate(self.rows)}

    def beside(self, account_id: str) -> str | None:
        """The account of the row below, else above; None when there is no other."""
        place = self._places.get(account_id)
        if place is None:
            return None
        near = self.rows[place + 1 : place + 2] or self.rows[max(place - 1, 0) : place]
        return near[0].id if near else None

    def window(self) -> Window[Row]:
        """A window on what is shown, whatever that is by then."""
        return Window(
            after=self._after,
            before=self._before,
            key=lambda row: row.id,
            find=lambda account_id: self.rows[self._places[account_id]] if account_id in self._places else None,
            place=lambda row: self._places.get(row.id),
        )

    def _after(self, row: Row | None, limit: int) -> Sequence[Row]:
        first = 0 if row is None else self._places.get(row.id, -1) + 1
        return self.rows[first : first + limit]

    def _before(self, row: Row | None, limit: int) -> Sequence[Row]:
        last = len(self.rows) if row is None else self._places.get(row.id, 0)
        return self.rows[max(last - limit, 0) : last]
