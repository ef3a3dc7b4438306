"""The checklist of a call as a strip: one key each, arrows and Enter, or a click; grading is a chord of it."""

from collections.abc import Sequence

from sdrdesk.domain.playbook import Criterion, Playbook, Question
from sdrdesk.ui.widgets.strip import Choice

GRADE, SKIP, PARK, PROBES, BEFORE, AFTER, FINISH = "g", "-", "+", "?", "[", "]", "f"
BACK = "⏎"


def commands(question: Question | None, criterion: Criterion | None) -> list[Choice]:
    """The options of a choice question, then what can be done to any."""
    options = [Choice(one.key, one.label, "answers the question") for one in question.options] if question else []
    graded = criterion.title if criterion else "nothing: this part is not graded"
    return [
        Choice(BACK, "line", "back to the line; so does any letter that has no meaning here"),
        *options,
        Choice(GRADE, "grade", f"{graded}: g, then 0 to 3, then u a s c, as in g2s"),
        Choice(SKIP, "skip", "do not ask this one"),
        Choice(PARK, "park", "later in this call"),
        Choice(PROBES, "probes", "what to ask when the answer is thin"),
        Choice(BEFORE, "part", "the part before"),
        Choice(AFTER, "part", "the part after"),
        Choice(FINISH, "finish", "outcome, verdict, next step"),
    ]


def grades(playbook: Playbook, criterion: Criterion) -> list[Choice]:
    """0 to 3 with what each means for this criterion."""
    names: Sequence[str] = playbook.scale.grades
    return [
        Choice(str(number), names[number] if number < len(names) else "", anchor)
        for number, anchor in enumerate(criterion.anchors)
    ]


def levels(playbook: Playbook) -> list[Choice]:
    """How well it is backed, and what that lets a grade count for."""
    return [
        Choice(one.key, one.id, f"{one.meaning}; counts up to {one.cap}") for one in playbook.scale.evidence
    ]
