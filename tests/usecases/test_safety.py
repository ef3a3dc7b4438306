"""What `check` finds when a desk is bent by hand, and that `repair` mends what it says it mends; how safe an act is."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sdrdesk.usecases import accounts, backups, history, safety
from sdrdesk.usecases.desk import Desk, change_settings, open_desk


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(tmp_path / "desk.db")
    accounts.add_account(opened, name="Halden", person="Ada Byron", email="ada@halden.example", next="call today")
    yield opened
    opened.close()


def sql(statement: str) -> Callable[[Desk], object]:
    """Done by another program, which knows nothing of the desk's rules."""

    def bend(desk: Desk) -> None:
        with sqlite3.connect(desk.path) as conn:
            conn.execute(statement)
        conn.close()

    return bend


def open_file(desk: Desk) -> None:
    Path(desk.path).chmod(0o644)


def open_log(desk: Desk) -> None:
    Path(f"{desk.path}-wal").chmod(0o644)


def open_folder(desk: Desk) -> None:
    backups.make(desk).parent.chmod(0o755)


def open_copy(desk: Desk) -> None:
    backups.make(desk).chmod(0o640)


def damaged_copy(desk: Desk) -> None:
    with backups.make(desk).open("r+b") as file:
        file.seek(8192)
        file.write(b"\xff" * 4096)


@pytest.mark.parametrize(
    ("bend", "named"),
    [
        (sql("UPDATE card SET due = '2027-01-01'"), "cards that differ"),
        (sql("UPDATE card_day SET cards = cards + 1"), "board header"),
        (sql("UPDATE status_count SET accounts = accounts + 1"), "account counter"),
        (sql("DROP TRIGGER log_note_insert"), "changes are not logged"),
        (sql("INSERT INTO search_queue SELECT id FROM account"), "not yet in the search index"),
        (sql("UPDATE search_data SET block = zeroblob(20) WHERE id > 100"), "damaged search index"),
        (open_file, "others can read desk.db (mode 0644)"),
        (open_log, "others can read desk.db-wal (mode 0644)"),
        (open_folder, "others can read desk.db.backups (mode 0755)"),
        (open_copy, "(mode 0640)"),
        (damaged_copy, "the newest backup"),
    ],
)
def test_what_is_bent_is_named_and_mended(desk: Desk, bend: Callable[[Desk], object], named: str) -> None:
    assert safety.check(desk) == []
    bend(desk)
    found = safety.check(desk)
    assert [one for one in found if named in one and "--repair" in one], found
    assert safety.repair(desk) == []


@pytest.mark.parametrize(
    ("bend", "named"),
    [
        (sql("UPDATE contact SET account_id = 'nobody'"), "points to a account that is not there; sdrdesk restore"),
        (sql("UPDATE step SET undone_by = NULL"), "an act that takes back one that is not marked so"),
        (sql("DELETE FROM stage_move"), "an active account that nothing says was taken on"),
        (sql("UPDATE account SET stage = 'prospect'"), "a stage that is not where its history ends"),
    ],
)
def test_what_cannot_be_mended_is_named(desk: Desk, bend: Callable[[Desk], object], named: str) -> None:
    accounts.add_account(desk, name="Kobalt")
    history.undo(desk)
    bend(desk)
    found = safety.check(desk)
    assert [one for one in found if named in one], found


def test_full_sync_holds_at_once_in_every_window_and_after_an_undo(desk: Desk) -> None:
    other = open_desk(desk.path)
    assert [one.db.value("PRAGMA synchronous") for one in (desk, other)] == [1, 1]
    change_settings(desk, full_sync="yes")
    assert other.changed_elsewhere()
    assert [one.db.value("PRAGMA synchronous") for one in (desk, other, desk.another())] == [2, 2, 2]
    history.undo(desk)
    other.changed_elsewhere()
    assert [one.db.value("PRAGMA synchronous") for one in (desk, other)] == [1, 1]
    other.close()
