"""Saved views in the window: opening one wherever one is, keeping a filter, deleting."""

from typing import TYPE_CHECKING

from sdrdesk.usecases import views as verbs

from .finding import Finding
from .widgets.prompt import Prompt
from .widgets.views import ViewList

if TYPE_CHECKING:
    from .app import DeskApp


async def pick_view(app: "DeskApp") -> None:
    """Show the views; open the picked one, keep the filter in force as one, or delete one."""
    session = app.session
    picked = await app.push_screen_wait(ViewList(session.read(verbs.views, []), session.filter.strip()))
    if picked is None:
        return
    what, _, ref = picked.partition(" ")
    if what == "keep":
        await keep_view(app)
    elif what == "remove":
        session.do(verbs.delete_view, ref)
    else:
        await show_view(app, ref)


async def show_view(app: "DeskApp", ref: str) -> None:
    """Narrow the list one is in to a view; from a place that has none, go to the list."""
    outcome = app.session.read(verbs.find_view, None, ref)
    if outcome is not None:
        app.session.say(f"View {outcome.number}: {outcome.name}")
        await show_filter(app, outcome.filter)


async def show_filter(app: "DeskApp", text: str) -> None:
    """Narrow the list one is in; from a place that has none, go to the list."""
    app.session.filter = text
    while len(app.screen_stack) > 1:
        await app.screen.dismiss(None)
    if isinstance(app.screen, Finding):
        app.screen.renarrow()
    else:
        await app.action_go("list")


async def keep_view(app: "DeskApp") -> None:
    """Ask for a name and keep the filter in force under it."""
    session, text = app.session, app.session.filter.strip()
    if not text:
        session.do(verbs.save_view, "-", "")  # refuses, and says why
        return
    hint = "a name that is taken replaces that view"
    name = await app.push_screen_wait(Prompt(f"Keep “{text}” as a view called …", hint=hint))
    if name is not None and name.strip():
        session.do(verbs.save_view, name, text)
