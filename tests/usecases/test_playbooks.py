"""A playbook is a switch per account: what one learned counts in the other; one's own goes first, or is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from sdrdesk.domain.errors import DeskError, NotFound
from sdrdesk.files.playbooks import SHIPPED
from sdrdesk.usecases import accounts, calls, playbooks, qualifying
from sdrdesk.usecases.board import tiles_of
from sdrdesk.usecases.desk import Desk, change_settings, open_desk
from sdrdesk.usecases.pages import CallView, account_page, call_view
from usecases.conftest import TickingClock
from usecases.test_undo import lead, person

Write = Callable[[str, str], Path]


@pytest.fixture
def own(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Write:
    """Writes a playbook of the rep's own: `own("bant.toml", text)`."""
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    folder = tmp_path / "sdrdesk" / "playbooks"
    folder.mkdir(parents=True)

    def write(name: str, text: str) -> Path:
        (folder / name).write_text(text, encoding="utf-8")
        return folder / name

    return write


def shipped(playbook: str, **replaced: str) -> str:
    text = (SHIPPED / f"{playbook}.toml").read_text(encoding="utf-8")
    for before, after in replaced.items():
        assert before in text
        text = text.replace(before, after, 1)
    return text


def called(desk: Desk, account: str, *lines: tuple[str, str | None]) -> None:
    """A finished call; each line stands under the question named, or under its slot."""
    call = str(calls.start_call(desk, account, person(desk, account)).made)
    for text, question in lines:
        calls.file_line(desk, call, text, question)
    calls.finish_call(desk, call, "conversation", when="send plan fri 9")


def next_call(desk: Desk, account: str) -> CallView:
    return call_view(desk, str(calls.start_call(desk, account, person(desk, account)).made))


def asked_in_order(desk: Desk, view: CallView) -> list[str]:
    """The questions the call would suggest, one after the other."""
    from sdrdesk.domain.asking import next_question

    states = dict(view.states)
    found: list[str] = []
    while True:
        one = next_question(view.playbook, view.standings, states, view.chosen, view.known, desk.today())
        if one is None:
            return found
        found.append(one.id)
        states[one.id] = "asked"


# -- MEDDIC adds to BANT ---------------------------------------------------------------------------------------------


def test_what_bant_learned_counts_in_meddic_as_far_as_it_may(desk: Desk) -> None:
    account = lead(desk)
    called(desk, account, ("n3 they retype every order", None), ("a2 Priya decides up to 50k", None))
    qualifying.switch(desk, account, "meddic")
    known = account_page(desk, account).standings
    pain, buyer = known["identify_pain"], known["economic_buyer"]
    assert (pain.grade, pain.evidence, pain.quote, pain.who) == (2, "stated", "they retype every order", "Priya Nair")
    assert (buyer.grade, buyer.quote) == (1, "Priya decides up to 50k")
    assert not pain.by_hand
    assert set(known) == {"identify_pain", "economic_buyer", "decision_process"}


def test_an_answer_given_under_bant_is_never_asked_again_under_meddic(desk: Desk) -> None:
    account = lead(desk)
    called(desk, account, ("orders are typed twice", "n2"), ("Priya signs up to 50k", "a3"), ("by March", "t4"))
    qualifying.switch(desk, account, "meddic")
    view = next_call(desk, account)
    assert {name: one.text for name, one in view.earlier.items()} == {
        "p1": "orders are typed twice", "e1": "Priya signs up to 50k", "r3": "by March",
    }  # fmt: skip
    assert {"p1", "e1", "r3"}.isdisjoint(asked_in_order(desk, view))


def test_meddics_own_grade_goes_before_what_was_carried(desk: Desk) -> None:
    account = lead(desk)
    called(desk, account, ("n3 they retype every order", None))
    qualifying.switch(desk, account, "meddic")
    called(desk, account, ("i1 the new COO does not feel it", None))
    assert account_page(desk, account).standings["identify_pain"].grade == 1


def test_a_no_in_the_old_frame_is_no_no_in_the_new_one(desk: Desk) -> None:
    account = lead(desk)
    called(desk, account, ("t- no date before 2029", None))
    qualifying.switch(desk, account, "meddic")
    carried = account_page(desk, account).standings["decision_process"]
    assert not carried.adverse and carried.quote == "no date before 2029"


def test_back_to_bant_everything_is_as_it_was(desk: Desk) -> None:
    account = lead(desk)
    called(desk, account, ("n3 they retype every order", None), ("orders are typed twice", "n2"))
    before = account_page(desk, account).standings
    qualifying.switch(desk, account, "meddic")
    called(desk, account, ("c2 Tom wants it", None))
    qualifying.switch(desk, account, "bant")
    assert account_page(desk, account).standings == before


def test_the_call_the_board_and_the_slots_follow_the_switch(desk: Desk) -> None:
    account, other = lead(desk), lead(desk, "Kobalt")
    qualifying.switch(desk, account, "med")
    view = next_call(desk, account)
    assert list(view.playbook.slots) == ["m", "e", "dc", "dp", "i", "c"]
    calls.file_line(desk, view.id, "dp2 board, then legal")
    shown = tiles_of(desk, [account, other])
    assert [(tile.letter, tile.grade) for tile in shown[account]] == [
        ("M", None), ("E", None), ("DC", None), ("DP", 2), ("I", None), ("C", None),
    ]  # fmt: skip
    assert [tile.letter for tile in shown[other]] == ["B", "A", "N", "T"]


def test_the_settings_say_what_qualifies_who_has_no_other(desk: Desk) -> None:
    account = lead(desk)
    change_settings(desk, playbook="meddic")
    assert account_page(desk, account).playbook.id == "meddic"
    accounts.edit_account(desk, account, playbook="bant")
    assert account_page(desk, account).playbook.id == "bant"
    with pytest.raises(NotFound, match="There is no playbook “spiced”; there are bant, meddic"):
        change_settings(desk, playbook="spiced")


# -- the next call ---------------------------------------------------------------------------------------------------


def test_the_next_call_opens_on_what_is_unknown_not_on_question_one(desk: Desk) -> None:
    account = lead(desk)
    view = next_call(desk, account)
    core = [question.id for question in view.order(core_only=True)]
    calls.finish_call(desk, view.id, "callback", when="fri 9")
    called(desk, account, *((f"said about {one}", one) for one in core if one != "a3"))
    first = next_call(desk, account).suggested(desk.today())
    assert first is not None and first.id == "a3"


def test_the_next_call_comes_back_to_what_is_older_than_60_days(desk: Desk, clock: TickingClock) -> None:
    account = lead(desk)
    view = next_call(desk, account)
    every = [question.id for question in view.order()]
    calls.finish_call(desk, view.id, "callback", when="fri 9")
    called(desk, account, ("said long ago", "n2"))
    clock.jump(days=30)
    called(desk, account, *((f"said about {one}", one) for one in every if one != "n2"))
    clock.jump(days=30)
    still = next_call(desk, account)
    calls.finish_call(desk, still.id, "callback", when="in 3m")
    assert "n2" not in asked_in_order(desk, still)
    clock.jump(days=1)
    first = next_call(desk, account).suggested(desk.today())
    assert first is not None and first.id == "n2"


# -- files of one's own ----------------------------------------------------------------------------------------------


def test_an_own_file_takes_the_place_of_the_shipped_one_with_its_id(desk: Desk, own: Write) -> None:
    own("mine.toml", shipped("bant", **{"BANT discovery": "BANT, our way"}))
    assert desk.playbook("bant").name == "BANT, our way"
    assert desk.playbook_trouble("bant") == ""
    assert [(one.id, one.own) for one in playbooks.listed()] == [("bant", True), ("meddic", False)]


def test_a_broken_own_file_is_told_with_file_line_and_fault_and_the_built_in_is_used(desk: Desk, own: Write) -> None:
    path = own("bant.toml", shipped("bant", **{"weight = 3": 'weight = "heavy"'}))
    line = path.read_text(encoding="utf-8").split("\n").index('weight = "heavy"') + 1
    assert desk.playbook("bant").name == "BANT discovery"
    told = desk.playbook_trouble("bant")
    assert told.startswith(f"bant.toml, line {line}: criterion need weight ")
    assert told.endswith("; the built-in bant is used.")
    assert playbooks.listed()[0].trouble == told


def test_a_new_playbook_of_ones_own_can_be_switched_to_and_qualifies(desk: Desk, own: Write) -> None:
    own("spiced.toml", shipped("bant", **{'id       = "bant"': 'id       = "spiced"', "BANT discovery": "SPICED"}))
    account = lead(desk)
    assert qualifying.switch(desk, account, "spiced").said == "Halden is qualified by SPICED"
    called(desk, account, ("n2 orders get lost", None))
    assert account_page(desk, account).standings["need"].grade == 2


def test_a_question_of_the_same_id_in_another_playbook_is_another_question(desk: Desk, own: Write) -> None:
    account = lead(desk)
    called(desk, account, ("orders are typed twice", "n2"))
    own("spiced.toml", shipped("bant", **{'id       = "bant"': 'id       = "spiced"'}))
    qualifying.switch(desk, account, "spiced")
    assert "n2" not in next_call(desk, account).earlier


def test_a_broken_playbook_that_nothing_stands_in_for_is_refused(desk: Desk, own: Write) -> None:
    own("spiced.toml", "id = \"spiced\"\nname = 3")
    with pytest.raises(DeskError, match=r"spiced\.toml"):
        qualifying.switch(desk, lead(desk), "spiced")


def test_an_account_whose_playbook_is_gone_is_still_read(tmp_path: Path, own: Write) -> None:
    path = own("spiced.toml", shipped("bant", **{'id       = "bant"': 'id       = "spiced"'}))
    first = open_desk(tmp_path / "desk.db")
    account = lead(first)
    qualifying.switch(first, account, "spiced")
    called(first, account, ("n2 orders get lost", None))
    first.close()
    path.unlink()
    second = open_desk(tmp_path / "desk.db")
    assert account_page(second, account).standings["need"].quote == "orders get lost"
    assert "There is no playbook 'spiced'" in second.playbook_trouble("spiced")
    second.close()
