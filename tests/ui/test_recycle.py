""":recycle 6m lets an account rest, with its reason; when its day has come its page says why it stopped."""

from datetime import UTC, datetime

import pytest

from sdrdesk.usecases import accounts, find, history, leaving, objections
from sdrdesk.usecases.desk import Desk
from ui.driver import Driver, driver
from usecases.live import live


@pytest.fixture
def halden(desk: Desk) -> str:
    """A lead due today who finds it too dear."""
    made = accounts.add_account(desk, name="Halden", person="Priya Nair", next="call today").made
    assert made is not None
    objections.log_objection(desk, made, "price", "twice what we pay now")
    return made


async def command(window: Driver, typed: str) -> None:
    await window.press("colon")
    await window.type(typed)
    await window.press("enter")


async def test_recycle_asks_the_reason_and_looks_again_on_the_day_that_was_typed(desk: Desk, halden: str) -> None:
    before = live(desk)
    async with driver(desk, start="today") as window:
        await command(window, "recycle 3m")
        assert "Why does Halden rest until Wed 14 Jan?" in window.text()
        await window.press("escape")
        assert live(desk) == before
        await command(window, "recycle")
        assert "until Tue 14 Apr" in window.text()
        await window.press("n")
        row = find.the_account(desk, halden)
        assert (row["status"], row["review_on"]) == ("dormant", "2026-04-14")
        assert "Nothing is due" in window.text()
    history.undo(desk)
    assert live(desk) == before


async def test_a_day_that_cannot_be_read_is_refused_before_anything_is_asked(desk: Desk, halden: str) -> None:
    async with driver(desk, start="today") as window:
        await command(window, "recycle soonish")
        assert "soonish" in window.status() and window.screen_name == "TodayScreen"
    assert find.the_account(desk, halden)["status"] == "active"


async def test_who_comes_back_tells_why_it_stopped_and_t_takes_it_back(desk: Desk, halden: str) -> None:
    leaving.dormant(desk, halden, reason="no_money_now", until="6m", trigger="new budget")
    later = datetime(2026, 4, 14, 9, 0, tzinfo=UTC)
    desk.clock = desk.db.clock = lambda: later
    async with driver(desk, size=(120, 40), start="today") as window:
        assert "recycled 6m" in window.text()
        await window.press("enter")
        assert window.screen_name == "AccountScreen"
        text = window.text()
        assert "WHY IT STOPPED" in text and "no money now" in text and "twice what we pay now" in text
        assert "BEGIN WITH" in text and "watch for: new budget" in text and "There was no money for it then" in text
        await window.press("take")
        await window.answer("new budget year")
        await window.answer("call today")
        assert "WHY IT STOPPED" not in window.text()
    row = find.the_account(desk, halden)
    assert (row["status"], row["next_due"]) == ("active", "2026-04-14")


async def test_who_left_already_rests_longer(desk: Desk, halden: str) -> None:
    leaving.dormant(desk, halden, reason="timing", until="6m")
    later = datetime(2026, 4, 14, 9, 0, tzinfo=UTC)
    desk.clock = desk.db.clock = lambda: later
    async with driver(desk, start="today") as window:
        await command(window, "recycle 3m")
        assert "Halden" not in window.lines()[1]
    assert find.the_account(desk, halden)["review_on"] == "2026-07-14"


async def test_a_customer_is_no_lead_to_be_recycled(desk: Desk, halden: str) -> None:
    with desk.db.step("test", None):
        desk.db.update("account", halden, stage="customer")
    async with driver(desk, start="today") as window:
        await command(window, "recycle 6m")
        assert window.screen_name == "TodayScreen" and "Halden" in window.status()
    assert find.the_account(desk, halden)["status"] == "active"


async def test_all_that_are_marked_rest_with_one_reason(desk: Desk, halden: str) -> None:
    accounts.add_account(desk, name="Kobalt", person="Tom Weiss", next="call today")
    before = live(desk)
    async with driver(desk, start="list") as window:
        await window.press("mark", "j", "mark")
        await command(window, "recycle 3m")
        assert "Why do 2 marked accounts rest until Wed 14 Jan?" in window.text()
        await window.press("n", "y")
    assert [row["review_on"] for row in desk.db.all("SELECT review_on FROM account")] == ["2026-01-14"] * 2
    history.undo(desk)
    assert live(desk) == before
