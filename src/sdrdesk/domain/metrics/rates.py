"""Amounts of other currencies in the base currency: at the rate of the day, or not at all."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from sdrdesk.domain.currencies import minor_digits

ONE = 1_000_000


class RateFact(NamedTuple):
    """What one unit of a currency is worth in the base currency from a day on, in millionths."""

    currency: str
    on: date
    millionths: int


class Rates:
    """Every rate that was entered; the base currency needs none."""

    def __init__(self, base: str, facts: Iterable[RateFact]) -> None:
        self.base = base
        self._known: dict[str, tuple[list[date], list[int]]] = {}
        for fact in sorted(facts, key=lambda one: (one.currency, one.on)):
            days, values = self._known.setdefault(fact.currency, ([], []))
            days.append(fact.on)
            values.append(fact.millionths)

    def on(self, currency: str, day: date) -> int | None:
        """The rate of that day in millionths: the last one entered up to it; None where there is none."""
        if currency == self.base:
            return ONE
        days, values = self._known.get(currency, ([], []))
        place = bisect_right(days, day)
        return values[place - 1] if place else None

    def minor(self, amount: int | None, currency: str | None, day: date) -> int | None:
        """The amount in minor units of the base currency, half-even; None without an amount or a rate."""
        if amount is None or currency is None:
            return None
        if currency == self.base:
            return amount
        rate = self.on(currency, day)
        if rate is None:
            return None
        shift = minor_digits(self.base) - minor_digits(currency)
        above, below = amount * rate, ONE
        if shift >= 0:
            above *= 10**shift
        else:
            below *= 10**-shift
        return half_even(above, below)

    def units(self, minor: float) -> float:
        """Minor units of the base currency as whole ones, to its own places."""
        digits = minor_digits(self.base)
        return float(round(minor / 10.0**digits, digits)) + 0.0


def half_even(above: int, below: int) -> int:
    """The quotient to the nearest whole number, halves to the even one."""
    whole, rest = divmod(above, below)
    if 2 * rest > below or (2 * rest == below and whole % 2):
        whole += 1
    return whole


def said_rates(used: Mapping[str, set[int]]) -> str:
    """The rates that were used, for a figure's name: `EUR at close-date rate 1.08`."""
    told = []
    for currency, values in sorted(used.items()):
        if len(values) == 1:
            told.append(f"{currency} at close-date rate {next(iter(values)) / ONE:g}")
        else:
            told.append(f"{currency} at close-date rates")
    return ", ".join(told)
