"""Dates as programs write them become ISO days, and a column decides which of 3/2 is the month."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.domain.dates_in import iso_day, order_of


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-03-02", "2026-03-02"),
        ("2026-03-02 09:14", "2026-03-02"),
        ("2024-08-13T18:04:34.666+00:00", "2024-08-13"),
        ("2005-11-22T19:36:11.000Z", "2005-11-22"),
        ("2024/1/5", "2024-01-05"),
        ("3/15/2024 2:30 PM", "2024-03-15"),
        ("3/2/26", "2026-03-02"),
        ("02 Mar 2026", "2026-03-02"),
        ("16 Apr, 2021 00:02:00", "2021-04-16"),
        ("20.03.2024", "2024-03-20"),
        ("3.2.2024", "2024-02-03"),
        ("15-Jan-2024", "2024-01-15"),
        ("Mar 20 2024", "2024-03-20"),
        ("March 5th, 2024", "2024-03-05"),
        ("Thursday, 15 January 2026 14:05", "2026-01-15"),
        ("Mon, 20 Mar 2024 10:00:00 +0000", "2024-03-20"),
        ("28-08-2022 17:00", "2022-08-28"),
        ("15. März 2024", "2024-03-15"),
        ("3 avr. 2024", "2024-04-03"),
        ("12 de marzo de 2024", "2024-03-12"),
        ("2024年3月15日", "2024-03-15"),
        ("20140102", "2014-01-02"),
        ("45631", "2024-12-05"),
        ("1709372040", "2024-03-02"),
        ("1709372040000", "2024-03-02"),
    ],
)
def test_a_date_however_written_becomes_its_day(typed: str, day: str) -> None:
    assert iso_day(typed) == day


@pytest.mark.parametrize(
    "typed", ["", "soon", "31/02/2024", "13/13/2024", "2024", "0000-00-00", "1,5", "²" * 8, "9" * 50]
)
def test_what_is_no_date_stays_text(typed: str) -> None:
    assert iso_day(typed) is None


@pytest.mark.parametrize("typed", ["2024-03-15 call back", "12 March 2024 or later"])
def test_a_sentence_with_a_date_in_it_is_not_a_date(typed: str) -> None:
    assert iso_day(typed) is None


def test_a_column_settles_the_order_by_its_unambiguous_rows() -> None:
    assert order_of(["3/2/2026", "1/15/2026"], "dmy") == "mdy"
    assert order_of(["3/2/2026", "15/1/2026"], "mdy") == "dmy"
    assert order_of(["3/2/2026", ""], "dmy") == "dmy"
    assert order_of(["3/2/2026 2:30 PM"], "dmy") == "mdy"
    assert order_of(["20.03.2024", "3/2/2026"], "mdy") == "mdy"


def test_the_order_changes_only_what_has_two_readings() -> None:
    assert (iso_day("3/2/2026", "mdy"), iso_day("3/2/2026", "dmy")) == ("2026-03-02", "2026-02-03")
    assert iso_day("1/15/2026", "dmy") == "2026-01-15"


@given(
    st.dates(date(1900, 1, 1), date(2100, 12, 31)), st.sampled_from(["%Y-%m-%d", "%d %b %Y", "%m/%d/%Y", "%B %d, %Y"])
)
def test_every_day_of_two_centuries_is_read_back(day: date, form: str) -> None:
    assert iso_day(day.strftime(form)) == day.isoformat()


@given(st.text(max_size=80))
def test_no_text_breaks_the_reader(text: str) -> None:
    found = iso_day(text)
    assert found is None or date.fromisoformat(found)
