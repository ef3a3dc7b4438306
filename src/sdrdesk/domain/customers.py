"""What a customer's orders say, when the next one is due, and which customers want looking after."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from itertools import pairwise
from typing import NamedTuple

from .pipeline import quiet, quiet_days

RENEWAL_DAYS = 60
"""A renewal is seen so many days ahead."""
LATE_SHARE = 0.25
"""A re-order counts as passed when it is later than expected by this share of the usual gap."""
ENOUGH_ORDERS = 3
"""So many orders (two gaps) before the next one is expected."""


class Rhythm(NamedTuple):
    """A customer's orders: how many, their sum and mean in minor units, how many a year, and the next one.

    `per_year` counts the orders after the first over the time since it; None with one order. `gap` is the median of
    days between orders and `expected` the day of the next, None below three orders.
    """

    orders: int
    total: int
    mean: int
    per_year: float | None
    last: date | None
    gap: int | None
    expected: date | None


def rhythm(orders: Sequence[tuple[date, int]]) -> Rhythm:
    """What these orders, (day, minor units) in any order, say."""
    if not orders:
        return Rhythm(0, 0, 0, None, None, None, None)
    days = sorted(day for day, _ in orders)
    total = sum(amount for _, amount in orders)
    gaps = sorted((later - earlier).days for earlier, later in pairwise(days) if later > earlier)
    span = (days[-1] - days[0]).days
    gap = _median(gaps) if len(gaps) >= ENOUGH_ORDERS - 1 else None
    return Rhythm(
        orders=len(days),
        total=total,
        mean=round(total / len(days)),
        per_year=round(len(gaps) * 365.25 / span, 1) if gaps else None,
        last=days[-1],
        gap=gap,
        expected=days[-1] + timedelta(days=gap) if gap is not None else None,
    )


def _median(gaps: Sequence[int]) -> int:
    half = len(gaps) // 2
    return gaps[half] if len(gaps) % 2 else round((gaps[half - 1] + gaps[half]) / 2)


class Care(NamedTuple):
    """Why a customer wants looking after: a word, and how pressing it is (smallest first); no word when it does not."""

    why: str
    rank: int
    days: int


def care(
    today: date, *, due: date | None, renewal_on: date | None, expected: date | None, gap: int | None, two_way_on: str,
    quiet_limit: int,
) -> Care:
    """The most pressing of: renewal near, check-in late, re-order passed, quiet, check-in today; else nothing."""
    if renewal_on is not None and (renewal_on - today).days <= RENEWAL_DAYS:
        left = (renewal_on - today).days
        return Care(f"renewal in {left}d" if left >= 0 else f"renewal passed {-left}d", 0, left)
    if due is not None and due < today:
        return Care(f"check-in late {(today - due).days}d", 1, -(today - due).days)
    if expected is not None and gap is not None and (today - expected).days > gap * LATE_SHARE:
        return Care(f"re-order passed {(today - expected).days}d", 2, -(today - expected).days)
    if quiet(two_way_on, today, quiet_limit):
        return Care(f"quiet {quiet_days(two_way_on, today)}d", 3, -quiet_days(two_way_on, today))
    if due == today:
        return Care("check-in today", 4, 0)
    return Care("", 9, (due - today).days if due is not None else 0)


class Offer(NamedTuple):
    """What peers with the same purchases bought too: `bought` of `peers` customers who have what this one has."""

    what: str
    bought: int
    peers: int


def offers(has: frozenset[str], others: Sequence[frozenset[str]], most: int = 3) -> list[Offer]:
    """What this customer has not, and customers with everything it has do have; the most frequent first.

    Nothing for a customer of whom no purchase is named.
    """
    peers = [one for one in others if has and has <= one]
    count: dict[str, int] = {}
    for one in peers:
        for what in one - has:
            count[what] = count.get(what, 0) + 1
    found = [Offer(what, bought, len(peers)) for what, bought in count.items()]
    return sorted(found, key=lambda offer: (-offer.bought, offer.what))[:most]
