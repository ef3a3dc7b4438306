"""A stretch of the screen that is drawn anew from a function of its size; nothing in it is a widget."""

from collections.abc import Callable, Sequence

from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from .drawing import TextLine, line, strip

Draw = Callable[[int, int], Sequence[TextLine]]
"""(width in cells, lines there is room for; 0 while that is not known) -> the lines. Text may be a customer's."""


class Pane(Widget):
    """Lines drawn by a function. With `height: auto` it is as high as what is drawn."""

    DEFAULT_CSS = """
    Pane { height: auto; width: 1fr; }
    """

    def __init__(self, draw: Draw, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._draw = draw
        self._drawn: list[TextLine] | None = None
        self._drawn_at = (-1, -1)

    def redraw(self, *, layout: bool = True) -> None:
        """What it shows has changed; `layout`: perhaps its height too."""
        self._drawn = None
        self.refresh(layout=layout)

    def lines(self, width: int, height: int = 0) -> list[TextLine]:
        """The lines at this size."""
        if self._drawn is None or self._drawn_at != (width, height):
            self._drawn = list(self._draw(width, height))
            self._drawn_at = (width, height)
        return self._drawn

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as are drawn."""
        return len(self._draw(width, 0))

    def render_line(self, y: int) -> Strip:
        """One of the lines, or a blank one."""
        lines = self.lines(self.size.width, self.size.height)
        return strip(lines[y] if y < len(lines) else line(""), self.size.width, self.rich_style)
