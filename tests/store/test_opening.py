"""What may be opened as a desk, and what is refused in one sentence with the file left as it was."""

from __future__ import annotations

import os
import resource
import sqlite3
import stat
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sdrdesk.domain.errors import DeskError, NotFound, StoreTrouble
from sdrdesk.store.database import Database
from sdrdesk.store.integrity import findings
from sdrdesk.store.migrations import APPLICATION_ID, SCHEMA, statements
from sdrdesk.store.opening import open_database


def clock() -> datetime:
    return datetime(2026, 10, 13, 7, 0, tzinfo=UTC)


def opened(path: Path, *, create: bool = True) -> Database:
    return open_database(path, clock, create=create)


def test_a_new_desk_is_private_to_its_owner(tmp_path: Path) -> None:
    path = tmp_path / "new folder" / "desk.db"
    opened(path).close()
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert stat.S_IMODE(path.parent.stat().st_mode) == 0o700


@pytest.mark.parametrize("name", ["with space.db", "what?.db", "50%.db", "a#b.db", "ünï.db", "'quoted'.db"])
def test_any_file_name_is_a_file_name(tmp_path: Path, name: str) -> None:
    opened(tmp_path / name).close()
    assert [entry.name for entry in tmp_path.iterdir() if entry.suffix == ".db"] == [name]


def test_a_missing_desk_is_not_made_by_a_reader(tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no desk at"):
        opened(tmp_path / "none.db", create=False)
    assert list(tmp_path.iterdir()) == []


def test_a_folder_is_refused(tmp_path: Path) -> None:
    with pytest.raises(StoreTrouble, match="is a folder"):
        opened(tmp_path)


def test_a_fifo_is_refused_without_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(StoreTrouble, match="not a regular file"):
        opened(tmp_path / "pipe")


def test_a_second_connection_does_not_let_go_of_the_file(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    window = opened(path)
    opened(path, create=False).close()
    other = "import sqlite3, sys; c = sqlite3.connect(sys.argv[1]); c.execute('PRAGMA user_version'); c.close()"
    subprocess.run([sys.executable, "-c", other, str(path)], check=True)
    log = path.with_name("desk.db-wal")
    assert log.exists(), "another program took the window's log for its own to remove"
    window.close()


def test_an_empty_file_becomes_a_desk(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    path.touch()
    db = opened(path)
    assert db.value("PRAGMA user_version") == SCHEMA
    db.close()


def refused(path: Path, why: str) -> None:
    before = path.read_bytes()
    with pytest.raises(DeskError, match=why) as caught:
        opened(path)
    assert "\n" not in str(caught.value)
    assert path.read_bytes() == before


def test_something_else_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("not a database, " * 100)
    refused(path, "is not an sdrdesk file")


def test_another_programs_database_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    conn = sqlite3.connect(path)
    conn.execute("CREATE TABLE bookmarks (url TEXT)")
    conn.commit()
    conn.close()
    refused(path, "another program's SQLite file")


def test_a_newer_schema_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    opened(path).close()
    conn = sqlite3.connect(path)
    conn.execute(f"PRAGMA user_version = {SCHEMA + 1}")
    conn.execute("PRAGMA journal_mode = DELETE")
    conn.close()
    refused(path, "newer sdrdesk")


def test_a_truncated_desk_is_refused_and_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    db = opened(path)
    db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    db.conn.execute("PRAGMA journal_mode = DELETE")
    db.close()
    path.write_bytes(path.read_bytes()[:5000])
    with pytest.raises(StoreTrouble, match="damaged"):
        opened(path)


def test_two_windows_may_make_the_same_desk_at_once(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    path = tmp_path / "desk.db"

    def start(_: int) -> int:
        db = opened(path)
        schema = int(db.value("PRAGMA user_version"))
        db.close()
        return schema

    with ThreadPoolExecutor(5) as pool:
        assert list(pool.map(start, range(5))) == [SCHEMA] * 5


def test_a_desk_without_a_log_of_its_own_is_given_one_by_who_works_on_it(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    opened(path).close()
    with sqlite3.connect(path) as conn:
        conn.execute("PRAGMA journal_mode = DELETE")
    conn.close()
    reader = opened(path, create=False)
    assert reader.value("PRAGMA journal_mode") == "delete"
    reader.close()
    window = opened(path)
    assert window.value("PRAGMA journal_mode") == "wal"
    window.close()


def test_what_a_read_only_time_left_beside_the_file_does_not_keep_it_read_only(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    window = opened(path)
    for beside in tmp_path.iterdir():
        beside.chmod(0o600 if beside == path else 0o400)
    again = opened(path)
    assert {stat.S_IMODE(beside.stat().st_mode) for beside in tmp_path.iterdir()} == {0o600}
    again.close()
    window.close()


def older(path: Path) -> None:
    """A desk of the schema before this one, as the first steps of a migration make it."""
    conn = sqlite3.connect(path, isolation_level=None)
    for number in range(1, SCHEMA):
        for statement in statements(number):
            conn.execute(statement)
    conn.execute(f"PRAGMA user_version = {SCHEMA - 1}")
    conn.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    conn.close()


def test_two_windows_may_bring_the_same_older_desk_along_at_once(tmp_path: Path) -> None:
    from concurrent.futures import ThreadPoolExecutor

    path = tmp_path / "desk.db"
    older(path)

    def start(_: int) -> list[str]:
        db = opened(path)
        found = findings(db)
        db.close()
        return found

    path.chmod(0o600)
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(start, range(4))) == [[]] * 4


def test_an_older_desk_for_whose_copy_there_is_no_room_stays_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    older(path)
    before = path.read_bytes()
    no_limit = resource.RLIM_INFINITY
    resource.setrlimit(resource.RLIMIT_FSIZE, (path.stat().st_size // 2, no_limit))
    try:
        with pytest.raises(StoreTrouble) as caught:
            opened(path)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (no_limit, no_limit))
    assert "nothing was written" in str(caught.value)
    assert path.read_bytes() == before
    assert list((tmp_path / "desk.db.backups").iterdir()) == []
    opened(path).close()
