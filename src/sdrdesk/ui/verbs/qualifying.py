"""Choosing what an account is qualified by."""

from sdrdesk.domain.errors import DeskError
from sdrdesk.ui.widgets.picker import Item
from sdrdesk.usecases import playbooks, qualifying

from .asking import Screen, account_of, called


async def choose_playbook(screen: Screen, account_id: str, words: str) -> None:
    """Switch to the playbook of this name, or ask which; what is wrong with a file of the rep's own is said."""
    account = account_of(screen, account_id)
    if account is None:
        return
    offered = [_item(one) for one in playbooks.listed()]
    wanted = words.strip() or await screen.pick(
        f"What is {called(account)} qualified by?", offered, hint=f"Your own lie in {playbooks.folder()}"
    )
    if not wanted:
        return
    if screen.do(qualifying.switch, account_id, wanted) is not None:
        trouble = screen.desk.playbook_trouble(playbooks.find_playbook(wanted))
        if trouble:
            screen.session.refuse(DeskError(trouble))


def _item(one: playbooks.Listed) -> Item:
    return Item(one.id, f"{one.id}: {one.name}", one.trouble or ("yours" if one.own else ""))
