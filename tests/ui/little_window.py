"""A small screen on the real window, with every kind of question; `python -m ui.little_window FILE` opens it."""

import sys
from collections.abc import Iterable

from textual import work
from textual.widget import Widget

from sdrdesk.domain.errors import DeskError
from sdrdesk.ui import keys, places
from sdrdesk.ui.app import run_window
from sdrdesk.ui.screen import DeskScreen
from sdrdesk.ui.widgets.bars import TitleBar
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.ui.widgets.drawing import TextLine
from sdrdesk.ui.widgets.form import Field
from sdrdesk.ui.widgets.picker import Item
from sdrdesk.ui.widgets.strip import Choice
from sdrdesk.ui.window import Window
from sdrdesk.usecases.desk import change_settings, open_desk

NASTY = "\x1b[31mA\u202eda [b]CEO[/b]\x9b2J [@click=app.quit]x[/]"
CHOICES = (Choice("p", "price", "dear"), Choice("b", "budget"), Choice("t", "timing", "later"))
FIELDS = (
    Field("name", "Name", "Halden"),
    Field("role", "Role", "user", choices=(("decides", "decides"), ("user", "user"), ("signs", "signs"))),
    Field("size", "Size", "", hint="people", check=lambda text: f"{number(text)} people"),
)


def number(text: str) -> int:
    """A whole number, or a refusal."""
    if not text.strip().isdigit():
        raise DeskError(f"“{text}” is no number.")
    return int(text)


def numbers(count: int) -> Window[int]:
    """A window over 0 … count - 1, paged by key."""

    def after(row: int | None, limit: int) -> list[int]:
        first = 0 if row is None else row + 1
        return list(range(first, min(first + limit, count)))

    def before(row: int | None, limit: int) -> list[int]:
        end = count if row is None else row
        return list(range(max(end - limit, 0), end))

    def find(record_id: str) -> int | None:
        return int(record_id) if record_id.isdigit() and int(record_id) < count else None

    return Window(after=after, before=before, key=str, find=find, place=lambda row: row)


class LittleScreen(DeskScreen[None]):
    """A list of a thousand rows; the verbs ask, and say what was answered."""

    BINDINGS = keys.bindings("account_verbs", "make")
    reloads = 0

    def body(self) -> Iterable[Widget]:
        yield TitleBar((("Little desk", "title"),), id="title")
        yield CardList[int](self.draw_row, height=2, empty=("nothing here",))

    def draw_row(self, row: int, width: int) -> list[TextLine]:
        return [
            TextLine(((f"Row {row}", "title"), (f" {NASTY}", "")), (("€38k", "money"),)),
            TextLine((("below", "dim"),)),
        ]

    def on_mount(self) -> None:
        self.query_one(CardList).set_window(numbers(1000))

    def reload(self) -> None:
        self.reloads += 1
        self.query_one(CardList).reload()

    @work
    async def action_next_step(self) -> None:
        answer = await self.ask("How many?", default="7", preview=lambda text: f"{number(text)} it is", accept=number)
        self.session.say(f"answer: {answer!r}")

    @work
    async def action_note(self) -> None:
        answer = await self.ask("Note", draft="note:little")
        self.session.say(f"note: {answer!r}")

    @work
    async def action_objection(self) -> None:
        self.session.say(f"chosen: {await self.choose('Which?', CHOICES)!r}")

    @work
    async def action_discovery(self) -> None:
        self.session.say(f"sure: {await self.confirm('Sure about [b]Ada[/b]?')!r}")

    @work
    async def action_edit(self) -> None:
        self.session.say(f"form: {await self.fill('Edit', FIELDS, draft='form:little')!r}")

    @work
    async def action_find(self) -> None:
        items = [Item(str(place), f"Person {place}", "note") for place in range(50)]
        self.session.say(f"picked: {await self.pick('Find', items)!r}")

    def action_call(self) -> None:
        raise ZeroDivisionError("Ada Lovelace, +49 30 1234")


def use_little_screen() -> None:
    """Make it the window's first place."""
    places.PLACES["board"] = f"{__name__}:LittleScreen"


if __name__ == "__main__":
    use_little_screen()
    from pathlib import Path

    opened = open_desk(sys.argv[1])
    change_settings(opened, first_run_done="yes")
    sys.exit(run_window(opened, "board", log_folder=Path(sys.argv[1]).parent / "log"))
