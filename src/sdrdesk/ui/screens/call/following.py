"""After a talk: what to write to them now is offered where the rep comes out, in one key."""

from typing import Any

from sdrdesk.ui.screen import DeskScreen
from sdrdesk.ui.verbs import AccountVerbs
from sdrdesk.usecases.find import the_account

from .outcomes import Ended


def offer_follow_up(screen: DeskScreen[Any], ended: Ended, account_id: str, contact_id: str | None) -> None:
    """Say that `y` copies the follow-up, after a talk with somebody who stays, where the rep comes back to a list or
    a page; in a call block `y` copies the next number."""
    if not ended.offer.rule.conversation or any(getattr(one, "GOES_ON", False) for one in screen.app.screen_stack):
        return
    account = screen.read(the_account, None, account_id)
    below = [one for one in screen.app.screen_stack if isinstance(one, AccountVerbs)]
    if account is not None and account["status"] == "active" and not account["do_not_contact"] and below:
        screen.session.offer_follow_up(account_id, contact_id)
