"""The fourteen outcomes: flags, keys, and the next step each one sets."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.domain.disposition import DISPOSITIONS, by_id, by_key, match_disposition, next_after, phrase, tries
from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.next_step import KINDS

TUESDAY, FRIDAY = date(2025, 10, 14), date(2025, 10, 17)
MORNING, AFTERNOON = time(9, 15), time(15, 0)

# key, id, answered, connect, conversation, meeting, two-way, asks, HubSpot
TABLE = """
n no_answer       0 0 0 0 0 -       No answer
b busy            0 0 0 0 0 -       Busy
v voicemail_left  0 0 0 0 0 -       Left voicemail
x voicemail_none  0 0 0 0 0 -       No answer
w bad_number      0 0 0 0 0 number  Wrong number
g gatekeeper      1 0 0 0 0 who     Left live message
p wrong_person    1 0 0 0 0 who     Connected
h hung_up         1 1 0 0 0 -       Connected
c callback        1 1 0 0 1 when    Connected
i not_interested  1 1 1 0 1 -       Connected
r referred        1 1 1 0 1 who     Connected
k conversation    1 1 1 0 1 when    Connected
m meeting_booked  1 1 1 1 1 when    Connected
d do_not_contact  1 1 0 0 1 confirm Connected
"""


def said(key: str, *, today: date = TUESDAY, now: time = MORNING, attempt: int = 1, stage: str = "lead",
         closed: frozenset[date] = frozenset()) -> str:  # fmt: skip
    """The phrase of the strip for this key."""
    outcome = by_key(key)
    assert outcome is not None
    return phrase(next_after(outcome, today, now, closed, attempt, 6, stage), today)


def test_the_fourteen_outcomes_have_their_keys_and_flags() -> None:
    rows = [line.split(maxsplit=8) for line in TABLE.strip().splitlines()]
    assert len(rows) == 14
    for outcome, (key, id_, *flags, asks, hubspot) in zip(DISPOSITIONS, rows, strict=True):
        assert (outcome.key, outcome.id, outcome.asks or "-", outcome.hubspot) == (key, id_, asks, hubspot)
        counted = (outcome.answered, outcome.connect, outcome.conversation, outcome.meeting, outcome.two_way)
        assert counted == tuple(flag == "1" for flag in flags)
        assert by_key(key) is by_id(id_) is outcome


def test_only_dates_and_the_block_have_to_be_answered() -> None:
    assert [one.key for one in DISPOSITIONS if one.must_answer] == ["c", "k", "m", "d"]
    assert by_key("z") is by_id("z") is None


@pytest.mark.parametrize(
    ("key", "phrased"),
    [
        ("n", "call again Wed 14:30 · try 2/6"),
        ("b", "call again today 11:15 · try 2/6"),
        ("v", "mail today, call again Thu 14:30 · try 2/6"),
        ("x", "call again Wed 14:30 · try 2/6"),
        ("w", "find a working number Wed"),
        ("g", "call again Wed 14:30 · try 2/6"),
        ("p", "find the right person Wed"),
        ("h", "mail instead of calling Fri"),
        ("c", "call back, when?"),
        ("i", "note the objection, not interested: dormant, look again Tue 14 Apr"),
        ("r", "call the person they named Wed"),
        ("k", "follow up, when?"),
        ("m", "meeting, when?"),
        ("d", "asked us to stop: disqualified"),
    ],
)
def test_each_outcome_says_its_next_step_before_it_is_chosen(key: str, phrased: str) -> None:
    assert said(key) == phrased


def test_a_retry_is_at_another_hour_of_the_day() -> None:
    assert said("n", now=time(11, 59)) == "call again Wed 14:30 · try 2/6"
    assert said("n", now=time(12, 0)) == "call again Wed 10:30 · try 2/6"
    assert said("n", now=AFTERNOON, attempt=2) == "call again Wed 10:30 · try 3/6"


def test_steps_fall_on_open_days() -> None:
    assert said("n", today=FRIDAY) == "call again Mon 14:30 · try 2/6"
    assert said("v", today=FRIDAY, now=AFTERNOON) == "mail today, call again Tue 10:30 · try 2/6"
    assert said("n", today=FRIDAY, closed=frozenset({date(2025, 10, 20)})) == "call again Tue 14:30 · try 2/6"


def test_busy_is_tried_two_hours_later_while_that_is_still_today() -> None:
    assert said("b", now=time(15, 0)) == "call again today 17:00 · try 2/6"
    assert said("b", now=time(15, 1)) == "call again Wed 10:30 · try 2/6"
    assert said("b", today=FRIDAY, now=time(23, 30)) == "call again Mon 10:30 · try 2/6"
    saturday = date(2025, 10, 18)
    assert said("b", today=saturday) == "call again Mon 10:30 · try 2/6"


@pytest.mark.parametrize("key", ["n", "b", "v", "x", "g"])
def test_at_the_cap_the_way_out_is_offered_instead_of_silence(key: str) -> None:
    assert said(key, attempt=5).endswith("· try 6/6")
    assert said(key, attempt=6) == "6 tries without a conversation: dormant, look again Tue 14 Apr"
    assert said(key, attempt=7, stage="prospect").startswith("7 tries without a conversation: dormant")
    assert said(key, attempt=6, stage="customer") == "mail instead of calling Fri"


@pytest.mark.parametrize("key", ["w", "p", "h", "c", "r", "k", "m"])
def test_what_is_no_further_dial_to_the_same_phone_knows_no_cap(key: str) -> None:
    assert said(key, attempt=6) == said(key, attempt=1)


def test_a_no_leads_out_by_stage_and_never_loses_a_customer() -> None:
    assert said("i", stage="prospect") == "note the objection, not interested: lost, look again Tue 14 Apr"
    assert said("i", stage="customer") == "note the objection, check-in Tue 11 Nov"
    assert said("d", stage="customer") == "settle who looks after them without contact Wed"


def test_the_row_stays_in_front_after_a_conversation() -> None:
    staying = {one.key for one in DISPOSITIONS if next_after(one, TUESDAY, MORNING).stays}
    assert staying == {one.key for one in DISPOSITIONS if one.conversation} == set("irkm")


@given(
    st.sampled_from(DISPOSITIONS), st.dates(date(2020, 1, 1), date(2040, 1, 1)), st.times(), st.integers(1, 9),
    st.sampled_from(["lead", "prospect", "customer"]),
)  # fmt: skip
def test_every_outcome_leads_to_a_dated_step_a_question_or_a_way_out(
    outcome: object, today: date, now: time, attempt: int, stage: str
) -> None:
    chosen = next(one for one in DISPOSITIONS if one is outcome)
    step = next_after(chosen, today, now, frozenset(), attempt, 6, stage)
    assert step.kind in KINDS
    assert step.due is None or step.due >= today
    if step.exit is None:
        assert (step.due is None) == (chosen.asks == "when")
        assert step.due is None or step.due.weekday() < 5
    assert stage != "customer" or step.exit is None
    assert phrase(step, today)


@pytest.mark.parametrize(
    ("calls", "count"),
    [
        ([], 0),
        (["out n", "out v", "out b"], 3),
        (["out n", "out g", "out p", "out w", "out h"], 5),
        (["out n", "out k", "out n"], 1),
        (["out n", "out c", "out n"], 3),
        (["out n", "in k"], 0),
        (["out n", "in h", "out n"], 2),
        (["out m"], 0),
        (["out n", "out i"], 0),
    ],
)
def test_tries_count_the_dials_since_the_last_conversation(calls: list[str], count: int) -> None:
    assert tries((call.split()[0], by_key(call.split()[1]).id) for call in calls) == count  # type: ignore[union-attr]


def test_an_outcome_of_a_later_version_still_counts_as_a_dial() -> None:
    assert tries([("out", "sang_a_song"), ("in", "sang_a_song")]) == 1


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("voicemail", "voicemail_left"), ("voicemail_none", "voicemail_none"), ("meeting", "meeting_booked"),
        ("wrong number", "bad_number"), ("call back", "callback"), ("conv", "conversation"), ("K", "conversation"),
        ("n", "no_answer"), ("Do-Not-Contact", "do_not_contact"), ("gate", "gatekeeper"),
    ],
)  # fmt: skip
def test_an_outcome_goes_by_id_key_label_or_by_how_it_begins(text: str, meant: str) -> None:
    assert match_disposition(text).id == meant


@pytest.mark.parametrize(
    ("text", "said"), [("no", "no_answer or not_interested"), ("", "use one of"), ("x y", "use one of")]
)
def test_what_could_be_several_outcomes_or_is_none_is_refused(text: str, said: str) -> None:
    with pytest.raises(DeskError, match=said):
        match_disposition(text)
