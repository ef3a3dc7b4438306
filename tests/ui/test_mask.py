"""Masked: no name, word or amount of a customer on any screen, the keys work on, and nothing blanked is written."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from contextlib import nullcontext
from datetime import UTC, datetime
from pathlib import Path

import pytest

from sdrdesk.domain.masking import figures_blanked
from sdrdesk.ui import places
from sdrdesk.usecases.desk import Desk, open_desk
from ui.driver import Driver, driver
from ui.test_every_key import SPOTS

ROOT = Path(__file__).parents[2]
SHUT = {"import", "duplicates"}
BEGUN = {"block", "wrapup"}
"""Spots that the test begins itself, beside the window."""
SPOKEN = "not interested"
"""What customers said and the desk says too."""


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    """The worked demo, as it was on its own day."""
    path = tmp_path / "demo.db"
    shutil.copyfile(ROOT / "sample.db", path)
    path.chmod(0o600)
    opened = open_desk(path, clock=lambda: datetime(2026, 11, 17, 8, 52, tzinfo=UTC))
    yield opened
    opened.close()


def telling(desk: Desk) -> list[str]:
    """Every name, and every longer text of a customer, as a screen would begin to show it."""
    names = desk.db.all("SELECT name FROM account UNION SELECT full_name FROM contact")
    words = desk.db.all("SELECT text FROM note UNION SELECT words FROM objection UNION SELECT text FROM call_line")
    points = desk.db.all("SELECT typed FROM contact_point")
    return [
        str(row[0])[:14]
        for row in (*names, *words, *points)
        if len(str(row[0])) > 7 and not str(row[0]).startswith(SPOKEN)
    ]


def leaks(window: Driver, told: re.Pattern[str]) -> list[str]:
    return [*dict.fromkeys(told.findall(window.text()))]


@pytest.mark.parametrize("name", [name for name in SPOTS if name not in SHUT])
async def test_no_screen_shows_a_name_or_a_word_of_a_customer(
    desk: Desk, name: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    told = re.compile("|".join(map(re.escape, sorted(telling(desk), key=len, reverse=True))))
    async with driver(desk, size=(120, 40), start="today") as window:
        assert leaks(window, told)
        await window.press("z")
        assert window.app.session.masked
        assert leaks(window, told) == []
        with desk.unveiled() if name in BEGUN else nullcontext():
            await SPOTS[name].enter(window, desk)
        await window.settle()
        assert leaks(window, told) == [], window.text()
        assert figures_blanked(window.text()) == window.text()
        for key in ("down", "down", "enter"):
            await window.press(key)
            assert leaks(window, told) == [], window.text()


async def test_what_is_done_is_done_for_real_and_said_without_names(desk: Desk) -> None:
    async with driver(desk, size=(120, 40), start="list") as window:
        name = str(desk.db.value("SELECT a.name FROM account AS a JOIN card AS c ON c.id = a.id ORDER BY a.id LIMIT 1"))
        await window.press("z", "n")
        await window.answer("the sky is blue")
        with desk.unveiled():
            text, account = desk.db.all("SELECT text, account_id FROM note ORDER BY id DESC LIMIT 1")[0]
            name = str(desk.db.value("SELECT name FROM account WHERE id = ?", (account,)))
        assert text == "the sky is blue"
        assert name not in window.status() and "Noted on ▒▒▒▒▒" in window.status() and "sky" not in window.status()
        await window.press("u")
        assert name not in window.text()
        await window.press("z")
        assert not window.app.session.masked
        assert name in window.text()


async def test_nothing_that_is_blanked_is_ever_written(desk: Desk) -> None:
    with desk.unveiled():
        before = desk.db.all("SELECT id, name FROM account ORDER BY id")
    async with driver(desk, size=(120, 40), start="list") as window:
        await window.press("z", "e")
        await window.settle()
        for key in ("enter", "a", "enter", "enter", "enter", "enter", "ctrl+s", "escape", "escape"):
            await window.press(key)
    desk.db.draw_veil(False)
    names = {row["id"]: row["name"] for row in desk.db.all("SELECT id, name FROM account ORDER BY id")}
    assert not [name for name in names.values() if "▒" in name]
    assert set(names) == {row["id"] for row in before}


@pytest.mark.parametrize("name", sorted(places.UNMASKED))
async def test_places_that_show_names_as_they_are_stay_shut(desk: Desk, name: str) -> None:
    async with driver(desk, start="today") as window:
        await window.press("z")
        window.app.show(name)
        await window.settle()
        assert window.screen_name == "TodayScreen" and "z shows everything again" in window.status()


@pytest.mark.parametrize(
    ("line", "shown"),
    [
        ("€38k · CHF 1,200.50 · 12k", "▒▒▒▒ · ▒▒▒▒▒▒▒▒▒▒▒▒ · ▒▒▒"),
        ("ann@halden.example now", "▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒▒ now"),
        ("call +49 30 901820 at 10:30", "call ▒▒▒▒▒▒▒▒▒▒▒▒▒ at 10:30"),
        ("2026-11-17 14d late, 3/6, try 2", "2026-11-17 14d late, 3/6, try 2"),
    ],
)
def test_figures_that_tell_are_found_and_days_are_not(line: str, shown: str) -> None:
    assert figures_blanked(line) == shown
