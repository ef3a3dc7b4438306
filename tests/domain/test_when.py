"""Promises of domain.when: a rep's words for a day mean one day, or are refused in a sentence."""

from datetime import date, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.next_step import parse_next
from sdrdesk.domain.when import (
    When,
    add_business_days,
    add_months,
    is_open,
    next_open_day,
    parse_when,
    previous_open_day,
    say_day,
    say_due,
)

WED = date(2026, 11, 25)
NOON = time(12, 0)
HOLIDAY = frozenset({date(2026, 11, 30), date(2026, 12, 25)})
DAYS = st.dates(date(2020, 1, 1), date(2035, 12, 31))
CLOSED = st.frozensets(DAYS, max_size=6)


def iso(when: When) -> str:
    return f"{when.day.isoformat()} {when.time:%H:%M}" if when.time else when.day.isoformat()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("today", "2026-11-25"),
        ("asap", "2026-11-25"),
        ("tomorrow", "2026-11-26"),
        ("tmr", "2026-11-26"),
        ("tomorrow 9", "2026-11-26 09:00"),
        ("today 14:30", "2026-11-25 14:30"),
        ("day after tomorrow", "2026-11-27"),
        ("thu", "2026-11-26"),
        ("Thursday", "2026-11-26"),
        ("THU 10", "2026-11-26 10:00"),
        ("thu 10:30", "2026-11-26 10:30"),
        ("thu at 10", "2026-11-26 10:00"),
        ("thu, 10:30", "2026-11-26 10:30"),
        ("on thu @10", "2026-11-26 10:00"),
        ("mon 9:30", "2026-11-30 09:30"),
        ("fri 27", "2026-11-27"),
        ("fri 27 10:30", "2026-11-27 10:30"),
        ("mon the 30th", "2026-11-30"),
        ("thu 3rd", "2026-12-03"),
        ("fri 9am", "2026-11-27 09:00"),
        ("fri 4pm", "2026-11-27 16:00"),
        ("fri 4 pm", "2026-11-27 16:00"),
        ("fri 4:15 p.m.", "2026-11-27 16:15"),
        ("fri 12am", "2026-11-27 00:00"),
        ("fri 12pm", "2026-11-27 12:00"),
        ("fri noon", "2026-11-27 12:00"),
        ("fri morning", "2026-11-27 09:00"),
        ("fri 3", "2026-11-27 15:00"),
        ("fri 03:00", "2026-11-27 03:00"),
        ("fri 10.30", "2026-11-27 10:30"),
        ("fri 10h30", "2026-11-27 10:30"),
        ("fri 1030", "2026-11-27 10:30"),
        ("fri 14 uhr", "2026-11-27 14:00"),
        ("sat", "2026-11-28"),
        ("wed", "2026-12-02"),
        ("wed 10", "2026-12-02 10:00"),
        ("wed 12:00", "2026-12-02 12:00"),
        ("wed 15", "2026-11-25 15:00"),
        ("next wed", "2026-12-02"),
        ("next thu", "2026-12-03"),
        ("next thu 10", "2026-12-03 10:00"),
        ("thu next week", "2026-12-03"),
        ("next week thu", "2026-12-03"),
        ("next mon", "2026-11-30"),
        ("this fri", "2026-11-27"),
        ("coming fri", "2026-11-27"),
        ("1", "2026-11-26"),
        ("2", "2026-11-27"),
        ("3", "2026-11-30"),
        ("7", "2026-12-02"),
        ("0", "2026-11-25"),
        ("m", "2026-12-25"),
        ("w", "2026-12-02"),
        ("in 3d", "2026-11-30"),
        ("in 3 days", "2026-11-30"),
        ("3d", "2026-11-30"),
        ("+3d", "2026-11-30"),
        ("3d 10", "2026-11-30 10:00"),
        ("3 at 10", "2026-11-30 10:00"),
        ("3 10:30", "2026-11-30 10:30"),
        ("in 2w", "2026-12-09"),
        ("in two weeks", "2026-12-09"),
        ("a week", "2026-12-02"),
        ("in 1m", "2026-12-25"),
        ("1 month", "2026-12-25"),
        ("in 3m", "2027-02-25"),
        ("in a year", "2027-11-25"),
        ("3bd", "2026-11-30"),
        ("in 3 bd", "2026-11-30"),
        ("5 business days", "2026-12-02"),
        ("in 1 working day", "2026-11-26"),
        ("15 jan", "2027-01-15"),
        ("15. Jan", "2027-01-15"),
        ("15th of January", "2027-01-15"),
        ("the 15th of jan 10:30", "2027-01-15 10:30"),
        ("jan 15", "2027-01-15"),
        ("Jan 15th, 2028", "2028-01-15"),
        ("15-jan-2027", "2027-01-15"),
        ("15 jan 10", "2027-01-15 10:00"),
        ("15 jan 27", "2027-01-15"),
        ("15 jan '27", "2027-01-15"),
        ("jan 15 10:30", "2027-01-15 10:30"),
        ("15 jan 2027 4pm", "2027-01-15 16:00"),
        ("fri 15 jan", "2027-01-15"),
        ("fri 15 jan 10", "2027-01-15 10:00"),
        ("25 nov", "2026-11-25"),
        ("24 nov", "2027-11-24"),
        ("29 feb", "2028-02-29"),
        ("15.1.", "2027-01-15"),
        ("15.1", "2027-01-15"),
        ("15. 1.", "2027-01-15"),
        ("15.01.2027", "2027-01-15"),
        ("15.1.27", "2027-01-15"),
        ("fri 15.1.", "2027-01-15"),
        ("15.01.2027 10:30", "2027-01-15 10:30"),
        ("15/1", "2027-01-15"),
        ("1/15", "2027-01-15"),
        ("3/3", "2027-03-03"),
        ("15/01/2027", "2027-01-15"),
        ("2027-01-15", "2027-01-15"),
        ("2027-01-15 10:30", "2027-01-15 10:30"),
        ("2027-01-15T10:30", "2027-01-15 10:30"),
        ("2027/1/5", "2027-01-05"),
        ("20270115", "2027-01-15"),
        ("２０２７-01-15", "2027-01-15"),
        ("2027-01-16", "2027-01-16"),
        ("jan 2027", "2027-01-01"),
        ("in jan", "2027-01-01"),
        ("may", "2027-05-03"),
        ("the 15th", "2026-12-15"),
        ("30th", "2026-11-30"),
        ("31st", "2026-12-31"),
        ("after 15 jan", "2027-01-18"),
        ("after 15 jan 10", "2027-01-18 10:00"),
        ("after thu", "2026-11-27"),
        ("after fri", "2026-11-30"),
        ("eod", "2026-11-25"),
        ("eow", "2026-11-27"),
        ("end of week", "2026-11-27"),
        ("eom", "2026-11-30"),
        ("end of the month", "2026-11-30"),
        ("eoq", "2026-12-31"),
        ("eoy", "2026-12-31"),
        ("next week", "2026-11-30"),
        ("next month", "2026-12-01"),
        ("next quarter", "2027-01-01"),
        ("next year", "2027-01-01"),
        ("14:30", "2026-11-25 14:30"),
        ("at 3", "2026-11-25 15:00"),
        ("4pm", "2026-11-25 16:00"),
        ("10:30", "2026-11-26 10:30"),
        ("9am", "2026-11-26 09:00"),
        ("in 2h", "2026-11-25 14:00"),
        ("45min", "2026-11-25 12:45"),
        ("in an hour", "2026-11-25 13:00"),
        ("in 13 hours", "2026-11-26 01:00"),
        ("  tomorrow   9  ", "2026-11-26 09:00"),
    ],
)
def test_words_mean_one_day(typed: str, meant: str) -> None:
    assert iso(parse_when(typed, WED, NOON)) == meant


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("3", "2026-12-01"),
        ("in 5d", "2026-12-01"),
        ("1m", "2026-12-28"),
        ("3bd", "2026-12-01"),
        ("mon", "2026-11-30"),
        ("30 nov", "2026-11-30"),
        ("2026-12-25", "2026-12-25"),
        ("next week", "2026-12-01"),
        ("eom", "2026-11-27"),
        ("after 27 nov", "2026-12-01"),
    ],
)
def test_counted_days_step_over_closed_days_and_named_days_stay(typed: str, meant: str) -> None:
    assert iso(parse_when(typed, WED, NOON, HOLIDAY)) == meant


@pytest.mark.parametrize(
    ("today", "typed", "meant"),
    [
        (date(2026, 11, 26), "thu 10", "2026-12-03 10:00"),
        (date(2026, 11, 26), "thu 13", "2026-11-26 13:00"),
        (date(2026, 11, 26), "thu", "2026-12-03"),
        (date(2026, 11, 29), "next mon", "2026-11-30"),
        (date(2026, 11, 29), "next sun", "2026-12-06"),
        (date(2026, 11, 28), "eow", "2026-12-04"),
        (date(2026, 11, 27), "eow", "2026-11-27"),
        (date(2027, 1, 31), "eom", "2027-02-26"),
        (date(2027, 1, 31), "1m", "2027-03-01"),
        (date(2026, 11, 27), "1", "2026-11-30"),
        (date(2026, 11, 27), "1bd", "2026-11-30"),
        (date(2026, 11, 28), "1bd", "2026-11-30"),
        (date(2026, 11, 27), "tomorrow", "2026-11-28"),
        (date(2026, 11, 27), "9am", "2026-11-30 09:00"),
        (date(2028, 2, 29), "in a year", "2029-02-28"),
        (date(2026, 12, 31), "15 jan", "2027-01-15"),
    ],
)
def test_words_are_read_from_the_day_they_are_typed_on(today: date, typed: str, meant: str) -> None:
    assert iso(parse_when(typed, today, NOON)) == meant


def test_without_a_clock_today_is_still_ahead() -> None:
    assert iso(parse_when("wed 9", WED)) == "2026-11-25 09:00"
    assert iso(parse_when("today 9", WED)) == "2026-11-25 09:00"
    with pytest.raises(DeskError, match="no clock"):
        parse_when("in 2h", WED)


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("", "No day"), ("   ", "No day"), ("\u200b", "day or time"), ("soonish", "'soonish'"),
        ("next foo", "'foo'"),
        ("thu foo", "'foo'"), ("thu 32", "'32'"), ("thu 10:75", "'10:75'"), ("thu 13pm", "'13pm'"),
        ("thu 0am", "'0am'"),
        ("after lunch", "'lunch'"), ("in 3 parsecs", "'parsecs'"), ("30 feb", "no day 30"),
        ("31.4.", "no day 31"),
        ("29 feb 2027", "no day 29"), ("15.13.2027", "no month 13"), ("2027-13-01", "no month 13"),
        ("0 jan", "no day 0"),
        ("32nd", "no day 32|No month has"), ("1/2", "two ways"), ("1/2/2027", "two ways"), ("3 10", "two ways"),
        ("30m", "30min"), ("999999d", "999999d"), ("9999-12-31", "ten years"), ("15 jan 2999", "ten years"),
        ("thu 15 jan", "Friday, not a Thursday"), ("yesterday", "past"), ("2026-11-24", "past"),
        ("3d ago", "past"),
        ("last thu", "past"), ("this mon", "past"), ("-3d", "past"), ("24.11.2026", "past"),
        ("today 9", "passed"),
        ("2026-11-25 11:59", "passed"), ("thu 10:30 CET", "10:30 cet|10:30"), ("x" * 500, "xxx"),
        ("1e3", "1e3"),
        ("٣", "٣"), ("½", "day or time"), ("thu\x1b[31m", "␛"), ("in", "'in'"), ("next", "'next'"),
        ("\ud800", "day or"),
        ("2027", "'2027'"), ("10-11", "10-11"), ("thu thu", "thu"), ("0000-01-01", "no day"),
        ("99:99", "99:99"),
    ],
)  # fmt: skip
def test_what_is_not_understood_is_refused_by_name(typed: str, named: str) -> None:
    with pytest.raises(DeskError, match=named) as refusal:
        parse_when(typed, WED, NOON)
    assert "\x1b" not in str(refusal.value) and "\n" not in str(refusal.value) and len(str(refusal.value)) < 250


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("yesterday", "2026-11-24"),
        ("yesterday 16:00", "2026-11-24 16:00"),
        ("today 9", "2026-11-25 09:00"),
        ("9:00", "2026-11-25 09:00"),
        ("3d ago", "2026-11-22"),
        ("2 weeks ago", "2026-11-11"),
        ("last thu", "2026-11-19"),
        ("last wed", "2026-11-18"),
        ("24 nov", "2026-11-24"),
        ("15 jan", "2027-01-15"),
        ("15 sep", "2026-09-15"),
        ("2024-01-15", "2024-01-15"),
    ],
)
def test_looking_back_is_allowed_where_it_makes_sense(typed: str, meant: str) -> None:
    assert iso(parse_when(typed, WED, NOON, allow_past=True)) == meant


@given(st.text(max_size=40) | st.from_regex(r"[a-z0-9 .:/'-]{0,20}", fullmatch=True), DAYS)
def test_any_text_is_a_day_from_today_on_or_a_refusal(typed: str, today: date) -> None:
    try:
        when = parse_when(typed, today, NOON)
    except DeskError as refusal:
        assert 10 < len(str(refusal)) < 250
    else:
        assert today <= when.day <= date(today.year + 10, 12, 31)


@given(DAYS, DAYS, st.none() | st.times().map(lambda t: t.replace(second=0, microsecond=0)))
def test_a_written_date_comes_back(today: date, day: date, at: time | None) -> None:
    clock = f" {at:%H:%M}" if at and not 1 <= at.hour <= 6 else ""
    at = at if clock else None
    for written in (
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day} {day:%b} {day.year}",
        f"{day:%a %d %b %Y}",
    ):
        if day.year <= today.year + 10:
            assert parse_when(written + clock, today, allow_past=True) == When(day, at)


@given(DAYS, st.integers(0, 329))
def test_a_said_day_comes_back(today: date, ahead: int) -> None:
    day = today + timedelta(days=ahead)
    assert parse_when(say_day(day, today), today).day == day
    if is_open(day):
        assert parse_when(say_due(day, None, today), today).day == day


@given(DAYS, st.integers(0, 900), CLOSED)
def test_a_counted_day_is_open_and_not_before_its_count(today: date, n: int, closed: frozenset[date]) -> None:
    day = parse_when(f"in {n}d", today, closed_days=closed).day
    assert is_open(day, closed) and day >= today + timedelta(days=n)
    assert day == next_open_day(today + timedelta(days=n), closed)


# ---- calendar --------------------------------------------------------------------------------------------------------


@given(DAYS, st.integers(-60, 60), CLOSED)
def test_business_days_are_counted_one_open_day_at_a_time(day: date, n: int, closed: frozenset[date]) -> None:
    there = add_business_days(day, n, closed)
    assert is_open(there, closed)
    low, high = (day + timedelta(days=1), there) if n > 0 else (there, day - timedelta(days=1))
    passed = sum(is_open(low + timedelta(days=i), closed) for i in range((high - low).days + 1))
    assert n == 0 or passed == abs(n)


@given(DAYS, st.integers(1, 30), st.integers(1, 30), CLOSED)
def test_business_days_add_up_and_go_back(day: date, a: int, b: int, closed: frozenset[date]) -> None:
    assert add_business_days(add_business_days(day, a, closed), b, closed) == add_business_days(day, a + b, closed)
    if is_open(day, closed):
        assert add_business_days(add_business_days(day, a, closed), -a, closed) == day


@given(DAYS, CLOSED)
def test_the_next_open_day_skips_nothing_open(day: date, closed: frozenset[date]) -> None:
    after, before = next_open_day(day, closed), previous_open_day(day, closed)
    assert before <= day <= after and is_open(after, closed) and is_open(before, closed)
    assert is_open(day, closed) == (before == day == after)
    assert next_open_day(after, closed) == after


@given(DAYS, st.integers(-40, 40))
def test_months_keep_the_day_or_the_end_of_the_month(day: date, n: int) -> None:
    there = add_months(day, n)
    assert (there.year * 12 + there.month) - (day.year * 12 + day.month) == n
    assert there.day == day.day or (there.day < day.day and (there + timedelta(days=1)).day == 1)


def test_months_end_where_the_month_ends() -> None:
    assert add_months(date(2027, 1, 31), 1) == date(2027, 2, 28)
    assert add_months(date(2028, 1, 31), 1) == date(2028, 2, 29)
    assert add_months(date(2026, 12, 15), 1) == date(2027, 1, 15)
    assert add_months(date(2027, 1, 15), -1) == date(2026, 12, 15)


@pytest.mark.parametrize(
    ("due", "at", "said"),
    [
        ("2026-11-22", None, "▲3d late"),
        ("2026-11-24", "10:00", "▲1d late"),
        ("2026-11-25", None, "today"),
        ("2026-11-25", "14:30", "today 14:30"),
        ("2026-11-26", None, "tomorrow"),
        ("2026-11-26", "09:00", "tomorrow 09:00"),
        ("2026-11-30", None, "in 5d"),
        ("2026-12-08", None, "in 13d"),
        ("2026-12-09", None, "Wed 9 Dec"),
        ("2027-03-04", "10:30", "Thu 4 Mar 10:30"),
        ("2027-11-25", None, "Thu 25 Nov 2027"),
    ],
)
def test_due_days_are_said_as_distances(due: str, at: str | None, said: str) -> None:
    assert say_due(date.fromisoformat(due), at, WED) == said


@pytest.mark.parametrize(
    ("typed", "says"),
    [
        ("call feb 30", "Feb has no day 30"),
        ("call 30 feb", "Feb has no day 30"),
        ("send plan feb 30 10:00", "Feb has no day 30"),
        ("call yesterday", "in the past"),
        ("call today 8", "has passed"),
        ("call 3/4", "two ways"),
        ("call thu 27", "is a Friday, not a Thursday"),
    ],
)
def test_a_next_step_on_a_day_that_cannot_be_is_refused_and_not_read_as_another(typed: str, says: str) -> None:
    with pytest.raises(DeskError, match=says):
        parse_next(typed, WED, NOON)


def test_words_that_look_like_a_day_and_stand_before_the_time_stay_words() -> None:
    assert parse_next("review 50/50 split fri", WED, NOON)[1:3] == ("review 50/50 split", "2026-11-27")


@pytest.mark.parametrize("typed", ["0001-01-01", "1899-12-31", "0001-01-01 9:00"])
def test_a_day_before_anybody_sold_by_phone_is_refused(typed: str) -> None:
    with pytest.raises(DeskError, match="too long ago"):
        parse_when(typed, WED, NOON, allow_past=True)
    assert parse_when("1900-01-01", WED, NOON, allow_past=True).day == date(1900, 1, 1)
