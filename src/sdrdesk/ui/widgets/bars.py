"""One-line bars: a title line, the status line that says what just happened, and text set by a screen."""

from rich.cells import cell_len
from rich.style import Style
from textual import events
from textual.strip import Strip
from textual.widget import Widget

from sdrdesk.ui.safe_text import cut, plain, wrap
from sdrdesk.ui.session import Said, Session

from .drawing import Piece, TextLine, strip

SHORTEST_NAME = 12
_LOW = 8
"""Rows of a screen that has none to give away."""


class Bar(Widget):
    """One line: pieces at the left, pieces at the right edge."""

    DEFAULT_CSS = """
    Bar { height: 1; width: 1fr; }
    """

    def __init__(self, left: tuple[Piece, ...] = (), right: tuple[Piece, ...] = (), *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._line = TextLine(left, right)

    def show(self, *left: Piece, right: tuple[Piece, ...] = ()) -> None:
        """Show these pieces."""
        line = TextLine(left, right)
        if line != self._line:
            self._line = line
            self.refresh()

    @property
    def text(self) -> str:
        """What it says, as it came."""
        return "".join(text for text, _ in (*self._line.left, *self._line.right))

    def render_line(self, y: int) -> Strip:
        """The line."""
        return strip(self._line, self.size.width, self._base())

    def _base(self) -> Style:
        return self.rich_style


class TitleBar(Bar):
    """The first line of a screen: where I am, and a fact at the right."""


def fitted(sentence: str, width: int) -> str:
    """A sentence as `whose: what`, with the name shortened as far as it must be so that what follows is not cut."""
    over = cell_len(sentence) - width
    if over <= 0:
        return sentence
    parts = sentence.split(": ")
    place = max(range(len(parts) - 1), key=lambda at: cell_len(parts[at]), default=None)
    if place is None:
        return sentence
    parts[place] = cut(parts[place], max(cell_len(parts[place]) - over, SHORTEST_NAME))
    return ": ".join(parts)


class Sentence(Bar):
    """A sentence; a long one says what to do at its end, so it is given the lines it needs."""

    MOST_LINES = 3

    def __init__(self, left: tuple[Piece, ...] = (), *, id: str | None = None) -> None:
        super().__init__(left, id=id)
        self._more: tuple[TextLine, ...] = ()

    def sentence(self, text: str, ink: str, *, refused: bool, right: tuple[Piece, ...] = (), room: int = 0) -> None:
        """Show it; `room` is its width where something stands to the right of it."""
        room = room or self.size.width - 2
        wraps = self.size.width and self.app.size.height > _LOW
        lines = (wrap(text, room) if wraps else None) or [text]
        if len(lines) > self.MOST_LINES:
            lines[self.MOST_LINES - 1 :] = [" ".join(lines[self.MOST_LINES - 1 :])]
        mark, indent = (("! ", "bad"), "  ") if refused else ((" ", ""), " ")
        self._lengthen(tuple(TextLine(((indent, ""), (text, ink))) for text in lines[1:]))
        self.show(mark, (lines[0], ink), right=right)

    def _lengthen(self, more: tuple[TextLine, ...]) -> None:
        if more != self._more:
            self._more = more
            self.styles.height = 1 + len(more)
            self.refresh(layout=True)

    def render_line(self, y: int) -> Strip:
        """The sentence; a long one goes on below."""
        if 0 < y <= len(self._more):
            return strip(self._more[y - 1], self.size.width, self._base())
        return super().render_line(y)


class StatusBar(Sentence):
    """The last sentence, and at the right what the screen wants known (such as the place in a list)."""

    def __init__(self, session: Session) -> None:
        super().__init__(id="status")
        self._session = session
        self._note: tuple[Piece, ...] = ()
        self._width = 0

    def on_mount(self) -> None:
        """Listen for sentences."""
        self._session.spoken.subscribe(self, self._say)
        self._say(self._session.last_said)

    def on_resize(self, event: events.Resize) -> None:
        """As wide as it is now."""
        if event.size.width != self._width:
            self._width = event.size.width
            if cell_len(self._session.last_said.text) > self._width - 2:
                self._say(self._session.last_said)

    def catch_up(self) -> None:
        """Show the last sentence after having been hidden."""
        self._say(self._session.last_said)

    def note(self, *pieces: Piece) -> None:
        """Set the right side."""
        self._note = pieces
        self._say(self._session.last_said)

    def _say(self, said: Said) -> None:
        room = self.size.width - 2 - sum(cell_len(text) for text, _ in self._right) - bool(self._right)
        text = plain(said.text)
        shorter = text if said.refusal else fitted(text, room)
        text = shorter if cell_len(shorter) <= room else text
        self.sentence(text, "warn" if said.refusal else "", refused=said.refusal, right=self._right, room=room)

    @property
    def _right(self) -> tuple[Piece, ...]:
        """How many are marked, then what the screen wants known."""
        count = len(self._session.marks)
        if not count:
            return self._note
        return ((f"{count:,} marked ", "mark"), (("· " if self._note else ""), "dim"), *self._note)
