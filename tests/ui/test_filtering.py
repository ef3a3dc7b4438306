"""The line above a list takes the filter language, says which word it cannot read, and holds on every screen."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sdrdesk.ui import places
from sdrdesk.usecases import accounts, pipeline
from sdrdesk.usecases.desk import Desk, change_settings, open_desk
from ui.driver import Driver, driver
from ui.elsewhere import PLACES, ElsewhereScreen


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens a row opens are tested where they live."""
    for name in PLACES:
        monkeypatch.setitem(places.PLACES, name, f"{ElsewhereScreen.__module__}:ElsewhereScreen")


@pytest.fixture
def full(desk: Desk) -> Iterator[Desk]:
    """Three on the board, two in the inbox."""
    for name, value in (("Halden", "40k"), ("Kobalt", "5k")):
        accounts.add_account(desk, name=name, next="call today", value=value)
    beta = accounts.add_account(desk, name="Orbita", next="call today").subject
    pipeline.promote(desk, str(beta), value="30k", next="call in 2d", override="seen")
    accounts.add_account(desk, name="Fintrace", source="webinar")
    accounts.add_account(desk, name="Gravel", source="list")
    yield desk


def names(window: Driver) -> set[str]:
    return {name for name in ("Halden", "Kobalt", "Orbita", "Fintrace", "Gravel") if name in window.text()}


async def test_the_board_takes_the_language_and_the_inbox_keeps_it(full: Desk) -> None:
    async with driver(full, start="board") as window:
        await window.press("find")
        await window.type("value>10k stage:lead | source:web")
        await window.press("enter")
        assert names(window) == {"Halden"}
        assert "1 on the board" in window.lines()[0]
        await window.press("go_inbox")
        assert names(window) == {"Fintrace"}
        await window.press("escape")
        assert names(window) == {"Fintrace", "Gravel"}
        await window.press("go_board")
        assert names(window) == {"Halden", "Kobalt", "Orbita"}


async def test_what_cannot_be_read_is_said_and_what_fitted_stays(full: Desk) -> None:
    async with driver(full, start="board") as window:
        await window.press("find")
        await window.type("stage:prospect")
        assert names(window) == {"Orbita"}
        await window.type(" value>")
        assert names(window) == {"Orbita"}
        assert "Word 2, “value>”: say what: value>10k." in window.text()
        await window.press("enter")
        assert "cannot be read" in window.lines()[0]
        await window.press("find")
        await window.type("1m")
        assert names(window) == set()
        assert "Word 2" not in window.text()


async def test_a_large_desk_is_narrowed_beside_the_keys(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sdrdesk.ui.finding._LOOKED_AT_ONCE", 1)
    desk = open_desk(tmp_path / "desk.db")
    change_settings(desk, first_run_done="yes")
    for name, value in (("Halden", "40k"), ("Kobalt", "5k")):
        accounts.add_account(desk, name=name, next="call today", value=value)
    async with driver(desk, start="board") as window:
        await window.press("find")
        await window.type("value>10k")
        for _ in range(1000):
            if names(window) == {"Halden"}:
                break
            await window.pilot.pause(0.02)
        assert names(window) == {"Halden"}
        await window.press("escape")
        assert names(window) == {"Halden", "Kobalt"}
    desk.close()


async def test_the_filter_that_stands_is_typed_over_and_a_blank_goes_on_with_it(full: Desk) -> None:
    async with driver(full, start="list") as window:
        await window.press("find")
        await window.type("stage:lead")
        await window.press("enter", "find")
        await window.type("stage:prospect")
        await window.press("enter")
        assert window.app.session.filter == "stage:prospect"
        await window.press("find")
        await window.type(" value>1")
        await window.press("enter")
        assert window.app.session.filter == "stage:prospect value>1"
        await window.press("find", "backspace")
        await window.type("2")
        await window.press("enter")
        assert window.app.session.filter == "stage:prospect value>2"


@pytest.mark.parametrize("place", ["today", "board", "list"])
async def test_what_half_a_filter_finds_moves_no_cursor(desk: Desk, place: str) -> None:
    for name, source in (("Alder", "fair"), ("Birch", "fair"), ("Country Works", "fair"), ("Dogwood", "list")):
        accounts.add_account(desk, name=name, source=source, next="call today")
    async with driver(desk, start=place) as window:
        await window.press("end")
        assert at_hand(window) == "Dogwood"
        await window.press("find")
        for typed, found in (("works", "Country Works"), (" | source:fair", "Alder"), (",list", "Dogwood")):
            await window.type(typed)
            assert at_hand(window) == found
        await window.press("enter")
        assert at_hand(window) == "Dogwood", "it fits, so it is still the one at hand"
        await window.press("up", "find")
        await window.type("source:list")
        await window.press("enter", "escape")
        assert at_hand(window) == "Dogwood", "once the filter is taken the cursor stays"


def at_hand(window: Driver) -> str:
    ident = window.screen.account_id  # type: ignore[attr-defined]
    return str(window.app.session.desk.db.value("SELECT name FROM account WHERE id = ?", (ident,)))
