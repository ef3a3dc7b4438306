"""The board as it stood on the morning of an earlier day: to look at, and to open what is of it today."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import Any, ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from sdrdesk.domain.days import say_day
from sdrdesk.domain.money import say_money
from sdrdesk.ui import keys
from sdrdesk.ui.beside import Beside
from sdrdesk.ui.session import Attempt, attempt
from sdrdesk.ui.widgets.bars import Bar, TitleBar
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.ui.widgets.drawing import TextLine
from sdrdesk.usecases.board_then import BoardThen, CardThen, board_then
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.mornings import morning_of


class ThenScreen(Beside):
    """Three columns; `[` `]` a week back or on, `@` asks for the day. Nothing can be done to the past."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("then", "page")
    FIRST_KEYS: ClassVar[tuple[str, ...]] = ("open", "then_right", "then_back", "then_day", "then_since")
    DEFAULT_CSS = """
    ThenScreen Horizontal { height: 1fr; }
    ThenScreen CardList { width: 1fr; height: 1fr; }
    """

    def __init__(self, day: date) -> None:
        super().__init__()
        self._day = day
        self._told: BoardThen | None = None
        self._columns = [CardList[CardThen](self._draw, height=2, id=f"then-{place}") for place in range(3)]

    def body(self) -> Iterable[Widget]:
        """Which morning, the heads of the columns, the columns."""
        yield TitleBar(id="title")
        yield Bar(id="heads")
        with Horizontal():
            yield from self._columns

    def on_mount(self) -> None:
        """The keys are in the middle column, where a week shows most."""
        self._columns[1].focus()

    # -- reading -------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Lay the board out, beside the window."""
        self._show()
        day = self._day

        def lay_out(desk: Desk) -> Iterator[Callable[[], object]]:
            outcome = attempt(board_then, desk, day)
            yield lambda: self._came(outcome)

        self.work_out(lay_out)

    def _came(self, outcome: Attempt[BoardThen]) -> None:
        if outcome.refusal is not None:
            self.session.refuse(outcome.refusal)
        self._told = outcome.value or self._told
        if self._told is not None:
            self._day = self._told.day
        self._show()

    # -- showing -------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        today, told = self.desk.today(), self._told
        waits = (("looking … ", "mark"),) if told is None or told.day != self._day else ()
        self.query_one("#title", TitleBar).show(
            (" sdrdesk · The board as it was ", "title"), (f" on the morning of {say_day(self._day, today)}", "mark"),
            right=waits,
        )  # fmt: skip
        width = max(self.size.width // 3, 10)
        heads: list[tuple[str, str]] = []
        for place, column in enumerate(self._columns):
            stage, many, cards = told.columns[place] if told is not None else ("", 0, ())
            whole = told is not None and len(cards) == many > 0  # a sum of the first cards only would be no sum
            worth = say_money(sum(card.value for card in cards), told.currency) if told and whole else ""
            head = f" {stage.capitalize()} {many:,}  {worth}" if stage else ""
            heads.append((f"{head[: width - 1]:<{width}}", "heading" if column.has_focus else ""))
            column.empty = ("One moment …",) if told is None else ("Nobody stood here.",)
            column.set_rows(list(cards), lambda card: card.id, column.record_id)
        self.query_one("#heads", Bar).show(*heads)

    def _draw(self, card: CardThen, width: int) -> list[TextLine]:
        money = say_money(card.value, self._told.currency) if card.value and self._told is not None else ""
        due = say_day(date.fromisoformat(card.due), self._day) if card.due else ""
        went = f"now {card.went}" if card.went else ""
        return [
            TextLine(((card.name, "title"),), ((money, "money"),) if money else ()),
            TextLine(((f" {due} ", "dim"), (card.next, "")), ((went, "mark"),) if went else ()),
        ]

    # -- keys ----------------------------------------------------------------------------------------------------

    def _at(self) -> int:
        return next((place for place, column in enumerate(self._columns) if column.has_focus), 1)

    def action_then_right(self) -> None:
        """`l`: the column to the right."""
        self._to(1)

    def action_then_left(self) -> None:
        """`h`: the column to the left."""
        self._to(-1)

    def _to(self, by: int) -> None:
        if self._told is None or not any(cards for _, _, cards in self._told.columns):
            self.session.hint("There are no cards to go to.")
        self._columns[(self._at() + by) % 3].focus()

    def on_descendant_focus(self, event: Any) -> None:
        """The head of the column with the keys stands out."""
        self._show()

    def action_then_back(self) -> None:
        """`[`: a week earlier."""
        self._morning(self._day - timedelta(days=7))

    def action_then_on(self) -> None:
        """`]`: a week later, at most today."""
        self._morning(min(self._day + timedelta(days=7), self.desk.today()))

    @work
    async def action_then_day(self) -> None:
        """`@`: another morning."""
        answer = await self.ask(
            "The board on the morning of which day?", hint="mon · yesterday · 31 mar · 2026-03-31",
            preview=self._understood, accept=self._understood,
        )  # fmt: skip
        if answer is not None:
            self._morning(morning_of(self.desk, answer))

    def _understood(self, text: str) -> str:
        return say_day(morning_of(self.desk, text), self.desk.today())

    def _morning(self, day: date) -> None:
        if day == self._day:
            self.session.hint(f"The morning of {say_day(day, self.desk.today())} is what is shown.")
            return
        self._day = day
        self.reload()

    def action_then_since(self) -> None:
        """`s`: what changed since."""
        self.desk_app.show("since", self._day)

    @on(CardList.Opened)
    def _opened(self, event: CardList.Opened) -> None:
        """The account as it is now."""
        self.session.along = None
        self.desk_app.show("account", event.record_id)

    def action_close(self) -> None:
        """`Esc`: back to today."""
        self.dismiss(None)
