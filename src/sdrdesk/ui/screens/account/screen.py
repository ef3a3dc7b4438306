"""The account page: facts at the left, the timeline at the right, every verb on what is under the cursor."""

from collections.abc import Iterable
from datetime import datetime
from typing import ClassVar

from textual import events, on, work
from textual.binding import BindingType
from textual.containers import Horizontal
from textual.widget import Widget

from sdrdesk.domain.errors import NotFound
from sdrdesk.ui import keys
from sdrdesk.ui.session import attempt
from sdrdesk.ui.verbs import AccountVerbs
from sdrdesk.ui.widgets.bars import TitleBar
from sdrdesk.ui.widgets.card_list import CardList
from sdrdesk.ui.widgets.timeline import Entry, Timeline
from sdrdesk.ui.window import Window
from sdrdesk.usecases import accounts, history
from sdrdesk.usecases.brief import stopped
from sdrdesk.usecases.pages import AccountPage, account_page

from . import facts

_FILTERS = {"c": "call", "n": "note", "o": "objection", "s": "stage", "m": history.MAIL, "l": "activity",
            "r": "cadence", "e": "edit", "a": None}  # fmt: skip
_NAMES = {"call": "calls", "note": "notes", "objection": "objections", "stage": "moves", history.MAIL: "mail",
          "activity": "what was logged", "cadence": "cadences", "edit": "edits"}  # fmt: skip
_NOTHING = ("Nothing has happened here yet.",)
_INKS = {"objection": "warn", "stage": "mark", "cadence": "mark", "edit": "dim"}


class AccountScreen(AccountVerbs):
    """One account, whole."""

    CSS = """
    AccountScreen Horizontal { height: 1fr; }
    AccountScreen #facts { width: 30%; min-width: 28; max-width: 46; }
    AccountScreen #gap { width: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings(
        "account_verbs", "copying", "log", "stage", "make", "inbox", "along", "account"
    )

    def __init__(self, account_id: str) -> None:
        super().__init__()
        self._account_id = account_id
        self._page: AccountPage | None = None
        self._kind: str | None = None
        self._filtering = False

    def body(self) -> Iterable[Widget]:
        """Title, then facts beside the timeline."""
        yield TitleBar(id="title")
        with Horizontal():
            yield CardList[facts.FactRow](facts.draw, heading=facts.heading, id="facts")
            yield TitleBar(id="gap")
            yield Timeline(id="timeline")

    @property
    def account_id(self) -> str | None:
        """The account every verb acts on."""
        return self._account_id

    @property
    def unfinished(self) -> str | None:
        """The call of this account that has no end yet."""
        return self._page.draft_call if self._page is not None else None

    @property
    def facts(self) -> "CardList[facts.FactRow]":
        """The left side."""
        return self.query_one("#facts", CardList)

    @property
    def timeline(self) -> Timeline:
        """The right side."""
        return self.query_one(Timeline)

    def reload(self) -> None:
        """Read the page again; when the account is gone (its adding was undone), go back."""
        outcome = attempt(account_page, self.desk, self._account_id)
        page = outcome.value
        if page is None:
            if outcome.refusal is not None and not isinstance(outcome.refusal, NotFound):
                self.session.refuse(outcome.refusal)
            self.call_later(self.go_back)
            return
        self._page = page
        row = page.row
        state = row["stage"] if row["status"] == "active" else f"{row['stage']}, {row['status']}"
        quiet = f"quiet {page.quiet_days}d " if page.quiet_days > page.quiet_limit else ""
        kind = f"only {_NAMES[self._kind]} " if self._kind else ""
        self.query_one("#title", TitleBar).show(
            (" ", ""), (row["name"], "title"), (f" · {state}", "mark"),
            (" · do not contact" if row["do_not_contact"] else "", "bad"),
            right=((kind, "warn"), (quiet, "cold"), (f"try {page.tries}/{self.desk.settings.attempt_cap} ", "dim")),
        )  # fmt: skip
        before = self.facts.record_id
        shown = facts.rows_of(page, self.desk.today(), self.read(stopped, None, page))
        self.facts.set_rows(shown, facts.key_of, before)
        self._show_timeline()

    def _show_timeline(self) -> None:
        if self.timeline.window is not None:
            newest = self.timeline.position == 0
            self.timeline.reload()
            if newest:
                self.timeline.home()
            return

        def after(entry: Entry | None, limit: int) -> list[Entry]:
            return self._entries(limit, before=entry)

        def before(entry: Entry | None, limit: int) -> list[Entry]:
            return self._entries(limit, after=entry) if entry is not None else self._entries(limit, last=True)

        self.timeline.set_window(Window(after=after, before=before, key=lambda entry: entry.id))

    def _entries(
        self, limit: int, before: Entry | None = None, after: Entry | None = None, last: bool = False
    ) -> list[Entry]:
        read = self.read(
            history.timeline, [], self._account_id, limit,
            before=_edge(before), after=_edge(after), last=last, kind=self._kind,
        )  # fmt: skip
        return [self._drawn(one) for one in read]

    def _drawn(self, one: history.Entry) -> Entry:
        at = datetime.fromisoformat(one.at).astimezone(self.desk.local_now().tzinfo)
        who = f" · {one.who}" if one.who else ""
        head = one.head if one.kind in ("call", "stage", "edit", "activity", "cadence") else f"{one.kind}: {one.head}"
        if one.kind == "note":
            head = "note"
        day = f"{at.strftime('%a')} {at.day} {at.strftime('%b %Y')}"
        return Entry(
            f"{one.at}|{one.id}", day, at.strftime("%H:%M"), one.kind, head + who, one.body, _INKS.get(one.kind, "")
        )

    # -- keys ----------------------------------------------------------------------------------------------------

    def action_pane_next(self) -> None:
        """To the timeline."""
        self._go_to(self.timeline, "the timeline")

    def action_pane_previous(self) -> None:
        """To the facts."""
        self._go_to(self.facts, "the facts")

    def _go_to(self, side: Widget, called: str) -> None:
        if self.focused is side:
            self.session.say(f"These are {called}; the other side is at Tab.")
        self.set_focus(side)

    def action_close(self) -> None:
        """Back to the list one came from."""
        self.dismiss(None)

    def action_next_record(self) -> None:
        """The next account of that list."""
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
        self.timeline.window = None
        self.facts.window = None
        self.reload()

    def action_filter(self) -> None:
        """Wait for the letter of a kind."""
        self._filtering = True
        self.session.say("c calls n notes o objections s moves m mail l logged r cadences e edits a all")

    def on_key(self, event: events.Key) -> None:
        """The letter after `f`."""
        if not self._filtering or event.key == "f":
            return
        self._filtering = False
        if event.character in _FILTERS:
            event.stop()
            event.prevent_default()
            self._kind = _FILTERS[event.character]
            named = _NAMES.get(self._kind or "", "")
            self.session.say(f"Timeline: only {named}; f a shows everything." if named else "Timeline: everything.")
            self.timeline.empty = (f"No {named} here.", "f a shows everything.") if named else _NOTHING
            self.timeline.window = None
            self.reload()

    @on(CardList.Opened, "#facts")
    def _fact_opened(self, event: CardList.Opened) -> None:
        row = self.facts.row
        if row is not None and row.table == "link":
            self.session.along = None
            self.desk_app.show("account", row.id)
        else:
            self.action_edit()

    @on(CardList.Opened, "#timeline")
    def _entry_opened(self, event: CardList.Opened) -> None:
        entry = self.timeline.row
        if entry is not None:
            from .opening import open_entry  # loads with the first entry that is opened

            open_entry(self, entry.kind, _edge(entry), self.unfinished)

    @work
    async def action_edit(self) -> None:
        """Edit what is under the cursor: a person, a deal, an objection, the next step, else the account's facts."""
        from sdrdesk.ui.verbs import editing  # loads with the first form

        row = self.facts.row
        entry = _edge(self.timeline.row) if self.focused is self.timeline else None
        if entry is not None and entry.kind == "note":
            from sdrdesk.ui.verbs.noting import edit_note  # see above

            await edit_note(self, entry.id)
        elif self._page is None or row is None or row.table == "account" or self.focused is self.timeline:
            await editing.edit_account(self, self._account_id)
        elif row.table == "contact":
            await editing.edit_person(self, row.id)
        elif row.table == "deal":
            await editing.edit_deal(self, row.id)
        elif row.table == "objection":
            self.desk_app.show("objections", row.id)
        elif row.table == "next":
            self.action_next_step()
        elif row.table == "cadence":
            self.action_cadence()
        elif row.table == "criterion":
            self.desk_app.show("call", self._account_id, criterion=row.id)
        elif row.table == "link":
            await editing.edit_person(self, row.key.rpartition(":")[2])
        else:
            await editing.edit_order(self, row.id)

    @work
    async def action_merge(self) -> None:
        """Merge the person under the cursor with another of the account; elsewhere, the account."""
        from sdrdesk.ui.verbs import merging  # loads with the first merge

        row = self.facts.row
        if row is not None and row.table == "contact" and self.focused is not self.timeline:
            await merging.merge_person(self, self._account_id, row.id)
        else:
            await merging.merge(self, self._account_id)

    @work
    async def action_leave(self) -> None:
        """Delete the person, deal, objection, note or call under the cursor; elsewhere, let the account go."""
        target = self._under_cursor()
        if target is None:
            from sdrdesk.ui.verbs.leaving import leave  # loads with the first question

            await leave(self, self._account_id)
            return
        table, row_id, label = target
        if table == "contact":
            await self._leave_person(row_id)
        elif await self.confirm(f"Delete the {label}? (u brings it back)", yes="delete"):
            self.do(accounts.delete, table, row_id)

    async def _leave_person(self, contact_id: str) -> None:
        from sdrdesk.ui.verbs.forgetting import FORGET, forget_person  # see action_leave
        from sdrdesk.ui.widgets.strip import Choice

        delete = Choice("y", "delete", "it was a mistake (u brings it back)")
        picked = await self.choose("Delete the person?", (delete, Choice("n", "keep"), FORGET), mark="n")
        if picked == delete.key:
            self.do(accounts.delete, "contact", contact_id)
        elif picked == FORGET.key:
            await forget_person(self, contact_id)

    @work
    async def command_forget(self, words: str) -> None:
        """Erase the person under the cursor for good; elsewhere, the account."""
        from sdrdesk.ui.verbs.forgetting import forget_account, forget_person  # see action_leave

        target = self._under_cursor()
        if target is not None and target[0] == "contact":
            await forget_person(self, target[1])
        else:
            await forget_account(self, self._account_id)

    def _under_cursor(self) -> tuple[str, str, str] | None:
        if self.focused is self.timeline:
            entry = self.timeline.row
            table = {"call": "call", "note": "note", "objection": "objection", "activity": "activity"}.get(
                entry.kind if entry else ""
            )
            return (table, entry.id.partition("|")[2], f"{entry.kind} of {entry.day}") if entry and table else None
        row = self.facts.row
        labels = {"contact": "person", "deal": "deal", "objection": "objection", "order": "order"}
        return (row.table, row.id, labels[row.table]) if row and row.table in labels else None


def _edge(entry: Entry | None) -> history.Entry | None:
    if entry is None:
        return None
    at, _, entry_id = entry.id.partition("|")
    return history.Entry(at, entry.kind, entry_id, entry.text, entry.quote, None)
