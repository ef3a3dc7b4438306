"""Handing an account over: the page goes to the clipboard and to a file."""

from sdrdesk.ui import handoff
from sdrdesk.ui.session import attempt
from sdrdesk.usecases.handoff import write_hand_off

from .asking import Screen


def hand_over(screen: Screen, account_id: str) -> None:
    """Copy the hand-off of an account and keep it as a file; both are said."""
    outcome = attempt(write_hand_off, screen.desk, account_id)
    if outcome.value is None:
        if outcome.refusal is not None:
            screen.session.refuse(outcome.refusal)
        return
    said = handoff.copy(screen.app, outcome.value.markdown, "the hand-off")
    screen.session.say(f"Kept in {outcome.value.file}. {said}" if outcome.value.file else said)
