"""The import screen says what would happen, does it beside the window, and can be stopped and undone."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from sdrdesk.ui.screens.transfer import screen as module
from sdrdesk.ui.screens.transfer.rows import bar
from sdrdesk.ui.screens.transfer.screen import ImportScreen
from sdrdesk.usecases import history, import_run, transfer
from sdrdesk.usecases.desk import Desk, change_settings, open_desk
from ui.driver import Driver, driver

HEADER = "Name,Company,Email,Phone,Lead Source,Shoe size"
LONGEST = 60.0


@pytest.fixture
def leads(tmp_path: Path) -> Path:
    """Three people, one of them without anything to know her by."""
    path = tmp_path / "leads.csv"
    path.write_text(
        f"{HEADER}\nAnn [b]Lee[/b],Halden AG,ann@halden.example,030 901820,Fair,41\n"
        "Bob Ray,Halden AG,bob@halden.example,,,\n,,,,Fair,\n",
        encoding="utf-8",
    )
    return path


@pytest.fixture
def kept(tmp_path: Path) -> Iterator[Desk]:
    """A desk in a file, so that imports run beside the window."""
    opened = open_desk(tmp_path / "desk" / "desk.db")
    change_settings(opened, first_run_done="yes")
    yield opened
    opened.close()


async def until(window: Driver, holds: Callable[[], bool]) -> None:
    """Wait for what a thread brings about."""
    latest = time.monotonic() + LONGEST
    while not holds():
        assert time.monotonic() < latest, window.text()
        await asyncio.sleep(0.01)  # the thread's turn
        await window.settle()


async def opened(window: Driver, path: Path) -> ImportScreen:
    """The import screen with a file that was counted."""
    await window.press("0", "i")
    await window.answer(str(path))
    screen = window.screen
    assert isinstance(screen, ImportScreen)
    await until(window, lambda: not screen.at_work)
    return screen


def people(desk: Desk) -> int:
    return int(desk.db.value("SELECT count(*) FROM contact WHERE deleted_at IS NULL"))


async def test_a_file_is_shown_with_its_columns_rows_and_what_would_happen(desk: Desk, leads: Path) -> None:
    async with driver(desk) as window:
        await opened(window, leads)
        lines = window.lines()
        assert lines[0].startswith(" Import leads.csv")
        assert lines[1] == " 2 new · 1 refused"
        assert lines[2] == "▸ Import 2 of 3 rows"
        text = window.text()
        assert "utf-8, comma" in text
        assert "Phone region          DE" in text
        assert "Name                  full name  Ann [b]Lee[/b] · Bob Ray" in text
        assert "Shoe size             kept as it is  41" in text
        await window.resize(120, 40)
        assert "Ann [b]Lee[/b]        new  Halden AG · line 2" in window.text()
        assert "refused: has no name, e-mail, phone or company  line 4" in window.text()
        assert people(desk) == 0


async def test_enter_imports_and_enter_again_goes_to_the_inbox(desk: Desk, leads: Path) -> None:
    async with driver(desk) as window:
        await opened(window, leads)
        await window.press("enter")
        assert window.status() == "Imported leads.csv: 2 new, 1 refused. u takes it back"
        assert people(desk) == 2
        assert "▸ To the inbox" in window.text()
        await window.press("u")
        assert window.status().startswith("Undid: Imported leads.csv")
        assert people(desk) == 0
        await window.press("U", "enter", "enter")
        assert window.screen_name == "InboxScreen"
        assert "Halden AG" in window.text()


async def test_source_and_region_are_changed_on_one_line(desk: Desk, leads: Path) -> None:
    async with driver(desk) as window:
        await opened(window, leads)
        await window.press("j", "j", "enter")
        await window.answer("Trade fair")
        await window.press("j", "enter")
        await window.answer("Nowhere")
        assert "region must be a code of 2 letters" in window.text()
        await window.answer("at")
        await window.press("i")
        told = desk.db.all("SELECT source FROM contact ORDER BY full_name")
        assert [row[0] for row in told] == ["Fair", "Trade fair"]
        assert desk.db.value("SELECT key FROM contact_point WHERE kind = 'phone'") == "+4330901820"


async def test_a_file_that_holds_no_people_is_refused_where_it_is_typed(desk: Desk, tmp_path: Path) -> None:
    other = tmp_path / "colours.csv"
    other.write_text("Colour\nred\n", encoding="utf-8")
    async with driver(desk) as window:
        await window.press("0", "i")
        await window.answer(str(other))
        assert "! colours.csv has no name, e-mail, phone or company column" in window.text()
        await window.press("escape")
        assert window.screen_name == "InboxScreen"


async def test_an_import_into_a_file_runs_beside_the_window(kept: Desk, leads: Path) -> None:
    async with driver(kept) as window:
        screen = await opened(window, leads)
        await window.press("i")
        await until(window, lambda: not screen.at_work)
        assert people(kept) == 2
        assert "refused rows are in" in window.text()
        done = history.last_act(kept)
        assert done is not None and done.said == "Imported leads.csv: 2 new, 1 refused"


async def test_escape_stops_an_import_and_takes_it_back(
    kept: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "many.csv"
    rows = (f"Ann{n} Lee,Firm {n} AG,ann{n}@firm{n}.example,,," for n in range(60))
    path.write_text("\n".join((HEADER, *rows)), encoding="utf-8")
    monkeypatch.setattr(import_run, "CHUNK", 5)
    go_on: list[bool] = []

    def slowly(*args: object, **options: object) -> transfer.ImportResult:
        """The real one, which waits after its first chunk until it is stopped."""
        stop = options["cancelled"]
        assert callable(stop)
        if not options["dry_run"]:
            tell = options["progress"]
            assert callable(tell)

            def progress(done: int, total: int) -> None:
                tell(done, total)
                go_on.append(True)
                latest = time.monotonic() + LONGEST
                while not stop() and time.monotonic() < latest:
                    time.sleep(0.001)

            options["progress"] = progress
        return transfer.import_joined(*args, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(module, "import_joined", slowly)
    async with driver(kept) as window:
        screen = await opened(window, path)
        await window.press("i")
        await until(window, lambda: bool(go_on))
        assert people(kept) == 5
        assert " importing  ██" in window.text()
        await window.press("escape")
        await until(window, lambda: not screen.at_work)
        assert window.status() == "The import of many.csv was stopped; nothing of it was kept"
        assert people(kept) == 0
        assert window.screen_name == "ImportScreen"
        await window.press("escape")
        assert window.screen_name == "InboxScreen"


@pytest.mark.parametrize(
    ("done", "total", "said"),
    [(0, 0, " 0%  0 rows"), (50, 100, " 50%  50 rows"), (300, 200, " 100%  300 rows")],
)
def test_the_bar_is_never_longer_than_whole(done: int, total: int, said: str) -> None:
    assert bar(done, total).endswith(said)
    assert len(bar(done, total)) == 24 + len(said)


async def test_export_asks_for_a_path_and_writes_what_its_ending_says(kept: Desk, leads: Path, tmp_path: Path) -> None:
    transfer.import_file(kept, leads)
    async with driver(kept) as window:
        await window.press(":")
        await window.type("export")
        await window.press("enter")
        await window.answer(str(tmp_path / "contacts.csv"))
        await until(window, lambda: "Wrote 2 rows" in window.text())
        assert "ann@halden.example" in (tmp_path / "contacts.csv").read_text("utf-8-sig")
        await window.press(":")
        await window.type(f"export {tmp_path}/desk.doc")
        await window.press("enter")
        await until(window, lambda: "ends in none of" in window.text())


async def test_imports_are_listed_looked_into_and_taken_back(desk: Desk, leads: Path) -> None:
    transfer.import_file(desk, leads)
    async with driver(desk) as window:
        await window.press(":")
        await window.type("imports")
        await window.press("enter")
        assert "leads.csv: 2 new, 1 refused" in window.text()
        await window.press("enter")
        assert "1 account and 2 people of it here" in " ".join(window.text().split())
        await window.press("a")
        assert "Halden AG" in window.text()
        await window.press("escape", ":")
        await window.type("imports")
        await window.press("enter", "enter", "t")
        assert people(desk) == 0
        await window.press(":")
        await window.type("imports")
        await window.press("enter")
        assert "taken back" in window.text()
        await window.press("enter", "b")
        assert people(desk) == 2


async def test_rows_are_shown_by_what_becomes_of_them(desk: Desk, leads: Path) -> None:
    transfer.import_file(desk, leads)
    leads.write_text(leads.read_text("utf-8").replace(",41", ",42") + "Cy,Zeta,cy@z.example,,,\n", encoding="utf-8")
    async with driver(desk, size=(100, 40)) as window:
        await opened(window, leads)
        assert "1 new · 1 to update · 1 the same · 1 refused" in window.text()
        await window.press("f", "u")
        shown = window.text().partition("The rows: to update")[2]
        assert "Ann [b]Lee[/b]        to update: Shoe size  Halden AG · line 2" in shown
        assert "Cy" not in shown
        await window.press("f", "c")
        assert "Zeta" in window.text().partition("The rows: new")[2]
        await window.press("f", "a")
        assert "Bob Ray" in window.text().partition("The rows")[2]


async def test_a_column_is_given_another_meaning_and_the_plan_follows(desk: Desk, leads: Path, tmp_path: Path) -> None:
    async with driver(desk, size=(100, 40)) as window:
        await opened(window, leads)
        await window.click("Shoe size", times=2)
        assert "What is Shoe size? (41)" in window.text()
        await window.answer("job title")
        assert "Shoe size             title  41" in window.text()
        await window.click("save it as a file", times=2)
        await window.answer(str(tmp_path / "leads.plan.toml"))
        assert '"Shoe size" = "title"' in (tmp_path / "leads.plan.toml").read_text("utf-8")
        await window.press("home", "enter")
        assert desk.db.value("SELECT title FROM contact ORDER BY rowid LIMIT 1") == "41"


async def test_a_date_that_could_be_either_is_asked_about_once(desk: Desk, leads: Path) -> None:
    leads.write_text("Name,Created\nAnn,05/05/2025\nBob,03/04/2025\n", encoding="utf-8")
    async with driver(desk) as window:
        await window.press("0", "i")
        await window.answer(str(leads))
        assert "which day is 03/04/2025?" in window.text()
        assert "day first: 3 April" in window.text()
        await window.press("d")
        assert "03/04/2025 is 3 April" in window.text()
        await window.click("Dates of Created", times=2)
        assert "03/04/2025 is 4 March" in window.text()
        await window.press("home", "enter")
        assert desk.db.value("SELECT created_on FROM contact WHERE full_name = 'Bob'") == "2025-03-04"


async def test_a_whole_desk_is_brought_onto_an_empty_one(kept: Desk, desk: Desk, leads: Path, tmp_path: Path) -> None:
    transfer.import_file(desk, leads)
    whole = transfer.export(desk, tmp_path / "all.json").file
    async with driver(kept) as window:
        screen = await opened(window, whole)
        assert "JSON, a whole desk" in window.text()
        await window.press("enter")
        await until(window, lambda: not screen.at_work)
        assert people(kept) == 2


async def test_a_file_whose_columns_say_nothing_is_told_what_they_are(desk: Desk, leads: Path) -> None:
    leads.write_text("A,B,C\nAnn Lee,Halden,x\nBob Ray,,y\n", encoding="utf-8")
    async with driver(desk, size=(120, 30)) as window:
        await window.press("0", "i")
        await window.answer(str(leads))
        assert "no name, e-mail, phone or company column; found A, B, C" in window.text()
        await window.press("i")
        assert "Say first what a column is" in window.text()
        await window.press("enter")
        await window.answer("whole name")
        assert "2 new" in window.text()
        await window.press("home", "enter")
        assert people(desk) == 2


async def test_which_record_wins_is_turned_round_and_a_file_that_belongs_to_it_is_named(
    desk: Desk, tmp_path: Path
) -> None:
    path = tmp_path / "people.csv"
    path.write_text("id,first_name,email,company_id\n1,Ann,ann@post.example,7\n", encoding="utf-8")
    other = tmp_path / "companies.csv"
    other.write_text("id,name,website,industry\n7,Halden AG,halden.example,Steel\n", encoding="utf-8")
    async with driver(desk) as window:
        screen = await opened(window, path)
        screen.rows.show("wins")
        await window.press("enter")
        await until(window, lambda: not screen.at_work)
        assert "the file's cells, over what I changed here" in window.text()
        screen.rows.show("with")
        await window.press("enter")
        await window.answer(str(other))
        await until(window, lambda: not screen.at_work)
        assert "people, by company_id = id of companies.csv" in window.text()
        await window.press("i")
        await until(window, lambda: not screen.at_work)
        assert desk.db.value("SELECT count(*) FROM contact") == desk.db.value("SELECT count(*) FROM account") == 1
