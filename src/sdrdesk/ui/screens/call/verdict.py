"""The verdict as lines: what is known, why, what one fact would change it, and the hard stops."""

from rich.cells import cell_len

from sdrdesk.domain.playbook import HardStop
from sdrdesk.ui.safe_text import plain, wrap
from sdrdesk.ui.widgets.drawing import Piece, TextLine, line
from sdrdesk.ui.widgets.tiles import tile
from sdrdesk.usecases.board import Tile
from sdrdesk.usecases.pages import CallView

_INKS = {True: "good", False: "warn"}


def verdict_lines(view: CallView, width: int, height: int) -> list[TextLine]:
    """The verdict in at most `height` lines: blanks go first, then reasons, never the hard stops' keys."""
    head, result = _head(view), view.verdict
    lead = _lead(view, width)
    reasons = [line(f"   {reason}", "dim" if result.passed else "") for reason in result.reasons]
    change = _change(view, width)
    stops = _stops(view, width)
    airy = [head, *lead, line(""), *reasons, line(""), *change, line(""), *stops]
    if not height or len(airy) <= height:
        return airy
    tight = [head, *lead, *reasons, *change, *stops]
    if len(tight) <= height:
        return tight
    room = max(height - len(stops) - 3, 0)
    return [head, lead[0], *change[:1], *reasons[:room], *stops][:height]


def _lead(view: CallView, width: int) -> list[TextLine]:
    """The verdict and what it advises, in as many lines as it takes."""
    result = view.verdict
    first, *more = wrap(f"{result.id}: {result.text}", max(width - 3, 10))
    name, rest = first[: len(result.id)], first[len(result.id) :]
    return [TextLine(((f" {name}", _INKS[result.passed]), (rest, ""))), *(line(f"   {row}") for row in more)]


def _head(view: CallView) -> TextLine:
    """`B2s A1a N3s T·  2 stated, 1 assumed, 1 unknown`."""
    pieces: list[Piece] = [(" ", "")]
    count: dict[str, int] = {}
    for criterion in view.playbook.tiles:
        known = view.standings.get(criterion.id)
        evidence = known.evidence if known else "unknown"
        count[evidence] = count.get(evidence, 0) + 1
        grade = known.effective if known else None
        pieces += [tile(Tile(criterion.slot.upper(), grade, evidence, bool(known and known.by_hand))), (" ", "")]
    order = [one.id for one in reversed(view.playbook.scale.evidence)]
    said = ", ".join(f"{count[level]} {level}" for level in order if level in count)
    return TextLine((*pieces, (f" → {said}", "dim")), ((f"{view.verdict.score:.0f}/100 ", "dim"),))


def _change(view: CallView, width: int) -> list[TextLine]:
    if not view.verdict.change:
        return []
    lead = " firmer:  " if view.verdict.passed else " changes it:  "
    rows = wrap(view.verdict.change, max(width - len(lead) - 1, 10))
    return [
        TextLine(((lead if place == 0 else " " * len(lead), "mark"), (row, ""))) for place, row in enumerate(rows[:3])
    ]


def _stops(view: CallView, width: int) -> list[TextLine]:
    """The hard stops, in one column or two."""
    stops = [one for one in view.playbook.hard_stops if one.key]
    if not stops:
        return []
    lines = [TextLine(((" Hard stop? ", "heading"), ("  the digit names it, again takes it away", "dim")))]
    half = width // 2
    if all(cell_len(one.label) + 5 <= half for one in stops):
        for left, right in zip(stops[::2], [*stops[1::2], None], strict=False):
            pieces = _stop(view, left, half)
            lines.append(TextLine((*pieces, *(_stop(view, right, half) if right is not None else ()))))
        return lines
    return [*lines, *(TextLine(_stop(view, one, width)) for one in stops)]


def _stop(view: CallView, stop: HardStop, width: int) -> tuple[Piece, ...]:
    named = view.hard_stop == stop.id
    label = " " + plain(stop.label, width - 4)
    padded = label + " " * (width - 2 - cell_len(label))
    return (("●" if named else " ", "bad"), (stop.key, "key"), (padded, "bad" if named else ""))
