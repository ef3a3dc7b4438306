"""What sets won apart from lost is counted by the lines of the profile; points are proposed, and written when taken."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.icp import Icp, Rule
from sdrdesk.domain.metrics.attributes import count, proposed
from sdrdesk.files.icp import load_icp
from sdrdesk.usecases import accounts, leaving, pipeline
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.icp_weights import take_weights, weights

PROFILE = """# who is worth it
[[must]]
what = "country"
is = ["DE"]
points = 20  # at home

[[nice]]
what = "industry"
has = "freight"

[[nice]]
what = "city"
is = "Wien"
points = 10
"""


@pytest.fixture
def profile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "sdrdesk").mkdir()
    path = tmp_path / "sdrdesk" / "icp.toml"
    path.write_text(PROFILE, encoding="utf-8")
    return path


def account(desk: Desk, place: int, *, bought: bool, country: str, industry: str) -> None:
    made = accounts.add_account(
        desk, name=f"Firm {place}", source="Fair", person="Jo Li", value="1000", next="call in 3d"
    ).made
    assert made is not None
    accounts.edit_account(desk, made, country=country, industry=industry)
    pipeline.promote(desk, made, next="demo in 3d", override="they asked")
    if bought:
        pipeline.promote(desk, made, amount="900", on="today", reason="value")
    else:
        leaving.lose(desk, made, reason="price")


def fill(desk: Desk, each: int) -> None:
    """Bought: all in freight; lost: none in freight. All of them sit in DE; nobody's city is known."""
    for place in range(each):
        account(desk, place, bought=True, country="DE", industry="Freight")
        account(desk, 100 + place, bought=False, country="DE", industry="Bakery")


def test_below_ten_of_each_nothing_is_proposed(desk: Desk, profile: Path) -> None:
    fill(desk, 9)
    assert [one.proposed for one in weights(desk)] == [20, 25, 10]
    assert "won 9/9, lost 0/9: too few to say" in weights(desk)[1].said
    with pytest.raises(DeskError, match="points stay as they are"):
        take_weights(desk)
    assert profile.read_text(encoding="utf-8") == PROFILE


def test_what_cannot_be_told_apart_keeps_its_points_and_says_so(desk: Desk, profile: Path) -> None:
    fill(desk, 10)
    country, industry, city = weights(desk)
    assert country.said == "must: country DE, 20 points: won 10/10, lost 10/10: can't tell yet"
    assert "won 10/10, lost 0/10: more often won" in industry.said
    assert "won 0/0, lost 0/0: too few to say" in city.said


def test_points_go_from_what_loses_to_what_wins_and_their_sum_stays() -> None:
    icp = Icp((
        Rule("nice", "industry", "has", ("freight",), 20), Rule("nice", "city", "is", ("Wien",), 30),
        Rule("never", "country", "is", ("US",), 25),
    ))  # fmt: skip
    won = [{"industry": "freight", "city": "Graz", "country": "DE"}] * 10
    lost = [{"industry": "bakery", "city": "Wien", "country": "DE"}] * 10
    assert proposed(count(icp, won, lost)) == [50, 0, 25]


def test_taking_writes_only_the_points_and_says_old_and_new(desk: Desk, profile: Path) -> None:
    profile.write_text(PROFILE.replace('is = ["DE"]', 'is = ["AT"]'), encoding="utf-8")
    for place in range(10):
        account(desk, place, bought=True, country="AT", industry="Freight")
        account(desk, 100 + place, bought=False, country="DE", industry="Bakery")
    said = take_weights(desk)
    assert said.endswith("now has: country AT 20 → 23, industry with freight 25 → 22")
    after = profile.read_text(encoding="utf-8")
    assert [rule.points for rule in load_icp(profile).rules] == [one.points for one in weights(desk)]
    assert sum(rule.points for rule in load_icp(profile).rules) == 55
    assert after.startswith("# who is worth it\n") and "# at home" in after
    for one in weights(desk):
        assert one.points == one.proposed


def test_without_a_profile_it_says_what_is_missing(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    with pytest.raises(DeskError, match="No ideal customer profile is set"):
        weights(desk)
