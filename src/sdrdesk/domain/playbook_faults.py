"""What is wrong with a playbook that reads well but cannot be used in a call."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from .playbook import COMMAND_KEYS, EVIDENCE_CAPS, Playbook, Question

SCHEMA = "sdrdesk.playbook/1"
ANSWER_TYPES = frozenset(
    "text choice number number_pair money money_or_hours date date_or_quarter datetime person people list".split()
)


class Fault(NamedTuple):
    """One thing that is wrong; `where` is its path in the file (tables, indexes, key)."""

    where: tuple[str | int, ...]
    what: str


def faults(playbook: Playbook) -> tuple[Fault, ...]:
    """Everything that keeps this playbook from being used, in the order of the file; empty when it is sound."""
    checks = (_header, _scale, _rules, _criteria, _questions)
    return tuple(fault for check in checks for fault in check(playbook))


def _twice(values: Iterable[str]) -> list[str]:
    return [value for value, count in Counter(values).items() if count > 1]


def _header(playbook: Playbook) -> Iterator[Fault]:
    if playbook.schema != SCHEMA:
        yield Fault(("schema",), f"is {playbook.schema!r}, this desk reads {SCHEMA!r}")
    sections = {section.id for section in playbook.sections}
    for unknown in [id_ for id_ in playbook.ask_order if id_ not in sections]:
        yield Fault(("ask_order",), f"names the section {unknown!r}, which is not there")
    criteria = {criterion.id for criterion in playbook.criteria}
    for unknown in [id_ for id_ in playbook.display_order if id_ not in criteria]:
        yield Fault(("display_order",), f"names the criterion {unknown!r}, which is not there")
    for twice in _twice(section.id for section in playbook.sections):
        yield Fault(("section",), f"has the id {twice!r} twice")
    if not playbook.criteria:
        yield Fault(("criterion",), "is missing: at least one is needed")


def _scale(playbook: Playbook) -> Iterator[Fault]:
    if len(playbook.scale.grades) != 4:
        yield Fault(("scale", "grades"), "needs four names, for the grades 0 to 3")
    for place, level in enumerate(playbook.scale.evidence):
        if EVIDENCE_CAPS.get(level.id) != level.cap:
            yield Fault(("scale", "evidence", place, "cap"), f"{level.cap} is not what {level.id!r} evidence can carry")
    if [level.id for level in playbook.scale.evidence] != list(EVIDENCE_CAPS):
        yield Fault(("scale", "evidence"), f"must be {', '.join(EVIDENCE_CAPS)}, in this order")
    if _twice(level.key for level in playbook.scale.evidence):
        yield Fault(("scale", "evidence"), "needs a key of its own for each level")


def _rules(playbook: Playbook) -> Iterator[Fault]:
    criteria = {criterion.id for criterion in playbook.criteria}
    for unknown in set(playbook.pass_rule.min_grade) - criteria:
        yield Fault(("pass", "min_grade"), f"names the criterion {unknown!r}, which is not there")
    if not playbook.verdicts or playbook.verdicts[-1].when != type(playbook.verdicts[-1].when)():
        yield Fault(("verdict",), "needs a last one with `when = {}`, for all that fits no other")
    for place, verdict in enumerate(playbook.verdicts):
        for unknown in (set(verdict.when.min_grade) | set(verdict.when.adverse)) - criteria:
            yield Fault(("verdict", place, "when"), f"names the criterion {unknown!r}, which is not there")
    for stage, floor in playbook.stage_floor.items():
        for unknown in set(floor) - criteria:
            yield Fault(("stage_floor", stage), f"names the criterion {unknown!r}, which is not there")
    for twice in _twice(stop.key for stop in playbook.hard_stops):
        yield Fault(("hard_stop",), f"has the key {twice!r} twice")


def _criteria(playbook: Playbook) -> Iterator[Fault]:
    slots = Counter(criterion.slot for criterion in playbook.criteria)
    sections = {section.id for section in playbook.sections}
    ids = Counter(criterion.id for criterion in playbook.criteria)
    for place, criterion in enumerate(playbook.criteria):
        where = ("criterion", place)
        if ids[criterion.id] > 1:
            yield Fault((*where, "id"), f"{criterion.id!r} is used twice")
        if not (criterion.slot.isascii() and criterion.slot.isalpha() and criterion.slot.islower()):
            yield Fault((*where, "slot"), f"{criterion.slot!r} must be a word of small letters a to z")
        if slots[criterion.slot] > 1:
            yield Fault((*where, "slot"), f"{criterion.slot!r} is used twice")
        if criterion.section not in sections:
            yield Fault((*where, "section"), f"{criterion.section!r} is not there")
        if len(criterion.anchors) != 4:
            yield Fault((*where, "anchors"), "needs four sentences, for the grades 0 to 3")


def _questions(playbook: Playbook) -> Iterator[Fault]:
    ids = Counter(question.id for question in playbook.questions)
    for place, section in enumerate(playbook.sections):
        for nth, question in enumerate(section.questions):
            where = ("section", place, "question", nth)
            if ids[question.id] > 1:
                yield Fault((*where, "id"), f"{question.id!r} is used twice")
            if question.type not in ANSWER_TYPES:
                yield Fault((*where, "type"), f"{question.type!r} is not a kind of answer")
            if question.show_if and question.show_if.question not in ids:
                yield Fault((*where, "show_if"), f"names the question {question.show_if.question!r}, not there")
            yield from (Fault((*where, "options"), what) for what in _options(question))


def _options(question: Question) -> Iterator[str]:
    if question.type == "choice" and not question.options:
        yield "are missing: a choice needs some"
    for option in question.options:
        if option.key in COMMAND_KEYS:
            yield f"use the key {option.key!r}, which is a command of the call (f g - + ? [ ]); pick another"
        elif len(option.key) != 1 or not option.key.isprintable() or option.key.isspace():
            yield f"use the key {option.key!r}; a key is one letter or digit"
    for twice in _twice(option.key for option in question.options):
        yield f"use the key {twice!r} twice"
