"""The queue's rules: which band, which words, which order, whose clock."""

from datetime import UTC, date, datetime, timedelta

import pytest

from sdrdesk.domain.phone_zones import zone_of_number
from sdrdesk.domain.queue import (
    BANDS,
    Facts,
    Weights,
    band_of,
    callable_at,
    order,
    pace,
    say_ago,
    say_days,
    say_minutes,
    say_span,
    why,
    working_minutes,
)
from sdrdesk.domain.reach import zone_of_phone
from sdrdesk.domain.settings import Settings

TODAY = date(2025, 10, 14)
NOW = datetime(2025, 10, 14, 8, 52, tzinfo=UTC)
WEIGHTS = Weights()


def at(month: int, day: int, hour: int, minute: int = 0) -> datetime:
    return datetime(2025, month, day, hour, minute, tzinfo=UTC)


def facts(**changes: object) -> Facts:
    limit = Settings().quiet_limits[str(changes.get("stage", "lead"))]
    plain = Facts(
        "active", "lead", TODAY, None, "2025-10-13", NOW - timedelta(days=1), None, None, False, True, None, None, limit
    )
    return plain._replace(**changes)  # type: ignore[arg-type]


def placed(**changes: object) -> tuple[str | None, str]:
    found = facts(**changes)
    band = band_of(found, TODAY, WEIGHTS)
    return band, why(band, found, TODAY, NOW, 22, WEIGHTS) if band else ""


def days(n: int) -> timedelta:
    return timedelta(days=n)


def test_each_band_and_its_words() -> None:
    fresh = {"met": False, "clock_from": NOW - timedelta(minutes=22)}
    far = {"due": TODAY + days(30), "two_way_on": "2025-09-28", "set_at": NOW - days(16)}
    assert placed(time="09:00") == ("promised", "promised 09:00")
    assert placed(due=TODAY - days(1)) == ("late", "late 1d")
    assert placed() == ("today", "today")
    assert placed(due=TODAY + days(2), inbound_at=NOW - timedelta(hours=2)) == ("reply", "replied 2h")
    assert placed(**fresh) == ("new", "new 22m ⏱1h")
    assert placed(**far) == ("cold", "quiet 16d")
    parked = {"due": None, "status": "dormant", "review_on": TODAY, "set_at": NOW - days(183)}
    assert placed(**parked) == ("recycled", "recycled 6m")
    assert placed(due=TODAY + days(2)) == (None, "")


def test_a_retry_after_a_dial_nobody_took_is_no_promise() -> None:
    assert placed(time="10:30", retry=True) == ("today", "today 10:30")


def test_a_reply_is_owed_until_i_answer_or_say_when() -> None:
    asked = {"due": TODAY + days(2), "inbound_at": NOW}
    assert placed(**asked)[0] == "reply"
    assert placed(**asked, outbound_at=NOW + timedelta(minutes=1))[0] is None
    assert placed(**asked | {"set_at": NOW})[0] is None
    assert placed(inbound_at=NOW, due=TODAY)[1] == "today +reply"


def test_a_far_step_settled_lately_is_not_cold() -> None:
    far = {"due": TODAY + days(60), "two_way_on": "2025-09-01"}
    assert placed(**far, set_at=NOW - days(7))[0] is None
    assert placed(**far, set_at=NOW - days(8))[0] == "cold"
    assert placed(**far | {"due": TODAY + days(7)}, set_at=NOW - days(8))[0] is None


def test_a_lead_is_new_for_some_days_and_until_the_first_touch() -> None:
    fresh = {"met": False, "clock_from": NOW - days(5)}
    assert placed(**fresh)[0] == "new"
    assert placed(**fresh | {"clock_from": NOW - days(6)})[0] == "today"
    assert placed(**fresh, outbound_at=NOW)[0] == "today"
    assert placed(**fresh, stage="prospect")[0] == "today"


def test_who_left_for_good_stays_away() -> None:
    assert placed(status="dormant", due=None, review_on=None)[0] is None
    assert placed(status="lost", due=None, review_on=TODAY + days(1))[0] is None
    assert placed(status="lost", due=None, review_on=TODAY, set_at=NOW - days(92)) == ("recycled", "lost 3m")


def test_the_order_is_band_hours_cell_value_age() -> None:
    rows = [
        order("promised", WEIGHTS, clock=540, id="promised 9"),
        order("promised", WEIGHTS, clock=600, cell=("A", 1), waits=True, id="promised 10"),
        order("late", WEIGHTS, cell=("D", 4), id="late"),
        order("today", WEIGHTS, cell=("A", 1), id="A1"),
        order("today", WEIGHTS, cell=("B", 1), id="B1"),
        order("today", WEIGHTS, cell=("A", 2), minus_value=-9, id="A2 dear"),
        order("today", WEIGHTS, cell=("A", 2), minus_value=-1, since="2025-01-01", id="A2 old"),
        order("today", WEIGHTS, cell=("A", 2), minus_value=-1, since="2025-06-01", id="A2 young"),
        order("today", WEIGHTS, cell=("A", 1), waits=True, id="A1 asleep"),
        order("reply", WEIGHTS, id="reply"),
        order("new", WEIGHTS, id="new"),
        order("cold", WEIGHTS, id="cold"),
        order("recycled", WEIGHTS, id="recycled"),
    ]
    assert sorted(rows[::-1]) == rows


def test_a_nudge_moves_a_row_inside_its_band_only() -> None:
    plain = order("today", WEIGHTS, cell=("C", 3))
    assert order("today", WEIGHTS, cell=("C", 3), nudge=1) < plain < order("today", WEIGHTS, cell=("C", 3), nudge=-1)
    assert order("today", WEIGHTS, cell=("D", 4), nudge=99) > order("late", WEIGHTS, cell=("D", 4), nudge=-99)


def test_the_bands_stand_as_the_weights_say() -> None:
    first = Weights(bands=("new", *[band for band in BANDS if band != "new"]))
    assert order("new", first) < order("promised", first)


def test_only_working_minutes_count() -> None:
    friday = at(10, 10, 17, 30)
    monday = at(10, 13, 9, 20)
    assert working_minutes(friday, monday, "09:00", "18:00") == 50
    assert working_minutes(friday, monday, "09:00", "18:00", {date(2025, 10, 13)}) == 30
    assert working_minutes(monday, monday + timedelta(minutes=22), "09:00", "18:00") == 22
    assert working_minutes(at(10, 11, 12), at(10, 12, 12), "09:00", "18:00") == 0
    assert working_minutes(monday, friday, "09:00", "18:00") == 0, "a clock put back"


def test_their_hours_end_before_the_last_minute_is_begun() -> None:
    assert callable_at(at(10, 14, 9, 0), WEIGHTS)
    assert callable_at(at(10, 14, 17, 59), WEIGHTS)
    assert not callable_at(at(10, 14, 18, 0), WEIGHTS)
    assert not callable_at(at(10, 14, 8, 59), WEIGHTS)
    assert not callable_at(at(10, 11, 12, 0), WEIGHTS), "a Saturday"


def test_the_pace_is_my_own_once_it_is_known() -> None:
    monday = at(10, 13, 9, 0)
    few = [monday + timedelta(minutes=3 * n) for n in range(20)]
    assert pace(few) == (5.0, 19)
    assert pace([*few, monday + timedelta(minutes=60)]) == (3.0, 20)
    assert pace([*few, monday + days(1)]) == (5.0, 19), "a night is no gap"
    assert pace([]) == (5.0, 0)


def test_spans_in_words() -> None:
    assert [say_minutes(n) for n in (0, 22, 60, 90, 200)] == ["0m", "22m", "1h", "1h30", "3h"]
    assert [say_days(n) for n in (3, 20, 183, 365, 800)] == ["3d", "2w", "6m", "12m", "2y"]
    assert [say_ago(timedelta(hours=n)) for n in (0, 5, 50)] == ["0m", "5h", "2d"]
    assert [say_span(n) for n in (0, 3, 160, 60, 1900)] == ["0m", "~5m", "~2h40", "~1h", "~31h"]


@pytest.mark.parametrize(
    ("number", "zone"),
    [("+4930123456", "Europe/Berlin"), ("+442071234567", "Europe/London"), ("+12125550100", "America/New_York"),
     ("+14155550100", "America/Los_Angeles"), ("+353861234567", "Europe/Dublin"),
     ("+61738701234", "Australia/Brisbane"), ("+18005550100", None), ("030 123", None), (None, None)],
)  # fmt: skip
def test_a_number_tells_its_zone_by_its_first_digits(number: str | None, zone: str | None) -> None:
    assert zone_of_number(number) == zone


def test_first_digits_agree_with_the_full_table() -> None:
    numbers = ("+33142278186", "+34911234567", "+390612345678", "+41443643535", "+81312345678", "+919812345678",
               "+6561234567", "+31201234567", "+4532123456", "+46812345678", "+48221234567")  # fmt: skip
    assert [zone_of_number(one) for one in numbers] == [zone_of_phone(one) for one in numbers]
