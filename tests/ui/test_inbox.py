"""The inbox is gone through with one key for each account, and what is taken stands on the board."""

from collections.abc import Iterator

import pytest
from rich.cells import cell_len

from sdrdesk.ui import places
from sdrdesk.ui.screens.board.screen import BoardScreen
from sdrdesk.ui.screens.inbox.row import age
from sdrdesk.ui.screens.inbox.screen import InboxScreen
from sdrdesk.usecases import accounts, find, inbox, outcomes
from sdrdesk.usecases.desk import Desk
from ui.driver import Driver, driver
from ui.elsewhere import PLACES, ElsewhereScreen

NAMES = ("Arden", "Bexley", "Corvo", "Dunmore")


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens an account opens are tested where they live."""
    for name in PLACES:
        monkeypatch.setitem(places.PLACES, name, f"{ElsewhereScreen.__module__}:ElsewhereScreen")


@pytest.fixture
def waiting(desk: Desk) -> Iterator[Desk]:
    """Four accounts that wait, in the order of NAMES."""
    for name in NAMES:
        accounts.add_account(
            desk, name=name, person=f"Ana {name}", title="CFO", email=f"ana@{name.lower()}.example", source="webinar"
        )
    yield desk


def at_hand(window: Driver, desk: Desk) -> str:
    screen = window.screen
    assert isinstance(screen, InboxScreen | BoardScreen)
    return str(find.the_account(desk, screen.account_id)["name"]) if screen.account_id else ""


def the_id(desk: Desk, name: str) -> str:
    return str(desk.db.value("SELECT id FROM account WHERE name = ?", (name,)))


async def test_a_row_says_who_waits_how_to_reach_them_and_whence_they_came(waiting: Desk) -> None:
    async with driver(waiting, start="inbox") as window:
        lines = window.lines()
        assert lines[0].startswith(" sdrdesk · Inbox  4 wait")
        assert lines[1].startswith("▸ Arden") and lines[1].endswith("webinar –3  new")
        assert lines[2].startswith("  Ana Arden, CFO") and lines[2].endswith("ana@arden.example")
        await window.resize(120, 30)
        row = window.lines()[1]
        assert [part in row for part in ("Arden", "Ana Arden, CFO", "ana@arden.example", "webinar", "new")] == [
            True
        ] * 5


@pytest.mark.parametrize(("days", "said"), [(0, "new"), (9, "9d"), (69, "69d"), (70, "2m"), (729, "24m"), (800, "2y")])
def test_age_is_said_in_the_unit_that_fits(desk: Desk, days: int, said: str) -> None:
    from datetime import timedelta

    accounts.add_account(desk, name="Arden")
    assert age(inbox.page(desk)[0], desk.today() + timedelta(days=days)) == said


async def test_after_taking_one_the_next_is_under_the_cursor(waiting: Desk) -> None:
    async with driver(waiting) as window:
        await window.press("go_inbox", "j", "take")
        assert "▸ call today" in window.text(), "a first step is offered"
        assert "→ call Tue 14 Oct" in window.text()
        await window.press("enter")
        assert window.status() == "Took Bexley on, next: call Tue 14 Oct"
        assert at_hand(window, waiting) == "Corvo"
        assert "3 wait" in window.lines()[0]
        await window.press("take")
        await window.answer("send the deck thu 9")
        assert at_hand(window, waiting) == "Dunmore"
        await window.press("go_board")
        assert at_hand(window, waiting) == "Corvo", "the board shows whom one took last"
        await window.press("go_inbox", "undo")
        assert "3 wait" in window.lines()[0]
        assert at_hand(window, waiting) == "Dunmore"


async def test_the_last_one_taken_leaves_an_inbox_that_says_what_to_do(desk: Desk) -> None:
    accounts.add_account(desk, name="Arden")
    async with driver(desk, start="inbox") as window:
        assert "no way to reach them" in window.text()
        await window.press("take", "enter")
        assert "Nothing waits. i imports people from a CSV file" in window.text()
        await window.press("take")
        assert window.status() == "No account is under the cursor: N adds one, 0 shows the inbox."
        await window.press("import")
        assert window.screen_name == "ElsewhereScreen"


async def test_a_call_that_was_logged_takes_the_account(waiting: Desk) -> None:
    async with driver(waiting, start="inbox") as window:
        await window.press("call")
        screen = window.screen
        assert isinstance(screen, ElsewhereScreen)
        assert screen.opened_with == ((the_id(waiting, "Arden"),), {})
        window.app.session.do(outcomes.log_call, the_id(waiting, "Arden"), "voicemail_left")
        await window.press("escape")
        assert at_hand(window, waiting) == "Bexley"
        assert "3 wait" in window.lines()[0]


async def test_what_is_not_wanted_leaves_and_what_was_logged_does_not(waiting: Desk) -> None:
    async with driver(waiting, start="inbox") as window:
        await window.press("leave")
        assert "lost" not in window.lines()[-5], "what nobody worked on is not lost"
        await window.press("d", "n", "enter", "enter")
        assert window.status().startswith("Arden is dormant: not now")
        assert at_hand(window, waiting) == "Bexley"
        await window.press("log", "r")
        await window.answer("asked for a call after the fair")
        assert window.status() == "Bexley: they replied"
        assert at_hand(window, waiting) == "Bexley"
        await window.press("leave", "x", "y")
        assert window.status() == "Deleted the account Bexley"
        assert "2 wait" in window.lines()[0]


async def test_finding_narrows_the_inbox_and_taking_goes_on_in_it(waiting: Desk) -> None:
    async with driver(waiting, start="inbox") as window:
        await window.press("find")
        await window.type("ana")
        assert "/ ana" in window.text()
        await window.press("enter")
        assert "4 of 4 in the inbox" in window.text()
        await window.press("take", "enter")
        assert at_hand(window, waiting) == "Bexley"
        assert "3 of 3 in the inbox" in window.text()
        await window.press("find", "escape")
        assert "3 wait" in window.lines()[0]


async def test_enter_opens_the_account_with_its_neighbours(waiting: Desk) -> None:
    async with driver(waiting, start="inbox") as window:
        await window.press("enter")
        along = window.app.session.along
        assert along is not None
        arden, bexley = the_id(waiting, "Arden"), the_id(waiting, "Bexley")
        assert (along(arden, 1), along(bexley, -1), along(arden, -1)) == (bexley, arden, None)


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (24, 8)])
async def test_no_name_breaks_a_row(desk: Desk, size: tuple[int, int]) -> None:
    for name in (
        "株式会社日本テクノロジーズ",
        "🚀 Rocket 👩‍👩‍👧 Ltd",
        "[bold]x[/]",
        "\x1b[31mred\x07\u202eevil",
        "y" * 300,
    ):
        accounts.add_account(desk, name=name, person=name * 3, title=name * 3, email="a@b.example", source=name * 5)
    async with driver(desk, size=size, start="inbox") as window:
        assert all(cell_len(line) <= size[0] for line in window.lines())
        assert not any(ch in window.text() for ch in "\x1b\x07\u202e")
