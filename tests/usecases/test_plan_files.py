"""The plan is the import: a file says what happens to each row, and running it does that or nothing."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import transfer
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.transfer import Choices, RowPlan
from usecases.live import live

ROWS = """\
Name,Firma,Email,Created,Size
Ann Lee,Halden AG,ann@halden.example,03/04/2026,41
Bob Ray,Kobalt,bob@kobalt.example,05/06/2026,
,,,,7
"""


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    path = tmp_path / "leads.csv"
    path.write_text(ROWS, encoding="utf-8")
    return path


def test_every_row_is_told_with_what_becomes_of_it_and_why(desk: Desk, leads: Path) -> None:
    transfer.import_file(desk, leads)
    changed = ROWS.replace("41", "42").replace(",,,,7\n", ",,,,7\nCy,Zeta,cy@z.example,,\nBob Ray,Kobalt,,,\n")
    leads.write_text(changed, encoding="utf-8")
    before, told = live(desk), list[RowPlan]()
    transfer.import_file(desk, leads, dry_run=True, told=told.append)
    assert sorted(row[:5] for row in told) == [
        (2, "update", "Ann Lee", "Halden AG", "Size"), (3, "same", "Bob Ray", "Kobalt", ""),
        (4, "reject", "7", "", "has no name, e-mail, phone or company"), (5, "create", "Cy", "Zeta", ""),
        (6, "skip", "Bob Ray", "Kobalt", "stands twice in the file"),
    ]  # fmt: skip
    assert live(desk) == before


def test_a_plan_is_written_and_run_as_it_was_made(desk: Desk, leads: Path, tmp_path: Path) -> None:
    chosen = Choices({"Size": "title"}, {"Created": "dmy"})
    done = transfer.save_plan(desk, leads, tmp_path / "leads.plan.toml", source="Fair", chosen=chosen)
    assert desk.db.value("SELECT count(*) FROM account") == 0
    told = tomllib.loads(done.file.read_text("utf-8"))
    assert (told["source"], told["columns"]["Size"], told["dates"]) == ("Fair", "title", {"Created": "dmy"})
    assert told["decided"]["rows"][0] == "2 create Ann Lee · Halden AG"
    assert (told["decided"]["create"], told["decided"]["reject"]) == (2, 1)
    result = transfer.run_plan(desk, done.file)
    assert (result.create, result.reject) == (2, 1)
    assert [tuple(row) for row in desk.db.all("SELECT full_name, title, source, created_on FROM contact")] == [
        ("Ann Lee", "41", "Fair", "2026-04-03"), ("Bob Ray", None, "Fair", "2026-06-05"),
    ]  # fmt: skip


def test_a_plan_is_refused_when_its_file_or_the_desk_has_changed(desk: Desk, leads: Path, tmp_path: Path) -> None:
    plan = transfer.save_plan(desk, leads, tmp_path / "leads.plan.toml").file
    transfer.import_file(desk, leads)
    before = live(desk)
    with pytest.raises(DeskError, match=r"otherwise than leads\.plan\.toml says \(0 new, not 2; 2 the same"):
        transfer.run_plan(desk, plan)
    leads.write_text(ROWS + "Cy,Zeta,cy@z.example,,\n", encoding="utf-8")
    with pytest.raises(DeskError, match="is not the file leads"):
        transfer.run_plan(desk, plan)
    assert live(desk) == before


def test_a_plan_may_be_edited_and_says_what_it_does_not_understand(desk: Desk, leads: Path, tmp_path: Path) -> None:
    plan = transfer.save_plan(desk, leads, tmp_path / "leads.plan.toml").file
    text = plan.read_text("utf-8")
    edited = text.partition("[decided]")[0].replace('"Size" = ""', '"Size" = "title"')
    plan.write_text(edited, encoding="utf-8")
    assert transfer.run_plan(desk, plan).create == 2
    assert desk.db.value("SELECT title FROM contact ORDER BY rowid LIMIT 1") == "41"
    for wrong, words in (
        (edited.replace('"title"', '"shoe"'), "shoe is nothing a column can mean"),
        (edited.replace('"mdy"', '"ymd"'), "dates in Created are dmy or mdy, not ymd"),
        (edited.replace('"Size"', '"Length"'), "has no column Length"), ("[", "is no plan"), ("x = 1", "is no plan"),
        ('file = "/nowhere.csv"', "is not there"),
    ):  # fmt: skip
        plan.write_text(wrong, encoding="utf-8")
        with pytest.raises(DeskError, match=words):
            transfer.run_plan(desk, plan)


def test_a_column_of_dates_asks_only_when_nothing_in_it_settles_the_order(tmp_path: Path) -> None:
    path = tmp_path / "dates.csv"
    path.write_text(
        "Name,Created,Updated,Last contact\nAnn,03/04/2026,03/04/2026,03.04.2026\nBob,05/05/2026,25/04/2026,\n",
        encoding="utf-8",
    )
    columns = {column.header: column for column in transfer.plan(path).columns}
    assert [header for header, column in columns.items() if column.asks] == ["Created"]
    assert (columns["Created"].order, columns["Updated"].order) == ("mdy", "dmy")
    chosen = transfer.plan(path, Choices({}, {"Created": "dmy"})).columns
    assert next(column.order for column in chosen if column.header == "Created") == "dmy"


@pytest.mark.parametrize(
    ("header", "program"),
    [
        ("Record ID,First Name,Last Name,Email,Phone Number,Lifecycle Stage,Create Date", "HubSpot contacts"),
        ("First Name,Last Name,URL,Email Address,Company,Position,Connected On", "LinkedIn connections"),
        ("Name,Shoe", None),
    ],
)
def test_the_program_that_wrote_a_file_is_named(tmp_path: Path, header: str, program: str | None) -> None:
    path = tmp_path / "leads.csv"
    path.write_text(f"{header}\n{'x,' * header.count(',')}x\n", encoding="utf-8")
    assert transfer.plan(path).format == program
