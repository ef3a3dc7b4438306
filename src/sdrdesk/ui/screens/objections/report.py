"""The report of objections: what stands open, and what all that was heard teaches, a question a page."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from typing import ClassVar, NamedTuple

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.domain.metrics.figure import Behind
from sdrdesk.domain.metrics.objection_report import AskFirst
from sdrdesk.domain.metrics.periods import Period
from sdrdesk.ui import keys
from sdrdesk.ui.beside import Beside
from sdrdesk.ui.safe_text import plain, wrap
from sdrdesk.ui.session import attempt
from sdrdesk.ui.verbs import AccountVerbs
from sdrdesk.ui.widgets.bars import Bar, TitleBar
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.ui.widgets.drawing import Piece, TextLine, line
from sdrdesk.ui.widgets.pane import Pane
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.objection_report import SPANS, Report, objection_report, standing, to_ask_first
from sdrdesk.usecases.objections import Objection

from .lines import HEADS, PAGES, WIDTHS, ReportRow, ask_rows, draw, open_rows, report_rows


class Told(NamedTuple):
    """What a page is made of: a report, or a list."""

    report: Report | None = None
    standing: list[Objection] | None = None
    ask: list[AskFirst] | None = None


class ReportScreen(Beside, AccountVerbs):
    """`h` `l` go from one page to the next; Enter shows what is behind a line, or explores an objection."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("objection_report", "account_verbs")
    AUTO_FOCUS: ClassVar[str | None] = "#report"
    FIRST_KEYS: ClassVar[tuple[str, ...]] = ("open", "page_right", "span_shorter", "span_longer")
    DEFAULT_CSS = """
    ReportScreen #why { height: 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._page = 0
        self._days = 90
        self._working = False
        self.rows: CardList[ReportRow] = CardList(self._draw, height=1, id="report")
        self.rows.on_moved = self._moved

    def body(self) -> Iterable[Widget]:
        """Title, the pages, the titles of the columns, the lines, what one of them means."""
        yield TitleBar(id="title")
        yield Bar(id="pages")
        yield Bar(id="columns")
        yield self.rows
        yield Pane(self._why, id="why")

    @property
    def account_id(self) -> str | None:
        """Whose objection is under the cursor."""
        return self.rows.row.account_id if self.rows.row is not None else None

    # -- reading -------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Read the page again, beside the window."""
        self._working = True
        self._show_frame()
        page, days = self._page, self._days

        def read(desk: Desk) -> Iterator[Callable[[], object]]:
            told = attempt(_tell, desk, page, days).value
            yield lambda: self._came(told)

        self.work_out(read)

    def _came(self, told: Told | None) -> None:
        self._working = False
        today = self.desk.today()
        shown: list[ReportRow] = []
        if told is not None and told.report is not None:
            shown = report_rows(told.report)
        elif told is not None and told.standing is not None:
            shown = open_rows(told.standing, today)
        elif told is not None and told.ask is not None:
            shown = ask_rows(told.ask)
        self._show_frame()
        self.rows.set_rows(shown, lambda row: row.key, self.rows.record_id)
        self._moved()

    # -- showing -------------------------------------------------------------------------------------------------

    @property
    def _listed(self) -> bool:
        return not PAGES[self._page].by

    def _draw(self, row: ReportRow, width: int) -> list[TextLine]:
        return draw(row, width, self._listed)

    def _show_frame(self) -> None:
        page = PAGES[self._page]
        over = f" · the last {self._days} days" if page.by else ""
        doing: tuple[Piece, ...] = (("reading … ", "mark"),) if self._working else ()
        self.query_one("#title", TitleBar).show((" sdrdesk · Objections ", "title"), (over, "dim"), right=doing)
        pieces: list[Piece] = [(" ", "")]
        for place, one in enumerate(PAGES):
            pieces += [(f" {one.name} ", "lit" if place == self._page else "dim")]
        narrow = self.size.width and self.size.width < 74
        told = ((f" {self._page + 1}/{len(PAGES)} ", "dim"), (page.name, "lit")) if narrow else tuple(pieces)
        self.query_one("#pages", Bar).show(*told)
        heads = "".join(head.rjust(wide) for head, wide in zip(HEADS, WIDTHS, strict=True)) if page.by else ""
        asked = page.question if self.size.width >= 110 or not heads else ""
        self.query_one("#columns", Bar).show((f"  {asked}", "dim"), right=((heads, "dim"),))
        nothing = wrap(_nothing(self._page), max(self.size.width - 4, 10))
        self.rows.empty = ("One moment …",) if self._working else tuple(nothing)

    def _moved(self) -> None:
        self.query_one("#why", Pane).redraw(layout=False)

    def _why(self, width: int, height: int) -> list[TextLine]:
        row = self.rows.row
        told = row.why if row is not None else PAGES[self._page].question
        return [line(f" {part}", "dim") for part in wrap(plain(told), max(width - 2, 10))[:2]]

    def on_resize(self) -> None:
        """The columns keep to the width."""
        self._show_frame()

    # -- keys ----------------------------------------------------------------------------------------------------

    def action_page_right(self) -> None:
        """`l`: the next page."""
        self._turn(1)

    def action_page_left(self) -> None:
        """`h`: the page before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self._page = (self._page + by) % len(PAGES)
        self.rows.set_rows([], lambda row: row.key)
        self.reload()

    def action_span_shorter(self) -> None:
        """`<`: fewer days back."""
        self._look_back(-1)

    def action_span_longer(self) -> None:
        """`>`: more days back."""
        self._look_back(1)

    def _look_back(self, by: int) -> None:
        place = SPANS.index(self._days) + by
        if not 0 <= place < len(SPANS):
            self.session.say(f"{self._days} days is as {'short' if by < 0 else 'far'} as this report looks back.")
            return
        self._days = SPANS[place]
        self.session.say(f"The last {self._days} days; what stands open is shown whatever its day.")
        self.reload()

    @on(CardList.Opened)
    def _opened(self, event: CardList.Opened) -> None:
        """An objection is explored; a line shows the objections behind it."""
        row = self.rows.row
        if row is None:
            return
        if row.objection_id is not None:
            self.desk_app.show("objections", row.objection_id)
        elif row.ids:
            period = Period(date.min, date.max)
            self.desk_app.show("records", row.label, Behind("objections", row.ids), period)
        else:
            self.session.say(row.why)


def _tell(desk: Desk, page: int, days: int) -> Told:
    by = PAGES[page].by
    if by:
        return Told(report=objection_report(desk, by, days))
    return Told(standing=standing(desk)) if page == 0 else Told(ask=to_ask_first(desk))


def _nothing(page: int) -> str:
    if page == 0:
        return "Nothing stands in the way of anybody on the board. o on an account logs an objection."
    if PAGES[page].by:
        return "No objection was logged in these days; > looks further back."
    return "No kind of objection was heard in 3 of the last 10 calls of any segment (an account's industry)."
