"""Today: one queue to go through from the top, one key for each row, the done ones gone."""

import time
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from rich.cells import cell_len
from textual import on, work
from textual.binding import BindingType
from textual.timer import Timer
from textual.widget import Widget

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.queue import say_span
from sdrdesk.domain.when import say_day
from sdrdesk.ui import keys
from sdrdesk.ui.safe_text import wrap
from sdrdesk.ui.session import attempt
from sdrdesk.ui.verbs.marking import Marking
from sdrdesk.ui.widgets.bars import Bar
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.ui.widgets.drawing import Piece, TextLine
from sdrdesk.usecases import day, inbox, today
from sdrdesk.usecases.desk import Desk, Done
from sdrdesk.usecases.today import Row

from .held import Held
from .row import ONE_LINE, draw, titles

if TYPE_CHECKING:
    from sdrdesk.domain.filter import Filter

_MOST_LOOKED_AT = 5000
"""Of so many accounts that fit, those in the queue are shown."""
_TICK_SECONDS = 20
_AT_A_TIME = 0.025  # seconds of reading between two looks at the keyboard
_PAUSE = 0.002
_SMALL = 300
"""Up to so many rows are read again each minute for their clocks; a longer queue every tenth."""
_WEAR = 50
"""After so many rows done a queue that was cut off is read again from the file."""


class TodayScreen(Marking):
    """What to do now."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(
        "account_verbs", "copying", "marks", "today", "log", "block_begin", "stage", "make", "bring", "narrowed"
    )
    FIRST_KEYS: ClassVar[tuple[str, ...]] = (
        "call", "snooze", "discovery", "objection", "note", "open", "block", "undo",
    )  # fmt: skip
    DEFAULT_CSS = """
    TodayScreen #columns { display: none; }
    TodayScreen.-wide #columns { display: block; }
    """
    AUTO_FOCUS: ClassVar[str | None] = "#queue"
    LIST = "Today"

    def __init__(self) -> None:
        super().__init__()
        self._held = Held()
        self._touched: list[str] = []
        self._everything = True
        self._is_first = True
        self._is_masked = False
        self._sweep: Iterator[list[Row]] | None = None
        self._swept: list[Row] = []
        self._sweep_timer: Timer | None = None
        self._header: day.Header | None = None
        self._pace: day.Pace | None = None
        self._today = date.min
        self._clock = ""
        self._done_since = 0
        self.rows: CardList[Row] = CardList(self._draw, id="queue")

    def body(self) -> Iterable[Widget]:
        """The title, the columns' titles, the queue."""
        yield from self.top()
        yield Bar(id="columns")
        yield self.rows

    def on_mount(self) -> None:
        """Look now and then at the clock."""
        self.set_interval(_TICK_SECONDS, self._look_at_the_clock)

    def _draw(self, row: Row, width: int) -> list[TextLine]:
        return draw(row, width, "" if self._is_first else self._clock)

    # -- what is shown -------------------------------------------------------------------------------------------

    @property
    def account_id(self) -> str | None:
        """The account under the cursor."""
        return self.rows.record_id

    def cards(self) -> CardList[Any]:
        """The list."""
        return self.rows

    def along(self, account_id: str, by: int) -> str | None:
        """The account so many rows further down; the cursor goes along."""
        if self.rows.record_id != account_id and not self.rows.show(account_id):
            return None
        self.rows.move(by)
        return self.rows.record_id if self.rows.record_id != account_id else None

    def reload(self) -> None:
        """Read again what changed: the rows of the accounts that were acted on, or all of them."""
        self._read_the_day()
        if self._is_masked != self.session.masked:  # what is held was read otherwise
            self._is_masked = self.session.masked
            self._held.put(self.read(today.glance, []))
        if self._is_first and self.rows.window is None:
            self._held.put(self.read(today.glance, []))
            self.rows.set_window(self._held.window())
            self.reload_narrowed()
            self.desk_app.when_painted(self._begin_sweep)
            return
        touched, self._touched = self._touched, []
        follow = None
        for account_id in touched:
            follow = self._read_one(account_id) or follow
        self.reload_narrowed()
        if follow is not None:
            self.rows.show(follow)
        if self._everything or self._sweep is not None or self._done_since >= _WEAR:
            self._begin_sweep()

    def _read_one(self, account_id: str) -> str | None:
        """Read an account's row again; the account the cursor should go to, if it should go."""
        now = self.read(today.row_of, None, account_id)
        beside = self._held.beside(account_id)
        before = self._held.set_one(account_id, now)
        if now is None:
            self._done_since += before is not None
            return None
        if before is None:
            return account_id
        return beside if before.set_at != now.set_at and self.rows.record_id == account_id else None

    def _read_the_day(self) -> None:
        now = self.desk.local_now()
        self._today, self._clock = now.date(), f"{now:%H:%M}"
        self._header = self.read(day.header, None)

    # -- all of it, bit by bit -----------------------------------------------------------------------------------

    def _begin_sweep(self) -> None:
        """Read the whole queue anew, a key being answered in between."""
        self._everything = False
        self._done_since = 0
        self._sweep, self._swept = today.sweep(self.desk), []
        self._pace = self._pace or self.read(day.pace, None)
        self._go_on_sweeping()

    def _go_on_sweeping(self) -> None:
        if self._sweep_timer is not None:
            self._sweep_timer.stop()
            self._sweep_timer = None
        until = time.monotonic() + _AT_A_TIME
        while self._sweep is not None and time.monotonic() < until:
            outcome = attempt(next, self._sweep, None)
            if outcome.refusal is not None:
                self._sweep = None
                self.session.refuse(outcome.refusal)
                return
            if outcome.value is None:
                self._sweep = None
                self._show_swept()
                return
            self._swept += outcome.value
        self._sweep_timer = self.set_timer(_PAUSE, self._go_on_sweeping)

    def _show_swept(self) -> None:
        at_top, before = not self.rows.position, self.rows.record_id
        first, self._is_first = self._is_first, False
        self._held.put(self._swept)
        self.reload_narrowed()
        if at_top:
            self.rows.home()  # what came in above is seen
            if before is not None and not first:
                self.rows.show(before)
        from sdrdesk.usecases.own_fields import own_fields  # once the queue is seen

        trouble = " ".join(filter(None, (self.desk.ranking().trouble, *own_fields().faults[:1])))
        if first and trouble:
            self.session.refuse(DeskError(trouble))

    # -- narrowing -----------------------------------------------------------------------------------------------

    @staticmethod
    def who(desk: Desk, wanted: "Filter") -> list[str]:
        """Accounts that fit, due or not: the queue knows which of them it holds."""
        from sdrdesk.usecases.filters import anywhere  # loads with the first search

        return anywhere(desk, wanted, _MOST_LOOKED_AT)

    def in_view(self) -> Callable[[Desk], list[str] | None]:
        """The rows of the queue as narrowed, those out of sight too."""
        shown = [row.id for row in self._held.rows]
        return lambda desk: shown

    def narrow(self) -> None:
        """Show the queue, or what is found of it."""
        self._held.narrow(frozenset(self.found) if self.found is not None else None)
        self.rows.empty = tuple(wrap(self._nothing(), max(self.size.width - 4, 10)))
        self.rows.reload()
        self.show_title()
        self._say_place()

    def _nothing(self) -> str:
        if self.wanted:
            return "Nothing that is due fits. Tab in the search looks beyond Today."
        waiting = self.read(inbox.count, 0)
        if waiting:
            wait = "waits" if waiting == 1 else "wait"
            return f"Nothing is due. {waiting:,} {wait} in the inbox: 0 shows them, t takes one. 2 shows the board."
        return "Nothing is due. N adds an account, i imports people from a CSV file, 2 shows the board, ? every key."

    def focus_list(self) -> None:
        """To the queue."""
        self.rows.focus()

    def found_phrase(self) -> str:
        """How many rows fit."""
        return f"{len(self._held.rows)} of {len(self._held):,} today"

    # -- the lines above and below -------------------------------------------------------------------------------

    def title_pieces(self) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
        """Where one is, the clock, the day against its goals, and how much is due."""
        when = f"{say_day(self._today, self._today)} {self._clock}"
        right = self._said_of_the_day()
        room = self.size.width - sum(cell_len(text) for text, _ in right)
        for name in (" sdrdesk · Today ", " Today "):
            if cell_len(name) + cell_len(when) + 2 < room:
                return ((name, "title"), (f" {when}", "dim")), right
        return ((" Today", "title"),), right

    def _said_of_the_day(self) -> tuple[Piece, ...]:
        day = self._header
        if day is None:
            return ()
        counts = (("dials", day.dials, day.goal_dials), ("talks", day.talks, day.goal_talks),
                  ("meetings", day.meetings, day.goal_meetings))  # fmt: skip
        pieces: list[Piece] = []
        for name, done, goal in counts:
            reached = bool(goal) and done >= goal
            shown = name if self.size.width >= 70 else name[0]
            pieces += [(f"{shown} ", "dim"), (f"{done}/{goal}" if goal else str(done), "good" if reached else "")]
            pieces.append(("  ", ""))
        minutes = self._pace.minutes if self._pace is not None else 5.0
        pieces.append((f" {day.due:,} due · {say_span(day.due * minutes)} ", "today" if day.late else ""))
        return tuple(pieces)

    @on(CardList.Moved)
    def _moved(self, event: CardList.Moved) -> None:
        self._say_place()

    def _say_place(self) -> None:
        at = self.rows.position
        place = f"{at + 1:,} of {len(self._held.rows):,} " if self.rows.record_id is not None and at is not None else ""
        said = " · ".join(part for part in (self._needed(), place) if part)
        self.status.note((said, "dim"))

    def _needed(self) -> str:
        """`6 dials/h till 18:00`: what the goal still asks for, while the day lasts."""
        day, settings = self._header, self.desk.settings
        if day is None or self.size.width < 110 or not settings.work_from <= self._clock < settings.work_to:
            return ""
        left = max(day.goal_dials - day.dials, 0)
        hours = (_minutes(settings.work_to) - _minutes(self._clock)) / 60
        return f"{-(-left // max(hours, 0.25)):.0f} dials/h till {settings.work_to}" if left else ""

    def on_resize(self) -> None:
        """One line a row where there is room, and titles over the columns."""
        width = self.size.width - 2
        self.set_class(width >= ONE_LINE, "-wide")
        self.query_one("#columns", Bar).show(*titles(width))
        self.show_title()
        self._say_place()

    # -- changes -------------------------------------------------------------------------------------------------

    def _desk_changed(self, done: Done) -> None:
        if done.subject is not None:
            self._touched.append(done.subject)
        else:
            self._everything = True
        super()._desk_changed(done)

    def _look_at_the_clock(self) -> None:
        now = self.desk.local_now()
        is_new_day = now.date() != self._today
        if not self.is_current or (f"{now:%H:%M}" == self._clock and not is_new_day):
            return
        self._read_the_day()
        if is_new_day or now.minute % 10 == 0 or len(self._held) <= _SMALL:
            self._begin_sweep()
        else:
            self.narrow()

    def action_read_again(self) -> None:
        """`r`: read everything again."""
        self._read_the_day()
        self._begin_sweep()
        self.session.say("Read again.")

    # -- arguing -------------------------------------------------------------------------------------------------

    def action_sooner(self) -> None:
        """`+`: further up."""
        self._argue(1)

    def action_not_now(self) -> None:
        """`-`: further down."""
        self._argue(-1)

    @work
    async def _argue(self, by: int) -> None:
        account_id, row = self._meant(), self.rows.row
        if row is not None and row.band == "promised":
            from sdrdesk.usecases.arguing import nudge  # loads with the first argument

            self.do(nudge, row.id, by)  # refuses, and says why
        elif account_id is not None:
            from sdrdesk.ui.verbs.arguing import argue  # see above

            await argue(self, account_id, by)

    @on(CardList.Opened)
    def _opened(self, event: CardList.Opened) -> None:
        self.open_account()


def _minutes(clock: str) -> int:
    hours, _, minutes = clock.partition(":")
    return int(hours) * 60 + int(minutes)
