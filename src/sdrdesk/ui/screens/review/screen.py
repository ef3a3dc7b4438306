"""The weekly review, a step a page: every verb works on the account at hand, what is decided is kept at once."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from functools import partial
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.domain.days import say_day
from sdrdesk.ui import keys
from sdrdesk.ui.beside import Beside
from sdrdesk.ui.reviewing import write_page
from sdrdesk.ui.safe_text import plain, wrap
from sdrdesk.ui.session import Attempt, attempt
from sdrdesk.ui.verbs import AccountVerbs
from sdrdesk.ui.widgets.bars import Bar, TitleBar
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.ui.widgets.drawing import Piece, TextLine, fitted, line
from sdrdesk.ui.widgets.pane import Pane
from sdrdesk.usecases import review_page
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.review import STEPS, Item, Step

_DECIDE = "Decide"
_NAMES = (*(name for name, _ in STEPS), _DECIDE)


class ReviewScreen(Beside, AccountVerbs):
    """Tab goes to the next step, `+` keeps a decision, `w` writes the page."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("review", "account_verbs", "log", "stage", "page")
    AUTO_FOCUS: ClassVar[str | None] = "#lines"
    FIRST_KEYS: ClassVar[tuple[str, ...]] = ("open", "step_right", "decide", "write_review", "next_step", "snooze")
    DEFAULT_CSS = """
    ReviewScreen #told { height: 2; }
    """

    def __init__(self) -> None:
        super().__init__()
        self._page = 0
        self._steps: dict[str, Step] = {}
        self._since = date.min
        self._last: review_page.LastReview | None = None
        self._decided: list[review_page.Decided] = []
        self.rows: CardList[Item] = CardList(self._draw, height=1, id="lines")
        self.rows.on_moved = self._moved

    def body(self) -> Iterable[Widget]:
        """Since when, the steps, the question of one, its lines, the line at hand in full."""
        yield TitleBar(id="title")
        yield Bar(id="steps")
        yield Bar(id="question")
        yield self.rows
        yield Pane(self._in_full, id="told")

    def on_mount(self) -> None:
        """Since the review before."""
        self._last = self.read(review_page.last_review, None)
        self._since = review_page.begins_on(self.desk, self._last)

    @property
    def account_id(self) -> str | None:
        """The account of the line at hand."""
        return self.rows.row.account if self.rows.row is not None else None

    def along(self, account_id: str, by: int) -> str | None:
        """The account of the line so many further; the cursor goes along."""
        before = self.rows.cursor
        self.rows.move(by)
        return self.account_id if self.rows.cursor != before else None

    # -- reading -------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Work the steps out again, the one in front first, beside the window."""
        self._decided = self.read(review_page.decided, [])
        self._show()
        self.work_out(self._every_step)

    def _every_step(self, desk: Desk) -> Iterator[Callable[[], object]]:
        left = dict(STEPS)
        while left:
            name = self._step_name if self._step_name in left else next(iter(left))
            yield partial(self._came, name, attempt(left.pop(name), desk, self._since))

    def _came(self, name: str, outcome: Attempt[Step]) -> None:
        if outcome.value is not None:
            self._steps[name] = outcome.value
        elif outcome.refusal is not None:
            self.session.refuse(outcome.refusal)
        self._show()

    # -- showing -------------------------------------------------------------------------------------------------

    @property
    def _step_name(self) -> str:
        return _NAMES[self._page]

    def _show(self) -> None:
        today = self.desk.today()
        since = say_day(self._since, today)
        before = "the last review" if self._last is not None and self._last.on == self._since else "a week ago"
        self.query_one("#title", TitleBar).show(
            (" sdrdesk · Review ", "title"), (f" since {before}, {since}", ""),
            right=((f"{len(self._decided)} decided ", "mark" if self._decided else "dim"),),
        )  # fmt: skip
        self.query_one("#steps", Bar).show(*self._bar())
        step = self._step()
        self.query_one("#question", Bar).show((f" {step.question}" if step else " Working it out …", "dim"))
        self.rows.empty = ("One moment …",) if step is None else (self._nothing(),)
        items = step.items if step is not None else ()
        self.rows.set_rows(items, _key, self.rows.record_id)
        self._moved()

    def _step(self) -> Step | None:
        if self._step_name != _DECIDE:
            return self._steps.get(self._step_name)
        items = tuple(
            Item(None, f"priority {one.priority}" if one.priority else "decision", one.text) for one in self._decided
        )
        before = self._last.priorities if self._last is not None else ()
        asked = "+ keeps a decision, or with 1 … to 3 … a priority; w writes the page."
        if before:
            asked = f"Last time: {' · '.join(before)}"
        return Step(_DECIDE, asked, items)

    def _nothing(self) -> str:
        if self._step_name == _DECIDE:
            return "Nothing is decided yet: + and what, or + and `1 …` to `3 …` for the priorities."
        return "Nothing here this week."

    def _bar(self) -> tuple[Piece, ...]:
        """The names of the steps, the present one lit; where they have no room, its number and name."""
        if self.size.width and self.size.width < 76:
            return ((f" {self._page + 1}/{len(_NAMES)} ", "dim"), (self._step_name, "lit"))
        pieces: list[Piece] = [(" ", "")]
        for place, name in enumerate(_NAMES):
            pieces.append((f" {name} ", "lit" if place == self._page else "dim"))
        return tuple(pieces)

    def _draw(self, row: Item, width: int) -> list[TextLine]:
        room = max(width * 2 // 5, 8)
        left = ((f"{fitted(plain(row.head), room - 1)} ", "title"), (row.told, ""))
        return [TextLine(left, ((row.value, "money"),) if row.value else ())]

    def _in_full(self, width: int, height: int) -> list[TextLine]:
        row = self.rows.row
        told = f"{row.head}: {row.told}" if row is not None else ""
        return [line(f" {part}", "dim") for part in wrap(plain(told), max(width - 2, 10))[:2]]

    def _moved(self) -> None:
        self.query_one("#told", Pane).redraw(layout=False)
        rows = self.rows.window.rows if self.rows.window else ()
        place = (self.rows.position or 0) + 1 if rows else 0
        self.status.note((f"step {self._page + 1} of {len(_NAMES)} · {place}/{len(rows)} ", "dim"))

    def on_resize(self) -> None:
        """All names of the steps, or the present one."""
        self._show()

    # -- keys ----------------------------------------------------------------------------------------------------

    def action_step_right(self) -> None:
        """`Tab`: the next step."""
        self._turn(1)

    def action_step_left(self) -> None:
        """`⇧Tab`: the step before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        self._page = (self._page + by) % len(_NAMES)
        self._show()
        self.rows.home()

    @work
    async def action_decide(self) -> None:
        """`+`: keep a decision or a priority."""
        answer = await self.ask(
            "What is decided?", hint="a decision; 1 … to 3 … is a priority", preview=_understood,
            accept=review_page.read_decided, draft="review-line",
        )  # fmt: skip
        if answer is not None:
            self._keep(answer)

    def _keep(self, text: str) -> None:
        outcome = self.session.attempt(review_page.decide, self.desk, text)
        if outcome.refusal is not None:
            self.session.refuse(outcome.refusal)
            return
        self._decided = self.read(review_page.decided, [])
        self._show()
        self.session.say(f"Kept: {_understood(text)}. w writes the page.")

    def action_write_review(self) -> None:
        """`w`: the page beside the desk."""
        write_page(self.session, self.desk, self._since)

    @on(CardList.Opened)
    def _opened(self, event: CardList.Opened) -> None:
        """The account at hand; a line that was decided is changed; of a figure, the place that shows more."""
        step, row = self._step(), self.rows.row
        if self.account_id is not None:
            self.open_account()
        elif self._step_name == _DECIDE and row is not None:
            self._change(self._decided[self.rows.cursor])
        elif step is not None and step.place:
            self.app.call_later(self.desk_app.action_go, step.place)
        else:
            self.session.hint("There is nothing more to this line.")

    @work
    async def _change(self, old: review_page.Decided) -> None:
        answer = await self.ask(
            "What is decided? Empty takes it away.", default=f"{old.priority} {old.text}" if old.priority else old.text,
        )  # fmt: skip
        if answer is None:
            return
        outcome = self.session.attempt(review_page.drop, self.desk, old)
        if outcome.refusal is not None:
            self.session.refuse(outcome.refusal)
        elif answer.strip():
            self._keep(answer)
        else:
            self.reload()

    def action_close(self) -> None:
        """`Esc`: back to where one was; what was decided is kept."""
        self.dismiss(None)


def _understood(text: str) -> str:
    found = review_page.read_decided(text)
    return f"priority {found.priority}: {found.text}" if found.priority else f"decision: {found.text}"


def _key(row: Item) -> str:
    return f"{row.account or row.head} {row.told}"
