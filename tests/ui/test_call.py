"""The guided call: nothing blocks, nothing typed is lost, one line is always ready, and the end is one key."""

import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from sdrdesk.ui.screens.call.screen import CallScreen
from sdrdesk.usecases import accounts, calls, find, history, objections, unfinished
from sdrdesk.usecases.desk import Desk, change_settings, open_desk
from sdrdesk.usecases.drafts import draft, save_draft
from sdrdesk.usecases.pages import CallView, call_view
from ui.driver import Driver, driver

NASTY = "\x1b]0;x\x07\u202e [b]loud[/b]"


class Clock:
    """Stands still until it is moved on."""

    def __init__(self) -> None:
        self.at = datetime(2025, 10, 14, 8, 52, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.at

    def jump(self, **span: float) -> None:
        self.at += timedelta(**span)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def desk(clock: Clock, tmp_path: Path) -> Any:
    """A desk in a file, with one lead."""
    opened = open_desk(tmp_path / "desk.db", clock=clock)
    change_settings(opened, first_run_done="yes")
    accounts.add_account(
        opened, name="Halden", source="webinar", person="Priya Nair", phone="+49 30 23125 101", next="call today",
    )  # fmt: skip
    yield opened
    opened.close()


def account(desk: Desk) -> str:
    return str(desk.db.value("SELECT id FROM account WHERE name = 'Halden'"))


def call_id(desk: Desk) -> str:
    sql = "SELECT id FROM call WHERE deleted_at IS NULL ORDER BY started_at DESC, id DESC LIMIT 1"
    return str(desk.db.value(sql))


def view(desk: Desk) -> CallView:
    return call_view(desk, call_id(desk))


def lines(desk: Desk) -> list[str]:
    return [one["text"] for one in view(desk).lines]


def screen(window: Driver) -> CallScreen:
    assert isinstance(window.screen, CallScreen)
    return window.screen


def front(window: Driver) -> str:
    question = screen(window)._front
    assert question is not None
    return question.id


async def say(window: Driver, *texts: str) -> None:
    for text in texts:
        await window.type(text)
        await window.press("enter")


# -- starting ------------------------------------------------------------------------------------------------------


async def test_d_opens_the_call_at_once_with_a_core_question_of_the_heaviest_gap(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        text = window.text()
        assert "Halden" in text and "Priya Nair" in text
        assert "NEED · current way of working" in text and "Take me through the last time" in text
        assert "next   where it breaks" in text and "then   cost of the problem" in text
        assert "B· 0/3m" in text and "0:00/25m" in text and "core 0/13" in text
        row = calls.the_call(desk, call_id(desk))
        assert (row["direction"], row["contact_id"] is not None) == ("in", True)


async def test_the_gate_may_begin_at_the_criterion_that_is_missing(desk: Desk) -> None:
    async with driver(desk) as window:
        window.app.show("call", account(desk), criterion="authority")
        await window.settle()
        assert "AUTHORITY · process, by precedent" in window.text()


# -- the line ------------------------------------------------------------------------------------------------------


async def test_a_line_goes_under_the_question_in_front_and_is_on_disk_at_once(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        await say(window, "they retype every order")
        line = view(desk).lines[0]
        assert (line["text"], line["question_id"], line["criterion"]) == ("they retype every order", "n1", "need")
        assert "N2s~" in window.text() and "they retype every order" in window.text()
        assert front(window) == "n1" and screen(window).line.value == ""


async def test_a_slot_word_files_elsewhere_and_its_tile_lights_up_while_typing(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        await window.type("b 40k appr")
        assert screen(window)._lit == "budget" and "→ Budget · stated" in window.text()
        await window.type("oved")
        await window.press("enter")
        assert view(desk).standings["budget"].quote == "40k approved"
        assert screen(window)._lit is None


@pytest.mark.parametrize(
    ("typed", "tile", "said"),
    [
        ("n3 twelve hours a week", "N2s", "grade 3"),
        ("a- he only collects offers", "A0!", "speaks against it"),
        ("b 40k perhaps?", "B1a~", "assumed"),
        (" b is only a letter here", "B·", "just text"),
        ("t7 soon", "T·", "kept as text"),
    ],
)
async def test_the_grammar_of_the_line_is_told_before_and_shown_after(
    desk: Desk, typed: str, tile: str, said: str
) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        await window.type(typed)
        assert said in window.text()
        await window.press("enter")
        assert tile in window.text()
        assert lines(desk) == [typed]


async def test_a_remark_says_why_a_line_was_kept_as_text(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        await say(window, "!nothing of the kind")
        assert "Kept as text" in window.status()
        assert lines(desk) == ["!nothing of the kind"] and not view(desk).objections


async def test_tab_and_shift_tab_walk_the_open_core_questions(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery", "tab")
        assert front(window) == "n2"
        await window.press("tab")
        assert front(window) == "n4"
        await window.press("shift+tab", "shift+tab")
        assert front(window) == "n1"
        await say(window, "by hand")
        await window.press("tab", "shift+tab")
        assert front(window) == "b4"


async def test_backspace_in_the_empty_line_takes_the_last_filed_line_back_into_it(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        await say(window, "n3 twelve hours", "b 40k")
        await window.press("backspace")
        assert screen(window).line.value == "b 40k" and screen(window).line.cursor == 5
        assert lines(desk) == ["n3 twelve hours"]
        assert "budget" not in view(desk).standings
        await window.type(" approved")
        await window.press("enter")
        assert lines(desk) == ["n3 twelve hours", "b 40k approved"]


def people(desk: Desk) -> list[str]:
    sql = "SELECT full_name FROM contact WHERE deleted_at IS NULL ORDER BY position, id"
    return [row[0] for row in desk.db.all(sql)]


async def test_who_is_named_in_a_line_is_offered_and_added_by_one_key_only(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("d")
        await say(window, "a CFO signs >25k, she drives")
        assert "CFO @ Halden?" in window.text()
        assert people(desk) == ["Priya Nair"], "nobody is added by itself"
        await window.press("plus")
        assert people(desk) == ["Priya Nair", "CFO"]
        assert "CFO @ Halden?" not in window.text() and window.status() == "Added CFO at Halden"
        await window.press("backspace")
        assert people(desk) == ["Priya Nair"]


async def test_an_offer_that_is_not_taken_is_in_nobodys_way(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("d")
        await say(window, "ask Dana Fox, CFO, next week")
        assert "Dana Fox, CFO @ Halden?" in window.text()
        await say(window, "b 40k +10 per seat")
        assert "@ Halden?" not in window.text()
        await window.press("plus", "4", "9")
        assert people(desk) == ["Priya Nair"], "without an offer it is a letter"
        await window.press("enter")
        assert [one["text"] for one in view(desk).lines][-1] == "+49"


async def test_after_a_talk_y_copies_the_follow_up_with_their_words(desk: Desk) -> None:
    accounts.add_account(desk, name="Kobalt", person="Tom Weiss", next="call today")
    async with driver(desk) as window:
        await window.press("c", "enter")
        await say(window, "n they retype every order, 12 hours a week")
        await window.press("escape", "f", "k")
        await window.answer("send plan fri 9")
        assert "y copies the follow-up" in window.status()
        await window.press("y")
        assert "Hello Priya" in window.app.clipboard
        assert "they retype every order, 12 hours a week" in window.app.clipboard
        assert "the follow-up" in window.status()
        await window.press("2", "k", "y")
        assert "Hello Tom" in window.app.clipboard, "once another sentence stands, y means who is under the cursor"


async def test_backspace_with_nothing_filed_says_so(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery", "backspace")
        assert "Nothing was filed" in window.status()


async def test_a_paste_of_a_megabyte_with_newlines_stays_one_line(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        await window.paste("word\n" * 200_000)
        await window.type("x")
        assert len(screen(window).line.value) == 1_000_001 and "\n" not in screen(window).line.value
        screen(window).keep()
        assert len(draft(desk, f"line:{call_id(desk)}")) == 1_000_001
        await window.press("enter")
        assert len(lines(desk)[0]) == 1_000_001


async def test_a_typed_letter_costs_no_look_at_the_file_but_its_draft(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        await window.type("b 4")
        seen: list[str] = []
        desk.db.conn.set_trace_callback(seen.append)
        await window.type("0k")
        desk.db.conn.set_trace_callback(None)
        looked = [one for one in seen if "draft" not in one and not one.startswith("PRAGMA")]
        assert looked == [] and sum("INTO draft" in one for one in seen) == 2


# -- objections in the call ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_an_objection_and_its_concern_stand_in_sight_with_what_to_do(desk: Desk, size: tuple[int, int]) -> None:
    async with driver(desk, size=size) as window:
        await window.press("discovery")
        await say(window, '!pri "twice what we pay now"')
        text = window.text()
        assert "price" in text and "twice what we pay now" in text and "not explored" in text
        assert "compared with what?" in text and "> adds" in text
        await say(window, "> blame if the rollout slips")
        text = window.text()
        assert "blame if the rollout slips" in text and "explored" in text and "not explored" not in text
    one = objections.of_account(desk, account(desk))[0]
    assert (one.category, one.words, one.concern) == ("price", "twice what we pay now", "blame if the rollout slips")


async def test_my_own_answers_are_at_hand_best_first(desk: Desk) -> None:
    for outcome, kind, words in (
        ("yes", "case_study", "told of Lumen"), ("no", "discount", "took off 10 %"), ("yes", "case_study", "Orbita"),
    ):  # fmt: skip
        made = objections.log_objection(desk, account(desk), "price", "dear").made or ""
        objections.explore(
            desk, made, underlying="value_unclear", response_kind=kind, response=words, outcome=outcome
        )
    async with driver(desk, size=(120, 40)) as window:
        await window.press("discovery")
        await say(window, "!price too much")
        text = window.text()
        assert "What has moved others" in text and "moved them 2 of 2 times" in text
        assert text.index("told of a similar") < text.index("lowered the price")


# -- the checklist -------------------------------------------------------------------------------------------------


async def test_single_keys_act_in_the_checklist(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery", "escape")
        await window.press("minus")
        assert view(desk).states["n1"] == "skipped" and front(window) == "n2"
        await window.press("plus")
        assert view(desk).states["n2"] == "parked" and front(window) == "n4"
        await window.press("question_mark")
        assert "hard to say" in window.text() and "how many people" in window.text()
        assert "vague amount" in window.text()
        await window.press("question_mark")
        assert "hard to say" not in window.text()
        await window.press("right_square_bracket")
        assert "TIMELINE" in window.text()
        await window.press("left_square_bracket", "left_square_bracket")
        assert "OPEN" in window.text()


async def test_a_grade_is_a_chord_told_on_screen(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery", "escape", "g")
        assert "Grade Need: 0 to 3?" in window.status() and "2 adequate" in window.text()
        await window.press("3")
        assert "u a s c" in window.status() and "s stated" in window.text()
        await window.press("s")
        standing = view(desk).standings["need"]
        assert (standing.grade, standing.evidence, standing.by_hand) == (3, "stated", True)
        assert "N2s " in window.text() and "counts 2: only stated" in window.status()


async def test_esc_in_the_middle_of_a_grade_leaves_the_grade_not_the_call(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery", "escape", "g", "x")
        assert "no part of a grade" in window.status()
        await window.press("2", "escape")
        assert screen(window)._chord == "" and "need" not in view(desk).standings


async def test_a_part_that_is_not_graded_says_so(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery", "escape", "left_square_bracket", "g")
        assert "not graded" in window.status()


async def test_the_options_of_a_choice_come_before_commands(desk: Desk) -> None:
    async with driver(desk) as window:
        window.app.show("call", account(desk), criterion="budget")
        await window.settle()
        assert front(window) == "b2" and "s set aside" in window.text()
        await window.press("escape", "s")
        assert view(desk).answers["b2"] == "set aside" and front(window) == "b4"
        await window.press("n")
        assert view(desk).chosen["b4"] == "n"


async def test_any_other_letter_goes_back_to_the_line_with_it(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery", "escape")
        await window.type("they said")
        assert screen(window).line.value == "they said" and screen(window).line.has_focus


async def test_esc_and_a_letter_sent_as_one_chord_is_the_checklists_letter(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        await window.pilot.press("alt+minus")
        await window.settle()
        await window.pilot.press("alt+f")
        await window.settle()
        assert window.screen_name == "FinishScreen"


async def test_arrows_and_enter_alone_reach_the_end(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery", "up", "left", "enter")
        assert window.screen_name == "FinishScreen"


async def test_commands_of_the_checklist_can_be_clicked(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery", "escape")
        await window.click("- skip")
        assert view(desk).states["n1"] == "skipped"
        await window.click("f finish")
        assert window.screen_name == "FinishScreen"


# -- never lost ----------------------------------------------------------------------------------------------------


async def test_the_half_typed_line_is_on_disk_at_every_key(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        for typed in ("b", "b ", "b 4"):
            await window.type(typed[-1])
            assert draft(desk, f"line:{call_id(desk)}") == typed


async def test_a_call_that_was_cut_off_is_offered_and_is_where_it_was(desk: Desk, clock: Clock) -> None:
    async with driver(desk) as window:
        await window.press("discovery", "tab")
        await say(window, "n3 twelve hours a week")
        clock.jump(minutes=4)
        await window.type("b 40k half ty")
    clock.jump(minutes=3)
    async with driver(desk) as window:
        assert "unfinished" in window.text()
        await window.press("enter")
        assert screen(window).line.value == "b 40k half ty" and screen(window).line.cursor == 13
        assert front(window) == "n2" and "twelve hours a week" in window.text()
        assert "7:00/25m" in window.text() and "Need 7:00/9m" in window.text()
        await window.type("ped")
        await window.press("enter")
    assert lines(desk) == ["n3 twelve hours a week", "b 40k half typed"]


async def test_esc_twice_leaves_a_draft_that_d_goes_on_with(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        await window.type("half")
        await window.press("escape", "escape")
        assert window.screen_name == "BoardScreen"
        assert "draft" in window.status() and "d on the account" in window.status()
        first = call_id(desk)
        await window.press("discovery")
        assert call_id(desk) == first and screen(window).line.value == "half"
        assert "Going on with the call" in window.status()


async def test_a_draft_of_another_day_may_be_left_for_a_new_call(desk: Desk, clock: Clock) -> None:
    first = calls.start_call(desk, account(desk)).made
    clock.jump(days=3)
    async with driver(desk) as window:
        await window.press("escape", "discovery")
        assert "has no end yet" in window.text()
        await window.press("n")
        assert call_id(desk) != first and screen(window)


async def test_a_busy_file_stops_no_typing_and_gets_every_line_when_it_is_free(desk: Desk, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "desk.db", isolation_level=None)
    async with driver(desk) as window:
        await window.press("discovery")
        other.execute("BEGIN IMMEDIATE")
        await say(window, "n3 twelve hours", "b 40k")
        await window.type("half")
        assert "not on disk yet" in window.text() and "b 40k" in window.text()
        assert lines(desk) == []
        other.execute("ROLLBACK")
        screen(window)._settle()
        await window.settle()
        assert lines(desk) == ["n3 twelve hours", "b 40k"]
        assert draft(desk, f"line:{call_id(desk)}") == "half"
        assert "not on disk yet" not in window.text()
    other.close()


async def test_a_line_that_waits_for_a_busy_file_can_be_taken_back(desk: Desk, tmp_path: Path) -> None:
    other = sqlite3.connect(tmp_path / "desk.db", isolation_level=None)
    async with driver(desk) as window:
        await window.press("discovery")
        other.execute("BEGIN IMMEDIATE")
        await say(window, "b 40k")
        await window.press("backspace")
        assert screen(window).line.value == "b 40k"
        other.execute("ROLLBACK")
        screen(window)._settle()
        assert lines(desk) == []
    other.close()


async def test_the_same_call_typed_in_elsewhere_is_said_with_its_words(desk: Desk, tmp_path: Path) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        await window.type("mine")
        second = open_desk(tmp_path / "desk.db")
        save_draft(second, f"line:{call_id(desk)}", "theirs")
        second.close()
        window.app.session.poll()
        await window.settle()
        assert "open in another window" in window.status() and "theirs" in window.status()
        assert screen(window).line.value == "mine"


async def test_a_call_whose_start_was_undone_elsewhere_closes(desk: Desk, tmp_path: Path) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        second = open_desk(tmp_path / "desk.db")
        history.undo(second)
        second.close()
        window.app.session.poll()
        await window.settle()
        assert window.screen_name == "BoardScreen"


# -- the clock -----------------------------------------------------------------------------------------------------


async def test_the_clock_counts_the_call_and_its_parts_and_says_when_it_is_over(desk: Desk, clock: Clock) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        clock.jump(minutes=2, seconds=10)
        screen(window)._tick()
        await window.settle()
        assert "Need 2:10/9m · 2:10/25m" in window.text() and "N· 2/9m" in window.text()
        await window.press("escape", "right_square_bracket")
        clock.jump(minutes=5)
        screen(window)._tick()
        await window.settle()
        assert "Timeline 5:00/4m over" in window.text() and "N· 2/9m" in window.text()
        clock.jump(minutes=13)
        screen(window)._tick()
        await window.settle()
        assert "20:10/25m next step!" in window.text()
        clock.jump(minutes=10)
        screen(window)._tick()
        await window.settle()
        assert "30:10/25m over" in window.text()


async def test_a_second_draws_only_the_clock(desk: Desk, clock: Clock, monkeypatch: pytest.MonkeyPatch) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        drawn: list[str] = []
        for name in ("#front", "#log", "#side", "#tiles", "#title"):
            widget = window.screen.query_one(name)
            monkeypatch.setattr(widget, "refresh", lambda *_, at=name, **__: drawn.append(at))
        clock.jump(seconds=1)
        screen(window)._tick()
        await window.settle()
        assert drawn == [] and "0:01/25m" in window.text()


# -- a second call -------------------------------------------------------------------------------------------------


async def test_a_second_call_opens_on_the_unknown_and_quotes_who_said_what_when(desk: Desk, clock: Clock) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        await say(window, "they retype every order")
        await window.press("escape", "f", "k")
        await window.answer("call in 3d")
        clock.jump(days=7)
        await window.press("discovery")
        assert front(window) != "n1"
        await window.press("escape", "escape")
        clock.jump(days=70)
        await window.press("discovery", "n")
        while front(window) != "n1":
            await window.press("shift+tab")
        text = window.text()
        assert "before “they retype every order”" in text and "Priya Nair, Tue 14 Oct" in text


async def test_where_there_is_room_all_that_is_known_stands_there_with_who_and_when(desk: Desk) -> None:
    async with driver(desk, size=(120, 40)) as window:
        await window.press("discovery")
        await say(window, "b2 40k approved", "n2 twelve hours a week")
        known = [line for line in window.lines() if "Priya Nair · Tue 14 Oct" in line]
        assert len(known) == 2 and "40k approved" in known[0] and "twelve hours a week" in known[1]


async def test_ctrl_c_is_no_way_out_of_a_call(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        await window.type("half")
        await window.press("ctrl+c")
        assert screen(window).line.value == "half" and "q leaves the desk" in window.status()
        await window.press("escape", "ctrl+c")
        assert screen(window)


# -- the end -------------------------------------------------------------------------------------------------------


async def qualified(window: Driver) -> None:
    await window.press("discovery")
    await say(
        window, "n3 twelve hours a week", "t2 contract ends in March", "a2 Priya decides", "b2 40k approved, ops budget"
    )


async def test_the_end_shows_the_verdict_its_reasons_and_the_one_fact_that_would_change_it(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        await say(window, "n3 twelve hours a week", "b2 40k approved", "/f")
        text = window.text()
        assert "gap: stay a Lead" in text and "Need 3, capped at 2: only one person said it" in text
        assert "Authority: unknown" in text and "→ 2 stated, 2 unknown" in text
        assert "changes it" in text and "ask Priya Nair" in text
        assert "follow up, when?" in text


async def test_a_pass_offers_the_move_and_enter_takes_it(desk: Desk) -> None:
    async with driver(desk) as window:
        await qualified(window)
        await say(window, "/f")
        await window.press("k")
        await window.answer("send plan fri 9")
        assert "B A N T pass. Promote Halden to Prospect?" in window.text()
        await window.press("enter")
        await window.answer("38000")
        assert window.screen_name == "BoardScreen"
    row = find.the_account(desk, account(desk))
    assert (row["stage"], row["value_minor"]) == ("prospect", 3_800_000)
    assert (row["next_what"], row["next_due"], row["next_time"]) == ("send plan", "2025-10-17", "09:00")
    assert calls.the_call(desk, call_id(desk))["verdict"] == "pass"


async def test_esc_at_the_offer_keeps_the_lead(desk: Desk) -> None:
    async with driver(desk) as window:
        await qualified(window)
        await say(window, "/f")
        await window.press("k")
        await window.answer("send plan fri 9")
        await window.press("escape")
        assert window.screen_name == "BoardScreen"
    assert find.the_account(desk, account(desk))["stage"] == "lead"
    assert unfinished.open_calls(desk) == []


async def test_a_hard_stop_is_named_in_one_key_and_takes_the_verdict_with_it(desk: Desk) -> None:
    async with driver(desk) as window:
        await qualified(window)
        await say(window, "/f")
        await window.press("1")
        assert view(desk).hard_stop == "no_need" and "disqualify" in window.text()
        await window.press("1")
        assert view(desk).hard_stop is None and "pass: offer the move" in window.text()
        await window.press("5", "k", "enter")
        assert window.screen_name == "BoardScreen"
    row = find.the_account(desk, account(desk))
    assert row["status"] == "disqualified"
    assert desk.db.value("SELECT reason FROM stage_move ORDER BY at DESC, id DESC LIMIT 1") == "locked_in"


async def test_esc_at_the_end_goes_on_with_the_call(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        await say(window, "/f")
        await window.press("k", "escape", "escape")
        assert screen(window) and unfinished.open_calls(desk)
        await say(window, "one more thing")
        assert lines(desk) == ["one more thing"]


async def test_an_answered_dial_ends_in_the_same_strip_and_counts_as_a_try(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("call", "enter")
        await say(window, "/f")
        await window.press("c")
        await window.answer("thu 10")
        assert window.screen_name == "BoardScreen"
    row = calls.the_call(desk, call_id(desk))
    assert (row["disposition"], row["attempt"], row["direction"]) == ("callback", 1, "out")


async def test_u_takes_the_end_back_and_the_call_is_a_draft_again(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        await say(window, "n3 twelve hours", "/f")
        await window.press("k")
        await window.answer("thu 10")
        await window.press("undo")
        assert len(unfinished.open_calls(desk)) == 1
        assert find.the_account(desk, account(desk))["next_due"] == "2025-10-14"


async def test_objections_left_unexplored_are_said_at_the_end(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        await say(window, "!price too dear", "/f")
        await window.press("k")
        await window.answer("thu 10")
        assert "1 objection is not explored" in window.status()


async def test_a_no_without_an_objection_asks_for_it(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        await say(window, "/f")
        await window.press("i", "enter", "t")
        await say(window, "call me in the autumn")
        assert window.screen_name == "BoardScreen"
    one = objections.of_account(desk, account(desk))[0]
    assert (one.category, one.words) == ("timing", "call me in the autumn")


# -- everywhere ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", [(20, 5), (20, 10), (40, 12), (80, 24), (100, 30), (120, 40), (300, 80)])
async def test_a_call_works_at_every_size(desk: Desk, size: tuple[int, int]) -> None:
    async with driver(desk, size=size) as window:
        await window.press("discovery")
        await say(window, "b 40k", "!price dear", "> fear")
        await window.type("half")
        if size[0] >= 40:
            assert "half" in window.text()
        await window.press("escape", "g", "2", "s", "question_mark", "f")
        assert window.screen_name == "FinishScreen"
        await window.press("n")
        assert window.screen_name == "BoardScreen"
    assert calls.the_call(desk, call_id(desk))["disposition"] == "no_answer"


async def test_a_window_without_room_keeps_what_is_typed(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("discovery")
        await window.type("half")
        await window.resize(19, 4)
        assert "too small" in window.text()
        await window.type(" more")
        await window.resize(80, 24)
        assert screen(window).line.value == "half more"
        assert draft(desk, f"line:{call_id(desk)}") == "half more"


async def test_words_of_customers_are_shown_and_never_obeyed(desk: Desk) -> None:
    accounts.edit_account(desk, account(desk), name=NASTY)
    async with driver(desk, size=(120, 40)) as window:
        await window.press("discovery")
        await window.paste(f"n2 {NASTY}")
        await window.press("enter")
        await window.paste(f"!price {NASTY}")
        await window.press("enter")
        await window.paste(f"> {NASTY}")
        await window.press("enter", "escape")
        for _ in range(2):
            text = window.text()
            assert "\x1b" not in text and "\x07" not in text and "\u202e" not in text and "[b]loud[/b]" in text
            await window.press("f")


async def test_f1_lists_the_keys_of_line_and_checklist(desk: Desk) -> None:
    async with driver(desk, size=(100, 60)) as window:
        await window.press("discovery", "f1")
        assert "File the line" in window.text() and "Park the question" in window.text()
        await window.press("escape")
        assert screen(window).line.has_focus


async def test_meddic_asks_in_its_own_slots(desk: Desk) -> None:
    with desk.db.step("test", None):
        desk.db.update("account", account(desk), playbook="meddic")
    async with driver(desk) as window:
        await window.press("discovery")
        await window.type("dp three signatures")
        assert screen(window)._lit is not None
        await window.press("enter")
        assert "DP2s~" in window.text()
