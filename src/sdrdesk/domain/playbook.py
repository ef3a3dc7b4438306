"""A qualification framework as data: what is asked, how it is graded and when it passes."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

# The keys of the checklist of a call; an option of a choice question must leave them alone.
COMMAND_KEYS = frozenset("fg-+?[]")
# Evidence caps the grade: nobody has said it, we think so, one person said it, a second source backs it.
EVIDENCE_CAPS: Mapping[str, int] = {"unknown": 0, "assumed": 1, "stated": 2, "confirmed": 3}
BLANK = "…"
_PLACEHOLDER = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Option:
    """One answer of a choice question, given by its key."""

    key: str
    label: str


@dataclass(frozen=True, slots=True)
class Probe:
    """What to ask when the answer sounds like `when`."""

    when: str
    ask: str


@dataclass(frozen=True, slots=True)
class ShowIf:
    """A question that only makes sense after another one was answered with one of these option keys."""

    question: str
    answers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Question:
    """One thing to ask; `origin` is the playbook it was written in, which may be another one (include).

    `carry` are questions of other playbooks whose answer answers this one too.
    """

    id: str
    section: str
    intent: str
    ask: str
    type: str
    core: bool = False
    captures: str | None = None
    unit: str | None = None
    options: tuple[Option, ...] = ()
    probes: tuple[Probe, ...] = ()
    show_if: ShowIf | None = None
    required_on_exit: bool = False
    carry: tuple[str, ...] = ()
    origin: str = ""

    def option(self, key: str) -> Option | None:
        """The option that `key` answers with, or None."""
        return next((option for option in self.options if option.key == key), None)


@dataclass(frozen=True, slots=True)
class Section:
    """A part of the call with its own time budget in minutes."""

    id: str
    title: str
    minutes: int
    graded: bool
    goal: str
    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Criterion:
    """A thing to be known; `slot` is its word in the line, `anchors` say in words what grade 0 to 3 means.

    `carry` are criteria of other playbooks that speak of the same, each with the most their grade counts here.
    """

    id: str
    slot: str
    section: str
    title: str
    weight: int
    anchors: tuple[str, ...]
    fields: tuple[str, ...] = ()
    carry: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """How well a grade is backed; `cap` is the highest grade that may count."""

    id: str
    key: str
    cap: int
    meaning: str


@dataclass(frozen=True, slots=True)
class Scale:
    """What the grades 0 to 3 are called, and the evidence levels."""

    grades: tuple[str, ...]
    evidence: tuple[Evidence, ...]

    def by_key(self, key: str) -> Evidence | None:
        """The evidence level of a grading chord's last key (`g2s`), or None."""
        return next((level for level in self.evidence if level.key == key), None)


@dataclass(frozen=True, slots=True)
class HardStop:
    """A fact that ends the matter, named by one key at the end of a call."""

    id: str
    label: str
    key: str


@dataclass(frozen=True, slots=True)
class AtLeast:
    """So many criteria at this effective grade or better."""

    count: int
    grade: int


@dataclass(frozen=True, slots=True)
class PassRule:
    """What must hold for a pass; grades are effective ones (capped by evidence)."""

    min_grade: Mapping[str, int] = field(default_factory=dict)
    at_least: AtLeast | None = None
    no_adverse: bool = False
    no_hard_stop: bool = False
    icp_not_failed: bool = False


@dataclass(frozen=True, slots=True)
class When:
    """The condition of a verdict; all given parts must hold, none given always holds."""

    hard_stop: bool | None = None
    pass_rule: bool | None = None
    min_grade: Mapping[str, int] = field(default_factory=dict)
    adverse: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Verdict:
    """One possible end of a qualification; `then` says what to do about it."""

    id: str
    when: When
    then: str


@dataclass(frozen=True, slots=True)
class Override:
    """Whether a closed gate may be passed by hand, and whether that needs a reason."""

    allowed: bool = True
    reason_required: bool = True


@dataclass(frozen=True, slots=True)
class OptionalCriterion:
    """A criterion that a longer variant of the framework adds."""

    id: str
    title: str
    weight: int
    anchors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Playbook:
    """A whole framework; sections stand in file order, included ones last, `ask_order` says how they are asked."""

    id: str
    version: int
    name: str
    summary: str
    use_when: str
    minutes: int
    ask_order: tuple[str, ...]
    display_order: tuple[str, ...]
    scale: Scale
    pass_rule: PassRule
    verdicts: tuple[Verdict, ...]
    sections: tuple[Section, ...]
    criteria: tuple[Criterion, ...]
    hard_stops: tuple[HardStop, ...] = ()
    probes: tuple[Probe, ...] = ()
    override: Override = field(default_factory=Override)
    stage_floor: Mapping[str, Mapping[str, int]] = field(default_factory=dict)
    optional_criteria: tuple[OptionalCriterion, ...] = ()
    schema: str = "sdrdesk.playbook/1"

    @property
    def questions(self) -> tuple[Question, ...]:
        """Every question in the order of asking."""
        return tuple(question for section in self.asked_sections for question in section.questions)

    @property
    def asked_sections(self) -> tuple[Section, ...]:
        """The sections in the order of asking; one that the order forgets comes last."""
        rank = {id_: place for place, id_ in enumerate(self.ask_order)}
        return tuple(sorted(self.sections, key=lambda section: rank.get(section.id, len(rank))))

    @property
    def tiles(self) -> tuple[Criterion, ...]:
        """The criteria in the order they are shown (B A N T)."""
        rank = {id_: place for place, id_ in enumerate(self.display_order)}
        return tuple(sorted(self.criteria, key=lambda criterion: rank.get(criterion.id, len(rank))))

    @property
    def slots(self) -> dict[str, str]:
        """Slot word -> criterion id."""
        return {criterion.slot: criterion.id for criterion in self.criteria}

    def question(self, id_: str | None) -> Question | None:
        """The question of that id, or None."""
        return next((question for question in self.questions if question.id == id_), None)

    def section(self, id_: str | None) -> Section | None:
        """The section of that id, or None."""
        return next((section for section in self.sections if section.id == id_), None)

    def criterion(self, id_: str | None) -> Criterion | None:
        """The criterion of that id, or None."""
        return next((criterion for criterion in self.criteria if criterion.id == id_), None)

    def criterion_of(self, question_id: str | None) -> Criterion | None:
        """The criterion that an answer to this question speaks to; None in a section that is not graded."""
        question = self.question(question_id)
        section = self.section(question.section) if question else None
        if section is None or not section.graded:
            return None
        return next((criterion for criterion in self.criteria if criterion.section == section.id), None)

    def hard_stop(self, id_: str | None) -> HardStop | None:
        """The hard stop of that id, or None."""
        return next((stop for stop in self.hard_stops if stop.id == id_), None)

    def asked_rank(self, criterion: Criterion) -> tuple[int, int]:
        """Sorts the heaviest criterion first, ties in the order of asking."""
        order = [section.id for section in self.asked_sections]
        place = order.index(criterion.section) if criterion.section in order else len(order)
        return (-criterion.weight, place)


def fill_in(ask: str, facts: Mapping[str, str]) -> str:
    """Put known facts into the `{…}` of a question; what is not known becomes a blank, nothing is refused."""
    return _PLACEHOLDER.sub(lambda found: facts.get(found.group(1)) or BLANK, ask)
