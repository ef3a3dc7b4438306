"""Half-typed text waits for a busy file and is saved when it can be."""

import asyncio
import sqlite3
from pathlib import Path

import pytest

from sdrdesk.usecases.desk import Desk, change_settings, open_desk
from sdrdesk.usecases.drafts import draft
from ui.driver import driver

pytestmark = pytest.mark.usefixtures("little")


async def test_a_busy_file_freezes_nothing_and_gets_the_text_when_it_is_free(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "desk.db")
    change_settings(desk, first_run_done="yes")
    other = sqlite3.connect(tmp_path / "desk.db", isolation_level=None)
    async with driver(desk) as window:
        session = window.app.session
        other.execute("BEGIN IMMEDIATE")
        assert not session.keep_draft("note:x", "she said")
        assert session.draft("note:x") == "she said" and draft(desk, "note:x") == ""
        session.poll()
        assert draft(desk, "note:x") == ""
        other.execute("ROLLBACK")
        session.poll()
        assert draft(desk, "note:x") == "she said" and session.pay()
        assert session.keep_draft("note:x", "")
        assert session.draft("note:x") == ""
    other.close()
    desk.close()


async def on_disk(desk: Desk, name: str, text: str) -> None:
    """Waits until this stands in the draft of that name, though nobody left the question."""
    async with asyncio.timeout(10):
        while draft(desk, name) != text:
            await asyncio.sleep(0.01)


async def test_a_half_typed_answer_is_on_disk_while_the_question_is_open(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("note")
        await window.type("she said")
        await on_disk(desk, "note:little", "she said")
        await window.press("end", "ctrl+u")
        await on_disk(desk, "note:little", "")
        await window.type("yes")
        await window.press("enter")
        await window.press("note", "escape")
        assert draft(desk, "note:little") == ""


async def test_a_half_filled_form_is_on_disk_while_it_is_open(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("edit")
        await window.press("end")
        await window.type(" and sons")
        async with asyncio.timeout(10):
            while " and sons" not in draft(desk, "form:little"):
                await asyncio.sleep(0.01)


async def test_text_typed_while_the_file_is_away_is_saved_when_it_is_back(tmp_path: Path) -> None:
    path, away = tmp_path / "desk.db", tmp_path / "away.db"
    desk = open_desk(path)
    change_settings(desk, first_run_done="yes")
    async with driver(desk) as window:
        session = window.app.session
        path.rename(away)
        assert not session.keep_draft("note:x", "she said")
        assert "was moved, deleted or replaced" in window.status()
        assert session.draft("note:x") == "she said"
        away.rename(path)
        session.poll()
        assert draft(desk, "note:x") == "she said"
    desk.close()
