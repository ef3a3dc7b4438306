"""Settings are changed on one line each, the first run asks once, and a wrong value says so where it is typed."""

from datetime import UTC, datetime

from sdrdesk.usecases.desk import Desk, open_desk
from ui.driver import driver


async def test_a_setting_is_changed_on_one_line_and_taken_back(desk: Desk) -> None:
    async with driver(desk, start="settings") as driven:
        await driven.press("enter")
        await driven.answer("usd")
        assert desk.settings.currency == "USD"
        await driven.press("u")
        assert desk.settings.currency == "EUR"


async def test_a_value_that_cannot_be_is_refused_where_it_is_typed(desk: Desk) -> None:
    async with driver(desk, start="settings") as driven:
        await driven.press("enter")
        await driven.answer("euros")
        assert "three letters" in driven.text() or "3 letters" in driven.text()
        assert desk.settings.currency == "EUR"
        await driven.press("escape")
        assert "EUR" in driven.text()


async def test_the_screen_says_where_the_desk_lives(desk: Desk) -> None:
    async with driver(desk, start="settings") as driven:
        assert "This desk is :memory:" in driven.text()


async def test_the_first_run_asks_once_and_goes_on_with_defaults() -> None:
    desk = open_desk(":memory:", clock=lambda: datetime(2025, 10, 14, 8, 52, tzinfo=UTC))
    async with driver(desk) as driven:
        assert "Welcome" in driven.text()
        await driven.press("escape")
        assert "Welcome" not in driven.text()
        assert desk.settings.first_run_done
        assert desk.settings.currency == "EUR"
    async with driver(desk) as driven:
        assert "Welcome" not in driven.text()
    desk.close()


async def test_the_first_run_keeps_what_is_answered() -> None:
    desk = open_desk(":memory:", clock=lambda: datetime(2025, 10, 14, 8, 52, tzinfo=UTC))
    async with driver(desk) as driven:
        await driven.answer("gbp")
        await driven.answer("gb")
        for _ in range(5):
            await driven.press("enter")
        assert (desk.settings.currency, desk.settings.region) == ("GBP", "GB")
    desk.close()
