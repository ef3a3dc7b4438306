"""Everything goes out, whole or not at all, and nothing in the file is obeyed by a terminal."""

from __future__ import annotations

import csv
import json
import os
import shutil
import sys
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.files.tables_out import harmless, restored, whole_or_nothing
from sdrdesk.store import integrity
from sdrdesk.store.triggers import DOMAIN_TABLES
from sdrdesk.usecases import history, notes, pipeline, transfer
from sdrdesk.usecases.desk import Desk, open_desk
from usecases.live import live

ROOT = Path(__file__).parents[2]
EVIL = "[b]Ann[/] \x1b[31m\x9b2J \u202edna 株式会社 'q' \"d\""


@pytest.fixture(scope="module")
def demo(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A worked desk, for reading."""
    path = tmp_path_factory.mktemp("demo") / "demo.db"
    shutil.copyfile(ROOT / "sample.db", path)
    path.chmod(0o600)
    opened = open_desk(path)
    yield opened
    opened.close()


def test_every_live_row_goes_out_with_the_same_values(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "leads.csv"
    name = EVIL.replace('"', '""')
    path.write_text(f'Name,Email,Shoe\n"{name}",ann@halden.example,41\n', encoding="utf-8")
    transfer.import_file(desk, path)
    account = str(desk.db.value("SELECT id FROM account"))
    notes.note(desk, account, "kept")
    history.undo(desk, notes.note(desk, account, "taken back").step)
    done = transfer.export_json(desk, tmp_path / "all.json")
    text = done.file.read_text(encoding="utf-8")
    told = json.loads(text)
    assert told["format"] == "sdrdesk export" and told["schema"] >= 1
    assert set(told["tables"]) == {*DOMAIN_TABLES, "step"}
    for table in DOMAIN_TABLES:
        assert {row["id"] for row in told["tables"][table]} == set(live(desk)[table])
    (person,) = told["tables"]["contact"]
    assert person["full_name"] == EVIL
    assert person["source_values"]["full_name"] == EVIL
    assert person["fields"] == {"Shoe": "41"}
    assert [note["text"] for note in told["tables"]["note"]] == ["kept"]
    assert not set("\x1b\x9b\u202e\x7f") & set(text)
    assert "株式会社" in text
    assert done.rows == sum(len(rows) for rows in told["tables"].values())
    assert done.file.stat().st_mode & 0o777 == 0o600


def test_an_export_takes_the_place_of_an_older_one_and_of_nothing_else(desk: Desk, tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    path.write_text("old", encoding="utf-8")
    transfer.export_json(desk, path)
    assert json.loads(path.read_text(encoding="utf-8"))
    other = open_desk(tmp_path / "desk.db")
    other.close()
    before = (tmp_path / "desk.db").read_bytes()
    with pytest.raises(DeskError, match="is a desk or another database"):
        transfer.export_json(desk, tmp_path / "desk.db")
    assert (tmp_path / "desk.db").read_bytes() == before
    with pytest.raises(DeskError, match="is no file"):
        transfer.export_json(desk, tmp_path)
    with pytest.raises(DeskError, match="cannot be written: No such file"):
        transfer.export_json(desk, tmp_path / "nowhere" / "all.json")


def test_a_file_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path) -> None:
    path = tmp_path / "all.json"
    path.write_text("old", encoding="utf-8")
    with pytest.raises(DeskError, match="cannot be written: No space left"), whole_or_nothing(path) as file:
        file.write("half of the new")
        raise OSError(28, "No space left on device")
    assert path.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [path]


def test_a_link_stays_one_and_a_pipe_is_written_into(tmp_path: Path) -> None:
    link, target, pipe = tmp_path / "link.json", tmp_path / "target.json", tmp_path / "pipe"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target)
    with whole_or_nothing(link) as file:
        file.write("new")
    assert link.is_symlink() and target.read_text(encoding="utf-8") == "new"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    with whole_or_nothing(pipe) as file:
        file.write("new")
    assert pipe.is_fifo() and os.read(reader, 100) == b"new"
    os.close(reader)


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\rx", "'=1", "''x"])
def test_no_cell_is_left_that_a_spreadsheet_runs(cell: str) -> None:
    assert harmless(cell)[0] == "'"
    assert restored(harmless(cell)) == cell


@pytest.mark.parametrize("cell", ["", "+49 30 901820", "-5", "+1 (202) 555-0143", "O'Brien", "'quoted", "a=b", "'"])
def test_phone_numbers_and_plain_words_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == restored(harmless(cell)) == cell


HOSTILE = ["=1+1", "+cmd|' /C calc'!A0", "@SUM(A1)", "-2+3", "'=1", "O'Brien", "a\nb", "a;b,c"]


def rows_of(path: Path) -> list[dict[str, str]]:
    with open(path, encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def people(desk: Desk, folder: Path) -> Path:
    path = folder / "people.csv"
    with open(path, "w", encoding="utf-8", newline="") as file:
        out = csv.writer(file)
        out.writerow(["First name", "Last name", "Email", "Phone", "Mobile", "Other phone", "Company", "Title", "Shoe"])
        for place, words in enumerate(HOSTILE):
            out.writerow([
                "Ann", f"Nr {place}", f"ann{place}@halden.example", "+49 30 901820", "", "+49 30 901821", words, words,
                words,
            ])  # fmt: skip
    transfer.import_file(desk, path, source="Fair", region="DE")
    return path


def test_what_goes_out_as_a_table_comes_in_again_and_goes_out_the_same(desk: Desk, tmp_path: Path) -> None:
    people(desk, tmp_path)
    first = transfer.export(desk, tmp_path / "contacts.csv")
    assert first.rows == len(HOSTILE)
    told = rows_of(first.file)
    assert [row["Shoe"] for row in told][:3] == ["'=1+1", "'+cmd|' /C calc'!A0", "'@SUM(A1)"]
    other = open_desk(":memory:")
    transfer.import_file(other, first.file, region="DE")
    assert other.db.value("SELECT fields ->> 'Shoe' FROM contact ORDER BY rowid LIMIT 1") == "=1+1"
    assert other.db.value("SELECT title FROM contact ORDER BY rowid LIMIT 1") == "=1+1"
    second = transfer.export(other, tmp_path / "again.csv", table="contacts")
    assert [{**row, "Created": ""} for row in rows_of(second.file)] == [{**row, "Created": ""} for row in told]
    other.close()


@pytest.mark.parametrize("table", transfer.TABLES)
def test_every_table_goes_out_by_its_name(desk: Desk, tmp_path: Path, table: str) -> None:
    people(desk, tmp_path)
    account = str(desk.db.value("SELECT id FROM account ORDER BY id LIMIT 1"))
    notes.note(desk, account, "=HYPERLINK(1)")
    done = transfer.export(desk, tmp_path / f"{table}.csv")
    rows = rows_of(done.file)
    assert len(rows) == done.rows
    if table == "notes":
        assert [(row["Account name"], row["Note"]) for row in rows] == [("'=1+1", "'=HYPERLINK(1)")]


def test_a_filter_narrows_a_table_and_a_json_export_takes_none(desk: Desk, tmp_path: Path) -> None:
    people(desk, tmp_path)
    assert transfer.export(desk, tmp_path / "contacts.csv", filter="O'Brien").rows == 1
    with pytest.raises(DeskError, match="takes no filter"):
        transfer.export(desk, tmp_path / "all.json", filter="stage:lead")
    with pytest.raises(DeskError, match="There is no table shoes; there are contacts,"):
        transfer.export(desk, tmp_path / "x.csv", table="shoes")
    with pytest.raises(DeskError, match=r"ends in none of \.json, \.csv"):
        transfer.export(desk, tmp_path / "x.doc")


def test_a_workbook_holds_every_table_and_runs_nothing(desk: Desk, tmp_path: Path) -> None:
    calamine = pytest.importorskip("python_calamine")
    pytest.importorskip("xlsxwriter")
    people(desk, tmp_path)
    done = transfer.export(desk, tmp_path / "desk.xlsx")
    book = calamine.CalamineWorkbook.from_path(str(done.file))
    assert book.sheet_names == list(transfer.TABLES)
    header, first, *_ = book.get_sheet_by_name("contacts").to_python()
    assert first[header.index("Shoe")] == "=1+1"
    with zipfile.ZipFile(done.file) as parts:
        assert not any(b"<f>" in parts.read(name) for name in parts.namelist())
    assert done.file.stat().st_mode & 0o777 == 0o600


def test_the_absence_of_the_workbook_package_is_one_sentence(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    with pytest.raises(DeskError, match=r"pip install 'sdrdesk\[xlsx\]'"):
        transfer.export(desk, tmp_path / "desk.xlsx")
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("version", ["3", "4"])
def test_people_go_out_as_cards_with_lines_of_75_bytes(desk: Desk, tmp_path: Path, version: str) -> None:
    people(desk, tmp_path)
    text = transfer.export(desk, tmp_path / "people.vcf", version=version).file.read_bytes()
    assert text.count(b"BEGIN:VCARD\r\n") == text.count(b"END:VCARD\r\n") == len(HOSTILE)
    assert f"VERSION:{version}.0".encode() in text
    assert all(len(line) <= 75 for line in text.split(b"\r\n"))
    assert b"ORG:a\\;b\\,c\r\n" in text and b"TITLE:a\\nb\r\n" in text
    assert b":+49 30 901820\r\n" in text and b":+49 30 901821\r\n" in text


def test_next_steps_go_out_as_a_calendar_and_the_board_as_a_page(desk: Desk, tmp_path: Path) -> None:
    people(desk, tmp_path)
    account = str(desk.db.value("SELECT id FROM account WHERE name = 'a;b,c'"))
    pipeline.take(desk, account, next="call back thu 10")
    text = transfer.export(desk, tmp_path / "steps.ics").file.read_bytes().decode("utf-8")
    assert text.count("BEGIN:VEVENT") == 1
    assert "DTSTART:20261015T100000\r\n" in text
    assert "Ann Nr 7\\, a\\;b\\,c" in text.replace("\r\n ", "")
    page = transfer.export(desk, tmp_path / "pipeline.md").file.read_text(encoding="utf-8")
    assert page.startswith("# Pipeline, 13 October 2026\n")
    assert [line for line in page.splitlines() if line.startswith("## ")] == ["## Lead", "## Prospect", "## Customer"]
    assert "| a;b,c | Ann Nr 7 |" in page


def test_a_whole_desk_comes_back_onto_an_empty_one(demo: Desk, tmp_path: Path) -> None:
    done = transfer.export(demo, tmp_path / "all.json")
    for anew in (False, True):
        if anew:  # another program has laid the same JSON out its own way
            done.file.write_text(json.dumps(json.loads(done.file.read_text("utf-8")), indent=1), encoding="utf-8")
        other = open_desk(":memory:", clock=demo.clock)
        result = transfer.import_file(other, done.file)
        assert result.create == sum(map(len, (live(demo)[table] for table in DOMAIN_TABLES)))
        assert live(other) == live(demo)
        assert other.settings == demo.settings
        assert integrity.findings(other.db) == []
        with pytest.raises(DeskError, match="goes onto an empty one only"):
            transfer.import_file(other, done.file)
        history.undo(other, result.step)
        assert not any(live(other)[table] for table in ("account", "contact", "deal", "call"))
        other.close()


def test_half_of_a_desk_or_a_changed_one_is_refused_whole(demo: Desk, tmp_path: Path) -> None:
    path = transfer.export(demo, tmp_path / "all.json").file
    text = path.read_text("utf-8")
    changed = json.loads(text)
    changed["tables"]["account"][3]["evil"] = 1
    newer = json.loads(text) | {"schema": 99}
    for content, words in (
        (text[: len(text) // 2], "line"), (json.dumps(changed), "account.evil"), (json.dumps(newer), "newer sdrdesk"),
        ('{"format": "sdrdesk export"', "is no export of this desk"),
    ):  # fmt: skip
        path.write_text(content, encoding="utf-8")
        other = open_desk(":memory:")
        with pytest.raises(DeskError, match=words):
            transfer.import_file(other, path)
        assert not any(live(other)[table] for table in DOMAIN_TABLES)
        other.close()
