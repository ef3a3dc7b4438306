"""The merge screen: two records side by side, a key for the side of each fact, Enter makes them one."""

from collections.abc import Iterable
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.domain.merging import BOTH, LEFT, RIGHT, STATUS
from sdrdesk.ui import keys
from sdrdesk.ui.screen import DeskScreen
from sdrdesk.ui.session import Attempt
from sdrdesk.ui.widgets.bars import Bar, TitleBar
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.ui.widgets.drawing import fitted
from sdrdesk.ui.widgets.strip import Choice
from sdrdesk.usecases import duplicates, merging
from sdrdesk.usecases.desk import Done
from sdrdesk.usecases.merging import MergePlan

from .row import Row, draw, heading, rows_of

_LABEL = 15  # the cursor's margin and the column of labels


class Facts(CardList[Row], inherit_bindings=False):
    """The facts; Enter is the screen's."""

    BINDINGS: ClassVar[list[BindingType]] = keys.without(keys.bindings("list"), "open")


class MergeScreen(DeskScreen[bool]):
    """Two accounts, or two people of one; dismissed with True when they were merged or said to be two."""

    OWN_KEYS = True
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("merge")

    def __init__(self, left_id: str, right_id: str, table: str = "account") -> None:
        super().__init__()
        self._left, self._right, self._table = left_id, right_id, table
        self._picks: dict[str, str] = {}
        self._plan: MergePlan | None = None
        self.rows = Facts(draw, height=1, heading=heading, id="merge-rows")

    def body(self) -> Iterable[Widget]:
        """The title, the two names, the facts."""
        yield TitleBar(id="title")
        yield Bar(id="sides")
        yield self.rows

    def reload(self) -> None:
        """Read both again; when one is gone, go back."""
        look = merging.plan if self._table == "account" else merging.plan_people
        plan = self.read(look, None, self._left, self._right, self._picks)
        self._plan = plan
        if plan is None:
            self.call_later(self.go_back)
            return
        kind = "accounts" if self._table == "account" else "people"
        self.query_one("#title", TitleBar).show(
            (" Merge ", "title"), (f"two {kind} into one", "dim"), right=(("u takes it back at any time ", "dim"),)
        )
        half = max((self.size.width - _LABEL) // 2, 10)
        self.query_one("#sides", Bar).show(
            (" " * _LABEL, ""), (fitted(f"stays: {plan.left}", half - 1), "heading"), (" ", ""),
            (fitted(f"goes into it: {plan.right}", half - 1), "heading"),
        )
        self.rows.set_rows(rows_of(plan), lambda row: row.id, self.rows.record_id)
        self._say_whole()

    def on_resize(self) -> None:
        """The columns follow the width."""
        if self._plan is not None:
            self.reload()

    def on_card_list_moved(self) -> None:
        """What does not fit its column is said whole."""
        self._say_whole()

    def _say_whole(self) -> None:
        row = self.rows.row
        half = max((self.size.width - _LABEL) // 2, 10) - 3
        if row is None or row.line is None or max(len(row.line.left), len(row.line.right)) <= half:
            self.status.note()
            return
        self.session.say(f"{row.line.label}: {row.line.left or '–'}  |  {row.line.right or '–'}")

    # -- keys ----------------------------------------------------------------------------------------------------

    def _pick(self, side: str) -> None:
        row = self.rows.row
        if row is None or row.line is None:
            self.session.say("That is settled; go up to a fact that differs.")
            return
        if row.line.settled:
            self.session.say(f"{row.line.label}: of both, nothing of it is lost.")
            return
        if side == BOTH and not row.line.joins:
            self.session.say(f"{row.line.label} is one thing: ← or → says which side stands.")
            return
        self._picks[row.line.id] = side
        self.reload()

    def action_take_left(self) -> None:
        """`←`: the left side stands."""
        self._pick(LEFT)

    def action_take_right(self) -> None:
        """`→`: the right side stands."""
        self._pick(RIGHT)

    def action_take_both(self) -> None:
        """`b`: both stand, one behind the other."""
        self._pick(BOTH)

    def action_every_left(self) -> None:
        """`<`: everything from the left."""
        self._pick_all(LEFT)

    def action_every_right(self) -> None:
        """`>`: everything from the right."""
        self._pick_all(RIGHT)

    def _pick_all(self, side: str) -> None:
        if self._plan is not None:
            self._picks = {line.id: side for line in self._plan.lines if not line.settled}
            self.reload()

    def action_turn(self) -> None:
        """`x`: the other one stays; what was picked stays picked."""
        turned = {LEFT: RIGHT, RIGHT: LEFT}
        lines = self._plan.lines if self._plan is not None else ()
        sides = {line.id: line.side for line in lines if line.side and not line.settled}
        self._picks = {name: turned.get(side, side) for name, side in sides.items()}
        self._left, self._right = self._right, self._left
        self.reload()

    @work
    async def action_merge_now(self) -> None:
        """`Enter`: make them one."""
        plan = self._plan
        if plan is None or not await self._status_said(plan) or not await self._copied():
            return
        if self._merge() is not None:
            self.session.marks.pop(self._right, None)
            self.dismiss(True)

    def _merge(self) -> Done | None:
        if self._table == "contact":
            return self.do(merging.merge_people, self._left, self._right, **self._picks)
        picks = {name: side for name, side in self._picks.items() if name != STATUS}
        return self.do(merging.merge, self._left, self._right, status=self._picks.get(STATUS, ""), **picks)

    async def _copied(self) -> bool:
        """Whether the safety copy of a large desk is there: made beside the window, which stays alive."""
        if not self.read(merging.copy_takes_long, False):
            return True
        from sdrdesk.ui.widgets.working import Working  # loads with the first merge on a large desk

        job = Working("Making a safety copy first", lambda desk, watch: merging.copy_before(desk))
        outcome = await self.app.push_screen_wait(job) or Attempt[bool]()
        if outcome.refusal is not None:
            self.session.refuse(outcome.refusal)
        return bool(outcome.value)

    async def _status_said(self, plan: MergePlan) -> bool:
        """Whether it is known which status stands; asked when both were worked."""
        line = next((line for line in plan.lines if line.id == STATUS), None)
        if line is None or line.side is not None:
            return True
        choices = (
            Choice("l", line.left, "as the one that stays"), Choice("r", line.right, "as the one that goes into it"),
        )  # fmt: skip
        picked = await self.choose("They stand differently; which is true?", choices)
        if picked is None:
            return False
        self._picks[STATUS] = LEFT if picked == "l" else RIGHT
        return True

    def action_keep_apart(self) -> None:
        """`-`: they are two; remembered."""
        if self.do(duplicates.not_same, self._left, self._right, self._table) is not None:
            self.dismiss(True)

    def action_close(self) -> None:
        """`Esc`: nothing happened."""
        self.dismiss(False)

    def action_help(self) -> None:
        """`?`: every key."""
        self.desk_app.action_help()
