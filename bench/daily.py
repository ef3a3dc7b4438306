"""Every daily screen and verb on desks of several sizes: from a key to the last thing it changes on the screen."""

import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from whole.terminal import Terminal, desk_command, plain_environment

from . import desks
from .session import SIZE, percentile

REST = 0.15
"""Seconds without output after which a key has had all its effect."""


class Scene(NamedTuple):
    """Where to go and which keys to time there; `after` is pressed, untimed, after each of them."""

    name: str
    go: Sequence[str]
    keys: Sequence[str]
    after: Sequence[str] = ()
    leave: Sequence[str] = ("<esc>",)


SCENES = (
    Scene("Today: a row down or up", ("1",), ("<down>", "<up>"), leave=()),
    Scene("Today: an outcome, to the next row", ("1",), ("cn",), after=("u",), leave=()),
    Scene("Today: a page down or up", ("1",), ("<pagedown>", "<pageup>"), leave=()),
    Scene("board: a card down or up", ("2",), ("<down>", "<up>"), leave=()),
    Scene("board: to the last card, the first", ("2",), ("G", "g"), leave=()),
    Scene("board: another column", ("2",), ("l", "h"), leave=()),
    Scene("board: / and a letter of a name", ("2", "/"), ("h", "a", "l", "<backspace>", "<backspace>", "<backspace>")),
    Scene("list: a row down or up", ("3",), ("<down>", "<up>"), leave=()),
    Scene("list: sorted by another column", ("3",), (">", "<lt>"), leave=()),
    Scene("list: a filter, typed", ("3", "/", "quiet>1"), ("4", "<backspace>")),
    Scene("account page: the next account", ("2", "<enter>"), ("J", "K")),
    Scene("inbox: a row down or up", ("0",), ("<down>", "<up>"), leave=()),
    Scene(": and a letter, all searched", ("2", ":"), ("m", "a", "r", "<backspace>", "<backspace>", "<backspace>")),
)


def daily(sizes: Sequence[int], presses: int) -> list[list[str]]:
    """A row per scene: median and 95 % in milliseconds at each size, and the ratio of the largest to the smallest."""
    taken = {size: _session(desks.desk(size), presses) for size in sizes}
    table = [["key to rest, ms (median / 95 %)", *(f"{size:,}" for size in sizes), "largest to smallest"]]
    for scene in SCENES:
        times = [taken[size][scene.name] for size in sizes]
        cells = [f"{statistics.median(one):.0f} / {percentile(one, 95):.0f}" for one in times]
        smallest, largest = statistics.median(times[0]), statistics.median(times[-1])
        table.append([scene.name, *cells, f"{largest / smallest:.2f}×" if smallest else "silent"])
    return table


def _session(desk: Path, presses: int) -> dict[str, list[float]]:
    print(f"daily keys on {desk.name}", file=sys.stderr)
    with (
        tempfile.TemporaryDirectory() as home,
        Terminal(desk_command("--db", desk), size=SIZE, environment=plain_environment(Path(home))) as terminal,
    ):
        terminal.wait(r"Lead|Today")
        terminal.settle(1.0)  # the whole queue is read by then
        found = {scene.name: _scene(terminal, scene, presses) for scene in SCENES}
        terminal.press("q")
        terminal.wait_end()
    return found


def _scene(terminal: Terminal, scene: Scene, presses: int) -> list[float]:
    for key in scene.go:
        terminal.press(key)
        terminal.settle(REST)
    times = []
    for keys in islice(cycle(scene.keys), presses):
        times.append(_to_rest(terminal, keys))
        for key in scene.after:
            terminal.press(key)
            terminal.settle(REST)
    for key in scene.leave:
        terminal.press(key)
        terminal.settle(REST)
    return times


def _to_rest(terminal: Terminal, keys: str) -> float:
    """Milliseconds from the last of these keys to the last output that follows it."""
    for key in keys[:-1] if not keys.startswith("<") else ():
        terminal.press(key)
        terminal.settle(REST)
    last = keys if keys.startswith("<") else keys[-1]
    terminal.play()
    sent = time.monotonic()
    terminal.press(last)
    terminal.read_until_quiet(REST)
    rested = terminal.unplayed[-1].at if terminal.unplayed else sent
    terminal.play()
    return max(rested - sent, 0.0) * 1000
