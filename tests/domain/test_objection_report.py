"""What objections teach is counted per line, with how many, and never by a share of nothing."""

from __future__ import annotations

import pytest

from sdrdesk.domain.metrics.objection_report import (
    BY,
    AskFirst,
    HeardCall,
    ask_first,
    base_rate,
    first_raised,
    report,
    say_share,
)
from sdrdesk.domain.metrics.objections import ObjectionFact


def heard(
    id_: str, account: str, category: str, outcome: str = "open", deal: str | None = None, stage: str = "lead",
    on: str = "2026-10-01", **more: object,
) -> ObjectionFact:  # fmt: skip
    facts: dict[str, object] = {"response": None, "explored": False, "blocking": False, **more}
    return ObjectionFact(id_, account, deal, category, stage, outcome=outcome, on=on, **facts)  # type: ignore[arg-type]


FOUND = [
    heard("1", "a", "price", "yes", "d1", explored=True, underlying="value_unclear", same_call=True, moved_on=True),
    heard("2", "a", "price", "no", "d1", stage="prospect", on="2026-11-01", response="discount", moved_on=True),
    heard("3", "b", "price", "open", "d2", explored=True),
    heard("4", "b", "timing", "partly", "d2", response="pilot"),
    heard("5", "c", "price", "open", None),
]
OUTCOMES = {"d1": "won", "d2": "lost", "d3": "won", "d4": "open"}


def test_a_line_counts_objections_accounts_and_deals_each_once() -> None:
    price, timing = report(FOUND, "kind", OUTCOMES)
    assert (price.key, price.heard, price.explored, price.open) == (("price",), 4, 2, 2)
    assert (price.settled, price.closed) == (1, 2)
    assert (price.same_call, price.moved_on, price.accounts) == (1, 1, 3)
    assert (price.won, price.decided) == (1, 2)  # d1 had it twice and counts once
    assert (timing.settled, timing.closed) == (0, 1)  # partly is not settled
    assert price.ids == ("1", "2", "3", "5")


@pytest.mark.parametrize("by", BY)
def test_the_lines_of_every_report_share_out_all_that_was_heard(by: str) -> None:
    lines = report(FOUND, by, OUTCOMES)
    assert sorted(id_ for line in lines for id_ in line.ids) == ["1", "2", "3", "4", "5"]
    assert report([], by, OUTCOMES) == []


def test_what_lies_beneath_is_a_concern_words_or_not_explored() -> None:
    assert {line.key[1] for line in report(FOUND, "concern", OUTCOMES) if line.key[0] == "price"} == {
        "value_unclear", "words_only", "not_explored",
    }  # fmt: skip


def test_months_stand_in_their_order_the_rest_by_how_often() -> None:
    assert [line.key[0] for line in report(FOUND, "month", OUTCOMES)] == ["2026-10", "2026-10", "2026-11"]
    assert [line.heard for line in report(FOUND, "kind", OUTCOMES)] == [4, 1]


def test_where_a_kind_is_first_raised_counts_an_account_once() -> None:
    assert first_raised(FOUND) == {"price": {"lead": 3}, "timing": {"lead": 1}}


def test_the_base_rate_leaves_open_deals_out() -> None:
    assert base_rate(OUTCOMES) == (2, 3)


def test_shares_of_few_are_counts_of_more_have_a_range_of_nothing_are_a_dash() -> None:
    assert [say_share(1, 4), say_share(3, 5), say_share(18, 60), say_share(0, 0)] == [
        "1/4", "3/5 = 60 % (23–88)", "18/60 = 30 %", "–",
    ]  # fmt: skip


def calls(segment: str, *kinds: str) -> list[HeardCall]:
    """Calls of a segment, the first one the oldest; an empty kind is a call without an objection."""
    return [
        HeardCall(segment, f"2026-10-{day:02d}", frozenset({kind} - {""})) for day, kind in enumerate(kinds, start=1)
    ]


def test_three_of_the_last_ten_calls_of_a_segment_are_enough_and_older_ones_do_not_count() -> None:
    often = calls("Events", "price", "", "price", "", "price")
    rare = calls("Retail", "price", "price", "timing")
    old = calls("Logistics", *["price"] * 3, *[""] * 9)
    assert ask_first([*often, *rare, *old]) == [AskFirst("Events", "price", 3, 5)]
