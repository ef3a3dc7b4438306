"""Customers: what they order, who stayed and what recurs."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any, NamedTuple

from .figure import Behind, Figure, Group, accounts, plain, ratio, share
from .periods import Period
from .rates import Rates


class Order(NamedTuple):
    """An order; a refund is negative."""

    id: str
    account: str
    on: date
    minor: int
    currency: str


class CustomerMove(NamedTuple):
    """An account became a customer, left (`churned`) or came back, by its stage history; orders count as becoming."""

    account: str
    on: date
    status: str


class Recurring(NamedTuple):
    """A change of what an account pays per month, in minor units."""

    account: str
    on: date
    minor: int
    currency: str


class Base(NamedTuple):
    """Who was a customer at the start of a period, who of them left in it, and who came new."""

    at_start: frozenset[str]
    left: frozenset[str]
    new: frozenset[str]


def base(moves: Iterable[CustomerMove], period: Period) -> Base:
    """Fold what is known of every customer into who was one when."""
    by_account: dict[str, list[CustomerMove]] = {}
    for move in moves:
        by_account.setdefault(move.account, []).append(move)
    at_start, left, new = set(), set(), set()
    for account, held in by_account.items():
        held.sort(key=lambda one: (one.on, one.status == "churned"))
        before = [one for one in held if one.on < period.start]
        inside = [one for one in held if one.on in period]
        if before and before[-1].status != "churned":
            at_start.add(account)
            if inside and inside[-1].status == "churned":
                left.add(account)
        elif not before and inside and inside[0].status == "churned":
            at_start.add(account)  # a customer from before the history begins
            left.add(account)
        elif inside and not before:
            new.add(account)
    return Base(frozenset(at_start), frozenset(left), frozenset(new))


def ordering(found: Sequence[Order], rates: Rates, history: float = 1.0) -> Group:
    """Average order, frequency and repeat rate of twelve months; `history` is how much of a year has been seen."""
    told = [(order, rates.minor(order.minor, order.currency, order.on)) for order in found if order.minor]
    counted = [(order, minor) for order, minor in told if minor is not None]
    kept = [order for order, _ in counted if order.minor > 0]
    revenue = rates.units(sum(minor for _, minor in counted))
    per_buyer: dict[str, int] = {}
    for order in kept:
        per_buyer[order.account] = per_buyer.get(order.account, 0) + 1
    buyers, again = len(per_buyer), sum(many >= 2 for many in per_buyer.values())
    behind = Behind("orders", tuple(order.id for order, _ in counted))
    left_out: dict[str, Any] = {"unconverted": len(told) - len(counted), "of_nothing": len(found) - len(told)}
    why = "no order in the twelve months"
    return {
        "orders / buyers / revenue in trailing 12 months": plain(
            "orders", [len(kept), buyers, revenue], "list", n=len(kept), behind=behind, **left_out
        ),
        "AOV": ratio("aov", revenue, len(kept), "money", why, n=len(kept), behind=behind, **left_out),
        "purchase frequency (orders per buyer per year)": ratio(
            "frequency", len(kept), round(buyers * history, 4), "count", why, n=len(kept), behind=behind,
            short_history=history < 1,
        ),
        "repeat purchase rate": share("repeat_rate", again, buyers, why, behind),
    }  # fmt: skip


def retention(who: Base, period: Period, found: Iterable[Recurring], rates: Rates) -> Group:
    """Who stayed, counted in customers and in what recurs."""
    start, left, kept = len(who.at_start), len(who.left), len(who.at_start) - len(who.left)
    label, why = period.label, "there was no customer at the start of the period"
    behind = accounts(sorted(who.at_start))
    churn = share("logo_churn", left, start, why, accounts(sorted(who.left) or sorted(who.at_start)))
    wrong = kept + len(who.new)
    quit_ = left / start if start else None
    percent = f"{churn.value:g}%/{period.unit}" if churn.value is not None else f"no churn/{period.unit}"
    yearly = None if quit_ is None else round(100 * (1 - (1 - quit_) ** period.per_year), 2)
    return {
        f"logo churn {label}": churn,
        f"logo retention {label} (new customers excluded)": share("logo_retention", kept, start, why, behind),
        f"WRONG retention if the {len(who.new)} new ones are counted": share(
            "retention_naive", wrong, start, why, behind
        ),
        **_revenue_kept(who, period, found, rates),
        f"annualised logo churn from {percent}": plain("logo_churn_year", yearly, "%", why, n=start, behind=behind),
        f"implied lifetime ({period.unit}s) = 1/churn": ratio(
            "lifetime", 1.0, quit_, "count", "nobody left, so nothing says how long they stay", n=start, behind=behind
        ),
    }  # fmt: skip


def _revenue_kept(who: Base, period: Period, found: Iterable[Recurring], rates: Rates) -> Group:
    before: dict[str, int] = {}
    change: dict[str, int] = {}
    unconverted = 0
    for one in found:
        if one.account not in who.at_start or one.on >= period.end:
            continue
        minor = rates.minor(one.minor, one.currency, one.on)
        if minor is None:
            unconverted += 1
            continue
        into = before if one.on < period.start else change
        into[one.account] = into.get(one.account, 0) + minor
    start = sum(before.values())
    lost = grown = 0
    for account, value in before.items():
        moved = -value if account in who.left else change.get(account, 0)
        lost += min(moved, 0)
        grown += max(moved, 0)
    paying = [account for account, value in before.items() if value > 0]
    behind, why = accounts(sorted(before)), "nothing recurred at the start of the period"
    label, units = period.label, rates.units
    made: Group = {}
    for name, kept in (("GRR", start + lost), ("NRR", start + lost + grown)):
        made[f"{name} {label}"] = Figure(
            name.lower(), None if not start else round(100 * kept / start, 2), units(kept), units(start), len(paying),
            unit="%", why_na="" if start else why, behind=behind, parts={"unconverted": unconverted},
        )  # fmt: skip
    made["ARPA per month at the start"] = ratio("arpa", units(start), len(paying), "money", why, n=len(paying),
                                                behind=behind)  # fmt: skip
    return made
