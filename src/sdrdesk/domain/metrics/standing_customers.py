"""Customers by what they brought, what those who were recommended brought, and how satisfied they say they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .figure import Group, accounts, deals, median, plain
from .rates import Rates
from .win import Deal, worth

BANDS = ((1_000, "under 1k"), (10_000, "1k to 10k"), (100_000, "10k to 100k"), (None, "100k and more"))
"""Whole units of the base currency a customer brought to date, each band below its number."""
CONTENT_FROM = 7


def by_value(totals: Mapping[str, float]) -> Group:
    """How many customers brought how much; `totals` is account -> whole units to date."""
    many = dict.fromkeys((name for _, name in BANDS), 0)
    brought = dict.fromkeys(many, 0.0)
    for total in totals.values():
        name = next(name for below, name in BANDS if below is None or total < below)
        many[name] += 1
        brought[name] += total
    n = len(totals)
    behind = accounts(sorted(totals, key=lambda one: (-totals[one], one)))
    return {
        "customers by value to date": plain("customers_by_value", many, "count", n=n, behind=behind),
        "revenue by value of the customer": plain(
            "revenue_by_value", {name: round(value, 2) for name, value in brought.items()}, "money", n=n, behind=behind
        ),
    }


def referred(won: Sequence[Deal], recommended: frozenset[str], rates: Rates) -> Group:
    """What was won with accounts whose people were referred by somebody."""
    ours = [one for one in won if one.account in recommended]
    values = [worth(one, rates, one.closed) for one in ours if one.closed is not None]
    known = [value for value in values if value is not None]
    return {
        "won by referral (somebody recommended us)": plain(
            "won_by_referral", rates.units(sum(known)), "money", n=len(ours), behind=deals(one.id for one in ours),
            unconverted=len(ours) - len(known),
        )
    }  # fmt: skip


def satisfaction(told: Mapping[str, int]) -> Group:
    """What customers say, 0 to 10; `told` is account -> their number."""
    low = sorted(account for account, value in told.items() if value < CONTENT_FROM)
    return {
        "satisfaction of customers, median of 0 to 10": plain(
            "satisfaction", median(list(told.values())), "points", "no customer's satisfaction is entered",
            n=len(told), behind=accounts(low or sorted(told)), below=len(low), content_from=CONTENT_FROM,
        )
    }  # fmt: skip
