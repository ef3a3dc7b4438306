"""The late pile spread over the coming days by score, into what a day takes at my own pace: a plan, then one act."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sdrdesk.domain import spread as rules
from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.next_step import NextStep
from sdrdesk.store import accounts, queue
from sdrdesk.store.stepping import close_step, next_columns

from .day import Pace, header, pace
from .desk import Desk, Done
from .today import Row, group


class Placed(NamedTuple):
    """A late step and the day it would come on: whose, how late, what, its score cell; `set_at` says which step."""

    id: str
    account: str
    person: str | None
    why: str
    what: str
    score: str
    day: date
    set_at: str | None


class SpreadPlan(NamedTuple):
    """Who would come on which day, in order; `late` is the whole pile, `per_day` what a day takes in all."""

    rows: tuple[Placed, ...]
    late: int
    per_day: int
    pace: Pace

    @property
    def days(self) -> list[tuple[date, list[Placed]]]:
        """The rows by day."""
        found: dict[date, list[Placed]] = {}
        for row in self.rows:
            found.setdefault(row.day, []).append(row)
        return list(found.items())


def plan_spread(desk: Desk) -> SpreadPlan:
    """What `spread` would do, seen from now. Raises DeskError when nothing is late.

    The 500 that are late the longest are placed; the rest come up when these are.
    """
    now, settings, day = desk.local_now(), desk.settings, header(desk)
    late = sorted(group(desk, "late", zones=False), key=lambda row: row.order._replace(waits=0))
    if not late:
        raise DeskError("Nothing is late, so there is nothing to spread.")
    mine, today = pace(desk), now.date()
    whole = rules.minutes_between(settings.work_from, settings.work_to)
    capacity = max(rules.per_day(settings.goal_dials, whole, mine.minutes), 1)
    left = rules.minutes_between(max(settings.work_from, f"{now:%H:%M}"), settings.work_to)
    goal = max(settings.goal_dials - day.dials, 0)
    rest = rules.per_day(goal, left, mine.minutes) if goal or not settings.goal_dials else 0
    taken = queue.due_by_day(desk.db, today.isoformat())

    def room(on: date) -> int:
        return (rest if on == today else capacity) - taken.get(on.isoformat(), 0)

    placed = rules.spread(late, room, today, settings.closed_days)
    rows = tuple(_placed(row, on) for on, some in placed for row in some)
    return SpreadPlan(rows, max(day.late, len(rows)), capacity, mine)


def _placed(row: Row, day: date) -> Placed:
    return Placed(row.id, row.name, row.person, row.why, row.what, row.score.cell, day, row.set_at)


def spread(desk: Desk, plan: SpreadPlan) -> Done:
    """Do what the plan says, as one act; a step that was done or moved meanwhile stays as it is.

    What and with whom stay; a promised hour that has passed is no promise any more.
    """
    today = desk.today()
    with desk.db.step("queue.spread", None) as log:
        counts: dict[date, int] = {}
        for placed in plan.rows:
            account = accounts.account(desk.db, placed.id)
            if account is None or account["status"] != "active" or account["next_set_at"] != placed.set_at:
                continue
            step = NextStep(account["next_kind"], account["next_what"], placed.day.isoformat(), None)
            close_step(desk.db, account, "snoozed")
            desk.db.update("account", placed.id, **next_columns(desk.db, step, account["next_contact_id"]))
            counts[placed.day] = counts.get(placed.day, 0) + 1
        total = sum(counts.values())
        if not total:
            raise DeskError("Everything in this plan was done or moved meanwhile; make a new one.")
        log.said = f"Spread {total} late: {rules.say_spread(sorted(counts.items()), today)}"
    return Done(log.id, log.said)
