"""Which playbook qualifies an account: the shipped ones and the rep's own, chosen for the desk and for each account."""

from __future__ import annotations

from sdrdesk.domain.errors import Ambiguous, DeskError, NotFound
from sdrdesk.domain.text import clean, visible
from sdrdesk.files.paths import config_folder
from sdrdesk.files.playbooks import FOLDER, Listed, list_playbooks

from .desk import Desk, Done
from .find import the_account

__all__ = ["Listed", "find_playbook", "folder", "listed", "switch"]


def folder() -> str:
    """Where the rep's own playbooks lie. It need not exist."""
    return str(config_folder() / FOLDER)


def listed() -> tuple[Listed, ...]:
    """Every playbook to choose from, each with what is wrong with a file of the rep's own."""
    return list_playbooks(config_folder() / FOLDER)


def find_playbook(text: str) -> str:
    """The id of the playbook of this id, or of the only one that begins so. Raises NotFound or Ambiguous."""
    wanted = clean(text).strip().casefold()
    ids = [one.id for one in listed()]
    found = [one for one in ids if one.casefold() == wanted] or [
        one for one in ids if wanted and one.casefold().startswith(wanted)
    ]
    if len(found) == 1:
        return found[0]
    if found:
        several = f"“{visible(text)}” begins several playbooks: {', '.join(found)}."
        raise Ambiguous(several, [(one, one) for one in found])
    raise NotFound(f"There is no playbook “{visible(text)}”; there are {', '.join(ids)}. Your own lie in {folder()}.")


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
