"""The Numbers screen: one question at a time, worked out beside the window so that it stays alive."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.domain.days import say_day
from sdrdesk.domain.metrics.assumptions import Assumptions
from sdrdesk.domain.metrics.figure import Group
from sdrdesk.domain.metrics.periods import SIZES, Period, around, stepped
from sdrdesk.domain.when import parse_when
from sdrdesk.ui import keys
from sdrdesk.ui.beside import Beside
from sdrdesk.ui.safe_text import plain, wrap
from sdrdesk.ui.session import Attempt, attempt
from sdrdesk.ui.widgets.bars import Bar, TitleBar
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.ui.widgets.drawing import Piece, TextLine, line
from sdrdesk.ui.widgets.pane import Pane
from sdrdesk.usecases.assumptions import assumptions
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.numbers import GROUPS, nothing_yet
from sdrdesk.usecases.reading import Reading

from .now import standing
from .pages import PAGES
from .pictures import picture
from .rows import NumberRow, cut_off, draw, rows_of

_SIZE_WORDS = {1: "month", 3: "quarter", 12: "year"}


class NumbersScreen(Beside):
    """Nine questions; `h` `l` go from one to the next, Enter shows the records behind a figure."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("numbers")
    AUTO_FOCUS: ClassVar[str | None] = "#figures"
    FIRST_KEYS: ClassVar[tuple[str, ...]] = (
        "open", "question_next", "earlier", "later", "numbers_as_of", "numbers_enter", "numbers_assume",
    )  # fmt: skip
    DEFAULT_CSS = """
    NumbersScreen #picture { margin-bottom: 1; }
    NumbersScreen #picture.-none { display: none; }
    NumbersScreen #why { height: 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._months = 3
        self._period = Period(date.min, date.max)
        self._as_of: date | None = None
        self._page = 0
        self._groups: dict[str, Group] = {}
        self._assumed = Assumptions()
        self._awaited: list[str] = []
        self.rows: CardList[NumberRow] = CardList(draw, height=1, id="figures")
        self.rows.on_moved = self._explain

    def body(self) -> Iterable[Widget]:
        """Title, the questions, where the desk stands, the picture, the figures, what to beware of."""
        yield TitleBar(id="title")
        yield Bar(id="questions")
        yield Bar(id="now")
        yield Pane(self._picture, id="picture")
        yield self.rows
        yield Pane(self._why, id="why")

    def on_mount(self) -> None:
        """The quarter of today."""
        self._period = around(self.desk.today(), self._months)

    # -- reading -------------------------------------------------------------------------------------------------

    @property
    def day(self) -> date:
        """The day as of which everything is told."""
        return self._as_of or self.desk.today()

    def reload(self) -> None:
        """Where the desk stands at once; the rest is worked out beside, what is shown first first."""
        self._assumed = self.read(assumptions, self._assumed)
        now = self.read(standing, ()) if self._as_of is None else ()
        early = self.read(nothing_yet, "", self._as_of) if self._as_of is not None else ""
        stood = early or f"as things stood on {self._said(self.day)}"
        self.query_one("#now", Bar).show(*(now or ((f" {stood}", "mark"),)))
        self._begin()

    def _begin(self) -> None:
        self._awaited = list(GROUPS)
        self.work_out(partial(self._groups_of, self._period, self.day))
        self._show()

    def _groups_of(self, period: Period, day: date, desk: Desk) -> Iterator[Callable[[], object]]:
        begun = attempt(Reading, desk, period, day)
        names = list(GROUPS)
        while names and begun.value is not None:
            name = self._wanted_first(names)
            names.remove(name)
            yield partial(self._came, name, attempt(begun.value.once, name, GROUPS[name]))

    def _wanted_first(self, names: list[str]) -> str:
        """What the page in front waits for comes first, the quickest of it before the rest."""
        shown = [name for name in names if name in PAGES[self._page].groups]
        return min(shown, key=lambda name: name != "state") if shown else names[0]

    def _came(self, name: str, outcome: Attempt[Group]) -> None:
        """A group is worked out."""
        self._awaited.remove(name)
        if outcome.value is not None:
            self._groups[name] = outcome.value
        elif outcome.refusal is not None:
            self.session.refuse(outcome.refusal)
        if name in PAGES[self._page].groups or not self._awaited:
            self._show()

    # -- showing -------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        page = PAGES[self._page]
        awaited = [name for name in page.groups if name in self._awaited]
        self.query_one("#title", TitleBar).show(
            (" sdrdesk · Numbers ", "title"), (f" {self._said_period()}", ""), right=self._progress()
        )
        self.query_one("#questions", Bar).show(*self._questions())
        shown = rows_of(page, self._groups, self._assumed, self.desk.settings.currency)
        self.rows.empty = ("Working it out …",) if awaited else ("Nothing to tell yet for this period.",)
        self.rows.set_rows(shown, lambda row: row.key, self.rows.record_id if self.rows.cursor else None)
        drawn = picture(page.picture, self._groups, max(self.size.width, 40))
        pane = self.query_one("#picture", Pane)
        pane.set_class(not drawn or self.size.height < 16, "-none")
        pane.redraw()
        self._explain()

    def _progress(self) -> tuple[Piece, ...]:
        if self._awaited:
            done = len(GROUPS) - len(self._awaited)
            return ((f"working out {done}/{len(GROUPS)} ", "mark"),)
        return ((f"as of {self._said(self.day)} ", "dim" if self._as_of is None else "mark"),)

    def _said(self, day: date) -> str:
        return say_day(day, self.desk.today())

    def _said_period(self) -> str:
        period = self._period
        last = date.fromordinal(period.end.toordinal() - 1)
        name = period.label if period.label != "period" else ""
        year = "" if str(period.start.year) in name else f" {period.start.year}"
        return f"{name}{year} · {self._said(period.start)[4:]} to {self._said(last)[4:]}"

    def _questions(self) -> tuple[Piece, ...]:
        """The short names, the present one lit; where they have no room, the present one with its words."""
        if self.size.width and self.size.width < 66:
            return ((f" {self._page + 1}/{len(PAGES)} ", "dim"), (PAGES[self._page].question, "lit"))
        pieces: list[Piece] = [(" ", "")]
        for place, page in enumerate(PAGES):
            pieces += [(f" {page.name} ", "lit" if place == self._page else "dim")]
        return tuple(pieces)

    def _picture(self, width: int, height: int) -> list[TextLine]:
        return picture(PAGES[self._page].picture, self._groups, width)

    def _why(self, width: int, height: int) -> list[TextLine]:
        """The figure under the cursor in full where its line had no room, and what to beware of; else the question."""
        row = self.rows.row
        if row is None:
            return [line(f" {PAGES[self._page].question}", "dim")]
        whole = f"{row.label.strip()}: {row.said}" if cut_off(row, width) else ""
        told = ". ".join(part for part in (whole, row.why) if part) or PAGES[self._page].question
        return [line(f" {part}", "dim") for part in wrap(plain(told), max(width - 2, 10))[:2]]

    def _explain(self) -> None:
        self.query_one("#why", Pane).redraw(layout=False)
        row = self.rows.row
        if row is not None:
            at = (self.rows.position or 0) + 1
            self.status.note((f"{at}/{len(self.rows.window.rows) if self.rows.window else 0} ", "dim"))

    def on_resize(self) -> None:
        """Names or words of the question, with or without the picture."""
        self._show()

    # -- moving --------------------------------------------------------------------------------------------------

    def action_question_next(self) -> None:
        """`l`: the next question."""
        self._turn(1)

    def action_question_previous(self) -> None:
        """`h`: the question before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self._page = (self._page + by) % len(PAGES)
        self._show()
        self.rows.home()

    def action_earlier(self) -> None:
        """`[`: the period before."""
        self._to(stepped(self._period, -1))

    def action_later(self) -> None:
        """`]`: the period after, up to today's."""
        later = stepped(self._period, 1)
        if later.start > self.desk.today():
            self.session.hint("The period after this one has not begun yet.")
            return
        self._to(later)

    def action_shorter(self) -> None:
        """`<`: year, quarter, month."""
        self._resize(-1)

    def action_longer(self) -> None:
        """`>`: month, quarter, year."""
        self._resize(1)

    def _resize(self, by: int) -> None:
        place = SIZES.index(self._months) + by
        if not 0 <= place < len(SIZES):
            self.session.say(f"A {_SIZE_WORDS[self._months]} is the {'shortest' if by < 0 else 'longest'} period here.")
            return
        self._months = SIZES[place]
        inside = self.day if self.day in self._period else self._period.start
        self._to(around(inside, self._months))

    def _to(self, period: Period) -> None:
        """Another period; it is told as of today, or as of the day that was asked for."""
        self._period, self._groups = period, {}
        self._begin()

    @work
    async def action_as_of(self) -> None:
        """`@`: as things stood on a day."""
        answer = await self.ask(
            "As of which day?", default=self._as_of.isoformat() if self._as_of else "",
            hint="yesterday · 31 mar · 2026-03-31; empty: today", preview=self._understood, accept=self._understood,
        )  # fmt: skip
        if answer is None:
            return
        day = self._day_of(answer)
        self._as_of = None if day >= self.desk.today() else day
        self._groups = {}
        if day not in self._period:
            self._period = around(day, self._months)
        self.reload()

    def _day_of(self, text: str) -> date:
        return parse_when(text.strip() or "today", self.desk.today(), allow_past=True).day

    def _understood(self, text: str) -> str:
        return self._said(self._day_of(text))

    def action_read_again(self) -> None:
        """`r`: everything afresh."""
        self._groups = {}
        self.reload()
        self.session.say("Worked out afresh.")

    # -- acting --------------------------------------------------------------------------------------------------

    @on(CardList.Opened)
    def _opened(self, event: CardList.Opened) -> None:
        """The records behind the figure."""
        row = self.rows.row
        if row is None:
            return
        behind = row.behind
        if not behind.kind or not (behind.ids or behind.kind == "meetings"):
            self.session.say(f"{row.label.strip()}: there are no records behind it.")
            return
        self.desk_app.show("records", f"{row.label.strip()}: {row.said}", behind, self._period)

    @work
    async def action_enter_money(self) -> None:
        """`a`: what only a rep knows."""
        from .entering import enter  # loads with the first entry

        await enter(self, self._period)

    @work
    async def action_assume(self) -> None:
        """`e`: what numbers assume."""
        from .entering import change_assumption  # see action_enter_money

        await change_assumption(self)
