"""Backups on the command line: made, listed, asked about, put back."""

from __future__ import annotations

from pathlib import Path

from cli.conftest import Sdrdesk


def test_a_backup_is_made_listed_and_put_back(sdrdesk: Sdrdesk, db: Path) -> None:
    sdrdesk("add", "Halden", "--next", "call thu 10")
    assert "There is no backup" in sdrdesk("backups").out
    assert sdrdesk("backup").code == 0
    (listed,) = sdrdesk("backups", "--json").json
    assert listed["why"] == "by-hand" and listed["bytes"] > 0
    assert Path(listed["file"]).name in sdrdesk("backups").out
    sdrdesk("add", "Kobalt", "--next", "call thu 10")
    asked = sdrdesk("restore")
    assert asked.code == 1
    assert "1 act would be missing, the last one: " in asked.out and "--yes does it" in asked.out
    assert len(sdrdesk("accounts", "--json").json) == 2
    done = sdrdesk("restore", "--yes", "--json")
    assert done.code == 0
    assert [one["name"] for one in sdrdesk("accounts", "--json").json] == ["Halden"]
    assert Path(done.json["kept"]).exists()


def test_a_damaged_desk_says_how_it_comes_back(sdrdesk: Sdrdesk, db: Path) -> None:
    sdrdesk("add", "Halden", "--next", "call thu 10")
    sdrdesk("backup")
    db.write_bytes(db.read_bytes()[:6000])
    refused = sdrdesk("accounts")
    assert refused.code == 1 and "sdrdesk restore" in refused.err
    assert sdrdesk("restore", "--yes").code == 0
    assert "Halden" in sdrdesk("accounts").out


def test_without_a_backup_a_restore_is_refused(sdrdesk: Sdrdesk, db: Path) -> None:
    sdrdesk("add", "Halden", "--next", "call thu 10")
    refused = sdrdesk("restore", "--yes")
    assert refused.code == 1 and refused.err.startswith("There is no good backup of ")


def test_the_daily_verbs_are_timed_without_touching_the_desk(sdrdesk: Sdrdesk, db: Path) -> None:
    sdrdesk("add", "Halden", "--next", "call thu 10")
    acts = len(sdrdesk("history", "--json").json)
    timed = sdrdesk("check", "--bench", "--json").json
    assert {"log an outcome", "undo", "an account page"} <= {one["verb"] for one in timed}
    assert all(0 < one["median"] <= one["p95"] for one in timed)
    assert len(sdrdesk("history", "--json").json) == acts
    assert [one.name for one in db.parent.iterdir() if one.name.startswith(".sdrdesk-timing")] == []
