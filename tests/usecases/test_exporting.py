"""Everything goes out, whole or not at all, and nothing in the file is obeyed by a terminal."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.files.tables_out import harmless, restored, whole_or_nothing
from sdrdesk.store.triggers import DOMAIN_TABLES
from sdrdesk.usecases import history, notes, transfer
from sdrdesk.usecases.desk import Desk, open_desk
from usecases.live import live

EVIL = "[b]Ann[/] \x1b[31m\x9b2J \u202edna 株式会社 'q' \"d\""


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


@pytest.mark.parametrize("cell", ["=1+1", "+cmd|' /C calc'!A0", "-2+3", "@SUM(A1)", "\tx", "\rx", "'=1", "''x"])
def test_no_cell_is_left_that_a_spreadsheet_runs(cell: str) -> None:
    assert harmless(cell)[0] == "'"
    assert restored(harmless(cell)) == cell


@pytest.mark.parametrize("cell", ["", "+49 30 901820", "-5", "+1 (202) 555-0143", "O'Brien", "'quoted", "a=b", "'"])
def test_phone_numbers_and_plain_words_stay_as_they_are(cell: str) -> None:
    assert harmless(cell) == restored(harmless(cell)) == cell
