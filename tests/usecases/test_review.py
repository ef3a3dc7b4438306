"""The weekly review goes step by step, and ends with a page that the next one opens with."""

from __future__ import annotations

import os
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import accounts, contacts, leaving, objections, pipeline, review, review_page
from sdrdesk.usecases.deals import edit_deal, open_deals
from sdrdesk.usecases.desk import Desk, open_desk
from usecases.conftest import TickingClock


@pytest.fixture
def kept(tmp_path: Path, clock: TickingClock) -> Iterator[Desk]:
    """A desk in a file."""
    opened = open_desk(tmp_path / "desk.db", clock=clock)
    yield opened
    opened.close()


def prospect(desk: Desk, name: str, more: int = 0) -> str:
    made = str(accounts.add_account(desk, name=name, phone="+49 30 2312510", next="call in 30d", source="fair").made)
    for place in range(more):
        contacts.add_contact(desk, made, name=f"Person {place}")
    pipeline.promote(desk, made, next="demo in 20d", override="they asked", value="2000")
    return made


def told(desk: Desk, step: review.Step) -> dict[str, str]:
    return {item.head: item.told for item in step.items}


def test_old_prospects_are_told_with_what_is_missing(desk: Desk, clock: TickingClock) -> None:
    for place in range(10):
        won = prospect(desk, f"Won {place}")
        clock.jump(days=place + 1)
        pipeline.promote(desk, won, amount="500", on="today", reason="value")
    alone, many = prospect(desk, "Alone", 0), prospect(desk, "Many", 1)
    (deal,) = open_deals(desk, many)
    edit_deal(desk, deal["id"], close="in 20d")
    edit_deal(desk, deal["id"], close="in 30d")
    edit_deal(desk, deal["id"], close="in 40d")
    clock.jump(days=9)
    step = review.prospects(desk, desk.today() - timedelta(days=7))
    assert "Of 10 wins 80 % took 8 d or less" in step.question
    flags = {head: set(text.split(" · ")) for head, text in told(desk, step).items()}
    common = {"9 d a prospect", "older than 80 % of your wins (n = 10)", "authority unknown"}
    assert flags == {"Alone": common | {"one contact only"}, "Many": common | {"close date pushed twice"}}
    assert [item.account for item in step.items] == [alone, many]


def test_few_wins_are_no_measure(desk: Desk, clock: TickingClock) -> None:
    prospect(desk, "Alone")
    clock.jump(days=90)
    step = review.prospects(desk, desk.today())
    assert "Too few wins to compare: 0 of 10" in step.question
    assert "older" not in told(desk, step)["Alone"]


def test_an_objection_that_is_only_heard_is_called_unexplored(desk: Desk) -> None:
    made = prospect(desk, "Alone")
    objections.log_objection(desk, made, "price", "twice what we pay")
    (item,) = review.objections(desk, desk.today()).items
    assert item.told.startswith("heard 1, explored 0, resolved 0") and "not being explored" in item.told


def test_who_sleeps_until_this_week_is_told_with_why(desk: Desk) -> None:
    soon, later = prospect(desk, "Soon"), prospect(desk, "Later")
    objections.log_objection(desk, soon, "price", "ask us in May")
    leaving.dormant(desk, soon, reason="timing", until="in 3d", trigger="their new budget")
    leaving.dormant(desk, later, reason="timing", until="6m")
    (item,) = review.waking(desk, desk.today() - timedelta(days=7)).items
    assert item.account == soon
    assert item.told == "dormant until Fri 16 Oct · not now · “ask us in May” · watch for: their new budget"


def test_every_step_is_told_on_an_empty_desk(desk: Desk) -> None:
    names = [step.name for step in review.every_step(desk, desk.today() - timedelta(days=7))]
    assert names == [name for name, _ in review.STEPS]


def test_a_priority_takes_the_place_of_its_number_and_a_decision_is_kept_beside(desk: Desk) -> None:
    for text in ("pause the ads", "2 write to Halden", "1 ask for referrals", "2. call Kobalt"):
        review_page.decide(desk, text)
    lines = review_page.decided(desk)
    assert lines == [(1, "ask for referrals"), (2, "call Kobalt"), (0, "pause the ads")]
    review_page.drop(desk, lines[2])
    assert review_page.decided(desk) == lines[:2]
    with pytest.raises(DeskError, match="Nothing was decided"):
        review_page.decide(desk, "   ")


def test_the_page_is_kept_beside_the_desk_and_the_next_review_opens_with_it(kept: Desk, clock: TickingClock) -> None:
    prospect(kept, "Halden [b]AG*")
    review_page.decide(kept, "1 ask *three* customers")
    review_page.decide(kept, "pause the ads")
    saved = review_page.save(kept)
    path = Path(saved.file)
    assert path == Path(kept.path).parent / "reviews" / "2026-10-13.md"
    assert path.stat().st_mode & 0o777 == 0o600 and path.parent.stat().st_mode & 0o777 == 0o700
    assert path.read_text("utf-8") == saved.markdown
    assert "- pause the ads" in saved.markdown and "1. ask \\*three\\* customers" in saved.markdown
    assert "[b]AG*" not in saved.markdown and "Halden" in saved.markdown
    assert review_page.last_review(kept) is None  # of today
    clock.jump(days=6)
    last = review_page.last_review(kept)
    assert last is not None and (last.on, last.priorities) == (date(2026, 10, 13), ("ask *three* customers",))
    assert review_page.begins_on(kept, last) == date(2026, 10, 13)
    assert "The priorities of 2026-10-13 were:" in review_page.page(kept)


def test_a_folder_that_cannot_be_written_is_said(kept: Desk, tmp_path: Path) -> None:
    (tmp_path / "reviews").write_text("a file in its place", encoding="utf-8")
    with pytest.raises(DeskError, match=r"reviews cannot be made: File exists"):
        review_page.save(kept)


def test_strange_files_among_the_reviews_are_passed_over(kept: Desk, clock: TickingClock) -> None:
    review_page.save(kept)
    folder = Path(kept.path).parent / "reviews"
    (folder / "2026-99-99.md").write_text("## Priorities\n\n1. no day\n", encoding="utf-8")
    (folder / "notes.md").write_text("", encoding="utf-8")
    os.mkdir(folder / "2026-10-15.md")
    clock.jump(days=6)
    last = review_page.last_review(kept)
    assert last is not None and last.on == date(2026, 10, 13)
