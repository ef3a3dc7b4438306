"""A sheet from a shell: numbers on paper, their rows kept on the desk."""

from __future__ import annotations

from pathlib import Path

from sdrdesk.usecases import blocks
from sdrdesk.usecases.desk import open_desk

from .conftest import Sdrdesk


def lead(sdrdesk: Sdrdesk, name: str, next: str) -> None:
    facts = ("--person", f"{name} Nair", "--phone", "+49 30 23125 101", "--next", next)
    assert sdrdesk("add", name, *facts).code == 0


def test_a_sheet_is_printed_and_its_rows_wait_on_the_desk(sdrdesk: Sdrdesk, db: Path) -> None:
    lead(sdrdesk, "Halden", "call today")
    lead(sdrdesk, "Kobalt", "call fri")
    printed = sdrdesk("sheet").out.splitlines()
    assert printed[0] == "Call sheet · Today · Tue 13 Oct 09:00"
    assert printed[3].startswith("1  Halden Nair · Halden  +49 30 23125 101  09:00")
    assert "Kobalt" not in "".join(printed)
    told = sdrdesk("sheet", "--filter", "stage:lead", "--limit", "5", "--json").json
    assert [row["account"] for row in told["rows"]] == ["Halden", "Kobalt"]
    assert told["said"] == "Call sheet, stage:lead: 2 to call"
    desk = open_desk(db)
    assert {one.name for one in blocks.open_blocks(desk, "sheet")} == {"stage:lead", "Today"}
    desk.close()
    assert sdrdesk("undo").out == "Undid: Call sheet, stage:lead: 2 to call\n"


def test_a_filter_that_cannot_be_read_is_named_and_nobody_is_a_refusal(sdrdesk: Sdrdesk) -> None:
    lead(sdrdesk, "Halden", "call fri")
    wrong = sdrdesk("sheet", "--filter", "stage:led")
    assert wrong.code == 1 and "led" in wrong.err
    nobody = sdrdesk("sheet")
    assert nobody.code == 1 and nobody.err.startswith("Nobody is in this list, so there is nobody to call")


def test_no_desk_is_made_by_asking_for_a_sheet(sdrdesk: Sdrdesk, db: Path) -> None:
    assert sdrdesk("sheet").code == 1
    assert not db.exists()
