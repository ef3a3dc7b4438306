"""No room on the disk: what does not fit leaves what was there before, and works again when there is room."""

from __future__ import annotations

import gc
import resource
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import accounts, backups, notes, safety, transfer
from sdrdesk.usecases.desk import Desk, open_desk
from usecases.live import live


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    opened = open_desk(tmp_path / "desk.db")
    account = accounts.add_account(opened, name="Halden", next="call today").subject
    for number in range(300):
        notes.note(opened, str(account), f"note {number} " + "word " * 40)
    yield opened
    opened.close()


@contextmanager
def room_for(size: int) -> Iterator[None]:
    """No file may grow beyond so many bytes."""
    _, most = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, most))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (most, most))


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning", "ignore::ResourceWarning")
@pytest.mark.parametrize("name", ["all.json", "notes.csv", "all.xlsx"])
def test_an_export_that_does_not_fit_leaves_the_file_that_was_there(desk: Desk, tmp_path: Path, name: str) -> None:
    goal = tmp_path / "out" / name
    goal.parent.mkdir()
    goal.write_text("before")
    table = "notes" if name.endswith(".csv") else ""
    with room_for(3000), pytest.raises(DeskError, match="cannot be written"):
        transfer.export(desk, goal, table=table)
    gc.collect()
    assert goal.read_text() == "before"
    assert list(goal.parent.iterdir()) == [goal]
    transfer.export(desk, goal, table=table)
    assert goal.stat().st_size > 3000


def test_an_import_that_does_not_fit_takes_nothing_and_works_when_there_is_room(desk: Desk, tmp_path: Path) -> None:
    leads = tmp_path / "leads.csv"
    leads.write_text("Name,Email\n" + "".join(f"P{n},p{n}@h{n}.example\n" for n in range(3000)))
    before = live(desk)
    with room_for(Path(desk.path).stat().st_size + 200_000), pytest.raises(DeskError, match="nothing was"):
        transfer.import_file(desk, leads)
    assert live(desk) == before and safety.check(desk) == []
    transfer.import_file(desk, leads)
    assert desk.db.value("SELECT count(*) FROM contact") == 3000
    assert safety.check(desk) == []


def test_a_copy_that_does_not_fit_leaves_no_half_of_it(desk: Desk) -> None:
    with room_for(50_000), pytest.raises(DeskError, match="nothing was copied"):
        backups.make(desk)
    assert list(Path(f"{desk.path}.backups").iterdir()) == []
    backups.make(desk)
