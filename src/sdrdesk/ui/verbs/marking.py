"""Marking accounts in a list, so that the next verb acts on all of them at once."""

from collections.abc import Callable
from contextlib import closing

from textual import work

from sdrdesk.domain.errors import DeskError
from sdrdesk.ui.session import attempt
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.usecases.desk import Desk

from .listed import Listed

_LOOKED_AT_ONCE = 20_000
"""On a desk of more accounts those in view are looked up beside the keys."""


class Marking(Listed):
    """A list of accounts that is narrowed, and in which they can be marked; gives the actions of the key groups marks
    and narrowed. A subclass says what is in view."""

    def in_view(self) -> Callable[[Desk], list[str] | None]:
        """What answers, on a desk, the ids of all that the list is narrowed to; None when they are too many."""
        raise NotImplementedError

    def all_of(self, which: str) -> Callable[[Desk], list[str] | None]:
        """As `in_view`, for a list that is the board, the inbox or everybody, narrowed to the filter in force."""
        text = self.session.filter.strip()

        def look(desk: Desk) -> list[str] | None:
            from sdrdesk.usecases.bulk import MOST  # loads with the first mark
            from sdrdesk.usecases.filters import every, read_filter

            return every(desk, read_filter(desk, text), which, MOST)

        return look

    @property
    def marked(self) -> tuple[str, ...]:
        """The marked accounts, of this list or another."""
        return tuple(self.session.marks)

    def first_accounts(self, most: int) -> list[str]:
        """For a call block: the marked ones, where there are any."""
        return list(self.marked)[:most] if self.marked else super().first_accounts(most)

    def on_mount(self) -> None:
        """The lists show what is marked."""
        for cards in self.query(CardList):
            cards.marks = self.session.marks

    def action_mark(self) -> None:
        """`x`: mark the account, or unmark it."""
        account_id = self._meant()
        if account_id is None:
            return
        marks = self.session.marks
        if account_id in marks:
            del marks[account_id]
        else:
            marks[account_id] = None
        self._show_marks()

    def action_mark_all(self) -> None:
        """`X`: mark all in view."""
        from sdrdesk.usecases.filters import EVERYTHING, count  # loads with the first mark

        look = self.in_view()
        if self.desk.path != ":memory:" and self.read(count, 0, EVERYTHING) > _LOOKED_AT_ONCE:
            self._look_for_all_beside(look)
        else:
            self._mark(self.read(look, []))

    @work(thread=True, exclusive=True, group="marks")
    def _look_for_all_beside(self, look: Callable[[Desk], list[str] | None]) -> None:
        found = attempt(self._look_on_its_own, look)
        if found.refusal is not None:
            self.app.call_from_thread(self.session.refuse, found.refusal)
        else:
            self.app.call_from_thread(self._mark, found.value)

    def _look_on_its_own(self, look: Callable[[Desk], list[str] | None]) -> list[str] | None:
        with closing(self.desk.another()) as own:
            return look(own)

    def _mark(self, found: list[str] | None) -> None:
        if found is None:
            from sdrdesk.usecases.bulk import MOST  # loads with the first mark

            self.session.refuse(DeskError(f"More than {MOST:,} are in view; narrow them with / before marking all."))
            return
        if not found:
            self.session.refuse(DeskError(self.fault or "Nobody is in view to be marked."))
            return
        self.session.marks.update(dict.fromkeys(found))
        self._show_marks()

    def action_show_all(self) -> None:
        """Esc: nothing marked any more; pressed again, the whole list."""
        if not self.session.marks:
            super().action_show_all()
            return
        count = len(self.session.marks)
        self.session.marks.clear()
        self._show_marks()
        self.session.say(f"{count:,} unmarked.")

    def _show_marks(self) -> None:
        for cards in self.query(CardList):
            cards.refresh()
        count = len(self.session.marks)
        self.session.say("The next verb is for all that are marked; Esc unmarks." if count else "None is marked.")
        self.status.catch_up()
