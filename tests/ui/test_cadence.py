"""Cadences by key: given, read with the text filled in, copied, handed on, done, skipped, paused, stopped."""

from pathlib import Path

import pytest

from sdrdesk.usecases import accounts, cadences, calls, contacts, find, history, leaving
from sdrdesk.usecases.cadence_runs import open_runs
from sdrdesk.usecases.desk import Desk
from ui.driver import Driver, driver


@pytest.fixture
def halden(desk: Desk) -> str:
    """A lead with a call due today; the desk's clock stands on Tuesday 14 October 2025."""
    made = accounts.add_account(
        desk, name="Halden", person="Priya Nair", phone="+49 30 23125 101", email="priya@halden.example",
        next="call today",
    ).made  # fmt: skip
    assert made is not None
    return made


def state(desk: Desk, account: str) -> list[tuple[str, int, str]]:
    return [(run.cadence_id, run.at, run.state) for run in open_runs(desk, account)]


@pytest.mark.parametrize("start", ["today", "board", "list"])
async def test_C_gives_a_cadence_and_Today_shows_its_step(desk: Desk, halden: str, start: str) -> None:
    async with driver(desk, start=start) as window:
        await window.press("C")
        assert "Which cadence for Halden?" in window.text()
        await window.press("enter")
        assert state(desk, halden) == [("outbound-9", 0, "running")]
        assert window.status() == "Priya Nair · Halden: outbound-9 started, mail Tue 14 Oct (in place of call)"
        await window.press("1")
        assert "mail 1/9 outbound-9 (why them)" in window.text()


async def test_the_step_at_hand_is_read_copied_and_done(desk: Desk, halden: str) -> None:
    cadences.start(desk, halden, "outbound-9")
    async with driver(desk, start="today") as window:
        await window.press("C")
        shown = window.text()
        assert "▸m c s c m c m c m" in shown
        assert "to priya@halden.example" in shown
        assert "subject A question about Halden" in shown
        assert "Hello Priya," in shown
        await window.press("y")
        assert window.app.clipboard.startswith("Hello Priya,\n\nI look after companies like Halden and have one")
        assert "Copied the text" in window.text()
        await window.press("s")
        assert window.app.clipboard == "A question about Halden"
        await window.press("enter")
        assert state(desk, halden) == [("outbound-9", 1, "running")]
        assert window.status() == "Halden: mail 1/9 done, next: call 2/9 outbound-9 (first call) Wed 15 Oct"
        await window.press("u")
        assert state(desk, halden) == [("outbound-9", 0, "running")]


async def test_what_is_missing_is_named_and_said_again_when_it_is_copied(desk: Desk, halden: str) -> None:
    cadences.start(desk, halden, "re-engage-3")
    async with driver(desk, start="today") as window:
        await window.press("C")
        assert "missing: {objection} (their open objection, in their words)" in window.text()
        await window.press("y")
        assert "“{objection}”" in window.app.clipboard
        assert "Still to fill in: {objection}" in window.text()


async def test_a_mail_is_handed_to_the_mail_program_and_never_sent(
    desk: Desk, halden: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = tmp_path / "opened"
    program = tmp_path / "xdg-open"
    program.write_text(f'#!/bin/sh\nprintf %s "$1" > {opened}.part && mv {opened}.part {opened}\n')
    program.chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}:/usr/bin:/bin")
    monkeypatch.setenv("DISPLAY", ":9")
    cadences.start(desk, halden, "outbound-9")
    async with driver(desk, start="today") as window:
        await window.press("C", "t")
        assert "Handed to your mail program. Enter when it was sent." in window.text()
        assert state(desk, halden) == [("outbound-9", 0, "running")]
        for _ in range(200):
            if opened.exists():
                break
            await window.pilot.pause(0.02)
    link = opened.read_text()
    assert link.startswith("mailto:priya@halden.example?subject=A%20question%20about%20Halden&body=Hello%20Priya")


async def test_skip_pause_resume_and_stop_are_a_key_each(desk: Desk, halden: str) -> None:
    cadences.start(desk, halden, "outbound-9")
    async with driver(desk, start="board") as window:
        await window.press("C", "minus")
        assert state(desk, halden) == [("outbound-9", 1, "running")]
        await window.press("C", "p")
        await window.answer("in 2w")
        assert state(desk, halden) == [("outbound-9", 1, "paused")]
        assert window.status() == "Halden: outbound-9 paused at 2/9 until Tue 28 Oct"
        await window.press("C")
        assert "Paused, not finished" in window.text()
        await window.press("enter")
        assert state(desk, halden) == [("outbound-9", 1, "running")]
        await window.press("C", "x")
        await window.answer("wrong list")
        assert state(desk, halden) == []
        assert window.status() == "Halden: outbound-9 stopped (wrong list), next: call Wed 15 Oct"


async def test_a_call_step_goes_to_the_dial_card_whose_strip_tells_the_cadences_step(desk: Desk, halden: str) -> None:
    cadences.start(desk, halden, "inbound-6")
    async with driver(desk, size=(100, 30), start="today") as window:
        await window.press("C", "enter")
        assert window.screen_name == "DialScreen"
        assert "mail 2/6 inbound-6 (you asked)" in window.text()
        assert "say  Priya, you asked us today, so I ring at once. What were you hoping to find?" in window.text()
        assert "ends inbound-6" in window.text()
        await window.press("v")
        assert state(desk, halden) == [("inbound-6", 1, "running")]


async def test_the_day_of_a_call_back_is_asked_for(desk: Desk, halden: str) -> None:
    async with driver(desk, start="board") as window:
        await window.press("C")
        await window.type("call back")
        await window.press("enter")
        assert "on which day?" in window.text()
        await window.answer("thu 10")
        row = find.the_account(desk, halden)
        assert (row["next_due"], row["next_time"]) == ("2025-10-16", "10:00")


async def test_with_two_people_one_is_asked_for_and_Tab_shows_the_other(desk: Desk, halden: str) -> None:
    contacts.add_contact(desk, halden, name="Tom Weiss", email="tom@halden.example")
    async with driver(desk, start="board") as window:
        await window.press("C", "enter")
        assert "Whom at Halden?" in window.text()
        await window.press("enter", "C", "tab", "enter")
        assert state(desk, halden) == [("outbound-9", 0, "running")] * 2
        await window.press("C")
        assert "Priya Nair · Halden" in window.text()
        await window.press("tab")
        assert "Tom Weiss · Halden" in window.text()
        assert "after the next step" in window.text()


async def test_the_page_tells_how_it_stands_and_the_timeline_why_it_ended(desk: Desk, halden: str) -> None:
    cadences.start(desk, halden, "outbound-9")
    async with driver(desk, size=(100, 30), start="board") as window:
        await window.press("enter")
        assert "outbound-9 step 1/9" in window.text()
        await window.press("l", "r", "enter")
        page = window.text()
        assert "stopped: they" in page
        assert "outbound-9 stopped: they replied" in page
        await window.press("f", "r")
        assert "mail sent" not in window.text() and "outbound-9 stopped: they replied" in window.text()


async def test_words_in_the_box_do_the_same(desk: Desk, halden: str) -> None:
    async with driver(desk, start="board") as window:
        for words, wanted in (
            ("cadence outbound-9", ("outbound-9", 0, "running")),
            ("cadence skip met them", ("outbound-9", 1, "running")),
            ("cadence pause in 2w", ("outbound-9", 1, "paused")),
            ("cadence resume", ("outbound-9", 1, "running")),
        ):
            await window.press("colon")
            await window.type(words)
            await window.press("enter")
            assert state(desk, halden) == [wanted], words
        await window.press("colon")
        await window.type("cadence nonsense")
        await window.press("enter")
        assert window.status().startswith("“nonsense” is no cadence; there are outbound-9, inbound-6")


async def test_a_broken_file_of_ones_own_is_told_where_one_chooses(
    desk: Desk, halden: str, own_home: Path
) -> None:
    folder = own_home / ".config" / "sdrdesk" / "cadences"
    folder.mkdir(parents=True)
    (folder / "mine.toml").write_text('id = "callback"\n[[step]]\nday = 0\nchannel = "fax"\n')
    async with driver(desk, start="board") as window:
        await window.press("C")
        assert "mine.toml, line 4: step 1 channel must be c (call)" in window.text()


async def test_C_on_an_account_that_left_says_so(desk: Desk, halden: str) -> None:
    leaving.dormant(desk, halden, reason="timing", until="today")
    async with driver(desk, start="today") as window:
        await window.press("C", "enter")
        assert "is dormant; reactivate it" in window.status()


async def wait_for_them(window: Driver, words: str) -> None:
    await window.press("a")
    await window.answer(words)


async def test_waiting_for_them_is_a_next_step_with_a_day_to_nudge(desk: Desk, halden: str) -> None:
    async with driver(desk, size=(100, 30), start="board") as window:
        await wait_for_them(window, "wait for contract thu")
        row = find.the_account(desk, halden)
        assert (row["next_kind"], row["next_due"]) == ("wait", "2025-10-16")
        assert "waiting for contract" in window.text()
        await wait_for_them(window, "wait for contract today")
        await window.press("1")
        assert "nudge: waiting for contract" in window.text()
        await window.press("p")
        assert "waiting for contract" in window.text()
    assert history.last_act(desk) is not None


@pytest.fixture
def three(desk: Desk) -> list[str]:
    """Three people in the inbox; the second has no e-mail."""
    made = [
        accounts.add_account(desk, name=name, person=f"{name} Person", phone=phone, email=email, source="webinar").made
        for name, phone, email in (
            ("Acme", "+49 30 23125 101", "a@acme.example"), ("Beta", "+49 30 23125 102", ""),
            ("Cargo", "", "c@cargo.example"),
        )
    ]  # fmt: skip
    return [one for one in made if one is not None]


async def test_all_that_are_marked_get_a_cadence_in_one_act(desk: Desk, three: list[str]) -> None:
    async with driver(desk, start="inbox") as window:
        await window.press("X", "colon")
        await window.type("cadence nurture-monthly")
        await window.press("enter")
        assert "2 change" in window.text()
        assert "has no e-mail" in window.text()
        await window.press("y")
        assert [bool(state(desk, one)) for one in three] == [True, False, True]
        assert find.the_account(desk, three[0])["status"] == "active"
        await window.press("u")
        assert [bool(state(desk, one)) for one in three] == [False, False, False]


async def test_C_on_marked_accounts_and_a_dot_give_the_same_again(desk: Desk, three: list[str]) -> None:
    async with driver(desk, start="inbox") as window:
        await window.press("x", "j", "x", "C")
        assert "Which cadence for 2 marked accounts?" in window.text()
        await window.type("inbound")
        await window.press("enter", "y")
        assert sum(bool(state(desk, one)) for one in three) == 2
        await window.press("full_stop")
        assert [state(desk, one)[0][0] for one in three] == ["inbound-6"] * 3


async def test_y_copies_the_steps_text_and_else_the_follow_up_with_their_words(desk: Desk, halden: str) -> None:
    call = calls.start_call(desk, halden, find.the_account(desk, halden)["next_contact_id"]).made or ""
    calls.file_line(desk, call, "b2 40k approved, ops budget")
    calls.finish_call(desk, call, "conversation", when="send plan fri 9")
    async with driver(desk, start="board") as window:
        await window.press("y")
        assert window.app.clipboard == (
            "Hello Priya,\n\nthank you for your time. What I took with me: “40k approved, ops budget”.\n\n"
            "Agreed: send plan, Friday 17 Oct at 09:00. If I have got anything wrong, put me right in one line."
        )
        assert window.status().startswith("Copied the follow-up")
        cadences.start(desk, halden, "re-engage-3")
        await window.press("y")
        assert window.app.clipboard.startswith("Hello Priya,\n\nwhen we spoke last")
        assert window.status().startswith("Still to fill in: {objection}. Copied mail 1/3 re-engage-3")
