"""The brief fits one screen, is a key away wherever an account is, and goes along as text."""

import pytest

from sdrdesk.usecases import accounts, calls, contacts, notes, objections
from sdrdesk.usecases.desk import Desk
from ui.driver import Driver, driver


@pytest.fixture
def halden(desk: Desk) -> str:
    """A lead with a call, two objections, three people and a note: a full brief."""
    account = str(accounts.add_account(
        desk, name="Halden [b]AG", source="webinar", person="Priya Nair", title="COO", email="priya@halden.example",
        phone="+49 30 23125 101", value="12000", next="call today", signal="asked for the price list",
    ).made)  # fmt: skip
    contacts.add_contact(desk, account, name="Tom Weiss", role="decides")
    contacts.add_contact(desk, account, name="Ana Ruiz", role="user")
    person = str(desk.db.value("SELECT id FROM contact WHERE full_name = 'Priya Nair'"))
    call = str(calls.start_call(desk, account, person).made)
    for line in ("n2 they retype every order", "finance looks on Friday", "the old system ends in March and " * 4):
        calls.file_line(desk, call, line)
    calls.finish_call(desk, call, "callback", when="today 10")
    objections.log_objection(desk, account, "price", "twice what we pay now", concern="blame if it slips")
    objections.log_objection(desk, account, "trust", "never heard of you")
    notes.note(desk, account, "met at the fair")
    accounts.add_account(desk, name="Kobalt", next="call today")
    return account


async def test_it_fits_80_by_24_and_says_everything(desk: Desk, halden: str) -> None:
    async with driver(desk, (80, 24)) as driven:
        driven.app.show("brief", halden)
        await driven.settle()
        seen = driven.text()
        for words in ("Halden [b]AG", "Priya Nair · COO", "promised 10:00", "finance looks on Friday",
                      "Timeline: unknown", "Whose yes was needed", "twice what we pay now", "> blame if it slips",
                      "Tom Weiss · decides",
                      "score", "met at the fair"):  # fmt: skip
            assert words in seen, words


async def test_a_brief_that_is_too_long_gives_up_what_is_older_first(desk: Desk, halden: str) -> None:
    for number in range(6):
        objections.log_objection(desk, halden, "price", f"too dear, time {number}", concern=f"fear {number}")
    for number in range(8):
        contacts.add_contact(desk, halden, name=f"Person {number}", role="user")
    async with driver(desk, (80, 24)) as driven:
        driven.app.show("brief", halden)
        await driven.settle()
        seen = driven.text()
        for words in ("promised 10:00", "Timeline: unknown", "twice what we pay now", "Numbers", "score"):
            assert words in seen, words
        await driven.press("y")
        assert "too dear, time 0" in driven.app.clipboard


@pytest.mark.parametrize("start", ["today", "board", "list"])
async def test_p_opens_it_and_y_copies_it(desk: Desk, halden: str, start: str) -> None:
    async with driver(desk, (80, 24), start) as driven:
        await driven.press("brief")
        assert driven.screen_name == "BriefScreen"
        await driven.press("y")
        assert "Who       Priya Nair · COO" in driven.app.clipboard
        assert "Copied the brief" in driven.status()
        await driven.press("enter")
        assert driven.screen_name == "DialScreen"


async def test_after_the_call_the_brief_is_closed_and_a_call_not_made_goes_back_to_it(desk: Desk, halden: str) -> None:
    async with driver(desk, (80, 24), "today") as driven:
        await driven.press("brief", "enter", "escape")
        assert driven.screen_name == "BriefScreen"
        await driven.press("enter", "n")
        assert driven.screen_name == "TodayScreen"


async def by_name(driven: Driver, words: str) -> None:
    await driven.press("palette")
    await driven.type(words)
    await driven.press("enter")


async def test_the_box_knows_it_by_name_before_any_company_of_that_name(desk: Desk, halden: str) -> None:
    accounts.add_account(desk, name="Brief and Partners", next="call in 3d")
    async with driver(desk, (80, 24), "today") as driven:
        await by_name(driven, "brief")
        assert driven.screen_name == "BriefScreen"
        await driven.press("K")
        assert "first of the list" in driven.status()
        await driven.press("J")
        assert "Kobalt" in driven.lines()[0]


async def test_handoff_is_copied_by_name(desk: Desk, halden: str) -> None:
    async with driver(desk, (80, 24), "today") as driven:
        await by_name(driven, "handoff")
        assert driven.app.clipboard.startswith("# Hand-off: Halden \\[b\\]AG")
        assert "Copied the hand-off" in driven.status()
