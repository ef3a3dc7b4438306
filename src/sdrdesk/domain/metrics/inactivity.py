"""Buyers who order now and then and give no notice: gone when they have not ordered for twice their own interval."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date, timedelta
from itertools import pairwise

from .figure import Group, accounts, median, share
from .periods import Period

TIMES = 2
NOBODY = "no buyer without a recurring payment was active at the start of the period"


def gone_on(days: Sequence[date], after_days: int) -> date:
    """The day from which a buyer with these orders, oldest first, counts as gone.

    Twice the median of the days between the orders after the last one; with a single order `after_days` after it.
    """
    gaps = [(later - earlier).days for earlier, later in pairwise(days) if later > earlier]
    return days[-1] + timedelta(days=round(TIMES * (median(gaps) or 0)) if gaps else after_days)


def inactivity(
    orders: Mapping[str, Sequence[date]], otherwise: Collection[str], period: Period, as_of: date, after_days: int
) -> Group:
    """Of the buyers active at the start of a period, those who went silent in it up to the as-of day.

    `orders` is account -> the days of its orders, oldest first; `otherwise` are those whose leaving shows elsewhere.
    """
    until = min(period.end, as_of + timedelta(days=1))
    active, gone = [], []
    for account, days in orders.items():
        before = [day for day in days if day < period.start]
        if account in otherwise or not before or gone_on(before, after_days) < period.start:
            continue
        active.append(account)
        if gone_on([day for day in days if day < until], after_days) < until:
            gone.append(account)
    return {
        f"buyers gone by inactivity {period.label} (no order for {TIMES}x their interval)": share(
            "buyers_gone", len(gone), len(active), NOBODY, accounts(sorted(gone) or sorted(active)),
            after_days=after_days,
        )
    }  # fmt: skip
