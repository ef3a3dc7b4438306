"""What can be done with a list of accounts as a whole, wherever one stands in it."""

from typing import Any

from textual import work

from sdrdesk.ui.finding import Finding
from sdrdesk.ui.widgets.card_list import CardList

from . import AccountVerbs


class Listed(Finding, AccountVerbs):
    """A screen with a list that can be narrowed; gives the action of the key group block_begin, and `:sheet`.

    A subclass says which list has the keys, and what it is called.
    """

    LIST = ""
    """What the whole list is called: `Today`, `Inbox`."""

    def cards(self) -> CardList[Any]:
        """The list that has the keys."""
        raise NotImplementedError

    def first_accounts(self, most: int) -> list[str]:
        """The first accounts of what is shown, in its order."""
        return self.cards().first_ids(most)

    def list_name(self) -> str:
        """What is shown, in words: the list, or what it is narrowed to."""
        return self.wanted or self.LIST

    @work
    async def action_block(self) -> None:
        """`b`: a call block of what is shown, or on with the one begun."""
        from .calling import call_block  # loads with the first block

        await call_block(self)

    @work
    async def command_sheet(self, words: str) -> None:
        """`:sheet 15`: the first numbers of what is shown, to take away."""
        from .calling import print_sheet  # see action_block

        print_sheet(self, words)
