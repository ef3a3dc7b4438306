"""Which source a won deal is owed to: by first touch, by last touch before the win, or to all alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from .figure import Figure, Group, accounts, deals, ratio
from .rates import Rates
from .volume import UNKNOWN, Spent, Touch
from .win import Deal, worth


def attribution(
    won: Sequence[Deal], touches: Iterable[Touch], sources: Mapping[str, str], rates: Rates, day: date
) -> Group:
    """Won revenue by source, three ways. Touches after the close are ignored; without any it is `unknown`."""
    by_account: dict[str, list[Touch]] = {}
    for touch in sorted(touches, key=lambda one: (one.on, one.id)):
        by_account.setdefault(touch.account, []).append(touch)
    first: dict[str, float] = {}
    last: dict[str, float] = {}
    linear: dict[str, float] = {}
    unconverted = 0
    for deal in won:
        value = worth(deal, rates, day)
        if value is None:
            unconverted += 1
            continue
        held = by_account.get(deal.account, [])
        before = [touch.source for touch in held if deal.closed is None or touch.on <= deal.closed]
        otherwise = sources.get(deal.account) or UNKNOWN
        _add(first, before[0] if before else otherwise, value)
        _add(last, before[-1] if before else otherwise, value)
        for source in before or [otherwise]:
            _add(linear, source, value / len(before or [1]))
    ids = [one.id for one in won]
    return {
        f"won revenue by {how} touch": _told(f"revenue_{how}", found, ids, rates, unconverted)
        for how, found in (("first", first), ("last", last), ("linear", linear))
    }


def _add(found: dict[str, float], source: str, value: float) -> None:
    found[source] = found.get(source, 0.0) + value


def _told(id_: str, found: Mapping[str, float], ids: Sequence[str], rates: Rates, unconverted: int) -> Figure:
    whole = {source: rates.units(value) for source, value in sorted(found.items())}
    return Figure(id_, whole, n=len(ids), unit="money", behind=deals(ids), parts={"unconverted": unconverted})


def acquisition_cost(money: Spent, new: int, behind: Sequence[str]) -> Group:
    """What winning a customer cost: programmes alone, and loaded with the cost of selling."""
    why = "nobody became a customer in the period; {:,.2f} was spent"
    loaded = round(money.programmes + money.sales, 4)
    return {
        "CAC programme-only": ratio(
            "cac_programme", money.programmes, new, "money", why.format(money.programmes), n=new,
            behind=accounts(behind), unconverted=money.unconverted,
        ),
        "CAC fully loaded": ratio(
            "cac_loaded", loaded, new, "money", why.format(loaded), n=new, behind=accounts(behind),
            sales_cost_entered=money.sales_known,
        ),
    }  # fmt: skip


def dearest_lead(value: float | None, target: float, first: float | None, second: float | None) -> float | None:
    """The most a lead may cost: customer value / target × both conversions (0 to 1); None when one is missing."""
    if value is None or first is None or second is None or not target:
        return None
    return value / target * first * second
