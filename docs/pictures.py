"""The README's pictures, taken from the running desk: `python docs/pictures.py` writes the SVG files beside it."""

import asyncio
import re
import shutil
import tempfile
from datetime import UTC, datetime
from pathlib import Path

from sdrdesk import demo
from sdrdesk.demo import BASE_DAY
from sdrdesk.ui.app import DeskApp
from sdrdesk.usecases.desk import Desk, open_desk

HERE = Path(__file__).parent
SIZE = (108, 32)
CALL = (
    "n3 they retype every order, 12 hours a week",
    '!price "twice what we pay now"',
    "> afraid of explaining it upstairs",
    "t2 the old licence ends in March",
)


def a_morning() -> datetime:
    """The demo's own day, nine in the morning in UTC."""
    return datetime.combine(BASE_DAY, datetime.min.time(), UTC).replace(hour=9)


async def picture(desk: Desk, name: str, *keys: str) -> None:
    """Press keys on the board (words are typed and filed) and write the screen as `name`.svg."""
    app = DeskApp(desk, start="board")
    async with app.run_test(size=SIZE) as pilot:
        await pilot.pause(0.6)
        for key in keys:
            if " " in key:
                await pilot.press(*({" ": "space"}.get(letter, letter) for letter in key), "enter")
            else:
                await pilot.press(key)
            await pilot.pause(0.2)
        await pilot.pause(0.6)
        drawn = app.export_screenshot(title="sdrdesk")
    drawn = re.sub(r"@font-face \{.*?\}\s*", "", drawn, flags=re.S)  # no font is fetched from anywhere
    (HERE / f"{name}.svg").write_text(drawn.replace("Fira Code", "ui-monospace, Menlo, Consolas"), "utf-8")


async def main() -> None:
    """Every picture, on a throw-away copy of the sample."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "demo.db"
        shutil.copy(HERE.parent / "sample.db", path)
        desk = open_desk(path, clock=a_morning)
        desk.take_profile(Path(demo.__file__).with_name("icp.toml"))
        await picture(desk, "today", "1")
        await picture(desk, "board")
        await picture(desk, "call", "l", "j", "d", *CALL, "b", "space", "4", "0", "k")
        desk.close()


if __name__ == "__main__":
    asyncio.run(main())
