"""A large file is read by a second process: it brings what one alone would, and never ends in silence."""

from __future__ import annotations

import os
import signal
import subprocess
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.files.opened import Opened
from sdrdesk.usecases import import_run, importing, reading_ahead, transfer
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.import_run import Choices
from sdrdesk.usecases.importing import open_people
from usecases.live import live

HEADER = "Name,Company,Email,Phone,Created,Shoe size"


@pytest.fixture
def people(tmp_path: Path) -> Path:
    path = tmp_path / "leads.csv"
    rows = [f"Ann Lee{n},Firm {n // 3},ann{n}@firm{n // 3}.example,+49 30 9018{n:03},2026-01-0{n % 9 + 1},4{n % 5}"
            for n in range(60)]  # fmt: skip
    path.write_text("\n".join([HEADER, *rows, ",,,,,", "Exported by somebody,,,,,"]) + "\n", encoding="utf-8")
    return path


@pytest.fixture
def any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(reading_ahead, "LARGE", 0)


def reading(path: Path) -> reading_ahead.Reading:
    table = open_people(path)
    return reading_ahead.Reading(table, table.mapping(), {}, None, "DE", "EUR", date(2026, 3, 2), 7)


def told(chunks: Iterator[reading_ahead.Chunk]) -> list[Any]:
    return [
        ([{name: getattr(one, name) for name in one.__slots__} for one in chunk.arrivals], chunk.refused)
        for chunk in chunks
    ]


def test_another_process_reads_what_this_one_would(people: Path) -> None:
    here, there = told(reading_ahead._read_here(reading(people))), told(reading_ahead._read_by_another(reading(people)))
    assert sum(len(arrivals) for arrivals, _ in here) >= 60
    for one, other in zip(here, there, strict=True):
        assert [row.pop("lead") for row in one[0]] == [row.pop("lead") for row in other[0]]
        assert one == other


def test_an_import_of_a_large_file_brings_the_same_desk(
    desk: Desk, people: Path, any_size: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    def none_here(asked: reading_ahead.Reading) -> Iterator[reading_ahead.Chunk]:
        raise AssertionError("read by this process")

    monkeypatch.setattr(reading_ahead, "_read_here", none_here)
    result = transfer.import_file(desk, people)
    assert (result.create, result.reject) == (60, 1)
    assert desk.db.value("SELECT count(*) FROM account") == 20


def test_where_no_other_process_comes_up_the_file_is_read_all_the_same(
    desk: Desk, people: Path, any_size: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("sys.executable", "/bin/false")
    assert transfer.import_file(desk, people).create == 60
    monkeypatch.setattr("sys.executable", str(people))
    assert transfer.import_file(desk, people).same == 60


def test_what_the_other_process_cannot_read_is_said_and_nothing_is_kept(
    desk: Desk, people: Path, any_size: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = live(desk)

    def gone_before_it_is_read(path: Path, chosen: Choices) -> Opened:
        table = open_people(path, chosen)
        people.unlink()
        return table

    monkeypatch.setattr(importing, "open_people", gone_before_it_is_read)
    with pytest.raises(DeskError, match=r"leads\.csv is not there; check the path"):
        transfer.import_file(desk, people)
    assert live(desk) == before


def test_an_import_whose_reader_is_killed_is_taken_back_and_said(
    desk: Desk, people: Path, any_size: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = live(desk)
    started: list[int] = []
    popen: Callable[..., Any] = subprocess.Popen

    def noted(*args: Any, **more: Any) -> Any:
        process = popen(*args, **more)
        started.append(process.pid)
        return process

    monkeypatch.setattr(subprocess, "Popen", noted)
    monkeypatch.setattr(import_run, "CHUNK", 5)
    # A cell larger than a pipe holds keeps the other process at its first chunk until it is taken.
    big = "x" * 300_000
    people.write_text(people.read_text("utf-8").replace(",2026-01-01,40", f",2026-01-01,{big}"), encoding="utf-8")

    def progress(done: int, expected: int) -> None:
        os.kill(started[0], signal.SIGKILL)

    with pytest.raises(DeskError, match=r"leads\.csv could not be read to its end; import it again"):
        transfer.import_file(desk, people, progress=progress)
    assert live(desk) == before
