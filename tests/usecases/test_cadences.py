"""Cadences on accounts: one act each, the next step supplied, stopped with a reason, all of it back by u."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sdrdesk.domain.errors import DeskError, NeedsAnswer
from sdrdesk.usecases import (
    accounts,
    cadences,
    calls,
    contacts,
    find,
    forgetting,
    history,
    leaving,
    merging,
    next_steps,
    notes,
    objections,
    outcomes,
    pipeline,
    safety,
    winning,
)
from sdrdesk.usecases.cadence_pages import Standing, on_account, say_standing, step_card
from sdrdesk.usecases.cadence_runs import Run, open_runs
from sdrdesk.usecases.desk import Desk, change_settings
from usecases.conftest import TickingClock
from usecases.live import live


@pytest.fixture(autouse=True)
def utc(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """The rep's wall clock is UTC; today is Tuesday 13 October 2026."""
    monkeypatch.setenv("TZ", "UTC")
    time.tzset()
    yield
    monkeypatch.undo()
    time.tzset()


@pytest.fixture
def halden(desk: Desk) -> str:
    """A lead with Priya (number and e-mail)."""
    made = accounts.add_account(
        desk, name="Halden", source="webinar", person="Priya Nair", phone="+49 30 23125 101",
        email="priya@halden.example", next="call today",
    ).made  # fmt: skip
    assert made is not None
    return made


def tom(desk: Desk, account: str) -> str:
    """A second person, with number and e-mail."""
    made = contacts.add_contact(
        desk, account, name="Tom Weiss", phone="+49 30 23125 102", email="tom@halden.example"
    ).made  # fmt: skip
    assert made is not None
    return made


def priya(desk: Desk) -> str:
    return str(desk.db.value("SELECT id FROM contact WHERE full_name = 'Priya Nair'"))


def step(desk: Desk, account: str) -> tuple[str, str | None, str]:
    row = find.the_account(desk, account)
    return row["next_kind"], row["next_what"], row["next_due"]


def run(desk: Desk, account: str) -> Run:
    (found,) = open_runs(desk, account)
    return found


def ended(desk: Desk, account: str) -> Standing:
    (found,) = on_account(desk, find.the_account(desk, account))
    return found


def said(desk: Desk, account: str) -> str:
    (found,) = on_account(desk, find.the_account(desk, account))
    return say_standing(found, desk.today())


def recorded(desk: Desk) -> list[tuple[int, str, str, str, str, str | None]]:
    rows = desk.db.all("SELECT * FROM cadence_step WHERE deleted_at IS NULL ORDER BY number")
    return [(r["number"], r["channel"], r["due"], r["on_date"], r["outcome"], r["reason"]) for r in rows]


# -- start ---------------------------------------------------------------------------------------------------------


def test_a_cadence_supplies_the_next_step_and_each_done_step_the_one_after(desk: Desk, halden: str) -> None:
    done = cadences.start(desk, halden, "outbound-9")
    assert done.said == "Priya Nair · Halden: outbound-9 started, mail Tue 13 Oct (in place of call)"
    assert step(desk, halden) == ("mail", "mail 1/9 outbound-9 (why them)", "2026-10-13")
    cadences.do_step(desk, halden)
    assert step(desk, halden) == ("call", "call 2/9 outbound-9 (first call)", "2026-10-14")
    sent = desk.db.one("SELECT kind, contact_id, text FROM activity")
    assert sent is not None and (sent["kind"], sent["contact_id"]) == ("mail_sent", priya(desk))
    closed = desk.db.one("SELECT outcome, kind FROM next_step WHERE what LIKE 'mail 1/9%'")
    assert closed is not None and tuple(closed) == ("done", "mail")
    assert said(desk, halden) == "outbound-9 step 2/9 · call due Wed 14 Oct"
    outcomes.log_call(desk, halden, "voicemail_none", contact_id=priya(desk))
    assert step(desk, halden) == ("message", "message 3/9 outbound-9 (say hello)", "2026-10-14")


def test_the_next_due_day_counts_from_when_the_step_was_done(
    desk: Desk, halden: str, clock: TickingClock
) -> None:
    change_settings(desk, closed_days="2026-10-23 2026-10-26")
    cadences.start(desk, halden, "outbound-9")
    clock.jump(days=8)
    cadences.do_step(desk, halden)  # Wednesday 21 instead of Tuesday 13
    assert step(desk, halden)[2] == "2026-10-22"
    clock.jump(days=1)
    outcomes.log_call(desk, halden, "no_answer")
    assert step(desk, halden)[2] == "2026-10-27"  # Friday and Monday are closed
    assert recorded(desk) == [
        (0, "mail", "2026-10-13", "2026-10-21", "done", None),
        (1, "call", "2026-10-22", "2026-10-22", "done", None),
    ]


def test_a_call_and_a_mail_of_one_day_are_done_on_one_day(desk: Desk, halden: str) -> None:
    cadences.start(desk, halden, "inbound-6")
    outcomes.log_call(desk, halden, "voicemail_left", contact_id=priya(desk))
    assert step(desk, halden) == ("mail", "mail 2/6 inbound-6 (you asked)", "2026-10-13")
    cadences.do_step(desk, halden)
    assert step(desk, halden)[2] == "2026-10-14"


def test_an_account_in_the_inbox_is_taken_by_its_cadence(desk: Desk) -> None:
    made = accounts.add_account(desk, name="Kobalt", person="Tom Weiss", phone="+49 30 23125 102").made or ""
    cadences.start(desk, made, "inbound")
    assert find.the_account(desk, made)["status"] == "active"
    assert step(desk, made)[0] == "call"


def test_a_call_back_is_on_the_day_and_hour_they_named(desk: Desk, halden: str) -> None:
    with pytest.raises(NeedsAnswer) as asked:
        cadences.start(desk, halden, "callback")
    assert asked.value.field == "when"
    cadences.start(desk, halden, "callback", when="thu 10")
    row = find.the_account(desk, halden)
    assert (row["next_what"], row["next_due"], row["next_time"]) == (
        "call 1/1 callback (as agreed)", "2026-10-15", "10:00"
    )  # fmt: skip


def test_a_customers_check_ins_count_from_the_win_and_go_on_for_ever(desk: Desk, clock: TickingClock) -> None:
    made = accounts.add_account(desk, name="Halden", person="Priya Nair", phone="+49 30 23125 101",
                                next="call today").made or ""  # fmt: skip
    pipeline.promote(desk, made, to_stage="customer", amount="500", on="today", reason="value", skip="small_sale")
    clock.jump(days=10)
    cadences.start(desk, made, "customer")
    assert step(desk, made) == ("call", "call 2 customer (the first month)", "2026-11-12")
    clock.jump(days=20)
    done = outcomes.log_call(desk, made, "conversation", contact_id=priya(desk), when="call in 3d")
    assert "stopped" not in done.said
    assert (run(desk, made).at, run(desk, made).state) == (2, "running")
    assert said(desk, made).endswith("call due Mon 11 Jan, after the next step")
    for _ in range(3):
        cadences.resume(desk, made)
        outcomes.log_call(desk, made, "conversation", contact_id=priya(desk), when="call in 3d")
    assert run(desk, made).at == 5


# -- refusals ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("prepare", "cadence", "told"),
    [
        (lambda desk, a: None, "outbund", "“outbund” is no cadence; there are outbound-9, inbound-6"),
        (lambda desk, a: cadences.start(desk, a, "outbound-9"), "inbound-6", "is on outbound-9 already at 1/9; stop"),
        (lambda desk, a: leaving.dormant(desk, a, reason="timing"), "outbound-9", "is dormant; reactivate it"),
        (
            lambda desk, a: outcomes.log_call(
                desk, a, "do_not_contact", contact_id=tom(desk, a), confirmed=True
            ) and outcomes.log_call(desk, a, "do_not_contact", contact_id=priya(desk), confirmed=True, when="task thu"),
            "outbound-9", "asked not to be contacted; no cadence is started.",
        ),
        (lambda desk, a: contacts.edit_contact(desk, priya(desk), email=""), "nurture-monthly",
         "has no e-mail; nurture-monthly needs an e-mail."),
    ],
)  # fmt: skip
def test_a_cadence_that_cannot_be_started_says_why_and_changes_nothing(
    desk: Desk, halden: str, prepare: Callable[[Desk, str], object], cadence: str, told: str
) -> None:
    prepare(desk, halden)
    before = live(desk)
    with pytest.raises(DeskError) as refused:
        cadences.start(desk, halden, cadence)
    assert told in str(refused.value)
    assert live(desk) == before


def test_without_a_cadence_its_verbs_say_so(desk: Desk, halden: str) -> None:
    for verb in (cadences.do_step, cadences.skip_step, cadences.pause, cadences.resume, cadences.stop):
        with pytest.raises(DeskError, match="Halden is on no cadence; give it one first"):
            verb(desk, halden)


def test_a_call_is_done_by_its_outcome(desk: Desk, halden: str) -> None:
    cadences.start(desk, halden, "inbound-6")
    with pytest.raises(DeskError, match="is a call: c dials, and its outcome does the step"):
        cadences.do_step(desk, halden)


# -- paused, skipped, finished -------------------------------------------------------------------------------------


def test_paused_is_not_finished_it_waits_for_a_day_and_goes_on_where_it_was(
    desk: Desk, halden: str, clock: TickingClock
) -> None:
    cadences.start(desk, halden, "outbound-9")
    cadences.do_step(desk, halden)
    cadences.pause(desk, halden, "in 2w", reason="on holiday")
    assert step(desk, halden) == ("wait", "outbound-9 paused at 2/9", "2026-10-27")
    assert said(desk, halden) == "outbound-9 step 2/9 · paused until Tue 27 Oct: on holiday"
    with pytest.raises(DeskError, match="is paused; resume it first"):
        cadences.skip_step(desk, halden)
    clock.jump(days=14)
    cadences.resume(desk, halden)
    assert step(desk, halden) == ("call", "call 2/9 outbound-9 (first call)", "2026-10-27")
    assert run(desk, halden).state == "running"
    with pytest.raises(DeskError, match="goes on already"):
        cadences.resume(desk, halden)


def test_a_step_is_skipped_in_one_act_and_kept_as_skipped(desk: Desk, halden: str) -> None:
    cadences.start(desk, halden, "outbound-9")
    cadences.skip_step(desk, halden, "met at the fair")
    assert step(desk, halden)[1:] == ("call 2/9 outbound-9 (first call)", "2026-10-14")
    assert recorded(desk) == [(0, "mail", "2026-10-13", "2026-10-13", "skipped", "met at the fair")]
    assert desk.db.value("SELECT count(*) FROM activity") == 0


def test_after_its_last_step_a_cadence_is_finished_and_somebody_has_to_say_what_now(
    desk: Desk, halden: str, clock: TickingClock
) -> None:
    cadences.start(desk, halden, "re-engage-3")
    cadences.do_step(desk, halden)
    clock.jump(days=7)
    outcomes.log_call(desk, halden, "no_answer")
    clock.jump(days=7)
    done = cadences.do_step(desk, halden)
    assert done.said.endswith("; re-engage-3 finished")
    assert step(desk, halden) == ("task", "re-engage-3 is over: let it rest, or another way?", "2026-10-30")
    assert ended(desk, halden).state == "finished"
    assert said(desk, halden) == "re-engage-3 step 3/3 · finished"
    cadences.start(desk, halden, "outbound-9")


def test_a_stopped_one_leaves_its_step_as_a_plain_one(desk: Desk, halden: str) -> None:
    cadences.start(desk, halden, "outbound-9")
    cadences.do_step(desk, halden)
    cadences.stop(desk, halden)
    assert step(desk, halden) == ("call", None, "2026-10-14")
    assert said(desk, halden) == "outbound-9 step 2/9 · stopped: by hand"


# -- what stops one ------------------------------------------------------------------------------------------------

STOPS: dict[str, tuple[Callable[[Desk, str], object], str]] = {
    "a reply": (lambda desk, a: notes.log_activity(desk, a, "reply", "yes"), "they replied"),
    "a call of theirs": (lambda desk, a: notes.log_activity(desk, a, "inbound_call"), "they called"),
    "a meeting": (lambda desk, a: notes.log_activity(desk, a, "meeting_held"), "meeting held"),
    "an objection": (lambda desk, a: objections.log_objection(desk, a, "price", "too dear"), "objection: price"),
    "an objection in a call": (
        lambda desk, a: calls.file_line(desk, calls.start_call(desk, a).made or "", "!timing not now"),
        "objection: timing",
    ),
    "a stage on": (
        lambda desk, a: pipeline.promote(desk, a, value="9k", next="demo thu", override="they asked"),
        "became a prospect",
    ),
    "a win": (
        lambda desk, a: winning.win(desk, a, amount="9k", on="today", reason="value", skip="small_sale"), "deal won",
    ),
    "lost": (lambda desk, a: leaving.lose(desk, a, reason="price"), "lost: too dear"),
    "dormant": (lambda desk, a: leaving.dormant(desk, a, reason="timing"), "dormant: not now"),
    "disqualified": (lambda desk, a: leaving.disqualify(desk, a, reason="no_need"), "disqualified: need is gone"),
    "a talk": (lambda desk, a: outcomes.log_call(desk, a, "conversation", when="thu 10"), "conversation"),
    "a meeting booked": (lambda desk, a: outcomes.log_call(desk, a, "meeting_booked", when="thu 10"), "meeting booked"),
    "a call back": (lambda desk, a: outcomes.log_call(desk, a, "callback", when="thu 10"), "call back"),
    "do not contact": (
        lambda desk, a: outcomes.log_call(desk, a, "do_not_contact", contact_id=priya(desk), confirmed=True),
        "do not contact",
    ),
    "the person is deleted": (
        lambda desk, a: accounts.delete(desk, "contact", priya(desk)), "the person was deleted",
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", STOPS)
def test_what_stops_a_cadence_is_its_reason_on_the_timeline_and_u_restores_it(
    desk: Desk, halden: str, what: str
) -> None:
    act, reason = STOPS[what]
    cadences.start(desk, halden, "outbound-9")
    if what == "an objection in a call":
        calls.start_call(desk, halden)
    before = live(desk)
    acts = len(history.acts(desk))
    act(desk, halden)
    assert open_runs(desk, halden) == []
    assert (ended(desk, halden).state, ended(desk, halden).reason.lower()) == ("stopped", reason)
    told = [entry for entry in history.timeline(desk, halden) if entry.kind == "cadence"]
    assert (told[0].head.lower(), told[0].who) == (f"outbound-9 stopped: {reason}", told[0].who)
    row = find.the_account(desk, halden)
    assert "outbound-9" not in (row["next_what"] or "")
    for _ in range(len(history.acts(desk)) - acts):
        history.undo(desk)
    assert live(desk) == before


def test_a_reply_leaves_a_plain_step_and_is_owed_an_answer(desk: Desk, halden: str) -> None:
    from sdrdesk.usecases import today

    cadences.start(desk, halden, "outbound-9")
    cadences.do_step(desk, halden)
    notes.log_activity(desk, halden, "reply", "who are you?")
    assert step(desk, halden) == ("call", None, "2026-10-14")
    row = today.row_of(desk, halden)
    assert row is not None and (row.band, row.what) == ("reply", "answer: “who are you?”")


def test_what_is_sent_by_hand_does_the_step_it_is(desk: Desk, halden: str) -> None:
    cadences.start(desk, halden, "outbound-9")
    notes.log_activity(desk, halden, "message_sent")
    assert run(desk, halden).at == 0
    done = notes.log_activity(desk, halden, "mail_sent", "my own words")
    assert done.said == "Halden: mail sent, next: call 2/9 outbound-9 (first call) Wed 14 Oct"
    assert run(desk, halden).at == 1


# -- channels ------------------------------------------------------------------------------------------------------


def test_a_dead_number_closes_the_calls_until_there_is_another(desk: Desk, halden: str) -> None:
    cadences.start(desk, halden, "outbound-9")
    cadences.do_step(desk, halden)
    done = outcomes.log_call(desk, halden, "bad_number", contact_id=priya(desk))
    assert done.said.endswith("; calls wait for a working number")
    assert step(desk, halden)[1] == "message 3/9 outbound-9 (say hello)"
    cadences.do_step(desk, halden)
    assert step(desk, halden)[1] == "mail 5/9 outbound-9 (one example)"
    assert recorded(desk)[-1] == (3, "call", "2026-10-15", "2026-10-13", "skipped", "no working number")
    assert [one[0] for one in recorded(desk)] == [0, 1, 2, 3]
    contacts.edit_contact(desk, priya(desk), phone="+49 30 23125 999")
    cadences.do_step(desk, halden)
    assert step(desk, halden)[0] == "call"


def test_a_cadence_of_calls_alone_is_paused_by_a_dead_number_and_can_go_on(desk: Desk, halden: str) -> None:
    cadences.start(desk, halden, "callback", when="today")
    done = outcomes.log_call(desk, halden, "bad_number", contact_id=priya(desk))
    assert done.said.endswith("; callback paused: no working number")
    assert step(desk, halden)[1] == "find a working number"
    with pytest.raises(DeskError, match="cannot go on without a number; e adds one"):
        cadences.resume(desk, halden)
    contacts.edit_contact(desk, priya(desk), phone="+49 30 23125 999")
    cadences.resume(desk, halden)
    assert step(desk, halden) == ("call", "call 1/1 callback (as agreed)", "2026-10-13")


def test_another_number_of_theirs_is_tried_before_a_channel_is_closed(desk: Desk, halden: str) -> None:
    contacts.edit_contact(desk, priya(desk), mobile="+49 171 2312501")
    cadences.start(desk, halden, "inbound-6")
    outcomes.log_call(desk, halden, "bad_number", contact_id=priya(desk))
    assert step(desk, halden) == ("call", "call 1/6 inbound-6 (within the hour)", "2026-10-14")


def test_a_bounce_strikes_the_address_and_closes_the_mails(desk: Desk, halden: str) -> None:
    cadences.start(desk, halden, "outbound-9")
    before = live(desk)
    notes.log_activity(desk, halden, "mail_bounced")
    assert desk.db.value("SELECT count(*) FROM contact_point WHERE dead_at IS NOT NULL") == 1
    assert step(desk, halden)[0] == "call"
    assert recorded(desk) == [(0, "mail", "2026-10-13", "2026-10-13", "skipped", "no working e-mail")]
    history.undo(desk)
    assert live(desk) == before


def test_nurturing_by_mail_alone_is_paused_by_a_bounce(desk: Desk, halden: str) -> None:
    cadences.start(desk, halden, "nurture-monthly")
    notes.log_activity(desk, halden, "mail_bounced")
    assert (run(desk, halden).state, run(desk, halden).reason) == ("paused", "no working e-mail")
    assert step(desk, halden)[1] == "find a working e-mail"
    contacts.edit_contact(desk, priya(desk), email="p.nair@halden.example")
    cadences.resume(desk, halden)
    assert step(desk, halden)[1] == "mail 1/6 nurture-monthly (what you asked about)"


# -- two people, and steps of one's own ----------------------------------------------------------------------------


def test_two_people_of_an_account_take_turns_and_no_day_has_two_touches(
    desk: Desk, halden: str, clock: TickingClock
) -> None:
    other = tom(desk, halden)
    cadences.start(desk, halden, "outbound-9", contact_id=priya(desk))
    cadences.start(desk, halden, "outbound-9", contact_id=other)
    days: list[str] = []
    for _ in range(8):
        row = find.the_account(desk, halden)
        while desk.today().isoformat() < row["next_due"]:
            clock.jump(days=1)
        days.append(desk.today().isoformat())
        if row["next_kind"] == "call":
            outcomes.log_call(desk, halden, "no_answer", contact_id=row["next_contact_id"])
        else:
            cadences.do_step(desk, halden, contact_id=row["next_contact_id"])
    assert len(set(days)) == len(days)
    assert {one.at for one in open_runs(desk, halden)} <= {3, 4, 5}
    weeks = [sum(day in days for day in _open_days(first)) for first in days]
    assert max(weeks) <= 3


def _open_days(first: str) -> list[str]:
    from datetime import date

    from sdrdesk.domain.days import add_business_days

    return [add_business_days(date.fromisoformat(first), n).isoformat() for n in range(5)]


def test_what_one_says_ends_the_others_too_but_do_not_contact_is_their_own(desk: Desk, halden: str) -> None:
    other = tom(desk, halden)
    cadences.start(desk, halden, "outbound-9", contact_id=priya(desk))
    cadences.start(desk, halden, "inbound-6", contact_id=other)
    outcomes.log_call(desk, halden, "do_not_contact", contact_id=priya(desk), confirmed=True)
    assert [one.cadence_id for one in open_runs(desk, halden)] == ["inbound-6"]
    history.undo(desk)
    notes.log_activity(desk, halden, "reply", contact_id=other)
    assert open_runs(desk, halden) == []


def test_a_step_of_ones_own_goes_before_and_the_cadence_waits_its_turn(desk: Desk, halden: str) -> None:
    cadences.start(desk, halden, "outbound-9")
    next_steps.set_next(desk, halden, "call her desk today")
    assert said(desk, halden) == "outbound-9 step 1/9 · mail due today, after the next step"
    outcomes.log_call(desk, halden, "no_answer", contact_id=priya(desk))
    assert step(desk, halden)[1] == "mail 1/9 outbound-9 (why them)"
    next_steps.set_next(desk, halden, "send plan fri")
    cadences.resume(desk, halden)
    assert step(desk, halden)[1] == "mail 1/9 outbound-9 (why them)"


def test_a_dial_that_the_cadence_did_not_ask_for_leaves_its_step_as_it_stands(desk: Desk, halden: str) -> None:
    cadences.start(desk, halden, "outbound-9")
    set_at = find.the_account(desk, halden)["next_set_at"]
    done = outcomes.log_call(desk, halden, "no_answer", contact_id=priya(desk))
    assert done.said == "Halden: no answer, next is still: mail 1/9 outbound-9 (why them) Tue 13 Oct"
    assert find.the_account(desk, halden)["next_set_at"] == set_at
    assert run(desk, halden).at == 0


def test_the_strip_tells_what_a_cadence_would_do_before_the_key(desk: Desk, halden: str) -> None:
    cadences.start(desk, halden, "outbound-9")
    cadences.do_step(desk, halden)
    offers = {one.rule.key: one for one in outcomes.strip_rules(desk, halden, contact_id=priya(desk))}
    assert offers["n"].said == "message 3/9 outbound-9 (say hello) Wed"
    assert offers["k"].said == "follow up, when? · ends outbound-9"
    for key in "nbvxg":
        outcomes.log_call(desk, halden, offers[key].rule.id, contact_id=priya(desk))
        assert step(desk, halden)[2] == str(offers[key].suggested.due), key
        history.undo(desk)


# -- the text ------------------------------------------------------------------------------------------------------


def test_the_step_at_hand_has_its_text_filled_in_and_names_what_is_missing(desk: Desk, halden: str) -> None:
    cadences.start(desk, halden, "re-engage-3")
    card = step_card(desk, halden)
    assert card is not None
    assert card.text.startswith("Hello Priya,\n\nwhen we spoke last, this stood in the way: “{objection}”.")
    assert card.missing == ("objection",)
    assert card.address == "priya@halden.example"
    sent_to = "mailto:priya@halden.example?subject=Where%20we%20stopped&body=Hello%20Priya%2C%0D%0A"
    assert card.mailto.startswith(sent_to)
    assert [one.outcome for one in card.steps] == ["", "", ""]


def test_their_words_stand_in_the_text(desk: Desk, halden: str) -> None:
    call = calls.start_call(desk, halden, priya(desk)).made or ""
    calls.file_line(desk, call, "n2 orders get lost \x1b[31m{company}")
    calls.finish_call(desk, call, "callback", when="thu")
    cadences.start(desk, halden, "callback", when="thu 10")
    card = step_card(desk, halden)
    assert card is not None
    assert "You had said: “orders get lost ␛[31m{company}”." in card.text
    assert card.missing == ()


def test_a_file_that_is_gone_or_broken_stops_nothing_else(
    desk: Desk, halden: str, own_home: Path
) -> None:
    folder = own_home / ".config" / "sdrdesk" / "cadences"
    folder.mkdir(parents=True)
    (folder / "w.toml").write_text('id = "w"\n[[step]]\nday = 0\nchannel = "m"\n[[step]]\nday = 1\nchannel = "m"\n')
    cadences.start(desk, halden, "w")
    (folder / "w.toml").unlink()
    desk._cadences = None
    assert said(desk, halden).endswith("its file is not there any more, or is broken")
    with pytest.raises(DeskError, match="is not there any more"):
        cadences.do_step(desk, halden)
    outcomes.log_call(desk, halden, "no_answer", contact_id=priya(desk))
    cadences.stop(desk, halden)
    assert ended(desk, halden).state == "stopped"


# -- records made one ----------------------------------------------------------------------------------------------


def test_two_people_made_one_go_on_with_the_cadence_whose_step_is_next(desk: Desk, halden: str) -> None:
    other = tom(desk, halden)
    cadences.start(desk, halden, "outbound-9", contact_id=priya(desk))
    cadences.start(desk, halden, "nurture-monthly", contact_id=other)
    before = live(desk)
    merging.merge_people(desk, priya(desk), other)
    assert [(one.cadence_id, one.contact_id) for one in open_runs(desk, halden)] == [("outbound-9", priya(desk))]
    assert step(desk, halden)[1] == "mail 1/9 outbound-9 (why them)"
    assert safety.check(desk) == []
    history.undo(desk)
    assert live(desk) == before


@pytest.mark.parametrize("stands", ["left", "right"])
def test_accounts_made_one_keep_a_cadence_each_and_none_off_the_board(desk: Desk, halden: str, stands: str) -> None:
    made = accounts.add_account(desk, name="Halden AG", person="Ana Ruiz", email="ana@halden.example", next="call thu")
    cadences.start(desk, made.made or "", "outbound-9")
    leaving.dormant(desk, halden, reason="timing")
    merging.merge(desk, halden, made.made or "", status=stands)
    open_ones = [one.cadence_id for one in open_runs(desk, halden)]
    assert open_ones == ([] if stands == "left" else ["outbound-9"])
    assert safety.check(desk) == []


def test_a_person_made_one_with_somebody_who_asked_us_to_stop_is_on_no_cadence(desk: Desk, halden: str) -> None:
    other = tom(desk, halden)
    outcomes.log_call(desk, halden, "do_not_contact", contact_id=other, confirmed=True)
    cadences.start(desk, halden, "outbound-9", contact_id=priya(desk))
    merging.merge_people(desk, priya(desk), other)
    assert open_runs(desk, halden) == []
    assert step(desk, halden)[:2] == ("mail", None)


def test_whoever_is_forgotten_is_on_no_cadence(desk: Desk, halden: str) -> None:
    other = tom(desk, halden)
    for who in (priya(desk), other):
        cadences.start(desk, halden, "outbound-9", contact_id=who)
    for who, name in ((priya(desk), "Priya Nair"), (other, "Tom Weiss")):
        forgetting.forget(desk, forgetting.person(desk, who), typed=name)
    assert open_runs(desk, halden) == []
    assert safety.check(desk) == []


# -- calls that are tried again ------------------------------------------------------------------------------------


def test_a_check_in_that_nobody_answered_is_tried_again_and_not_counted(desk: Desk, clock: TickingClock) -> None:
    made = accounts.add_account(desk, name="Halden", person="Priya Nair", phone="+49 30 23125 101",
                                next="call today").made or ""  # fmt: skip
    pipeline.promote(desk, made, to_stage="customer", amount="500", on="today", reason="value", skip="small_sale")
    cadences.start(desk, made, "customer")
    clock.jump(days=7)
    done = outcomes.log_call(desk, made, "no_answer", contact_id=priya(desk))
    assert done.said.startswith("Halden: no answer → call 1 customer (has it begun well?) Wed 21 Oct")
    assert (run(desk, made).at, recorded(desk)) == (0, [])
    assert said(desk, made) == "customer step 1 · call due Wed 21 Oct"
    outcomes.log_call(desk, made, "gatekeeper", contact_id=priya(desk), who="Ms Roth")
    assert step(desk, made)[1] == "call 1 customer (has it begun well?) · ask for Ms Roth"
    outcomes.log_call(desk, made, "conversation", contact_id=priya(desk), when="send guide fri")
    assert [one[0] for one in recorded(desk)] == [0]


def test_a_call_back_that_nobody_answered_is_tried_again_like_any_call(desk: Desk, halden: str) -> None:
    cadences.start(desk, halden, "callback", when="today")
    done = outcomes.log_call(desk, halden, "no_answer", contact_id=priya(desk))
    assert done.said == "Halden: no answer → call Wed 14 Oct 14:30 · try 2/6"
    assert said(desk, halden) == "callback step 1/1 · finished"
