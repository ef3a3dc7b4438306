"""What changed since a day is told from the moves, whatever their order."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.domain.looking_back import KINDS, changes, kind_of, shifted, standing
from sdrdesk.domain.metrics.journeys import Move

MONDAY = date(2026, 11, 16)


def move(day: int, state: str, account: str = "a", at: str = "") -> Move:
    """A move so many days after Monday."""
    on = MONDAY + timedelta(days=day)
    stage, status = (state, "active") if state in ("lead", "prospect", "customer") else ("lead", state)
    return Move(account, on, at or f"{on}T10:00:00Z", f"{account}{day}{at}", "forward", None, stage, status)


@pytest.mark.parametrize(
    ("was", "now", "kind"),
    [
        ("", "lead", "new"), ("", "prospect", "new"), ("", "customer", "new"), ("", "dormant", "left"),
        ("lead", "prospect", "forward"), ("prospect", "customer", "won"), ("lead", "customer", "won"),
        ("prospect", "lead", "back"), ("prospect", "lost", "left"), ("customer", "churned", "left"),
        ("dormant", "lead", "returned"), ("lost", "prospect", "returned"), ("dormant", "disqualified", ""),
        ("lead", "lead", ""),
    ],
)  # fmt: skip
def test_a_way_has_one_name(was: str, now: str, kind: str) -> None:
    assert kind_of(was, now) == kind


def test_a_move_of_the_day_itself_is_a_change_and_one_of_the_day_before_is_not() -> None:
    (one,) = changes([move(-3, "lead"), move(0, "prospect")], MONDAY)
    assert (one.kind, one.was, one.now, one.moves) == ("forward", "lead", "prospect", 1)
    assert changes([move(-3, "lead"), move(-1, "prospect")], MONDAY) == []


def test_there_and_back_is_no_change() -> None:
    assert changes([move(-9, "lead"), move(1, "prospect"), move(2, "lead")], MONDAY) == []


def test_of_two_moves_on_a_day_the_later_counts() -> None:
    moves = [
        move(1, "dormant", at="2026-11-17T15:00:00Z"),
        move(1, "prospect", at="2026-11-17T09:00:00Z"),
        move(-2, "lead"),
    ]
    (one,) = changes(moves, MONDAY)
    assert (one.kind, one.now, one.moves) == ("left", "dormant", 2)


STATES = st.sampled_from(["lead", "prospect", "customer", "dormant", "lost", "churned", "disqualified"])
HISTORIES = st.lists(st.tuples(st.sampled_from("abcde"), st.integers(-20, 20), STATES), max_size=40)


@given(HISTORIES, st.randoms())
def test_then_is_now_and_what_changed(history: list[tuple[str, int, str]], chance: object) -> None:
    moves = [move(day, state, account, f"2026-11-16T{n:05}") for n, (account, day, state) in enumerate(history)]
    held: dict[str, list[Move]] = {}
    for one in sorted(moves, key=lambda one: (one.on, one.at, one.id)):
        held.setdefault(one.account, []).append(one)
    of_since = [one for account in held.values() if account[-1].on >= MONDAY for one in account]
    chance.shuffle(of_since)  # type: ignore[attr-defined]
    found = changes(of_since, MONDAY)
    more = shifted(found)
    for stage in ("lead", "prospect", "customer"):
        then = sum(standing(account, MONDAY) == stage for account in held.values())
        now = sum(account[-1].state == stage for account in held.values())
        assert now + more[stage] == then
    assert [KINDS.index(one.kind) for one in found] == sorted(KINDS.index(one.kind) for one in found)
