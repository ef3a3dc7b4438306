"""A call block: the dial card of the row in front, the rows around it, and one outcome key that goes on to the next."""

from collections.abc import Iterable, Sequence
from typing import ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.widget import Widget

from sdrdesk.ui import keys
from sdrdesk.ui.widgets.bars import TitleBar
from sdrdesk.ui.widgets.drawing import Piece, TextLine
from sdrdesk.ui.widgets.pane import Pane
from sdrdesk.ui.widgets.strip import Choice, ChoiceStrip
from sdrdesk.usecases import blocks
from sdrdesk.usecases.blocks import Block, BlockRow, Summary
from sdrdesk.usecases.desk import Done

from .block_rows import row_lines, summary_lines
from .dial import DialScreen
from .outcomes import ANSWERED, Ended, OutcomeStrip

_LOW = 22  # rows of the terminal below which only the row in front is shown of the list


class BlockScreen(DialScreen, inherit_bindings=False):
    """The rows of one block; dismissed when it is left or at its end."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(one for one in keys.bindings("dial") if not (isinstance(one, Binding) and one.id == "dial_close")),
        *keys.bindings("block"),
    ]
    DEFAULT_CSS = """
    BlockScreen #rows { height: 5; }
    BlockScreen.-low #rows { height: 1; }
    """
    KEY_GROUPS: ClassVar[tuple[str, ...]] = ("block", "dial")
    LISTED_FROM: ClassVar[int] = 34
    GOES_ON = True

    def __init__(self, block_id: str) -> None:
        super().__init__("")
        self._block_id = block_id
        self._block: Block | None = None
        self._rows: list[BlockRow] = []
        self._summary: Summary | None = None
        self._front = ""
        """The id of the row in front."""
        self._shown = ""
        """The step of the log that was made here and is shown already."""

    def body(self) -> Iterable[Widget]:
        """Title, the rows around the one in front, its card, the outcomes."""
        yield TitleBar(id="title")
        yield Pane(self._draw_rows, id="rows")
        yield Pane(self._draw, id="card")
        yield OutcomeStrip(())

    # -- what is shown -------------------------------------------------------------------------------------------

    @property
    def row(self) -> BlockRow | None:
        """The row in front."""
        return next((row for row in self._rows if row.id == self._front), None)

    def reload(self) -> None:
        """Read the rows; one that was just taken back is in front again, else the one that was, else the next."""
        before = {row.id: row.state for row in self._rows}
        if not self._read_rows():
            self.call_later(self.go_back)
            return
        back = next((row.id for row in self._rows if row.state == "waiting" != before.get(row.id, "waiting")), "")
        if back or self.row is None:
            self._to(back or self._next_waiting())
        else:
            self._show()

    def _read_rows(self) -> bool:
        """Read block, rows and counts; False when its beginning was taken back."""
        found = self.read(blocks.read_block, None, self._block_id)
        if found is None:
            return False
        self._block, self._rows, self._summary = found
        return True

    def _desk_changed(self, done: Done) -> None:
        """What was done here is shown already."""
        if not done.step or done.step != self._shown:
            super()._desk_changed(done)

    def _to(self, row_id: str) -> None:
        """Put a row in front; '' is the end of the block."""
        if row_id != self._front:
            self._front = row_id
            self._contact_id, self._number_at, self._clock = None, 0, ""
            self.strip.set_choices((), mark="")
        self._show()

    def _show(self) -> None:
        row = self.row
        if row is None:
            self._show_end()
            return
        self._account_id = row.account_id
        super().reload()
        self.query_one("#rows", Pane).redraw(layout=False)
        if row.state == "called":
            self.strip.set_choices([Choice(ANSWERED, "next row", f"{row.account}: {row.outcome}, logged")])

    def _show_end(self) -> None:
        told, block = self._summary, self._block
        if told is None or block is None:
            return
        self._card = None
        self.query_one("#title", TitleBar).show((" Block · ", "dim"), (block.name, "title"), (" · done", "mark"))
        doubts = len(told.unexplored)
        many = "objections" if doubts > 1 else "objection"
        offer = (
            Choice(ANSWERED, f"explore {doubts} {many}", "what lay beneath them, one after the other; Esc leaves them")
            if doubts
            else Choice(ANSWERED, "done", "back to the list")
        )
        self.strip.set_choices([offer])
        self.key_bar.show_group("block")
        for pane in ("#rows", "#card"):
            self.query_one(pane, Pane).redraw(layout=False)

    def lead_in(self) -> tuple[Piece, ...]:
        """The block, and how far it is."""
        block, told = self._block, self._summary
        if block is None or told is None:
            return ()
        left = f" {block.waiting} of {block.total} left"
        numbers = f" · dials {told.dials} talks {told.talks}" if self.size.width >= 100 else ""
        return ((" Block ", "dim"), (block.name[:24], "title"), (f"{left}{numbers} · ", "dim"))

    def _draw_rows(self, width: int, height: int) -> list[TextLine]:
        return row_lines(self._rows, self._front, width, height)

    def _draw(self, width: int, height: int) -> list[TextLine]:
        if self.row is None and self._summary is not None and self._block is not None:
            return summary_lines(self._block, self._summary)
        return super()._draw(width, height)

    @on(events.Resize)
    def _make_room(self) -> None:
        self.set_class(self.size.height < _LOW, "-low")

    # -- from row to row -----------------------------------------------------------------------------------------

    def _next_waiting(self, after: str = "") -> str:
        """The next row that waits behind this one, else the first that does; '' when none does."""
        at = next((place for place, row in enumerate(self._rows) if row.id == after), -1)
        waiting = [row.id for row in (*self._rows[at + 1 :], *self._rows[: at + 1]) if row.state == "waiting"]
        return next((one for one in waiting if one != after), "")

    def _step(self, by: int) -> None:
        places = [row.id for row in self._rows]
        at = places.index(self._front) if self._front in places else len(places)
        if 0 <= at + by < len(places):
            self._to(places[at + by])
        elif by > 0:
            self._to(self._next_waiting())

    def action_row_next(self) -> None:
        """`J`: the next row; this one waits."""
        self._step(1)

    def action_row_previous(self) -> None:
        """`K`: the row before."""
        self._step(-1)

    def action_skip_row(self) -> None:
        """`-`: leave this one out."""
        row = self.row
        done = self.do(blocks.skip, row.id) if row is not None and not self._busy else None
        if row is not None and done is not None:
            self._shown = done.step
            self._read_rows()
            self._to(self._next_waiting(row.id))

    # -- what came of it -----------------------------------------------------------------------------------------

    @on(ChoiceStrip.Chosen)
    def _chosen(self, event: ChoiceStrip.Chosen) -> None:
        event.prevent_default()  # the dial card's own answer would come after this one
        row = self.row
        if row is None:
            self._at_the_end()
        elif row.state == "called":
            self._to(self._next_waiting(row.id))
        else:
            super()._chosen(event)

    def action_answered(self) -> None:
        """`Enter`: they answered; on a row that is done, the next one."""
        if self.row is not None and self.row.state != "called":
            super().action_answered()

    def call_was_made(self, ended: Ended | None) -> None:
        """On to the next row, unless there was a conversation: that one stays until it is left."""
        self._read_rows()  # what was logged is told to screens a moment later
        self._shown = ended.done.step if ended is not None else ""
        row = self.row
        if row is not None:
            stays = row.state != "called" or (ended is not None and ended.offer.suggested.stays)
            self._to(row.id if stays else self._next_waiting(row.id))

    @work
    async def _at_the_end(self) -> None:
        """The objections nobody explored, one after the other; then back."""
        told: Sequence[str] = self._summary.unexplored if self._summary is not None else ()
        for objection_id in told:
            await self.desk_app.visit("objections", objection_id)
        if not told:
            self.dismiss(None)

    def action_help(self) -> None:
        """`?`: every key that works here."""
        from sdrdesk.ui.widgets.help import Help  # loads when first asked for

        self.app.push_screen(Help(self, "block", "dial", "choice"))

    def action_close(self) -> None:
        """`Esc`: leave; what waits goes on waiting."""
        block = self._block
        self.dismiss(None)
        if block is not None and block.waiting:
            self.session.say(f"The call block waits, {block.waiting} of {block.total} left: b goes on with it.")
