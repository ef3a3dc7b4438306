"""What was filed in a call as lines: the last words, its objections with their concerns, what to do about them."""

from collections.abc import Mapping, Sequence

from sdrdesk.domain import objection as doubts
from sdrdesk.ui.safe_text import paragraphs, wrap
from sdrdesk.ui.widgets.doubts import concern_of
from sdrdesk.ui.widgets.drawing import TextLine, line
from sdrdesk.usecases.objections import Answer, Objection
from sdrdesk.usecases.pages import CallView

_LOG_LINES = 4
_MOST_SHOWN = 2000  # letters of one text that can be seen at all


def log_lines(view: CallView, waiting: Sequence[str], few: bool, width: int) -> list[TextLine]:
    """The last filed lines of this call, and its objections when nothing beside shows them (`few`)."""
    lines: list[TextLine] = []
    if few:
        lines += _few_objections(view)
    shown = [one for one in view.lines if one["kind"] == "line"] if few else list(view.lines)
    for one in shown[-(2 if few and lines else _LOG_LINES) :]:
        lines.append(TextLine(((_minute(one["second"]), "dim"), (_where(view, one), "mark"), (one["text"], ""))))
    lines += [TextLine(((" not on disk yet ", "warn"), (text, ""))) for text in waiting]
    return lines


def _minute(second: int) -> str:
    return f" {second // 60:>3}:{second % 60:02} "


def _where(view: CallView, one: Mapping[str, object]) -> str:
    criterion = view.playbook.criterion(str(one["criterion"])) if one["criterion"] else None
    question = view.playbook.question(str(one["question_id"])) if one["question_id"] else None
    if criterion is not None:
        return f"{criterion.title} "
    section = view.playbook.section(question.section) if question else None
    return f"{section.title} " if section and one["kind"] == "line" else ""


def _few_objections(view: CallView) -> list[TextLine]:
    """In a narrow window: this call's objections, each in a line, and what to do about the last one."""
    mine = list(view.objections) or list(view.open_objections)[:1]
    lines = [_objection_line(one) for one in mine[-2:]]
    if view.objections and view.objections[-1].status == "not explored":
        explore = f"{doubts.PROMPTS[2].text} "
        lines.append(TextLine(((" LAER ", "warn"), (explore, "")), ((" > adds what they fear ", "dim"),)))
    return lines


def _objection_line(one: Objection) -> TextLine:
    beneath = concern_of(one)
    right = ((f" {one.status} ", _ink(one)),)
    concern = f" > {beneath}" if beneath else ""
    return TextLine(((f" ! {one.category} ", "warn"), (f"“{one.words}”", "quote"), (concern, "")), right)


def side_lines(view: CallView, answers: Sequence[Answer], width: int) -> list[TextLine]:
    """In a wide window, beside the question: objections with their concerns, LAER, my own answers."""
    room = max(width - 3, 10)
    lines = [line("Objections", "heading")]
    mine = {one.id for one in view.objections}
    shown = [*reversed(view.objections), *(one for one in view.open_objections if one.id not in mine)]
    if not shown:
        lines.append(line("none; !price “their words” adds one", "dim"))
    for one in shown[:4]:
        lines.append(TextLine(((one.category, "warn"), (f" · {one.status}", _ink(one)))))
        lines += [line(f"  {row}", "quote") for row in _wrapped(f"“{one.words}”", room)[:3]]
        beneath = concern_of(one)
        lines += [line(f"  > {row}") for row in _wrapped(beneath, room - 2)[:2]] if beneath else []
    if view.objections and view.objections[-1].status == "not explored":
        lines += [line(""), line("LAER", "heading")]
        for number, prompt in enumerate(doubts.PROMPTS, 1):
            rows = wrap(prompt.text, room - 1)
            lines += [line(f"{number if place == 0 else ' '} {row}") for place, row in enumerate(rows)]
        lines.append(line("> adds what they really fear", "dim"))
    if answers:
        lines += [line(""), line("What has moved others", "heading")]
        lines += [row for one in answers for row in _answer(one, room)]
    return lines


def _answer(one: Answer, room: int) -> list[TextLine]:
    """In a narrow column: how, how often it moved them, and the words of the last time."""
    often = TextLine((("  ", ""), (f"moved them {one.moved} of {one.tried} times", "dim")))
    words = [line(f"  {row}", "quote") for row in _wrapped(f"“{one.words}”", room)[:2]] if one.words else []
    return [TextLine((("▸ ", "mark"), (doubts.response_kind_label(one.kind), ""))), often, *words]


def _wrapped(text: str, width: int) -> list[str]:
    return [row for part in paragraphs(text[:_MOST_SHOWN]) for row in wrap(part, width)]


def _ink(one: Objection) -> str:
    return "warn" if one.status == "not explored" else "dim"
