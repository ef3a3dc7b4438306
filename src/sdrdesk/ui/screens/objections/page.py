"""One objection as lines."""

from collections.abc import Sequence
from datetime import date, datetime

from sdrdesk.domain import objection as rules
from sdrdesk.domain.when import say_day
from sdrdesk.ui.safe_text import paragraphs, wrap
from sdrdesk.ui.widgets.doubts import answer_line
from sdrdesk.ui.widgets.drawing import TextLine, line
from sdrdesk.usecases.objections import Answer, Objection

_MOST_SHOWN = 2000  # letters of one text that can be seen at all
_LABEL = 12


def page_lines(one: Objection, answers: Sequence[Answer], today: date, width: int) -> list[TextLine]:
    """What was said, what lies beneath, what was answered; below it what to ask next, and what has worked before."""
    kind = rules.category(one.category)
    day = say_day(datetime.fromisoformat(one.at).astimezone().date(), today)
    concern = rules.concern(one.underlying) if one.underlying else None
    lines = [
        TextLine(((f" {kind.label if kind else one.category}", "warn"), (f" · raised as a {one.stage}, {day}", "dim"))),
        line(""),
        *_field("said", f"“{one.words}”", "quote", width),
        *_field("beneath", concern.label if concern else "", "", width, "not explored"),
        *_field("", f"“{one.concern}”" if one.concern else "", "quote", width),
        *_field("blocks", "yes" if one.blocking else "no", "bad" if one.blocking else "", width),
        *_field("answered", rules.response_kind_label(one.response_kind) if one.response_kind else "", "", width, "–"),
        *_field("", one.response or "", "quote", width),
        *_field("proof", one.proof or "", "", width),
        *_field("settled?", rules.OUTCOMES.get(one.outcome, one.outcome), "title", width),
    ]
    if one.status == "not explored" and kind is not None:
        lines += [line(""), line(f" May hide: {', '.join(kind.may_hide)}", "dim")]
        lines += [line(f" {row}", "dim") for row in wrap(rules.PROMPTS[2].text, width - 2)]
    if answers:
        lines += [line(""), line(" What has moved others", "heading"), *(answer_line(answer) for answer in answers)]
    return lines


def _field(label: str, value: str, ink: str, width: int, empty: str = "") -> list[TextLine]:
    """A labelled value, wrapped; nothing for an empty one unless `empty` says something."""
    shown = value or empty
    if not shown:
        return []
    rows = [row for part in paragraphs(shown[:_MOST_SHOWN]) for row in wrap(part, max(width - _LABEL - 1, 10))]
    lead = f" {label}".ljust(_LABEL)
    return [
        TextLine(((lead if place == 0 else " " * _LABEL, "dim"), (row, ink if value else "warn")))
        for place, row in enumerate(rows)
    ]
