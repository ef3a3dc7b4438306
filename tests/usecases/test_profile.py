"""What the ideal customer profile wants to know and nobody does is asked in the call; the answer becomes the fact."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdrdesk.domain.asking import next_question
from sdrdesk.domain.profile import question_of
from sdrdesk.usecases import accounts, calls, history
from sdrdesk.usecases.brief import brief
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.pages import CallView, call_view
from sdrdesk.usecases.scoring import score_of
from usecases.test_undo import in_call, lead, person

ICP = """
[[must]]
what = "country"
is = ["DE", "AT"]
[[nice]]
what = "employees"
between = [50, 500]
[[nice]]
what = "fleet_size"
least = 10
"""


@pytest.fixture(autouse=True)
def icp(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "sdrdesk").mkdir()
    (tmp_path / "sdrdesk" / "icp.toml").write_text(ICP, encoding="utf-8")


def asked(view: CallView) -> list[str]:
    part = view.playbook.section("profile")
    return [question.id for question in part.questions] if part is not None else []


def account_of(desk: Desk, call: str) -> str:
    return call_view(desk, call).account_id


def test_each_unknown_fact_is_a_question_before_the_close_and_a_must_is_a_core_one(desk: Desk) -> None:
    view = call_view(desk, in_call(desk))
    assert asked(view) == ["icp:country", "icp:employees", "icp:fleet_size"]
    assert [one.id for one in view.order(core_only=True) if one.id.startswith("icp:")] == ["icp:country"]
    sections = [section.id for section in view.playbook.asked_sections]
    assert sections == ["open", "need", "timeline", "authority", "budget", "profile", "close"]
    question = view.playbook.question("icp:fleet_size")
    assert question is not None and question.ask == "What about fleet size: how is that with you?"


def test_what_is_known_is_not_asked(desk: Desk) -> None:
    call = in_call(desk)
    accounts.edit_account(desk, account_of(desk, call), country="Germany", employees="120")
    assert asked(call_view(desk, call)) == ["icp:fleet_size"]


def test_the_answer_becomes_the_fact_and_the_fit_and_goes_with_the_line(desk: Desk) -> None:
    call = in_call(desk)
    account = account_of(desk, call)
    calls.file_line(desk, call, "about 120, two sites", question_of("employees"))
    assert desk.db.value("SELECT employees FROM account") == "about 120, two sites"
    assert score_of(desk, account).score.fit == 25
    view = call_view(desk, call)
    assert view.answers["icp:employees"] == "about 120, two sites" and "icp:employees" in asked(view)
    states = {**view.states}
    following = next_question(view.playbook, view.standings, states, view.chosen, view.known, desk.today())
    assert following is not None and following.id != "icp:employees"
    history.undo(desk)


def test_taking_the_line_back_takes_the_fact_back(desk: Desk) -> None:
    call = in_call(desk)
    calls.file_line(desk, call, "Austria", question_of("country"))
    calls.take_back_line(desk, call)
    assert desk.db.value("SELECT country FROM account") is None
    assert asked(call_view(desk, call)) == ["icp:country", "icp:employees", "icp:fleet_size"]


def test_a_line_for_another_slot_is_no_fact(desk: Desk) -> None:
    call = in_call(desk)
    calls.file_line(desk, call, "b2 40k set aside", question_of("employees"))
    calls.file_line(desk, call, "!price twice", question_of("employees"))
    assert desk.db.value("SELECT employees FROM account") is None


def test_a_fact_that_is_there_is_not_written_over(desk: Desk) -> None:
    call = in_call(desk)
    calls.file_line(desk, call, "120", question_of("employees"))
    calls.file_line(desk, call, "and growing", question_of("employees"))
    assert desk.db.value("SELECT employees FROM account") == "120"


def test_a_fact_of_ones_own_that_was_answered_is_not_asked_on_the_next_call(desk: Desk) -> None:
    account = lead(desk)
    call = str(calls.start_call(desk, account, person(desk, account)).made)
    calls.file_line(desk, call, "twelve vans", question_of("fleet_size"))
    calls.finish_call(desk, call, "conversation", when="fri 9")
    view = call_view(desk, str(calls.start_call(desk, account, person(desk, account)).made))
    assert view.earlier["icp:fleet_size"].text == "twelve vans"


def test_the_brief_says_what_the_profile_lacks(desk: Desk) -> None:
    gap = brief(desk, lead(desk)).gaps[-1]
    assert (gap.title, gap.known) == ("Profile", "unknown: country, employees, fleet size")
    assert gap.ask == "Which country would the contract be with?"
