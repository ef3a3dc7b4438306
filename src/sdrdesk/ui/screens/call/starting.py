"""Which call a call screen opens: the one named, a draft of the account, or a new one."""

from typing import Any

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.when import say_day
from sdrdesk.ui.screen import DeskScreen
from sdrdesk.ui.session import attempt
from sdrdesk.usecases import calls
from sdrdesk.usecases.pages import call_view, dial_card

Screen = DeskScreen[Any]


async def call_to_open(screen: Screen, ref: str, dialled: dict[str, Any]) -> str | None:
    """The id of the call to show; `ref` is a call's id or an account's. None: none was wanted, or it was refused.

    `dialled` are contact_id, direction and point_id of the dial that was answered.
    """
    named = attempt(calls.the_call, screen.desk, ref).value
    if named is not None and named["disposition"] is None:
        return ref
    if named is not None:
        screen.session.refuse(DeskError("That call has its outcome already; u takes the end of it back."))
        return None
    card = screen.read(dial_card, None, ref)
    if card is None:
        return None
    if card.draft_call is not None and await _goes_on(screen, card.draft_call):
        return card.draft_call
    person = dialled["contact_id"] or (card.person.id if card.person else None)
    done = screen.do(calls.start_call, ref, **{**dialled, "contact_id": person})
    return done.made if done is not None else None


async def _goes_on(screen: Screen, draft_call: str) -> bool:
    """A draft of today is gone on with; an older one may be left as it is."""
    view = screen.read(call_view, None, draft_call)
    if view is None:
        return False
    began = view.started_at.astimezone(screen.desk.local_now().tzinfo)
    if began.date() == screen.desk.today():
        screen.session.say(f"Going on with the call from {began:%H:%M}.")
        return True
    return await screen.confirm(
        f"A call from {say_day(began.date(), screen.desk.today())} {began:%H:%M} has no end yet. Go on with it?",
        yes="go on",
        no="a new call",
        default=True,
    )
