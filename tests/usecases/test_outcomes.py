"""Fourteen outcomes: what each does to number, person, attempt, next step and quiet clock; and all of it back by u."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from sdrdesk.domain.disposition import DISPOSITIONS
from sdrdesk.domain.errors import DeskError, NeedsAnswer
from sdrdesk.usecases import accounts, cadences, calls, contacts, find, history, outcomes, pipeline, unfinished
from sdrdesk.usecases.desk import Desk, change_settings
from usecases.conftest import TickingClock
from usecases.live import live

ADDED_ON, TODAY = "2026-10-13", "2026-10-20"  # both a Tuesday


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The rep's wall clock is UTC."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def lead(desk: Desk, clock: TickingClock) -> str:
    """A lead of a week ago, dialled once in vain, with two people."""
    made = accounts.add_account(
        desk, name="Halden", source="webinar", person="Priya Nair", phone="+49 30 23125 101", next="call today",
    ).made  # fmt: skip
    assert made is not None
    contacts.add_contact(desk, made, name="Tom Weiss", phone="+49 30 23125 102")
    outcomes.log_call(desk, made, "no_answer", contact_id=priya(desk))
    clock.jump(days=7)
    return made


def priya(desk: Desk) -> str:
    return str(desk.db.value("SELECT id FROM contact WHERE full_name = 'Priya Nair'"))


class After(NamedTuple):
    """What stands after an outcome; days are 20 Oct 2026 (a Tuesday morning) on."""

    facts: dict[str, Any]
    next: tuple[str, str | None, str, str | None] | None
    tries: int
    quiet_reset: bool
    status: str = "active"
    review_on: str | None = None
    next_person: str | None = "Priya Nair"
    people: tuple[str, ...] = ("Priya Nair", "Tom Weiss")
    blocked: bool = False
    dead: bool = False


AFTER: dict[str, After] = {
    "no_answer": After({}, ("call", None, "2026-10-21", "14:30"), 2, False),
    "busy": After({}, ("call", None, TODAY, "09:00"), 2, False),
    "voicemail_left": After({}, ("call", None, "2026-10-22", "14:30"), 2, False),
    "voicemail_none": After({}, ("call", None, "2026-10-21", "14:30"), 2, False),
    "bad_number": After(
        {"number": "+49 30 23125 999"}, ("call", None, "2026-10-21", None), 2, False, dead=True,
    ),
    "gatekeeper": After({"who": "Ms Roth"}, ("call", "ask for Ms Roth", "2026-10-21", "14:30"), 2, False),
    "wrong_person": After(
        {"who": "Jon Bech"}, ("task", "call Jon Bech", "2026-10-21", None), 2, False,
        next_person="Jon Bech", people=("Priya Nair", "Tom Weiss", "Jon Bech"),
    ),
    "hung_up": After({}, ("mail", "mail instead of calling", "2026-10-23", None), 2, False),
    "callback": After({"when": "thu 10"}, ("call", None, "2026-10-22", "10:00"), 2, True),
    "not_interested": After({"exit": "dormant"}, None, 0, True, "dormant", "2027-04-20", next_person=None),
    "referred": After(
        {"who": "Dee Okafor"}, ("call", "ask for Dee Okafor", "2026-10-21", None), 0, True,
        next_person="Dee Okafor", people=("Priya Nair", "Tom Weiss", "Dee Okafor"),
    ),
    "conversation": After({"when": "send plan fri 9"}, ("mail", "send plan", "2026-10-23", "09:00"), 0, True),
    "meeting_booked": After({"when": "15 jan 14:00"}, ("meeting", None, "2027-01-15", "14:00"), 0, True),
    "do_not_contact": After(
        {"confirmed": True}, ("task", "go on with Tom Weiss", "2026-10-21", None), 2, True, blocked=True,
    ),
}  # fmt: skip


def test_every_outcome_of_the_strip_is_here() -> None:
    assert list(AFTER) == [one.id for one in DISPOSITIONS]


@pytest.mark.parametrize("outcome", AFTER)
def test_an_outcome_sets_number_person_attempt_next_step_and_quiet_clock(desk: Desk, lead: str, outcome: str) -> None:
    wanted, rule = AFTER[outcome], next(one for one in DISPOSITIONS if one.id == outcome)
    done = outcomes.log_call(desk, lead, outcome, contact_id=priya(desk), **wanted.facts)
    row = find.the_account(desk, lead)
    call = desk.db.row("call", done.made or "")
    assert call is not None
    assert (call["disposition"], call["attempt"], call["direction"]) == (outcome, 2, "out")
    assert bool(call["two_way"]) is wanted.quiet_reset is rule.two_way
    assert outcomes.attempts(desk, lead) == wanted.tries
    step = (row["next_kind"], row["next_what"], row["next_due"], row["next_time"])
    assert (step if row["next_kind"] else None) == wanted.next
    assert (row["status"], row["review_on"]) == (wanted.status, wanted.review_on)
    _people(desk, lead, wanted)
    _number(desk, wanted)
    if wanted.status == "active":
        assert desk.db.value("SELECT two_way_on FROM card WHERE id = ?", (lead,)) == (
            TODAY if wanted.quiet_reset else ADDED_ON
        )


def _people(desk: Desk, account: str, wanted: After) -> None:
    sql = "SELECT * FROM contact WHERE account_id = ? AND deleted_at IS NULL ORDER BY added_at"
    rows = desk.db.all(sql, (account,))
    assert tuple(row["full_name"] for row in rows) == wanted.people
    named = {row["id"]: row["full_name"] for row in rows}
    assert named.get(find.the_account(desk, account)["next_contact_id"]) == wanted.next_person
    assert [row["full_name"] for row in rows if row["do_not_contact"]] == (["Priya Nair"] if wanted.blocked else [])
    referred = [row["full_name"] for row in rows if row["referred_by"] == priya(desk)]
    assert referred == (["Dee Okafor"] if "Dee Okafor" in wanted.people else [])


def _number(desk: Desk, wanted: After) -> None:
    points = desk.db.all(
        "SELECT * FROM contact_point WHERE contact_id = ? AND deleted_at IS NULL AND kind = 'phone' ORDER BY id",
        (priya(desk),),
    )
    assert [point["key"] for point in points if point["dead_at"]] == (["+493023125101"] if wanted.dead else [])
    alive = [point["key"] for point in points if not point["dead_at"]]
    assert alive == (["+493023125999"] if wanted.dead else ["+493023125101"])


@pytest.mark.parametrize("outcome", AFTER)
def test_u_takes_all_of_an_outcome_back(desk: Desk, lead: str, outcome: str) -> None:
    before = live(desk)
    done = outcomes.log_call(desk, lead, outcome, contact_id=priya(desk), **AFTER[outcome].facts)
    assert live(desk) != before
    undone = history.undo(desk)
    assert done.said in undone.said
    assert live(desk) == before


@pytest.mark.parametrize("outcome", AFTER)
def test_a_guided_call_ends_in_the_same_outcomes(desk: Desk, lead: str, outcome: str) -> None:
    wanted = AFTER[outcome]
    call = calls.start_call(desk, lead, priya(desk)).made
    assert call is not None
    calls.file_line(desk, call, "n2 orders get lost")
    before = live(desk)
    calls.finish_call(desk, call, outcome, **wanted.facts)
    row = find.the_account(desk, lead)
    step = (row["next_kind"], row["next_what"], row["next_due"], row["next_time"])
    assert (step if row["next_kind"] else None) == wanted.next
    assert (row["status"], row["review_on"]) == (wanted.status, wanted.review_on)
    assert outcomes.attempts(desk, lead) == wanted.tries
    ended = calls.the_call(desk, call)
    assert (ended["disposition"], ended["attempt"], ended["verdict"]) == (outcome, 2, "gap")
    assert ended["seconds"] > 0
    history.undo(desk)
    assert live(desk) == before
    assert [one.id for one in unfinished.open_calls(desk)] == [call]


class OnCadence(NamedTuple):
    """How a cadence at its second step, a call, stands after an outcome, and the next step where it brings that."""

    state: str
    at: int
    reason: str | None = None
    next: tuple[str, str, str] | None = None
    done: int = 0


_NEXT = ("message", "message 3/9 outbound-9 (say hello)", "2026-10-21")
ON_CADENCE: dict[str, OnCadence] = {
    **{one: OnCadence("running", 2, next=_NEXT, done=1)
       for one in ("no_answer", "busy", "voicemail_left", "voicemail_none")},
    "bad_number": OnCadence("running", 1, next=("call", "call 2/9 outbound-9 (first call)", "2026-10-21")),
    "gatekeeper": OnCadence("running", 2, next=("message", f"{_NEXT[1]} · ask for Ms Roth", _NEXT[2]), done=1),
    **{one: OnCadence("stopped", 1, reason) for one, reason in {
        "wrong_person": "wrong person", "hung_up": "hung up", "callback": "call back",
        "not_interested": "not interested", "referred": "referred", "conversation": "conversation",
        "meeting_booked": "meeting booked", "do_not_contact": "do not contact"}.items()},
}  # fmt: skip


@pytest.fixture
def on_cadence(desk: Desk, lead: str) -> str:
    """The lead, a week ago given a cadence whose call is due today."""
    contacts.edit_contact(desk, priya(desk), email="priya@halden.example")
    cadences.start(desk, lead, "outbound-9", contact_id=priya(desk))
    cadences.skip_step(desk, lead)
    return lead


def test_every_outcome_says_what_becomes_of_a_cadence() -> None:
    assert set(ON_CADENCE) == set(AFTER)


@pytest.mark.parametrize("outcome", AFTER)
@pytest.mark.parametrize("guided", [False, True], ids=["dialled", "guided"])
def test_an_outcome_does_or_ends_the_cadence_in_the_same_act(
    desk: Desk, on_cadence: str, outcome: str, guided: bool
) -> None:
    wanted, facts = ON_CADENCE[outcome], AFTER[outcome].facts
    call = calls.start_call(desk, on_cadence, priya(desk)).made or "" if guided else ""
    before = live(desk)
    if guided:
        done = calls.finish_call(desk, call, outcome, **facts)
    else:
        done = outcomes.log_call(desk, on_cadence, outcome, contact_id=priya(desk), **facts)
    (run,) = desk.db.all("SELECT * FROM cadence_run")
    assert (run["state"], run["at_step"], run["reason"]) == (wanted.state, wanted.at, wanted.reason)
    assert (run["ended_at"] is None) == (run["state"] == "running")
    steps = desk.db.all("SELECT call_id, outcome FROM cadence_step WHERE number = 1")
    assert [tuple(one) for one in steps] == [(done.made, "done")] * wanted.done
    row = find.the_account(desk, on_cadence)
    if wanted.next is not None:
        assert (row["next_kind"], row["next_what"], row["next_due"]) == wanted.next
        assert row["next_contact_id"] == priya(desk)
    else:
        step = (row["next_kind"], row["next_what"], row["next_due"], row["next_time"])
        assert (step if row["next_kind"] else None) == AFTER[outcome].next
        assert "outbound-9 stopped" in done.said
        assert history.timeline(desk, on_cadence, kind="cadence")[0].head == f"outbound-9 stopped: {wanted.reason}"
    history.undo(desk)
    assert live(desk) == before


@pytest.mark.parametrize("outcome", ["callback", "conversation", "meeting_booked"])
def test_an_outcome_that_promises_a_day_asks_for_it(desk: Desk, lead: str, outcome: str) -> None:
    with pytest.raises(NeedsAnswer) as asked:
        outcomes.log_call(desk, lead, outcome)
    assert asked.value.field == "when"
    with pytest.raises(DeskError):
        outcomes.log_call(desk, lead, outcome, when="whenever")
    assert outcomes.attempts(desk, lead) == 1


def test_a_wrong_number_without_a_new_one_leaves_the_task_to_find_one(desk: Desk, lead: str) -> None:
    outcomes.log_call(desk, lead, "bad_number", contact_id=priya(desk))
    row = find.the_account(desk, lead)
    assert (row["next_kind"], row["next_what"]) == ("task", "find a working number")
    assert outcomes.first_number(desk, lead, priya(desk)) is None


def test_do_not_contact_asks_once_and_blocks_the_account_when_nobody_else_is_there(desk: Desk) -> None:
    made = accounts.add_account(desk, name="Ana Ruiz", kind="person", person="Ana Ruiz", next="call today").made
    assert made is not None
    with pytest.raises(NeedsAnswer) as asked:
        outcomes.log_call(desk, made, "do_not_contact", contact_id=_first(desk, made))
    assert asked.value.field == "confirm"
    outcomes.log_call(desk, made, "do_not_contact", contact_id=_first(desk, made), confirmed=True)
    row = find.the_account(desk, made)
    assert (row["status"], row["do_not_contact"], row["review_on"]) == ("disqualified", 1, None)


def _first(desk: Desk, account: str) -> str:
    return str(desk.db.value("SELECT id FROM contact WHERE account_id = ?", (account,)))


def test_at_the_cap_a_retry_becomes_a_way_out_or_a_step_of_ones_own(desk: Desk, lead: str) -> None:
    change_settings(desk, attempt_cap="2")
    offered = {one.rule.id: one for one in outcomes.strip_rules(desk, lead)}
    assert offered["no_answer"].said == "2 tries without a conversation: dormant, look again Tue 20 Apr"
    before = live(desk)
    outcomes.log_call(desk, lead, "no_answer", exit="dormant")
    row = find.the_account(desk, lead)
    assert (row["status"], row["review_on"], row["next_due"]) == ("dormant", "2027-04-20", None)
    assert desk.db.value("SELECT reason FROM stage_move ORDER BY at DESC, id DESC LIMIT 1") == "no_response"
    history.undo(desk)
    assert live(desk) == before
    outcomes.log_call(desk, lead, "no_answer", when="mail in 3d")
    assert find.the_account(desk, lead)["next_kind"] == "mail"


def test_an_exit_takes_its_own_day_and_reason(desk: Desk, lead: str) -> None:
    outcomes.log_call(desk, lead, "conversation", exit="dormant", until="never", reason="timing")
    row = find.the_account(desk, lead)
    assert (row["status"], row["review_on"]) == ("dormant", None)
    assert desk.db.value("SELECT reason FROM stage_move ORDER BY at DESC, id DESC LIMIT 1") == "timing"


def test_the_strip_tells_each_outcomes_next_step_before_the_key(desk: Desk, lead: str) -> None:
    said = {one.rule.key: one.said for one in outcomes.strip_rules(desk, lead)}
    assert len(said) == 14
    assert said["n"] == "call again Wed 14:30 · try 3/6"
    assert said["v"] == "mail today, call again Thu 14:30 · try 3/6"
    assert said["k"] == "follow up, when?"
    for one in outcomes.strip_rules(desk, lead):
        if one.suggested.due is None or one.suggested.exit:
            continue
        outcomes.log_call(desk, lead, one.rule.id)
        assert find.the_account(desk, lead)["next_due"] == one.suggested.due.isoformat(), one.rule.id
        history.undo(desk)


def test_an_inbound_call_is_no_try(desk: Desk, lead: str) -> None:
    done = outcomes.log_call(desk, lead, "callback", when="thu", direction="in")
    call = desk.db.row("call", done.made or "")
    assert call is not None and call["attempt"] is None
    assert outcomes.attempts(desk, lead) == 1


def test_a_call_takes_an_account_from_the_inbox(desk: Desk) -> None:
    made = accounts.add_account(desk, name="Kobalt", phone="+49 30 23125 103").made
    assert made is not None
    before = live(desk)
    outcomes.log_call(desk, made, "no_answer")
    assert find.the_account(desk, made)["status"] == "active"
    history.undo(desk)
    assert live(desk) == before


# -- hard stops and verdicts ---------------------------------------------------------------------------------------


def test_a_hard_stop_counts_in_its_own_call_and_outlasts_a_mere_dial(desk: Desk, lead: str) -> None:
    call = _qualified(desk, lead)
    calls.stop_hard(desk, call, "locked_in")
    calls.finish_call(desk, call, "conversation", when="thu 10")
    assert calls.the_call(desk, call)["verdict"] == "disqualify"
    assert not pipeline.verdict_of(desk, lead).passed
    outcomes.log_call(desk, lead, "no_answer")
    assert pipeline.verdict_of(desk, lead).id == "disqualify"


def test_leaving_for_a_hard_stop_keeps_it_as_the_reason(desk: Desk, lead: str) -> None:
    call = _qualified(desk, lead)
    calls.stop_hard(desk, call, "no_need")
    calls.finish_call(desk, call, "conversation", exit="disqualified", until="never")
    assert find.the_account(desk, lead)["status"] == "disqualified"
    assert desk.db.value("SELECT reason FROM stage_move ORDER BY at DESC, id DESC LIMIT 1") == "no_need"


def test_the_verdict_names_whom_to_ask_by_their_role(desk: Desk, lead: str) -> None:
    tom = str(desk.db.value("SELECT id FROM contact WHERE full_name = 'Tom Weiss'"))
    contacts.edit_contact(desk, tom, role="decides")
    call = calls.start_call(desk, lead, priya(desk)).made or ""
    for text in ("n3 twelve hours a week", "t2 contract ends in March"):
        calls.file_line(desk, call, text)
    assert pipeline.verdict_of(desk, lead).change.endswith("ask Tom Weiss")


def test_a_move_right_after_the_call_keeps_the_step_that_was_just_set(desk: Desk, lead: str) -> None:
    call = _qualified(desk, lead)
    calls.finish_call(desk, call, "conversation", when="send plan fri 9")
    closed = desk.db.value("SELECT count(*) FROM next_step WHERE deleted_at IS NULL")
    pipeline.promote(desk, lead, value="12k", next="send plan 2026-10-23 09:00")
    row = find.the_account(desk, lead)
    assert (row["stage"], row["next_what"], row["next_due"]) == ("prospect", "send plan", "2026-10-23")
    assert desk.db.value("SELECT count(*) FROM next_step WHERE deleted_at IS NULL") == closed


def _qualified(desk: Desk, account: str) -> str:
    call = calls.start_call(desk, account, priya(desk)).made or ""
    for text in ("n3 twelve hours a week", "t2 contract ends in March", "a2 Priya decides", "b2 40k approved"):
        calls.file_line(desk, call, text)
    return call
