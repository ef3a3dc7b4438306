"""What the ideal customer profile asks and nobody knows, as questions of a call: a part of its own in the playbook."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace

from .playbook import Playbook, Question, Section

SECTION = "profile"
_PREFIX = "icp:"
FILLS = ("industry", "employees", "annual_revenue", "country", "city")
"""The facts of an account that an answer becomes, where they are empty."""
_ASKS = {
    "industry": "How would you put in one line what your company does?",
    "employees": "How many people work with you, all places together?",
    "annual_revenue": "Roughly, what do you turn over in a year?",
    "country": "Which country would the contract be with?",
    "city": "Where do you sit?",
    "website": "Where do I find you on the web?",
    "source": "How did you come across us?",
    "title": "What does it say on your card?",
    "role": "What is your part in a purchase like this: deciding, recommending, using?",
}


def with_profile(playbook: Playbook, unknown: Sequence[str], must: Collection[str] = ()) -> Playbook:
    """The playbook with a question for each unknown fact; one that decides whether they fit at all is a core one."""
    if not unknown:
        return playbook
    questions = tuple(
        Question(
            id=question_of(what), section=SECTION, intent=what.replace("_", " "),
            ask=_ASKS.get(what, f"What about {what.replace('_', ' ')}: how is that with you?"),
            type="text", core=what in must, captures=what, origin=playbook.id,
        )
        for what in unknown
    )  # fmt: skip
    part = Section(SECTION, "Profile", 1, False, "Whether they are whom we can help", questions)
    order = list(playbook.ask_order)
    order.insert(order.index("close") if "close" in order else len(order), SECTION)
    return replace(playbook, sections=(*playbook.sections, part), ask_order=tuple(order))


def question_of(what: str) -> str:
    """The id of the question about a fact."""
    return f"{_PREFIX}{what}"


def fact_of(question_id: str | None) -> str | None:
    """The fact a question is about; None for one of the playbook's own."""
    return question_id.removeprefix(_PREFIX) if question_id is not None and question_id.startswith(_PREFIX) else None
