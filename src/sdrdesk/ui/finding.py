"""The line that narrows a list as one types; what is typed stays when one goes from board to list and back."""

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from rich.cells import cell_len
from textual import events, on, work
from textual.timer import Timer
from textual.widget import Widget

from sdrdesk.ui.safe_text import cut, plain
from sdrdesk.ui.screen import DeskScreen
from sdrdesk.ui.session import attempt
from sdrdesk.ui.widgets.bars import TitleBar
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.ui.widgets.drawing import Piece
from sdrdesk.ui.widgets.line import LineInput

if TYPE_CHECKING:
    from sdrdesk.domain.filter import Filter
    from sdrdesk.usecases.desk import Desk

MOST_FOUND = 150
"""So many are shown at most; more means: type on."""
_SETTLE_SECONDS = 0.01
_LOOKED_AT_ONCE = 20_000
"""On a desk of more accounts a filter is answered beside the keys."""
_FEWEST = 12  # cells of what is typed that stay in the title
_TO_LIST = ("down", "up", "pagedown", "pageup")


class Finding(DeskScreen[None]):
    """A screen with one line on top: its title, or the line of the search. A subclass gives `who`, `narrow`,
    `focus_list`, `title_pieces`, `found_phrase` and the key groups `make` and `narrowed`."""

    DEFAULT_CSS = """
    Finding #find { display: none; }
    Finding.-finding #find { display: block; }
    Finding.-finding #title { display: none; }
    """
    _settle: Timer | None = None
    _narrowed_to = ""
    _shown_for: str | None = None
    _looking: "Desk | None" = None
    found: Any = None
    """What `who` answered; None while nothing is narrowed."""
    _begun_at: "dict[CardList[Any], str | None] | None" = None
    """While a filter is typed: the list -> the record its cursor was on before."""
    fault = ""
    """Why what is typed cannot be read; what fitted before it is still shown."""

    def top(self) -> Iterable[Widget]:
        """The first line, for `body`."""
        yield TitleBar(id="title")
        yield LineInput(mark=" / ", placeholder="name, e-mail, phone, or stage:prospect quiet>14", id="find")

    # -- what a subclass gives -----------------------------------------------------------------------------------

    @staticmethod
    def who(desk: "Desk", wanted: "Filter") -> Any:
        """Who of this list fits; may be asked in another thread."""
        raise NotImplementedError

    def narrow(self) -> None:
        """Show those in `self.found`, or the whole list when it is None."""
        raise NotImplementedError

    def focus_list(self) -> None:
        """Give the keys to the list, at what was found."""
        raise NotImplementedError

    def title_pieces(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """The title's left and right side when nothing is narrowed."""
        raise NotImplementedError

    def found_phrase(self) -> str:
        """How many were found, in words."""
        raise NotImplementedError

    # -- the words -----------------------------------------------------------------------------------------------

    @property
    def wanted(self) -> str:
        """What the list is narrowed to; empty: to nothing."""
        return self.session.filter.strip()

    @property
    def is_finding(self) -> bool:
        """Whether the line of the search has the keys."""
        return self.has_class("-finding")

    @property
    def _line(self) -> LineInput:
        return self.query_one("#find", LineInput)

    def show_title(self) -> None:
        """Say on the first line where one is, or what the list is narrowed to."""
        left, right = self.title_pieces()
        if self.wanted and self.fault:
            left = ((" / ", "mark"), (self.wanted, "title"), ("  cannot be read · / changes it, Esc shows all", "warn"))
        elif self.wanted:
            left = self._narrowed_title(self.size.width - sum(cell_len(text) for text, _ in right))
        self.query_one("#title", TitleBar).show(*left, right=right)

    def _narrowed_title(self, room: int) -> tuple[Piece, ...]:
        """What the list is narrowed to, cut where there is no room, for how many fit is not."""
        found, way_back = self.found_phrase(), " · Esc shows all"
        room -= len(" /     ") + cell_len(found)
        if cell_len(self.wanted) + len(way_back) > room:
            way_back = ""
        shown = cut(plain(self.wanted), max(room - len(way_back), _FEWEST))
        return ((" / ", "mark"), (shown, "title"), (f"  {found}{way_back}", "dim"))

    def action_find(self) -> None:
        """`/`: type to narrow the list; what it is narrowed to is typed over, a blank or an arrow goes on with it.

        What cannot be read is gone on with: it is to be mended.
        """
        self.add_class("-finding")
        self._begun_at = {cards: cards.record_id for cards in self.query(CardList)}
        if self.fault:
            self._line.value = self.session.filter
        else:
            self._line.offer(self.session.filter)
        self._line.focus()
        self.key_bar.show_group("find")

    def action_show_all(self) -> None:
        """Esc: the whole list again."""
        if not self.session.filter:
            self.session.say("Everything is shown. / narrows, q leaves the desk.")
            return
        self._set("")

    @on(LineInput.Changed, "#find")
    def _typed(self, event: LineInput.Changed) -> None:
        event.stop()
        if not self.is_finding or event.value == self.session.filter:
            return
        self.session.filter = event.value
        if self._settle is not None:
            self._settle.stop()
        self._settle = self.set_timer(_SETTLE_SECONDS, self.renarrow)

    @on(LineInput.Submitted, "#find")
    def _submitted(self, event: LineInput.Submitted) -> None:
        event.stop()
        self._leave_line()

    @on(LineInput.Keyed, "#find")
    def _keyed(self, event: LineInput.Keyed) -> None:
        event.stop()
        if event.key == "escape":
            self._set("")
            self._leave_line()
        elif event.key == "tab":
            self.action_find_anyone()
        elif event.key in _TO_LIST:
            self._leave_line()

    def _leave_line(self) -> None:
        self.renarrow()
        self.remove_class("-finding")
        self.key_bar.show_group()
        self.focus_list()
        if self._shown_for == self.wanted:
            self._begun_at = None

    def _set(self, text: str) -> None:
        self.session.leave_hints()
        self.session.filter = text
        self.renarrow()

    def renarrow(self) -> None:
        """Show what is wanted now, when that is not what is shown."""
        if self._settle is not None:
            self._settle.stop()
            self._settle = None
        if self._narrowed_to != self.wanted:
            self.reload_narrowed()

    def reload_narrowed(self) -> None:
        """Read the narrowed (or whole) list again after a change."""
        self._narrowed_to = self.wanted
        self._stop_looking()
        if not self.wanted:
            self._show(None)
            return
        from sdrdesk.usecases.filters import EVERYTHING, count, read_filter  # loads with the first search

        read = attempt(read_filter, self.desk, self.wanted)
        if read.refusal is not None:
            if self.fault != str(read.refusal):  # once; what is done meanwhile has its own sentence
                self.fault = str(read.refusal)
                self.session.refuse(read.refusal)
            self.narrow()
            return
        wanted = read.value
        if not wanted:  # signs alone
            self._show(None)
            return
        self._say_how_far(wanted)
        if wanted.free_words is None and self.read(count, 0, EVERYTHING) > _LOOKED_AT_ONCE:
            self.narrow()
            self._look_beside(wanted)
        else:
            found = self.read(self.who, None, wanted)
            if found is not None:
                self._show(found)

    def _say_how_far(self, wanted: "Filter") -> None:
        """A filter by scores that are not all worked out yet finds some only: that is said."""
        from sdrdesk.usecases.filters import asks_scores  # loads with the first search

        if asks_scores(wanted):
            from sdrdesk.usecases.score_cells import SMALL, progress  # only where scores are asked for

            told = self.read(progress, None)
            if told is not None and told.of > SMALL:
                self.session.say(f"Scores are worked out for {told.done:,} of {told.of:,} accounts so far.")

    def _show(self, found: Any) -> None:
        self.found, self._shown_for = found, self.wanted
        if self.fault:
            self.fault = ""
            self.session.say("")
        self.narrow()
        self._go_where_it_began()

    def _go_where_it_began(self) -> None:
        """What half a word found moves no cursor: it is where it was, else on the first that fits."""
        for cards, record_id in (self._begun_at or {}).items():
            if cards.record_id != record_id and (record_id is None or not cards.show(record_id)):
                cards.home()
        if not self.is_finding:
            self._begun_at = None

    @work(thread=True, group="look")
    def _look_beside(self, wanted: "Filter") -> None:
        """Find who fits on a connection of its own; a later filter breaks this one off."""
        own = attempt(self.desk.another).value
        if own is None:
            return  # the file is out of reach: the next look at it says so
        self._looking = own
        try:
            found = attempt(self.who, own, wanted).value
        finally:
            own.close()
        if found is not None and self._looking is own:
            self.app.call_from_thread(self._looked, wanted, found)

    def _looked(self, wanted: "Filter", found: Any) -> None:
        if wanted.text == self.wanted:
            self._show(found)

    def _stop_looking(self) -> None:
        if self._looking is not None:
            self._looking.break_off()
            self._looking = None

    @on(events.ScreenResume)
    def _take_up(self) -> None:
        """What was typed on another screen holds here too."""
        self.renarrow()

    # -- beyond the list -----------------------------------------------------------------------------------------

    @work
    async def action_find_anyone(self) -> None:
        """Tab in the search: pick from every account on the desk, and open it."""
        from sdrdesk.ui.widgets.picker import Item, Picker  # loads with the first look beyond the list
        from sdrdesk.usecases.find import find

        def fitting(typed: str) -> list[Item]:
            hits = self.read(find, [], typed, limit=MOST_FOUND) if typed.strip() else []
            return [Item(hit.id, hit.name, hit.stage if hit.status == "active" else hit.status) for hit in hits]

        question = "Anyone on the desk: inbox, board, and who left"
        picked = await self.app.push_screen_wait(Picker(question, fitting, typed=self.session.filter))
        if picked is not None:
            self.session.along = None
            self.desk_app.show("account", picked)
