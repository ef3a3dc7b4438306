"""A playbook as data: orders, slots, blanks in questions, and what makes one unusable."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.domain.playbook import Option, Playbook, Question, Section, ShowIf, When, fill_in
from sdrdesk.domain.playbook_faults import faults
from sdrdesk.files.playbooks import load

BANT, MEDDIC = load("bant"), load("meddic")


def with_question(playbook: Playbook, question: Question) -> Playbook:
    """The playbook with one more question at the end of its first section."""
    first = playbook.sections[0]
    grown = replace(first, questions=(*first.questions, replace(question, section=first.id)))
    return replace(playbook, sections=(grown, *playbook.sections[1:]))


def choice(*keys: str) -> Question:
    """A choice question with these option keys."""
    return Question("zz", "", "", "Which?", "choice", options=tuple(Option(key, f"label {key}") for key in keys))


def test_tiles_stand_as_b_a_n_t_and_questions_go_need_timeline_authority_budget() -> None:
    assert [tile.slot for tile in BANT.tiles] == ["b", "a", "n", "t"]
    assert [section.id for section in BANT.asked_sections] == [
        "open", "need", "timeline", "authority", "budget", "close",
    ]  # fmt: skip


def test_meddic_slots_are_m_e_dc_dp_i_c() -> None:
    assert [tile.slot for tile in MEDDIC.tiles] == ["m", "e", "dc", "dp", "i", "c"]
    assert MEDDIC.slots["dp"] == "decision_process"


def test_a_question_speaks_to_the_criterion_of_its_section() -> None:
    assert BANT.criterion_of("b3") == BANT.criterion("budget")
    assert BANT.criterion_of("o1") is None
    assert BANT.criterion_of("nowhere") is None
    assert BANT.criterion_of(None) is None


def test_hard_stops_are_named_by_one_key_each() -> None:
    assert [(stop.key, stop.id) for stop in BANT.hard_stops[:2]] == [("1", "no_need"), ("2", "not_a_fit")]
    assert len({stop.key for stop in BANT.hard_stops}) == 7


def test_options_answer_by_key() -> None:
    question = BANT.question("b2")
    assert question is not None
    assert question.option("m") == Option("m", "can be moved")
    assert question.option("z") is None


@pytest.mark.parametrize(
    ("ask", "facts", "said"),
    [
        ("We said {minutes} minutes.", {"minutes": "25"}, "We said 25 minutes."),
        ("between {low} and {high}?", {"low": "€5k"}, "between €5k and …?"),
        ("What would {signer} want?", {}, "What would … want?"),
        ("What would {signer} want?", {"signer": ""}, "What would … want?"),
        ("{x} then {x}", {"x": "{y}", "y": "no"}, "{y} then {y}"),
        ("a brace { or } or {} or {a b}", {}, "a brace { or } or {} or {a b}"),
    ],
)
def test_known_facts_are_filled_in_and_unknown_ones_are_blanks(ask: str, facts: dict[str, str], said: str) -> None:
    assert fill_in(ask, facts) == said


@given(st.text(), st.dictionaries(st.text(), st.text()))
def test_filling_in_never_crashes(ask: str, facts: dict[str, str]) -> None:
    assert isinstance(fill_in(ask, facts), str)


def test_shipped_playbooks_are_without_fault() -> None:
    assert faults(BANT) == ()
    assert faults(MEDDIC) == ()


@pytest.mark.parametrize("key", list("fg-+?[]"))
def test_an_option_on_a_command_key_is_refused(key: str) -> None:
    found = faults(with_question(BANT, choice("y", key)))
    assert len(found) == 1
    assert found[0].where == ("section", 0, "question", 3, "options")
    assert repr(key) in found[0].what


@pytest.mark.parametrize("keys", [("yes",), ("",), (" ",), ("a", "a"), ()])
def test_options_need_one_key_of_their_own_each(keys: tuple[str, ...]) -> None:
    assert len(faults(with_question(BANT, choice(*keys)))) == 1


def test_what_a_playbook_names_must_be_there() -> None:
    need = BANT.criteria[0]
    broken = {
        "ask_order": replace(BANT, ask_order=("nowhere",)),
        "display_order": replace(BANT, display_order=("nothing",)),
        "pass": replace(BANT, pass_rule=replace(BANT.pass_rule, min_grade={"nothing": 1})),
        "verdict": replace(BANT, verdicts=(replace(BANT.verdicts[0], when=When(adverse=("x",))), BANT.verdicts[-1])),
        "stage_floor": replace(BANT, stage_floor={"proposal": {"nothing": 1}}),
        "criterion": replace(BANT, criteria=(replace(need, section="nowhere"), *BANT.criteria[1:])),
        "section": with_question(BANT, replace(choice("y"), show_if=ShowIf("never", ("y",)))),
    }
    for first, playbook in broken.items():
        assert [fault.where[0] for fault in faults(playbook)] == [first]


def test_ids_slots_anchors_and_evidence_are_held_to_their_form() -> None:
    need, *others = BANT.criteria
    odd = [
        replace(BANT, criteria=(replace(need, slot="b"), *others)),
        replace(BANT, criteria=(replace(need, slot="n1"), *others)),
        replace(BANT, criteria=(replace(need, slot=""), *others)),
        replace(BANT, criteria=(replace(need, anchors=("one",)), *others)),
        replace(BANT, scale=replace(BANT.scale, evidence=BANT.scale.evidence[:3])),
        replace(BANT, scale=replace(BANT.scale, grades=("one",))),
        replace(BANT, verdicts=BANT.verdicts[:-1]),
        replace(BANT, schema="sdrdesk.playbook/9"),
        with_question(BANT, replace(choice("y"), id="n1")),
        with_question(BANT, replace(choice("y"), type="colour")),
        replace(BANT, sections=(*BANT.sections, Section("open", "Again", 0, False, "", ()))),
    ]
    for playbook in odd:
        assert faults(playbook)
