"""The brief: one screen before the call, every verb of the account a key away; `y` takes it along as text."""

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.ui import handoff, keys
from sdrdesk.ui.safe_text import plain, wrap
from sdrdesk.ui.verbs import AccountVerbs
from sdrdesk.ui.widgets.bars import TitleBar
from sdrdesk.ui.widgets.drawing import TextLine
from sdrdesk.ui.widgets.pane import Pane
from sdrdesk.usecases.brief import Brief, brief
from sdrdesk.usecases.brief_text import BriefLine, brief_lines, brief_text, short

_LABEL = 11  # cells of the labels


class BriefScreen(AccountVerbs):
    """The brief of one account; dismissed with Esc."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(
        "brief", "account_verbs", "log", "stage", "inbox", "along", "page"
    )
    FIRST_KEYS: ClassVar[tuple[str, ...]] = ("brief_call", "brief_copy", "close")
    DEFAULT_CSS = """
    BriefScreen #brief { height: 1fr; }
    """

    def __init__(self, account_id: str) -> None:
        super().__init__()
        self._account_id = account_id
        self._brief: Brief | None = None

    def body(self) -> Iterable[Widget]:
        """Title, brief."""
        yield TitleBar(id="title")
        yield Pane(self._draw, id="brief")

    @property
    def account_id(self) -> str | None:
        """The account every verb acts on."""
        return self._account_id

    def reload(self) -> None:
        """Read the brief again; go back when the account is gone."""
        found = self.read(brief, None, self._account_id)
        if found is None:
            self.call_later(self.go_back)
            return
        self._brief = found
        state = found.stage if found.status == "active" else f"{found.stage}, {found.status}"
        self.query_one("#title", TitleBar).show(
            (" Brief · ", "dim"), (found.account, "title"), (f" · {state}", "mark"),
            right=((f"{found.numbers[0]} ", "dim"),),
        )  # fmt: skip
        self.query_one("#brief", Pane).redraw()

    def _draw(self, width: int, height: int) -> list[TextLine]:
        return fitted(self._brief, width, height) if self._brief is not None else []

    # -- keys ----------------------------------------------------------------------------------------------------

    def action_call(self) -> None:
        """`Enter`, `c`: the dial card; after the call the brief has served, and one is where one came from."""
        self._call()

    @work
    async def _call(self) -> None:
        if await self.desk_app.visit("dial", self._account_id) is True and self.is_current:
            self.dismiss(None)

    def action_brief(self) -> None:
        """`p`: it is in front already."""
        self.session.say("This is the brief; y copies it, Enter calls.")

    def action_copy(self) -> None:
        """`y`: the brief as plain text."""
        if self._brief is not None:
            self.session.say(handoff.copy(self.app, brief_text(self._brief), "the brief"))

    def action_next_record(self) -> None:
        """The next account of the list one came from."""
        self._along(1)

    def action_previous_record(self) -> None:
        """The one before."""
        self._along(-1)

    def _along(self, by: int) -> None:
        found = self.session.along(self._account_id, by) if self.session.along else None
        if found is None:
            self.session.say("That was the last of the list." if by > 0 else "That is the first of the list.")
            return
        self._account_id = found
        self.reload()

    def action_close(self) -> None:
        """Back to where one came from."""
        self.dismiss(None)


def fitted(told: Brief, width: int, height: int) -> list[TextLine]:
    """The brief in the lines there are: wrapped when all of it fits so, else one row to a line, else in short."""
    room = max(width - _LABEL - 1, 10)
    whole, less = brief_lines(told), brief_lines(short(told))
    drawn: list[TextLine] = []
    for lines, most in ((whole, 3), (whole, 2), (whole, 1), (less, 3), (less, 2), (less, 1)):
        drawn = [row for one in lines for row in _drawn(one, room, most)]
        if not height or len(drawn) <= height:
            return drawn
    return drawn[:height]


def _drawn(one: BriefLine, room: int, most: int) -> list[TextLine]:
    indent = "  " if one.text.startswith("  ") else ""
    rows = wrap(plain(one.text.strip()), room - len(indent))
    if len(rows) > most:
        rows = [*rows[: most - 1], " ".join(rows[most - 1 :])]
    label = f" {one.label:<{_LABEL - 1}}"
    return [
        TextLine(((label if place == 0 else " " * _LABEL, "heading"), (indent + row, one.ink)))
        for place, row in enumerate(rows)
    ]
