"""Customers from the records: ranked by what presses, their orders summed where a rate is known."""

from __future__ import annotations

import pytest

from sdrdesk.usecases import accounts, customers, winning
from sdrdesk.usecases.desk import Desk


def customer(desk: Desk, name: str, amount: str, what: str = "", next: str = "check-in in 30d") -> str:
    account = str(accounts.add_account(desk, name=name, next="call today").subject)
    winning.win(desk, account, amount=amount, on="today", reason="value", skip="referral", next=next)
    if what:
        with desk.db.step("test.named", account):
            row = desk.db.one('SELECT id FROM "order" WHERE account_id = ?', (account,))
            assert row is not None
            desk.db.update("order", row["id"], what=what)
    return account


def test_customers_come_most_pressing_first_then_the_dearest(desk: Desk) -> None:
    customer(desk, "Small", "1000")
    customer(desk, "Large", "9000")
    late = customer(desk, "Due", "500", next="check-in today")
    assert [one.name for one in customers.customers(desk)] == ["Due", "Large", "Small"]
    (first, *_) = customers.customers(desk)
    assert first.id == late and first.care.why == "check-in today"
    assert (first.rhythm.orders, first.rhythm.total) == (1, 500_00)


def test_an_order_without_a_rate_is_counted_apart(desk: Desk) -> None:
    customer(desk, "Abroad", "900 USD")
    (one,) = customers.customers(desk)
    assert (one.rhythm.orders, one.unknown) == (0, 1)


def test_leads_are_no_customers(desk: Desk) -> None:
    accounts.add_account(desk, name="Halden", next="call today")
    assert customers.customers(desk) == [] == customers.glance(desk)


def test_a_page_and_the_next_hold_everybody_once(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    names = {f"Customer {number}" for number in range(7)}
    for name in names:
        customer(desk, name, "100")
    monkeypatch.setattr(customers, "PAGE", 3)
    found = [one.name for one in customers.customers(desk)]
    assert sorted(found) == sorted(names)


def test_peers_with_the_same_purchases_say_what_could_be_offered(desk: Desk) -> None:
    one = customer(desk, "One", "100", what="Planning")
    other = customer(desk, "Other", "100", what="Planning")
    customer(desk, "Third", "100", what="Planning")
    winning.win(desk, other, amount="50", on="today", reason="value", skip="referral")
    with desk.db.step("test.named", other):
        rows = desk.db.all('SELECT id FROM "order" WHERE account_id = ? AND amount_minor = 5000', (other,))
        desk.db.update("order", rows[0]["id"], what="Text messages")
    assert customers.offers(desk, one) == [("Text messages", 1, 2)]
