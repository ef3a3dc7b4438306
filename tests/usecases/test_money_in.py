"""What only a rep knows is entered on the spot: it counts at once, is corrected by entering again, and refused well."""

from __future__ import annotations

from datetime import date

import pytest

from sdrdesk.domain.errors import DeskError, NeedsAnswer
from sdrdesk.store.caches import rebuild_caches
from sdrdesk.usecases import accounts, deals, pipeline
from sdrdesk.usecases.assumptions import assume, assumptions
from sdrdesk.usecases.desk import Desk, change_settings
from sdrdesk.usecases.money_in import enter_rate, enter_recurring, enter_spend, read_month
from sdrdesk.usecases.numbers import numbers
from usecases.live import live

TODAY = date(2026, 10, 13)


def lead(desk: Desk, name: str, value: str) -> str:
    made = accounts.add_account(desk, name=name, source="Fair", value=value, next="call fri 10").made
    assert made is not None
    return made


def value_of(desk: Desk, account: str) -> tuple[int, int]:
    row = desk.db.one("SELECT minus_value, unconverted FROM card WHERE id = ?", (account,))
    assert row is not None
    return -row["minus_value"], row["unconverted"]


def test_an_amount_counts_on_the_board_as_soon_as_its_rate_is_known(desk: Desk) -> None:
    account = lead(desk, "Halden", "1000 USD")
    assert value_of(desk, account) == (0, 1)
    assert enter_rate(desk, "usd", "2026-10-01", "0.9").said == "1 USD is 0.9 EUR from Thu 1 Oct on"
    assert value_of(desk, account) == (90_000, 0)
    enter_rate(desk, "usd", "2026-10-05", "0,95")
    assert value_of(desk, account) == (95_000, 0)


def test_a_currency_of_other_minor_units_counts_in_those(desk: Desk) -> None:
    account = lead(desk, "Kyoto", "100000 JPY")
    enter_rate(desk, "JPY", "today", "0.0061")
    assert value_of(desk, account) == (61_000, 0)


def test_sums_after_a_rate_are_those_of_a_count_from_the_start(desk: Desk) -> None:
    lead(desk, "Halden", "1000 USD")
    lead(desk, "Kobalt", "700")
    other = lead(desk, "Lumen", "900 GBP")
    pipeline.promote(desk, other, to_stage="customer", amount="500 GBP", on="today", reason="value", skip="small_sale")
    enter_rate(desk, "USD", "today", "0.9")
    enter_rate(desk, "GBP", "today", "1.2")
    before = live(desk), desk.db.all("SELECT day, orders, value, unconverted FROM booked_day ORDER BY day")
    with desk.db.local():
        rebuild_caches(desk.db.conn)
    assert (live(desk), desk.db.all("SELECT day, orders, value, unconverted FROM booked_day ORDER BY day")) == before


def test_rates_are_kept_when_the_base_currency_goes_and_comes_back(desk: Desk) -> None:
    account = lead(desk, "Halden", "1000 USD")
    enter_rate(desk, "USD", "today", "0.9")
    change_settings(desk, currency="USD")
    assert value_of(desk, account) == (100_000, 0)
    change_settings(desk, currency="EUR")
    assert value_of(desk, account) == (90_000, 0)


@pytest.mark.parametrize(
    ("currency", "on", "value", "said"),
    [
        ("EUR", "today", "1", "needs no rate"), ("XXQ", "today", "1", "no currency"), ("USD", "today", "0", "no rate"),
        ("USD", "today", "-1", "no rate"), ("USD", "today", "nan", "no rate"), ("USD", "in 3d", "1", "still to come"),
    ],
)  # fmt: skip
def test_a_rate_that_cannot_be_is_refused(desk: Desk, currency: str, on: str, value: str, said: str) -> None:
    with pytest.raises(DeskError, match=said):
        enter_rate(desk, currency, on, value)
    assert desk.db.all("SELECT * FROM exchange_rate") == []


def test_spend_entered_again_is_corrected_not_added(desk: Desk) -> None:
    lead(desk, "Halden", "1000")
    enter_spend(desk, "oct", "fair", "1200")
    said = enter_spend(desk, "2026-10", "Fair", "1300").said
    assert said == "Spent on Fair in 2026-10: €1,300"
    rows = desk.db.all("SELECT month, kind, source, amount_minor FROM spend WHERE deleted_at IS NULL")
    assert [tuple(row) for row in rows] == [("2026-10", "programme", "Fair", 130_000)]


def test_spend_on_a_source_nobody_came_from_is_kept_and_said(desk: Desk) -> None:
    assert enter_spend(desk, "2026-10", "radio", "500").said.endswith("no lead names that source so far")
    figure = numbers(desk, date(2026, 10, 1), date(2026, 11, 1), TODAY).groups["volume"]["cpl[radio]"]
    assert (figure.value, figure.numerator, figure.why_na) == (
        None, 500.0, "500.00 was spent on radio and no lead came of it",
    )  # fmt: skip


@pytest.mark.parametrize("amount", ["-5", "much", "(20)"])
def test_spend_that_is_no_amount_is_refused(desk: Desk, amount: str) -> None:
    with pytest.raises(DeskError):
        enter_spend(desk, "2026-10", "radio", amount)


def test_spend_asks_for_what_is_missing(desk: Desk) -> None:
    for source, amount, field in (("", "5", "source"), ("ads", " ", "amount")):
        with pytest.raises(NeedsAnswer) as asked:
            enter_spend(desk, "2026-10", source, amount)
        assert asked.value.field == field


def test_a_month_is_read_as_people_write_it() -> None:
    assert [read_month(text, TODAY) for text in ("", "2026-03", "mar", "Nov", "dec 2024", "october")] == [
        "2026-10", "2026-03", "2026-03", "2025-11", "2024-12", "2026-10",
    ]  # fmt: skip
    for text in ("2026-13", "3", "ma", "mar 26"):
        with pytest.raises(DeskError):
            read_month(text, TODAY)


def test_what_recurs_is_a_level_or_a_change(desk: Desk) -> None:
    account = lead(desk, "Halden", "1000")
    assert enter_recurring(desk, account, "125").said == "Halden pays €125 per month from Tue 13 Oct on"
    assert enter_recurring(desk, account, "+50").said == "Halden pays €175 per month from Tue 13 Oct on"
    assert enter_recurring(desk, account, "100").said == "Halden pays €100 per month from Tue 13 Oct on"
    with pytest.raises(DeskError, match="cannot go below nothing"):
        enter_recurring(desk, account, "-200")


def test_what_numbers_assume_is_changed_whole_or_not_at_all(desk: Desk) -> None:
    assume(desk, target_prospect="22", gross_margin="80 %")
    assert (assumptions(desk).target_prospect, assumptions(desk).gross_margin) == (22, 80)
    with pytest.raises(DeskError):
        assume(desk, target_prospect="30", gross_margin="much")
    assert assumptions(desk).target_prospect == 22
    desk.reread_settings()


def test_the_numbers_of_an_empty_desk_say_why_there_are_none(desk: Desk) -> None:
    told = numbers(desk, date(2026, 7, 1), date(2026, 10, 1), TODAY)
    for group in told.groups.values():
        for figure in group.values():
            assert figure.value is not None or figure.why_na, figure
    assert numbers(desk, date(2020, 1, 1), date(2020, 4, 1), date(2020, 3, 1)).groups["state"]


def test_a_bare_number_is_in_the_currency_that_is_known(desk: Desk) -> None:
    acme = str(accounts.add_account(desk, name="Acme", value="£9,000", next="call today").subject)

    def worth(table: str) -> tuple[int, str]:
        return tuple(desk.db.one(f"SELECT value_minor, currency FROM {table} ORDER BY id DESC"))  # type: ignore[arg-type]

    accounts.edit_account(desk, acme, value="9800")
    assert worth("account") == (980_000, "GBP")
    deals.add_deal(desk, acme, name="more", value="500")
    assert worth("deal") == (50_000, "GBP")
    pipeline.promote(desk, acme, value="9900", next="call today", override="seen")
    winning = {"amount": "9950", "on": "today", "reason": "trust"}
    pipeline.promote(desk, acme, deal_id=str(desk.db.value("SELECT id FROM deal WHERE name = 'more'")), **winning)
    assert tuple(desk.db.one('SELECT amount_minor, currency FROM "order"') or ()) == (995_000, "GBP")
    accounts.edit_account(desk, acme, value="12k USD")
    assert worth("account") == (1_200_000, "USD")
