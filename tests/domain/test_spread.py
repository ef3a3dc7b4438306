"""A pile is spread over open days that have room, the most wanted first, and nobody is left over."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.domain.days import is_open
from sdrdesk.domain.spread import minutes_between, per_day, say_spread, spread

TUE, WED, THU, FRI, MON = (date(2026, 10, day) for day in (13, 14, 15, 16, 19))


@pytest.mark.parametrize(
    ("goal", "minutes", "pace", "fits"),
    [(50, 540, 5.0, 50), (50, 60, 5.0, 12), (0, 540, 5.0, 108), (50, 0, 5.0, 0), (3, 540, 200.0, 2)],
)
def test_a_day_takes_the_goal_or_what_fits_into_it(goal: int, minutes: int, pace: float, fits: int) -> None:
    assert per_day(goal, minutes, pace) == fits


def test_the_first_days_with_room_take_the_first_of_the_pile() -> None:
    room = {TUE: 0, WED: 2, THU: -3, FRI: 1}
    found = spread("abcdef", lambda day: room.get(day, 2), TUE)
    assert found == [(WED, ["a", "b"]), (FRI, ["c"]), (MON, ["d", "e"]), (date(2026, 10, 20), ["f"])]


def test_closed_days_take_nobody() -> None:
    assert spread("ab", lambda day: 1, FRI, frozenset({MON})) == [(FRI, ["a"]), (date(2026, 10, 20), ["b"])]


def test_minutes_of_an_evening_are_none() -> None:
    assert (minutes_between("09:00", "18:00"), minutes_between("19:00", "18:00")) == (540, 0)


def test_days_are_told_and_the_far_ones_summed_up() -> None:
    assert say_spread([(TUE, 4), (WED, 1)], TUE) == "4 today, 1 Wed 14 Oct"
    assert say_spread([(TUE, 1), (WED, 1), (THU, 1), (FRI, 2), (MON, 2)], TUE).endswith(", 4 on 2 later days")


@given(
    st.lists(st.integers(), max_size=60),
    st.lists(st.integers(-3, 4), min_size=1, max_size=9),
    st.dates(date(2026, 1, 1), date(2027, 12, 31)),
    st.sets(st.dates(date(2026, 1, 1), date(2027, 12, 31)), max_size=9),
)
def test_everybody_comes_on_once_in_order_on_an_open_day(
    pile: list[int], rooms: list[int], today: date, closed: set[date]
) -> None:
    found = spread(pile, lambda day: rooms[day.toordinal() % len(rooms)], today, frozenset(closed))
    assert [one for _, some in found for one in some] == pile
    days = [day for day, _ in found]
    assert days == sorted(set(days)) and all(is_open(day, closed) and day >= today for day in days)
