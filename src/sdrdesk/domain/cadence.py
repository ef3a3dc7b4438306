"""Cadences: planned touches, when the next one falls due, how close touches may stand, and what ends a cadence."""

from __future__ import annotations

import re
from collections.abc import Mapping, Set
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, NamedTuple

from .activity import KINDS as ACTIVITIES
from .days import NONE_CLOSED, add_business_days, next_open_day
from .disposition import Disposition

CHANNELS: Mapping[str, str] = {"c": "call", "m": "mail", "s": "social"}
"""Letter in a file -> channel."""
KINDS: Mapping[str, str] = {"call": "call", "mail": "mail", "social": "message"}
"""Channel -> the kind of next step it is."""
SENT: Mapping[str, str] = {"mail": "mail_sent", "social": "message_sent"}
"""Channel -> the activity that a done step is."""
TOUCHES = ("mail_sent", "message_sent", "proof_sent", "offer_sent")
"""The activities that reach out to them, beside my dials."""
MOST_TOUCHES, IN_DAYS = 3, 5
OVER_AFTER_DAYS = 3
"""Business days after its last step until somebody has to say what becomes of the account."""

State = Literal["running", "paused", "finished", "stopped"]


@dataclass(frozen=True, slots=True)
class Step:
    """One touch: its day counted from the start, its channel, in short what it is, and the words to fill in."""

    day: int
    channel: str
    what: str = ""
    subject: str = ""
    text: str = ""
    voicemail: bool = False

    @property
    def kind(self) -> str:
        """The kind of next step."""
        return KINDS[self.channel]


@dataclass(frozen=True, slots=True)
class Cadence:
    """A pattern of touches.

    Days are business days unless `calendar`. `repeat_every`: the last step comes again after so many days, for ever.
    `before_renewal`: a step comes forward to so many days before the account's renewal. `asks_day`: the day of its one
    step is asked for. `from_win`: days count from the latest order. `goes_on`: a talk is what it is for, so a talk does
    a step of it and ends nothing.
    """

    id: str
    name: str
    steps: tuple[Step, ...]
    summary: str = ""
    version: int = 1
    stages: tuple[str, ...] = ()
    calendar: bool = False
    repeat_every: int | None = None
    before_renewal: int | None = None
    asks_day: bool = False
    from_win: bool = False
    goes_on: bool = False

    def step(self, number: int) -> Step | None:
        """The step of that number, from 0 on; None when the cadence is over by then."""
        if number < len(self.steps):
            return self.steps[number]
        return self.steps[-1] if self.repeat_every else None

    def day(self, number: int) -> int:
        """The day of a step, counted from the start."""
        beyond = max(number - len(self.steps) + 1, 0)
        return self.steps[min(number, len(self.steps) - 1)].day + beyond * (self.repeat_every or 0)

    def place(self, number: int) -> str:
        """`3/9`; of one that never ends `3`."""
        return f"{number + 1}" if self.repeat_every else f"{number + 1}/{len(self.steps)}"

    def short(self, number: int) -> str:
        """`mail 3/9`."""
        step = self.step(number)
        assert step is not None
        return f"{step.kind} {self.place(number)}"

    def label(self, number: int) -> str:
        """The step as the next step of an account: `mail 3/9 outbound-9 (one more idea)`."""
        step = self.step(number)
        assert step is not None
        what = f" ({step.what})" if step.what else ""
        return f"{self.short(number)} {self.id}{what}"

    def held(self, number: int) -> str:
        """What a pause waits for: `outbound-9 paused at 3/9`."""
        return f"{self.id} paused at {self.place(number)}"


ID = r"[a-z0-9][a-z0-9_-]*"
_LABEL = re.compile(rf"(?:call|mail|message) (\d+)(?:/\d+)? ({ID})(?= |$)")
_HELD = re.compile(rf"({ID}) paused at (\d+)")


def step_meant(what: str | None) -> tuple[str, int] | None:
    """(cadence, number from 0 on) of a next step that a cadence has set; None for any other."""
    found = _LABEL.match(what or "")
    return (found[2], int(found[1]) - 1) if found else None


def pause_meant(kind: str | None, what: str | None) -> str | None:
    """The cadence whose pause this next step waits for; None for any other."""
    found = _HELD.match(what or "") if kind == "wait" else None
    return found[1] if found else None


# -- when ----------------------------------------------------------------------------------------------------------


class Past(NamedTuple):
    """The latest step that was done or left out: when it was due, and when that was."""

    number: int
    outcome: str
    due: date
    on: date

    @property
    def counts_from(self) -> date:
        """The day the next one counts from: when this was done; of one left out, not before it was due."""
        return self.on if self.outcome == "done" else max(self.due, self.on)


def due_on(
    cadence: Cadence,
    number: int,
    started_on: date,
    last: Past | None,
    closed: Set[date] = NONE_CLOSED,
    renewal_on: date | None = None,
) -> date:
    """The day of a step, counted from when the one before was done; one that falls on a closed day moves forward."""
    begin = started_on if last is None else last.counts_from
    gap = cadence.day(number) - (0 if last is None else cadence.day(last.number))
    due = next_open_day(begin + timedelta(days=gap), closed) if cadence.calendar else add_business_days(
        begin, gap, closed
    )  # fmt: skip
    if cadence.before_renewal is not None and renewal_on is not None:
        ahead = next_open_day(renewal_on - timedelta(days=cadence.before_renewal), closed)
        if begin < ahead < due:
            return ahead
    return due


def with_room(day: date, own: Set[date], others: Set[date], closed: Set[date] = NONE_CLOSED) -> date:
    """The first open day from this one on with room for a touch: one a day, three in five business days.

    `own` are the days of this cadence's touches, `others` those of all else that reached out to the account. A cadence
    by itself keeps its own pace; the limit is for what comes together on one account.
    """
    day = next_open_day(day, closed)
    while True:
        first = add_business_days(day, 1 - IN_DAYS, closed)
        near = {one for one in others if first <= one <= day}
        if not near:
            return day
        before = {one for one in near | own if first <= one < day}
        if day not in near and len(before) < MOST_TOUCHES:
            return day
        day = add_business_days(day, 1, closed)


# -- what an act does to a cadence -----------------------------------------------------------------------------------

Effect = Literal["onward", "struck", "stops"]
_OF_ONE_PERSON = frozenset({"do_not_contact", "wrong_person", "hung_up"})


def effect_of(found: Disposition) -> Effect:
    """What the outcome of a call does: the step is done, its number is no good, or it was somebody's answer."""
    if found.id == "bad_number":
        return "struck"
    return "stops" if found.connect or found.id == "wrong_person" else "onward"


def stops_everybody(found: Disposition) -> bool:
    """Whether an outcome ends every cadence on the account, not only that of the person on the line."""
    return found.id not in _OF_ONE_PERSON


def stops_by(kind: str) -> str:
    """The reason for which an activity ends a cadence: their own words or a meeting; '' when it ends none."""
    found = ACTIVITIES.get(kind)
    return found.label if found is not None and found.two_way else ""
