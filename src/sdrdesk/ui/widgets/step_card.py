"""The step at hand of a cadence: where it stands, its text filled in, what is missing, and what can be done with it."""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from textual import on
from textual.binding import BindingType
from textual.widget import Widget

from sdrdesk.domain.template import say_missing
from sdrdesk.ui import handoff, keys
from sdrdesk.ui.safe_text import paragraphs, wrap
from sdrdesk.usecases.cadence_pages import Planned, StepCard, say_standing

from .card_list import CardList
from .drawing import Piece, TextLine, line
from .footer import KeyBar
from .question import Question

_MARKS = {"done": "✓", "skipped": "–"}
_SHARE = 65  # percent of the terminal's lines
_LETTERS = {"call": "c", "mail": "m", "social": "s"}
Row = tuple[int, TextLine]


class StepQuestion(Question[str]):
    """The card; dismissed with what is to be done: done, dial, skip, pause, resume, stop, other, or None."""

    DEFAULT_CSS = """
    StepQuestion CardList { height: auto; min-height: 3; max-height: 80h; }
    """
    BINDINGS: ClassVar[list[BindingType]] = keys.bindings("step_card")
    AUTO_FOCUS: ClassVar[str | None] = "CardList"

    def __init__(self, card: StepCard, today: date, others: int = 0) -> None:
        who = f"{card.who} · " if card.who and card.who != card.account else ""
        super().__init__(f"{who}{card.account}: {card.label or card.standing.cadence}", hint=_hint(card, others))
        self._card = card
        self._today = today

    def body(self) -> Iterable[Widget]:
        """One row per line, to scroll through."""
        yield CardList[Row](lambda row, _: [row[1]], height=1)

    def on_mount(self) -> None:
        """Show it, in as many lines as it takes."""
        room = max(self.app.size.width - 2, 20)
        rows = list(enumerate(_lines(self._card, self._today, room)))
        cards = self.query_one(CardList)
        cards.styles.height = max(min(len(rows), self.app.size.height * _SHARE // 100), 3)
        cards.set_rows(rows, lambda row: str(row[0]))
        self.query_one(KeyBar).show_group("step_card")

    # -- keys ----------------------------------------------------------------------------------------------------

    @on(CardList.Opened)
    def _opened(self, event: CardList.Opened) -> None:
        event.stop()
        self.action_did()

    def action_did(self) -> None:
        """`Enter`: it was sent; of a call, to the dial card; of one that is paused or waits, go on with it."""
        standing = self._card.standing
        if standing.state == "paused":
            self.dismiss("resume")
        elif self._card.channel is None:
            self.tell("There is no step to do; x stops it.", "bad")
        else:
            self.dismiss("dial" if self._card.channel == "call" else "done")

    def action_copy(self) -> None:
        """`y`: the text to the clipboard."""
        if not self._card.text:
            self.tell("This step has no text.", "bad")
            return
        self._tell_with_gaps(handoff.copy(self.app, self._card.text, "the text"))

    def action_subject(self) -> None:
        """`s`: the subject of a mail to the clipboard."""
        if not self._card.subject:
            self.tell("This step has no subject.", "bad")
            return
        self._tell_with_gaps(handoff.copy(self.app, self._card.subject, "the subject"))

    def action_hand_off(self) -> None:
        """`t`: the mail to the program that takes mailto: links; nothing is sent by the desk."""
        link = self._card.mailto
        if not link:
            self.tell(self._why_no_link(), "bad")
        elif handoff.open_link(link):
            self._tell_with_gaps("Handed to your mail program. Enter when it was sent.")
        else:
            self._tell_with_gaps(f"Nothing here takes mailto: links. {handoff.copy(self.app, self._card.text, 'it')}")

    def _why_no_link(self) -> str:
        if self._card.blocked:
            return "They asked not to be contacted."
        if self._card.channel != "mail":
            return "This step is no mail; y copies its text."
        return "No e-mail of theirs works; e on the account's page adds one."

    def _tell_with_gaps(self, said: str) -> None:
        missing = " ".join(f"{{{name}}}" for name in self._card.missing)
        self.tell(f"Still to fill in: {missing}. {said}" if missing else said, "warn" if missing else "good")

    def action_act(self, act: str) -> None:
        """What is to be done with it."""
        self.dismiss(act)


def _hint(card: StepCard, others: int) -> str:
    if card.standing.state == "paused":
        return "Paused, not finished: Enter goes on where it was."
    more = f" · Tab: {others} more on this account" if others else ""
    if card.channel == "call":
        return f"Enter dials; the outcome of the call does the step{more}"
    waits = "" if card.standing.is_next else "r: its step next · "
    return f"{waits}Nothing is sent from here. Enter when you have sent it{more}"


def _lines(card: StepCard, today: date, width: int) -> list[TextLine]:
    lines = [*_plan(card, width), line(f" {say_standing(card.standing, today)}", "dim")]
    if card.standing.closed:
        lines.append(line(f" passed over, no way to reach them: {', '.join(card.standing.closed)}", "warn"))
    if card.blocked:
        lines.append(line(" DO NOT CONTACT: they asked us to stop", "bad"))
    if card.channel in ("mail", "call"):
        to = {"mail": "to", "call": "number"}[card.channel]
        lines.append(TextLine(((f" {to} ", "dim"), (card.address or "nobody yet", "" if card.address else "warn"))))
    if card.subject:
        lines.append(TextLine(((" subject ", "dim"), (card.subject, "title"))))
    if card.missing:
        lines += [line(f" {part}", "warn") for part in wrap(say_missing(card.missing), width - 1)]
    lines.append(line(""))
    lines += [line(f" {part}") for whole in paragraphs(card.text) for part in wrap(whole, width - 1)]
    return lines


def _plan(card: StepCard, width: int) -> list[TextLine]:
    """Every step of the cadence in one line: `✓m ✓c –s ▸c m c`."""
    pieces: list[Piece] = [(" ", "")]
    at = next((one.number for one in card.steps if not one.outcome), None)
    for one in card.steps:
        pieces += [(_mark(one, at), "key" if one.number == at else "dim"), (" ", "")]
    return [TextLine(tuple(pieces))] if card.steps else []


def _mark(one: Planned, at: int | None) -> str:
    mark = _MARKS.get(one.outcome, "▸" if one.number == at else "")
    return f"{mark}{_LETTERS.get(one.channel, '?')}"
