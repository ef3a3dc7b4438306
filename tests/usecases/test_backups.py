"""Copies of the desk: when they are made, what they say of themselves, and that putting one back loses nothing."""

from __future__ import annotations

import os
import sqlite3
import stat
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from sdrdesk.domain.errors import DeskError, NotFound, StoreTrouble
from sdrdesk.store.backup import KEEP, KEEP_DAYS, Copy, copies, outlived
from sdrdesk.usecases import accounts, backups
from sdrdesk.usecases.desk import Desk, open_desk
from usecases.live import live

NOW = datetime(2026, 10, 13, 7, 0, tzinfo=UTC)


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=2)
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def path(tmp_path: Path) -> str:
    return str(tmp_path / "desk.db")


@pytest.fixture
def desk(path: str, clock: Clock) -> Iterator[Desk]:
    opened = open_desk(path, clock=clock)
    accounts.add_account(opened, name="Halden", next="call thu 10")
    yield opened
    opened.close()


def damage(path: str) -> None:
    """Overwrite a page in the middle of the file, as a failing disk does."""
    with Path(path).open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 4096)


def test_a_copy_is_private_and_holds_what_the_desk_held(desk: Desk, path: str) -> None:
    made = backups.make(desk)
    assert stat.S_IMODE(made.stat().st_mode) == 0o600
    assert stat.S_IMODE(made.parent.stat().st_mode) == 0o700
    with open_desk(made).db.conn as conn:
        assert conn.execute("SELECT name FROM account").fetchall()[0][0] == "Halden"


def test_a_restored_desk_is_what_it_was_and_another_window_sees_it(desk: Desk, path: str, clock: Clock) -> None:
    before = live(desk)
    backups.make(desk)
    accounts.add_account(desk, name="Kobalt", next="call thu 10")
    done = backups.restore(path, clock=clock)
    assert live(desk) == before
    assert done.missing.startswith("1 act would be missing, the last one: ")
    assert "Kobalt" in done.missing
    assert done.kept is not None
    kept = open_desk(done.kept)
    assert {row[0] for row in kept.db.all("SELECT name FROM account")} == {"Halden", "Kobalt"}
    kept.close()
    assert backups.look(path).trouble == ""


def test_restoring_can_itself_be_taken_back(desk: Desk, path: str, clock: Clock) -> None:
    backups.make(desk)
    accounts.add_account(desk, name="Kobalt", next="call thu 10")
    after = live(desk)
    done = backups.restore(path, clock=clock)
    assert done.kept is not None
    backups.restore(path, done.kept.name, clock=clock)
    assert live(desk) == after


def test_a_damaged_desk_is_kept_and_replaced(desk: Desk, path: str, clock: Clock) -> None:
    before = live(desk)
    backups.make(desk)
    desk.close()
    damage(path)
    damaged = Path(path).read_bytes()
    assert backups.look(path).trouble.startswith("damaged")
    done = backups.restore(path, clock=clock)
    assert "everything done after" in done.missing and "would be missing" in done.missing
    assert done.kept is not None and done.kept.read_bytes() == damaged
    again = open_desk(path)
    assert live(again) == before
    again.close()


def test_a_damaged_copy_is_passed_over(desk: Desk, path: str, clock: Clock) -> None:
    good = backups.make(desk)
    bad = backups.make(desk)
    damage(str(bad))
    found = backups.newest_good(path)
    assert found is not None and found.copy.path == good
    with pytest.raises(StoreTrouble, match="damaged"):
        backups.restore(path, bad.name, clock=clock)


def test_without_a_copy_nothing_is_restored(desk: Desk, path: str, clock: Clock) -> None:
    with pytest.raises(NotFound, match="no good backup"):
        backups.restore(path, clock=clock)
    with pytest.raises(NotFound, match="no backup “2001”"):
        backups.restore(path, "2001", clock=clock)
    backups.make(desk)
    backups.make(desk)
    with pytest.raises(DeskError, match="could be 2 backups"):
        backups.restore(path, "2026", clock=clock)


def test_the_day_is_copied_once_and_only_when_something_was_done(desk: Desk, path: str, clock: Clock) -> None:
    assert backups.make_daily(desk) is not None
    accounts.add_account(desk, name="Kobalt", next="call thu 10")
    assert backups.make_daily(desk) is None
    clock.now += timedelta(days=1)
    assert backups.make_daily(desk) is not None
    clock.now += timedelta(days=1)
    assert backups.make_daily(desk) is None
    assert [copy.why for copy in copies(path)] == ["daily", "daily"]


def test_old_copies_go_but_the_last_of_each_day_stays_a_month() -> None:
    def copy(hours: float, why: str = "by-hand") -> Copy:
        return Copy(Path(f"{hours}"), NOW - timedelta(hours=hours), why, 1)

    today = [copy(place / 10) for place in range(KEEP)]
    yesterday = [copy(24.0), copy(25.0)]
    old = [copy(24.0 * KEEP_DAYS + 1), copy(24.0 * 400, "damaged")]
    assert outlived([*today, *yesterday, *old], NOW) == [yesterday[1], old[0]]


def test_a_copy_that_is_no_desk_is_refused(desk: Desk, path: str, clock: Clock) -> None:
    folder = Path(path + ".backups")
    folder.mkdir()
    other = folder / "20261013-070000-000-by-hand.db"
    with sqlite3.connect(other) as conn:
        conn.execute("CREATE TABLE somebody (name)")
    conn.close()
    assert backups.newest_good(path) is None
    with pytest.raises(StoreTrouble, match="not a desk"):
        backups.restore(path, other.name, clock=clock)


def test_a_link_to_a_desk_stays_a_link_when_a_copy_is_put_back(desk: Desk, path: str, clock: Clock) -> None:
    backups.make(desk)
    desk.close()
    real = Path(path).rename(Path(path).with_name("real.db"))
    Path(path).symlink_to(real)
    damage(str(real))
    backups.restore(path, clock=clock)
    assert Path(path).is_symlink() and backups.look(str(real)).trouble == ""


def test_nothing_takes_the_place_of_a_pipe_or_a_device(desk: Desk, path: str, clock: Clock, tmp_path: Path) -> None:
    copy = backups.make(desk)
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    folder = tmp_path / "pipe.backups"
    folder.mkdir()
    copy.rename(folder / copy.name)
    with pytest.raises(StoreTrouble, match="not a regular file"):
        backups.restore(str(pipe), copy.name, clock=clock)
    assert pipe.is_fifo()
