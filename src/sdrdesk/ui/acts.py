"""Undo, the list of acts, and the call that was cut off: questions the window asks wherever one is."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from sdrdesk.usecases.desk import Desk, Done

from .widgets.confirm import Confirm
from .widgets.picker import Item, Picker

if TYPE_CHECKING:
    from sdrdesk.usecases.unfinished import OpenCall

    from .app import DeskApp

_SHOWN = 200


async def undo_last(app: "DeskApp") -> None:
    """Take back the last act that still stands; ask first when another window or the command line made it."""
    from sdrdesk.usecases import history  # loads with the first undo

    session = app.session
    last = session.read(history.last_act, None)
    if last is None:
        session.say("Nothing to take back.")
        return
    if history.elsewhere(session.desk, last):
        question = f"Take it back, though it was not made in this window? “{last.said}”"
        if not await app.push_screen_wait(Confirm(question)):
            return
    if history.is_long(session.desk, last):
        await _beside(app, "Taking it back …", history.undo, last.id)
    else:
        session.do(history.undo)


async def _beside(app: "DeskApp", what: str, verb: Callable[[Desk, str], Done], step_id: str) -> None:
    """Take back, or do again, what is long, the window alive meanwhile."""
    session = app.session
    if session.desk.path == ":memory:":
        session.do(verb, step_id)
        return
    from .widgets.working import Working  # loads with the first long act

    outcome = await app.push_screen_wait(Working(what, lambda desk, _: verb(desk, step_id), stops=False))
    if outcome is not None and outcome.value is not None:
        session.happened(outcome.value)
    elif outcome is not None and outcome.refusal is not None:
        session.refuse(outcome.refusal)


async def pick_act(app: "DeskApp") -> None:
    """Show the acts, newest first; the picked one is taken back, or done again when it had been taken back."""
    from sdrdesk.usecases import history  # see undo_last

    session = app.session
    acts = session.read(history.acts, [], _SHOWN)
    items = [Item(act.id, act.said, "taken back" if act.undone_by else when(app, act.at)) for act in acts]
    picked = await app.push_screen_wait(Picker("Take back which act? (one that was taken back is done again)", items))
    act = next((act for act in acts if act.id == picked), None)
    if act is None:
        return
    verb = history.redo if act.undone_by else history.undo
    if history.is_long(session.desk, act):
        await _beside(app, "Doing it again …" if act.undone_by else "Taking it back …", verb, act.id)
    else:
        session.do(verb, act.id)


def when(app: "DeskApp", at: str) -> str:
    """A stored instant as the rep's local day and time."""
    from datetime import datetime  # only a list of acts says instants

    local = datetime.fromisoformat(at).astimezone(app.session.desk.local_now().tzinfo)
    return f"{local:%a %d %b %H:%M}"


async def offer_call(app: "DeskApp", call: "OpenCall") -> None:
    """Offer to go on with a call that has no outcome yet."""
    question = f"A call with {call.name} from {when(app, call.started_at)} is unfinished. Go on with it?"
    if await app.push_screen_wait(Confirm(question, yes="go on", no="leave it as a draft", default=True)):
        app.show("call", call.id)
