"""The dial card: who, the number large, and the outcome strip; one key logs the call and goes on to the next row."""

from collections.abc import Iterable
from typing import Any, ClassVar

from textual import events, on, work
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.domain.errors import DeskError
from sdrdesk.ui import handoff, keys
from sdrdesk.ui.screen import DeskScreen
from sdrdesk.ui.session import Attempt
from sdrdesk.ui.verbs import AccountVerbs
from sdrdesk.ui.widgets.bars import TitleBar
from sdrdesk.ui.widgets.drawing import Piece, TextLine
from sdrdesk.ui.widgets.pane import Pane
from sdrdesk.ui.widgets.strip import ChoiceStrip
from sdrdesk.usecases.desk import Done
from sdrdesk.usecases.outcomes import Offer, log_call, strip_rules
from sdrdesk.usecases.pages import DialCard, Point, dial_card

from .card import draw_card, their_time
from .following import offer_follow_up
from .outcomes import ANSWERED, Ended, OutcomeStrip, choices_of, take

_FEWEST_WIDE = 60


class DialScreen(DeskScreen[bool]):
    """The card of one account; dismissed with True when the call is logged or held, else it was not made."""

    OWN_KEYS = True
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("dial")
    DEFAULT_CSS = """
    DialScreen #card { height: 1fr; }
    DialScreen OutcomeStrip { width: 100%; }
    """
    AUTO_FOCUS: ClassVar[str | None] = "OutcomeStrip"
    KEY_GROUPS: ClassVar[tuple[str, ...]] = ("dial",)
    LISTED_FROM: ClassVar[int] = 24
    """Rows of the terminal from which every outcome has a line of its own."""

    def __init__(self, account_id: str, contact_id: str | None = None) -> None:
        super().__init__()
        self._account_id = account_id
        self._contact_id = contact_id
        self._card: DialCard | None = None
        self._offers: dict[str, Offer] = {}
        self._number_at = 0
        self._clock = ""
        self._busy = False
        self._held: bool | None = None

    def body(self) -> Iterable[Widget]:
        """Title, card, strip."""
        yield TitleBar(id="title")
        yield Pane(self._draw, id="card")
        yield OutcomeStrip(())

    # -- what is shown -------------------------------------------------------------------------------------------

    @property
    def strip(self) -> OutcomeStrip:
        """The outcomes."""
        return self.query_one(OutcomeStrip)

    def reload(self) -> None:
        """Read the card and what each outcome would set now; go back when the account is gone."""
        card = self.read(dial_card, None, self._account_id, self._contact_id)
        if card is None:
            self.call_later(self.go_back)
            return
        self._card = card
        self._contact_id = card.person.id if card.person else None
        offers = self.read(strip_rules, [], self._account_id, "out", self._contact_id)
        self._offers = {one.rule.key: one for one in offers}
        marked = self.strip.marked
        self.strip.set_choices(choices_of(offers, answered=True), mark=marked.key if marked else "")
        tried = min(card.tries + 1, card.cap)
        self.query_one("#title", TitleBar).show(
            *self.lead_in(), (card.account, "title"), (f" · {state_of(card)}", "mark"),
            right=((f"try {tried}/{card.cap} ", "today" if tried >= card.cap else ""),),
        )  # fmt: skip
        self.key_bar.show_group(*self.KEY_GROUPS)
        self.query_one("#card", Pane).redraw()
        self.call_after_refresh(self._find_clock)

    def lead_in(self) -> tuple[Piece, ...]:
        """What stands before the name in the title."""
        return ((" Call · ", "dim"),)

    def _find_clock(self) -> None:
        if self._card is None:
            return
        clock = their_time(self._card, self.desk.local_now(), self.desk.today())
        if clock != self._clock:
            self._clock = clock
            self.query_one("#card", Pane).redraw()

    def _draw(self, width: int, height: int) -> list[TextLine]:
        return draw_card(self._card, self.number, self._clock, width, height) if self._card is not None else []

    @property
    def numbers(self) -> list[Point]:
        """What can be dialled for the person on the card."""
        card = self._card
        if card is None:
            return []
        if card.person is None:
            return [card.number] if card.number else []
        return [point for point in card.person.points if point.kind == "phone" and not point.dead]

    @property
    def number(self) -> Point | None:
        """The number on the card."""
        numbers = self.numbers
        return numbers[self._number_at % len(numbers)] if numbers else None

    @on(events.Resize)
    def _fit(self) -> None:
        self.strip.spread(self.size.height >= self.LISTED_FROM and self.size.width >= _FEWEST_WIDE)

    # -- another person, another number --------------------------------------------------------------------------

    def on_key(self, event: events.Key) -> None:
        """A digit picks a person."""
        card = self._card
        if card is None or event.character is None or not event.character.isascii() or not event.character.isdigit():
            return
        place = int(event.character) - 1
        if 0 <= place < len(card.people):
            event.stop()
            if card.people[place].id == self._contact_id:
                self.session.say("That one is on the card already.")
            self._contact_id = card.people[place].id
            self._number_at = 0
            self.reload()

    def action_person(self) -> None:
        """A digit that is nobody's place; see `on_key`."""
        self.session.say("Nobody of this account stands at that digit.")

    def action_other_number(self) -> None:
        """Another number of the same person."""
        self._number_at += 1
        if len(self.numbers) < 2:
            self.session.say("There is no other number of this person.")
        self.query_one("#card", Pane).redraw()

    # -- the number leaves ---------------------------------------------------------------------------------------

    def _to_dial(self) -> Point | None:
        """The number, if it may be dialled; else that is said."""
        number = self.number
        if self._card is not None and self._card.do_not_contact:
            self.session.refuse(DeskError("They asked not to be contacted: the number stays here."))
            return None
        if number is None:
            self.session.refuse(DeskError("There is no number to dial: w takes a new one."))
        return number

    def action_copy(self) -> None:
        """`y`: the number to the clipboard."""
        number = self._to_dial()
        if number is not None:
            self.session.say(handoff.copy(self.app, number.key or number.typed))

    def action_hand_off(self) -> None:
        """`t`: the number to the machine's own dialler."""
        number = self._to_dial()
        if number is None:
            return
        if number.key is None:
            self.session.refuse(DeskError("The desk cannot read that number; dial it as it is typed, or y copies it."))
        elif handoff.hand_off(number.key):
            self.session.say(f"Handed {number.key} to the program that takes tel: links.")
        else:
            self.session.say(f"Nothing on this machine takes tel: links. {handoff.copy(self.app, number.key)}")

    # -- what came of it -----------------------------------------------------------------------------------------

    @on(ChoiceStrip.Chosen)
    def _chosen(self, event: ChoiceStrip.Chosen) -> None:
        if event.key == ANSWERED:
            self.action_answered()
        elif not self._busy:
            self._log(self._offers[event.key])

    def action_answered(self) -> None:
        """`Enter`: they answered, so on to the questions."""
        self._answer()

    @work
    async def _answer(self) -> None:
        card = self._card
        if card is None:
            return
        direction = "out"
        if card.do_not_contact:
            if not await self.confirm("They asked not to be contacted. Did they call you?", yes="yes, they called"):
                return
            direction = "in"
        number = self.number
        self._held = await self.desk_app.visit(
            "call", self._account_id, contact_id=self._contact_id, direction=direction,
            point_id=number.id if number is not None and direction == "out" else None,
        )  # fmt: skip
        self.call_was_made(None)

    @work
    async def _log(self, offer: Offer) -> None:
        card = self._card
        if card is None:
            return
        self._busy = True
        try:
            if card.do_not_contact and not await self.confirm(
                "They asked not to be contacted. Log this call all the same?", yes="yes, it was made"
            ):
                self.strip.set_choices(self.strip.choices, mark=ANSWERED)
                return
            ended = await take(self, offer, self._log_call(offer), stage=card.stage)
        finally:
            self._busy = False
        if ended is None:
            self.strip.set_choices(self.strip.choices, mark=ANSWERED)
            return
        if offer.rule.id == "not_interested":
            await self.desk_app.visit("objection", self._account_id, call_id=ended.done.made)
        self.call_was_made(ended)
        offer_follow_up(self, ended, self._account_id, self._contact_id)

    def call_was_made(self, ended: Ended | None) -> None:
        """The call has its outcome: back to the list, at its next row; or (None) the guided call was left."""
        if ended is not None and not ended.offer.suggested.stays:
            self._step_on(ended.done)
        self.dismiss(ended is not None or self._held is True)

    def _log_call(self, offer: Offer) -> Any:
        number = self.number

        def log(facts: dict[str, Any]) -> Attempt[Done]:
            return self.session.try_to(
                log_call, self._account_id, offer.rule.id, contact_id=self._contact_id,
                point_id=number.id if number is not None else None, **facts,
            )  # fmt: skip

        return log

    def _step_on(self, done: Done) -> None:
        """The list one came from goes on to its next row."""
        below = self.app.screen_stack[-2] if len(self.app.screen_stack) > 1 else None
        there = below.along(self._account_id, 1) if isinstance(below, AccountVerbs) else None
        if there is not None:
            self.session.leave_behind(done, there)

    @work
    async def action_objection(self) -> None:
        """`o`: an objection, in their words."""
        if self._card is not None:
            await self.desk_app.visit("objection", self._account_id, contact_id=self._contact_id)

    def action_help(self) -> None:
        """`?`: every key that works here."""
        from sdrdesk.ui.widgets.help import Help  # loads when first asked for

        self.app.push_screen(Help(self, "dial", "choice"))

    def action_close(self) -> None:
        """`Esc`: no call was made."""
        self.dismiss(None)


def state_of(card: DialCard) -> str:
    """`lead`, or `lead, dormant` where it is off the board."""
    return card.stage if card.status == "active" else f"{card.stage}, {card.status}"
