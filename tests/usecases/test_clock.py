"""A clock that is set back while the desk is used: the log counts its acts, so nothing changes its order."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from sdrdesk.usecases import accounts, history, next_steps, notes, outcomes, pipeline, safety
from sdrdesk.usecases.desk import Desk, open_desk
from usecases.live import live


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = datetime(2026, 10, 13, 7, 0, tzinfo=UTC)

    def __call__(self) -> datetime:
        self.now += timedelta(milliseconds=2)
        return self.now


def acted(desk: Desk, clock: Clock) -> str:
    """An account with acts before and after its clock was set back by two days."""
    account = str(accounts.add_account(desk, name="Halden", next="call today").subject)
    pipeline.promote(desk, account, value="12k", next="demo in 3d", override="asked")
    clock.now -= timedelta(days=2)
    pipeline.back(desk, account, reason="no budget", next="call in 3d", drop_deals=True)
    outcomes.log_call(desk, account, "no_answer")
    notes.note(desk, account, "after")
    next_steps.set_next(desk, account, "call in 5d")
    return account


def test_acts_are_in_the_order_they_were_done_and_the_desk_is_sound() -> None:
    clock = Clock()
    desk = open_desk(":memory:", clock=clock)
    account = acted(desk, clock)
    verbs = [act.said for act in history.acts(desk, 10)]
    assert "call in 5d" in verbs[0] or verbs[0].startswith("Halden")
    assert desk.db.value("SELECT stage FROM account WHERE id = ?", (account,)) == "lead"
    assert safety.check(desk) == []


def test_undo_takes_back_the_act_that_was_done_last() -> None:
    clock = Clock()
    desk = open_desk(":memory:", clock=clock)
    empty = live(desk)
    acted(desk, clock)
    assert "after" not in history.undo(desk).said
    assert "after" in history.undo(desk).said
    for _ in range(4):
        history.undo(desk)
    assert live(desk) == empty
    assert safety.check(desk) == []
