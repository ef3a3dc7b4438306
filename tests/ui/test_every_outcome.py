"""Each of the fourteen outcomes by its key, from Today and in a block; all of it back by u, at once and another day."""

from collections.abc import Awaitable, Callable, Iterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sdrdesk.domain.disposition import DISPOSITIONS, Disposition
from sdrdesk.ui.screens.today.screen import TodayScreen
from sdrdesk.usecases import accounts, cadences, notes
from sdrdesk.usecases.desk import Desk, change_settings, open_desk
from ui.driver import Driver, driver
from usecases.live import live

ASKS: dict[str, tuple[str, ...]] = {
    "w": ("",),
    "g": ("Ms Roth",),
    "p": ("Jon Bech",),
    "c": ("thu 10",),
    "i": ("<enter>", "<escape>"),
    "r": ("Dee Okafor",),
    "k": ("send plan fri 9",),
    "m": ("thu 14",),
    "d": ("<y>",),
}
"""Key -> what is answered before it is logged: a line, or a <key>."""
TALKS = "irkm"
"""After a conversation nothing goes on by itself."""
NAMES = ("Halden", "Kobalt", "Orbita")


def open_at(path: Path) -> Desk:
    now = datetime(2025, 10, 14, 9, 22, tzinfo=UTC)
    return open_desk(path, clock=lambda: now)


@pytest.fixture
def path(tmp_path: Path) -> Iterator[Path]:
    """Three leads due today, in this order, the first on a cadence whose call is due."""
    path = tmp_path / "desk.db"
    with closing(open_at(path)) as desk:
        change_settings(desk, first_run_done="yes")
        for place, name in enumerate(NAMES):
            made = accounts.add_account(
                desk, name=name, person=f"{name} Nair", phone=f"+49 30 23125 10{place}", value=f"{9 - place}k",
                next="call today",
            ).made  # fmt: skip
            assert made is not None
            if name == "Halden":
                cadences.start(desk, made, "inbound-6")
    yield path


def account(desk: Desk, name: str) -> str:
    return str(desk.db.value("SELECT id FROM account WHERE name = ?", (name,)))


def last_call(desk: Desk) -> str | None:
    found = desk.db.value("SELECT disposition FROM call WHERE deleted_at IS NULL")
    return None if found is None else str(found)


async def log(window: Driver, key: str) -> None:
    """An outcome's key, and what it asks."""
    await window.press(key)
    for answer in ASKS.get(key, ()):
        if answer.startswith("<"):
            await window.press(answer.strip("<>"))
        else:
            await window.answer(answer)


def on_today(window: Driver) -> tuple[list[str], str]:
    """The rows in their order, and the one under the cursor."""
    screen = window.screen
    assert isinstance(screen, TodayScreen), window.text()
    row = screen.rows.row
    return [one.name for one in screen._held.rows], row.name if row is not None else ""


async def from_today(window: Driver, key: str) -> None:
    assert on_today(window) == (list(NAMES), "Halden")
    await window.press("call")
    await log(window, key)
    names, at = on_today(window)
    assert at == "Kobalt", "the next row is in front"
    assert [name for name in names if name != "Halden"] == ["Kobalt", "Orbita"]


async def in_a_block(window: Driver, key: str) -> None:
    await log(window, key)
    row = window.screen.row  # type: ignore[attr-defined]
    assert row.account == ("Halden" if key in TALKS else "Kobalt"), window.text()


@pytest.mark.parametrize("act", [from_today, in_a_block])
@pytest.mark.parametrize("outcome", DISPOSITIONS, ids=lambda outcome: outcome.id)
async def test_u_takes_an_outcome_back_at_once_and_after_a_restart_with_anothers_write_between(
    path: Path, outcome: Disposition, act: Callable[[Driver, str], Awaitable[None]]
) -> None:
    key, id_ = outcome.key, outcome.id
    with closing(open_at(path)) as desk:
        async with driver(desk, size=(100, 30), start="today") as window:
            if act is in_a_block:
                await window.press("block")
            before = live(desk)
            await act(window, key)
            assert last_call(desk) == id_
            await window.press("undo")
            assert (last_call(desk), live(desk)) == (None, before), window.status()
            if act is from_today:
                assert on_today(window)[0] == list(NAMES)
                await window.press("home")
            await act(window, key)
            assert last_call(desk) == id_
    with closing(open_at(path)) as there:
        notes.note(there, account(there, "Orbita"), "from elsewhere")
    with closing(open_at(path)) as desk:
        async with driver(desk, size=(100, 30), start="today") as window:
            await window.press("undo", "y")
            assert (last_call(desk), desk.db.value("SELECT count(*) FROM note WHERE deleted_at IS NULL")) == (id_, 0)
            await window.press("undo", "y")
            assert (last_call(desk), live(desk)) == (None, before), window.status()
            assert on_today(window)[0] == list(NAMES)
