"""`:imports`: the batches that came in; one is looked into, taken back, or brought again."""

from typing import TYPE_CHECKING

from sdrdesk.usecases import imports as batches
from sdrdesk.usecases.imports import Batch

from .acts import when
from .safe_text import plain
from .widgets.picker import Item, Picker
from .widgets.strip import Choice, Choose

if TYPE_CHECKING:
    from .app import DeskApp

_SHOWN = 200


async def pick_import(app: "DeskApp") -> None:
    """Show the imports, newest first, and ask what is to become of the picked one."""
    session = app.session
    found = session.read(batches.imports, [], _SHOWN)
    if not found:
        session.say("Nothing was imported yet; i brings people in from a file.")
        return
    items = [Item(one.id, f"{one.file}: {batches.say_counts(one)}", _note(app, one)) for one in found]
    picked = await app.push_screen_wait(Picker("Imports, the newest first: look into which?", items))
    one = next((one for one in found if one.id == picked), None)
    if one is not None:
        await _decide(app, one)


def _note(app: "DeskApp", one: Batch) -> str:
    return one.state if one.state != "done" else when(app, one.at)


async def _decide(app: "DeskApp", one: Batch) -> None:
    session = app.session
    here = session.read(batches.still_here, "", one.id)
    back = Choice("t", "take back", "All of it; what you have worked on since stays, and is named")
    if one.state == "taken back":
        back = Choice("b", "bring again", "As it was before it was taken back")
    choices = (Choice("a", "its accounts", "Who came with it and is still here"), back)
    question = f"{plain(one.file, 24)}: {here}"
    answer = await app.push_screen_wait(Choose(question, choices))
    if answer == "a":
        await _look_into(app, one)
    elif answer == "t":
        session.do(batches.take_back_import, one.id)
    elif answer == "b":
        session.do(batches.bring_again, one.id)


async def _look_into(app: "DeskApp", one: Batch) -> None:
    found = app.session.read(batches.brought, [], one.id, _SHOWN)
    if not found:
        app.session.say(f"Nothing that {one.file} made is here.")
        return
    items = [Item(account.id, account.name, _people(account)) for account in found]
    picked = await app.push_screen_wait(Picker(f"What {plain(one.file, 40)} brought: open which?", items))
    if picked is not None:
        app.session.along = None
        app.show("account", picked)


def _people(account: batches.Brought) -> str:
    where = account.stage if account.status == "active" else account.status
    return f"{account.people:,} · {where}" if account.people > 1 else where
