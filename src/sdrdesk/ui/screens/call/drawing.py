"""The question in front as lines: large, with what is known of it, and the next two; and the tiles above it."""

from collections.abc import Mapping
from datetime import date, datetime

from sdrdesk.domain.asking import neighbour, next_question
from sdrdesk.domain.playbook import Playbook, Question, fill_in
from sdrdesk.domain.when import say_day
from sdrdesk.ui.safe_text import paragraphs, wrap
from sdrdesk.ui.widgets.drawing import Piece, TextLine, line
from sdrdesk.ui.widgets.tiles import tile
from sdrdesk.usecases.board import Tile
from sdrdesk.usecases.pages import CallView

_STATE_WORDS = {"skipped": "skipped", "parked": "parked", "not_applicable": "does not apply", "asked": "answered"}


# -- which question ------------------------------------------------------------------------------------------------


def opening_question(view: CallView, today: date, criterion: str | None = None) -> Question | None:
    """Where a call begins: at a criterion that was asked for, else at the suggested question."""
    found = view.playbook.criterion(criterion)
    if found is not None:
        mine = [one for one in view.order(False, today) if one.section == found.section]
        wanted = [one for one in mine if one.core] or mine
        fresh = neighbour(wanted, None, view.states)
        if fresh is not None:
            return fresh
    return view.suggested(today) or next(iter(view.order(True, today) or view.order(False, today)), None)


def next_to(view: CallView, front: str, today: date, back: bool = False) -> Question | None:
    """Where Tab goes: the next open core question, and when none is left the next open one of all."""
    core = [one for one in view.order(False, today) if one.core or one.id == front]
    return neighbour(core, front, view.states, back) or neighbour(view.order(False, today), front, view.states, back)


def coming(view: CallView, front: str, today: date) -> list[Question]:
    """The next two: what the rules suggest, then what they would after that."""
    states = {**view.states, front: "asked"}
    found: list[Question] = []
    for _ in range(2):
        one = next_question(view.playbook, view.standings, states, view.chosen, view.known, today)
        if one is None:
            break
        found.append(one)
        states[one.id] = "asked"
    return found


# -- the question in front -----------------------------------------------------------------------------------------


def front_lines(
    view: CallView, question: Question, today: date, probes: bool, width: int, height: int
) -> list[TextLine]:
    """The question large, what is known, the next two; blank lines go first when there is little room."""
    room = max(width - 4, 10)
    head, asked = _head(view, question, today), _asked(view, question, room)
    known = [*_known(view, question, today), *(_probes(view.playbook, question, room) if probes else [])]
    after = _coming(view, question, today) if not probes else []
    known = known or _wanted(view, question)
    blank = line("")
    airy = [head, blank, *asked, blank, *known, blank, *after]
    if not height or len(airy) <= height:
        roomy = [*airy, blank, *_all_known(view, today)]
        return roomy if height and not probes and len(roomy) <= height else airy
    tight = [head, *asked, *known]
    return [*tight, *after][: max(height, 1)]


def _head(view: CallView, question: Question, today: date) -> TextLine:
    section = view.playbook.section(question.section)
    title = section.title.upper() if section else ""
    state = _STATE_WORDS.get(view.states.get(question.id, ""), "")
    core = [one for one in view.order(True, today)]
    done = sum(view.states.get(one.id) in ("asked", "skipped", "not_applicable") for one in core)
    right = ((f"{state} · " if state else "", "mark"), (f"core {done}/{len(core)} ", "dim"))
    return TextLine(((f" {title}", "mark"), (f" · {question.intent}", "dim")), right)


def _asked(view: CallView, question: Question, room: int) -> list[TextLine]:
    words = fill_in(question.ask, view.facts)
    lines = [line(f"  {row}", "title") for part in paragraphs(words) for row in wrap(part, room)]
    return [*lines, *_options(view, question, room)]


def _options(view: CallView, question: Question, room: int) -> list[TextLine]:
    lines: list[TextLine] = []
    pieces: list[Piece] = []
    cells = 0
    for option in question.options:
        taken = view.chosen.get(question.id) == option.key
        needed = len(option.label) + 6
        if pieces and cells + needed > room:
            lines.append(TextLine((("  ", ""), *pieces)))
            pieces, cells = [], 0
        label = (f" {option.label}   ", "title" if taken else "")
        pieces += [("●" if taken else "", "good"), (option.key, "key"), label]
        cells += needed
    return [*lines, TextLine((("  ", ""), *pieces))] if pieces else []


def _known(view: CallView, question: Question, today: date) -> list[TextLine]:
    """What was said in this call, what on an earlier one and by whom, and the words the grade rests on."""
    lines: list[TextLine] = []
    now = view.answers.get(question.id)
    if now:
        lines.append(TextLine((("  now    ", "dim"), (f"“{_flat(now)}”", "quote"))))
    before = view.earlier.get(question.id)
    if before is not None:
        who = f" {before.who or 'they'}, {_said_day(before.on, today)} "
        lines.append(TextLine((("  before ", "dim"), (f"“{_flat(before.text)}”", "quote")), ((who, "dim"),)))
    criterion = view.playbook.criterion_of(question.id)
    standing = view.standings.get(criterion.id) if criterion else None
    quoted = standing.quote if standing is not None else None
    if quoted and standing is not None and quoted not in (now or "", before.text if before else ""):
        who = f" {standing.who or 'they'}, {_said_instant(standing.at, today)} "
        lines.append(TextLine((("  known  ", "dim"), (f"“{_flat(quoted)}”", "quote")), ((who, "dim"),)))
    return lines


def _all_known(view: CallView, today: date) -> list[TextLine]:
    """Where there is room: the words each criterion rests on, who said them and when."""
    lines = [line("  Known so far", "heading")]
    for criterion in view.playbook.tiles:
        known = view.standings.get(criterion.id)
        if known is None or not known.known:
            lines.append(TextLine(((f"  {criterion.title:<10} ", "dim"), ("unknown", "dim"))))
            continue
        words = f"“{_flat(known.quote)}”" if known.quote else f"graded {known.grade}, {known.evidence}"
        who = " · ".join(filter(None, (known.who, _said_instant(known.at, today))))
        lines.append(TextLine(((f"  {criterion.title:<10} ", "dim"), (words, "quote")), ((f" {who} ", "dim"),)))
    return lines


def _wanted(view: CallView, question: Question) -> list[TextLine]:
    """While nothing is known: what would have to be heard for the grade that counts as known."""
    criterion = view.playbook.criterion_of(question.id)
    if criterion is None or len(criterion.anchors) < 3:
        return []
    return [TextLine((("  wanted ", "dim"), (criterion.anchors[2], "dim")))]


def _probes(playbook: Playbook, question: Question, room: int) -> list[TextLine]:
    lines: list[TextLine] = []
    for probe in (*question.probes, *playbook.probes):
        when = f"“{probe.when}”: "
        rows = wrap(when + fill_in(probe.ask, {}), room - 2)
        lines.append(TextLine((("  ? ", "key"), (when, "dim"), (rows[0].removeprefix(when), ""))))
        lines += [line(f"    {row}") for row in rows[1:]]
    return lines


def _coming(view: CallView, question: Question, today: date) -> list[TextLine]:
    lines = []
    for place, one in enumerate(coming(view, question.id, today)):
        lead = "  next   " if place == 0 else "  then   "
        lines.append(TextLine(((lead, "dim"), (f"{one.intent}: ", "dim"), (fill_in(one.ask, view.facts), "dim"))))
    return lines


def _flat(text: str) -> str:
    return " / ".join(part for part in text.split("\n") if part)


def _said_day(day: str, today: date) -> str:
    try:
        return say_day(date.fromisoformat(day), today)
    except ValueError:
        return day


def _said_instant(at: str | None, today: date) -> str:
    return _said_day(datetime.fromisoformat(at).astimezone().date().isoformat(), today) if at else ""


# -- tiles -----------------------------------------------------------------------------------------------------------


def tile_pieces(view: CallView, minutes: Mapping[str, int], lit: str | None, front: str) -> tuple[Piece, ...]:
    """`B· 0/3m  A1a 2/4m`: grade, evidence and minutes per criterion; `lit` is where the typed line would go."""
    here = view.playbook.criterion_of(front)
    pieces: list[Piece] = [(" ", "")]
    for criterion in view.playbook.tiles:
        known = view.standings.get(criterion.id)
        shown = Tile(
            criterion.slot.upper(), known.effective if known else None, known.evidence if known else "unknown",
            known.by_hand if known else False,
        )  # fmt: skip
        section = view.playbook.section(criterion.section)
        mark = "▸" if criterion == here else " "
        used = f" {minutes.get(criterion.section, 0)}/{section.minutes}m   " if section else "   "
        pieces += [(mark, "mark"), tile(shown, criterion.id == lit), (used, "dim")]
    return tuple(pieces)
