"""The records behind a figure: a line each; every verb works on the account under the cursor."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.domain import disposition
from sdrdesk.domain.activity import label_of
from sdrdesk.domain.days import say_day
from sdrdesk.domain.metrics.figure import Behind
from sdrdesk.domain.metrics.periods import Period
from sdrdesk.domain.money import say_money
from sdrdesk.ui import keys
from sdrdesk.ui.verbs import AccountVerbs
from sdrdesk.ui.widgets.bars import TitleBar
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.ui.widgets.drawing import TextLine, fitted
from sdrdesk.usecases.behind import MOST, Record, records


class RecordsScreen(AccountVerbs):
    """What a figure was made of."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("account_verbs", "log", "page")
    AUTO_FOCUS: ClassVar[str | None] = "#records"

    def __init__(self, title: str, behind: Behind, period: Period) -> None:
        super().__init__()
        self._title = title
        self._behind = behind
        self._period = period
        self.rows: CardList[Record] = CardList(self._draw, height=1, id="records")

    def body(self) -> Iterable[Widget]:
        """Which figure, its records."""
        yield TitleBar(id="title")
        yield self.rows

    def reload(self) -> None:
        """Read them again; the cursor stays where it was."""
        found = self.read(records, [], self._behind, self._period)
        many = f"{len(found):,}" if len(found) < MOST else f"the first {MOST:,}"
        kind = {"standing": "accounts", "activity": "acts", "call": "calls", "touch": "signals"}.get(self._behind.kind)
        self.query_one("#title", TitleBar).show(
            (f" {self._title}", "title"), right=((f"{many} {kind or self._behind.kind} ", "dim"),)
        )
        self.rows.empty = ("These records are no longer on the desk.",)
        self.rows.set_rows(found, _key, self.rows.record_id)

    def _draw(self, row: Record, width: int) -> list[TextLine]:
        today = self.desk.today()
        money = say_money(row.minor, row.currency) if row.minor is not None and row.currency else ""
        name = fitted(row.account, min(30, max(width // 3, 8)))
        body = "" if row.body == row.account else row.body
        left = ((f"{say_day(date.fromisoformat(row.on[:10]), today):<16}", "dim"), (f"{name} ", ""),
                (f"{_head(row.head):<14} ", ""), (body, "quote"))  # fmt: skip
        return [TextLine(left, ((money, "money"),) if money else ())]

    @property
    def account_id(self) -> str | None:
        """Whose record is under the cursor."""
        return self.rows.row.account_id if self.rows.row is not None else None

    def along(self, account_id: str, by: int) -> str | None:
        """The account of the record so many lines further down; the cursor goes along."""
        before = self.rows.cursor
        self.rows.move(by)
        return self.account_id if self.rows.cursor != before else None

    @on(CardList.Opened)
    def _opened(self, event: CardList.Opened) -> None:
        """An objection is explored; of everything else the account is opened."""
        if self._behind.kind == "objections":
            self.desk_app.show("objections", event.record_id)
        else:
            self.open_account()

    def action_close(self) -> None:
        """`Esc`: back to the figure."""
        self.dismiss(None)


def _key(row: Record) -> str:
    return row.id


def _head(head: str) -> str:
    """An outcome or a kind of act in words; a stage or a category reads as itself."""
    found = disposition.by_id(head)
    return found.label if found else label_of(head)
