"""One session of a program in a pseudo-terminal: start, keys, memory, end, each timed from outside."""

import re
import statistics
import tempfile
import time
from collections.abc import Sequence
from itertools import cycle, islice
from pathlib import Path
from typing import NamedTuple

from whole.terminal import PATIENCE, Terminal, plain_environment

SIZE = (120, 40)
QUIET = 0.1  # seconds without output that end a frame


class Program(NamedTuple):
    """What to start: `ready` matches the painted screen, `first` opens the place to measure, `keys` go round there."""

    name: str
    command: Sequence[str]
    ready: str
    first: Sequence[str]
    keys: Sequence[str]


class Session(NamedTuple):
    """Milliseconds and MiB of one session."""

    paint: float
    key_median: float
    key_p95: float
    lag: float
    memory: float


def measure(program: Program, presses: int) -> Session:
    """Runs the program once. Fails with its screen when it does not paint, answer or end well."""
    with (
        tempfile.TemporaryDirectory() as home,
        Terminal(program.command, size=SIZE, environment=plain_environment(Path(home))) as terminal,
    ):
        paint = _first_paint(terminal, program.ready)
        for key in program.first:
            terminal.press(key)
            terminal.settle(QUIET)
        keys = [_key_to_frame(terminal, key) for key in islice(cycle(program.keys), presses)]
        lag = _held(terminal, program.keys[0])
        held = memory(terminal.pid)
        terminal.press("q")
        if terminal.wait_end() != 0:
            raise AssertionError(f"{program.name} ended with {terminal.status}:\n{terminal.screen()}")
    return Session(paint, statistics.median(keys), percentile(keys, 95), lag, held)


def percentile(values: Sequence[float], share: float) -> float:
    """The value below which `share` percent of the values lie, between two of them in proportion."""
    ordered = sorted(values)
    place = (len(ordered) - 1) * share / 100
    below = int(place)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (place - below)


def _first_paint(terminal: Terminal, ready: str) -> float:
    """Milliseconds from the start to the frame that shows `ready`."""
    painted: list[float] = []

    def look(at: float) -> None:
        if not painted and _whole_frame(terminal) and re.search(ready, terminal.emulator.text()):
            painted.append(at)

    deadline = time.monotonic() + PATIENCE
    while not painted:
        terminal.read_until_quiet(QUIET)
        terminal.play(look)
        if terminal.ended() or time.monotonic() > deadline:
            raise AssertionError(f"never showed {ready!r}:\n{terminal.screen()}")
    return (painted[0] - terminal.started) * 1000


def _key_to_frame(terminal: Terminal, key: str) -> float:
    """Milliseconds from a key to the first frame that looks different, in text or in colour."""
    before = terminal.emulator.cells()
    changed: list[float] = []

    def look(at: float) -> None:
        if not changed and _whole_frame(terminal) and terminal.emulator.cells() != before:
            changed.append(at)

    sent = time.monotonic()
    terminal.press(key)
    while not changed:
        terminal.read_until_quiet(QUIET)
        terminal.play(look)
        if terminal.ended() or time.monotonic() > sent + PATIENCE:
            raise AssertionError(f"{key} changed nothing:\n{terminal.screen()}")
    return (changed[0] - sent) * 1000


def _held(terminal: Terminal, key: str, presses: int = 30, rate: int = 33) -> float:
    """Milliseconds from the last of `presses` keys, sent at `rate` a second, to the last output."""
    for _ in range(presses):
        terminal.press(key)
        terminal.listen(1 / rate)
    last_press = time.monotonic() - 1 / rate
    terminal.read_until_quiet(QUIET)
    last_output = terminal.unplayed[-1].at if terminal.unplayed else last_press
    terminal.play()
    return max(0.0, last_output - last_press) * 1000


def _whole_frame(terminal: Terminal) -> bool:
    return not terminal.emulator.modes[2026]


def memory(pid: int) -> float:
    """Resident MiB of a process (Linux)."""
    status = Path(f"/proc/{pid}/status").read_text(encoding="ascii")
    found = re.search(r"VmRSS:\s+(\d+)", status)
    return int(found[1]) / 1024 if found else 0.0
