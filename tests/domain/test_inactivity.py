"""A buyer who gives no notice is gone after twice the own interval without an order, or after the stated days."""

from __future__ import annotations

from datetime import date

import pytest

from sdrdesk.domain.metrics.inactivity import gone_on, inactivity
from sdrdesk.domain.metrics.periods import Period

QUARTER = Period(date(2026, 1, 1), date(2026, 4, 1))
END = date(2026, 4, 15)


def days(*texts: str) -> list[date]:
    return [date.fromisoformat(text) for text in texts]


def told(orders: dict[str, list[date]], otherwise: set[str] = frozenset(), as_of: date = END) -> tuple[object, object]:  # type: ignore[assignment]
    (figure,) = inactivity(orders, otherwise, QUARTER, as_of, 365).values()
    return figure.numerator, figure.denominator


def test_twice_the_own_interval_or_the_stated_days_after_a_single_order() -> None:
    assert gone_on(days("2025-10-01", "2025-11-01", "2025-12-01"), 365) == date(2026, 1, 31)
    assert gone_on(days("2025-10-01"), 365) == date(2026, 10, 1)
    assert gone_on(days("2025-10-01", "2025-10-01"), 90) == date(2025, 12, 30)


def test_gone_in_the_period_counts_once_and_still_buying_does_not() -> None:
    monthly = days("2025-10-01", "2025-11-01", "2025-12-01")
    assert told({"a": monthly, "b": [*monthly, *days("2026-01-01", "2026-02-01", "2026-03-01")]}) == (1, 2)


def test_gone_before_the_period_or_new_in_it_stands_on_neither_side() -> None:
    assert told({"a": days("2025-01-01", "2025-02-01"), "b": days("2026-02-01")}) == (0, 0)


def test_whose_leaving_shows_elsewhere_is_left_out() -> None:
    assert told({"a": days("2025-10-01", "2025-11-01", "2025-12-01")}, {"a"}) == (0, 0)


@pytest.mark.parametrize(("as_of", "gone"), [("2026-01-30", 0), ("2026-02-01", 1)])
def test_as_of_a_day_nobody_is_gone_who_may_still_order(as_of: str, gone: int) -> None:
    orders = {"a": days("2025-10-01", "2025-11-01", "2025-12-01")}
    assert told(orders, as_of=date.fromisoformat(as_of)) == (gone, 1)


def test_without_buyers_it_is_not_available_and_says_why() -> None:
    (figure,) = inactivity({}, (), QUARTER, END, 365).values()
    assert figure.value is None
    assert figure.why_na.startswith("no buyer")
