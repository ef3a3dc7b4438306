"""The brief says what a rep must know before the call; the hand-off is the same page every time, harmless and whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdrdesk.domain.errors import Ambiguous, DeskError, NotFound
from sdrdesk.domain.markdown import md
from sdrdesk.usecases import accounts, calls, contacts, leaving, links, notes, objections, outcomes
from sdrdesk.usecases.brief import brief
from sdrdesk.usecases.brief_text import brief_text
from sdrdesk.usecases.desk import Desk, open_desk
from sdrdesk.usecases.handoff import hand_off, write_hand_off
from usecases.conftest import TickingClock
from usecases.test_undo import customer, lead, person, prospect


def called(desk: Desk, account: str, *lines: str) -> None:
    call = calls.start_call(desk, account, person(desk, account)).made
    assert call is not None
    for line in lines:
        calls.file_line(desk, call, line)
    calls.finish_call(desk, call, "conversation", when="send plan fri 9")


def test_the_words_of_the_last_call_stand_without_the_slot_they_were_filed_under(desk: Desk) -> None:
    account = lead(desk)
    called(desk, account, "n3 they retype every order", "finance looks on Friday")
    told = brief(desk, account)
    assert [(said.text, said.who, said.on) for said in told.said] == [
        ("finance looks on Friday", "Priya Nair", "2026-10-13"),
        ("they retype every order", "Priya Nair", "2026-10-13"),
    ]


def test_what_they_wrote_counts_as_said_and_my_own_mail_does_not(desk: Desk) -> None:
    account = lead(desk)
    notes.log_activity(desk, account, "mail_sent", "our offer")
    notes.log_activity(desk, account, "meeting_held", "my summary of it")
    notes.log_activity(desk, account, "reply", "send me the numbers")
    assert [said.text for said in brief(desk, account).said] == ["send me the numbers"]


def test_each_gap_comes_with_the_question_that_closes_it_the_heaviest_first(desk: Desk) -> None:
    account = lead(desk)
    called(desk, account, "n2 orders get lost", "b? ops pays for such things")
    told = brief(desk, account)
    assert [(gap.criterion, gap.known) for gap in told.gaps] == [
        ("authority", "unknown"), ("timeline", "unknown"), ("budget", "assumed “ops pays for such things”"),
    ]  # fmt: skip
    assert told.gaps[0].ask == "Think of the last purchase in this range. Whose yes was needed, and in which order?"


def test_a_grade_older_than_60_days_is_a_gap_again(desk: Desk, clock: TickingClock) -> None:
    account = lead(desk)
    called(desk, account, "n2 orders get lost")
    clock.jump(days=60)
    assert "need" not in [gap.criterion for gap in brief(desk, account).gaps]
    clock.jump(days=1)
    gap = next(gap for gap in brief(desk, account).gaps if gap.criterion == "need")
    assert gap.known == "stated, 61 days old “orders get lost”"


def test_what_was_known_for_the_sale_does_not_grow_old_with_a_customer(desk: Desk, clock: TickingClock) -> None:
    account = customer(desk)
    clock.jump(days=100)
    assert brief(desk, account).gaps == ()


def test_open_objections_are_there_with_their_concern_and_settled_ones_are_not(desk: Desk) -> None:
    account = lead(desk)
    old = objections.log_objection(desk, account, "need", "we manage").made
    objections.explore(desk, str(old), underlying="value_unclear", outcome="yes")
    objections.log_objection(desk, account, "price", "twice what we pay now", concern="blame if it slips")
    told = brief(desk, account)
    assert [(one.category, one.concern) for one in told.objections] == [("price", "blame if it slips")]
    assert "  > blame if it slips" in brief_text(told)


def test_who_is_the_person_of_the_next_step_and_the_others_stand_below(desk: Desk) -> None:
    account = lead(desk)
    contacts.add_contact(desk, account, name="Tom Weiss", role="decides")
    text = brief_text(brief(desk, account))
    assert "Who       Priya Nair · +49 30 23125 101\n" in text
    assert "People    Tom Weiss · decides\n" in text


def test_a_dormant_account_says_why_it_stopped_and_how_to_begin_again(desk: Desk, clock: TickingClock) -> None:
    account = lead(desk)
    objections.log_objection(desk, account, "timing", "not before spring")
    leaving.dormant(desk, account, reason="timing", until="in 3m", trigger="their new year")
    clock.jump(days=100)
    told = brief(desk, account)
    assert told.stopped is not None
    assert (told.stopped.status, told.stopped.on, told.stopped.reason) == ("dormant", "2026-10-13", "not now")
    assert told.stopped.opener == "You asked me to come back later. What is different now?"
    assert "watch for: their new year" in told.why
    assert "“not before spring”" in brief_text(told)


def test_an_account_without_anything_has_a_brief_too(desk: Desk) -> None:
    made = accounts.add_account(desk, name="Kobalt").made
    text = brief_text(brief(desk, str(made)))
    assert "no person yet" in text and "nothing yet" in text


def test_an_open_deal_with_one_contact_is_named(desk: Desk) -> None:
    account = prospect(desk)
    assert "one contact only" in brief(desk, account).numbers
    contacts.add_contact(desk, account, name="Tom Weiss")
    assert "one contact only" not in brief(desk, account).numbers


def test_nothing_in_a_brief_is_obeyed_by_a_terminal(desk: Desk) -> None:
    account = lead(desk, "Halden\x1b[31m")
    notes.note(desk, account, "two\nlines \x1b]52;c;AAAA\x07")
    text = brief_text(brief(desk, account))
    assert "\x1b" not in text and "\x07" not in text and "two / lines" in text


# -- who named whom --------------------------------------------------------------------------------------------------


def refer(desk: Desk, contact: str, by: str) -> None:
    contacts.edit_contact(desk, contact, referred_by=by)


def test_a_referral_shows_on_both_accounts(desk: Desk) -> None:
    first, second = lead(desk), lead(desk, "Kobalt")
    refer(desk, person(desk, second), "priya nair · halden")
    assert [(link.by, link.account) for link in links.links(desk, second)] == [(True, "Halden")]
    assert [(link.by, link.account) for link in links.links(desk, first)] == [(False, "Kobalt")]
    assert brief(desk, second).referred_by == "Priya Nair · Halden"
    refer(desk, person(desk, second), "")
    assert links.links(desk, second) == ()


def test_a_referral_does_not_go_round(desk: Desk) -> None:
    first, second = person(desk, lead(desk)), person(desk, lead(desk, "Kobalt"))
    refer(desk, second, first)
    for one, other in ((first, second), (first, first)):
        with pytest.raises(DeskError, match="cannot go round"):
            refer(desk, one, other)


@pytest.mark.parametrize("typed", ["Priya Nair · Halden", "priya · hal", "priya@halden.example"])
def test_a_referrer_is_anybody_on_the_desk_by_whatever_is_known(desk: Desk, typed: str) -> None:
    first, second = lead(desk), lead(desk, "Kobalt")
    refer(desk, person(desk, second), typed)
    assert desk.db.value("SELECT referred_by FROM contact WHERE account_id = ?", (second,)) == person(desk, first)


def test_a_name_that_two_have_or_nobody_is_no_referrer(desk: Desk) -> None:
    lead(desk), lead(desk, "Kobalt")
    with pytest.raises(Ambiguous, match="Priya Nair · Halden; Priya Nair · Kobalt: write name · company"):
        links.someone(desk, "priya")
    with pytest.raises(NotFound, match="Nobody on this desk is called “Bo”"):
        links.someone(desk, "Bo")


def test_whom_they_named_in_a_call_is_a_link(desk: Desk) -> None:
    account = lead(desk)
    outcomes.log_call(desk, account, "referred", contact_id=person(desk, account), who="Ana Ruiz")
    assert [(link.by, link.name, link.other) for link in links.links(desk, account)] == [
        (True, "Ana Ruiz", "Priya Nair"), (False, "Priya Nair", "Ana Ruiz"),
    ]  # fmt: skip


# -- the hand-off ----------------------------------------------------------------------------------------------------


def test_a_hand_off_has_quotes_objections_concerns_next_step_and_people(desk: Desk) -> None:
    account = prospect(desk)
    objections.log_objection(desk, account, "price", "twice what we pay now", concern="blame if it slips")
    page = hand_off(desk, account).markdown
    assert page.startswith("# Hand-off: Halden\n")
    assert "\nmeeting · 2026-10-15 14:00" in page
    assert "| Priya Nair |  |  | +49 30 23125 101 | priya@halden.example |" in page
    assert "- **Budget**: 2, stated\n  - “40k approved, ops budget” (Priya Nair, 2026-10-13)" in page
    assert "- **price** “twice what we pay now” (explored)\n  - concern: blame if it slips" in page
    assert hand_off(desk, account).markdown == page


def test_marks_in_a_name_stay_text_in_markdown(desk: Desk) -> None:
    account = lead(desk, "Halden *AG* <script>|[x](y)")
    page = hand_off(desk, account).markdown
    assert "# Hand-off: Halden \\*AG\\* \\<script\\>\\|\\[x\\](y)" in page


@pytest.mark.parametrize(
    ("text", "shown"),
    [("# not a title", "\\# not a title"), ("1. not a list", "1\\. not a list"), ("- 5 %", "\\- 5 %"),
     ("jane_doe@x.example", "jane_doe@x.example"), ("_so_", "\\_so\\_"), ("-5 %", "-5 %"), ("a\nb", "a⏎b")],
)  # fmt: skip
def test_text_stays_text(text: str, shown: str) -> None:
    assert md(text) == shown


def test_a_hand_off_is_written_beside_the_desk_for_its_owner_alone(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "desk.db")
    account = lead(desk, "../Halden AG/Süd")
    made = write_hand_off(desk, account)
    desk.close()
    assert made.file is not None
    path = Path(made.file)
    assert path.parent == tmp_path / "handoffs" and path.name.startswith("Halden-AG-Süd-")
    assert path.read_text(encoding="utf-8") == made.markdown
    assert path.stat().st_mode & 0o777 == 0o600


def test_a_desk_in_memory_writes_no_file(desk: Desk) -> None:
    assert write_hand_off(desk, lead(desk)).file is None
