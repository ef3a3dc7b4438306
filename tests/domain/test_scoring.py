"""Fit and engagement by hand: every number here can be checked with a pencil."""

from datetime import date, timedelta

import pytest

from sdrdesk.domain.icp import Icp, Rule, fit, meets, numbers_in
from sdrdesk.domain.scoring import Engagement, Event, Score, cell_rank, explain, score, signal_kind

TODAY = date(2025, 10, 14)
WEIGHTS = Engagement()
NOBODY = fit(Icp(), {})


def events(*kinds_and_ages: tuple[str, int]) -> list[Event]:
    return [Event(kind, TODAY - timedelta(days=age), "touch", str(n)) for n, (kind, age) in enumerate(kinds_and_ages)]


def engaged(*kinds_and_ages: tuple[str, int], blocked: bool = False) -> Score:
    return score(NOBODY, events(*kinds_and_ages), TODAY, WEIGHTS, blocked)


def test_points_halve_every_21_days() -> None:
    assert engaged(("demo_request", 0)).engagement == 40
    assert engaged(("demo_request", 21)).engagement == 20
    assert engaged(("demo_request", 42)).engagement == 10
    assert round(engaged(("demo_request", 1)).engagement, 1) == 38.7
    half = Engagement(half_life_days=7)
    assert score(NOBODY, events(("reply", 14)), TODAY, half).engagement == 7.5


def test_many_small_signals_beat_one_download() -> None:
    warm = engaged(*[("mail_open", age) for age in range(5)], ("pricing_page", 0), *[("visit", 0)] * 3)
    assert warm.engagement > engaged(("download", 0)).engagement
    opened = sum(0.5 ** (age / 21) for age in range(5))
    assert warm.engagement == pytest.approx(opened + 10 + 3 * 2)


def test_three_of_a_kind_count_on_one_day() -> None:
    assert engaged(*[("mail_open", 0)] * 9).engagement == 3
    assert engaged(*[("mail_open", 0)] * 9, *[("mail_open", 21)] * 9).engagement == 4.5


def test_my_own_attempts_count_nothing_and_do_not_contact_leaves_nothing() -> None:
    mine = ("no_answer", "voicemail_left", "mail_sent", "message_sent", "proof_sent", "gatekeeper", "busy", "hung_up")
    assert engaged(*[(kind, 0) for kind in mine]).engagement == 0
    assert engaged(("reply", 0), ("meeting_held", 0), blocked=True).engagement == 0
    assert engaged(("meeting_missed", 0)).engagement == 0, "never below nothing"
    assert engaged(("reply", 0), ("meeting_missed", 0)).engagement == 20


def test_bands_and_cells() -> None:
    assert [engaged(*[("reply", 0)] * n).cell for n in range(4)] == ["–4", "–2", "–1", "–1"]
    assert engaged(("pricing_page", 0)).band == 3
    assert engaged(*[("meeting_held", 0)] * 3).engagement == 100, "never above 100"
    cells = ["A1", "B1", "A2", "C1", "B2", "A3", "D1", "C2", "B3", "A4", "D2", "C3", "B4", "D3", "C4", "D4"]
    assert sorted(cells[::-1], key=lambda cell: cell_rank(cell[0], int(cell[1]))) == cells
    assert cell_rank("–", 2) == cell_rank("C", 2)


def test_lines_say_what_when_and_how_much() -> None:
    icp = Icp((Rule("nice", "employees", "between", (50, 500)), Rule("nice", "role", "is", ("decides",))))
    lines = explain(fit(icp, {"employees": "120"}), events(("demo_request", 1)), TODAY, WEIGHTS)
    assert [(line.text, line.points and round(line.points, 1)) for line in lines] == [
        ("employees 50–500", 25.0), ("unknown: role", None), ("asked for a demo, yesterday (40)", 38.7),
    ]  # fmt: skip
    assert lines[-1].table == "touch" and lines[-1].id == "0", "each line knows its event"


# -- fit -----------------------------------------------------------------------------------------------------------

PROFILE = Icp(
    (
        Rule("must", "country", "is", ("DE", "AT", "CH"), 30),
        Rule("nice", "employees", "between", (50, 500), 25),
        Rule("nice", "industry", "has", ("logistic", "freight"), 25),
        Rule("never", "industry", "has", ("gambling",)),
    )
)


@pytest.mark.parametrize(
    ("facts", "points", "grade", "failed"),
    [
        ({"country": "Deutschland", "employees": "51-200", "industry": "Freight & Logistics"}, 80, "A", ""),
        ({"country": "Austria", "employees": "51-200"}, 55, "B", ""),
        ({"country": "CHE"}, 30, "C", ""),
        ({"employees": "9", "country": "France", "industry": "freight"}, 25, "D", "must: country DE, AT or CH"),
        ({"country": "DE", "employees": "60", "industry": "Gambling freight"}, 80, "D",
         "never: industry with gambling"),
    ],
)  # fmt: skip
def test_fit_by_the_profile(facts: dict[str, str], points: int, grade: str, failed: str) -> None:
    fitting = fit(PROFILE, facts)
    assert (fitting.points, fitting.grade, fitting.failed) == (points, grade, failed)


def test_what_nobody_knows_is_listed_and_is_no_no() -> None:
    fitting = fit(PROFILE, {"country": "DE"})
    assert fitting.unknown == ("employees", "industry")
    assert ("unknown: employees, industry", None) in fitting.lines
    blank = fit(PROFILE, {"country": " "})
    assert (blank.points, blank.grade) == (None, "–"), "nothing could be decided"


def test_without_a_profile_fit_is_unknown_and_says_so() -> None:
    assert (NOBODY.points, NOBODY.grade) == (None, "–")
    assert "no ideal customer profile" in NOBODY.lines[0][0]


@pytest.mark.parametrize(
    ("text", "span"),
    [("51-200", (51, 200)), ("1,000+", (1000, float("inf"))), ("about 80", (80, 80)), ("1.5k", (1500, 1500)),
     ("€2.5m", (2.5e6, 2.5e6)), ("1.000.000", (1e6, 1e6)), ("up to 10", (0, 10)), ("many", None)],
)  # fmt: skip
def test_sizes_as_they_came_are_read(text: str, span: tuple[float, float] | None) -> None:
    assert numbers_in(text) == span


def test_at_least_and_at_most() -> None:
    assert meets(Rule("nice", "employees", "least", (100,)), "51-200") is True
    assert meets(Rule("nice", "employees", "least", (300,)), "51-200") is False
    assert meets(Rule("nice", "employees", "most", (10,)), "8 people") is True
    assert meets(Rule("nice", "employees", "most", (10,)), "a few") is None


def test_the_words_of_a_signal_are_understood() -> None:
    assert signal_kind("Demo request") == "demo_request"
    assert signal_kind("Webinar 12 Oct") == "webinar"
    assert signal_kind("added by hand") is None and signal_kind(None) is None
