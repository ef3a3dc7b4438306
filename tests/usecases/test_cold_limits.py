"""When an account is quiet is learned from those who went on: told with n, taken by a person, then gone by."""

from __future__ import annotations

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import accounts, board, cold_limits, history, outcomes, pipeline
from sdrdesk.usecases.desk import Desk, change_settings
from sdrdesk.usecases.pages import account_page

from .conftest import TickingClock


def prospect(desk: Desk, name: str) -> str:
    made = accounts.add_account(desk, name=name, source="Fair", person="Jo Li", value="1000", next="call in 3d").made
    assert made is not None
    pipeline.promote(desk, made, next="demo in 90d", override="they asked")
    return made


def bought(desk: Desk, account: str) -> None:
    pipeline.promote(desk, account, amount="900", on="today", reason="value")


def ten_wins(desk: Desk, clock: TickingClock, wins: int = 10) -> None:
    """Prospects who bought after 1, 2, 3 … days without a word in between."""
    waiting = [prospect(desk, f"Firm {place}") for place in range(wins)]
    for account in waiting:
        clock.jump(days=1)
        bought(desk, account)


def test_below_ten_wins_the_stated_default_stays_and_says_why(desk: Desk, clock: TickingClock) -> None:
    ten_wins(desk, clock, wins=9)
    own = cold_limits.own_limit(desk, "prospect")
    assert (own.now, own.is_default, own.proposed, own.n) == (14, True, None, 9)
    with pytest.raises(DeskError, match="stays 14 days; too few to say: 9 of 10 prospects who bought"):
        cold_limits.take_own_limit(desk, "prospect")


def test_from_ten_wins_on_the_eighth_longest_silence_is_proposed_and_changes_nothing(
    desk: Desk, clock: TickingClock
) -> None:
    ten_wins(desk, clock)
    own = cold_limits.own_limit(desk, "prospect")
    assert (own.proposed, own.n, desk.settings.quiet_prospect) == (8, 10, 14)
    assert own.told == "80 % of 10 prospects who bought were never silent for more than 8 days"


def test_a_talk_in_between_parts_a_silence(desk: Desk, clock: TickingClock) -> None:
    waiting = [prospect(desk, f"Firm {place}") for place in range(10)]
    clock.jump(days=6)
    for account in waiting:
        outcomes.log_call(desk, account, "conversation", when="call in 30d")
    clock.jump(days=5)
    for account in waiting:
        bought(desk, account)
    assert cold_limits.own_limit(desk, "prospect").proposed == 6


def test_what_is_taken_is_gone_by_on_board_and_page_until_it_is_undone(desk: Desk, clock: TickingClock) -> None:
    waiting = prospect(desk, "Halden")
    ten_wins(desk, clock)
    assert board.cold(desk, "prospect") == 0
    done = cold_limits.take_own_limit(desk, "prospect")
    assert "quiet after 8 days, 14 before" in done.said
    assert board.cold(desk, "prospect") == 1
    assert account_page(desk, waiting).cold
    assert board.page(desk, "prospect", limit=5)[0].quiet_limit == 8
    history.undo(desk, done.step)
    assert (desk.settings.quiet_prospect, board.cold(desk, "prospect")) == (14, 0)


def test_a_limit_is_set_by_hand_within_reason(desk: Desk) -> None:
    change_settings(desk, quiet_lead="5")
    assert desk.settings.quiet_limits == {"lead": 5, "prospect": 14, "customer": 60}
    with pytest.raises(DeskError, match="quiet lead must be a whole number from 1"):
        change_settings(desk, quiet_lead="0")


def test_a_stage_that_is_none_is_refused(desk: Desk) -> None:
    with pytest.raises(DeskError, match="no stage called"):
        cold_limits.own_limit(desk, "friend")
