"""Objections: one key each, prefixes, concerns beneath, and words for where each stands."""

from __future__ import annotations

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.objection import (
    CATEGORIES,
    CONCERNS,
    OUTCOMES,
    PROMPTS,
    RESPONSE_KINDS,
    category,
    category_by_key,
    concern,
    concern_by_key,
    concerns_for,
    explored,
    match_category,
    match_concern,
    status,
)


def test_the_twelve_categories_are_there_with_a_key_of_their_own() -> None:
    assert [one.id for one in CATEGORIES] == [
        "price", "budget", "timing", "need", "authority", "internal_resistance", "trust", "competitor",
        "implementation", "fit", "legal", "brush_off",
    ]  # fmt: skip
    assert "".join(one.key for one in CATEGORIES) == "pbtnaircmfls"
    assert all(one.key in one.label for one in CATEGORIES)
    assert all(one.typical and one.may_hide for one in CATEGORIES)


def test_the_thirteen_concerns_are_there_with_a_key_of_their_own() -> None:
    assert [one.id for one in CONCERNS] == [
        "value_unclear", "no_money_now", "no_money_ever", "fear_of_mistake", "effort", "politics", "no_proof",
        "prefers_current", "locked_in", "missing_capability", "wrong_person", "no_time", "not_established",
    ]  # fmt: skip
    assert len({one.key for one in CONCERNS}) == 13


def test_concerns_often_beneath_a_category_come_first_and_none_is_missing() -> None:
    ids = {one.id for one in CONCERNS}
    for one in CATEGORIES:
        offered = [concern.id for concern in concerns_for(one.id)]
        assert tuple(offered[: len(one.likely)]) == one.likely
        assert set(offered) == ids
    assert concerns_for("unheard of") == CONCERNS


def test_keys_and_ids_find_their_entry() -> None:
    for one in CATEGORIES:
        assert category_by_key(one.key) is category(one.id) is one
    for other in CONCERNS:
        assert concern_by_key(other.key) is concern(other.id) is other
    assert category_by_key("z") is category("z") is None
    assert concern_by_key("z") is concern("z") is None


def test_every_unique_prefix_finds_its_category() -> None:
    ids = [one.id for one in CATEGORIES]
    for id_ in ids:
        for length in range(1, len(id_) + 1):
            prefix = id_[:length]
            if sum(other.startswith(prefix) for other in ids) == 1:
                assert match_category(prefix) == id_
    assert match_category(" Internal Resistance ") == "internal_resistance"
    assert match_category("brush-off") == "brush_off"


@pytest.mark.parametrize(
    ("typed", "because"),
    [("b", "budget or brush_off"), ("t", "timing or trust"), ("", "no category"), ("prize", "no category")],
)
def test_an_ambiguous_or_unknown_prefix_is_refused_by_name(typed: str, because: str) -> None:
    with pytest.raises(DeskError, match=because):
        match_category(typed)


def test_a_refusal_stays_short_whatever_was_typed() -> None:
    with pytest.raises(DeskError) as refusal:
        match_category("x" * 10_000)
    assert len(str(refusal.value)) < 300


def test_concerns_are_found_by_prefix_too() -> None:
    assert match_concern("fear") == "fear_of_mistake"
    assert match_concern("no money now") == "no_money_now"
    with pytest.raises(DeskError, match="no_money_now or no_money_ever"):
        match_concern("no_m")


@pytest.mark.parametrize(
    ("outcome", "underlying", "concern", "kind", "response", "word"),
    [
        ("open", None, None, None, None, "not explored"),
        ("open", "not_established", "", None, None, "not explored"),
        ("open", "effort", None, None, None, "explored"),
        ("open", None, "afraid of the blame", None, None, "explored"),
        ("open", None, None, "pilot", None, "answered"),
        ("open", "effort", None, None, "showed the plan", "answered"),
        ("open", "effort", None, None, " ", "explored"),
        ("yes", None, None, None, None, "settled"),
        ("partly", "effort", None, "pilot", None, "partly"),
        ("no", "effort", None, "pilot", None, "stands"),
    ],
)
def test_where_an_objection_stands_in_a_word(
    outcome: str, underlying: str | None, concern: str | None, kind: str | None, response: str | None, word: str
) -> None:
    assert status(outcome, underlying, concern, kind, response) == word


def test_not_explored_is_told_apart_whatever_the_outcome() -> None:
    assert not explored(None)
    assert not explored("not_established", "  ")
    assert explored("not_established", "something about last year")
    assert explored("politics")


def test_outcomes_responses_and_prompts_are_complete() -> None:
    assert list(OUTCOMES) == ["open", "yes", "partly", "no"]
    assert [one.id for one in PROMPTS] == ["listen", "acknowledge", "explore", "respond", "confirm"]
    kinds = [one.id for one in RESPONSE_KINDS]
    assert len(set(kinds)) == len(kinds)
    assert {"roi_example", "payment_plan", "discount", "onboarding_plan", "exec_summary", "pilot", "comparison"} <= set(
        kinds
    )
