"""Scores kept up to date between the keys: a few cells at a time, never while somebody types or another writes."""

import asyncio
from time import monotonic
from typing import TYPE_CHECKING

from sdrdesk.usecases.score_cells import nothing_to_do, work_on

from .session import ELSEWHERE, attempt

if TYPE_CHECKING:
    from .app import DeskApp

_LOOK_SECONDS = 0.5
_AWAY_FROM_KEYS_SECONDS = 1.0
"""A long walk rests for so long after every key."""
_BREATH_SECONDS = 0.004
_PIECE = 10
"""So many cells take about 2 ms: a key that comes meanwhile waits no longer."""
_SHORT = 50


async def keep_scores(app: "DeskApp") -> None:
    """Work out what is owed, for as long as the window is open."""
    desk = app.session.desk
    while True:
        worked = 0
        while not attempt(nothing_to_do, desk).value:
            if worked >= _SHORT and monotonic() - app.key_flow.last < _AWAY_FROM_KEYS_SECONDS:
                await asyncio.sleep(_AWAY_FROM_KEYS_SECONDS / 4)
                continue
            with desk.unveiled():
                done = attempt(work_on, desk, _PIECE).value if app.key_flow.idle else None
            if done is None:  # a key, or somebody else, is at work on the file
                await asyncio.sleep(_BREATH_SECONDS * 10)
                continue
            worked += done
            await asyncio.sleep(_BREATH_SECONDS)
        if worked > _SHORT:  # after an act a list looks for itself
            while monotonic() - app.key_flow.last < _AWAY_FROM_KEYS_SECONDS:
                await asyncio.sleep(_AWAY_FROM_KEYS_SECONDS / 4)
            app.session.changed.publish(ELSEWHERE)
        await asyncio.sleep(_LOOK_SECONDS)
