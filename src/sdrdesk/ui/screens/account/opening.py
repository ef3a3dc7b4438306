"""Enter on an entry of the timeline: it is read in full; a call without an end goes on, an objection is explored."""

from typing import TYPE_CHECKING

from sdrdesk.usecases.entries import entry_in_full
from sdrdesk.usecases.history import Entry

if TYPE_CHECKING:
    from .screen import AccountScreen


def open_entry(screen: "AccountScreen", kind: str, entry: Entry | None) -> None:
    """Show the entry."""
    if entry is None:
        return
    if kind == "objection":
        screen.desk_app.show("objections", entry.id)
        return
    if kind == "call" and screen.unfinished == entry.id:
        screen.desk_app.show("call", entry.id)
        return
    whole = screen.read(entry_in_full, None, entry)
    if whole is not None:
        from sdrdesk.ui.widgets.reading import Reading  # loads with the first text that is read

        screen.app.push_screen(Reading(whole.title, whole.parts))
