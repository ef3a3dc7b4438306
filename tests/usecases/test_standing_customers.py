"""Customers by what they brought, what recommendation brought, and what they say of us."""

from __future__ import annotations

from datetime import date

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.metrics.figure import Figure
from sdrdesk.usecases import accounts, contacts, pipeline
from sdrdesk.usecases.customers import customers
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.numbers import numbers


def customer(desk: Desk, name: str, amount: str) -> str:
    made = accounts.add_account(desk, name=name, source="Fair", person=f"Jo {name}", value="1", next="call in 3d").made
    assert made is not None
    pipeline.promote(desk, made, next="demo in 3d", override="they asked")
    pipeline.promote(desk, made, amount=amount, on="today", reason="value")
    return made


def person(desk: Desk, account: str) -> str:
    return str(desk.db.value("SELECT id FROM contact WHERE account_id = ?", (account,)))


def told(desk: Desk, id_: str) -> Figure:
    found = numbers(desk, date(2026, 10, 1), date(2027, 1, 1), desk.today())
    return next(one for one in found.groups["cust"].values() if one.id == id_)


def test_every_customer_is_in_one_band_and_the_bands_hold_all_revenue(desk: Desk) -> None:
    for name, amount in (("A", "900"), ("B", "1000"), ("C", "9999"), ("D", "250000")):
        customer(desk, name, amount)
    assert list(told(desk, "customers_by_value").value.values()) == [1, 2, 0, 1]
    assert list(told(desk, "revenue_by_value").value.values()) == [900.0, 10_999.0, 0.0, 250_000.0]


def test_what_a_recommendation_brought_is_counted_to_it(desk: Desk) -> None:
    first, second = customer(desk, "A", "900"), customer(desk, "B", "1500")
    assert told(desk, "won_by_referral").value == 0
    contacts.edit_contact(desk, person(desk, second), referred_by="Jo A")
    assert (told(desk, "won_by_referral").value, told(desk, "won_by_referral").n) == (1500.0, 1)
    assert first not in told(desk, "won_by_referral").behind.ids


def test_satisfaction_is_entered_and_told_with_those_below_seven_behind_it(desk: Desk) -> None:
    assert told(desk, "satisfaction").value is None
    one, two = customer(desk, "A", "900"), customer(desk, "B", "900")
    accounts.edit_account(desk, one, satisfaction="9")
    accounts.edit_account(desk, two, satisfaction="4")
    assert (told(desk, "satisfaction").value, told(desk, "satisfaction").behind.ids) == (6.5, (two,))


@pytest.mark.parametrize("text", ["11", "-1", "good", "7.5"])
def test_satisfaction_that_is_none_is_refused(desk: Desk, text: str) -> None:
    with pytest.raises(DeskError, match="from 0 to 10"):
        accounts.edit_account(desk, customer(desk, "A", "900"), satisfaction=text)


def test_a_renewal_that_was_entered_comes_up_among_the_customers(desk: Desk) -> None:
    account = customer(desk, "A", "900")
    accounts.edit_account(desk, account, renewal_on="in 30d")
    (found,) = customers(desk)
    assert found.care.why == "renewal in 30d"
