"""Beginning a call block of a list, or going on with the one that was begun."""

from sdrdesk.domain.block import MOST, say_block
from sdrdesk.domain.text import fold
from sdrdesk.ui.safe_text import plain
from sdrdesk.ui.widgets.strip import Choice
from sdrdesk.usecases import blocks, views

from .listed import Listed


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
        screen.desk_app.show("block", begun.made)


def name_of(screen: Listed) -> str:
    """The view that is shown, else the filter, else the list."""
    every = screen.read(views.views, []) if screen.wanted else []
    return next((view.name for view in every if fold(view.filter) == fold(screen.wanted)), screen.list_name())
