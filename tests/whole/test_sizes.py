"""Every place at sizes from a strip to a wall, in a storm of resizes, under a flood of keys and of text."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from sdrdesk.usecases import accounts
from sdrdesk.usecases.desk import change_settings, open_desk
from whole.conftest import Start
from whole.keyboard import paste

SIZES = ((20, 5), (33, 8), (80, 24), (132, 43), (300, 80))
PLACES = "1234560"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "desk.db"
    desk = open_desk(made)
    change_settings(desk, first_run_done="yes")
    for number in range(40):
        accounts.add_account(desk, name=f"Halden {number}", person="Ada Byron", next="call today")
    desk.close()
    return made


def test_every_place_opens_at_every_size_and_a_storm_of_resizes_keeps_what_is_typed(
    start_desk: Start, path: Path
) -> None:
    window = start_desk("--db", path, size=(80, 24))
    window.wait("Halden")
    for size in SIZES:
        window.resize(*size)
        for key in PLACES:
            window.press(key)
            window.settle(0.05)
            assert not window.ended(), (size, key)
    window.resize(100, 30)
    window.press("1")
    window.wait("Today")
    window.press("n", "she said half")
    window.wait("she said half")
    chance = random.Random(1)
    for _ in range(100):
        window.resize(chance.randrange(20, 300), chance.randrange(5, 80))
        window.listen(0.005)
    window.resize(100, 30)
    window.wait("she said half")
    window.press("<enter>")
    window.wait("Noted on")
    window.press("q")
    assert window.wait_end() == 0
    assert window.given_back() and window.strays() == []


def test_a_million_pasted_characters_are_kept_or_refused_and_a_key_is_shown_soon_after(
    start_desk: Start, path: Path
) -> None:
    window = start_desk("--db", path, size=(100, 30))
    window.wait("Halden")
    window.press("n")
    window.wait("Note on")
    window.send(paste("they lose three a week, " * 42_000))
    window.press("END")
    window.wait("END")
    window.press("!")
    window.wait("END!", timeout=10)
    window.press("<enter>")
    window.wait("Noted on|longer|at most|characters")
    assert not window.ended()


def test_a_held_key_leaves_nothing_behind(start_desk: Start, path: Path) -> None:
    window = start_desk("--db", path, size=(100, 30))
    window.wait("Halden")
    for key, place in ((b"j", "40 of 40"), (b"k", "(?<!\\d)1 of 40")):
        for _ in range(300):
            window.send(key)
            window.listen(0.003)  # faster than any keyboard, slower than a paste
        window.wait(place)
    window.press("q")
    assert window.wait_end() == 0
