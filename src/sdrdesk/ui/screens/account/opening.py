"""Enter on an entry of the timeline: it is read in full; a call without an end goes on, an objection is explored."""

from sdrdesk.ui.screen import DeskScreen
from sdrdesk.usecases.entries import entry_in_full
from sdrdesk.usecases.history import Entry


def open_entry(screen: DeskScreen[None], kind: str, entry: Entry | None, unfinished: str | None) -> None:
    """Show the entry; `unfinished` is the call of the account that has no end yet."""
    if entry is None:
        return
    if kind == "objection":
        screen.desk_app.show("objections", entry.id)
        return
    if kind == "call" and unfinished == entry.id:
        screen.desk_app.show("call", entry.id)
        return
    whole = screen.read(entry_in_full, None, entry)
    if whole is not None:
        from sdrdesk.ui.widgets.reading import Reading  # loads with the first text that is read

        screen.app.push_screen(Reading(whole.title, whole.parts))
