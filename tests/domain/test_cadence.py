"""Cadences: due days count from when the last was done, on open days and apart; what ends one and what does not."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.domain.cadence import (
    Cadence,
    Past,
    Step,
    due_on,
    effect_of,
    pause_meant,
    step_meant,
    stops_by,
    stops_everybody,
    with_room,
)
from sdrdesk.domain.days import is_open
from sdrdesk.domain.disposition import DISPOSITIONS
from sdrdesk.domain.next_step import say_step

TUESDAY = date(2026, 10, 20)
OUTBOUND = Cadence("outbound-9", "Outbound", tuple(Step(day, channel) for day, channel in (
    (0, "mail"), (1, "call"), (2, "social"), (4, "call"), (6, "mail"), (8, "call"), (10, "mail"), (12, "call"),
    (14, "mail"),
)))  # fmt: skip
CARE = Cadence(
    "customer", "Customer", tuple(Step(day, "call") for day in (7, 30, 90)), calendar=True, repeat_every=90,
    before_renewal=60, goes_on=True,
)  # fmt: skip


def october(day: int) -> date:
    return date(2026, 10, day)


def test_a_step_counts_from_the_day_the_one_before_was_done_not_from_the_plan() -> None:
    planned = due_on(OUTBOUND, 1, TUESDAY, Past(0, "done", TUESDAY, TUESDAY))
    assert planned == october(21)
    done_late = Past(1, "done", october(21), october(28))
    assert due_on(OUTBOUND, 2, TUESDAY, done_late) == october(29)
    assert due_on(OUTBOUND, 3, TUESDAY, Past(2, "done", october(29), october(29))) == date(2026, 11, 2)


def test_done_in_time_the_days_are_those_of_the_pattern() -> None:
    days, last = [], None
    for number in range(9):
        day = due_on(OUTBOUND, number, TUESDAY, last)
        days.append(day)
        last = Past(number, "done", day, day)
    assert days == [
        october(20), october(21), october(22), october(26), october(28), october(30),
        date(2026, 11, 3), date(2026, 11, 5), date(2026, 11, 9),
    ]  # fmt: skip


def test_over_easter_the_days_are_those_that_were_worked_out_by_hand() -> None:
    closed, last, days = frozenset({date(2026, 4, 3), date(2026, 4, 6)}), None, []
    for number in range(9):
        day = due_on(OUTBOUND, number, date(2026, 4, 1), last, closed)
        days.append(day)
        last = Past(number, "done", day, day)
    assert days == [date(2026, 4, day) for day in (1, 2, 7, 9, 13, 15, 17, 21, 23)]


def test_a_step_on_a_closed_day_moves_forward_never_back() -> None:
    closed = frozenset({october(21), october(22)})
    assert due_on(OUTBOUND, 1, TUESDAY, Past(0, "done", TUESDAY, TUESDAY), closed) == october(23)
    saturday = october(24)
    assert due_on(OUTBOUND, 0, saturday, None) == october(26)
    assert due_on(CARE, 0, october(18), None) == october(26)  # the 25th is a Sunday


def test_a_step_left_out_early_keeps_the_plan_and_left_out_late_counts_from_then() -> None:
    early = Past(2, "skipped", october(22), TUESDAY)
    assert due_on(OUTBOUND, 3, TUESDAY, early) == october(26)
    late = Past(2, "skipped", october(22), october(27))
    assert due_on(OUTBOUND, 3, TUESDAY, late) == october(29)


def test_one_that_repeats_goes_on_each_quarter_and_comes_forward_before_the_renewal() -> None:
    third = Past(2, "done", date(2027, 1, 18), date(2027, 1, 18))
    assert due_on(CARE, 3, TUESDAY, third) == date(2027, 4, 19)  # 90 days on is a Sunday
    assert due_on(CARE, 3, TUESDAY, third, renewal_on=date(2027, 5, 1)) == date(2027, 3, 2)
    assert due_on(CARE, 3, TUESDAY, third, renewal_on=date(2028, 5, 1)) == date(2027, 4, 18 + 1)
    assert CARE.step(40) is not None and OUTBOUND.step(9) is None
    assert (CARE.place(3), OUTBOUND.place(2)) == ("4", "3/9")


def test_what_comes_together_on_an_account_is_one_touch_a_day_and_three_in_five_days() -> None:
    nobody = frozenset[date]()
    assert with_room(TUESDAY, nobody, {TUESDAY}) == october(21)
    assert with_room(october(23), {october(20)}, {october(21), october(22)}) == october(27)
    assert with_room(october(23), nobody, {october(21), october(22)}) == october(23)


def test_a_cadence_by_itself_keeps_its_own_pace() -> None:
    own = {october(20), october(21), october(22)}
    assert with_room(october(26), own, frozenset()) == october(26)
    assert with_room(TUESDAY, {TUESDAY}, frozenset()) == TUESDAY  # a call and a mail of one day


@given(
    st.dates(date(2026, 1, 1), date(2027, 12, 31)), st.sets(st.integers(0, 30)), st.sets(st.integers(0, 30)),
    st.sets(st.integers(-5, 30)),
)  # fmt: skip
def test_room_is_on_an_open_day_and_never_before(day: date, own: set[int], others: set[int], shut: set[int]) -> None:
    around = {name: {date.fromordinal(day.toordinal() - 10 + n) for n in days} for name, days in (
        ("own", own), ("others", others), ("closed", shut))}  # fmt: skip
    found = with_room(day, around["own"], around["others"], around["closed"])
    assert found >= day
    assert is_open(found, around["closed"])
    assert found not in around["others"]


def test_whose_step_a_next_step_is_can_be_read_from_it() -> None:
    spoken = Cadence("webinar-5", "Webinar", (Step(0, "mail", "the slides"), Step(2, "social")))
    assert spoken.label(0) == "mail 1/2 webinar-5 (the slides)"
    assert step_meant(spoken.label(0)) == ("webinar-5", 0)
    assert step_meant(f"{spoken.label(1)} · ask for Ms Roth") == ("webinar-5", 1)
    assert step_meant(CARE.label(4)) == ("customer", 4)
    assert pause_meant("wait", OUTBOUND.held(2)) == "outbound-9"
    assert [step_meant(what) for what in (None, "", "send plan", "ring 3 people", "mail 3/9")] == [None] * 5
    assert pause_meant("wait", "wait for contract") is None
    assert pause_meant("call", OUTBOUND.held(2)) is None


@pytest.mark.parametrize("number", range(9))
def test_the_label_says_its_kind_once(number: int) -> None:
    step = OUTBOUND.step(number)
    assert step is not None
    assert say_step(step.kind, OUTBOUND.label(number)) == OUTBOUND.label(number)


def test_only_somebodys_answer_ends_a_cadence_and_a_dead_number_closes_its_channel() -> None:
    assert {one.id for one in DISPOSITIONS if effect_of(one) == "onward"} == {
        "no_answer", "busy", "voicemail_left", "voicemail_none", "gatekeeper"
    }  # fmt: skip
    assert {one.id for one in DISPOSITIONS if effect_of(one) == "struck"} == {"bad_number"}
    assert {one.id for one in DISPOSITIONS if effect_of(one) == "stops" and not stops_everybody(one)} == {
        "wrong_person", "hung_up", "do_not_contact"
    }  # fmt: skip
    assert {kind for kind in ("reply", "inbound_call", "meeting_held", "mail_sent", "meeting_missed", "mail_bounced")
            if stops_by(kind)} == {"reply", "inbound_call", "meeting_held"}  # fmt: skip
