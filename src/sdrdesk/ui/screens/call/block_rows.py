"""The rows of a call block as lines, and what it came to."""

from collections.abc import Sequence

from sdrdesk.ui.widgets.drawing import Piece, TextLine, line
from sdrdesk.usecases.blocks import Block, BlockRow, Summary

_INKS = {"waiting": "", "called": "good", "skipped": "dim"}


def row_lines(rows: Sequence[BlockRow], front: str, width: int, height: int) -> list[TextLine]:
    """The row in front with those around it, as many as fit; done ones say what came of them."""
    height = height or 5
    at = next((place for place, row in enumerate(rows) if row.id == front), len(rows))
    first = max(min(at - 1, len(rows) - height), 0) if height > 1 else min(at, max(len(rows) - 1, 0))
    shown = list(enumerate(rows))[first : first + height]
    room = len(str(len(rows)))
    return [_line(place + 1, row, row.id == front, room) for place, row in shown]


def _line(number: int, row: BlockRow, in_front: bool, room: int) -> TextLine:
    ink = _INKS[row.state]
    said = {"waiting": "", "called": f"{row.outcome}{f' {row.at:%H:%M}' if row.at else ''}"}
    name = "title" if in_front else "dim" if row.state != "waiting" else ""
    left: tuple[Piece, ...] = (("▸ " if in_front else "  ", ""), (f"{number:>{room}} ", "dim"), (row.account, name))
    reason = f"skipped: {row.reason}" if row.reason else "skipped"
    return TextLine(left, ((f"{said.get(row.state, reason)} ", ink),))


def summary_lines(block: Block, told: Summary) -> list[TextLine]:
    """What was done, and what is left to do of it."""
    rate = f", {told.talks} of {told.dials} dials became a talk" if told.dials else ""
    lines = [
        line(""),
        TextLine(
            ((f"  {_count(told.dials, 'dial')} · {_count(told.talks, 'talk')} · {_count(told.meetings, 'meeting')}",
              "title"), (rate, "dim"))
        ),
        line(f"  {told.called} called · {told.skipped} skipped or left out · {block.total} in the list", "dim"),
        line(""),
    ]  # fmt: skip
    doubts = len(told.unexplored)
    if doubts:
        said = f"  {_count(doubts, 'objection')} not explored; what lay beneath is easiest to say now."
        lines.append(line(said, "warn"))
    return lines


def _count(count: int, what: str) -> str:
    return f"{count} {what}{'' if count == 1 else 's'}"
