"""A damaged desk offers its newest good copy at the start; leaving the desk makes the day's copy."""

from __future__ import annotations

from pathlib import Path

from sdrdesk.usecases import accounts, backups
from sdrdesk.usecases.desk import change_settings, open_desk
from whole.conftest import Start


def prepared(path: Path) -> None:
    desk = open_desk(path)
    change_settings(desk, first_run_done="yes")
    accounts.add_account(desk, name="Halden", next="call today")
    desk.close()


def test_leaving_makes_the_copy_and_a_damaged_desk_comes_back_by_one_key(start_desk: Start, tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    prepared(path)
    first = start_desk("--db", path)
    first.wait("Halden")
    first.press("q")
    assert first.wait_end() == 0
    (copy,) = backups.listed(str(path))
    assert copy.why == "daily"
    path.write_bytes(path.read_bytes()[:6000])
    for end in ("-wal", "-shm"):
        Path(f"{path}{end}").unlink(missing_ok=True)
    second = start_desk("--db", path)
    second.wait("Put it back")
    assert "1 account" in second.screen()
    second.send(b"y\r")
    second.wait("Halden")
    second.press("q")
    assert second.wait_end() == 0
