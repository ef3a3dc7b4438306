"""The customers' screen: who presses first, the verbs on the one at hand, and what else to sell."""

from __future__ import annotations

import pytest

from sdrdesk.usecases import accounts, find, winning
from sdrdesk.usecases.desk import Desk
from ui.driver import driver


def customer(desk: Desk, name: str, next: str) -> str:
    account = str(accounts.add_account(desk, name=name, next="call today").subject)
    winning.win(desk, account, amount="1200", on="today", reason="value", skip="referral", next=next)
    return account


async def test_six_shows_customers_the_pressing_ones_first(desk: Desk) -> None:
    customer(desk, "Halden", "check-in in 30d")
    customer(desk, "Kobalt", "check-in today")
    accounts.add_account(desk, name="Lumen", next="call today")
    async with driver(desk) as window:
        await window.press("6")
        assert window.screen_name == "CustomersScreen"
        text = window.text()
        assert text.index("Kobalt") < text.index("Halden") and "Lumen" not in text
        assert "check-in today" in text and "1 × €1.2k" in text
        assert "Customers  2 · 1 to look after" in window.lines()[0]


async def test_a_verb_acts_on_the_customer_at_hand(desk: Desk) -> None:
    account = customer(desk, "Kobalt", "check-in today")
    async with driver(desk) as window:
        await window.press("6", "s")
        await window.answer("7")
        assert find.the_account(desk, account)["next_due"] > desk.today().isoformat()
        assert "check-in today" not in window.text()


async def test_a_filter_narrows_and_an_empty_screen_says_what_to_do(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("6")
        assert "Nobody is a customer yet" in window.text()
        customer(desk, "Kobalt", "check-in today")
        customer(desk, "Halden", "check-in today")
        await window.press("u", "escape", "/")
        await window.type("kob")
        await window.press("enter")
        assert "Kobalt" in window.text() and "Halden" not in window.text()


@pytest.mark.parametrize("key", ["+", "enter", "c"])
async def test_keys_answer(desk: Desk, key: str) -> None:
    customer(desk, "Kobalt", "check-in today")
    async with driver(desk) as window:
        await window.press("6")
        before = window.text()
        await window.press("plus" if key == "+" else key)
        assert window.text() != before
