"""One period of one desk, as of a day: what several groups of numbers need, each read once."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime, time, timedelta, tzinfo
from functools import cached_property
from typing import TypeVar, cast
from zoneinfo import ZoneInfo

from sdrdesk.domain.metrics import conversion, customers, volume, win
from sdrdesk.domain.metrics.assumptions import Assumptions
from sdrdesk.domain.metrics.figure import Group
from sdrdesk.domain.metrics.journeys import Journey, journeys
from sdrdesk.domain.metrics.periods import Period
from sdrdesk.domain.metrics.rates import Rates
from sdrdesk.store.numbers import money, stages

from .assumptions import assumptions
from .desk import Desk

T = TypeVar("T")


@contextmanager
def _no_garbage_hunt() -> Iterator[None]:
    """Facts are many, small and in no circles: hunting for those would cost a quarter of the time."""
    hunting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if hunting:
            gc.enable()


class Reading:
    """One period of one desk; what several groups need is read once."""

    def __init__(self, desk: Desk, period: Period, as_of: date, account: str | None = None) -> None:
        self.desk = desk
        self.period = period
        self.as_of = as_of
        self.assumed: Assumptions = assumptions(desk)
        self.account = account
        self._made: dict[str, Group] = {}
        self._shared: dict[str, object] = {}

    def once(self, name: str, work_out: Callable[[Reading], Group]) -> Group:
        """A group that others need too: worked out at the first asking."""
        if name not in self._made:
            with _no_garbage_hunt():
                self._made[name] = work_out(self)
        return self._made[name]

    def shared(self, name: str, read: Callable[[Reading], T]) -> T:
        """What two groups are made from, read once."""
        if name not in self._shared:
            self._shared[name] = read(self)
        return cast(T, self._shared[name])

    # -- what groups share ---------------------------------------------------------------------------------------

    @cached_property
    def rates(self) -> Rates:
        """Every rate there is."""
        return Rates(self.desk.settings.currency, money.rates(self.desk.db))

    @cached_property
    def journeys(self) -> list[Journey]:
        """Everybody who moved since the period began, and every prospect."""
        return self._journeys(self.period.start)

    @cached_property
    def since(self) -> date:
        """The first day that velocity, now and a month ago, looks back to."""
        return min(self.period.start, self.as_of - timedelta(days=self.assumed.trailing_days + 31))

    def _journeys(self, start: date) -> list[Journey]:
        moves = stages.moves(self.desk.db, start, self.as_of)
        back = sorted({move.account for move in moves if move.move == "back" and move.on in self.period})
        named = stages.names(self.desk.db, back[: conversion.MOST_TOLD])
        return list(journeys(moves, self.as_of, named).values())

    @cached_property
    def deals(self) -> list[win.Deal]:
        """The deals of the period as they stand on the as-of day, and all that are open."""
        first = self.period.start
        return [
            deal
            for deal in win.as_of(self.all_deals, self.as_of)
            if deal.closed is None or deal.closed >= first or deal.opened >= first
        ]

    @cached_property
    def all_deals(self) -> list[win.Deal]:
        """Those of the time that velocity looks back to as well, as they stand in the file."""
        return money.deals(self.desk.db, self.since, self.as_of)

    @cached_property
    def won(self) -> list[win.Deal]:
        """The deals won from the period's start to the as-of day."""
        return win.decided(self.deals, self.period.start, self.as_of + timedelta(days=1)).won

    @cached_property
    def spent(self) -> volume.Spent:
        """What was spent."""
        return volume.spent(money.spend(self.desk.db, self.period.months_begun), self.period, self.rates)

    @cached_property
    def touches(self) -> tuple[list[volume.Touch], dict[str, str]]:
        """Every signal of those who moved or bought; and account -> the source its record names."""
        return money.touches(self.desk.db, self.period.start, self.as_of)

    @cached_property
    def customer_base(self) -> customers.Base:
        """Who was a customer at the start, who left, who is new."""
        return customers.base(stages.customers(self.desk.db, self.period.end), self.period)

    @property
    def zone(self) -> tzinfo | None:
        """The zone of the working hours; None is this machine's."""
        return ZoneInfo(self.assumed.zone) if self.assumed.zone else None

    @property
    def now(self) -> datetime:
        """The moment up to which whoever was not answered has waited."""
        if self.assumed.waiting_until:
            return datetime.fromisoformat(self.assumed.waiting_until)
        end = datetime.combine(self.as_of + timedelta(days=1), time())
        local = end.replace(tzinfo=self.zone) if self.zone else end.astimezone()
        return min(local, self.desk.now())
