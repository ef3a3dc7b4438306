"""Numbers of the funnel: where everybody stands, leads, conversion, deals won, how long it takes, velocity."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta

from sdrdesk.domain.days import add_months
from sdrdesk.domain.metrics import conversion
from sdrdesk.domain.metrics import cycle as cycles
from sdrdesk.domain.metrics import velocity as speeds
from sdrdesk.domain.metrics import volume as leads
from sdrdesk.domain.metrics import win as deals
from sdrdesk.domain.metrics.figure import Group, median
from sdrdesk.domain.metrics.periods import Period
from sdrdesk.store.numbers import money, stages

from .reading import Reading


def state(reading: Reading) -> Group:
    return conversion.state(Counter(stages.states(reading.desk.db, reading.as_of)), reading.as_of)


def volume(reading: Reading) -> Group:
    sources = leads.first_sources(*reading.touches)
    went_on = conversion.qualified(reading.journeys, reading.period, reading.as_of, reading.assumed.window_prospect)
    return leads.volume(reading.journeys, reading.period, sources, reading.spent, went_on)


def conv(reading: Reading) -> Group:
    return conversion.conversion(reading.journeys, reading.period, reading.as_of, reading.assumed)


def win(reading: Reading) -> Group:
    days = cycles.cycle_days(reading.journeys, Period(reading.period.start, reading.as_of + timedelta(days=1)))
    middle = median(days)
    old = None if middle is None else 2 * middle
    return deals.win(reading.deals, reading.period, reading.as_of, reading.rates, old)


def cycle(reading: Reading) -> Group:
    return cycles.cycle(reading.journeys, reading.period, reading.as_of)


def velocity(reading: Reading) -> Group:
    db, day, days = reading.desk.db, reading.as_of, reading.assumed.trailing_days
    bought = stages.cycles(db, reading.since, day)
    earlier = add_months(day, -1)
    still = [deal for deal in reading.deals if deal.outcome == "open"]
    now, then = (
        speeds.factors(list(deals.stood(reading.all_deals, on)), bought, on, days, reading.rates)
        for on in (day, earlier)
    )
    chances = speeds.step_chances(money.decided_steps(db))
    return {
        **speeds.velocity(now, then, reading.deals, still),
        **speeds.pipeline(still, day, reading.rates, chances),
        **speeds.pushed(still, money.pushed(db, [deal.id for deal in still], day + timedelta(days=1))),
    }
