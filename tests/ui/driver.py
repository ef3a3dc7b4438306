"""A window driven as a rep drives it: keys by name or by binding id, and the screen as text."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from textual import events
from textual.pilot import Pilot
from textual.screen import Screen

from sdrdesk.ui import keys
from sdrdesk.ui.app import DeskApp
from sdrdesk.ui.widgets.bars import StatusBar
from sdrdesk.usecases.desk import Desk

_KEY_OF_ID = {binding.id: binding.key.partition(",")[0] for binding in keys.every_binding()}


class Driver:
    """One window under test."""

    def __init__(self, app: DeskApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    async def press(self, *names: str) -> None:
        """Press keys: binding ids (`promote`), Textual's key names (`enter`), or letters."""
        for name in names:
            key = _KEY_OF_ID.get(name, name) if len(name) > 1 else name
            await self.pilot.press(key)
            await self.settle()

    async def type(self, text: str) -> None:
        """Type text, letter by letter."""
        for letter in text:
            await self.pilot.press({" ": "space"}.get(letter, letter))
        await self.settle()

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
        for row, line in enumerate(self.lines()):
            column = line.find(text)
            if column >= 0:
                await self.pilot.click(offset=(column, row), times=times)
                await self.settle()
                return
        raise AssertionError(f"{text!r} is not on the screen:\n{self.text()}")

    async def resize(self, columns: int, rows: int) -> None:
        """Another size of the terminal."""
        await self.pilot.resize_terminal(columns, rows)
        await self.settle()

    async def settle(self) -> None:
        """Wait until everything typed had its effect and is drawn."""
        await self.pilot.pause()
        for _ in range(200):
            if self.app.key_flow.idle:
                break
            await self.pilot.pause(0.01)
        await self.pilot.pause()

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
