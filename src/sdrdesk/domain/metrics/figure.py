"""A figure: its value, what it was divided from, how many records stand behind it, and why when there is none."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from .intervals import wilson

FEW, ENOUGH = 5, 30
"""Below FEW records only counts are shown, below ENOUGH a range beside the value."""

Number = float | None
Group = dict[str, "Figure"]
"""Name -> figure, in the order they are told."""


class Behind(NamedTuple):
    """The records a figure was made of: their kind (accounts, deals, orders, calls …), and which."""

    kind: str = ""
    ids: tuple[str, ...] = ()


NOTHING = Behind()


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure. `id` is its short name; percent are 0 to 100, money is in whole units of the base currency.

    `unit` is one of count, %, money, days, minutes, x, points, text; `parts` are further numbers it is told with.
    """

    id: str
    value: Any = None
    numerator: Number = None
    denominator: Number = None
    n: int | None = None
    low: Number = None
    high: Number = None
    unit: str = ""
    why_na: str = ""
    parts: Mapping[str, Any] = field(default_factory=dict)
    behind: Behind = NOTHING

    @property
    def counts_only(self) -> bool:
        """Whether there are too few records for more than counts."""
        return self.n is not None and self.n < FEW

    @property
    def needs_range(self) -> bool:
        """Whether the value is told with its range."""
        return self.n is not None and FEW <= self.n < ENOUGH


def rounded(value: float, places: int = 2) -> float:
    """The value to so many places, half-even on what it is in binary; a whole minus zero is zero."""
    return round(value, places) + 0.0


def share(id_: str, hits: int, of: int, why: str, behind: Behind = NOTHING, **parts: Any) -> Figure:
    """A share of records in percent, with its Wilson range; n/a with a reason when there is nothing to divide by."""
    if of == 0:
        return Figure(id_, None, hits, of, of, unit="%", why_na=why, parts=parts, behind=behind)
    low, high = wilson(hits, of) if 0 <= hits <= of else (None, None)
    return Figure(id_, rounded(100 * hits / of), hits, of, of, low, high, "%", parts=parts, behind=behind)


def count(id_: str, many: int, behind: Behind = NOTHING, **parts: Any) -> Figure:
    """How many there are."""
    return Figure(id_, many, many, None, many, unit="count", parts=parts, behind=behind)


def ratio(
    id_: str,
    above: Number,
    below: Number,
    unit: str,
    why: str,
    *,
    n: int | None = None,
    behind: Behind = NOTHING,
    **parts: Any,
) -> Figure:
    """One number over another; n/a with a reason when either is missing or there is nothing to divide by."""
    if above is None or not below:
        return Figure(id_, None, above, below, n, unit=unit, why_na=why, parts=parts, behind=behind)
    return Figure(id_, rounded(above / below), above, below, n, unit=unit, parts=parts, behind=behind)


def plain(
    id_: str, value: Any, unit: str, why: str = "", *, n: int | None = None, behind: Behind = NOTHING, **parts: Any
) -> Figure:
    """A value that is no quotient; n/a with a reason when it is None."""
    return Figure(id_, value, n=n, unit=unit, why_na=why if value is None else "", parts=parts, behind=behind)


def accounts(ids: Iterable[str]) -> Behind:
    """The accounts behind a figure."""
    return Behind("accounts", tuple(ids))


def deals(ids: Iterable[str]) -> Behind:
    """The deals behind a figure."""
    return Behind("deals", tuple(ids))


def median(values: Sequence[float]) -> float | None:
    """The middle one, or the mean of the two in the middle; None of nothing."""
    if not values:
        return None
    ordered, half = sorted(values), len(values) // 2
    return ordered[half] if len(ordered) % 2 else (ordered[half - 1] + ordered[half]) / 2


def percentile(values: Sequence[float], part: float) -> float | None:
    """The smallest value that at least this part (0 to 1) of them do not exceed; None of nothing."""
    if not values:
        return None
    ordered = sorted(values)
    return ordered[max(-int(-part * len(ordered) // 1) - 1, 0)]


def mean(values: Sequence[float]) -> float | None:
    """The mean; None of nothing."""
    return sum(values) / len(values) if values else None
