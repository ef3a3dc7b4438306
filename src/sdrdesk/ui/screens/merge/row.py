"""The lines of a merge: a fact with what each side says, the side that stands marked."""

from typing import NamedTuple

from sdrdesk.domain.merging import BOTH, LEFT, RIGHT
from sdrdesk.ui.widgets.drawing import Piece, TextLine, fitted
from sdrdesk.usecases.merging import Line, MergePlan

_LABEL = 13
_ON, _OFF, _ASK = "● ", "○ ", "? "


class Row(NamedTuple):
    """A line of the screen: a fact to pick, or (`line` None) words on what is settled."""

    id: str
    line: Line | None
    label: str = ""
    text: str = ""


def rows_of(plan: MergePlan) -> list[Row]:
    """What is to be picked, then what is settled and what comes along."""
    picks = [Row(line.id, line) for line in plan.lines]
    settled = [Row(f"settled-{place}", None, "It will be", text) for place, text in enumerate(plan.settled)]
    return [*picks, *settled, Row("along", None, "Comes along", plan.along)]


def draw(row: Row, width: int) -> list[TextLine]:
    """The fact and both sides in their columns; words over the whole width."""
    if row.line is None:
        return [TextLine(((fitted(row.label, _LABEL), "dim"), (row.text, "")))]
    line = row.line
    half = max((width - _LABEL) // 2, 10)
    return [TextLine((
        (fitted(line.label, _LABEL), "dim"),
        *_side(line, LEFT, line.left, half),
        *_side(line, RIGHT, line.right, half),
    ))]  # fmt: skip


def _side(line: Line, side: str, text: str, width: int) -> tuple[Piece, ...]:
    stands = line.side in (side, BOTH)
    mark = _ASK if line.side is None else _ON if stands else _OFF
    ink = "title" if stands and text else "dim" if line.side is not None else ""
    mark_ink = "mark" if stands else "warn" if line.side is None else "dim"
    return (mark, mark_ink), (fitted(text or "–", width - 3) + " ", ink)


def heading(above: Row | None, row: Row) -> TextLine | None:
    """A blank line between what is picked and what is settled."""
    if above is not None and above.line is not None and row.line is None:
        return TextLine((("", ""),))
    return None
