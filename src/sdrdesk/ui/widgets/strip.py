"""A strip of choices, one key each; arrows and Enter, or a click, do the same."""

from collections.abc import Iterable, Sequence
from typing import ClassVar, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual import events, on
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.keys import _character_to_key as key_name
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from sdrdesk.ui import keys
from sdrdesk.ui.safe_text import plain
from sdrdesk.ui.theme import INKS

from .question import Question


class Choice(NamedTuple):
    """One choice: the key that takes it, its label, and what it would do (shown when marked)."""

    key: str
    label: str
    hint: str = ""


def _cancels(binding: BindingType) -> bool:
    """Cancelling is the business of the screen around a strip."""
    return isinstance(binding, Binding) and binding.action == "cancel"


class Spot(NamedTuple):
    """Where a choice stands: its line, its first cell, the cell after its last."""

    line: int
    start: int
    end: int


class ChoiceStrip(Widget, can_focus=True):
    """Choices side by side, on as many lines as they need; one more line tells what the marked one would do."""

    DEFAULT_CSS = """
    ChoiceStrip { height: auto; width: 1fr; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [binding for binding in keys.bindings("choice") if not _cancels(binding)]

    class Chosen(Message):
        """A choice was taken."""

        def __init__(self, strip: "ChoiceStrip", key: str) -> None:
            super().__init__()
            self.strip = strip
            self.key = key

        @property
        def control(self) -> "ChoiceStrip":
            return self.strip

    class Marked(Message):
        """The mark went to another choice."""

        def __init__(self, strip: "ChoiceStrip", key: str) -> None:
            super().__init__()
            self.strip = strip
            self.key = key

        @property
        def control(self) -> "ChoiceStrip":
            return self.strip

    def __init__(self, choices: Sequence[Choice], *, mark: str = "", id: str | None = None) -> None:
        super().__init__(id=id)
        self.choices = tuple(choices)
        self._marked = next((at for at, choice in enumerate(self.choices) if choice.key == mark), 0)
        self._spots: list[Spot] = []

    def set_choices(self, choices: Sequence[Choice], mark: str = "") -> None:
        """Offer other choices."""
        self.choices = tuple(choices)
        self._marked = next((at for at, choice in enumerate(self.choices) if choice.key == mark), 0)
        self.refresh(layout=True)

    @property
    def marked(self) -> Choice | None:
        """The choice that Enter would take."""
        return self.choices[self._marked] if self.choices else None

    # -- keys ----------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """A choice's key takes it."""
        for at, choice in enumerate(self.choices):
            if event.character == choice.key or event.key == key_name(choice.key):
                event.stop()
                event.prevent_default()
                self._mark(at)
                self.post_message(self.Chosen(self, choice.key))
                return

    def action_choose(self) -> None:
        """Take the marked one."""
        if self.choices:
            self.post_message(self.Chosen(self, self.choices[self._marked].key))

    def action_choice_left(self) -> None:
        """Mark the one before."""
        self._mark((self._marked - 1) % max(len(self.choices), 1))

    def action_choice_right(self) -> None:
        """Mark the one after."""
        self._mark((self._marked + 1) % max(len(self.choices), 1))

    def action_choice_up(self) -> None:
        """Mark the nearest one a line up."""
        self._mark_line(-1)

    def action_choice_down(self) -> None:
        """Mark the nearest one a line down."""
        self._mark_line(1)

    def _mark_line(self, by: int) -> None:
        if not self._spots:
            return
        here = self._spots[self._marked]
        line = (here.line + by) % (self._spots[-1].line + 1)
        there = [at for at, spot in enumerate(self._spots) if spot.line == line]
        if there:
            self._mark(min(there, key=lambda at: abs(self._spots[at].start - here.start)))

    def _mark(self, at: int) -> None:
        if at != self._marked and self.choices:
            self._marked = at
            self.refresh()
            self.post_message(self.Marked(self, self.choices[at].key))

    def on_click(self, event: events.Click) -> None:
        """A click takes a choice."""
        for at, spot in enumerate(self._spots):
            if spot.line == event.y and spot.start <= event.x < spot.end:
                event.stop()
                self._mark(at)
                self.post_message(self.Chosen(self, self.choices[at].key))
                return

    # -- picture -------------------------------------------------------------------------------------------------

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the choices take, and one for the hint when any has one."""
        spots = self.place(width)
        lines = spots[-1].line + 1 if spots else 1
        return lines + (1 if any(choice.hint for choice in self.choices) else 0)

    def place(self, width: int) -> list[Spot]:
        """Where each choice stands when the strip is so many cells wide."""
        spots: list[Spot] = []
        number, at = 0, 1
        for choice in self.choices:
            cells = cell_len(choice.key) + 1 + cell_len(plain(choice.label)) + 2
            if at > 1 and at + cells > width:
                number, at = number + 1, 1
            spots.append(Spot(number, at, at + cells))
            at += cells + 1
        return spots

    def render_line(self, y: int) -> Strip:
        """A line of choices, or the hint of the marked one."""
        width, base = self.size.width, self.rich_style
        self._spots = self.place(width)
        on_line = [at for at, spot in enumerate(self._spots) if spot.line == y]
        made: list[Segment] = []
        if on_line:
            at = 0
            for place in on_line:
                made.append(Segment(" " * (self._spots[place].start - at), base))
                made.extend(self._choice(place, base))
                at = self._spots[place].end
        elif self.marked is not None:
            hint = plain(self.marked.hint, width - 3)
            made = [Segment(" → " if hint else "", base + INKS["dim"]), Segment(hint, base)]
        return Strip(made).adjust_cell_length(width, base)

    def _choice(self, at: int, base: Style) -> list[Segment]:
        choice = self.choices[at]
        marked = at == self._marked
        style = base + INKS["cursor"] if marked else base
        return [
            Segment("▸" if marked else " ", style),
            Segment(choice.key, style + INKS["key"]),
            Segment(f" {plain(choice.label)} ", style),
        ]


class Choose(Question[str]):
    """Ask for one of a few; dismissed with the key of the choice, or None."""

    BINDINGS: ClassVar[list[BindingType]] = [binding for binding in keys.bindings("choice") if _cancels(binding)]

    def __init__(self, question: str, choices: Sequence[Choice], *, mark: str = "", hint: str = "") -> None:
        super().__init__(question, hint=hint)
        self._offered = tuple(choices)
        self._mark = mark

    def body(self) -> Iterable[Widget]:
        """The strip."""
        yield ChoiceStrip(self._offered, mark=self._mark)

    @on(ChoiceStrip.Chosen)
    def _chosen(self, event: ChoiceStrip.Chosen) -> None:
        self.dismiss(event.key)
