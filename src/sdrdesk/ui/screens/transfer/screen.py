"""The import screen: look into a file, see what would happen, and bring its people into the inbox."""

import threading
from collections.abc import Iterable
from contextlib import closing
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.domain.errors import DeskError
from sdrdesk.ui import keys
from sdrdesk.ui.session import Attempt, attempt
from sdrdesk.ui.widgets.bars import Bar, TitleBar
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.usecases.desk import Desk, Done
from sdrdesk.usecases.transfer import ImportResult, import_joined, joins, plan

from .choosing import ALL, KINDS, Told, ask_kind
from .deciding import Deciding
from .rows import Line, bar, counted, draw, heading, lines, row_id

_DRAFT = "import-file"


class ImportScreen(Deciding):
    """One file: what is in it, and what an import would do."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("settings", "bring", "import_plan", "page")

    def __init__(self, path: str = "") -> None:
        super().__init__()
        self._path = path
        self._rows: Told | None = None
        self._kind = ALL
        self._at_work: threading.Event | None = None
        self._found: ImportResult | None = None
        self._done: ImportResult | None = None
        self.rows: CardList[Line] = CardList(draw, height=1, heading=heading, id="import-rows")

    @property
    def at_work(self) -> bool:
        """Whether a file is being counted or imported."""
        return self._at_work is not None

    def body(self) -> Iterable[Widget]:
        """Title, what is going on, the list."""
        yield TitleBar(((" Import", "title"),), id="title")
        yield Bar(id="progress")
        yield self.rows

    def on_mount(self) -> None:
        """Ask for the file, unless it was named."""
        self._region = self.desk.settings.region
        if self._path:
            self._look_into(self._path)
        else:
            self._ask_file()

    def reload(self) -> None:
        """Nothing of the desk is shown here but what an import found."""

    # -- choosing ------------------------------------------------------------------------------------------------

    @work
    async def _ask_file(self) -> None:
        answer = await self.ask(
            "Which file? Its path; it may be dropped or pasted here",
            default=self._path,
            hint="People, companies, deals, orders, calls of any program: CSV, .xlsx, .vcf, or a whole desk as .json",
            accept=lambda text: plan(_as_path(text), to_be_mapped=True),
            draft=_DRAFT,
        )
        if answer is not None:
            self._look_into(_as_path(answer))
        elif self._plan is None:
            self.dismiss()

    def _look_into(self, path: str) -> None:
        outcome = attempt(plan, path, to_be_mapped=True)
        if outcome.value is None:
            if outcome.refusal is not None:
                self.session.refuse(outcome.refusal)
            return
        self._path, self._plan, self._done = path, outcome.value, None
        self._columns, self._dates, self._kind, self._others = {}, {}, ALL, []
        self._settle_dates()

    @on(CardList.Opened)
    def _opened(self, event: CardList.Opened) -> None:
        self.action_edit()

    def action_edit(self) -> None:
        """Do what the line under the cursor is for."""
        if self.at_work or self._plan is None:
            return
        chosen = self.rows.record_id
        if chosen == "import":
            self.action_import()
        elif chosen == "file":
            self._ask_file()
        elif chosen in ("source", "region"):
            self._ask_about(chosen)
        elif chosen == "plan":
            self._save_plan()
        elif chosen == "wins":
            self._turn_wins()
        elif chosen == "with":
            self._ask_other()
        elif chosen is not None and chosen.startswith("joined-"):
            self._leave_out(int(chosen.partition("-")[2]))
        elif chosen is not None and chosen.startswith(("date-", "column-")):
            kind, _, place = chosen.partition("-")
            self._ask_column(kind, self._plan.columns[int(place)])

    @work
    async def action_kind(self) -> None:
        """`f`: the rows by what becomes of them."""
        if self._found is None or self._rows is None:
            self.session.say("The rows are shown once they are counted.")
            return
        kind = await ask_kind(self, {one: getattr(self._found, one) for one in KINDS})
        if kind is not None:
            self._kind = kind
            rows = self._rows.of(kind)
            self._show(row_id(rows[0]) if rows else None)

    # -- counting and importing ----------------------------------------------------------------------------------

    def _count(self) -> None:
        """Find out what an import would do, on a copy."""
        outcome = attempt(plan, self._path, self._choices(), to_be_mapped=True)
        if outcome.value is not None:
            self._plan = outcome.value
        joined = attempt(joins, self._path, self._others, self._choices()) if self._others else None
        self._joined = (joined.value or []) if joined is not None else []
        self._found = self._done = self._rows = None
        if self._plan is not None and self._plan.why_not is not None:
            self._show("column-0")
            return
        self._begin(dry_run=True)

    def action_import(self) -> None:
        """`i`: import; when that is done, to the inbox."""
        if self.at_work or self._plan is None:
            return
        if self._plan.why_not is not None:
            self.session.say("Say first what a column is: Enter on it.")
            return
        if self._done is not None:
            self.app.call_later(self.desk_app.action_go, "inbox")
            return
        self._begin(dry_run=False)

    def _begin(self, *, dry_run: bool) -> None:
        self._at_work = threading.Event()
        self._show()
        self._tell(0, 0, dry_run)
        if self.desk.path == ":memory:":
            self._ended(self._run(self.desk, dry_run, self._at_work), dry_run)
        else:
            self._run_beside(dry_run, self._at_work)

    @work(thread=True, group="import")
    def _run_beside(self, dry_run: bool, stop: threading.Event) -> None:
        """In a thread, with a connection of its own, so that the window stays alive."""
        outcome = attempt(self._with_own_desk, dry_run, stop)
        self.app.call_from_thread(self._ended, outcome.value or Attempt(refusal=outcome.refusal), dry_run)

    def _with_own_desk(self, dry_run: bool, stop: threading.Event) -> Attempt[ImportResult]:
        with closing(self.desk.another(acts=True)) as desk:
            return self._run(desk, dry_run, stop, threaded=True)

    def _run(
        self, desk: Desk, dry_run: bool, stop: threading.Event, *, threaded: bool = False
    ) -> Attempt[ImportResult]:
        def progress(done: int, total: int) -> None:
            if threaded and not stop.is_set():
                self.app.call_from_thread(self._tell, done, total, dry_run)

        told = Told()
        outcome = attempt(
            import_joined, desk, self._path, self._others, dry_run=dry_run, source=self._source, region=self._region,
            chosen=self._choices(), progress=progress, cancelled=stop.is_set, told=told.hear,
        )  # fmt: skip
        if dry_run:
            self._rows = told
        return outcome

    def _tell(self, done: int, total: int, dry_run: bool) -> None:
        what = "looking" if dry_run else "importing"
        self.query_one("#progress", Bar).show((f" {what}  {bar(done, total)}  ", "mark"), ("Esc stops", "dim"))

    def _ended(self, outcome: Attempt[ImportResult], dry_run: bool) -> None:
        self._at_work = None
        result = outcome.value
        if outcome.refusal is not None:
            self.session.refuse(outcome.refusal)
        elif result is not None and dry_run:
            self._found = None if result.stopped else result
        elif result is not None:
            self._finished(result)
        self._show()

    def _finished(self, result: ImportResult) -> None:
        if result.stopped:
            self.session.happened(Done("", result.said))
            return
        self._done = result
        undo = ". u takes it back" if result.step else ""
        if result.step and self._others:
            undo = ". u takes them back, one file after the other"
        self.session.happened(Done(result.step or "", f"{result.said}{undo}"))

    # -- showing -------------------------------------------------------------------------------------------------

    def _show(self, mark: str | None = None) -> None:
        if self._plan is None:
            return
        self.query_one("#title", TitleBar).show((" Import ", "title"), (self._plan.file, ""))
        self.query_one("#progress", Bar).show(*self._verdict())
        rows = self._rows.of(self._kind) if self._found is not None and self._rows is not None else None
        shown = lines(self._plan, self._head(), self._source, self._region, rows, self._kind, self._wins, self._joined)
        self.rows.set_rows(shown, lambda line: line.id, mark or self.rows.record_id or "import")

    def _head(self) -> str:
        if self._at_work is not None:
            return "… one moment"
        if self._done is not None:
            return "To the inbox"
        if self._found is None:
            return "Import"
        people = self._found.create + self._found.update
        return f"Import {people:,} of {self._found.rows:,} rows" if people else "Import (nothing would change)"

    def _verdict(self) -> tuple[tuple[str, str], ...]:
        if self._done is not None:
            rejects = self._done.rejects_file
            where = ((f"  refused rows are in {rejects}", "dim"),) if rejects else ()
            return ((f" {self._done.said}", "good"), *where)
        if self._found is not None:
            return ((f" {counted(self._found)}", "mark"),)
        if self._plan is not None and self._plan.why_not is not None:
            return ((f" {self._plan.why_not}", "warn"), ("  Enter on a column says what it is", "dim"))
        return ((" not counted", "dim"),)

    def action_close(self) -> None:
        """`Esc`: stop what is running, else back."""
        if self._at_work is not None:
            self._at_work.set()
            self.session.say("Stopping; what was done is taken back")
            return
        self.dismiss()

    def keep(self) -> None:
        """The program ends: an import in the making is taken back."""
        if self._at_work is not None:
            self._at_work.set()


def _as_path(text: str) -> str:
    if not text.strip():
        raise DeskError("Name a file, such as ~/Downloads/leads.csv.")
    from sdrdesk.ui.exports import as_path

    return as_path(text)
