"""The window: keys in their turn, sentences, changes made elsewhere, and an end that keeps what was typed."""

from pathlib import Path

import pytest
from textual.worker import WorkerFailed

from sdrdesk.domain.errors import DeskError
from sdrdesk.ui import keys
from sdrdesk.ui.app import DeskApp
from sdrdesk.usecases import accounts, notes
from sdrdesk.usecases.desk import Desk, change_settings, open_desk
from sdrdesk.usecases.drafts import draft
from ui.driver import driver
from ui.little_window import LittleScreen

pytestmark = pytest.mark.usefixtures("little")


async def test_keys_typed_faster_than_a_question_opens_reach_the_question(desk: Desk) -> None:
    async with driver(desk) as window:
        keys = ("a", "end", "x", "backspace", "enter", "o", "t", "e", "end", "Q", "enter", "d", "enter", "9", "enter")
        await window.pilot.press(*keys)
        await window.settle()
        assert window.status() == "form: {'name': 'HaldenQ', 'role': 'decides', 'size': '9'}"


async def test_ctrl_c_says_how_to_leave_and_loses_nothing(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("note")
        await window.type("half")
        await window.press("ctrl+c")
        assert "half" in window.text() and window.app.is_running
        await window.press("escape", "ctrl+c")
        assert "q leaves" in window.status_bar()


async def test_a_hint_is_over_with_the_place_it_was_given_in(desk: Desk) -> None:
    async with driver(desk) as driven:
        await driven.press("2", "tab")
        assert "nowhere else" in driven.status()
        await driven.press("5")
        assert "nowhere else" not in driven.status()
        await driven.press("tab")
        assert "Which sources are worth their money?" in driven.text()


async def test_leaving_keeps_what_is_half_typed(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("note")
        await window.type("half")
        window.app.leave(143)
        await window.pilot.pause()
    assert window.app.return_code == 143
    assert draft(desk, "note:little") == "half"


async def test_an_act_is_said_and_the_screen_reads_again(desk: Desk) -> None:
    async with driver(desk) as window:
        screen = window.screen
        assert isinstance(screen, LittleScreen)
        before = screen.reloads
        done = screen.do(accounts.add_account, name="Halden [b]")
        await window.settle()
        assert done is not None and window.status() == done.said
        assert done.said in window.status_bar()
        assert screen.reloads == before + 1


async def test_a_refusal_is_said_marked_and_changes_nothing(desk: Desk) -> None:
    async with driver(desk) as window:
        screen = window.screen
        assert isinstance(screen, LittleScreen)
        assert screen.do(notes.note, "no-such-account", "words") is None
        await window.settle()
        assert window.status_bar().startswith("! ")


async def test_what_another_window_does_is_seen(tmp_path: Path) -> None:
    here, there = open_desk(tmp_path / "desk.db"), open_desk(tmp_path / "desk.db")
    change_settings(here, first_run_done="yes")
    async with driver(here) as window:
        screen = window.screen
        assert isinstance(screen, LittleScreen)
        before = screen.reloads
        accounts.add_account(there, name="Kobalt")
        window.app.session.poll()
        await window.settle()
        assert screen.reloads == before + 1
    here.close()
    there.close()


async def test_undo_takes_back_the_last_act_and_the_list_can_do_it_again(desk: Desk) -> None:
    accounts.add_account(desk, name="Halden")
    async with driver(desk) as window:
        await window.press("undo")
        assert "Halden" in window.status() and window.status().startswith("Undid")
        await window.press("undo", "undo")
        assert "Nothing to take back" in window.status()
        await window.press("acts")
        assert "taken back" in window.text()
        await window.press("enter")
        assert window.status().startswith("Redid")


async def test_undo_asks_before_taking_back_what_another_window_did(tmp_path: Path) -> None:
    here, there = open_desk(tmp_path / "desk.db"), open_desk(tmp_path / "desk.db", origin="elsewhere")
    change_settings(here, first_run_done="yes")
    async with driver(here) as window:
        accounts.add_account(there, name="Kobalt")
        await window.press("undo")
        assert "not made in this window" in window.text()
        await window.press("escape", "undo", "y")
        assert window.status().startswith("Undid")
    here.close()
    there.close()


async def test_help_lists_every_key_that_works_here(desk: Desk) -> None:
    async with driver(desk, size=(80, 60)) as window:
        await window.press("help")
        for binding in [*keys.GROUPS["account_verbs"].bindings, *keys.GROUPS["global"].bindings]:
            assert binding.tooltip[:60] in window.text(), binding.id
        await window.press("escape")


async def test_the_key_line_is_clickable_and_always_offers_help(desk: Desk) -> None:
    for width in (20, 40, 80, 160):
        async with driver(desk, size=(width, 24)) as window:
            assert "? keys" in window.lines()[-1]
            await window.click("? keys")
            assert "Keys" in window.text()


async def test_a_window_without_room_says_so_and_keeps_what_is_typed(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("note")
        await window.type("ha")
        await window.resize(19, 4)
        assert window.lines()[0] == "too small"
        await window.type("lf")
        await window.resize(80, 24)
        assert "half" in window.text()


async def test_a_crash_says_one_line_and_logs_no_customer(desk: Desk, tmp_path: Path) -> None:
    app = DeskApp(desk, "board", log_folder=tmp_path)
    with pytest.raises((ZeroDivisionError, WorkerFailed)):
        async with app.run_test() as pilot:
            await pilot.press("n", *"half")
            await pilot.press("escape", "c")
            await pilot.pause()
    log = tmp_path / "crash.log"
    text = log.read_text(encoding="utf-8")
    assert "ZeroDivisionError" in text and "action_call" in text and "Lovelace" not in text
    assert log.stat().st_mode & 0o777 == 0o600
    assert app.return_code == 1
    assert draft(desk, "note:little") == "half"


async def test_the_title_of_the_window_is_the_programs_name_alone(desk: Desk) -> None:
    async with driver(desk) as window:
        assert window.app.title == "sdrdesk" and not window.app.sub_title


async def test_no_screen_shows_a_control_character_of_a_customer(desk: Desk) -> None:
    async with driver(desk) as window:
        assert "[@click=app.quit]" in window.text() and "[b]CEO[/b]" in window.text()
        assert all(line.isprintable() for line in window.lines())
        await window.click("[@click=app.quit]")
        assert window.app.is_running


async def test_a_long_refusal_is_read_to_its_end(desk: Desk) -> None:
    advice = "Put it back, or quit and open the desk again."
    async with driver(desk, (60, 20)) as window:
        window.app.session.refuse(DeskError("The file was moved, deleted or replaced; nothing was written. " + advice))
        await window.settle()
        assert advice in " ".join(line.strip() for line in window.lines())
        window.app.session.say("Saved.")
        await window.settle()
        assert advice not in " ".join(line.strip() for line in window.lines())


async def test_a_file_that_went_is_missed_before_anything_is_written(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    there = open_desk(path)
    change_settings(there, first_run_done="yes")
    async with driver(there) as window:
        path.rename(tmp_path / "moved.db")
        window.app.session.poll()
        assert "moved, deleted or replaced" in window.status()
        (tmp_path / "moved.db").rename(path)
    there.close()
