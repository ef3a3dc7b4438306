"""The desk since a morning, and the board on it: told from moves, deals' own days, and what the log remembers."""

from __future__ import annotations

from datetime import date

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import accounts, history, leaving, merging, next_steps, notes, pipeline
from sdrdesk.usecases.board_then import board_then
from sdrdesk.usecases.deals import edit_deal, open_deals
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.looking_back import Since, since
from sdrdesk.usecases.mornings import morning_of
from usecases.conftest import TickingClock

MONDAY = date(2026, 10, 12)


def lead(desk: Desk, name: str) -> str:
    done = accounts.add_account(
        desk, name=name, phone="+49 30 2312510", value="1000", next="call in 30d", source="fair"
    )
    return str(done.made)


@pytest.fixture
def known(desk: Desk, clock: TickingClock) -> dict[str, str]:
    """Three leads of €1,000 and a prospect of €2,000, there since the 3rd; now it is Tuesday the 13th."""
    clock.jump(days=-10)
    made = {name: lead(desk, name) for name in ("Ash", "Birch", "Cedar", "Oak")}
    pipeline.promote(desk, made["Oak"], next="demo in 20d", override="they asked", value="2000")
    clock.jump(days=10)
    return made


def told(desk: Desk) -> tuple[Since, dict[str, list[str]]]:
    """Since Monday, and the names by kind."""
    found = since(desk, MONDAY)
    kinds: dict[str, list[str]] = {}
    for one in found.changed:
        kinds.setdefault(one.kind, []).append(one.name)
    return found, kinds


def figures(found: Since) -> dict[str, tuple[int, ...]]:
    return {one.stage: (one.cards_then, one.cards, one.value_then, one.value) for one in found.columns}


def test_where_nothing_was_done_everybody_is_untouched(desk: Desk, known: dict[str, str]) -> None:
    found, kinds = told(desk)
    assert kinds == {"untouched": ["Oak", "Ash", "Birch", "Cedar"]} and found.counts == {"untouched": 4}
    assert figures(found) == {
        "lead": (3, 3, 300000, 300000), "prospect": (1, 1, 200000, 200000), "customer": (0, 0, 0, 0),
    }  # fmt: skip


def test_each_way_is_told_and_the_columns_are_those_of_then(desk: Desk, known: dict[str, str]) -> None:
    lead(desk, "New")
    pipeline.promote(desk, known["Ash"], next="demo in 9d", override="they asked", value="5000")
    pipeline.promote(desk, known["Oak"], amount="2500", on="today", reason="value")
    leaving.dormant(desk, known["Birch"], reason="timing", until="6m")
    notes.note(desk, known["Cedar"], "they moved house")
    found, kinds = told(desk)
    assert kinds == {"new": ["New"], "forward": ["Ash"], "won": ["Oak"], "left": ["Birch"]}
    assert found.counts == {"new": 1, "forward": 1, "won": 1, "left": 1, "untouched": 0}
    assert figures(found) == {
        "lead": (3, 2, 300000, 200000), "prospect": (1, 1, 200000, 500000), "customer": (0, 1, 0, 250000),
    }  # fmt: skip
    board = {stage: (many, cards) for stage, many, cards in board_then(desk, MONDAY).columns}
    assert {stage: (many, [card.name for card in cards]) for stage, (many, cards) in board.items()} == {
        "lead": (3, ["Ash", "Birch", "Cedar"]), "prospect": (1, ["Oak"]), "customer": (0, []),
    }  # fmt: skip
    assert [(card.value, card.went) for card in board["lead"][1]] == [
        (100000, "prospect"), (100000, "dormant"), (100000, ""),
    ]  # fmt: skip


def test_amounts_and_next_steps_are_those_of_then(desk: Desk, known: dict[str, str]) -> None:
    (deal,) = open_deals(desk, known["Oak"])
    edit_deal(desk, deal["id"], value="9000", step="proposal")
    edit_deal(desk, deal["id"], value="9500")
    accounts.edit_account(desk, known["Ash"], value="4000")
    next_steps.set_next(desk, known["Ash"], "mail tomorrow")
    found = since(desk, MONDAY)
    assert figures(found)["lead"] == (3, 3, 300000, 600000)
    assert figures(found)["prospect"] == (1, 1, 200000, 950000)
    weighted = {one.stage: (one.weighted_then, one.weighted) for one in found.columns}["prospect"]
    assert weighted == (200000 * 25 // 100, 950000 * 55 // 100)
    cards = {card.name: card for _, _, cards in board_then(desk, MONDAY).columns for card in cards}
    assert (cards["Ash"].value, cards["Ash"].next, cards["Ash"].due) == (100000, "call", "2026-11-02")
    assert cards["Oak"].value == 200000


def test_what_was_undone_did_not_happen(desk: Desk, known: dict[str, str]) -> None:
    before = since(desk, MONDAY)
    pipeline.promote(desk, known["Ash"], next="demo in 9d", override="they asked", value="5000")
    history.undo(desk)
    assert since(desk, MONDAY) == before


def test_who_was_merged_is_one(desk: Desk, known: dict[str, str]) -> None:
    merging.merge(desk, known["Ash"], known["Birch"])
    found, kinds = told(desk)
    assert found.columns[0].cards == 2
    assert not any("Birch" in names for names in kinds.values())


def test_a_move_back_and_a_return_have_their_names(desk: Desk, known: dict[str, str], clock: TickingClock) -> None:
    leaving.lose(desk, known["Oak"], reason="price")
    pipeline.promote(desk, known["Ash"], next="demo in 9d", override="they asked", value="5000")
    clock.jump(days=7)
    leaving.reactivate(desk, known["Oak"], reason="new budget", next="call in 2d")
    pipeline.back(desk, known["Ash"], reason="never_qualified", next="call in 2d")
    found = since(desk, date(2026, 10, 19))
    assert {one.name: one.kind for one in found.changed if one.kind != "untouched"} == {
        "Oak": "returned",
        "Ash": "back",
    }


@pytest.mark.parametrize(
    ("words", "day"),
    [("mon", date(2026, 10, 12)), ("tue", date(2026, 10, 6)), ("yesterday", MONDAY), ("", date(2026, 10, 6)),
     ("1 oct", date(2026, 10, 1)), ("2026-10-05", date(2026, 10, 5)), ("a week ago", date(2026, 10, 6))],
)  # fmt: skip
def test_words_name_a_day_that_is_past(desk: Desk, words: str, day: date) -> None:
    assert morning_of(desk, words) == day


def test_a_day_the_history_does_not_know_is_said_not_guessed(desk: Desk, known: dict[str, str]) -> None:
    with pytest.raises(DeskError, match=r"The history of this desk begins on Sat 3 Oct; it cannot say what was before"):
        since(desk, date(2026, 10, 2))
    with pytest.raises(DeskError, match="has not come yet"):
        board_then(desk, date(2026, 10, 14))
    with pytest.raises(DeskError, match="has not come yet"):
        morning_of(desk, "2026-12-01")


def test_an_empty_desk_has_no_then(desk: Desk) -> None:
    with pytest.raises(DeskError, match="history begins with the first lead"):
        since(desk, MONDAY)
