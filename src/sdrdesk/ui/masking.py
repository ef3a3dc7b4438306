"""The screen without names, words and amounts, while others look at it."""

from typing import TYPE_CHECKING

from rich.segment import Segment
from textual.color import Color
from textual.filter import LineFilter

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.masking import MARK, figures_blanked
from sdrdesk.usecases.masking import mask

from . import places
from .session import ELSEWHERE, attempt

if TYPE_CHECKING:
    from .app import DeskApp

MASKED = "Masked: names, words and amounts are blanked until z is pressed again, or the desk is left."


class FiguresFilter(LineFilter):
    """Blanks amounts, addresses and phone numbers in every line of every widget, across its segments."""

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, cell for cell."""
        line = "".join(segment.text for segment in segments if not segment.control)
        blanked = figures_blanked(line)
        if blanked == line or len(blanked) != len(line):
            return segments if blanked == line else [_bare(segment) for segment in segments]
        made, place = [], 0
        for segment in segments:
            if segment.control:
                made.append(segment)
                continue
            made.append(Segment(blanked[place : place + len(segment.text)], segment.style))
            place += len(segment.text)
        return made


def _bare(segment: Segment) -> Segment:
    """A figure with wide letters in it: the whole segment goes."""
    return segment if segment.control else Segment(MARK * segment.cell_length, segment.style)


def toggle(app: "DeskApp") -> None:
    """Blank, or show again, everything that every screen shows."""
    session = app.session
    on = not session.masked
    if on and _stands_unmasked(app):
        session.refuse(DeskError("This place shows names as they are and cannot be masked; leave it (Esc) first."))
        return
    session.say("")
    outcome = attempt(mask, session.desk, on)
    if outcome.refusal is not None:
        session.refuse(outcome.refusal)
        return
    draw(app, on)
    session.say(MASKED if on else "Shown again.")


def _stands_unmasked(app: "DeskApp") -> bool:
    """Whether a place is open that shows what is not read through the mask."""
    classes = {places.PLACES[name].partition(":")[2] for name in places.UNMASKED}
    return any(type(screen).__name__ in classes for stack in app._screen_stacks.values() for screen in stack)


def begin(app: "DeskApp") -> None:
    """A window that opens masked. Raises DeskError when that cannot be."""
    mask(app.session.desk, True)
    app.session.masked = True
    app._filters.insert(0, FiguresFilter())
    app.when_painted(lambda: app.session.say(MASKED))


def draw(app: "DeskApp", on: bool) -> None:
    """Have every screen read and draw itself anew."""
    app.session.masked = on
    app._filters = [one for one in app._filters if not isinstance(one, FiguresFilter)]
    if on:
        app._filters.insert(0, FiguresFilter())
    app.session.changed.publish(ELSEWHERE)
    for stack in app._screen_stacks.values():
        for screen in stack:
            for widget in (screen, *screen.walk_children()):
                clear = getattr(getattr(widget, "_styles_cache", None), "clear", None)
                if clear is not None:
                    clear()
                widget.refresh()
