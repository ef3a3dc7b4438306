"""Figures as functions: known examples to the digit, and what must hold whatever the history."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from random import Random
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sdrdesk.domain.days import add_business_days
from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.metrics import attribution, cycle, velocity, win, worth
from sdrdesk.domain.metrics.assumptions import Assumptions, as_text, with_text
from sdrdesk.domain.metrics.cadence import due_days, look_again
from sdrdesk.domain.metrics.calls import Meetings, calls, hours
from sdrdesk.domain.metrics.conversion import conversion
from sdrdesk.domain.metrics.customers import CustomerMove, base
from sdrdesk.domain.metrics.figure import Figure, median, percentile, ratio, share
from sdrdesk.domain.metrics.intervals import against, wilson
from sdrdesk.domain.metrics.journeys import Move, journeys
from sdrdesk.domain.metrics.periods import Period, around, stepped
from sdrdesk.domain.metrics.rates import RateFact, Rates
from sdrdesk.domain.metrics.speed import Arrival, Hours, WorkClock, speed, waited, waits
from sdrdesk.domain.metrics.volume import SpendFact, Touch, first_sources, spent, volume
from sdrdesk.domain.metrics.words import say
from sdrdesk.domain.queue import working_minutes

QUARTER = Period(date(2026, 1, 1), date(2026, 4, 1))
AS_OF = date(2026, 4, 15)
HOLIDAYS = {date(2026, 4, 3), date(2026, 4, 6)}
NO_RATES = Rates("USD", ())


def move(account: str, day: str, kind: str, stage: str, status: str = "active", before: str | None = None) -> Move:
    return Move(account, date.fromisoformat(day), f"{day}T09:00:00.000Z", f"{account}{day}{kind}", kind, before, stage,
                status)  # fmt: skip


@pytest.mark.parametrize(
    ("hits", "of", "low", "high"),
    [(3, 5, 23.07, 88.24), (0, 5, 0.0, 43.45), (5, 5, 56.55, 100.0), (1, 1, 20.65, 100.0), (18, 60, 19.9, 42.51)],
)
def test_wilsons_range_of_known_shares(hits: int, of: int, low: float, high: float) -> None:
    assert wilson(hits, of) == (low, high)


@given(st.integers(0, 400), st.integers(1, 400))
def test_a_share_lies_within_its_range_and_the_range_within_all(hits: int, of: int) -> None:
    hits = min(hits, of)
    low, high = wilson(hits, of)
    assert 0 <= low <= round(100 * hits / of, 2) + 0.005
    assert round(100 * hits / of, 2) - 0.005 <= high <= 100


def test_a_target_is_judged_only_when_the_whole_range_lies_on_one_side() -> None:
    assert against(20, *wilson(3, 12)) == "can't tell yet"
    assert against(20, *wilson(4, 100)) == "below"
    assert against(20, *wilson(60, 100)) == "above"
    assert against(20, None, None) == "can't tell yet"


def test_nothing_to_divide_by_is_no_number_but_a_reason() -> None:
    assert (share("x", 0, 0, "nobody came").value, share("x", 0, 0, "nobody came").why_na) == (None, "nobody came")
    assert ratio("cac", 2600.0, 0, "money", "nobody bought").value is None
    assert say(share("x", 0, 0, "nobody came"), "EUR") == "– (nobody came)"


def test_few_records_are_told_as_counts_more_with_a_range_many_without() -> None:
    assert say(share("x", 2, 4, ""), "EUR") == "2/4"
    assert say(share("x", 3, 5, ""), "EUR") == "3/5 = 60.0 % (23–88 %)"
    assert say(share("x", 18, 60, ""), "EUR") == "18/60 = 30.0 %"


def test_the_value_of_a_subscription_and_of_discounted_payments() -> None:
    assert worth.subscription(125 * 0.8, 0.02) == 5000.0
    assert round(worth.discounted(100, 0.98, 0.01) or 0, 2) == 3266.67
    assert round(worth.discounted(100, 0.98, 0.01, now=True) or 0, 2) == 3366.67
    assert worth.subscription(100, 0) is None
    assert worth.discounted(100, 1.02, 0.01) is None


def test_nobody_leaving_is_capped_and_said() -> None:
    assert worth.lifetime_years(0, 4, 5) == (5, True)
    assert worth.lifetime_years(0.25, 4, 5) == (1.0, False)
    assert worth.lifetime_years(None, 4, 5) == (None, False)


def test_a_customer_without_margin_never_pays_back() -> None:
    assert round(worth.payback(1866.67, 125, 0.8) or 0, 2) == 18.67
    assert worth.payback(1866.67, 125, 0) is None


def test_the_dearest_lead_is_value_over_target_times_both_conversions() -> None:
    assert attribution.dearest_lead(6000, 3, 0.2, 0.25) == pytest.approx(6000 / 60)
    assert attribution.dearest_lead(None, 3, 0.2, 0.25) is None


def test_business_days_and_months_fall_where_the_desk_works() -> None:
    assert add_business_days(date(2026, 4, 4), 1, HOLIDAYS) == date(2026, 4, 7)
    assert due_days(date(2026, 4, 1), (0, 1, 2, 4), HOLIDAYS) == [
        date(2026, 4, 1), date(2026, 4, 2), date(2026, 4, 7), date(2026, 4, 9),
    ]  # fmt: skip
    assert look_again(date(2026, 3, 20)) == date(2026, 9, 20)
    assert look_again(date(2026, 8, 31)) == date(2027, 2, 28)
    assert look_again(date(2028, 2, 29), 12) == date(2029, 2, 28)


def test_velocity_without_a_won_deal_or_with_a_cycle_of_no_time_is_no_number() -> None:
    assert velocity.Factors(2, 5766.67, 0.5, 45.0).per_day == pytest.approx(128.15, abs=0.01)
    assert velocity.Factors(2, None, 0.5, 45.0).per_day is None
    assert velocity.Factors(2, 5766.67, 0.5, 0.0).per_day is None
    made = velocity.velocity(velocity.Factors(2, None, None, None), None, [], [])
    assert made["same per 30 days"].why_na == "no won deal in the window"


def test_the_factor_that_moved_is_named() -> None:
    before, now = velocity.Factors(4, 5000, 0.5, 40), velocity.Factors(4, 5100, 0.25, 40)
    assert velocity.moved(before, now) == "win_rate ×0.50"
    assert velocity.moved(now, now) == ""


def test_a_step_keeps_its_stated_chance_until_twenty_deals_were_decided() -> None:
    assert velocity.step_chances({("proposal", True): 9, ("proposal", False): 10})["proposal"] == (0.55, 19)
    assert velocity.step_chances({("proposal", True): 5, ("proposal", False): 15})["proposal"] == (0.25, 20)


# -- histories -------------------------------------------------------------------------------------------------------

HISTORY = [
    move("back", "2026-01-05", "enter", "lead"), move("back", "2026-01-12", "forward", "prospect"),
    move("back", "2026-01-20", "back", "lead"), move("back", "2026-02-20", "forward", "prospect"),
    move("skip", "2026-01-20", "enter", "lead"), move("skip", "2026-01-22", "skip", "customer"),
    move("slow", "2026-01-06", "enter", "lead"), move("slow", "2026-02-06", "forward", "prospect"),
    move("gone", "2026-01-08", "enter", "lead"), move("gone", "2026-01-10", "leave", "lead", "disqualified"),
    move("gone", "2026-02-10", "return", "lead"),
    move("young", "2026-03-28", "enter", "lead"), move("young", "2026-03-29", "forward", "prospect"),
]  # fmt: skip


def test_a_cohort_counts_first_entries_mature_ones_and_skips_and_keeps_losers_below_the_line() -> None:
    group = conversion(list(journeys(HISTORY, AS_OF).values()), QUARTER, AS_OF, Assumptions())
    cohort = group["lead->prospect 30d cohort"]
    assert (cohort.numerator, cohort.denominator, cohort.parts["undecided"]) == (2, 4, 1)
    assert group["same cohort, skip NOT counted"].numerator == 1
    assert (group["backward moves (Q1)"].value, group["stage skips (Q1)"].value) == (1, 1)


def test_the_order_rows_are_stored_in_changes_nothing() -> None:
    told = conversion(list(journeys(HISTORY, AS_OF).values()), QUARTER, AS_OF, Assumptions())
    for seed in range(20):
        shuffled = Random(seed).sample(HISTORY, len(HISTORY))
        assert conversion(list(journeys(shuffled, AS_OF).values()), QUARTER, AS_OF, Assumptions()) == told


DAY = st.integers(0, 200).map(lambda days: date(2025, 11, 1) + timedelta(days=days))
STEP = st.tuples(st.sampled_from("abcdef"), DAY, st.sampled_from(["lead", "prospect", "customer", "lost", "dormant"]))


@given(st.lists(STEP, max_size=40), DAY)
def test_conversions_lie_between_nothing_and_all_and_months_part_the_leads(
    steps: list[tuple[str, date, str]], as_of: date
) -> None:
    moves = [
        Move(account, on, f"{place:03d}", str(place), "forward", None,
             state if state in ("lead", "prospect", "customer") else "lead",
             "active" if state in ("lead", "prospect", "customer") else state)
        for place, (account, on, state) in enumerate(steps)
    ]  # fmt: skip
    found = list(journeys(moves, as_of).values())
    for figure in conversion(found, QUARTER, as_of, Assumptions()).values():
        if figure.unit == "%" and figure.value is not None and figure.id != "flow":
            assert 0 <= figure.value <= 100
    whole = Period(date(2025, 11, 1), date(2026, 7, 1))
    leads = [one for one in found if one.born is not None and one.born in whole]
    parts = [around(one.born, 3) for one in leads if one.born is not None]
    assert sum(one.born in part for one, part in zip(leads, parts, strict=True)) == len(leads)


def test_the_won_by_day_curve_lets_losses_compete() -> None:
    timed = [cycle.Timed(days, event, "x") for days, event in
             ((10, 2), (21, 0), (30, 1), (30, 2), (40, 2), (58, 0), (60, 1))]  # fmt: skip
    assert [round(point.incidence, 4) for point in cycle.curve(timed)] == [0.0, 0.1714, 0.1714, 0.5143]
    assert cycle.curve([]) == []


@pytest.mark.parametrize("many", [0, 1, 29])
def test_as_many_deals_are_behind_a_rate_as_it_says(many: int) -> None:
    deals = [
        win.Deal(f"d{place}", "a", "d", 100_00, "USD", date(2026, 1, 1), date(2026, 2, 1),
                 "won" if place % 2 else "lost", "decision")
        for place in range(many)
    ]  # fmt: skip
    figure = win.win(win.as_of(deals, AS_OF), QUARTER, AS_OF, NO_RATES)["narrow win_rate to date"]
    assert (figure.n, len(figure.behind.ids)) == (many, many)
    assert figure.value == (None if not many else round(100 * (many // 2) / many, 2))


def test_a_deal_that_closed_later_was_open_then() -> None:
    deal = win.Deal("d", "a", "d", 100, "USD", date(2026, 1, 1), date(2026, 4, 20), "won", "decision")
    assert win.as_of([deal], AS_OF)[0].outcome == "open"
    assert win.as_of([deal], date(2026, 4, 20))[0].outcome == "won"
    assert win.as_of([deal], date(2025, 12, 31)) == []


def test_a_currency_without_a_rate_is_left_out_and_counted() -> None:
    rates = Rates("USD", [RateFact("EUR", date(2026, 3, 30), 1_080_000)])
    deals = [
        win.Deal("a", "a", "a", 10_000_00, "EUR", date(2026, 1, 1), date(2026, 3, 30), "won", "decision"),
        win.Deal("b", "b", "b", 10_000_00, "EUR", date(2026, 1, 1), date(2026, 3, 29), "won", "decision"),
    ]
    group = win.win(deals, QUARTER, AS_OF, rates)
    figure = group["won value USD (EUR at close-date rate 1.08)"]
    assert (figure.value, figure.parts["unconverted"]) == (10800.0, 1)
    assert say(figure, "USD") == "$10,800, 1 without a rate left out"


def test_a_currency_of_other_minor_units_is_converted_between_them() -> None:
    rates = Rates("EUR", [RateFact("JPY", date(2026, 1, 1), 6_100)])
    assert rates.minor(1000, "JPY", AS_OF) == 610
    assert rates.minor(1000, "JPY", date(2025, 1, 1)) is None


def test_money_without_leads_is_shown_and_leads_without_money_cost_nothing() -> None:
    facts = [SpendFact("2026-01", "programme", "event", 500_00, "USD"), SpendFact("2026-02", "sales", None, 1, "USD")]
    found = list(journeys([move("a", "2026-01-05", "enter", "lead")], AS_OF).values())
    sources = first_sources([Touch("a", date(2026, 1, 9), "2", "ads"), Touch("a", date(2026, 1, 5), "1", "fair")], {})
    group = volume(found, QUARTER, sources, spent(facts, QUARTER, NO_RATES))
    assert (group["cpl[event]"].value, group["cpl[fair]"].value) == (None, 0.0)
    assert group["cpl[event]"].parts["spend"] == 500.0
    assert "cpl[ads]" not in group


def test_new_customers_are_on_neither_side_of_retention() -> None:
    moves = [
        CustomerMove("old", date(2025, 6, 1), "active"), CustomerMove("left", date(2025, 6, 1), "active"),
        CustomerMove("left", date(2026, 3, 15), "churned"), CustomerMove("new", date(2026, 2, 1), "active"),
        CustomerMove("new", date(2026, 3, 1), "churned"), CustomerMove("won back", date(2025, 1, 1), "active"),
        CustomerMove("won back", date(2025, 2, 1), "churned"), CustomerMove("won back", date(2025, 3, 1), "active"),
    ]  # fmt: skip
    found = base(moves, QUARTER)
    assert (found.at_start, found.left, found.new) == (
        frozenset({"old", "left", "won back"}), frozenset({"left"}), frozenset({"new"}),
    )  # fmt: skip


def test_the_call_funnel_of_no_calls_says_so() -> None:
    group = calls({}, Meetings(0, 0, 0))
    assert group["dials"].value == 0
    assert group["connect rate (connects/dials)"].why_na == "nobody was dialled in the period"
    assert group["dials per meeting"].value is None


def test_hours_are_those_of_my_own_clock() -> None:
    found = hours([("2026-03-02T09", "callback", 3), ("2026-03-02T09", "no_answer", 5)], ZoneInfo("Europe/Berlin"))
    assert found == [(0, 10, 8, 3)]


def test_waiting_is_counted_in_working_hours_and_over_the_change_of_clocks() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    lead = Arrival("s", "S", datetime(2026, 3, 27, 17, 30, tzinfo=berlin), datetime(2026, 3, 30, 9, 30, tzinfo=berlin))
    told = waited(lead, datetime(2026, 4, 1, tzinfo=UTC), WorkClock(Hours("09:00", "18:00", berlin, frozenset())))
    assert (told.wall, told.business) == (3780, 60)


@given(st.integers(0, 90_000), st.integers(0, 90_000))
def test_working_time_by_subtraction_is_working_time_by_counting(first: int, length: int) -> None:
    begin = datetime(2026, 2, 20, tzinfo=UTC) + timedelta(minutes=first)
    end = begin + timedelta(minutes=length)
    clock = WorkClock(Hours("09:00", "18:00", UTC, HOLIDAYS))
    assert clock.minutes(begin, end) == working_minutes(begin, end, "09:00", "18:00", HOLIDAYS)
    assert clock.minutes(begin - timedelta(days=30), begin) == working_minutes(
        begin - timedelta(days=30), begin, "09:00", "18:00", HOLIDAYS
    )


def test_who_is_not_yet_due_is_neither_met_nor_breached() -> None:
    berlin = ZoneInfo("Europe/Berlin")
    now = datetime(2026, 3, 30, 12, 0, tzinfo=berlin)
    leads = [Arrival("a", "A", now - timedelta(minutes=3), None), Arrival("b", "B", now - timedelta(days=3), None)]
    group = speed(waits(leads, now, Hours("09:00", "18:00", berlin, frozenset())), 60)
    figure = group["SLA adherence business"]
    assert (figure.numerator, figure.denominator) == (0, 1)
    assert group["median response, business / wall (answered only)"].value is None


def test_periods_are_named_as_people_name_them() -> None:
    months = ((1, 4, 0), (10, 1, 1), (3, 4, 0), (1, 1, 1), (2, 4, 0))
    labels = [Period(date(2026, first, 1), date(2026 + year, last, 1)).label for first, last, year in months]
    assert labels == ["Q1", "Q4", "Mar", "2026", "period"]
    assert QUARTER.months_begun == ["2026-01", "2026-02", "2026-03"]
    assert Period(date(2026, 1, 15), date(2026, 3, 1)).months_begun == ["2026-02"]


def test_periods_are_stepped_through_by_their_own_length() -> None:
    assert around(date(2026, 11, 25), 3) == Period(date(2026, 10, 1), date(2027, 1, 1))
    assert stepped(around(date(2026, 3, 31), 1), -1) == Period(date(2026, 2, 1), date(2026, 3, 1))
    assert stepped(around(date(2026, 3, 31), 12), 1) == Period(date(2027, 1, 1), date(2028, 1, 1))
    assert stepped(Period(date(2026, 1, 5), date(2026, 1, 12)), 1) == Period(date(2026, 1, 12), date(2026, 1, 19))


def test_the_middle_and_the_part_below() -> None:
    assert (median([]), median([3]), median([1, 2, 3, 10])) == (None, 3, 2.5)
    assert (percentile([], 0.8), percentile([5], 0.8), percentile(list(range(1, 11)), 0.8)) == (None, 5, 8)


@pytest.mark.parametrize("name", [name for name in as_text(Assumptions()) if name != "waiting_until"])
def test_an_assumption_is_read_back_as_it_is_shown(name: str) -> None:
    assert with_text(Assumptions(), name, as_text(Assumptions())[name]) == Assumptions()


@pytest.mark.parametrize(
    ("name", "text"),
    [("target_prospect", "-1"), ("window_customer", "2.5"), ("zone", "Berlin"), ("waiting_until", "2026-01-01T10:00"),
     ("monthly_churn", "nan"), ("colour", "red")],
)  # fmt: skip
def test_an_assumption_that_cannot_be_is_refused_by_name(name: str, text: str) -> None:
    with pytest.raises(DeskError, match=f"{name.replace('_', ' ')}|zone|zone such|{text}"):
        with_text(Assumptions(), name, text)


def test_a_figure_of_few_is_marked_as_such() -> None:
    assert Figure("x", n=4).counts_only
    assert Figure("x", n=5).needs_range
    assert not Figure("x", n=30).needs_range


def test_the_order_check_shows_whether_a_is_better_than_c() -> None:
    from sdrdesk.domain.metrics.scores import order_check

    found = journeys(HISTORY, AS_OF)
    group = order_check({"back": "A1", "skip": "A2", "gone": "C4", "unheard of": "B1"}, found)
    assert {name: (one.numerator, one.n) for name, one in group.items() if one.unit == "%"} == {
        "grade A: became prospects": (2, 2), "grade A: bought": (1, 2),
        "grade C: became prospects": (0, 1), "grade C: bought": (0, 1),
        "cell A1: became prospects": (1, 1), "cell A1: bought": (0, 1),
        "cell A2: became prospects": (1, 1), "cell A2: bought": (1, 1),
        "cell C4: became prospects": (0, 1), "cell C4: bought": (0, 1),
    }  # fmt: skip
    assert group["is A better than C: bought"].why_na == "too few to say: 2 of A and 1 of C, 30 of each are needed"


def test_a_is_called_better_than_c_only_when_the_ranges_part() -> None:
    from sdrdesk.domain.metrics.scores import order_check

    found = journeys(HISTORY, AS_OF)
    went, left = found["skip"], found["gone"]

    def verdict(of_a: int, of_c: int) -> object:
        many = {f"a{n}": (went if n < of_a else left) for n in range(40)}
        many |= {f"c{n}": (went if n < of_c else left) for n in range(40)}
        cells = {name: f"{name[0].upper()}1" for name in many}
        return order_check(cells, many)["is A better than C: bought"].value

    assert verdict(30, 5) == "yes"
    assert verdict(12, 10) == "perhaps: the ranges overlap"
    assert verdict(5, 20) == "no: the weights are wrong"

