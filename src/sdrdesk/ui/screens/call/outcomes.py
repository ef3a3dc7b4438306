"""The outcome strip: 14 keys with what each would set, and the one line that some of them ask."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any, NamedTuple

from rich.cells import cell_len
from rich.segment import Segment
from textual.geometry import Size
from textual.strip import Strip

from sdrdesk.domain.when import say_day
from sdrdesk.ui.safe_text import plain
from sdrdesk.ui.session import Attempt
from sdrdesk.ui.theme import INKS
from sdrdesk.ui.verbs.asking import Screen, Way, again_way, ask
from sdrdesk.ui.verbs.exits import EXITS, facts_of
from sdrdesk.ui.widgets.strip import Choice, ChoiceStrip, Spot
from sdrdesk.usecases.desk import Desk, Done
from sdrdesk.usecases.next_steps import read_next, said_step
from sdrdesk.usecases.outcomes import Offer

ANSWERED = "⏎"
Log = Callable[[dict[str, Any]], Attempt[Done]]
"""Logs the outcome with these facts (`when`, `who`, `number`, `exit`, `until`, `reason`, `confirmed`)."""


class OutcomeStrip(ChoiceStrip):
    """The outcomes of a call; with room for it, one to a line with what it would set."""

    listed = False

    def spread(self, listed: bool) -> None:
        """One to a line, or as many to a line as fit with what the marked one would set below."""
        if listed != self.listed:
            self.listed = listed
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """A line each, when spread."""
        return len(self.choices) if self.listed else super().get_content_height(container, viewport, width)

    def place(self, width: int) -> list[Spot]:
        """Where each choice stands."""
        if not self.listed:
            return super().place(width)
        return [Spot(number, 0, width) for number in range(len(self.choices))]

    def render_line(self, y: int) -> Strip:
        """A choice and, when spread, what it would set."""
        strip = super().render_line(y)
        if not self.listed or y >= len(self.choices):
            return strip
        base, wide = self.rich_style, max(cell_len(choice.label) for choice in self.choices) + 6
        choice = self.choices[y]
        hint = Segment(plain(choice.hint, max(self.size.width - wide, 0)), base + INKS["dim"])
        return Strip([*strip.adjust_cell_length(wide, base), hint]).adjust_cell_length(self.size.width, base)


def choices_of(offers: Sequence[Offer], *, answered: bool) -> list[Choice]:
    """The strip's choices; with `answered`, the guided call stands first, so that Enter alone means it."""
    first = [Choice(ANSWERED, "they answered", "the guided call")] if answered else []
    return [*first, *(Choice(one.rule.key, one.rule.label, one.said) for one in offers)]


class Ended(NamedTuple):
    """What was logged, and the next step as it was typed (for a move that asks for it again)."""

    done: Done
    offer: Offer
    when: str


async def take(screen: Screen, offer: Offer, log: Log, *, stage: str, hard_stop: str = "") -> Ended | None:
    """Ask what this outcome needs, in one line, and log it. None: cancelled or refused, nothing was logged."""
    facts = await _facts(screen, offer, stage, hard_stop)
    if facts is None:
        return None
    outcome = log(facts)
    if outcome.refusal is not None:
        screen.session.refuse(outcome.refusal)
    return Ended(outcome.value, offer, facts.get("when", "")) if outcome.value is not None else None


async def _facts(screen: Screen, offer: Offer, stage: str, hard_stop: str) -> dict[str, Any] | None:
    if hard_stop and offer.rule.conversation:
        return await _ruled_out(screen, offer, hard_stop, stage)
    if offer.rule.asks == "when":
        return await _when(screen, offer, stage)
    if offer.rule.asks == "who":
        return await _optional(screen, offer, "who", _WHO[offer.rule.id])
    if offer.rule.asks == "number":
        question = "A number that works? Enter alone: none, the old one is struck out"
        return await _optional(screen, offer, "number", question, lambda text: _read_number(screen.desk, text))
    if offer.rule.asks == "confirm":
        sure = await screen.confirm("Never contact them again, on any channel?", yes="yes, block them", no="no")
        return {"confirmed": True} if sure else None
    if offer.suggested.exit:
        return await _exit(screen, offer, stage)
    return {}


_WHO = {
    "gatekeeper": "Whom to ask for next time? Enter alone: nobody named",
    "wrong_person": "Who is the right one? Enter alone: not known yet",
    "referred": "Whom did they name? Enter alone: nobody",
}


async def _optional(
    screen: Screen, offer: Offer, name: str, question: str, preview: Callable[[str], str] | None = None
) -> dict[str, Any] | None:
    """One line that may stay empty."""
    answer = await screen.ask(question, hint=offer.said, preview=preview or (lambda text: f"{text} · {offer.said}"))
    return None if answer is None else {name: answer}


def _read_number(desk: Desk, text: str) -> str:
    from sdrdesk.domain.reach import phone_key  # see card.their_time

    key = phone_key(text, desk.settings.region).e164
    return key or "kept as typed; no number the desk can read"


# -- when, and the ways out ----------------------------------------------------------------------------------------

_NO_STEP = "no"


async def _when(screen: Screen, offer: Offer, stage: str) -> dict[str, Any] | None:
    """A dated next step, or no next step because …"""
    desk = screen.desk

    def said(text: str) -> str:
        if text.strip().lower() == _NO_STEP:
            return "no next step: asks why, and when to look again"
        return said_step(desk, read_next(desk, text, offer.suggested.kind))

    hint = "thu 10 · send plan fri 9 · in 3d · 15 jan 14:00"
    hint += " · no = no next step" if offer.rule.conversation and not offer.rule.meeting else ""
    answer = await ask(screen, f"{offer.rule.label.capitalize()}: what next, and when?", Way(hint=hint, preview=said))
    if answer is None:
        return None
    if answer.strip().lower() == _NO_STEP:
        return await _leave(screen, stage)
    return {"when": answer}


async def _own_step(screen: Screen, offer: Offer) -> dict[str, Any] | None:
    def said(text: str) -> str:
        return said_step(screen.desk, read_next(screen.desk, text, "call"))

    way = Way(hint="call thu 10 · mail in 3d · 15 jan", preview=said)
    answer = await ask(screen, f"{offer.rule.label.capitalize()}: what next, and when?", way)
    return None if answer is None else {"when": answer}


async def _exit(screen: Screen, offer: Offer, stage: str) -> dict[str, Any] | None:
    """The exit with its day to look again, or a next step of one's own."""
    exit_, due = offer.suggested.exit or "dormant", offer.suggested.due
    choices = [
        Choice("x", f"{exit_}, {_again(screen, due)}", "off the board until then"),
        Choice("y", f"{exit_}, another day…", "6m · 15 jan · never"),
        Choice("a", "a next step of my own…", "stays on the board"),
    ]
    picked = await screen.choose(f"{offer.rule.label.capitalize()}: {offer.suggested.what}. What now?", choices)
    if picked == "x":
        return {"exit": exit_, "until": due.isoformat() if due else "never"}
    if picked == "y":
        until = await ask(screen, "Look again when?", again_way(screen.desk, "6m"))
        return None if until is None else {"exit": exit_, "until": until}
    return await _own_step(screen, offer) if picked == "a" else None


def _again(screen: Screen, due: date | None) -> str:
    return f"look again {say_day(due, screen.desk.today())}" if due else "never look again"


async def _ruled_out(screen: Screen, offer: Offer, hard_stop: str, stage: str) -> dict[str, Any] | None:
    """After a hard stop: off the board for it, or go on all the same."""
    choices = [
        Choice("x", "disqualify for good", f"off the board: {hard_stop}"),
        Choice("y", "disqualify, look again…", "off the board until a day: 6m · 15 jan"),
        Choice("a", "a next step of my own…", "stays on the board"),
    ]
    if stage == "customer":
        return await _when(screen, offer, stage)
    picked = await screen.choose(f"Hard stop: {hard_stop}", choices)
    if picked == "x":
        return {"exit": "disqualified", "until": "never"}
    if picked == "y":
        until = await ask(screen, "Look again when?", again_way(screen.desk, "6m"))
        return None if until is None else {"exit": "disqualified", "until": until}
    return await _when(screen, offer, stage) if picked == "a" else None


async def _leave(screen: Screen, stage: str) -> dict[str, Any] | None:
    """No next step because …: which way out, why, and when to look again."""
    ways = {"lead": ("dormant", "lost"), "prospect": ("lost", "dormant"), "customer": ("churned",)}[stage]
    exit_ = ways[0]
    if len(ways) > 1:
        choices = [Choice(name[0], name) for name in ways]
        picked = await screen.choose("No next step, so it leaves the board. As what?", choices)
        if picked is None:
            return None
        exit_ = next(way for way in ways if way[0] == picked)
    reasons = Way(choices=tuple(EXITS[exit_].reasons.items()))
    facts = await facts_of(screen, exit_, "they", reasons, many=True, last=False)
    return None if facts is None else {"exit": exit_, **facts}

