"""The dial card: who and what number, and one key that logs the call whole and goes on to the next row."""

from typing import Any

import pytest

from sdrdesk.domain.disposition import DISPOSITIONS
from sdrdesk.ui import handoff
from sdrdesk.ui.screens.call.card import draw_card
from sdrdesk.ui.screens.call.dial import DialScreen
from sdrdesk.ui.screens.call.digits import grouped, large
from sdrdesk.usecases import accounts, calls, contacts, find, history, notes, objections, outcomes
from sdrdesk.usecases.desk import Desk, change_settings
from sdrdesk.usecases.pages import dial_card
from ui.driver import Driver, driver

NASTY = "\x1b[31mEve\u202e [b]x[/b]"


@pytest.fixture
def two(desk: Desk) -> Desk:
    """Halden with two people is due before Kobalt."""
    halden = accounts.add_account(
        desk, name="Halden", source="webinar", person="Priya Nair", title="COO", phone="+49 30 23125 101",
        next="call today",
    ).made or ""  # fmt: skip
    contacts.add_contact(desk, halden, name="Tom Weiss", phone="+44 20 7946 0958")
    accounts.add_account(desk, name="Kobalt", person="Ana Ruiz", phone="+49 30 23125 105", next="call thu")
    return desk


def account(desk: Desk, name: str = "Halden") -> str:
    return str(desk.db.value("SELECT id FROM account WHERE name = ?", (name,)))


def last_call(desk: Desk) -> Any:
    return desk.db.one("SELECT * FROM call WHERE deleted_at IS NULL ORDER BY started_at DESC, id DESC LIMIT 1")


async def dialled(window: Driver) -> None:
    await window.press("call")
    assert isinstance(window.screen, DialScreen)


async def test_the_card_shows_the_number_large_and_what_each_key_would_set(two: Desk) -> None:
    async with driver(two) as window:
        await dialled(window)
        text = window.text()
        assert "Priya Nair · COO" in text and "+49 30 23125 101" in text
        assert "█" in text and large("+49 30 23125 101", 80)[0].strip() in text
        assert "try 1/6" in text and "gaps Need" in text and "next: call" in text
        for one in outcomes.strip_rules(two, account(two)):
            assert any(
                line.strip().startswith(f"{one.rule.key} {one.rule.label}") and one.said[:20] in line
                for line in window.lines()
            ), one.rule.id
        assert len(DISPOSITIONS) == 14


async def test_their_local_time_is_known_by_their_number(two: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    async with driver(two) as window:
        await dialled(window)
        assert "their time 10:52" in window.text()
        await window.press("2")
        assert "Tom Weiss" in window.lines()[1] and "their time 09:52" in window.text()


async def test_a_digit_picks_another_person_and_the_call_is_theirs(two: Desk) -> None:
    async with driver(two) as window:
        await dialled(window)
        await window.press("2")
        assert "+44 20 7946 0958" in window.text()
        await window.press("9")
        assert "Tom Weiss" in window.lines()[1]
        await window.press("n")
    tom = two.db.value("SELECT id FROM contact WHERE full_name = 'Tom Weiss'")
    assert last_call(two)["contact_id"] == tom
    assert last_call(two)["contact_point_id"] is not None


async def test_one_key_logs_the_call_and_goes_on_to_the_next_row_and_u_takes_it_back(two: Desk) -> None:
    async with driver(two) as window:
        before = dict(find.the_account(two, account(two)))
        await window.press("call", "v")
        assert window.screen_name == "BoardScreen"
        assert "voicemail left → call" in window.status()
        assert last_call(two)["disposition"] == "voicemail_left"
        assert window.screen.account_id == account(two, "Kobalt")  # type: ignore[attr-defined]
        await window.press("undo")
        after = dict(find.the_account(two, account(two)))
        assert {**after, "updated_at": ""} == {**before, "updated_at": ""}
        assert last_call(two) is None


async def test_arrows_and_enter_take_an_outcome_too(two: Desk) -> None:
    async with driver(two) as window:
        await window.press("call", "down", "enter")
        assert last_call(two)["disposition"] == "no_answer"


async def test_a_click_on_an_outcome_logs_it(two: Desk) -> None:
    async with driver(two) as window:
        await dialled(window)
        await window.click("voicemail, none left")
    assert last_call(two)["disposition"] == "voicemail_none"


async def test_enter_alone_means_that_they_answered(two: Desk) -> None:
    async with driver(two) as window:
        await window.press("call", "enter")
        assert window.screen_name == "CallScreen"
        call = last_call(two)
        assert (call["direction"], call["disposition"]) == ("out", None)
        assert call["contact_point_id"] is not None
        await window.press("escape", "escape")
        assert window.screen_name == "BoardScreen"


async def test_esc_means_no_call_was_made(two: Desk) -> None:
    async with driver(two) as window:
        await window.press("call", "escape")
        assert window.screen_name == "BoardScreen"
    assert last_call(two) is None


async def test_a_callback_asks_when_and_says_how_it_was_understood(two: Desk) -> None:
    async with driver(two) as window:
        await window.press("call", "c")
        await window.type("thu 10")
        assert "Thu 16 Oct 10:00" in window.text()
        await window.press("enter")
        assert window.screen_name == "BoardScreen"
    row = find.the_account(two, account(two))
    assert (row["next_due"], row["next_time"]) == ("2025-10-16", "10:00")


async def test_a_day_that_is_not_understood_stays_where_it_was_typed(two: Desk) -> None:
    async with driver(two) as window:
        await window.press("call", "k")
        await window.answer("whenever")
        assert "whenever" in window.text() and window.screen_name == "Prompt"
        await window.press("escape")
        assert window.screen_name == "DialScreen"
    assert last_call(two) is None


async def test_a_meeting_is_booked_with_its_day(two: Desk) -> None:
    async with driver(two) as window:
        await window.press("call", "m")
        await window.answer("15 jan 14:00")
    row = find.the_account(two, account(two))
    assert (row["next_kind"], row["next_due"], row["next_time"]) == ("meeting", "2026-01-15", "14:00")


@pytest.mark.parametrize("typed", ["Ms Roth", ""])
async def test_a_gatekeeper_may_name_whom_to_ask_for(two: Desk, typed: str) -> None:
    async with driver(two) as window:
        await window.press("call", "g")
        await window.type(typed)
        await window.press("enter")
        assert window.screen_name == "BoardScreen"
    assert find.the_account(two, account(two))["next_what"] == ("ask for Ms Roth" if typed else None)


async def test_a_wrong_number_is_struck_and_a_new_one_taken(two: Desk) -> None:
    async with driver(two) as window:
        await window.press("call", "w")
        await window.type("030 23125 999")
        assert "+493023125999" in window.text()
        await window.press("enter")
    priya = two.db.value("SELECT id FROM contact WHERE full_name = 'Priya Nair'")
    points = two.db.all("SELECT * FROM contact_point WHERE contact_id = ? AND kind = 'phone'", (priya,))
    assert {point["key"]: point["dead_at"] is not None for point in points} == {
        "+493023125101": True, "+493023125999": False,
    }  # fmt: skip


async def test_do_not_contact_asks_once_and_says_no_by_itself(two: Desk) -> None:
    async with driver(two) as window:
        await window.press("call", "d", "enter")
        assert last_call(two) is None and window.screen_name == "DialScreen"
        await window.press("d", "y")
    priya = two.db.one("SELECT * FROM contact WHERE full_name = 'Priya Nair'")
    assert priya is not None and priya["do_not_contact"] == 1


async def test_not_interested_offers_the_way_out_and_asks_for_the_objection(two: Desk) -> None:
    async with driver(two) as window:
        await window.press("call", "i")
        assert "dormant, look again Tue 14 Apr" in window.text()
        await window.press("enter", "s")
        await window.type("send me something")
        await window.press("enter")
        assert window.screen_name == "BoardScreen"
    assert find.the_account(two, account(two))["status"] == "dormant"
    one = objections.of_account(two, account(two))[0]
    assert (one.category, one.words) == ("brush_off", "send me something")
    assert two.db.value("SELECT call_id FROM objection") == last_call(two)["id"]


async def test_a_way_out_may_be_another_day_or_a_step_of_ones_own(two: Desk) -> None:
    change_settings(two, attempt_cap="1")
    async with driver(two) as window:
        await window.press("call", "n", "y")
        await window.answer("never")
        assert find.the_account(two, account(two))["review_on"] is None
        assert find.the_account(two, account(two))["status"] == "dormant"
        await window.press("undo", "call", "n", "a")
        await window.answer("mail in 3d")
    assert find.the_account(two, account(two))["next_kind"] == "mail"


async def test_no_next_step_asks_why_and_when_to_look_again(two: Desk) -> None:
    async with driver(two) as window:
        await window.press("call", "k")
        await window.answer("no")
        await window.press("d", "enter")
        await window.press("enter")
        assert window.screen_name == "BoardScreen"
    row = find.the_account(two, account(two))
    assert row["status"] == "dormant" and row["review_on"] == "2026-04-14"


async def test_y_copies_the_number_and_says_what_to_do_where_it_cannot(
    two: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("DISPLAY", raising=False)
    monkeypatch.delenv("WAYLAND_DISPLAY", raising=False)
    async with driver(two) as window:
        await window.press("call", "y")
        assert window.app.clipboard == "+493023125101"
        assert "OSC 52" in window.status() and "Shift" in window.status()
        await window.press("t")
        assert "Nothing on this machine takes tel: links" in window.status()


async def test_the_number_goes_to_what_takes_tel_links(two: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    handed: list[str] = []

    def take(number: str) -> bool:
        handed.append(number)
        return True

    monkeypatch.setattr(handoff, "hand_off", take)
    async with driver(two) as window:
        await window.press("call", "t")
        assert "Handed +493023125101" in window.status()
    assert handed == ["+493023125101"]


async def test_who_asked_not_to_be_contacted_is_not_dialled(two: Desk) -> None:
    priya = str(two.db.value("SELECT id FROM contact WHERE full_name = 'Priya Nair'"))
    outcomes.log_call(two, account(two), "do_not_contact", contact_id=priya, confirmed=True)
    async with driver(two) as window:
        window.app.show("dial", account(two), priya)
        await window.settle()
        assert "DO NOT CONTACT" in window.text() and "23125 101" not in window.text()
        await window.press("y")
        assert "asked not to be contacted" in window.status()
        await window.press("n", "enter")
        assert window.screen_name == "DialScreen"
        await window.press("enter", "y")
        assert window.screen_name == "CallScreen" and last_call(two)["direction"] == "in"


async def test_the_card_tells_last_words_and_open_objections(two: Desk) -> None:
    call = calls.start_call(two, account(two)).made or ""
    calls.file_line(two, call, "n2 finance looks Friday")
    calls.file_line(two, call, '!price "twice what we pay now"')
    calls.finish_call(two, call, "conversation", when="call today")
    async with driver(two, size=(80, 30)) as window:
        await dialled(window)
        text = window.text()
        assert "finance looks Friday" in text
        assert "twice what we pay now" in text and "not explored" in text
        assert "Authority" in text


async def test_o_on_the_card_logs_an_objection(two: Desk) -> None:
    async with driver(two) as window:
        await window.press("call", "o", "p")
        await window.type("too dear")
        await window.press("enter")
        assert window.screen_name == "DialScreen"
    assert objections.of_account(two, account(two))[0].words == "too dear"


@pytest.mark.parametrize("size", [(20, 5), (20, 8), (40, 12), (60, 20), (80, 24), (120, 40), (300, 80)])
async def test_the_card_works_at_every_size(two: Desk, size: tuple[int, int]) -> None:
    async with driver(two, size=size) as window:
        await window.press("call")
        if size[0] >= 40:
            assert "they answered" in window.text() and "Halden" in window.text()
        await window.press("n")
    assert last_call(two)["disposition"] == "no_answer"


async def test_names_and_numbers_of_customers_are_shown_and_never_obeyed(desk: Desk) -> None:
    accounts.add_account(desk, name=NASTY, person=NASTY, phone="\x1b]0;x\x07 none", title=NASTY, next="call today")
    async with driver(desk) as window:
        await window.press("call")
        text = window.text()
        assert "\x1b" not in text and "\u202e" not in text and "[b]x[/b]" in text


async def test_a_person_without_a_number_says_what_to_do(desk: Desk) -> None:
    accounts.add_account(desk, name="Halden", person="Priya Nair", email="p@halden.example", next="call today")
    async with driver(desk) as window:
        await window.press("call", "y")
        assert "no number" in window.text() and "There is no number to dial" in window.status()
        await window.press("t", "1", "tab", "n")
    assert last_call(desk)["disposition"] == "no_answer"


async def test_another_number_of_the_same_person_is_a_tab_away(two: Desk) -> None:
    priya = str(two.db.value("SELECT id FROM contact WHERE full_name = 'Priya Nair'"))
    outcomes.log_call(two, account(two), "no_answer", contact_id=priya)
    two_numbers(two, priya)
    async with driver(two, size=(100, 30)) as window:
        await dialled(window)
        assert "2 numbers" in window.text()
        await window.press("tab", "y")
        assert window.app.clipboard == "+493023125777"


def two_numbers(desk: Desk, person: str) -> None:
    with desk.db.step("test", None):
        desk.db.insert(
            "contact_point", account_id=account(desk), contact_id=person, kind="phone", label="mobile",
            typed="030 23125 777", key="+493023125777", position=9,
        )  # fmt: skip


def test_a_number_is_grouped_for_the_eye_and_spaced_where_it_is_narrow() -> None:
    assert grouped("+493023125101") == "+49 302 312 5101"
    assert grouped("+49 30 23125-101") == "+49 30 23125 101"
    assert grouped("110") == "110"
    assert len(large("+493023125101", 80)) == 3
    assert large("+493023125101", 40) == ["+ 4 9  3 0 2  3 1 2  5 1 0 1"]
    assert large("+493023125101", 10) == ["+49 302 312 5101"]


def test_without_blocks_the_number_is_spaced_digits(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SDRDESK_ASCII", "1")
    assert large("+493023125101", 80) == ["+ 4 9  3 0 2  3 1 2  5 1 0 1"]


def test_the_card_keeps_who_and_number_when_there_is_little_room(two: Desk) -> None:
    card = dial_card(two, account(two))
    lines = draw_card(card, card.number, "", 80, 5)
    assert len(lines) == 5 and lines[0].left[1][0] == "Priya Nair"


async def test_undo_elsewhere_closes_a_card_whose_account_is_gone(two: Desk) -> None:
    async with driver(two) as window:
        await dialled(window)
        accounts.delete(two, "account", account(two))
        window.app.session.happened(notes.note(two, account(two, "Kobalt"), "x"))
        await window.settle()
        assert window.screen_name == "BoardScreen"
        assert history.last_act(two) is not None
