"""The verbs: each does what its key does, says one sentence, and can be taken back."""

from __future__ import annotations

import pytest

from .conftest import Sdrdesk


def status(sdrdesk: Sdrdesk, name: str) -> tuple[str, str]:
    shown = sdrdesk("show", name, "--json").json
    return shown["stage"], shown["status"]


def test_a_lead_goes_all_the_way(sdrdesk: Sdrdesk) -> None:
    assert sdrdesk("add", "Beta AG", "--person", "Bo").out == "Added Beta AG to the inbox\n"
    assert sdrdesk("take", "beta", "--next", "call thu 10").code == 0
    promoted = sdrdesk("promote", "beta", "--value", "8k", "--next", "demo thu 14:00", "--override", "they asked")
    assert promoted.out == "Beta AG is now a prospect, next: meeting Thu 15 Oct 14:00 (gate overridden: they asked)\n"
    won = sdrdesk("win", "beta", "--amount", "9k", "--on", "yesterday", "--reason", "value")
    assert won.out.startswith("Beta AG is now a customer: €9k")
    assert status(sdrdesk, "beta") == ("customer", "active")
    assert sdrdesk("churn", "beta", "--reason", "no_need").code == 0
    assert sdrdesk("reactivate", "beta", "--reason", "new decider", "--next", "thu").code == 0
    for _ in range(6):
        assert sdrdesk("undo").code == 0
    assert sdrdesk("accounts", "--json").json == []
    assert sdrdesk("undo").err == "Nothing to take back: no act of this desk stands.\n"


def test_a_skip_to_customer_is_a_promotion_with_a_stage(sdrdesk: Sdrdesk, acme: str) -> None:
    facts = ("--amount", "500", "--currency", "usd", "--on", "today", "--reason", "value")
    refused = sdrdesk("promote", "acme", "--to", "customer", *facts)
    assert refused.code == 1 and "straight from lead to customer?" in refused.err and "--skip" in refused.err
    assert sdrdesk("promote", "acme", "--to", "customer", *facts, "--skip", "small_sale").code == 0
    assert status(sdrdesk, "acme") == ("customer", "active")


def test_a_large_sale_to_a_lead_has_to_be_confirmed(sdrdesk: Sdrdesk, acme: str) -> None:
    facts = ("--amount", "12000", "--on", "today", "--reason", "value", "--skip", "inbound_order")
    refused = sdrdesk("win", "acme", *facts)
    assert refused.code == 1 and "more than 10,000" in refused.err and "--yes" in refused.err
    assert sdrdesk("settings", "skip_confirm=0").code == 0
    assert sdrdesk("win", "acme", *facts).code == 0
    assert sdrdesk("undo").code == 0
    assert sdrdesk("settings", "skip_confirm=1000").code == 0
    assert sdrdesk("win", "acme", *facts, "--yes").code == 0


def test_lost_to_a_competitor_says_which(sdrdesk: Sdrdesk, acme: str) -> None:
    refused = sdrdesk("lose", "acme", "--reason", "competitor")
    assert refused.code == 1 and "Who did Acme GmbH go with?" in refused.err and "--competitor" in refused.err
    assert "(Rival GmbH)" in sdrdesk("lose", "acme", "--reason", "competitor", "--competitor", "Rival GmbH").out
    moves = [one for one in sdrdesk("show", "acme", "--json").json["timeline"] if one["kind"] == "stage"]
    assert moves[0]["body"] == "competitor Rival GmbH"


def test_a_customer_left_on_a_day_and_could_have_been_kept(sdrdesk: Sdrdesk, acme: str) -> None:
    facts = ("--amount", "500", "--on", "2026-09-01", "--reason", "value", "--skip", "small_sale")
    sdrdesk("win", "acme", *facts)
    assert sdrdesk("churn", "acme", "--reason", "price", "--on", "tomorrow").code == 1
    assert sdrdesk("churn", "acme", "--reason", "price", "--on", "2026-08-01").code == 1
    assert sdrdesk("churn", "acme", "--reason", "price", "--avoidable", "yes").out.startswith(
        "Acme GmbH has churned: too dear (it could have been avoided)"
    )


def test_who_asked_not_to_be_contacted_may_take_it_back(sdrdesk: Sdrdesk, acme: str) -> None:
    assert "may be contacted already" in sdrdesk("allow", "acme").err


@pytest.mark.parametrize(
    ("verb", "options", "left"),
    [
        ("lose", ("--reason", "price", "--why", "half the price"), "lost"),
        ("dormant", ("--reason", "timing", "--until", "15 jan", "--trigger", "new budget"), "dormant"),
        ("disqualify", ("--reason", "wrong_market"), "disqualified"),
    ],
)
def test_leaving_the_board(sdrdesk: Sdrdesk, acme: str, verb: str, options: tuple[str, ...], left: str) -> None:
    assert sdrdesk(verb, "acme", *options).code == 0
    assert status(sdrdesk, "acme") == ("lead", left)
    assert sdrdesk("undo").code == 0
    assert status(sdrdesk, "acme") == ("lead", "active")


def test_back_with_a_reason(sdrdesk: Sdrdesk, acme: str) -> None:
    sdrdesk("promote", "acme", "--next", "thu", "--override", "sure")
    assert sdrdesk("back", "acme", "--reason", "never_qualified", "--drop-deals").out == (
        "Acme GmbH is a lead again: was never qualified\n"
    )
    assert sdrdesk("show", "acme", "--json").json["deals"][0]["outcome"] == "dropped"


def test_a_call_is_logged_with_its_person_its_hour_and_its_next_step(sdrdesk: Sdrdesk, acme: str) -> None:
    sdrdesk("person", "acme", "John Roe", "--role", "decides", "--email", "john@acme.example")
    ended = sdrdesk(
        "log", "acme", "callback", "--person", "john@acme.example", "--at", "yesterday 16:00",
        "--next", "fri 9", "--note", "in a meeting",
    )  # fmt: skip
    assert ended.out == "Acme GmbH: call back → call Fri 16 Oct 09:00\n"
    shown = sdrdesk("show", "acme", "--json").json
    call = next(entry for entry in shown["timeline"] if entry["kind"] == "call")
    assert (call["at"], call["who"], call["body"]) == ("2026-10-12T14:00:00.000Z", "John Roe", "in a meeting")
    assert (shown["next_due"], shown["next_time"], shown["tries"]) == ("2026-10-16", "09:00", 1)


def test_who_is_called_is_who_was_named(sdrdesk: Sdrdesk, acme: str) -> None:
    sdrdesk("person", "acme", "John Roe", "--email", "john@acme.example")
    sdrdesk("log", "john@acme.example", "no_answer")
    assert sdrdesk("show", "acme", "--json").json["timeline"][0]["who"] == "John Roe"
    sdrdesk("log", "+49 30 901820", "no_answer")
    assert {entry["who"] for entry in sdrdesk("history", "acme", "--json").json["timeline"]} >= {"Jane Doe"}


@pytest.mark.parametrize("disposition", ["callback", "conversation", "meeting_booked"])
def test_an_outcome_that_needs_a_date_is_refused_without(sdrdesk: Sdrdesk, acme: str, disposition: str) -> None:
    ended = sdrdesk("log", "acme", disposition)
    assert (ended.code, ended.out) == (1, "")
    assert ended.err.endswith("give it with --next.\n")
    assert len(sdrdesk("history", "--json").json) == 1


def test_do_not_contact_has_to_be_confirmed(sdrdesk: Sdrdesk, acme: str) -> None:
    assert "--yes" in sdrdesk("log", "acme", "do_not_contact").err
    assert status(sdrdesk, "acme") == ("lead", "active")
    assert sdrdesk("log", "acme", "do_not_contact", "--yes").code == 0
    assert status(sdrdesk, "acme") == ("lead", "disqualified")


def test_a_call_on_an_inbox_account_takes_it(sdrdesk: Sdrdesk) -> None:
    sdrdesk("add", "Beta AG")
    assert sdrdesk("log", "beta", "no_answer").code == 0
    assert status(sdrdesk, "beta") == ("lead", "active")


def test_a_call_of_tomorrow_is_refused(sdrdesk: Sdrdesk, acme: str) -> None:
    ended = sdrdesk("log", "acme", "no_answer", "--at", "tomorrow 10")
    assert (ended.code, "still to come" in ended.err) == (1, True)


def test_what_was_not_my_call(sdrdesk: Sdrdesk, acme: str) -> None:
    assert sdrdesk("activity", "acme", "reply", "yes,", "Thursday", "--at", "8:15").out == "Acme GmbH: they replied\n"
    entry = sdrdesk("show", "acme", "--json").json["timeline"][-1]
    assert (entry["kind"], entry["at"], entry["body"]) == ("activity", "2026-10-13T06:15:00.000Z", "yes, Thursday")


def test_next_keeps_words_and_time_apart(sdrdesk: Sdrdesk, acme: str) -> None:
    ended = sdrdesk("next", "acme", "send plan for 3", "thu", "10")
    assert ended.out == "Acme GmbH: send plan for 3 Thu 15 Oct 10:00\n"
    assert sdrdesk("snooze", "acme", "in", "3d").out == "Snoozed Acme GmbH: send plan for 3 Fri 16 Oct\n"


def test_next_on_an_inbox_account_takes_it(sdrdesk: Sdrdesk) -> None:
    sdrdesk("add", "Beta AG")
    assert sdrdesk("next", "beta", "call", "thu").out == "Took Beta AG on, next: call Thu 15 Oct\n"


def test_an_objection_is_logged_and_what_came_of_it(sdrdesk: Sdrdesk, acme: str) -> None:
    made = sdrdesk("objection", "acme", "comp", "we use X", "--concern", "content", "--json").json["made"]
    assert "Say what came of it" in sdrdesk("explore", made).err
    ended = sdrdesk("explore", made, "--underlying", "locked", "--outcome", "yes")
    assert ended.out == "Objection (competitor): settled\n"
    one = sdrdesk("show", "acme", "--json").json["objections"][0]
    assert (one["category"], one["underlying"], one["who"], one["status"]) == (
        "competitor", "locked_in", "Jane Doe", "settled",
    )  # fmt: skip


def test_a_note_can_come_from_a_pipe(sdrdesk: Sdrdesk, acme: str) -> None:
    assert sdrdesk("note", "acme", "-", stdin="two\nlines\n").code == 0
    entries = sdrdesk("show", "acme", "--json").json["timeline"]
    assert [entry["body"] for entry in entries if entry["kind"] == "note"] == ["two\nlines"]


def test_undo_takes_the_act_named_by_the_beginning_of_its_id(sdrdesk: Sdrdesk, acme: str) -> None:
    first = sdrdesk("note", "acme", "first", "--json").json["step"]
    sdrdesk("note", "acme", "second")
    assert sdrdesk("undo", first[:18]).out == "Undid: Noted on Acme GmbH: first\n"
    ambiguous = sdrdesk("undo", first[:4])
    assert (ambiguous.code, ambiguous.err.count("\n")) == (2, 4)
    assert sdrdesk("undo", "nonsense").code == 1
    assert sdrdesk("redo").out == "Redid: Noted on Acme GmbH: first\n"
    assert sdrdesk("redo").err == "Nothing to do again: no act of this desk was taken back.\n"


def test_edit_add_and_delete(sdrdesk: Sdrdesk, acme: str) -> None:
    changed = sdrdesk("edit", "acme", "value=14k", "website=acme.example")
    assert changed.out == "Changed value and website of Acme GmbH\n"
    assert sdrdesk("edit", "acme", "nonsense").code == 2
    assert sdrdesk("edit", "acme", "desk=40").code == 2
    assert sdrdesk("deal", "acme", "Second site", "--value", "3k", "--close", "in 2m").code == 0
    assert sdrdesk("delete", "acme").code == 0
    assert sdrdesk("show", "acme").code == 1
    sdrdesk("undo")
    assert sdrdesk("show", "acme", "--json").json["value_minor"] == 1400000


def test_settings_are_shown_changed_and_taken_back(sdrdesk: Sdrdesk, acme: str) -> None:
    before = sdrdesk("settings", "--json").json
    assert (before["currency"], before["region"]) == ("EUR", "DE")
    assert sdrdesk("settings", "region=at", "goal_dials=40").code == 0
    assert sdrdesk("settings", "--json").json == before | {"region": "AT", "goal_dials": "40"}
    assert sdrdesk("settings", "region=Atlantis").code == 1
    assert sdrdesk("settings", "region").code == 2
    sdrdesk("undo")
    assert sdrdesk("settings", "--json").json == before


def test_which_deal_is_won_has_to_be_said(sdrdesk: Sdrdesk, acme: str) -> None:
    sdrdesk("promote", "acme", "--next", "thu", "--override", "sure")
    sdrdesk("deal", "acme", "Second site", "--value", "3k")
    facts = ("--amount", "3k", "--on", "today", "--reason", "trust")
    assert sdrdesk("win", "acme", *facts).err.endswith("give it with --deal.\n")
    assert sdrdesk("win", "acme", "--deal", "second", *facts).code == 0
    outcomes = {deal["name"]: deal["outcome"] for deal in sdrdesk("show", "acme", "--json").json["deals"]}
    assert outcomes == {"Acme GmbH": "open", "Second site": "won"}


def test_tags_are_put_on_and_taken_off(sdrdesk: Sdrdesk, acme: str) -> None:
    assert sdrdesk("tag", "acme", "hot", "trade fair").out == "Tagged Acme GmbH: +hot +trade fair\n"
    done = sdrdesk("tag", "acme", "+vip", "-hot", "--json").json
    assert (done["account"], done["said"]) == (acme, "Tagged Acme GmbH: +vip -hot")
    assert sdrdesk("accounts", "--filter", 'tag:"trade fair"', "--json").json[0]["id"] == acme
    assert sdrdesk("tag", "acme", "vip").err == "Acme GmbH stays as it is: it has vip already.\n"
    assert sdrdesk("tag", "acme", "--cold").code == 2
    assert sdrdesk("undo").code == 0


def test_the_third_snooze_in_a_row_wants_to_hear_that_it_is_still_real(sdrdesk: Sdrdesk, acme: str) -> None:
    assert sdrdesk("snooze", "acme", "1").code == 0
    assert sdrdesk("snooze", "acme", "3").code == 0
    refused = sdrdesk("snooze", "acme", "7")
    assert refused.code == 1 and "put off 2 times in a row" in refused.err and "--yes" in refused.err
    assert sdrdesk("snooze", "acme", "7", "--yes").code == 0


@pytest.mark.parametrize("when", ["0", "today"])
def test_until_today_puts_nothing_off(sdrdesk: Sdrdesk, acme: str, when: str) -> None:
    refused = sdrdesk("snooze", "acme", when)
    assert refused.code == 1 and "1 is tomorrow" in refused.err
