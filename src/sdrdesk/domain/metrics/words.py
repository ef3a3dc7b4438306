"""A figure in words: counts only where there are few records, a range below thirty, the reason where it is n/a."""

from __future__ import annotations

from typing import Any

from sdrdesk.domain.currencies import minor_digits
from sdrdesk.domain.money import say_money

from .figure import Figure
from .intervals import against

NONE = "–"


def say(figure: Figure, currency: str) -> str:
    """What it comes to: `3/5 = 60.0 % (23–88 %)`, `2/4`, `€1,866.67`, `– (no deal was won)`."""
    if figure.value is None:
        return f"{NONE} ({figure.why_na})" if figure.why_na else NONE
    if figure.unit == "%" and figure.denominator is not None:
        return _say_share(figure, currency)
    said = say_value(figure.value, figure.unit, currency)
    if figure.unit == "money" and figure.parts.get("unconverted"):
        said += f", {figure.parts['unconverted']} without a rate left out"
    return said


def _say_share(figure: Figure, currency: str) -> str:
    money = figure.numerator != figure.n and isinstance(figure.numerator, float)
    above, below = (
        say_value(part, "money" if money else "count", currency) for part in (figure.numerator, figure.denominator)
    )
    said = f"{above}/{below}"
    if figure.counts_only and not money:
        return said
    said += f" = {figure.value:.1f} %"
    if figure.needs_range and figure.low is not None and figure.high is not None:
        said += f" ({figure.low:.0f}–{figure.high:.0f} %)"
    return said


def say_value(value: Any, unit: str, currency: str) -> str:
    """A bare value with its unit."""
    if value is None:
        return NONE
    if isinstance(value, dict):
        return " · ".join(f"{name} {say_value(part, unit, currency)}" for name, part in value.items()) or "none"
    if isinstance(value, (list, tuple)):
        return ", ".join(say_value(part, unit, currency) for part in value) or "none"
    if isinstance(value, str):
        return value
    if unit == "money":
        return say_money(round(value * 10 ** minor_digits(currency)), currency, short=False)
    shown = f"{value:,.2f}".rstrip("0").rstrip(".") if isinstance(value, float) else f"{value:,}"
    return {"%": f"{shown} %", "x": f"{shown} : 1", "days": f"{shown} d", "minutes": f"{shown} min",
            "months": f"{shown} months"}.get(unit, shown)  # fmt: skip


def judge(figure: Figure, target: float) -> str:
    """A share against its target: `above`, `below` or `can't tell yet`."""
    return against(target, figure.low, figure.high)
