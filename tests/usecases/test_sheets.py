"""A sheet is numbers to take away: a numbered table beside the desk whose rows the outcomes are entered in later."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from sdrdesk.domain.cells import width
from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.sheet import SheetLine, sheet_text
from sdrdesk.usecases import accounts, blocks, contacts, outcomes, sheets
from sdrdesk.usecases.desk import Desk, open_desk
from usecases.conftest import TickingClock


@pytest.fixture
def filed(tmp_path: Path, clock: TickingClock) -> Iterator[Desk]:
    opened = open_desk(tmp_path / "desk.db", clock=clock)
    yield opened
    opened.close()


def lead(desk: Desk, name: str, **more: str) -> str:
    facts = {"person": f"{name} Nair", "phone": "+49 30 23125 101", "next": "call budget sign-off today"} | more
    made = accounts.add_account(desk, name=name, **facts).made
    assert made is not None
    return made


def test_a_sheet_is_a_numbered_table_in_a_file_beside_the_desk(filed: Desk, tmp_path: Path) -> None:
    made = sheets.make_sheet(filed, [lead(filed, "Halden"), lead(filed, "Kobalt", phone="+44 20 7946 0958")], "Today")
    assert made.file is not None and Path(made.file).parent == tmp_path / "sheets"
    lines = Path(made.file).read_text(encoding="utf-8").splitlines()
    assert lines[0].startswith("Call sheet · Today · Tue 13 Oct")
    assert lines[2].split() == ["#", "WHO", "NUMBER", "THEIR", "TIME", "OUTCOME"]
    assert lines[3].startswith("1  Halden Nair · Halden  +49 30 23125 101") and "09:0" in lines[3]
    assert lines[4] == "   → call budget sign-off" and lines[5].split()[:3] == ["2", "Kobalt", "Nair"]
    assert "08:0" in lines[5] and ":wrapup" in lines[8]
    assert Path(made.file).stat().st_mode & 0o077 == 0, "customers are for the rep alone"


def test_two_sheets_of_a_minute_are_two_files(filed: Desk) -> None:
    halden, kobalt = lead(filed, "Halden"), lead(filed, "Kobalt")
    assert sheets.make_sheet(filed, [halden], "x").file != sheets.make_sheet(filed, [kobalt], "x").file
    assert len(blocks.open_blocks(filed, "sheet")) == 2


def test_who_cannot_be_called_is_not_on_the_sheet(desk: Desk) -> None:
    mute = accounts.add_account(desk, name="Mute", person="Ana Ruiz", next="call today").made or ""
    halden = lead(desk, "Halden")
    made = sheets.make_sheet(desk, [mute, halden], "x")
    assert made.file is None and "Mute" not in made.text and [row.account for row in made.rows] == ["Halden"]
    with pytest.raises(DeskError, match="1 without a number"):
        sheets.make_sheet(desk, [mute], "x")


def test_a_struck_number_gives_way_to_another_and_then_to_another_person(desk: Desk) -> None:
    halden = lead(desk, "Halden")
    contacts.add_contact(desk, halden, name="Tom Weiss", phone="+44 20 7946 0958")
    priya = str(desk.db.value("SELECT id FROM contact WHERE full_name = 'Halden Nair'"))
    outcomes.log_call(desk, halden, "bad_number", contact_id=priya, at="2026-10-12T09:00:00.000Z")
    row = sheets.make_sheet(desk, [halden], "x").rows[0]
    assert (row.person, row.phone) == ("Tom Weiss", "+44 20 7946 0958")
    assert row.contact_id is not None and row.point_id is not None


def test_an_outcome_fills_its_row_and_the_sheet_ends_with_the_last(desk: Desk) -> None:
    halden, kobalt = lead(desk, "Halden"), lead(desk, "Kobalt")
    sheet = sheets.make_sheet(desk, [halden, kobalt], "x").done.made or ""
    outcomes.log_call(desk, halden, "no_answer")
    assert [row.outcome for row in sheets.sheet_rows(desk, sheet)] == ["no answer", ""]
    blocks.skip(desk, sheets.sheet_rows(desk, sheet)[1].id)
    assert [row.state for row in sheets.sheet_rows(desk, sheet)] == ["called", "skipped"]
    assert blocks.open_blocks(desk, "sheet") == []


def test_columns_stand_below_each_other_in_any_script_and_no_terminal_obeys_them() -> None:
    lines = [SheetLine(9, "三浦 健太 · 株式会社富浦", "+81 6-0000-9223", "16:04", "call"),
             SheetLine(10, "\x1b[31mEve\u202e", "+49 30 1", "Tue 22:04", "x" * 99)]  # fmt: skip
    text = sheet_text("T\x1b", lines, "end")
    assert "\x1b" not in text and "\u202e" not in text
    one, _, two, what = text.splitlines()[3:7]
    assert width(one[: one.index("+81")]) == width(two[: two.index("+49")])
    assert one.startswith(" 9  ") and two.startswith("10  ") and "…" in what
    assert all(width(line) <= 80 for line in text.splitlines())
