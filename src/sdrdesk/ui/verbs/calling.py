"""A list to be called: as a block, as a sheet to take away, and the outcomes of a sheet."""

from typing import TYPE_CHECKING

from sdrdesk.domain.block import MOST, say_block
from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.text import fold
from sdrdesk.ui.safe_text import plain
from sdrdesk.ui.widgets.strip import Choice
from sdrdesk.usecases import blocks, views

from .listed import Listed

if TYPE_CHECKING:
    from sdrdesk.ui.app import DeskApp


async def call_block(screen: Listed) -> None:
    """Offer the block that still has rows to call; else, or when it is not wanted, freeze the list that is shown."""
    waiting = screen.read(blocks.open_blocks, [])
    if waiting:
        last = waiting[0]
        said = say_block(plain(last.name, 30), last.begun, last.waiting, last.total, screen.desk.today())
        choices = [
            Choice("b", "go on with it", "the first row that waits is in front"),
            Choice("n", "a new block", "of the list that is shown; the old one ends"),
            Choice("x", "end it", "who was not called keeps the next step"),
        ]
        picked = await screen.choose(f"There is the block {said}", choices, mark="b")
        if picked == "b":
            screen.desk_app.show("block", last.id)
        elif picked == "x":
            screen.do(blocks.end, last.id)
        if picked != "n":
            return
    begun = screen.do(blocks.begin, screen.first_accounts(MOST + 1), name_of(screen), filter=screen.wanted)
    if begun is not None and begun.made is not None:
        screen.session.marks.clear()  # they are in the block now
        screen.desk_app.show("block", begun.made)


def name_of(screen: Listed) -> str:
    """How many are marked, else the view that is shown, the filter, or the list."""
    if screen.marked:
        return f"{len(screen.marked)} marked"
    every = screen.read(views.views, []) if screen.wanted else []
    return next((view.name for view in every if fold(view.filter) == fold(screen.wanted)), screen.list_name())


def print_sheet(screen: Listed, words: str) -> None:
    """Freeze what is shown (so many of it, where a number is typed) as a sheet, and say where its file is."""
    from sdrdesk.usecases.sheets import make_sheet  # only where a sheet is made

    if words and not (words.isascii() and words.isdigit() and 0 < int(words) <= MOST):
        screen.session.refuse(DeskError(f"“{plain(words, 20)}” is no number of rows; :sheet 15, or :sheet for all."))
        return
    ids = screen.first_accounts(MOST + 1)[: int(words) if words else None]
    made = screen.session.attempt(make_sheet, screen.desk, ids, name_of(screen), filter=screen.wanted)
    if made.refusal is not None:
        screen.session.refuse(made.refusal)
    elif made.value is not None:
        screen.session.happened(made.value.done)
        count = len(made.value.rows)
        where = f": {_short(made.value.file)}" if made.value.file else ""
        screen.session.say(f"{count} number{'' if count == 1 else 's'}{where} · :wrapup takes the outcomes")


def _short(path: str) -> str:
    """A path as a shell takes it, the home folder as `~`."""
    from os.path import expanduser  # see print_sheet

    home = expanduser("~")
    return f"~{path[len(home):]}" if path.startswith(f"{home}/") else path


async def wrap_up(app: "DeskApp") -> None:
    """Open the grid of the sheet that still has rows without an outcome; ask which, where there are several."""
    session = app.session
    waiting = session.read(blocks.open_blocks, [], "sheet")
    if not waiting:
        session.refuse(DeskError("No sheet waits for its outcomes; :sheet in a list makes one."))
        return
    picked: str | None = waiting[0].id
    if len(waiting) > 1:
        from sdrdesk.ui.widgets.picker import Item, Picker  # only where there is a choice

        today = session.desk.today()
        items = [Item(one.id, say_block(one.name, one.begun, one.waiting, one.total, today)) for one in waiting]
        picked = await app.push_screen_wait(Picker("The outcomes of which sheet?", items))
    if picked is not None:
        app.show("wrapup", picked)
