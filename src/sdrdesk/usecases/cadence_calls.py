"""What the outcome of a call does to the cadences of an account: planned before the key, written with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from datetime import time as clock_time
from typing import NamedTuple

from sdrdesk.domain import cadence as rules
from sdrdesk.domain.days import add_business_days
from sdrdesk.domain.disposition import Disposition, Suggested
from sdrdesk.domain.next_step import say_step
from sdrdesk.store import cadences as rows
from sdrdesk.store.database import Row

from .cadence_runs import (
    Onward,
    Run,
    ending,
    next_after,
    onward,
    open_runs,
    owner,
    said_stopped,
    stop_inside,
    turned,
    upcoming,
    write_onward,
)
from .desk import Desk


class Effect(NamedTuple):
    """What an outcome does to the cadences of an account.

    `suggested` and `contact_id` are the next step it brings and whose that is; None where the outcome sets its own.
    `keeps`: the next step stays as it stands. `again`: the call at hand, to be tried again when the outcome says so.
    `step`: a step was done by it. `reason`: for which cadences end.
    """

    suggested: Suggested | None = None
    contact_id: str | None = None
    keeps: bool = False
    again: str = ""
    step: Onward | None = None
    reason: str = ""
    of_one: bool = False
    told: str = ""


NONE = Effect()


class OnAccount:
    """The cadences of an account as a call meets them; what a done step leads to is worked out once for a strip."""

    def __init__(self, desk: Desk, account: Row, contact_id: str | None = None, direction: str = "out") -> None:
        self.desk, self.account = desk, account
        self.runs = open_runs(desk, account["id"]) if account["status"] == "active" else []
        self.running = [run for run in self.runs if run.state == "running"]
        self.contact_id = contact_id
        self.direction = direction
        self.owner = owner(account, self.running)
        self._onward: dict[tuple[date | None, bool], Onward | None] = {}

    def effect(self, found: Disposition, *, on: date | None = None, point_id: str | None = None,
               number: bool = False) -> Effect:  # fmt: skip
        """What this outcome does. `on` is the day of the call, `point_id` the number dialled, `number`: another one
        was given."""
        kind = rules.effect_of(found)
        if not self.runs:
            return NONE
        if kind == "stops":
            return self._stops(found, on)
        if self.direction == "in" or not self.running:
            return NONE
        if self.owner is None:
            return self._waiting(kind)
        if not self._is_this_call(self.owner):
            return Effect(self._as_it_stands(), self.account["next_contact_id"], keeps=True)
        if kind == "onward":
            return self._not_reached(self.owner, on)
        if number or self._has_other(self.owner, point_id):
            return self._again(self.owner)
        return self._done(self._step_done(on, True), struck=True)

    def told(self, effect: Effect) -> str:
        """What the strip adds to an outcome's rule: that something ends."""
        if not effect.reason:
            return f" · {effect.told}" if effect.told else ""
        ends = ending(self.desk, self.runs, self.contact_id if effect.of_one else None, talk=not effect.of_one)
        return "".join(f" · ends {run.cadence_id}" for run in ends)

    def _is_this_call(self, run: Run) -> bool:
        """Whether the call is what the cadence asks for: its step is a call, to this person."""
        cadence = self.desk.cadence(run.cadence_id)
        step = cadence.step(run.at) if cadence is not None else None
        same = self.contact_id is None or run.contact_id in (None, self.contact_id)
        return step is not None and step.channel == "call" and same

    def _step_done(self, on: date | None, struck: bool) -> Onward | None:
        key = (on, struck)
        if key not in self._onward:
            assert self.owner is not None
            if struck:
                self._onward[key] = turned(self.desk, self.account, self.owner, self.runs, {"call"})
            else:
                self._onward[key] = onward(self.desk, self.account, self.owner, self.runs, on=on)
        return self._onward[key]

    def _not_reached(self, run: Run, on: date | None) -> Effect:
        """Nobody answered: that was the step; but of a cadence that lives of talks it is tried again."""
        cadence = self.desk.cadence(run.cadence_id)
        if cadence is not None and cadence.goes_on:
            return Effect(None, run.contact_id, again=cadence.label(run.at))
        step = self._step_done(on, False)
        if step is not None and cadence is not None and cadence.asks_day and step.next is None:
            return Effect(step=step)  # what was agreed is tried again like any call
        return self._done(step)

    def _done(self, step: Onward | None, struck: bool = False) -> Effect:
        if step is None:
            return NONE
        if struck and step.mine.blocked and step.next is None:
            return Effect(step=step, told=step.said)
        ahead, contact_id = next_after(self.desk, step)
        told = f"{step.said}" if step.said else "calls wait for a working number" if struck else ""
        return Effect(_suggested(ahead.kind, ahead.what, ahead.due), contact_id, step=step, told=told)

    def _stops(self, found: Disposition, on: date | None) -> Effect:
        """They answered: cadences end, but one that lives of talks has had a step done."""
        done = None
        if found.conversation and self.owner is not None and self._is_this_call(self.owner):
            cadence = self.desk.cadence(self.owner.cadence_id)
            done = self._step_done(on, False) if cadence is not None and cadence.goes_on else None
        return Effect(step=done, reason=found.label, of_one=not rules.stops_everybody(found))

    def _waiting(self, kind: str) -> Effect:
        """The next step was another one; when nobody answers, the cadence brings the next."""
        ahead = upcoming(self.desk, self.account, self.running) if kind == "onward" else None
        if ahead is None or ahead.step is None:
            return NONE
        step = ahead.step
        return Effect(_suggested(step.kind, step.what, step.due), ahead.run.contact_id)

    def _as_it_stands(self) -> Suggested:
        row = self.account
        return _suggested(row["next_kind"], row["next_what"], row["next_due"], row["next_time"])

    def _has_other(self, run: Run, point_id: str | None) -> bool:
        """Whether the person has a further number that works."""
        points = rows.points(self.desk.db, run.account_id, run.contact_id)
        live = [row["id"] for row in points if row["kind"] == "phone"]
        return bool([one for one in live if one != point_id]) if point_id else len(live) > 1

    def _again(self, run: Run) -> Effect:
        """The number was no good, another one is there: the same step, tomorrow."""
        day = add_business_days(self.desk.today(), 1, self.desk.settings.closed_days)
        return Effect(_suggested("call", self.account["next_what"], day.isoformat()), run.contact_id)


def _suggested(kind: str, what: str | None, due: str, time: str | None = None) -> Suggested:
    at = clock_time.fromisoformat(time) if time else None
    return Suggested(kind, say_step(kind, what), date.fromisoformat(due), at)


def write_effect(desk: Desk, account: Row, effect: Effect, call_id: str, contact_id: str | None) -> str:
    """Inside a step: what the outcome does to the cadences. Gives the end of the sentence."""
    if effect.step is not None:
        write_onward(desk, effect.step, call_id=call_id)
    ended: Sequence[str] = ()
    if effect.reason:
        only = contact_id if effect.of_one else None
        talk = not effect.of_one
        ended = stop_inside(desk, account, effect.reason, contact_id=only, talk=talk, keep_next=False)
    return (f"; {effect.told}" if effect.told else "") + said_stopped(ended)
