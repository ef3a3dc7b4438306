"""The grammar of the one line that is always ready in a call: whatever is typed, no word of it is lost."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal, NamedTuple

from .call import Standing, cap
from .errors import DeskError
from .objection import match_category
from .playbook import Playbook, Question

Kind = Literal["line", "objection", "concern", "command"]

_SLOT = re.compile(r"(?P<word>[A-Za-z]+)(?P<mark>[0-9-])?(?P<guess>\?)?(?=\s|$)")
_OBJECTION = re.compile(r"!(?P<prefix>[\w-]*)\s*(?P<words>.*)", re.DOTALL)
_GRADES = {"": None, "-": 0, "0": 0, "1": 1, "2": 2, "3": 3}
_COMMANDS = {"/f": "finish"}
_QUOTES = {'"': '"', "“": "”", "„": "“”", "«": "»", "»": "«", "'": "'", "‘": "’"}
# As the first word of a sentence these are far likelier than a slot typed in a capital.
_ENGLISH = frozenset({"A", "I"})


@dataclass(frozen=True, slots=True)
class Line:
    """One line as understood: `typed` is the whole of it, `text` the words without slot, marks and quotation marks.

    A `grade` is there only when it was typed. `remark` says why a line that looked like more was kept as text.
    """

    kind: Kind
    typed: str
    text: str
    question_id: str | None = None
    criterion: str | None = None
    grade: int | None = None
    evidence: str | None = None
    category: str | None = None
    command: str | None = None
    remark: str = ""

    @property
    def adverse(self) -> bool:
        """Whether it records that somebody there said no."""
        return self.grade == 0 and self.evidence == "stated"

    @property
    def empty(self) -> bool:
        """Whether there is nothing to file."""
        return not self.typed.strip()


class Graded(NamedTuple):
    """What a line makes of a criterion; `by_hand` is false while nobody has graded it."""

    grade: int
    evidence: str
    by_hand: bool


class _Slot(NamedTuple):
    criterion: str
    mark: str
    guess: bool
    rest: str


def parse_line(text: str, playbook: Playbook, current_question: Question | str | None = None) -> Line:
    """Read a line typed while this question is in front; never raises, whatever the text."""
    question = current_question if isinstance(current_question, Question) else playbook.question(current_question)
    asked = question.id if question else None
    if text[:1].isspace():
        return Line("line", text, text.strip(), asked)
    if text.startswith("!"):
        return _objection(text, asked)
    if text.startswith(">"):
        return Line("concern", text, _unquoted(text[1:]), asked)
    if text.startswith("/") and len(text.split()) == 1:
        return _command(text, asked)
    slot = _slot(text, playbook)
    if slot is None:
        criterion = playbook.criterion_of(asked)
        return Line("line", text, text.strip(), asked, criterion.id if criterion else None, evidence="stated")
    if slot.mark not in _GRADES:
        return Line("line", text, text.strip(), asked, remark=f"kept as text: a grade is 0 to 3, not {slot.mark}")
    return _slotted(text, slot, playbook, asked)


def lit_criterion(text: str, playbook: Playbook) -> str | None:
    """The criterion this half-typed line would be filed under because of its slot word, or None."""
    line = parse_line(text, playbook)
    return line.criterion if line.kind == "line" else None


def graded_by_line(current: Standing | None, line: Line) -> Graded | None:
    """What the criterion of this line stands at after it, or None when the line says nothing about a grade.

    A typed grade counts as it is. Without one nothing is ever lowered: an empty criterion becomes 2 (1 when assumed),
    what a person graded keeps its grade, evidence only grows, and an adverse answer stays until someone regrades it.
    """
    if line.kind != "line" or line.criterion is None or line.evidence is None:
        return None
    if line.grade is not None:
        return Graded(line.grade, line.evidence, True)
    if not line.text:
        return None
    default = 1 if line.evidence == "assumed" else 2
    if current is None or (current.grade == 0 and not current.known):
        return Graded(default, line.evidence, False)
    if current.grade == 0:
        return Graded(0, current.evidence, current.by_hand)
    evidence = max(current.evidence, line.evidence, key=cap)
    grade = current.grade if current.by_hand else max(current.grade, default)
    return Graded(grade, evidence, current.by_hand)


def _slot(text: str, playbook: Playbook) -> _Slot | None:
    found = _SLOT.match(text)
    if found is None:
        return None
    word, mark = found["word"], found["mark"] or ""
    criterion = playbook.slots.get(word.lower())
    if criterion is None or (word in _ENGLISH and not mark and not found["guess"]):
        return None
    return _Slot(criterion, mark, bool(found["guess"]), text[found.end() :].strip())


def _slotted(text: str, slot: _Slot, playbook: Playbook, asked: str | None) -> Line:
    criterion = playbook.criterion_of(asked)
    assumed = slot.guess or slot.rest.endswith("?")
    return Line(
        "line",
        text,
        slot.rest.removesuffix("?").rstrip() if assumed else slot.rest,
        asked if criterion and criterion.id == slot.criterion else None,
        slot.criterion,
        _GRADES[slot.mark],
        "assumed" if assumed else "stated",
    )


def _objection(text: str, asked: str | None) -> Line:
    found = _OBJECTION.match(text)
    if found is None or not found["prefix"]:
        return Line("line", text, text.strip(), asked, remark="kept as text: name the kind of objection, as in !price")
    try:
        category = match_category(found["prefix"])
    except DeskError as error:
        return Line("line", text, text.strip(), asked, remark=f"kept as text: {error}")
    return Line("objection", text, _unquoted(found["words"]), asked, category=category)


def _command(text: str, asked: str | None) -> Line:
    command = _COMMANDS.get(text.strip().lower())
    if command is None:
        return Line("line", text, text.strip(), asked, remark="kept as text: the one command here is /f, finish")
    return Line("command", text, "", asked, command=command)


def _unquoted(words: str) -> str:
    words = words.strip()
    inside = words[1:-1]
    closing = _QUOTES.get(words[:1], "")
    paired = len(words) > 1 and words[-1] in closing and words[-1] not in inside
    return inside.strip() if paired else words
