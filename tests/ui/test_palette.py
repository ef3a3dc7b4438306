"""One box finds people, words, views and commands, does what is picked, and teaches the key of what is used often."""

from collections.abc import Iterator

import pytest

from sdrdesk.ui import places
from sdrdesk.usecases import accounts, notes
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.views import save_view, views
from ui.driver import Driver, driver
from ui.elsewhere import PLACES, ElsewhereScreen


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens an account opens are tested where they live."""
    for name in PLACES:
        monkeypatch.setitem(places.PLACES, name, f"{ElsewhereScreen.__module__}:ElsewhereScreen")


@pytest.fixture
def full(desk: Desk) -> Iterator[Desk]:
    """Two leads, a note, a view."""
    acme = str(accounts.add_account(desk, name="Acme", person="Jane Doe", phone="030 901820", next="call today",
                                    value="50k").subject)  # fmt: skip
    accounts.add_account(desk, name="Beta", next="call in 3d", value="2k")
    notes.note(desk, acme, "[red]budget\x1b[31m is gone until März")
    save_view(desk, "Dear ones", "value>10k")
    yield desk


def opened(window: Driver) -> tuple[object, ...]:
    assert isinstance(window.screen, ElsewhereScreen)
    return window.screen.opened_with[0]


def acme(desk: Desk) -> str:
    return str(desk.db.value("SELECT id FROM account WHERE name = 'Acme'"))


@pytest.mark.parametrize("typed", ["acme", "jan do", "030 9018", "+49 30 9018", "marz gone"])
async def test_a_name_a_number_or_a_word_opens_the_account(full: Desk, typed: str) -> None:
    async with driver(full, start="board") as window:
        await window.press("palette")
        await window.type(typed)
        assert "Acme" in window.text()
        await window.press("enter")
        assert opened(window) == (acme(full),)
        await window.press("escape", "palette")
        assert "Latest" in window.text()


async def test_words_are_shown_where_they_stand_and_harmless(full: Desk) -> None:
    async with driver(full, start="board") as window:
        await window.press("palette")
        await window.type("budg")
        line = next(line for line in window.lines() if "gone until" in line)
        assert "Acme: [red]budget␛[31m is gone until März" in line and line.endswith("note")


async def test_nothing_typed_shows_views_and_every_command_with_key_and_shell_name(full: Desk) -> None:
    async with driver(full, size=(120, 60), start="board") as window:
        await window.press("palette")
        text = window.text()
        assert "1 Dear ones" in text and "value>10k" in text
        line = next(line for line in window.lines() if "undo: Take back the last act, whole" in line)
        assert line.endswith("undo      u")


async def test_a_command_is_done_and_its_key_is_taught_at_the_third_use(full: Desk) -> None:
    async with driver(full, start="board") as window:
        for use in range(3):
            await window.press("palette")
            await window.type("every account sorted")
            await window.press("enter")
            assert window.screen_name == "ListScreen"
            assert ("the key is 3" in window.status()) == (use == 2)
            await window.press("go_board")


async def test_a_command_acts_on_the_account_at_hand(full: Desk) -> None:
    async with driver(full, start="board") as window:
        await window.press("palette")
        await window.type("write note")
        await window.press("enter")
        await window.answer("from the box")
        assert full.db.value("SELECT count(*) FROM note WHERE text = 'from the box'") == 1


async def test_a_view_narrows_from_the_box_and_by_its_number(full: Desk) -> None:
    async with driver(full, start="board") as window:
        await window.press("palette")
        await window.type("dear")
        await window.press("enter")
        assert "Acme" in window.text() and "Beta" not in window.text()
        await window.press("go_list")
        assert "Beta" not in window.text()
        await window.press("escape")
        assert "Beta" in window.text()
        await window.press("view", "1")
        assert "Beta" not in window.text() and "View 1: Dear ones" in window.status()
        await window.press("go_settings", "view", "1")
        assert window.screen_name == "ListScreen"


async def test_a_filter_is_kept_as_a_view_counted_and_deleted(full: Desk) -> None:
    async with driver(full, start="board") as window:
        await window.press("find")
        await window.type("value<10k")
        await window.press("enter", "view", "views_keep")
        await window.answer("Small")
        assert [(view.number, view.name, view.filter) for view in views(full)][1] == (2, "Small", "value<10k")
        await window.press("view")
        assert any(line.endswith(" 1") and "Small" in line for line in window.lines())
        await window.press("9")
        assert "There is no view 9." in window.text()
        await window.press("j", "views_remove")
        assert len(views(full)) == 1
        await window.press("undo")
        assert len(views(full)) == 2


async def test_without_a_filter_there_is_nothing_to_keep(desk: Desk) -> None:
    async with driver(desk, start="board") as window:
        await window.press("view")
        assert "No view is kept yet." in window.text()
        await window.press("views_keep")
        assert "There is no filter to keep" in window.status()
