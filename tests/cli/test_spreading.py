"""Spreading from a shell: a dry run says what the act would do."""

from __future__ import annotations

from pathlib import Path

from sdrdesk.usecases.desk import open_desk

from .conftest import Sdrdesk


def test_a_dry_run_changes_nothing_and_the_act_does_what_it_said(sdrdesk: Sdrdesk, db: Path) -> None:
    sdrdesk("add", "Halden", "--person", "Priya Nair", "--next", "call fri")
    desk = open_desk(db)
    with desk.db.step("test", None):
        desk.db.conn.execute("UPDATE account SET next_due = '2026-10-09'")
    desk.close()
    printed = sdrdesk("spread", "--dry-run")
    assert printed.out.splitlines()[0] == "today: 1"
    assert "late 4d" in printed.out and "Halden · Priya Nair" in printed.out
    assert sdrdesk("due", "--count").out == "1 late · 0 today\n"
    told = sdrdesk("spread", "--json").json
    assert told["days"][0]["day"] == "2026-10-13" and told["said"] == "Spread 1 late: 1 today"
    assert sdrdesk("due", "--count").out == "0 late · 1 today\n"
    assert sdrdesk("spread").err == "Nothing is late, so there is nothing to spread.\n"
    assert sdrdesk("undo").code == 0
    assert sdrdesk("due", "--count").out == "1 late · 0 today\n"
