"""The end of a call: the verdict with its reasons, a hard stop in one key, the outcome, and the move it suggests."""

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import events, on, work
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.domain.next_step import say_step
from sdrdesk.ui import keys
from sdrdesk.ui.safe_text import plain
from sdrdesk.ui.screen import DeskScreen
from sdrdesk.ui.session import Attempt
from sdrdesk.ui.verbs.asking import account_of
from sdrdesk.ui.widgets.bars import TitleBar
from sdrdesk.ui.widgets.drawing import TextLine
from sdrdesk.ui.widgets.pane import Pane
from sdrdesk.ui.widgets.strip import ChoiceStrip
from sdrdesk.usecases import calls
from sdrdesk.usecases.desk import Done
from sdrdesk.usecases.outcomes import Offer, strip_rules
from sdrdesk.usecases.pages import CallView, call_view

from .following import offer_follow_up
from .outcomes import Ended, OutcomeStrip, choices_of, take
from .verdict import verdict_lines

_LISTED_FROM = 36  # rows from which every outcome has a line of its own


class FinishScreen(DeskScreen[bool]):
    """The strip of every call, below the verdict; dismissed with True when the call has its outcome."""

    OWN_KEYS = True
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("finish")
    DEFAULT_CSS = """
    FinishScreen #verdict { height: 1fr; }
    FinishScreen OutcomeStrip { width: 100%; }
    """
    AUTO_FOCUS: ClassVar[str | None] = "OutcomeStrip"

    def __init__(self, call_id: str) -> None:
        super().__init__()
        self._call_id = call_id
        self._view: CallView | None = None
        self._offers: dict[str, Offer] = {}
        self._busy = False

    def body(self) -> Iterable[Widget]:
        """Title, verdict, outcomes."""
        yield TitleBar(id="title")
        yield Pane(self._draw, id="verdict")
        yield OutcomeStrip(())

    @property
    def strip(self) -> OutcomeStrip:
        """The outcomes."""
        return self.query_one(OutcomeStrip)

    def reload(self) -> None:
        """Read the verdict and what each outcome would set now."""
        if self._busy:
            return
        view = self.read(call_view, None, self._call_id)
        if view is None:
            self.call_later(self.go_back)
            return
        self._view = view
        offers = self.read(strip_rules, [], view.account_id, view.direction, view.contact_id)
        self._offers = {one.rule.key: one for one in offers}
        marked = self.strip.marked
        self.strip.set_choices(choices_of(offers, answered=False), mark=marked.key if marked else "k")
        self.query_one("#title", TitleBar).show(
            (" End of the call · ", "dim"), (view.account, "title"), (f" · {view.person}" if view.person else "", ""),
            right=((f"{view.stage} ", "mark"),),
        )  # fmt: skip
        self.key_bar.show_group("finish")
        self.query_one("#verdict", Pane).redraw()

    def _draw(self, width: int, height: int) -> list[TextLine]:
        return verdict_lines(self._view, width, height) if self._view is not None else []

    @on(events.Resize)
    def _fit(self) -> None:
        self.strip.spread(self.size.height >= _LISTED_FROM)

    # -- keys ----------------------------------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """A hard stop's key names it, or takes it away again."""
        view = self._view
        if view is None or event.character is None:
            return
        stop = next((one for one in view.playbook.hard_stops if one.key == event.character), None)
        if stop is not None:
            event.stop()
            self.do(calls.stop_hard, self._call_id, None if view.hard_stop == stop.id else stop.id)

    def action_hard_stop(self) -> None:
        """A digit that is no hard stop's does nothing; see `on_key`."""

    def action_close(self) -> None:
        """`Esc`: on with the call."""
        self.dismiss(False)

    def action_help(self) -> None:
        """`F1`: every key that works here."""
        from sdrdesk.ui.widgets.help import Help  # loads when first asked for

        self.app.push_screen(Help(self, "finish", "choice"))

    # -- the outcome ---------------------------------------------------------------------------------------------

    @on(ChoiceStrip.Chosen)
    def _chosen(self, event: ChoiceStrip.Chosen) -> None:
        if not self._busy and event.key in self._offers:
            self._end(self._offers[event.key])

    @work
    async def _end(self, offer: Offer) -> None:
        view = self._view
        if view is None:
            return
        self._busy = True
        stop = view.playbook.hard_stop(view.hard_stop)
        try:
            ended = await take(
                self, offer, self._log(offer), stage=view.stage, hard_stop=stop.label if stop else ""
            )
            if ended is None:
                return
            await self._afterwards(view, ended)
            offer_follow_up(self, ended, view.account_id, view.contact_id)
        finally:
            self._busy = False
        self.dismiss(True)

    def _log(self, offer: Offer) -> Any:
        def log(facts: dict[str, Any]) -> Attempt[Done]:
            return self.session.try_to(calls.finish_call, self._call_id, offer.rule.id, **facts)

        return log

    async def _afterwards(self, view: CallView, ended: Ended) -> None:
        """The move that the verdict suggests, and the objection that a no was."""
        if ended.offer.rule.id == "not_interested" and not view.objections:
            await self.desk_app.visit("objection", view.account_id, call_id=view.id)
        account = account_of(self, view.account_id)
        if account is None or account["status"] != "active" or account["stage"] != "lead" or not view.verdict.passed:
            self._say_unexplored(view)
            return
        name = plain(view.account, 40)
        letters = " ".join(criterion.slot.upper() for criterion in view.playbook.tiles)
        question = f"{letters} pass. Promote {name} to Prospect?"
        if await self.confirm(question, yes="promote", no="keep as lead", default=True):
            from sdrdesk.ui.verbs.moving import promote  # loads at the first pass

            step = say_step(account["next_kind"], account["next_what"])
            when = f"{account['next_due']} {account['next_time'] or ''}"
            await promote(self, view.account_id, {"next": f"{step} {when}".strip()})

    def _say_unexplored(self, view: CallView) -> None:
        count = sum(one.status == "not explored" for one in view.objections)
        if count:
            many = "objections are" if count > 1 else "objection is"
            self.session.say(f"{self.session.last_said.text} · {count} {many} not explored: Enter on it, on the page")
