"""A monkey at the keyboard: random keys over a desk, and what must hold afterwards."""

from __future__ import annotations

import random
from typing import NamedTuple

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import history, safety
from sdrdesk.usecases.desk import Desk
from ui.driver import Driver, driver
from usecases.live import live

LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789".replace("q", "")
SIGNS = ",.:;#+-*/!?=<>()[]\"' _@%&$"
NAMED = ("enter", "escape", "tab", "shift+tab", "up", "down", "left", "right", "home", "end", "pageup", "pagedown",
         "backspace", "delete", "shift+left", "shift+right", "ctrl+k", "f1", "ctrl+s")  # fmt: skip
WORDS = ("thu 10", "in 3d", "12k", "call today", "b 40k approved",
         '!price "too dear"', "> afraid", "feb 30", "m",
         "/f", "stage:lead quiet>3", "Halden", "+hot -cold", "[bold]x[/]", "\u202eabc", "no", "y",
         "spread", "brief", "practice", "playbook meddic", "handoff")  # fmt: skip
SIZES = ((80, 24), (120, 40), (40, 12), (20, 5), (100, 28))


class Romp(NamedTuple):
    """What came of it: acts made, acts that could be taken back, refusals, what `check` found, whether undo held."""

    acts: int
    taken_back: int
    refused: list[str]
    findings: list[str]
    restored: bool


async def romp(desk: Desk, keys: int, seed: str) -> Romp:
    """Press so many random keys; then take back all that came of it. An error in the window is raised."""
    chance = random.Random(seed)
    before, first = live(desk), desk.db.value("SELECT coalesce(max(seq), 0) FROM step")
    pressed = 0
    while pressed < keys:
        async with driver(desk, size=chance.choice(SIZES), start="today") as window:
            while pressed < keys and window.app.is_running and not window.app._exit:
                pressed += await _something(window, chance)
    findings = safety.check(desk)
    acts = desk.db.value("SELECT count(*) FROM step WHERE seq > ?", (first,))
    taken_back, refused = _undo_since(desk, first)
    return Romp(acts, taken_back, refused, findings, live(desk) == before)


async def _something(window: Driver, chance: random.Random) -> int:
    kind = chance.random()
    if kind < 0.03:
        await window.type(chance.choice(WORDS))
        return 10
    if kind < 0.035:
        await window.resize(*chance.choice(SIZES))
        return 1
    key = chance.choice(NAMED) if kind < 0.4 else chance.choice(LETTERS) if kind < 0.95 else chance.choice(SIGNS)
    await window.press(key)
    return 1


def _undo_since(desk: Desk, first: int) -> tuple[int, list[str]]:
    """Take back every act after that place of the log, the latest first."""
    taken_back, refused = 0, []
    for act in history.acts(desk, 100_000):
        if act.seq <= first or act.undone_by is not None:
            continue
        try:
            history.undo(desk, act.id)
            taken_back += 1
        except DeskError as refusal:
            refused.append(f"{act.said}: {refusal}")
    return taken_back, refused


