"""The duplicates of the desk: pairs with a score and why; merge them, or say that they are two."""

import threading
from collections.abc import Iterable
from contextlib import closing
from typing import ClassVar

from textual import work
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.ui import keys
from sdrdesk.ui.safe_text import cut, plain
from sdrdesk.ui.screen import DeskScreen
from sdrdesk.ui.session import Attempt, attempt
from sdrdesk.ui.widgets.bars import Bar, TitleBar
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.ui.widgets.drawing import TextLine
from sdrdesk.usecases import duplicate_search, duplicates, merging, merging_many
from sdrdesk.usecases.desk import Done
from sdrdesk.usecases.duplicates import Candidate

_NAMED = 4
AT_ONCE = 50
"""Up to so many pairs are merged before the next key."""


class Pairs(CardList[Candidate], inherit_bindings=False):
    """The pairs; Enter is the screen's."""

    BINDINGS: ClassVar[list[BindingType]] = keys.without(keys.bindings("list"), "open")


class DuplicatesScreen(DeskScreen[None]):
    """Pairs of accounts, and of people within an account, the likeliest first."""

    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("duplicates")

    def __init__(self) -> None:
        super().__init__()
        self._found: list[Candidate] = []
        self._looking: threading.Event | None = None
        self.rows = Pairs(_draw, height=2, id="pairs")

    @property
    def looking(self) -> bool:
        """Whether the search still runs."""
        return self._looking is not None

    def body(self) -> Iterable[Widget]:
        """The title, how far the search is, the pairs."""
        yield TitleBar(id="title")
        yield Bar(id="progress")
        yield self.rows

    def on_mount(self) -> None:
        """Begin to look."""
        self.action_look_again()

    def on_unmount(self) -> None:
        """Nobody waits for the search any more."""
        if self._looking is not None:
            self._looking.set()

    def reload(self) -> None:
        """Pairs of which one has gone meanwhile leave the list."""
        self._found = self.read(duplicates.standing, self._found, self._found)
        self._show()

    # -- looking -------------------------------------------------------------------------------------------------

    def action_look_again(self) -> None:
        """`r`: search the whole desk."""
        if self._looking is not None:
            return
        stop = self._looking = threading.Event()
        self._tell(0, 0)
        if self.desk.path == ":memory:":
            self._ended(attempt(duplicate_search.of_desk, self.desk))
        else:
            self._look_beside(stop)

    @work(thread=True, group="duplicates")
    def _look_beside(self, stop: threading.Event) -> None:
        """In a thread, with a connection of its own, so that the window stays alive."""
        outcome = attempt(self._with_own_desk, stop)
        if not stop.is_set() or self.is_mounted:
            self.app.call_from_thread(self._ended, outcome)

    def _with_own_desk(self, stop: threading.Event) -> list[Candidate]:
        def progress(done: int, total: int) -> None:
            if not stop.is_set():
                self.app.call_from_thread(self._tell, done, total)

        with closing(self.desk.another(acts=True)) as desk:
            return duplicate_search.of_desk(desk, progress=progress, cancelled=stop.is_set)

    def _ended(self, outcome: Attempt[list[Candidate]]) -> None:
        self._looking = None
        if outcome.refusal is not None:
            self.session.refuse(outcome.refusal)
        else:
            self.session.say("Looked through the whole desk.")
        self._found = outcome.value or []
        self.reload()

    def _tell(self, done: int, total: int) -> None:
        share = f"{done / total:.0%}" if total else "…"
        self.query_one("#progress", Bar).show((f" looking through the desk {share}  ", "mark"), ("Esc stops", "dim"))

    def _show(self) -> None:
        sure = sum(one.exact for one in self._found)
        self.query_one("#title", TitleBar).show((" Duplicates", "title"), right=((self._counted(), "dim"),))
        if self._looking is None:
            told = f" {sure:,} leave{'s' * (sure == 1)} nothing to doubt: X merges, after a look" if sure else ""
            self.query_one("#progress", Bar).show((told, "dim"))
        self.rows.empty = () if self._looking else ("Nobody seems to be on the desk twice.", "Esc goes back.")
        self.rows.set_rows(self._found, _key, self.rows.record_id)

    def _counted(self) -> str:
        pairs = f"{_pairs(len(self._found))} "
        return pairs if len(self._found) < duplicate_search.MOST_FOUND else f"the likeliest {pairs}"

    # -- keys ----------------------------------------------------------------------------------------------------

    @work
    async def action_merge_pair(self) -> None:
        """`Enter`: the two side by side."""
        one = self._at_hand()
        if one is not None:
            await self.desk_app.visit("merge", one.one_id, one.other_id, one.table)

    def action_keep_apart(self) -> None:
        """`-`: they are two."""
        one = self._at_hand()
        if one is not None:
            self.do(duplicates.not_same, one.one_id, one.other_id, one.table)

    def action_open_one(self) -> None:
        """`o`: the page of the account."""
        one = self._at_hand()
        if one is not None:
            self.session.along = None
            self.desk_app.show("account", one.account_id)

    @work
    async def action_merge_exact(self) -> None:
        """`X`: every pair that leaves nothing to doubt, in one act."""
        sure = [one for one in self._found if one.exact]
        plan = self.read(merging_many.plan, None, sure)
        if plan is None or not plan.pairs:
            self.session.say("No pair here leaves nothing to doubt; Enter merges the one under the cursor.")
            return
        named = ", ".join(plain(one.one, 24) for one in plan.pairs[:_NAMED])
        more = f" and {len(plan.pairs) - _NAMED:,} more" if len(plan.pairs) > _NAMED else ""
        left = f" {len(plan.left_out):,} stay, as they stand differently." if plan.left_out else ""
        question = f"Merge {_pairs(len(plan.pairs))}: {named}{more}?{left} (one u parts them)"
        if await self.confirm(question, yes="merge", no="keep"):
            await self._merge_all(plan.pairs)

    async def _merge_all(self, pairs: tuple[Candidate, ...]) -> None:
        """In one act; beside the window when that takes long."""
        if self.desk.path == ":memory:" or (len(pairs) <= AT_ONCE and not merging.copy_takes_long(self.desk)):
            self.do(merging_many.merge_many, pairs)
            return
        from sdrdesk.ui.widgets.working import Working  # loads when there is much to do

        job = Working(f"Merging {_pairs(len(pairs))}", lambda desk, watch: merging_many.merge_many(desk, pairs))
        outcome = await self.app.push_screen_wait(job) or Attempt[Done]()
        if outcome.refusal is not None:
            self.session.refuse(outcome.refusal)
        elif outcome.value is not None:
            self.session.happened(outcome.value)

    def _at_hand(self) -> Candidate | None:
        if self.rows.row is None:
            self.session.say("No pair is here." if not self.looking else "Still looking.")
        return self.rows.row

    def action_close(self) -> None:
        """`Esc`: stop looking, or go back."""
        if self._looking is not None and not self._looking.is_set():
            self._looking.set()
            return
        self.dismiss(None)


def _pairs(count: int) -> str:
    return f"{count:,} pair{'' if count == 1 else 's'}"


def _key(one: Candidate) -> str:
    return f"{one.one_id} {one.other_id}"


def _draw(one: Candidate, width: int) -> list[TextLine]:
    ink = "good" if one.exact else "warn" if one.score < 70 else ""
    people = "two people: " if one.table == "contact" else ""
    room = max((width - len(people) - 10) // 2, 8)
    names = ((cut(plain(one.one), room), "title"), ("  =  ", "dim"), (cut(plain(one.other), room), "title"))
    head = TextLine(((f"{one.score:>3}  ", ink), (people, "dim"), *names))
    return [head, TextLine((("     ", ""), (", ".join(one.reasons), "dim")))]
