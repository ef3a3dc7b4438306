"""Accounts on cadences: some go on, some are held up, some came to their end, some were ended by an answer."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from random import Random
from typing import Any

from sdrdesk.domain.cadence import SENT, Cadence, Past, due_on
from sdrdesk.files.cadences import shipped

from . import calling, moves, plots
from .days import open_days_between
from .doubts import aside
from .fates import Teller
from .people import add_email, new_story
from .story import Story
from .tape import Row, Tape

_IN_VAIN = ("no_answer", "no_answer", "voicemail_none", "voicemail_left", "busy", "gatekeeper")
_REPLY = ("Wrote back: not this month, ask again in spring", "Wrote back: who told you about us?")

_ANSWERED = ("reply", "talk", "doubt")

# What becomes of each: its cadence, how many steps were done of it, what then.
LIVES: tuple[tuple[str, int, str], ...] = (
    ("outbound-9", 1, "goes on"), ("outbound-9", 2, "goes on"), ("outbound-9", 3, "goes on"),
    ("outbound-9", 4, "goes on"), ("outbound-9", 6, "goes on"), ("outbound-9", 8, "goes on"),
    ("outbound-9", 3, "paused"), ("outbound-9", 5, "paused"),
    ("outbound-9", 9, "finished"), ("outbound-9", 9, "finished, rests"),
    ("outbound-9", 3, "reply"), ("outbound-9", 4, "talk"), ("outbound-9", 5, "doubt"), ("outbound-9", 2, "rests"),
    ("inbound-6", 0, "goes on"), ("inbound-6", 2, "goes on"), ("inbound-6", 3, "reply"),
    ("nurture-monthly", 2, "goes on"), ("callback", 0, "goes on"),
    ("customer", 1, "goes on"), ("customer", 2, "goes on"),
)  # fmt: skip


def tell_rhythms(tape: Tape, seed: int, teller: Teller, taken: set[str]) -> None:
    """Tell all of them, from a seed of their own: whatever else the desk holds stays as it is."""
    rng = Random(f"cadences {seed}")
    own = Teller(rng, teller.playbook, ())
    for cadence_id, steps, end in LIVES:
        OnCadence(new_story(tape, rng, taken), shipped()[cadence_id], own).live(steps, end)


class OnCadence:
    """One account on one cadence."""

    def __init__(self, story: Story, cadence: Cadence, teller: Teller) -> None:
        self.story, self.cadence, self.teller, self.rng = story, cadence, teller, teller.rng
        self.run: Row = {}
        self.last: Past | None = None

    def live(self, steps: int, end: str) -> None:
        """Come onto the board, do so many steps, and end as said."""
        late = [self.rng.choice((0, 0, 0, 1)) for _ in range(steps)]
        self._begin(self._begins_on(steps, late, end))
        for number in range(steps):
            self.story.go(self._due(number) + late[number])
            self._do(number)
        ways: dict[str, Callable[[], None]] = {
            "paused": self._pause, "reply": self._replied, "talk": self._talked, "doubt": self._doubted,
            "rests": self._rests, "finished, rests": self._rests,
        }  # fmt: skip
        if end in ways:
            ways[end]()

    def _begins_on(self, steps: int, late: list[int], end: str) -> int:
        """The working day to start on, so that what was done lies behind and the next step about today."""
        if self.cadence.calendar:
            return -self.rng.randint(8, 18) if steps == 1 else -self.rng.randint(30, 58)
        done = self.cadence.day(max(steps - 1, 0)) + sum(late)
        ahead = done + (self.rng.randint(2, 4) if end in _ANSWERED else self.rng.randint(3, 12))
        if end == "goes on":
            ahead = self.cadence.day(steps) + sum(late) + self.rng.choice((1, 0, 0, -2))
        return min(-ahead, -1 - done)

    # -- the steps -----------------------------------------------------------------------------------------------

    def _begin(self, index: int) -> None:
        story = self.story
        if self.cadence.from_win:
            beats = [*self.teller._won(story), plots.Beat(4, plots.kick_off)]
            plots.live(story, beats, index, index + 3)
        else:
            story.upcoming = index
            plots.live(story, plots.entry(story), index, index)
        self.person = story.people[0]
        if not any(one["kind"] == "email" for one in story.points.get(self.person["id"], ())):
            add_email(story, self.person)
        started = self._won_on() if self.cadence.from_win else story.today
        story.wait(self.rng.randint(60, 400))
        with story.act("cadence.started", f"{story.name}: {self.cadence.id} started"):
            self.run = story.insert(
                "cadence_run", contact_id=self.person["id"], cadence=self.cadence.id, version=self.cadence.version,
                started_on=started, at_step=0, state="running", reason=None, resume_on=None, ended_at=None,
            )  # fmt: skip
            if self.cadence.asks_day:
                story.upcoming = 0
                story.upcoming_time = "11:00"
                self._follow(0, outcome="replaced", due=0)
            else:
                self._follow(0, outcome="replaced")

    def _won_on(self) -> str:
        orders = [row for row in self.story.tape.rows["order"] if row["account_id"] == self.story.id]
        return str(orders[-1]["ordered_on"])

    def _due(self, number: int) -> int:
        """The working day a step is due on."""
        day = due_on(self.cadence, number, date.fromisoformat(self.run["started_on"]), self.last)
        return open_days_between(self.story.tape.base, day)

    def _follow(
        self, number: int, *, outcome: str = "done", call_id: str | None = None, due: int | None = None
    ) -> None:
        step = self.cadence.step(number)
        if step is None:
            self.story.upcoming = self.story.index + 3
            what = f"{self.cadence.id} is over: let it rest, or another way?"
            self.story.follow("task", what, outcome=outcome, call_id=call_id)
            return
        self.story.upcoming = self._due(number) if due is None else due
        self.story.follow(step.kind, self.cadence.label(number), outcome=outcome, call_id=call_id)

    def _do(self, number: int) -> None:
        step, story = self.cadence.step(number), self.story
        assert step is not None
        if self.cadence.goes_on:
            with story.act("activity.logged", f"{story.name}: check-in, they answered"):
                self._activity("check_in", "All well, asked about a second site", two_way=1)
                self._done(number)
        elif step.channel == "call":
            calling.dial(
                story, self.rng.choice(_IN_VAIN), follow=False, person=self.person,
                then=lambda call: self._done(number, call),
            )  # fmt: skip
        else:
            with story.act("cadence.done", f"{story.name}: {self.cadence.short(number)} done"):
                self._activity(SENT[step.channel], step.subject.replace("{company}", story.name) or step.what)
                self._done(number)

    def _activity(self, kind: str, text: str, two_way: int = 0) -> None:
        story = self.story
        story.insert(
            "activity", contact_id=self.person["id"], kind=kind, at=story.at, on_date=story.today, two_way=two_way,
            text=text.replace("{industry}", str(story.account.get("industry") or "your trade")),
        )  # fmt: skip

    def _done(self, number: int, call: Row | None = None) -> None:
        story, step = self.story, self.cadence.step(number)
        assert step is not None
        due, call_id = story.tape.day(self._due(number)), call["id"] if call else None
        story.insert(
            "cadence_step", run_id=self.run["id"], contact_id=self.person["id"], number=number, channel=step.channel,
            due=due.isoformat(), done_at=story.at, on_date=story.today, outcome="done", reason=None, call_id=call_id,
        )  # fmt: skip
        self.last = Past(number, "done", due, date.fromisoformat(story.today))
        over = self.cadence.step(number + 1) is None
        ended: dict[str, Any] = {"state": "finished", "ended_at": story.at} if over else {}
        story.change("cadence_run", self.run, at_step=number + 1, **ended)
        self._follow(number + 1, call_id=call_id)

    # -- how it ends ---------------------------------------------------------------------------------------------

    def _next_day(self) -> None:
        """Something happens a day or two later, before today."""
        self.story.go(min(self.story.index + self.rng.randint(1, 2), -1))

    def _stop(self, reason: str) -> None:
        self.story.change("cadence_run", self.run, state="stopped", reason=reason, ended_at=self.story.at)

    def _pause(self) -> None:
        self._next_day()
        story = self.story
        with story.act("cadence.paused", f"{story.name}: {self.cadence.id} paused"):
            story.upcoming = self.rng.choice((0, 3, 8))
            story.change(
                "cadence_run", self.run, state="paused", reason=self.rng.choice(("on holiday", "fair week")),
                resume_on=story.date(story.upcoming),
            )  # fmt: skip
            story.follow("wait", self.cadence.held(self.run["at_step"]), outcome="replaced")

    def _replied(self) -> None:
        self._next_day()
        story = self.story
        with story.act("activity.logged", f"{story.name}: they replied; {self.cadence.id} stopped"):
            self._activity("reply", self.rng.choice(_REPLY), two_way=1)
            self._stop("they replied")
            kind = story.account["next_kind"]
            story.close_step("dropped")
            story.change("account", story.account, next_kind=kind, next_what=None)

    def _talked(self) -> None:
        self._next_day()
        self.story.upcoming = self.rng.randint(0, 6)

        def then(call: Row) -> None:
            self._stop("conversation")
            self.story.follow("call", "what they found out inside", call_id=call["id"])

        calling.dial(self.story, "conversation", follow=False, person=self.person, then=then)

    def _doubted(self) -> None:
        self._next_day()
        story = self.story
        aside(story, "timing")
        with story.act("cadence.stopped", f"{story.name}: {self.cadence.id} stopped"):
            self._stop("objection: timing")
            story.upcoming = self.rng.randint(1, 7)
            story.follow("call", "the doubt about the season", outcome="replaced")

    def _rests(self) -> None:
        self._next_day()
        if self.run["state"] == "running":
            with self.story.act("cadence.stopped", f"{self.story.name}: {self.cadence.id} stopped"):
                self._stop("dormant: no response after all tries")
        moves.rest(self.story, "no_response")
