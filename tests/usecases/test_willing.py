"""Who asked not to be contacted: nothing of mine goes out to them, what comes from them is logged."""

from __future__ import annotations

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import accounts, calls, contacts, find, history, leaving, notes, outcomes
from sdrdesk.usecases.desk import Desk
from usecases.live import live


@pytest.fixture
def blocked(desk: Desk) -> str:
    account = str(accounts.add_account(desk, name="Halden", phone="+49 30 901820", next="call today").subject)
    outcomes.log_call(desk, account, "do_not_contact", confirmed=True)
    return account


def test_no_call_of_mine_brings_them_back(desk: Desk, blocked: str) -> None:
    before = live(desk)
    with pytest.raises(DeskError, match="asked not to be contacted"):
        outcomes.log_call(desk, blocked, "no_answer")
    with pytest.raises(DeskError, match="asked not to be contacted"):
        calls.start_call(desk, blocked)
    with pytest.raises(DeskError, match="asked not to be contacted"):
        notes.log_activity(desk, blocked, "mail_sent")
    assert live(desk) == before
    assert find.the_account(desk, blocked)["status"] == "disqualified"


def test_what_comes_from_them_is_logged(desk: Desk, blocked: str) -> None:
    assert notes.log_activity(desk, blocked, "reply", "we want to talk after all").step
    assert calls.start_call(desk, blocked, direction="in").made


def test_reactivating_lifts_it_and_undo_puts_it_back(desk: Desk, blocked: str) -> None:
    leaving.reactivate(desk, blocked, reason="they asked for an offer", next="call today")
    assert outcomes.log_call(desk, blocked, "no_answer").step
    history.undo(desk)
    history.undo(desk)
    with pytest.raises(DeskError, match="reactivating"):
        outcomes.log_call(desk, blocked, "no_answer")


def test_one_who_asked_leaves_the_others_callable(desk: Desk) -> None:
    account = str(accounts.add_account(desk, name="Halden", person="Priya Nair", next="call today").subject)
    priya = desk.db.value("SELECT id FROM contact WHERE account_id = ?", (account,))
    other = str(contacts.add_contact(desk, account, name="Tom Weiss").made)
    outcomes.log_call(desk, account, "do_not_contact", contact_id=priya, confirmed=True)
    with pytest.raises(DeskError, match="Priya Nair asked not to be contacted"):
        outcomes.log_call(desk, account, "no_answer", contact_id=priya)
    assert outcomes.log_call(desk, account, "no_answer", contact_id=other).step
