"""Moving a card with the mouse: pressed on a card, let go over another column."""

from collections.abc import Callable, Iterable

from textual import events

from .column import Column


class Drag:
    """What the mouse holds between pressed and let go.

    `moved(account_id, from_stage, to_stage)` is called when a card was let go over another column. The column it would
    go to is lit meanwhile.
    """

    def __init__(self, columns: Callable[[], Iterable[Column]], moved: Callable[[str, str, str], object]) -> None:
        self._columns = columns
        self._moved = moved
        self._card: str | None = None
        self._stage = ""
        self._over: Column | None = None

    def take(self, event: events.MouseDown) -> None:
        """Pressed: hold the card under the mouse, if there is one."""
        column = self._column(event)
        self._card = None
        if column is not None and event.button == 1:
            self._card = column.cards.record_at(event.screen_offset.y - column.cards.region.y)
            self._stage = column.stage

    def drag(self, event: events.MouseMove) -> None:
        """Moved: light the column it would go to. Let go outside the window, nothing is held any more."""
        if self._card is None:
            return
        if not event.button:
            self._card = None
        self._light(self._column(event) if self._card is not None else None)

    def drop(self, event: events.MouseUp) -> None:
        """Let go: over another column the card moves there."""
        card, self._card = self._card, None
        column = self._column(event)
        self._light(None)
        if card is not None and column is not None and column.stage != self._stage:
            self._moved(card, self._stage, column.stage)

    def _column(self, event: events.MouseEvent) -> Column | None:
        at = event.screen_offset
        return next((one for one in self._columns() if one.display and one.region.contains_point(at)), None)

    def _light(self, column: Column | None) -> None:
        if column is not None and column.stage == self._stage:
            column = None
        if column is not self._over:
            for one, lit in ((self._over, False), (column, True)):
                if one is not None:
                    one.head.light(lit)
            self._over = column
