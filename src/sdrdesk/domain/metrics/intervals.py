"""How sure a share of few records is: Wilson's 95 % range, and what it says against a target."""

from __future__ import annotations

from math import sqrt

Z95 = 1.959963984540054


def wilson(hits: int, of: int) -> tuple[float, float]:
    """The 95 % range of a share in percent, to two places. `of` is above 0."""
    part, square = hits / of, Z95 * Z95
    middle = (part + square / (2 * of)) / (1 + square / of)
    half = Z95 / (1 + square / of) * sqrt(part * (1 - part) / of + square / (4 * of * of))
    low = 0.0 if hits == 0 else max(middle - half, 0.0)
    high = 1.0 if hits == of else min(middle + half, 1.0)
    return round(100 * low, 2), round(100 * high, 2)


def against(target: float, low: float | None, high: float | None) -> str:
    """`above`, `below` or `can't tell yet`: a range decides only when all of it lies on one side of the target."""
    if low is None or high is None:
        return "can't tell yet"
    if low > target:
        return "above"
    return "below" if high < target else "can't tell yet"
