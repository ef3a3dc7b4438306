"""The review in the window: step by step, decisions kept at once, a page at the end."""

from __future__ import annotations

from pathlib import Path

from sdrdesk.usecases import accounts, pipeline
from sdrdesk.usecases.desk import Desk, change_settings, open_desk
from ui.driver import driver


def prospect(desk: Desk, name: str) -> str:
    made = str(accounts.add_account(desk, name=name, phone="+49 30 2312510", next="call in 30d", source="fair").made)
    pipeline.promote(desk, made, next="demo in 20d", override="they asked", value="2000")
    return made


async def test_the_steps_are_gone_through_with_every_verb_at_hand(desk: Desk) -> None:
    prospect(desk, "Halden AG")
    async with driver(desk) as driven:
        await driven.press(":")
        await driven.answer("review")
        assert driven.screen_name == "ReviewScreen" and "step 1 of 8" in driven.text()
        await driven.press("tab", "tab")
        assert "one contact only" in driven.text() or "no contact" in driven.text()
        await driven.press("a")
        await driven.answer("call in 3d")
        assert "Halden AG" in driven.text()
        assert desk.db.value("SELECT next_due FROM account") == "2025-10-17"
        await driven.press("enter")
        assert driven.screen_name == "AccountScreen"
        await driven.press("escape")
        assert driven.screen_name == "ReviewScreen"
        await driven.press("tab", "tab", "enter")
        assert driven.screen_name == "NumbersScreen"


async def test_a_decision_is_kept_changed_and_taken_away(desk: Desk) -> None:
    async with driver(desk) as driven:
        await driven.press(":")
        await driven.answer("review")
        await driven.press("+")
        await driven.answer("1 ask for referrals")
        assert "1 decided" in driven.text()
        await driven.press("shift+tab")
        assert "priority 1" in driven.text() and "ask for referrals" in driven.text()
        await driven.press("enter", "end")
        await driven.type(" in May")
        await driven.press("enter")
        assert "ask for referrals in May" in driven.text()
        await driven.press("escape", ":")
        await driven.answer("review")
        assert "1 decided" in driven.text()
        await driven.press("shift+tab", "enter", "ctrl+u", "enter")
        assert "0 decided" in driven.text()
        await driven.press("w")
        assert "no folder to keep a review in" in driven.status()


async def test_the_page_is_written_from_any_screen(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "desk.db")
    change_settings(desk, first_run_done="yes")
    prospect(desk, "Halden AG")
    async with driver(desk) as driven:
        await driven.press(":")
        await driven.answer("review save")
        assert "The review is kept in" in driven.status()
    (file,) = (tmp_path / "reviews").iterdir()
    assert "## Prospects" in file.read_text("utf-8")
    desk.close()
