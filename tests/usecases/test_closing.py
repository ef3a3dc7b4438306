"""Before a win is booked, what is still in the way is said; it never stands in the way itself."""

from __future__ import annotations

from sdrdesk.usecases import accounts, contacts, objections, pipeline, winning
from sdrdesk.usecases.closing import close_check, say_check
from sdrdesk.usecases.desk import Desk


def prospect(desk: Desk) -> str:
    added = accounts.add_account(desk, name="Acme", person="Jane Doe", value="9k", next="call today")
    account = str(added.subject)
    pipeline.promote(desk, account, value="9k", next="call today", override="seen")
    return account


def test_open_objections_and_an_unknown_signer_are_said(desk: Desk) -> None:
    account = prospect(desk)
    assert close_check(desk, account) == (), "one person alone signs"
    john = contacts.add_contact(desk, account, name="John Roe").made
    assert close_check(desk, account) == ("who signs is unknown",)
    objections.log_objection(desk, account, "price", "too dear")
    objections.log_objection(desk, account, "timing", "not now")
    assert say_check(desk, account).startswith("Close check: 2 objections open")
    assert john is not None
    contacts.edit_contact(desk, john, role="signs")
    for one in objections.of_account(desk, account):
        objections.explore(desk, one.id, underlying="no_proof", outcome="yes")
    assert say_check(desk, account) == ""


def test_a_win_is_booked_all_the_same(desk: Desk) -> None:
    account = prospect(desk)
    objections.log_objection(desk, account, "price", "too dear")
    assert winning.win(desk, account, amount="9k", on="today", reason="trust").step
