"""Half-typed text waits for a busy file and is saved when it can be."""

import sqlite3
from pathlib import Path

import pytest

from sdrdesk.usecases.desk import change_settings, open_desk
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
