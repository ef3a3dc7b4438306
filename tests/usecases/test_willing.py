"""Who asked not to be contacted: nothing of mine goes out to them, what comes from them is logged."""

from __future__ import annotations

import pytest

from sdrdesk.domain.errors import DeskError, NeedsAnswer
from sdrdesk.usecases import (
    accounts,
    calls,
    contacts,
    find,
    fingerprints,
    history,
    leaving,
    notes,
    outcomes,
    willing,
    winning,
)
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


# -- taken back ------------------------------------------------------------------------------------------------------


@pytest.fixture
def customer(desk: Desk) -> str:
    """A customer who, by nobody's name, asked not to be contacted; Tom there has asked for himself."""
    facts = {"name": "Kobalt", "person": "Tom Weiss", "email": "tom@kobalt.example", "next": "call today"}
    account = str(accounts.add_account(desk, **facts).subject)
    contacts.add_contact(desk, account, name="Ana Ruiz", email="ana@kobalt.example")
    winning.win(desk, account, amount="900", on="today", reason="value", skip="small_sale")
    tom = str(desk.db.value("SELECT id FROM contact WHERE full_name = 'Tom Weiss'"))
    contacts.edit_contact(desk, tom, do_not_contact="yes")
    outcomes.log_call(desk, account, "do_not_contact", confirmed=True)
    return account


def test_an_active_customer_is_allowed_again_with_a_reason_and_a_word_that_it_is_so(desk: Desk, customer: str) -> None:
    with pytest.raises(DeskError, match="allow, with a reason"):
        outcomes.log_call(desk, customer, "no_answer")
    with pytest.raises(NeedsAnswer, match="Why may Kobalt"):
        willing.allow(desk, customer)
    with pytest.raises(NeedsAnswer, match="take that back"):
        willing.allow(desk, customer, reason="they rang")
    willing.allow(desk, customer, reason="they rang", confirmed="yes")
    assert outcomes.log_call(desk, customer, "no_answer").step
    assert "they rang" in history.timeline(desk, customer, kind="note")[0].body


def test_the_way_in_opens_for_them_but_not_for_who_asked_for_himself(desk: Desk, customer: str) -> None:
    assert fingerprints.warning(desk, email="ana@kobalt.example")
    willing.allow(desk, customer, reason="they rang", confirmed="yes")
    assert fingerprints.warning(desk, email="ana@kobalt.example") == ""
    assert fingerprints.warning(desk, email="tom@kobalt.example")


def test_who_reactivates_opens_the_way_in_too(desk: Desk) -> None:
    account = str(accounts.add_account(desk, name="Lumen", phone="+49 30 901821", next="call today").subject)
    outcomes.log_call(desk, account, "do_not_contact", confirmed=True)
    assert fingerprints.warning(desk, phone="+49 30 901821")
    leaving.reactivate(desk, account, reason="they asked for an offer", next="call today")
    assert fingerprints.warning(desk, phone="+49 30 901821") == ""


def test_nothing_to_lift_names_the_person_who_asked(desk: Desk, customer: str) -> None:
    willing.allow(desk, customer, reason="they rang", confirmed="yes")
    with pytest.raises(DeskError, match="may be contacted already; Tom Weiss"):
        willing.allow(desk, customer, reason="they rang", confirmed="yes")
