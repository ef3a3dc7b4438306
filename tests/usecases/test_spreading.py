"""The late pile gets new days by score, as many a day as my pace allows, and one undo takes all of it back."""

from __future__ import annotations

import time
from collections.abc import Iterator
from datetime import date

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import accounts, history, next_steps, outcomes, spreading
from sdrdesk.usecases.desk import Desk, change_settings
from usecases.conftest import TickingClock
from usecases.live import live

TUE, WED, THU, FRI, MON = (date(2026, 10, day) for day in (13, 14, 15, 16, 19))


@pytest.fixture(autouse=True)
def rep_in_berlin(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The clock stands at nine on Tuesday 13 October 2026."""
    monkeypatch.setenv("TZ", "CET-1CEST,M3.5.0,M10.5.0/3")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


def late(desk: Desk, name: str, value: str = "1k", due: str = "2026-10-09", **more: str) -> str:
    facts = {"person": f"{name} Nair", "phone": "+49 30 23125 101", "next": "call budget sign-off fri 10"} | more
    made = accounts.add_account(desk, name=name, value=value, **facts).made
    assert made is not None
    with desk.db.step("test", None):
        desk.db.update("account", made, next_due=due)
    return made


def days(plan: spreading.SpreadPlan) -> list[tuple[date, list[str]]]:
    return [(day, [row.account for row in rows]) for day, rows in plan.days]


def test_the_best_come_first_and_a_full_day_gives_way_to_the_next(desk: Desk) -> None:
    change_settings(desk, goal_dials="2")
    late(desk, "Cheap", "1k")
    late(desk, "Dear", "9k")
    late(desk, "Middling", "5k", due="2026-09-01")
    plan = spreading.plan_spread(desk)
    assert days(plan) == [(TUE, ["Dear", "Middling"]), (WED, ["Cheap"])]
    assert (plan.late, plan.per_day) == (3, 2)


def test_what_is_due_on_a_day_already_takes_its_place_and_closed_days_take_nobody(desk: Desk) -> None:
    change_settings(desk, goal_dials="2", closed_days="2026-10-15")
    for name, when in (("Today", "call today"), ("Wed one", "call 14 oct"), ("Wed two", "call 14 oct")):
        next_steps.set_next(desk, late(desk, name), when)
    for name in ("One", "Two", "Three", "Four"):
        late(desk, name)
    assert [(day, len(rows)) for day, rows in days(spreading.plan_spread(desk))] == [(TUE, 1), (FRI, 2), (MON, 1)]


def test_when_the_goal_is_reached_or_the_day_is_over_tomorrow_begins(desk: Desk, clock: TickingClock) -> None:
    one = late(desk, "One")
    change_settings(desk, goal_dials="1")
    other = late(desk, "Other")
    outcomes.log_call(desk, other, "no_answer")
    assert days(spreading.plan_spread(desk))[0][0] == THU, "today is done, and Wednesday has the call again"
    history.undo(desk)
    change_settings(desk, goal_dials="50")
    clock.jump(hours=9)
    assert days(spreading.plan_spread(desk)) == [(WED, ["One", "Other"])] and one


def test_spreading_keeps_what_and_with_whom_and_drops_the_hour_that_passed(desk: Desk) -> None:
    one = late(desk, "One")
    person = str(desk.db.value("SELECT id FROM contact WHERE account_id = ?", (one,)))
    next_steps.set_next(desk, one, "call budget sign-off fri 10", person)
    with desk.db.step("test", None):
        desk.db.update("account", one, next_due="2026-10-12")
    before = live(desk)
    done = spreading.spread(desk, spreading.plan_spread(desk))
    assert done.said == "Spread 1 late: 1 today"
    row = desk.db.row("account", one)
    assert row is not None
    assert (row["next_due"], row["next_time"], row["next_contact_id"]) == ("2026-10-13", None, person)
    assert row["next_what"] == "call budget sign-off" or row["next_what"] == "budget sign-off"
    history.undo(desk)
    assert live(desk) == before


def test_a_step_that_moved_meanwhile_stays_where_it_is(desk: Desk) -> None:
    one, two = late(desk, "One"), late(desk, "Two")
    plan = spreading.plan_spread(desk)
    next_steps.set_next(desk, one, "call 30 oct")
    assert spreading.spread(desk, plan).said == "Spread 1 late: 1 today"
    row = desk.db.row("account", one)
    assert row is not None and row["next_due"] == "2026-10-30"
    with pytest.raises(DeskError, match="done or moved meanwhile"):
        spreading.spread(desk, plan)
    assert two


def test_an_empty_pile_is_said(desk: Desk) -> None:
    with pytest.raises(DeskError, match="Nothing is late"):
        spreading.plan_spread(desk)
