"""What comes of two records that are one: facts picked from either side, the further stage, one next step."""

from __future__ import annotations

import json

import pytest

from sdrdesk.domain import merging
from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.merging import BOTH, LEFT, RIGHT, Fact, Standing

TITLE, CITY = Fact("title", "Title", ("title",), joins=True), Fact("city", "City", ("city",))


def at(stage: str, status: str) -> dict[str, str]:
    return {"stage": stage, "status": status}


@pytest.mark.parametrize(
    ("left", "right", "side", "stands"),
    [
        (at("lead", "active"), at("lead", "active"), None, Standing("lead", "active", LEFT, None)),
        (at("lead", "active"), at("prospect", "active"), None, Standing("prospect", "active", RIGHT, None)),
        (at("customer", "active"), at("lead", "active"), None, Standing("customer", "active", LEFT, None)),
        (at("lead", "inbox"), at("lead", "active"), None, Standing("lead", "active", RIGHT, None)),
        (at("lead", "active"), at("lead", "inbox"), None, Standing("lead", "active", LEFT, None)),
        (at("lead", "inbox"), at("lead", "inbox"), None, Standing("lead", "inbox", LEFT, None)),
        (at("lead", "active"), at("lead", "lost"), RIGHT, Standing("lead", "lost", RIGHT, None)),
        (at("lead", "active"), at("customer", "churned"), LEFT, Standing("customer", "active", RIGHT, "return")),
        (at("prospect", "lost"), at("lead", "active"), RIGHT, Standing("prospect", "active", LEFT, "return")),
        (at("prospect", "active"), at("lead", "dormant"), RIGHT, Standing("prospect", "dormant", LEFT, "leave")),
    ],
)
def test_the_further_stage_stands_with_the_status_that_was_picked(
    left: dict[str, str], right: dict[str, str], side: str | None, stands: Standing
) -> None:
    assert merging.standing(left, right, side) == stands


@pytest.mark.parametrize(
    ("one", "other", "asks"),
    [("active", "active", False), ("inbox", "active", False), ("lost", "inbox", False), ("active", "lost", True),
     ("dormant", "lost", True)],
)  # fmt: skip
def test_a_person_is_asked_only_where_both_were_worked(one: str, other: str, asks: bool) -> None:
    assert merging.asks_status(at("lead", one), at("lead", other)) is asks


@pytest.mark.parametrize(
    ("left", "right", "pick", "changed"),
    [
        ("CFO", "COO", None, {}),
        (None, "COO", None, {"title": "COO"}),
        ("CFO", None, None, {}),
        ("CFO", "COO", RIGHT, {"title": "COO"}),
        ("CFO", None, RIGHT, {"title": None}),
        ("CFO", "COO", BOTH, {"title": "CFO; COO"}),
        ("CFO; COO", "COO", BOTH, {}),
        ("", "COO", None, {"title": "COO"}),
    ],
)
def test_a_fact_is_taken_from_a_side_or_both(
    left: str | None, right: str | None, pick: str | None, changed: dict[str, str | None]
) -> None:
    picks = {"title": pick} if pick else {}
    assert merging.picked((TITLE,), {"title": left}, {"title": right}, picks) == changed


def test_a_fact_that_is_one_thing_cannot_be_both() -> None:
    with pytest.raises(DeskError, match="City is picked from one side: left or right"):
        merging.picked((CITY,), {"city": "Berlin"}, {"city": "Bonn"}, {"city": BOTH})


@pytest.mark.parametrize(
    ("left", "right", "sooner"),
    [
        ((None, None), (None, None), None),
        (("2026-10-14", None), (None, None), LEFT),
        (("2026-10-14", None), ("2026-10-13", None), RIGHT),
        (("2026-10-14", None), ("2026-10-14", "09:00"), RIGHT),
        (("2026-10-14", "09:00"), ("2026-10-14", "09:00"), LEFT),
    ],
)
def test_the_sooner_step_stays_open(
    left: tuple[str | None, str | None], right: tuple[str | None, str | None], sooner: str | None
) -> None:
    one, other = ({"next_due": due, "next_time": time} for due, time in (left, right))
    assert merging.sooner_step(one, other) == sooner


def test_further_fields_fill_each_other() -> None:
    made = merging.filled('{"a": 1, "s": {"x": "1"}}', '{"a": 2, "b": 3, "s": {"x": "2", "y": "3"}}')
    assert made is not None and json.loads(made) == {"a": 1, "b": 3, "s": {"x": "1", "y": "3"}}
    assert merging.filled(None, None) is None
