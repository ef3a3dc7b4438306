"""A score taken apart: each reason with its points, and where its rules can be changed."""

from collections.abc import Iterable
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.domain.scoring import ScoreLine
from sdrdesk.ui import keys
from sdrdesk.usecases.nudges import Nudge
from sdrdesk.usecases.scoring import Explained

from .card_list import CardList
from .drawing import TextLine
from .question import Question


class Why(Question[bool]):
    """The lines of a score; dismissed with True when the account is to be opened."""

    DEFAULT_CSS = """
    Why CardList { height: auto; min-height: 3; max-height: 60h; }
    """
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("why")
    AUTO_FOCUS: ClassVar[str | None] = "CardList"

    def __init__(self, told: Explained, argued: Nudge | None, places: int) -> None:
        score = told.score
        fit = "unknown" if score.fit is None else str(score.fit)
        super().__init__(
            f"{told.name}: {score.cell} · fit {fit} · engagement {score.engagement:.1f} of 100",
            hint=f"Rules: icp.toml and queue.toml in {told.folder}",
        )
        lines = list(told.lines)
        if argued is not None:
            reason = f": {argued.why}" if argued.why else ""
            argued_for = "sooner" if argued.by > 0 else "not now"
            lines.insert(0, ScoreLine(f"{argued_for} ×{abs(argued.by)}, {places} places of the score each{reason}"))
        self._lines = list(enumerate(lines))

    def body(self) -> Iterable[Widget]:
        """One row per reason."""
        yield CardList[tuple[int, ScoreLine]](self._draw, height=1)

    def on_mount(self) -> None:
        """Show them."""
        cards = self.query_one(CardList)
        cards.styles.height = max(min(len(self._lines), 12), 1)
        cards.set_rows(self._lines, lambda row: str(row[0]))

    @staticmethod
    def _draw(row: tuple[int, ScoreLine], width: int) -> list[TextLine]:
        _, said = row
        points = "" if said.points is None else f"{said.points:+.1f}"
        ink = "good" if (said.points or 0) > 0 else "bad" if (said.points or 0) < 0 else "dim"
        return [TextLine(((f"{points:>7}  ", ink), (said.text, "" if said.points else "dim")))]

    @on(CardList.Opened)
    def _opened(self) -> None:
        self.dismiss(True)
