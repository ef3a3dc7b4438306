"""The shape a playbook file of the rep's own must have; imported only when there is one: pydantic loads slowly."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

Grade = Annotated[int, Field(ge=0, le=3)]
Word = Annotated[str, Field(min_length=1, max_length=80, pattern=r"^[A-Za-z0-9_-]+$")]
Text = Annotated[str, Field(max_length=2000)]


class _Table(BaseModel):
    model_config = ConfigDict(extra="forbid", strict=True)


class _Option(_Table):
    key: str
    label: Text


class _Probe(_Table):
    when: Text
    ask: Text


class _ShowIf(_Table):
    question: Word
    is_: list[str] = Field(alias="is", min_length=1)


class _Question(_Table):
    id: Word
    intent: Text = ""
    ask: Annotated[str, Field(min_length=1, max_length=2000)]
    type: str = "text"
    core: bool = False
    captures: Word | None = None
    unit: Text | None = None
    options: list[_Option] = []
    probes: list[_Probe] = []
    show_if: _ShowIf | None = None
    required_on_exit: bool = False
    carry: list[Word] = []


class _Section(_Table):
    id: Word
    title: Text
    minutes: Annotated[int, Field(ge=0, le=600)] = 0
    graded: bool = True
    goal: Text = ""
    question: list[_Question] = []


class _Criterion(_Table):
    id: Word
    slot: str
    section: Word
    title: Text
    weight: Annotated[int, Field(ge=1, le=100)] = 1
    anchors: list[Text]
    fields: list[Word] = []
    carry: dict[Word, Grade] = {}


class _Evidence(_Table):
    id: Word
    key: Annotated[str, Field(min_length=1, max_length=1)]
    cap: Grade
    meaning: Text = ""


class _Scale(_Table):
    grades: list[Text]
    evidence: list[_Evidence] = []
    evidence_from: Word | None = None


class _AtLeast(_Table):
    count: Annotated[int, Field(ge=1)]
    grade: Grade


class _PassRule(_Table):
    min_grade: dict[Word, Grade] = {}
    at_least: _AtLeast | None = None
    no_adverse: bool = False
    no_hard_stop: bool = False
    icp_not_failed: bool = False


class _When(_Table):
    hard_stop: bool | None = None
    pass_rule: bool | None = None
    min_grade: dict[Word, Grade] = {}
    adverse: list[Word] = []


class _Verdict(_Table):
    id: Word
    when: _When
    then: Text = ""


class _Override(_Table):
    allowed: bool = True
    reason_required: bool = True


class _HardStop(_Table):
    id: Word
    label: Text
    key: Annotated[str, Field(min_length=1, max_length=1)] | None = None


class _OptionalCriterion(_Table):
    id: Word
    title: Text
    weight: Annotated[int, Field(ge=1, le=100)] = 1
    anchors: list[Text]


class _Include(_Table):
    playbook: Word
    sections: list[Word] = Field(min_length=1)


class _Playbook(_Table):
    schema_: Literal["sdrdesk.playbook/1"] = Field(alias="schema")
    id: Word
    version: Annotated[int, Field(ge=1)]
    name: Text
    summary: Text = ""
    use_when: Text = ""
    minutes: Annotated[int, Field(ge=0, le=600)] = 0
    ask_order: list[Word] = []
    display_order: list[Word] = []
    include: list[_Include] = []
    scale: _Scale
    pass_: _PassRule = Field(alias="pass")
    override: _Override = _Override()
    verdict: list[_Verdict] = Field(min_length=1)
    stage_floor: dict[Word, dict[Word, Grade]] = {}
    hard_stop: list[_HardStop] = []
    criterion: list[_Criterion] = Field(min_length=1)
    section: list[_Section] = []
    probe: list[_Probe] = []
    optional_criterion: list[_OptionalCriterion] = []


def shape_faults(table: dict[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    """What is wrong with the shape of this table: (path in the file, what), in file order; empty when it fits."""
    try:
        _Playbook.model_validate(table)
    except ValidationError as error:
        return [(fault["loc"], _say(fault["type"], fault["msg"])) for fault in error.errors(include_url=False)]
    return []


def _say(type_: str, message: str) -> str:
    if type_ == "missing":
        return "is missing"
    if type_ == "extra_forbidden":
        return "is not a key a playbook has"
    return message[:1].lower() + message[1:]
