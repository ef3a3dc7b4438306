"""Choosing the playbook that qualifies an account."""

from __future__ import annotations

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.text import visible

from .desk import Desk, Done
from .find import the_account
from .playbooks import find_playbook


def switch(desk: Desk, account_id: str, text: str) -> Done:
    """Qualify an account by another playbook from now on; what was learned by the old one is carried over."""
    account = the_account(desk, account_id)
    wanted = find_playbook(text)
    if desk.playbook(wanted).id != wanted:
        raise DeskError(desk.playbook_trouble(wanted).replace("; the built-in bant is used", ""))
    with desk.db.step("account.playbook", account_id) as log:
        desk.db.update("account", account_id, playbook=wanted)
        log.said = f"{visible(account['name'])} is qualified by {desk.playbook(wanted).name}"
    return Done(log.id, log.said, account_id)
