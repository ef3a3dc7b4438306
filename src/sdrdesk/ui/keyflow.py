"""Keys are taken one at a time: the next waits until what the last one set off stands on the screen.

Without this a fast `c n` would reach the board twice, because the dial card is not up yet when `n` comes.
"""

import asyncio
from collections import deque
from time import monotonic
from typing import TYPE_CHECKING

from textual import events
from textual.message_pump import MessagePump

if TYPE_CHECKING:
    from textual.app import App

_MOST_ROUNDS = 8  # what a key sets off may set off something else
_PATIENCE_SECONDS = 2.0
"""A widget that never answers must not take the keyboard with it."""

Input = events.Key | events.Paste


class KeyFlow:
    """The order of keys and pastes of one window."""

    def __init__(self, app: "App[None]") -> None:
        self._app = app
        self._held: deque[Input] = deque()
        self._released: Input | None = None
        self._task: asyncio.Task[None] | None = None
        self.last = 0.0
        """When a key last came, by the monotonic clock."""

    @property
    def idle(self) -> bool:
        """True when every key typed so far has had its effect."""
        return self._task is None

    def may_pass(self, event: Input) -> bool:
        """True when it is this event's turn; else it is kept, and comes again when it is."""
        if event is self._released or self._task is None:
            self._released = None
            return True
        self._held.append(event)
        return False

    def passed(self) -> None:
        """An event was handed to the screen: hold the others until it has had its effect."""
        self.last = monotonic()
        if self._task is None:
            self._task = asyncio.create_task(self._follow(), name="keys")

    async def _follow(self) -> None:
        try:
            await self._effects()
            while self._held:
                self._released = self._held.popleft()
                self._app.post_message(self._released)
                await self._processed(self._app)
                await self._effects()
        finally:
            self._task = None

    async def _effects(self) -> None:
        """Wait until the messages that a key sets off have gone up to the app, and a new screen has its focus."""
        for _ in range(_MOST_ROUNDS):
            chain = self._chain()
            for node in chain:
                await self._processed(node)
            await asyncio.sleep(0)  # a worker that the key started comes to its first question
            if self._chain() == chain and not any(node.message_queue_size for node in chain):
                return

    def _chain(self) -> list[MessagePump]:
        """The nodes a key climbs, from the one that has the keys to the app."""
        stack = self._app.screen_stack if self._app.is_running else []
        if not stack:
            return []
        return list((stack[-1].focused or stack[-1]).ancestors_with_self)

    async def _processed(self, node: MessagePump) -> None:
        """Wait until a node has handled what is in its queue now."""
        done = asyncio.Event()
        if node.is_running and node.call_later(done.set):
            try:
                await asyncio.wait_for(done.wait(), _PATIENCE_SECONDS)
            except TimeoutError:
                return
