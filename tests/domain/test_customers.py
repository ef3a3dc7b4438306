"""What orders say, and who wants looking after."""

from __future__ import annotations

from datetime import date

import pytest

from sdrdesk.domain.customers import Offer, care, offers, rhythm

TODAY = date(2026, 10, 13)


def test_nothing_is_expected_of_two_orders() -> None:
    found = rhythm([(date(2026, 1, 1), 100_00), (date(2026, 4, 1), 300_00)])
    assert (found.orders, found.total, found.mean, found.last) == (2, 400_00, 200_00, date(2026, 4, 1))
    assert found.gap is None and found.expected is None
    assert found.per_year == pytest.approx(365.25 / 90, abs=0.05)


def test_the_next_order_is_a_median_gap_after_the_last() -> None:
    days = [date(2026, 1, 1), date(2026, 1, 31), date(2026, 3, 2), date(2026, 6, 10)]  # 30, 30, 100 days apart
    found = rhythm([(day, 50_00) for day in reversed(days)])
    assert found.gap == 30
    assert found.expected == date(2026, 7, 10)


def test_no_orders_say_nothing() -> None:
    assert rhythm([]) == (0, 0, 0, None, None, None, None)


@pytest.mark.parametrize(
    ("facts", "why"),
    [
        ({"renewal_on": date(2026, 12, 12)}, "renewal in 60d"),
        ({"renewal_on": date(2026, 12, 13)}, ""),
        ({"renewal_on": date(2026, 10, 10)}, "renewal passed 3d"),
        ({"due": date(2026, 10, 12)}, "check-in late 1d"),
        ({"due": date(2026, 10, 13)}, "check-in today"),
        ({"expected": date(2026, 10, 1), "gap": 40}, "re-order passed 12d"),
        ({"expected": date(2026, 10, 3), "gap": 40}, ""),
        ({"two_way_on": "2026-08-13"}, "quiet 61d"),
        ({"two_way_on": "2026-08-14"}, ""),
        ({"renewal_on": date(2026, 11, 1), "due": date(2026, 10, 1)}, "renewal in 19d"),
    ],
)
def test_the_most_pressing_reason_is_said(facts: dict[str, object], why: str) -> None:
    usual: dict[str, object] = {
        "due": date(2026, 11, 20), "renewal_on": None, "expected": None, "gap": None, "two_way_on": "2026-10-01",
        "quiet_limit": 60,
    }  # fmt: skip
    assert care(TODAY, **(usual | facts)).why == why  # type: ignore[arg-type]


def test_offers_are_what_peers_with_the_same_have_besides() -> None:
    others = [frozenset("AB"), frozenset("ABC"), frozenset("AC"), frozenset("B"), frozenset("A")]
    assert offers(frozenset("A"), others) == [Offer("B", 2, 4), Offer("C", 2, 4)]
    assert offers(frozenset(), others) == []
