"""A list that draws only its visible lines from a window of rows; the cursor follows the record, not the row."""

from collections.abc import Callable, Container, Sequence
from typing import Any, ClassVar, Generic, NamedTuple, TypeVar

from rich.style import Style
from textual import events
from textual.binding import BindingType
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from sdrdesk.ui import keys
from sdrdesk.ui.theme import INKS
from sdrdesk.ui.window import Window

from .drawing import TextLine, line, strip
from .placing import TOP, Place, Placing

Row = TypeVar("Row")
Draw = Callable[[Row, int], Sequence[TextLine]]
"""(row, width in cells) -> its lines, one or more. Text may be a customer's as it came."""

_MARK, _WEAK_MARK = "▸", "▹"  # in the list that has the keys, and in the others
_MARKED = "●"
_MARGIN = 2  # cells for the cursor and for the sign of a marked row
_MOST_DRAWN = 2000


class _Card(NamedTuple):
    """A drawn row: how many heading lines stand before its own, and all its lines."""

    head: int
    lines: list[TextLine]


class CardList(Widget, Generic[Row], can_focus=True):
    """Cards, one below the other, over a `Window`.

    `height` fixes the lines of a card (short ones are padded, long ones cut); None lets each be as high as drawn.
    `heading(above, row)` may give a line that stands before a row, such as a day. Nothing is read or drawn that is
    not visible, but for the next page of the window. `led`: its keys come from a line above, so that its cursor is
    drawn strong without the focus.
    """

    DEFAULT_CSS = """
    CardList { height: 1fr; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("list")

    class Moved(Message):
        """The cursor went to another record (None: the list is empty)."""

        def __init__(self, cards: "CardList[Any]", record_id: str | None) -> None:
            super().__init__()
            self.cards = cards
            self.record_id = record_id

        @property
        def control(self) -> "CardList[Any]":
            return self.cards

    class Still(Message):
        """A key had nowhere to go, and why."""

        def __init__(self, cards: "CardList[Any]", said: str) -> None:
            super().__init__()
            self.cards = cards
            self.said = said

        @property
        def control(self) -> "CardList[Any]":
            return self.cards

    class Opened(Message):
        """Enter or a double click on a record."""

        def __init__(self, cards: "CardList[Any]", record_id: str) -> None:
            super().__init__()
            self.cards = cards
            self.record_id = record_id

        @property
        def control(self) -> "CardList[Any]":
            return self.cards

    def __init__(
        self,
        draw: Draw[Row],
        *,
        height: int | None = None,
        empty: Sequence[str] = (),
        heading: Callable[[Row | None, Row], TextLine | None] | None = None,
        led: bool = False,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self._draw = draw
        self._card_height = height
        self._heading = heading
        self._led = led
        self._base: Style | None = None
        self.on_moved: Callable[[], None] | None = None
        """Called in place of a `Moved` message, at once: what it changes is drawn in the frame of the move."""
        self.marks: Container[str] = ()
        """Ids of marked rows; whoever changes them has the list drawn again."""
        self.empty = tuple(empty)
        self.window: Window[Row] | None = None
        self.cursor = 0
        self._placing = Placing(lambda index: len(self._card(index).lines))
        self._drawn: dict[str, _Card] = {}
        self._strips: dict[tuple[str, int, bool, bool, bool], Strip] = {}
        self._drawn_for: tuple[int, Size] | None = None

    # -- what it shows -------------------------------------------------------------------------------------------

    def set_window(self, window: Window[Row], record_id: str | None = None) -> None:
        """Show another list, from its first row or at a record of it."""
        self.window = window
        if record_id is None or not window.show(record_id):
            if not window.rows:
                window.home()
            self.cursor = 0
        else:
            self.cursor = window.index(record_id) or 0
        self._placing.top = TOP
        self._forget_drawings()
        self._keep_cursor_visible()
        self._say_moved()

    def set_rows(self, rows: Sequence[Row], key: Callable[[Row], str], record_id: str | None = None) -> None:
        """Show the whole of a short list."""
        self.set_window(Window.of(rows, key), record_id)

    def reload(self) -> None:
        """Read the rows again; the cursor stays on its record, or on its place when the record left.

        Where the first row of the list was seen it still is, as far as the cursor lets it: what came in is not hidden.
        """
        if self.window is None:
            return
        before = self.record_id
        line_of_cursor, _ = self._placing.span(self.cursor)
        from_first = self.window.at_first and self._placing.top == TOP
        self.window.reload(before)
        at = None if before is None else self.window.index(before)
        self.cursor = max(min(self.cursor, len(self.window.rows) - 1), 0) if at is None else at
        self._forget_drawings()
        self._placing.put(self.cursor, line_of_cursor)
        if from_first and self.window.at_first:
            self._placing.top = TOP
        self._keep_cursor_visible()
        if self.record_id != before:
            self._say_moved()

    def show(self, record_id: str) -> bool:
        """Put the cursor on a record, wherever in the list it stands. False when the list does not have it."""
        if self.window is None or not self.window.show(record_id):
            return False
        self.cursor = self.window.index(record_id) or 0
        self._forget_drawings()
        self._keep_cursor_visible()
        self._say_moved()
        return True

    @property
    def row(self) -> Row | None:
        """The row under the cursor."""
        if self.window is None or not self.window.rows:
            return None
        return self.window.rows[self.cursor]

    @property
    def record_id(self) -> str | None:
        """The id under the cursor."""
        row = self.row
        return None if row is None or self.window is None else self.window.key(row)

    def first_ids(self, most: int) -> list[str]:
        """The ids of the first rows of the whole list, in its order."""
        return [] if self.window is None else [self.window.key(row) for row in self.window.first(most)]

    @property
    def position(self) -> int | None:
        """How many rows of the list stand above the cursor; None when that was not counted."""
        if self.window is None or self.window.skipped is None:
            return None
        return self.window.skipped + self.cursor

    # -- moving --------------------------------------------------------------------------------------------------

    def action_cursor_down(self) -> None:
        """One row down."""
        self._by_key(lambda: self.move(1), down=True)

    def action_cursor_up(self) -> None:
        """One row up."""
        self._by_key(lambda: self.move(-1), down=False)

    def action_cursor_page_down(self) -> None:
        """A screenful down."""
        self._by_key(lambda: self.move(self._rows_per_page()), down=True)

    def action_cursor_page_up(self) -> None:
        """A screenful up."""
        self._by_key(lambda: self.move(-self._rows_per_page()), down=False)

    def action_cursor_home(self) -> None:
        """To the first row of the whole list."""
        self._by_key(self.home, down=False)

    def action_cursor_end(self) -> None:
        """To the last row of the whole list."""
        self._by_key(lambda: self._jump(first=False), down=True)

    def action_open(self) -> None:
        """Say that the record under the cursor is wanted."""
        record_id = self.record_id
        if record_id is not None:
            self.post_message(self.Opened(self, record_id))
        else:
            self._say_still(down=True)

    def _by_key(self, go: Callable[[], None], *, down: bool) -> None:
        before = self.record_id
        go()
        if self.record_id == before:
            self._say_still(down)

    def _say_still(self, down: bool) -> None:
        if self.row is None:
            said = "There is nothing in this list."
        else:
            said = "That is the last row." if down else "That is the first row."
        self.post_message(self.Still(self, said))

    def move(self, by: int) -> None:
        """So many rows down, or up; to the end at most."""
        window = self.window
        if window is None or not window.rows:
            return
        target = self.cursor + by
        while target > len(window.rows) - 1 - 5 and not window.at_last:
            dropped = window.grow_down()
            self._shift(-dropped)
            target -= dropped
        while target < 5 and not window.at_first:
            came = window.grow_up()
            if came:
                self._drawn.pop(window.key(window.rows[came]), None)  # it may have lost its heading
            self._shift(came)
            target += came
        self._go(max(0, min(target, len(window.rows) - 1)))

    def home(self) -> None:
        """To the first row of the whole list."""
        self._jump(first=True)

    def _jump(self, *, first: bool) -> None:
        window = self.window
        if window is None:
            return
        if (first and not window.at_first) or (not first and not window.at_last):
            if first:
                window.home()
            else:
                window.end()
            self._placing.top = TOP
            self._forget_drawings()
        if window.rows:
            self._go(0 if first else len(window.rows) - 1)

    def _shift(self, by: int) -> None:
        """The rows of the window moved by so many places: everything that points into it moves along."""
        if by:
            self.cursor += by
            self._placing.shift(by)

    def _go(self, index: int) -> None:
        before, self.cursor = self.cursor, index
        if before == index and self._placing.places:
            return
        if not self._keep_cursor_visible():
            self._refresh_row(before)
            self._refresh_row(index)
        self._say_moved()

    def _say_moved(self) -> None:
        if not self.is_attached:
            return
        if self.on_moved is not None:
            self.on_moved()
        else:
            self.post_message(self.Moved(self, self.record_id))

    # -- where things stand --------------------------------------------------------------------------------------

    def _rows_per_page(self) -> int:
        return max(self._placing.rows_seen - 1, 1)

    def _card(self, index: int) -> _Card:
        assert self.window is not None
        row = self.window.rows[index]
        record_id = self.window.key(row)
        card = self._drawn.get(record_id)
        if card is None:
            if len(self._drawn) > _MOST_DRAWN:
                self._drawn.clear()
            card = self._drawn[record_id] = self._draw_card(row, self.window.rows[index - 1] if index else None)
        return card

    def _draw_card(self, row: Row, above: Row | None) -> _Card:
        lines = list(self._draw(row, max(self.size.width - _MARGIN, 1))) or [line("")]
        if self._card_height is not None:
            lines = (lines + [line("")] * self._card_height)[: self._card_height]
        head = None if self._heading is None else self._heading(above, row)
        return _Card(0, lines) if head is None else _Card(1, [head, *lines])

    def _keep_cursor_visible(self) -> bool:
        """Scroll as little as needed. Returns True when the view changed, and was asked to be drawn anew."""
        if self.window is None or not self.size.height or not self.window.rows:
            self._placing.places = []
        elif not self._placing.scroll_to(self.cursor, self.size.height, len(self.window.rows)):
            return False
        self.refresh()
        return True

    def _refresh_row(self, index: int) -> None:
        first, count = self._placing.span(index)
        if count:
            self.refresh(Region(0, first, self.size.width, count))

    def _forget_drawings(self) -> None:
        self._drawn.clear()
        self._strips.clear()
        self._placing.places = []

    # -- drawing -------------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """One line of the widget, made of segments that carry no control character."""
        base = self._base_style()
        if self.window is None or not self.window.rows:
            text = self.empty[y] if y < len(self.empty) and self.window is not None else ""
            return strip(TextLine((("  ", ""), (text, "dim"))), self.size.width, base)
        if not self._placing.places:
            self._placing.lay_out(self.size.height, len(self.window.rows))
        if y >= len(self._placing.places):
            return Strip.blank(self.size.width, base)
        return self._strip_at(self._placing.places[y], base)

    def _base_style(self) -> Style:
        """The style below every ink; worked out once, for it is asked for at every line."""
        if self._base is None:
            self._base = self.rich_style
        return self._base

    def notify_style_update(self) -> None:
        """Styles changed: work out the base anew."""
        super().notify_style_update()
        self._base = None
        self._strips.clear()

    @property
    def _strong(self) -> bool:
        return self.has_focus or self._led

    def _strip_at(self, place: Place, base: Style) -> Strip:
        assert self.window is not None
        card = self._card(place.row)
        under = place.row == self.cursor and place.line == card.head
        record_id = self.window.key(self.window.rows[place.row])
        marked = place.line == card.head and record_id in self.marks
        name = (record_id, place.line, under, self._strong, marked)
        made = self._strips.get(name)
        if made is None:
            if len(self._strips) > _MOST_DRAWN:
                self._strips.clear()
            made = self._strips[name] = self._draw_strip(card.lines[place.line], under, marked, base)
        return made

    def _draw_strip(self, text: TextLine, under: bool, marked: bool, base: Style) -> Strip:
        """A line of a card; the first one under the cursor carries its sign, and is lit when the list has the keys."""
        cursor = (_MARK if self._strong else _WEAK_MARK) if under else " "
        style = base + INKS["cursor"] if under and self._strong else base
        sign = (_MARKED, "mark") if marked else (" ", "")
        return strip(TextLine(((cursor, ""), sign, *text.left), text.right), self.size.width, style)

    # -- what happens to it --------------------------------------------------------------------------------------

    def on_resize(self, event: events.Resize) -> None:
        """Draw anew for the new width, cursor in view. What a card looks like may hang on the whole window's size."""
        fits = (event.size.width, self.app.size)
        if fits != self._drawn_for:
            self._drawn_for = fits
            self._forget_drawings()
        self._placing.places = []
        self._keep_cursor_visible()

    def on_focus(self) -> None:
        """The cursor is drawn stronger in the list that has the keys."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor is drawn weaker."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """One click moves the cursor, a second one opens."""
        if event.y >= len(self._placing.places):
            return
        event.stop()
        self._go(self._placing.places[event.y].row)
        if event.chain == 2:
            self.action_open()

    def record_at(self, y: int) -> str | None:
        """The id of the record drawn on a line of the widget; None below the last one."""
        if self.window is None or not 0 <= y < len(self._placing.places):
            return None
        return self.window.key(self.window.rows[self._placing.places[y].row])

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """The wheel moves the view a row, and the cursor with it."""
        event.stop()
        self._by_key(lambda: self.move(1), down=True)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """The wheel moves the view a row, and the cursor with it."""
        event.stop()
        self._by_key(lambda: self.move(-1), down=False)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as its rows, for `height: auto` in a short modal list."""
        if self.window is None or not self.window.rows:
            return max(len(self.empty), 1)
        shown = range(min(len(self.window.rows), container.height))
        return min(sum(len(self._card(index).lines) for index in shown), container.height)
