"""The settings screen: a list of settings, each changed on one line; it says where the file lives."""

from collections.abc import Iterable
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.ui import keys
from sdrdesk.ui.screen import DeskScreen
from sdrdesk.ui.settable import SETTINGS, Setting, understood, value_of
from sdrdesk.ui.widgets.bars import TitleBar
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.ui.widgets.drawing import TextLine
from sdrdesk.ui.widgets.strip import Choice
from sdrdesk.usecases.desk import change_settings


class SettingsScreen(DeskScreen[None]):
    """Currency, region, hours, goals and a few more."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("settings")

    def body(self) -> Iterable[Widget]:
        """Title, the list, where the file is."""
        yield TitleBar(((" Settings", "title"),))
        yield CardList[Setting](self._draw)
        yield TitleBar(((f" This desk is {self.desk.path}", "dim"),), id="where")

    def _draw(self, row: Setting, width: int) -> list[TextLine]:
        value = value_of(self.desk.settings, row.key) or "none"
        head = TextLine(((f"{row.label:<16}", ""), (value, "mark")))
        if width < 110:
            return [head, TextLine(((f"  {row.hint}", "dim"),))]
        return [TextLine(((f"{row.label:<16}", ""), (f"{value:<20}", "mark"), (row.hint, "dim")))]

    def reload(self) -> None:
        """Show the settings as they are."""
        cards = self.query_one(CardList)
        cards.set_rows(SETTINGS, lambda row: row.key, cards.record_id)

    @on(CardList.Opened)
    def _opened(self, event: CardList.Opened) -> None:
        self.action_edit()

    @work
    async def action_edit(self) -> None:
        """Change the setting under the cursor."""
        row = self.query_one(CardList).row
        if row is None:
            return
        settings = self.desk.settings
        if row.key.startswith("quiet_") and not await self._by_hand(row.key.removeprefix("quiet_")):
            return
        answer = await self.ask(
            f"{row.label}: {row.hint}",
            default=value_of(settings, row.key),
            preview=partial(understood, settings, row.key),
            accept=partial(understood, settings, row.key),
        )
        if answer is not None and answer != value_of(settings, row.key):
            self.do(change_settings, **{row.key: answer})

    async def _by_hand(self, stage: str) -> bool:
        """Offer what the own wins propose for a stage; whether it is to be typed instead."""
        from sdrdesk.usecases.cold_limits import own_limit, take_own_limit  # read when first asked for

        own = self.read(own_limit, None, stage)
        if own is None or own.proposed in (None, own.now):
            if own is not None:
                self.session.say(own.told[:1].upper() + own.told[1:])
            return own is not None
        picked = await self.choose(
            f"Now {own.now} days. {own.told[:1].upper()}{own.told[1:]}",
            (Choice("t", f"take {own.proposed} days"), Choice("o", "another number")),
        )
        if picked == "t":
            self.do(take_own_limit, stage)
        return picked == "o"
