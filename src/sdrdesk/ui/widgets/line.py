"""A line of text that is always ready: paste, long text, any letters; it says what was typed and which key was hit."""

from collections.abc import Callable

from rich.cells import get_character_cell_size
from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from sdrdesk.domain.text import clean
from sdrdesk.ui.safe_text import plain
from sdrdesk.ui.theme import INKS

_SAID_KEYS = frozenset({"enter", "escape", "tab", "shift+tab", "up", "down", "pageup", "pagedown"})
_CURSOR = Style(reverse=True)


class LineInput(Widget, can_focus=True):
    """One editable line.

    Text stays as typed and pasted (less NUL and lone surrogates; newlines and tabs become spaces); what is drawn is
    harmless. Enter, Esc, Tab, arrows up and down and Backspace in the empty line are said as `Keyed` and do nothing
    else here, so that the screen decides.
    """

    DEFAULT_CSS = """
    LineInput { height: 1; width: 1fr; }
    """

    class Changed(Message):
        """The text is another one."""

        def __init__(self, line: "LineInput", value: str) -> None:
            super().__init__()
            self.line = line
            self.value = value

        @property
        def control(self) -> "LineInput":
            return self.line

    class Submitted(Message):
        """Enter."""

        def __init__(self, line: "LineInput", value: str) -> None:
            super().__init__()
            self.line = line
            self.value = value

        @property
        def control(self) -> "LineInput":
            return self.line

    class Keyed(Message):
        """A key that is the screen's business: escape, tab, shift+tab, up, down, pageup, pagedown, backspace."""

        def __init__(self, line: "LineInput", key: str) -> None:
            super().__init__()
            self.line = line
            self.key = key

        @property
        def control(self) -> "LineInput":
            return self.line

    def __init__(
        self, value: str = "", *, placeholder: str = "", mark: str = "", over: bool = False, id: str | None = None
    ) -> None:
        """With `over` the first letter typed replaces the value; a key that edits keeps it."""
        super().__init__(id=id)
        self._value = flat(value)
        self._over = over and bool(value)
        self._goes_on = False
        self._at = len(self._value)
        self._first = 0
        self.placeholder = placeholder
        self.mark = mark
        self.offered = ""
        """A letter that is no text at the beginning of the line while it stands for something that is offered."""

    # -- its text ------------------------------------------------------------------------------------------------

    @property
    def value(self) -> str:
        """What is typed."""
        return self._value

    @value.setter
    def value(self, text: str) -> None:
        self._put(flat(text), len(flat(text)))

    @property
    def cursor(self) -> int:
        """How many letters stand before the cursor."""
        return self._at

    def offer(self, text: str) -> None:
        """Let a text stand that the first letter typed replaces; a blank, or a key that edits, goes on with it."""
        self.value = text
        self._over = self._goes_on = bool(self._value)

    def insert(self, text: str) -> None:
        """Put text in at the cursor, flattened to one line."""
        text = flat(text)
        if text and self._over and not (self._goes_on and text[0] == " "):
            self._put(text, len(text))
        elif text:
            self._put(self._value[: self._at] + text + self._value[self._at :], self._at + len(text))

    def clear(self) -> None:
        """Empty the line."""
        self._put("", 0)

    def _put(self, value: str, at: int) -> None:
        changed = value != self._value
        self._value, self._at, self._over = value, at, False
        self.refresh()
        if changed and self.is_attached:
            self.post_message(self.Changed(self, value))

    # -- its keys ------------------------------------------------------------------------------------------------

    def check_consume_key(self, key: str, character: str | None = None) -> bool:
        """Every letter is text here."""
        return character is not None and character.isprintable()

    def on_paste(self, event: events.Paste) -> None:
        """A paste is text, whatever is in it."""
        event.stop()
        self.insert(event.text)

    def on_key(self, event: events.Key) -> None:
        """Letters are text, editing keys edit, the rest is said."""
        if event.key == "enter":
            self._take(event)
            self.post_message(self.Submitted(self, self._value))
        elif event.key in _SAID_KEYS or (not self._value and self._says(event)):
            self._take(event)
            self.post_message(self.Keyed(self, event.key))
        elif event.key in _EDITS:
            self._take(event)
            self._put(*_EDITS[event.key](self._value, self._at))
        elif event.is_printable and event.character is not None:
            self._take(event)
            self.insert(event.character)

    def _says(self, event: events.Key) -> bool:
        """Whether this key means something in the empty line."""
        return event.key == "backspace" or (bool(self.offered) and event.character == self.offered)

    @staticmethod
    def _take(event: events.Key) -> None:
        event.stop()
        event.prevent_default()

    def on_click(self, event: events.Click) -> None:
        """The cursor goes where the mouse points."""
        event.stop()
        cells, at = len(self.mark), self._first
        while at < len(self._value) and cells < event.x:
            cells += _cells(self._value[at])
            at += 1
        self._put(self._value, at)

    # -- its picture ---------------------------------------------------------------------------------------------

    def render_line(self, y: int) -> Strip:
        """The stretch of the text around the cursor that fits."""
        width, base = self.size.width, self.rich_style
        made = [Segment(self.mark, base + INKS["mark"])] if self.mark else []
        room = max(width - len(self.mark), 1)
        if not self._value and self.placeholder:
            return self._strip([*made, *self._empty(room, base)], base)
        self._scroll_into_view(room)
        return self._strip([*made, *self._text(room, base)], base)

    def _empty(self, room: int, base: Style) -> list[Segment]:
        cursor = base + _CURSOR if self.has_focus else base
        return [Segment(" ", cursor), Segment(plain(self.placeholder, room - 1), base + INKS["dim"])]

    def _text(self, room: int, base: Style) -> list[Segment]:
        before, shown, cells = "", "", 0
        after = self._first
        while after < len(self._value) and cells + _cells(self._value[after]) < room:
            cells += _cells(self._value[after])
            after += 1
        before = _shown(self._value[self._first : self._at])
        under = _shown(self._value[self._at : self._at + 1]) or " "
        shown = _shown(self._value[self._at + 1 : after])
        cursor = base + _CURSOR if self.has_focus else base
        return [Segment(before, cursor if self._over else base), Segment(under, cursor), Segment(shown, base)]

    def _strip(self, made: list[Segment], base: Style) -> Strip:
        return Strip(made).adjust_cell_length(self.size.width, base)

    def _scroll_into_view(self, room: int) -> None:
        if self._at < self._first:
            self._first = max(self._at - room // 4, 0)
        cells, first = 1, self._at
        while first > 0 and cells + _cells(self._value[first - 1]) <= room - 1:
            first -= 1
            cells += _cells(self._value[first])
        self._first = max(self._first, first) if self._first <= self._at else first
        if first == 0:
            self._first = 0

    def on_focus(self) -> None:
        """Show the cursor."""
        self.refresh()

    def on_blur(self) -> None:
        """Hide the cursor."""
        self.refresh()


def flat(text: str) -> str:
    """Text as one line: newlines and tabs are spaces, NUL and lone surrogates are gone."""
    text = clean(text)
    if text.isprintable():
        return text
    return text.replace("\r\n", " ").replace("\n", " ").replace("\r", " ").replace("\t", " ")


def _shown(text: str) -> str:
    return text if text.isascii() and text.isprintable() else "".join(_letter(letter) for letter in text)


def _letter(letter: str) -> str:
    return letter if letter.isprintable() else plain(letter)


def _cells(letter: str) -> int:
    if letter.isascii() and letter.isprintable():
        return 1
    return sum(get_character_cell_size(shown) for shown in _letter(letter))


def _back(value: str, at: int) -> int:
    """Where the letter before the cursor starts, its combining marks included."""
    at -= 1
    while at > 0 and not _cells(value[at]):
        at -= 1
    return max(at, 0)


def _forth(value: str, at: int) -> int:
    at += 1
    while at < len(value) and not _cells(value[at]):
        at += 1
    return min(at, len(value))


def _word_start(value: str, at: int) -> int:
    head = value[:at].rstrip()
    return head.rfind(" ") + 1


def _word_end(value: str, at: int) -> int:
    rest = value[at:]
    end = rest.find(" ", len(rest) - len(rest.lstrip()))
    return len(value) if end < 0 else at + end


_EDITS: dict[str, Callable[[str, int], tuple[str, int]]] = {
    "left": lambda value, at: (value, _back(value, at)),
    "right": lambda value, at: (value, _forth(value, at)),
    "home": lambda value, at: (value, 0),
    "end": lambda value, at: (value, len(value)),
    "ctrl+a": lambda value, at: (value, 0),
    "ctrl+e": lambda value, at: (value, len(value)),
    "ctrl+left": lambda value, at: (value, _word_start(value, at)),
    "ctrl+right": lambda value, at: (value, _word_end(value, at)),
    "backspace": lambda value, at: (value[: _back(value, at)] + value[at:], _back(value, at)) if at else (value, at),
    "delete": lambda value, at: (value[:at] + value[_forth(value, at) :], at),
    "ctrl+w": lambda value, at: (value[: _word_start(value, at)] + value[at:], _word_start(value, at)),
    "ctrl+u": lambda value, at: (value[at:], 0),
    "ctrl+k": lambda value, at: (value[:at], at),
}
"""Key -> (text, cursor) -> (text, cursor)."""
