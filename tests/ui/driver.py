"""A window driven as a rep drives it: keys by name or by binding id, and the screen as text."""

import asyncio
import time
import unicodedata
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual import events
from textual.keys import REPLACED_KEYS, _character_to_key, _get_unicode_name_from_key
from textual.pilot import Pilot
from textual.screen import Screen

from sdrdesk.ui import keys
from sdrdesk.ui.app import DeskApp
from sdrdesk.ui.widgets.bars import StatusBar
from sdrdesk.usecases.desk import Desk

_KEY_OF_ID = {binding.id: binding.key.partition(",")[0] for binding in keys.every_binding()}

_ROUNDS = 3  # what a key sets off may set off something else, and that is then drawn

_PATIENCE = 30.0  # seconds; long, because a busy machine is no failure

_AFTER_TYPING = 0.15  # seconds; longer than any widget waits


class Driver:
    """One window under test."""

    def __init__(self, app: DeskApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *names: str) -> None:
        """Press keys: binding ids (`promote`), Textual's key names (`enter`), or letters."""
        for name in names:
            self._send(_KEY_OF_ID.get(name, name) if len(name) > 1 else name)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type text, letter by letter."""
        for letter in text:
            self._send(letter)
        await self.settle()
        await asyncio.sleep(_AFTER_TYPING)  # a search waits for the typing to pause
        await self.settle()

    def _send(self, key: str) -> None:
        """A key as the terminal's driver hands it on."""
        name = _character_to_key(key) if len(key) == 1 and not key.isalnum() else key
        try:
            character: str | None = unicodedata.lookup(_get_unicode_name_from_key(REPLACED_KEYS.get(name, name)))
        except KeyError:
            character = name if len(name) == 1 else None
        event = events.Key(name, character)
        event.set_sender(self.app)
        assert self.app._driver is not None
        self.app._driver.send_message(event)

    async def paste(self, text: str) -> None:
        """Paste text, as a terminal does."""
        self.app.post_message(events.Paste(text))
        await self.settle()

    async def answer(self, text: str) -> None:
        """Replace what stands in the focused line, and press Enter."""
        await self.press("end", "ctrl+u")
        await self.type(text)
        await self.press("enter")

    async def click(self, text: str, times: int = 1) -> None:
        """Click on the first place on the screen where this text stands."""
        await self.pilot.click(offset=self._where(text), times=times)
        await self.settle()

    async def drag(self, text: str, to: str) -> None:
        """Press the mouse on the first place where a text stands, and let go on the first of another."""
        begin, end = self._where(text), self._where(to)
        await self.pilot.mouse_down(offset=begin)
        await self.pilot.mouse_up(offset=end)
        await self.settle()

    def _where(self, text: str) -> tuple[int, int]:
        """Column and row of the first place on the screen where a text stands."""
        for row, line in enumerate(self.lines()):
            column = line.find(text)
            if column >= 0:
                return column, row
        raise AssertionError(f"{text!r} is not on the screen:\n{self.text()}")

    async def resize(self, columns: int, rows: int) -> None:
        """Another size of the terminal."""
        await self.pilot.resize_terminal(columns, rows)
        await self.settle()

    async def settle(self) -> None:
        """Wait until everything typed had its effect and is drawn; no longer than that takes."""
        for _ in range(_ROUNDS):
            await self.pilot._wait_for_screen()
            until = time.monotonic() + _PATIENCE
            while not self.app.key_flow.idle:
                assert time.monotonic() < until, f"a key never came to rest. The screen:\n{self.text()}"
                await asyncio.sleep(0.001)
            if self.app.screen_stack:
                self.app.screen._on_timer_update()

    # -- what a rep sees -----------------------------------------------------------------------------------------

    def lines(self) -> list[str]:
        """The screen, row by row, without blanks at the end of a row."""
        if not self.app.screen_stack:
            return []
        update: Any = self.app.screen._compositor.render_update(full=True, screen_stack=self.app._background_screens)
        return ["".join(strip.text for strip in row if strip is not None).rstrip() for row in update.strips]

    def text(self) -> str:
        """The screen as text."""
        return "\n".join(self.lines())

    def status(self) -> str:
        """The sentence in the status line."""
        return self.app.session.last_said.text

    def status_bar(self) -> str:
        """The whole status line of the screen in front."""
        return self.app.screen.query_one(StatusBar).text

    @property
    def screen(self) -> Screen[Any]:
        """The screen in front."""
        return self.app.screen

    @property
    def screen_name(self) -> str:
        """Its class name."""
        return type(self.app.screen).__name__

    def snapshot(self, path: Path) -> Path:
        """A picture (SVG) of the screen, for people to look at."""
        path.write_text(self.app.export_screenshot(), encoding="utf-8")
        return path


@asynccontextmanager
async def driver(desk: Desk, size: tuple[int, int] = (80, 24), start: str = "board") -> AsyncIterator[Driver]:
    """A window on a desk; an error in the window fails the test."""
    app = DeskApp(desk, start)
    async with app.run_test(size=size, notifications=True) as pilot:
        driven = Driver(app, pilot)
        await driven.settle()
        yield driven
