"""The list of imports says what each brought, and takes one back whole at any later time."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdrdesk.domain.errors import DeskError, NotFound
from sdrdesk.usecases import history, imports, pipeline, transfer
from sdrdesk.usecases.desk import Desk
from usecases.conftest import TickingClock
from usecases.live import live


def brought(desk: Desk, folder: Path, name: str, *people: str) -> str:
    path = folder / f"{name}.csv"
    rows = "\n".join(f"{one} Lee,{one}@{one.lower()}.example,{one} AG" for one in people)
    path.write_text(f"Name,Email,Company\n{rows}\n", encoding="utf-8")
    return str(transfer.import_file(desk, path, source=name).batch)


def test_imports_are_listed_newest_first_with_what_they_brought(
    desk: Desk, tmp_path: Path, clock: TickingClock
) -> None:
    first = brought(desk, tmp_path, "fair", "Ann", "Bob")
    clock.jump(days=1)
    second = brought(desk, tmp_path, "web", "Bob", "Cy")
    newest, oldest = imports.imports(desk)
    assert (newest.id, newest.file, newest.create, newest.source, newest.state) == (second, "web.csv", 1, "web", "done")
    assert imports.say_counts(oldest) == "2 new"
    assert [(one.name, one.people) for one in imports.brought(desk, first)] == [("Ann AG", 1), ("Bob AG", 1)]
    assert imports.still_here(desk, first) == "2 accounts and 2 people of it here"


def test_an_import_is_taken_back_a_week_later_but_for_what_was_worked_on(
    desk: Desk, tmp_path: Path, clock: TickingClock
) -> None:
    first = brought(desk, tmp_path, "fair", "Ann", "Bob")
    clock.jump(days=7)
    ann = str(desk.db.value("SELECT id FROM account WHERE name = 'Ann AG'"))
    pipeline.take(desk, ann, next="call tomorrow")
    before = live(desk)
    assert imports.still_here(desk, first).endswith("here, 1 taken on")
    done = imports.take_back_import(desk, first)
    assert "kept, as they were worked on since: Ann AG" in done.said
    assert [one.name for one in imports.brought(desk, first)] == ["Ann AG"]
    assert imports.imports(desk)[0].state == "taken back"
    imports.bring_again(desk, first)
    assert live(desk) == before
    assert history.find_act(desk, first).id == imports.find_import(desk, first[:20]).step


def test_an_import_that_is_not_there_or_came_from_another_desk_says_so(desk: Desk, tmp_path: Path) -> None:
    with pytest.raises(NotFound, match="There is no import x"):
        imports.find_import(desk, "x")
    batch = brought(desk, tmp_path, "fair", "Ann")
    with desk.db.step("note.added", None, "x"):
        desk.db.update("import_batch", batch, step_id=None)
    with pytest.raises(DeskError, match=r"fair\.csv was imported on another desk"):
        imports.take_back_import(desk, batch)
