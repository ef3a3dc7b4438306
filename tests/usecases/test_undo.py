"""The law of undo, over every verb: what it takes back is as if it had not been done, and can be done again."""

from __future__ import annotations

import tempfile
from collections.abc import Callable
from contextlib import closing

import pytest

from sdrdesk.domain.errors import Conflict, DeskError
from sdrdesk.domain.named import Named
from sdrdesk.store import journal
from sdrdesk.usecases import (
    accounts,
    arguing,
    blocks,
    bulk,
    cadences,
    calls,
    cold_limits,
    contacts,
    deals,
    duplicate_search,
    duplicates,
    history,
    leaving,
    merging,
    merging_many,
    money_in,
    naming,
    next_steps,
    notes,
    objections,
    orders,
    outcomes,
    pipeline,
    qualifying,
    safety,
    spreading,
    tags,
    transfer,
    unfinished,
    willing,
)
from sdrdesk.usecases.assumptions import assume
from sdrdesk.usecases.desk import Desk, Done, change_settings, open_desk
from usecases.live import live

GOOD_LINES = (
    "n3 they retype every order, 12 hours a week",
    "t2 contract with the old system ends in March",
    "a2 Priya decides up to 50k",
    "b2 40k approved, ops budget",
)


def lead(desk: Desk, name: str = "Halden") -> str:
    """A lead on the board with one person."""
    done = accounts.add_account(
        desk, name=name, source="webinar", person="Priya Nair", email=f"priya@{name.lower()}.example",
        phone="+49 30 23125 101", value="12000", next="call fri 10",
    )  # fmt: skip
    assert done.made is not None
    return done.made


def person(desk: Desk, account_id: str) -> str:
    return str(desk.db.value("SELECT id FROM contact WHERE account_id = ? AND deleted_at IS NULL", (account_id,)))


def qualified(desk: Desk, account_id: str) -> str:
    """A finished discovery call with four good answers."""
    call = calls.start_call(desk, account_id, person(desk, account_id)).made
    assert call is not None
    for line in GOOD_LINES:
        calls.file_line(desk, call, line)
    calls.finish_call(desk, call, "conversation", when="send plan fri 9")
    return call


def prospect(desk: Desk) -> str:
    account = lead(desk)
    qualified(desk, account)
    pipeline.promote(desk, account, next="demo thu 14")
    return account


def customer(desk: Desk) -> str:
    account = prospect(desk)
    pipeline.promote(desk, account, amount="11000", on="today", reason="value")
    return account


def inboxed(desk: Desk) -> str:
    made = accounts.add_account(desk, name="Kobalt", person="Tom Weiss", phone="+49 30 23125 102").made
    assert made is not None
    return made


def with_objection(desk: Desk) -> str:
    made = objections.log_objection(desk, lead(desk), "price", "twice what we pay now").made
    assert made is not None
    return made


def in_call(desk: Desk) -> str:
    account = lead(desk)
    made = calls.start_call(desk, account, person(desk, account)).made
    assert made is not None
    return made


def lost(desk: Desk) -> str:
    account = prospect(desk)
    leaving.lose(desk, account, reason="price")
    return account


def blocked_customer(desk: Desk) -> str:
    """A customer who, by nobody's name, asked not to be contacted."""
    account = customer(desk)
    outcomes.log_call(desk, account, "do_not_contact", confirmed=True)
    return account


def ten_wins(desk: Desk) -> str:
    """Ten prospects who bought at once."""
    for place in range(10):
        account = lead(desk, f"Firm {place}")
        pipeline.promote(desk, account, next="demo thu 14", override="they asked")
        pipeline.promote(desk, account, amount="900", on="today", reason="value")
    return account


def parked(desk: Desk) -> str:
    account = lead(desk)
    leaving.dormant(desk, account, reason="timing")
    return account


def due(desk: Desk) -> str:
    account = lead(desk)
    next_steps.set_next(desk, account, "call today")
    return account


def overdue(desk: Desk) -> str:
    account = lead(desk)
    with desk.db.step("test", None):
        desk.db.update("account", account, next_due="2026-10-09", next_time="10:00")
    return account


def in_block(desk: Desk) -> str:
    """A call block of one row; its account."""
    account = lead(desk)
    blocks.begin(desk, [account], "Today")
    return account


def row_in_block(desk: Desk) -> str:
    in_block(desk)
    return str(desk.db.value("SELECT id FROM call_block_row WHERE deleted_at IS NULL"))


def the_block(desk: Desk) -> str:
    in_block(desk)
    return str(desk.db.value("SELECT id FROM call_block WHERE deleted_at IS NULL"))
def on_cadence(desk: Desk) -> str:
    account = lead(desk)
    cadences.start(desk, account, "outbound-9")
    return account


def on_paused_cadence(desk: Desk) -> str:
    account = on_cadence(desk)
    cadences.pause(desk, account, "in 2w")
    return account


def foreign(desk: Desk) -> str:
    """A lead and a customer in dollars, for which no rate is known."""
    account = lead(desk)
    accounts.edit_account(desk, account, value="12k USD")
    other = lead(desk, "Lumen")
    pipeline.promote(desk, other, to_stage="customer", amount="500 USD", on="today", reason="value", skip="small_sale")
    return account


def rated(desk: Desk) -> str:
    account = foreign(desk)
    money_in.enter_rate(desk, "usd", "2026-10-01", "0.5")
    return account


Verb = Callable[[Desk, str], Done]
def exported(desk: Desk) -> str:
    """A whole desk in a file, to be brought onto the empty one."""
    other = open_desk(":memory:", clock=desk.clock)
    qualified(other, lead(other))
    folder = tempfile.mkdtemp()
    with closing(other):
        return str(transfer.export(other, f"{folder}/all.json").file)


def _bring(desk: Desk, path: str) -> Done:
    result = transfer.import_file(desk, path)
    return Done(result.step or "", result.said)


VERBS: dict[str, tuple[Callable[[Desk], str], Verb]] = {
    "bring in a whole desk": (exported, _bring),
    "add an account": (lambda desk: "", lambda desk, _: accounts.add_account(desk, name="New", next="call in 3d")),
    "add a person": (lead, lambda desk, a: contacts.add_contact(desk, a, name="Ana Ruiz", email="ana@x.example")),
    "add a deal": (lead, lambda desk, a: deals.add_deal(desk, a, name="Pilot", value="9k")),
    "edit an account": (lead, lambda desk, a: accounts.edit_account(desk, a, name="Halden AG", value="14k")),
    "edit a person": (lead, lambda desk, a: contacts.edit_contact(desk, person(desk, a), phone="030 1", role="user")),
    "say who referred them": (
        lambda desk: _two(desk),
        lambda desk, a: contacts.edit_contact(desk, person(desk, a), referred_by="priya nair · kob"),
    ),
    "edit an order": (customer, lambda desk, a: orders.edit_order(desk, _order(desk), amount="900", on="yesterday")),
    "delete an account": (customer, lambda desk, a: accounts.delete(desk, "account", a)),
    "delete a person": (lead, lambda desk, a: accounts.delete(desk, "contact", person(desk, a))),
    "set the next step": (lead, lambda desk, a: next_steps.set_next(desk, a, "send plan mon 9")),
    "snooze": (lead, lambda desk, a: next_steps.snooze(desk, a, "3")),
    "put off who left": (parked, lambda desk, a: next_steps.snooze(desk, a, "m")),
    "argue with the queue": (due, lambda desk, a: arguing.nudge(desk, a, 1, "their fair is tomorrow")),
    "note": (lead, lambda desk, a: notes.note(desk, a, "met at the fair")),
    "put a note right": (lambda desk: str(notes.note(desk, lead(desk), "met").made),
                         lambda desk, note: notes.edit_note(desk, note, "met at the fair")),
    "switch the playbook": (lead, lambda desk, a: qualifying.switch(desk, a, "meddic")),
    "log a reply": (lead, lambda desk, a: notes.log_activity(desk, a, "reply", "yes please", next="call tomorrow")),
    "tag": (lambda desk: _tagged(desk), lambda desk, a: tags.tag(desk, a, "+hot -cold")),
    "act on many": (lambda desk: _many(desk), lambda desk, _: _snoozed(desk)),
    "take": (inboxed, lambda desk, a: pipeline.take(desk, a, next="call tomorrow")),
    "promote": (lambda desk: _ready(desk), lambda desk, a: pipeline.promote(desk, a, next="demo thu")),
    "promote past the gate": (lead, lambda desk, a: pipeline.promote(desk, a, next="demo thu", override="CEO asked")),
    "win": (prospect, lambda desk, a: pipeline.promote(desk, a, amount="11k", on="today", reason="value")),
    "skip to customer": (
        lead,
        lambda desk, a: pipeline.promote(
            desk, a, to_stage="customer", amount="500", on="today", reason="value", skip="small_sale"
        ),
    ),
    "move back": (prospect, lambda desk, a: pipeline.back(desk, a, reason="decider_gone", drop_deals=True)),
    "lose": (prospect, lambda desk, a: leaving.lose(desk, a, reason="price")),
    "make dormant": (lead, lambda desk, a: leaving.dormant(desk, a, reason="timing", until="in 3m")),
    "disqualify": (inboxed, lambda desk, a: leaving.disqualify(desk, a, reason="no_need")),
    "lose to a competitor": (
        prospect, lambda desk, a: leaving.lose(desk, a, reason="competitor", competitor="Rival GmbH"),
    ),
    "churn": (customer, lambda desk, a: leaving.churn(desk, a, reason="price", avoidable="yes")),
    "allow contact again": (
        blocked_customer, lambda desk, a: willing.allow(desk, a, reason="they rang", confirmed="yes"),
    ),
    "reactivate": (lost, lambda desk, a: leaving.reactivate(desk, a, reason="new CFO", next="call mon 9")),
    "enter what was spent": (lead, lambda desk, a: money_in.enter_spend(desk, "2026-09", "webinar", "1200")),
    "correct what was spent": (
        lambda desk: str(money_in.enter_spend(desk, "2026-09", "webinar", "1200").said),
        lambda desk, _: money_in.enter_spend(desk, "2026-09", "webinar", "1300"),
    ),
    "enter a rate": (foreign, lambda desk, a: money_in.enter_rate(desk, "usd", "2026-10-01", "0.5")),
    "correct a rate": (rated, lambda desk, a: money_in.enter_rate(desk, "usd", "2026-10-01", "0.6")),
    "enter what recurs": (customer, lambda desk, a: money_in.enter_recurring(desk, a, "125")),
    "quiet by own wins": (ten_wins, lambda desk, a: cold_limits.take_own_limit(desk, "prospect")),
    "assume something else": (lead, lambda desk, a: assume(desk, target_prospect="22")),
    "log an objection": (lead, lambda desk, a: objections.log_objection(desk, a, "impl", "nine months last time")),
    "explore an objection": (
        with_objection,
        lambda desk, o: objections.explore(desk, o, underlying="fear_of_mistake", outcome="yes", blocking=True),
    ),
    "start a cadence": (lead, lambda desk, a: cadences.start(desk, a, "outbound-9")),
    "start a cadence from the inbox": (inboxed, lambda desk, a: cadences.start(desk, a, "inbound-6")),
    "do a step of a cadence": (on_cadence, cadences.do_step),
    "skip a step of a cadence": (on_cadence, cadences.skip_step),
    "pause a cadence": (on_cadence, cadences.pause),
    "resume a cadence": (on_paused_cadence, cadences.resume),
    "stop a cadence": (on_cadence, cadences.stop),
    "log a reply to a cadence": (on_cadence, lambda desk, a: notes.log_activity(desk, a, "reply", "yes")),
    "log a mail that bounced": (on_cadence, lambda desk, a: notes.log_activity(desk, a, "mail_bounced")),
    "leave while on a cadence": (on_cadence, lambda desk, a: leaving.dormant(desk, a, reason="timing")),
    "add whom a line names": (in_call, lambda desk, c: naming.add_named(desk, c, Named("", "CFO"))),
    "file a line": (in_call, lambda desk, c: _filed(desk, c, "n2 orders get lost")),
    "file an objection in a call": (in_call, lambda desk, c: _filed(desk, c, '!price "twice as much"')),
    "grade": (in_call, lambda desk, c: calls.grade(desk, c, "need", 3, "confirmed")),
    "answer a choice": (in_call, lambda desk, c: calls.choose(desk, c, "n8", "1")),
    "skip a question": (in_call, lambda desk, c: calls.mark(desk, c, "n1", "skipped")),
    "name a hard stop": (in_call, lambda desk, c: calls.stop_hard(desk, c, "no_need")),
    "finish a call": (in_call, lambda desk, c: calls.finish_call(desk, c, "callback", when="thu 10")),
    "drop a call": (in_call, calls.drop_call),
    "spread the late pile": (overdue, lambda desk, _: spreading.spread(desk, spreading.plan_spread(desk))),
    "begin a call block": (in_block, lambda desk, a: blocks.begin(desk, [a], "Today")),
    "print a sheet": (lead, lambda desk, a: blocks.begin(desk, [a], "Today", kind="sheet")),
    "call a row of a block": (in_block, lambda desk, a: outcomes.log_call(desk, a, "no_answer")),
    "skip a row of a block": (row_in_block, blocks.skip),
    "end a block": (the_block, blocks.end),
    "delete an account of a block": (in_block, lambda desk, a: accounts.delete(desk, "account", a)),
    "merge two accounts": (lambda desk: _twice(desk), lambda desk, a: merging.merge(desk, a, _other(desk, a))),
    "merge two on cadences and in a block": (
        lambda desk: _on_cadences(desk), lambda desk, a: merging.merge(desk, a, _other(desk, a))
    ),
    "merge across statuses": (
        lambda desk: _lost_twice(desk), lambda desk, a: merging.merge(desk, a, _other(desk, a), status="right")
    ),
    "merge a further one into a lead": (
        lambda desk: _customer_twice(desk),
        lambda desk, a: merging.merge(desk, a, _other(desk, a), name="right", source="both", next="right"),
    ),
    "block a person by hand": (
        lead, lambda desk, a: contacts.edit_contact(desk, person(desk, a), do_not_contact="yes")
    ),
    "merge two people": (
        lambda desk: _two_people(desk),
        lambda desk, a: merging.merge_people(desk, *_people_of(desk, a), title="both"),
    ),
    "merge every sure pair": (
        lambda desk: _sure_pairs(desk),
        lambda desk, _: merging_many.merge_many(desk, duplicate_search.of_desk(desk)),
    ),
    "say that two are not the same": (
        lambda desk: _twice(desk), lambda desk, a: duplicates.not_same(desk, a, _other(desk, a))
    ),
    "change settings": (lead, lambda desk, _: change_settings(desk, currency="USD", goal_dials="40")),
}
for _outcome in (
    "no_answer busy voicemail_left voicemail_none bad_number gatekeeper wrong_person hung_up callback "
    "not_interested referred conversation meeting_booked do_not_contact"
).split():

    def _log(desk: Desk, a: str, outcome: str = _outcome) -> Done:
        return outcomes.log_call(
            desk, a, outcome, contact_id=person(desk, a),
            when="thu 10" if outcome in ("callback", "conversation", "meeting_booked") else "",
            who="Ana Ruiz" if outcome in ("wrong_person", "referred", "gatekeeper") else "", confirmed=True,
        )  # fmt: skip

    VERBS[f"log {_outcome}"] = (lead, _log)
    VERBS[f"log {_outcome} from the inbox"] = (inboxed, _log)


def _two(desk: Desk) -> str:
    lead(desk, "Kobalt")
    return lead(desk)


def _order(desk: Desk) -> str:
    return str(desk.db.value('SELECT id FROM "order" WHERE deleted_at IS NULL'))


def _other(desk: Desk, account_id: str) -> str:
    return str(desk.db.value("SELECT id FROM account WHERE id <> ? AND deleted_at IS NULL", (account_id,)))


def _people_of(desk: Desk, account_id: str) -> list[str]:
    found = desk.db.all("SELECT id FROM contact WHERE account_id = ? AND deleted_at IS NULL ORDER BY id", (account_id,))
    return [row["id"] for row in found]


def _twice(desk: Desk) -> str:
    """A lead with history, and the same company once more with another."""
    account, other = lead(desk), lead(desk, "Halden AG")
    qualified(desk, other)
    notes.note(desk, other, "met at the fair")
    objections.log_objection(desk, other, "price", "too dear")
    deals.add_deal(desk, other, name="Pilot", value="9k")
    contacts.add_contact(desk, other, name="Ana Ruiz", email="ana@halden.example")
    outcomes.log_call(desk, account, "no_answer", contact_id=person(desk, account))
    return account


def _on_cadences(desk: Desk) -> str:
    account, other = lead(desk), lead(desk, "Halden AG")
    cadences.start(desk, account, "outbound-9")
    cadences.start(desk, other, "inbound-6")
    blocks.begin(desk, [account, other], "Today")
    return account


def _sure_pairs(desk: Desk) -> str:
    for _ in range(3):
        accounts.add_account(desk, name="Kobalt", person="Tom Weiss", email="tom@kobalt.example", next="call fri 10")
    return lead(desk)


def _lost_twice(desk: Desk) -> str:
    account = prospect(desk)
    other = lead(desk, "Halden AG")
    leaving.dormant(desk, other, reason="timing")
    return account


def _customer_twice(desk: Desk) -> str:
    other = customer(desk)
    account = lead(desk, "Halden AG")
    assert _other(desk, account) == other
    return account


def _two_people(desk: Desk) -> str:
    account = lead(desk)
    contacts.add_contact(desk, account, name="P. Nair", title="COO", email="p.nair@halden.example", phone="030 1234567")
    outcomes.log_call(desk, account, "no_answer", contact_id=_people_of(desk, account)[1])
    return account


def _ready(desk: Desk) -> str:
    account = lead(desk)
    qualified(desk, account)
    return account


def _tagged(desk: Desk) -> str:
    account = lead(desk)
    tags.tag(desk, account, "cold")
    return account


def _many(desk: Desk) -> str:
    inboxed(desk)
    return ",".join(lead(desk, name) for name in ("Halden", "Lumen", "Nordkap"))


def _snoozed(desk: Desk) -> Done:
    every = [row["id"] for row in desk.db.all("SELECT id FROM account")]
    return bulk.act_on(desk, lambda desk, one: next_steps.snooze(desk, one, "3"), every, "Snooze 3")[0]


def _filed(desk: Desk, call_id: str, text: str) -> Done:
    done = calls.file_line(desk, call_id, text).done
    assert done is not None
    return done


@pytest.mark.parametrize("verb", VERBS)
def test_undo_restores_every_row_and_redo_does_it_again(desk: Desk, verb: str) -> None:
    prepare, act = VERBS[verb]
    subject = prepare(desk)
    before = live(desk)
    done = act(desk, subject)
    after = live(desk)
    assert after != before, "the verb did nothing"
    assert done.said
    undone = history.undo(desk, done.step)
    assert live(desk) == before
    assert undone.said.startswith("Undid: ")
    history.redo(desk, done.step)
    assert live(desk) == after
    history.undo(desk, done.step)
    assert live(desk) == before
    assert safety.check(desk) == []


def test_undo_goes_one_act_further_back_each_time(desk: Desk) -> None:
    empty = live(desk)
    account = prospect(desk)
    notes.note(desk, account, "a note")
    while history.last_act(desk) is not None:
        history.undo(desk)
    assert live(desk) == empty


def test_an_act_is_not_taken_back_under_later_work(desk: Desk) -> None:
    account = lead(desk)
    first = accounts.edit_account(desk, account, name="Halden AG")
    accounts.edit_account(desk, account, name="Halden SE")
    before = live(desk)
    with pytest.raises(Conflict, match="later act changed the same facts"):
        history.undo(desk, first.step)
    assert live(desk) == before


def test_a_new_account_is_not_taken_back_under_later_work(desk: Desk) -> None:
    account = lead(desk)
    added = history.acts(desk)[0]
    notes.note(desk, account, "a note")
    with pytest.raises(Conflict, match="Later work hangs on it"):
        history.undo(desk, added.id)


def test_an_older_act_on_other_facts_can_be_taken_back_alone(desk: Desk) -> None:
    account = lead(desk)
    step = accounts.edit_account(desk, account, website="halden.example").step
    notes.note(desk, account, "a note")
    history.undo(desk, step)
    assert desk.db.value("SELECT website FROM account") is None
    assert desk.db.value("SELECT count(*) FROM note WHERE deleted_at IS NULL") == 1


def test_undoing_a_finished_call_leaves_its_words_as_a_draft(desk: Desk) -> None:
    call = qualified(desk, lead(desk))
    history.undo(desk)
    assert [one.id for one in unfinished.open_calls(desk)] == [call]
    assert unfinished.open_calls(desk)[0].lines == len(GOOD_LINES)
    history.undo(desk)
    assert unfinished.open_calls(desk) == []


def test_the_lines_of_a_call_stand_under_it_in_the_list(desk: Desk) -> None:
    qualified(desk, lead(desk))
    listed = history.acts(desk)
    assert [act.verb for act in listed] == ["call.finished", "call.started", "account.added"]
    assert listed[1].said == f"Call with Halden, {len(GOOD_LINES)} entries"
    history.undo(desk)
    before = live(desk)
    history.undo(desk, listed[1].id)
    assert unfinished.open_calls(desk) == []
    history.redo(desk, listed[1].id)
    assert live(desk) == before


def test_undo_with_nothing_to_take_back_says_so(desk: Desk) -> None:
    with pytest.raises(DeskError, match="Nothing to take back"):
        history.undo(desk)


def test_an_act_is_not_taken_back_twice_by_two_windows_that_saw_it_stand(desk: Desk) -> None:
    account = lead(desk)
    noted = notes.note(desk, account, "a note")
    assert noted.step is not None
    history.undo(desk)
    before = live(desk)
    with pytest.raises(Conflict, match="by another window"), desk.db.step("undo", account, undoes=noted.step) as log:
        journal.take_back(desk.db, log, [noted.step])
    assert live(desk) == before
    assert history.redo(desk, noted.step).said.startswith("Redid")


def test_acts_are_taken_back_across_restarts(tmp_path) -> None:  # type: ignore[no-untyped-def]
    first = open_desk(tmp_path / "desk.db")
    account = lead(first)
    before = live(first)
    notes.note(first, account, "a note")
    first.close()
    second = open_desk(tmp_path / "desk.db")
    history.undo(second)
    assert live(second) == before
    second.close()
