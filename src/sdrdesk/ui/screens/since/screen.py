"""The changes since a morning, a kind a page, with every verb on the account at hand; then those nobody touched."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, timedelta
from typing import ClassVar

from textual import on, work
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.domain.days import say_day
from sdrdesk.domain.looking_back import KINDS
from sdrdesk.domain.money import say_money
from sdrdesk.ui import keys
from sdrdesk.ui.beside import Beside
from sdrdesk.ui.session import Attempt, attempt
from sdrdesk.ui.verbs import AccountVerbs
from sdrdesk.ui.widgets.bars import Bar, TitleBar
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.ui.widgets.drawing import Piece, TextLine, fitted
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.looking_back import Changed, Since, since
from sdrdesk.usecases.mornings import morning_of

_PAGES = ("all", *KINDS)
_INKS = {"new": "mark", "forward": "good", "won": "good", "back": "warn", "left": "bad", "returned": "mark"}
_KIND, _ON, _VALUE = 11, 12, 9


class SinceScreen(Beside, AccountVerbs):
    """Tab goes from kind to kind, `[` `]` a week back or on, `@` asks for the day."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("since", "account_verbs", "log", "stage", "page")
    AUTO_FOCUS: ClassVar[str | None] = "#changes"
    FIRST_KEYS: ClassVar[tuple[str, ...]] = ("open", "kind_right", "week_back", "since_day", "next_step", "snooze")

    def __init__(self, day: date) -> None:
        super().__init__()
        self._day = day
        self._page = 0
        self._told: Since | None = None
        self.rows: CardList[Changed] = CardList(self._draw, height=1, id="changes")
        self.rows.on_moved = self._moved

    def body(self) -> Iterable[Widget]:
        """Since when, the columns then and now, how many of each kind, the accounts."""
        yield TitleBar(id="title")
        yield Bar(id="columns")
        yield Bar(id="more")
        yield Bar(id="kinds")
        yield self.rows

    @property
    def account_id(self) -> str | None:
        """The account under the cursor."""
        return self.rows.record_id

    def along(self, account_id: str, by: int) -> str | None:
        """The account so many rows further down; the cursor goes along."""
        if self.rows.record_id != account_id and not self.rows.show(account_id):
            return None
        self.rows.move(by)
        return self.rows.record_id if self.rows.record_id != account_id else None

    # -- reading -------------------------------------------------------------------------------------------------

    def reload(self) -> None:
        """Look again, beside the window."""
        self._show()
        day = self._day

        def look(desk: Desk) -> Iterator[Callable[[], object]]:
            outcome = attempt(since, desk, day)
            yield lambda: self._came(outcome)

        self.work_out(look)

    def _came(self, outcome: Attempt[Since]) -> None:
        if outcome.refusal is not None:
            self.session.refuse(outcome.refusal)
        self._told = outcome.value or self._told
        if self._told is not None:
            self._day = self._told.day
        self._show()

    # -- showing -------------------------------------------------------------------------------------------------

    def _show(self) -> None:
        today, told = self.desk.today(), self._told
        waits: tuple[Piece, ...] = ()
        if told is None or told.day != self._day:
            waits = (("looking … ", "mark"),)
        ago = f" · {(today - self._day).days} days" if self._day < today else ""
        self.query_one("#title", TitleBar).show(
            (" sdrdesk · Since ", "title"), (f" the morning of {say_day(self._day, today)}{ago}", ""), right=waits
        )
        upper, lower = _columns(told) if told is not None else ((), ())
        self.query_one("#columns", Bar).show(*upper)
        self.query_one("#more", Bar).show(*lower)
        self.query_one("#kinds", Bar).show(*self._kinds())
        kind = _PAGES[self._page]
        shown = [one for one in told.changed if kind in ("all", one.kind)] if told is not None else []
        self.rows.empty = ("One moment …",) if told is None else (f"Nothing {_said(kind)} since then.",)
        self.rows.set_rows(shown, lambda row: row.id, self.rows.record_id)
        self._moved()

    def _kinds(self) -> tuple[Piece, ...]:
        """All that happened, by kind; the page in front is lit."""
        counts = self._told.counts if self._told is not None else {}
        pieces: list[Piece] = [(" ", ""), (" all ", "lit" if self._page == 0 else "dim")]
        for place, kind in enumerate(KINDS, start=1):
            many = counts.get(kind, 0)
            ink = "lit" if place == self._page else _INKS.get(kind, "") if many else "dim"
            pieces.append((f" {many:,} {kind} ", ink))
        return tuple(pieces)

    def _draw(self, row: Changed, width: int) -> list[TextLine]:
        today = self.desk.today()
        on = say_day(row.on, today) if row.on is not None else ""
        room = max((width - _KIND - _ON - _VALUE) * 11 // 20, 8)
        money = say_money(row.value, self._told.currency) if row.value and self._told is not None else ""
        left = ((fitted(row.kind, _KIND), _INKS.get(row.kind, "dim")), (fitted(on, _ON), "dim"),
                (f"{fitted(row.name, room - 1)} ", "title"), (row.said, ""))  # fmt: skip
        return [TextLine(left, ((money, "money"),) if money else ())]

    def _moved(self) -> None:
        rows = self.rows.window.rows if self.rows.window else ()
        kind = _PAGES[self._page]
        self.status.note((f"{kind} {(self.rows.position or 0) + 1 if rows else 0}/{len(rows):,} ", "dim"))

    # -- keys ----------------------------------------------------------------------------------------------------

    def action_kind_right(self) -> None:
        """`Tab`: the next kind."""
        self._turn(1)

    def action_kind_left(self) -> None:
        """`⇧Tab`: the kind before."""
        self._turn(-1)

    def _turn(self, by: int) -> None:
        if self._told is None:
            self.session.hint("There is nothing yet to go through by kind.")
            return
        self._page = (self._page + by) % len(_PAGES)
        self._show()
        self.rows.home()

    def action_week_back(self) -> None:
        """`[`: since a week earlier."""
        self._since(self._day - timedelta(days=7))

    def action_week_on(self) -> None:
        """`]`: since a week later, at most today."""
        self._since(min(self._day + timedelta(days=7), self.desk.today()))

    @work
    async def action_since_day(self) -> None:
        """`@`: since another day."""
        answer = await self.ask(
            "Since the morning of which day?", hint="mon · yesterday · 31 mar · 2026-03-31",
            preview=self._understood, accept=self._understood,
        )  # fmt: skip
        if answer is not None:
            self._since(morning_of(self.desk, answer))

    def _understood(self, text: str) -> str:
        return say_day(morning_of(self.desk, text), self.desk.today())

    def _since(self, day: date) -> None:
        if day == self._day:
            self.session.hint(f"Since {say_day(day, self.desk.today())} is what is shown.")
            return
        self._day = day
        self.reload()

    @on(CardList.Opened)
    def _opened(self, event: CardList.Opened) -> None:
        self.open_account()

    def action_close(self) -> None:
        """`Esc`: back to where one was."""
        self.dismiss(None)


def _columns(told: Since) -> tuple[tuple[Piece, ...], tuple[Piece, ...]]:
    """The three columns then and now: cards and what was ordered above, other money below."""
    cards: list[Piece] = []
    money: list[Piece] = []
    for one in told.columns:
        cards += [(f" {one.stage.capitalize()} ", "dim"), (f"{one.cards_then:,} → {one.cards:,} ", "")]
        if one.stage == "customer":
            cards += [(" ordered since ", "dim"), (say_money(one.value, told.currency), "money")]
            continue
        money += [(f" {one.stage.capitalize()} ", "dim"), (_went(one.value_then, one.value, told.currency), "")]
        if one.stage == "prospect":
            money += [(" weighted ", "dim"), (_went(one.weighted_then, one.weighted, told.currency), "")]
    return tuple(cards), tuple(money)


def _went(then: int, now: int, currency: str) -> str:
    return f"{say_money(then, currency)} → {say_money(now, currency)}"


def _said(kind: str) -> str:
    return {"all": "changed", "new": "came", "forward": "went on", "won": "was won", "back": "went back",
            "left": "left", "returned": "came back", "untouched": "was left untouched"}[kind]  # fmt: skip
