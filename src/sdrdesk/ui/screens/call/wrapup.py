"""The wrap-up of a sheet: its rows as a grid, one outcome key for each, the cursor going on by itself."""

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from sdrdesk.domain.errors import DeskError
from sdrdesk.ui import keys
from sdrdesk.ui.safe_text import plain
from sdrdesk.ui.screen import DeskScreen
from sdrdesk.ui.session import Attempt
from sdrdesk.ui.widgets.bars import TitleBar
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.ui.widgets.drawing import TextLine, fitted
from sdrdesk.ui.widgets.strip import ChoiceStrip
from sdrdesk.usecases import blocks
from sdrdesk.usecases.desk import Done
from sdrdesk.usecases.outcomes import Offer, log_call, strip_rules
from sdrdesk.usecases.sheets import SheetRow, sheet_rows

from .outcomes import OutcomeStrip, choices_of, take

_UP_DOWN = ("choice_up", "choice_down")
_OUTCOME, _PHONE = 22, 20


class Grid(CardList[SheetRow], can_focus=False, inherit_bindings=False):
    """The rows. Its keys come from the screen, for letters are outcomes here."""


class RowStrip(OutcomeStrip, inherit_bindings=False):
    """The outcomes of the row under the cursor: up and down are the grid's."""

    BINDINGS: ClassVar[list[BindingType]] = [
        one for one in ChoiceStrip.BINDINGS if not (isinstance(one, Binding) and one.action in _UP_DOWN)
    ]


class WrapUpScreen(DeskScreen[None]):
    """One sheet; dismissed when it is left."""

    OWN_KEYS = True
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("wrapup")
    DEFAULT_CSS = """
    WrapUpScreen RowStrip { width: 100%; }
    """
    AUTO_FOCUS: ClassVar[str | None] = "RowStrip"

    def __init__(self, block_id: str) -> None:
        super().__init__()
        self._block_id = block_id
        self._rows: list[SheetRow] = []
        self._offers: dict[str, Offer] = {}
        self._busy = False
        self.grid = Grid(self._draw, height=1, led=True, empty=("Nobody is on this sheet any more.",))

    def body(self) -> Iterable[Widget]:
        """The title, the grid, the outcomes."""
        yield TitleBar(id="title")
        yield self.grid
        yield RowStrip(())

    # -- what is shown -------------------------------------------------------------------------------------------

    @property
    def row(self) -> SheetRow | None:
        """The row under the cursor."""
        return self.grid.row

    def reload(self) -> None:
        """Read the rows; the cursor goes to one that was just taken back, else stays."""
        before = {row.id: row.state for row in self._rows}
        block = self.read(blocks.the_block, None, self._block_id)
        if block is None:
            self.call_later(self.go_back)
            return
        self._rows = self.read(sheet_rows, [], self._block_id)
        back = next((row.id for row in self._rows if row.state == "waiting" != before.get(row.id, "waiting")), None)
        at = back or (self.grid.record_id if before else self._next_waiting(""))
        self.grid.set_rows(self._rows, lambda row: row.id, at)
        told = self.read(blocks.summary, None, self._block_id)
        if told is not None:
            counts = f"dials {told.dials}  talks {told.talks}  meetings {told.meetings} "
            left = f" · {told.waiting} of {len(self._rows)} left" if told.waiting else " · done"
            self.query_one("#title", TitleBar).show(
                (" Wrap-up ", "dim"), (block.name, "title"), (left, "mark"), right=((counts, ""),)
            )
        self.key_bar.show_group("wrapup")
        self._offer()

    def _draw(self, row: SheetRow, width: int) -> list[TextLine]:
        number = f"{row.number:>{len(str(len(self._rows)))}} "
        room = max(width - len(number) - _PHONE - _OUTCOME, 10)
        said, ink = {
            "called": (row.outcome or "called", "good"), "skipped": ("not dialled", "dim"),
        }.get(row.state, ("", ""))  # fmt: skip
        name = "" if row.state == "waiting" else "dim"
        left = ((number, "dim"), (fitted(plain(row.who, room - 1), room), name), (plain(row.phone, _PHONE - 1), name))
        return [TextLine(left, ((f"{said} ", ink),))]

    @on(CardList.Moved)
    def _moved(self, event: CardList.Moved) -> None:
        self._offer()

    def _offer(self) -> None:
        """Offer what each outcome would set for the row under the cursor."""
        row = self.row
        offers = self.read(strip_rules, [], row.account_id) if row is not None else []
        self._offers = {one.rule.key: one for one in offers}
        strip = self.query_one(RowStrip)
        marked = strip.marked
        strip.set_choices(choices_of(offers, answered=False), mark=marked.key if marked else "")

    # -- from row to row -----------------------------------------------------------------------------------------

    def _next_waiting(self, after: str) -> str | None:
        at = next((place for place, row in enumerate(self._rows) if row.id == after), -1)
        ordered = [*self._rows[at + 1 :], *self._rows[: at + 1]]
        return next((row.id for row in ordered if row.state == "waiting" and row.id != after), None)

    def _go_on(self, from_id: str) -> None:
        """To the next row without an outcome; at the last, what it came to."""
        there = self._next_waiting(from_id)
        if there is not None:
            self.grid.show(there)
        else:
            self.session.say(f"Every row is done, Esc leaves, u takes back · {self.session.last_said.text}")

    def action_row_down(self) -> None:
        """One row down."""
        self.grid.action_cursor_down()

    def action_row_up(self) -> None:
        """One row up."""
        self.grid.action_cursor_up()

    def action_skip_row(self) -> None:
        """`-`: this one was not dialled."""
        row = self.row
        if row is not None and not self._busy and self.do(blocks.skip, row.id) is not None:
            self._go_on(row.id)

    # -- outcomes ------------------------------------------------------------------------------------------------

    @on(ChoiceStrip.Chosen)
    def _chosen(self, event: ChoiceStrip.Chosen) -> None:
        if not self._busy and event.key in self._offers:
            self._log(self._offers[event.key])

    @work
    async def _log(self, offer: Offer) -> None:
        row = self.row
        if row is None:
            return
        if row.state == "called":
            name = plain(row.account, 40)
            self.session.refuse(DeskError(f"{name} has its outcome: {row.outcome}. u takes the last act back."))
            return
        self._busy = True
        try:
            ended = await take(self, offer, self._log_call(row, offer), stage=row.stage)
        finally:
            self._busy = False
        if ended is not None:
            self._go_on(row.id)

    def _log_call(self, row: SheetRow, offer: Offer) -> Any:
        def log(facts: dict[str, Any]) -> Attempt[Done]:
            return self.session.try_to(
                log_call, row.account_id, offer.rule.id, contact_id=row.contact_id, point_id=row.point_id, **facts
            )

        return log

    @work
    async def action_objection(self) -> None:
        """`o`: an objection, in their words."""
        if self.row is not None:
            await self.desk_app.visit("objection", self.row.account_id, contact_id=self.row.contact_id)

    def action_end_sheet(self) -> None:
        """`E`: nobody else of it was dialled."""
        if not self._busy and self.do(blocks.end, self._block_id) is not None:
            self.dismiss(None)

    def action_help(self) -> None:
        """`?`: every key that works here."""
        from sdrdesk.ui.widgets.help import Help  # loads when first asked for

        self.app.push_screen(Help(self, "wrapup", "choice"))

    def action_close(self) -> None:
        """`Esc`: leave; what has no outcome goes on waiting."""
        waiting = sum(row.state == "waiting" for row in self._rows)
        self.dismiss(None)
        if waiting:
            self.session.say(f"The sheet waits for {waiting} more: :wrapup goes on with it.")
