"""Which question comes next: core ones first, the heaviest gap first, on a second call the unknown and the old."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date, timedelta

from .call import Standing
from .playbook import Playbook, Question, Section

STALE_AFTER = timedelta(days=60)
DONE = frozenset({"asked", "skipped", "not_applicable"})
NOTHING: Mapping[str, str] = {}
NEVER: Mapping[str, date] = {}


def ordered_questions(
    playbook: Playbook,
    core_only: bool = False,
    answers: Mapping[str, str] = NOTHING,
    known: Mapping[str, date] = NEVER,
    today: date | None = None,
) -> tuple[Question, ...]:
    """Every question that applies, in the order Tab walks.

    `answers` are option keys by question id (for `show_if`). `known` is the local day of the last answer on earlier
    calls: then the never asked come first, after them those older than 60 days, oldest first, and last the fresh ones.
    """
    fitting = [one for one in playbook.questions if applies(one, answers) and (one.core or not core_only)]
    return tuple(sorted(fitting, key=lambda one: _age_rank(known.get(one.id), today)))


def next_question(
    playbook: Playbook,
    standings: Mapping[str, Standing],
    states: Mapping[str, str] = NOTHING,
    answers: Mapping[str, str] = NOTHING,
    known: Mapping[str, date] = NEVER,
    today: date | None = None,
) -> Question | None:
    """The question to suggest, or None when all is asked.

    Core before the rest, among those the heaviest criterion below 2, ties in the order of asking; what is not graded
    (opening, close) after what is. `states` are those of this call: asked, skipped and not applicable are done, parked
    ones come back at the end. What was answered on an earlier call within 60 days is not asked again.
    """
    open_now = [
        one
        for one in ordered_questions(playbook, False, answers, known, today)
        if states.get(one.id) not in DONE and not is_fresh(known.get(one.id), today)
    ]
    ranked = sorted(open_now, key=lambda one: _rank(playbook, standings, one, states, known, today))
    return ranked[0] if ranked else None


def neighbour(
    questions: Sequence[Question], current: str | None, states: Mapping[str, str] = NOTHING, back: bool = False
) -> Question | None:
    """The next (or previous) open question in this order, round the end; parked ones only when no other is open.

    None when nothing is open, the current one alone included.
    """
    order = list(reversed(questions)) if back else list(questions)
    places = [place for place, one in enumerate(order) if one.id == current]
    start = places[0] + 1 if places else 0
    round_trip = [one for one in order[start:] + order[:start] if one.id != current and states.get(one.id) not in DONE]
    unparked = [one for one in round_trip if states.get(one.id) != "parked"]
    return next(iter(unparked or round_trip), None)


def applies(question: Question, answers: Mapping[str, str]) -> bool:
    """Whether the question makes sense after these answers; one that waits for an answer does not yet."""
    return question.show_if is None or answers.get(question.show_if.question) in question.show_if.answers


def is_fresh(answered_on: date | None, today: date | None) -> bool:
    """Whether an earlier answer is still good: 60 days old or younger."""
    return answered_on is not None and (today is None or today - answered_on <= STALE_AFTER)


FIRST = "ask_first"
"""The section of questions that a segment's objections add, and what their ids begin with."""


def with_first(playbook: Playbook, asked: Sequence[tuple[str, str, str]]) -> Playbook:
    """The playbook with these questions besides: (category of objection, why, the words to ask it in)."""
    if not asked:
        return playbook
    questions = tuple(
        Question(f"{FIRST}_{category}", FIRST, why, words, "text", core=True, origin=FIRST)
        for category, why, words in asked
    )
    section = Section(FIRST, "Before they say it", 1, False, "what others like them raise again and again", questions)
    return replace(playbook, sections=(*playbook.sections, section))


def _age_rank(answered_on: date | None, today: date | None) -> tuple[int, date]:
    """Never asked, then stale from the oldest on, then fresh ones as they stand."""
    if answered_on is None:
        return (0, date.min)
    return (2, date.min) if is_fresh(answered_on, today) else (1, answered_on)


def _rank(
    playbook: Playbook,
    standings: Mapping[str, Standing],
    question: Question,
    states: Mapping[str, str],
    known: Mapping[str, date],
    today: date | None,
) -> tuple[bool, tuple[int, date], bool, bool, bool, int]:
    criterion = playbook.criterion_of(question.id)
    standing = standings.get(criterion.id) if criterion else None
    gap = criterion is not None and (standing is None or standing.effective < 2)
    return (
        states.get(question.id) == "parked",
        _age_rank(known.get(question.id), today),
        not question.core,
        not gap,
        criterion is None,
        -criterion.weight if criterion and gap else 0,
    )
