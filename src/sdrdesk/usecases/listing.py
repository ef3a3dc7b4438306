"""The list: every live account, sorted and narrowed, a page by key at a time."""

from __future__ import annotations

from typing import NamedTuple

from sdrdesk.store import listing as rows
from sdrdesk.store.tags import of_accounts
from sdrdesk.store.where import Where

from .desk import Desk
from .filters import EVERYBODY, Settled

SORTS = tuple(rows.SORTS)
Key = tuple[int, tuple[str | int, ...]]


class ListRow(NamedTuple):
    """An account in the list; value in minor units of `currency` (None off the board without one), days ISO.

    The score's cell is empty until it is worked out.
    """

    id: str
    name: str
    person: str | None
    stage: str
    status: str
    next_kind: str | None
    next_what: str | None
    due: str | None
    time: str | None
    review_on: str | None
    value: int | None
    currency: str
    two_way_on: str | None
    cell: str
    key: Key
    quiet_limit: int
    tags: tuple[str, ...] = ()


class Listing:
    """The list in one order, narrowed one way; `reverse` turns each stretch, those off the board stay below."""

    def __init__(
        self, desk: Desk, sort: str = "name", *, reverse: bool = False, narrowed: Settled | None = None
    ) -> None:
        self._desk = desk
        self._segments = rows.SORTS[sort]
        self._reverse = reverse
        if reverse and sort == "stage":
            self._segments = (*self._segments[2::-1], self._segments[3])
        self._where = narrowed or EVERYBODY
        self._quiet_limits = desk.settings.quiet_limits

    def page(self, *, after: Key | None = None, before: Key | None = None, limit: int = 50) -> list[ListRow]:
        """Up to `limit` rows that follow a key (or with `before` precede it), in order; from the top with neither."""
        return self._walk(before, limit, -1)[::-1] if before is not None else self._walk(after, limit, 1)

    def last(self, limit: int = 50) -> list[ListRow]:
        """The last rows, in order."""
        return self._walk(None, limit, -1)[::-1]

    def _walk(self, start: Key | None, limit: int, by: int) -> list[ListRow]:
        ends = range(len(self._segments))[::by]
        place = ends[0] if start is None else start[0]
        beyond = start[1] if start is not None else None
        found: list[ListRow] = []
        while 0 <= place < len(self._segments) and len(found) < limit:
            segment = self._segments[place]
            turned = self._turned(segment) != (by < 0)
            read = rows.page(
                self._desk.db, segment, self._where_of(segment), beyond=beyond, descending=turned,
                limit=limit - len(found),
            )  # fmt: skip
            found += [self._row(row, place) for row in read]
            place, beyond = place + by, None
        return self._tagged(found)

    def _tagged(self, found: list[ListRow]) -> list[ListRow]:
        tags = of_accounts(self._desk.db, [row.id for row in found])
        return [row._replace(tags=tags[row.id]) if row.id in tags else row for row in found]

    def _turned(self, segment: rows.Segment) -> bool:
        return self._reverse and (segment.turns or len(self._segments) == 1)

    def find(self, account_id: str) -> ListRow | None:
        """The row of an account as it stands now, or None when the list does not have it."""
        for place, segment in enumerate(self._segments):
            only = segment._replace(holds=f"{segment.holds} AND {segment.id} = ?")
            where = self._where_of(segment)
            one = Where(where.sql, (account_id, *where.params))
            found = rows.page(self._desk.db, only, one, beyond=None, descending=False, limit=1)
            if found:
                return self._tagged([self._row(found[0], place)])[0]
        return None

    def _where_of(self, segment: rows.Segment) -> Where:
        return {rows.A: self._where.accounts, rows.C: self._where.cards, rows.S: self._where.scores}[segment.of]

    def _row(self, row: rows.Row, place: int) -> ListRow:
        on_board = row["minus_value"] is not None
        base = self._desk.settings.currency
        return ListRow(
            row["id"], row["name"], row["person"], row["stage"], row["status"], row["next_kind"], row["next_what"],
            row["next_due"], row["next_time"], row["review_on"],
            -row["minus_value"] if on_board else row["value_minor"], base if on_board else row["currency"] or base,
            row["two_way_on"], f"{row['grade']}{row['band']}" if row["grade"] else "",
            (place, tuple(row[f"k{one}"] for one in range(len(self._segments[place].key)))),
            self._quiet_limits[row["stage"]],
        )  # fmt: skip
