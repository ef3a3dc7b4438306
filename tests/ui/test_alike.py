"""While somebody new is typed, who looks like them stands below and is opened instead with two keys."""

import pytest

from sdrdesk.usecases import accounts
from sdrdesk.usecases.desk import Desk
from ui.driver import Driver, driver

FIELDS = {"name": 0, "person": 1, "email": 3, "phone": 4, "website": 5}


@pytest.fixture
def halden(desk: Desk) -> str:
    return str(accounts.add_account(
        desk, name="Halden Möbel GmbH", person="Priya Nair", email="priya@halden.example", phone="+49 30 23125 101",
        website="https://www.halden.example/de", next="call in 3d",
    ).made)  # fmt: skip


async def new_account(driven: Driver, **typed: str) -> None:
    """A form for an account with these facts in it, the cursor in the last of them."""
    await driven.press("new")
    if driven.screen_name != "Form":
        await driven.press("a")
    at = 0
    for name, text in typed.items():
        await driven.press(*["tab"] * (FIELDS[name] - at))
        at = FIELDS[name]
        await driven.type(text)


@pytest.mark.parametrize(
    ("name", "text"),
    [("name", "hal"), ("name", "halden mobel"), ("email", "Priya@Halden.example"), ("phone", "030 23125101"),
     ("website", "halden.example")],
)  # fmt: skip
async def test_whoever_looks_like_it_is_named_while_typing(desk: Desk, halden: str, name: str, text: str) -> None:
    async with driver(desk, (80, 24)) as driven:
        await new_account(driven, **{name: text})
        line = next(line for line in driven.lines() if "looks like" in line)
        assert "Halden Möbel GmbH" in line and "↓ ⏎ opens" in line


async def test_down_and_enter_open_that_one_and_nothing_is_made(desk: Desk, halden: str) -> None:
    async with driver(desk, (80, 24)) as driven:
        await new_account(driven, name="Halden Möbel")
        await driven.press("down", "enter")
        assert driven.screen_name == "AccountScreen" and driven.lines()[0].startswith(" Halden Möbel GmbH")
        assert desk.db.value("SELECT count(*) FROM account") == 1


async def test_up_goes_back_to_the_field_and_it_can_be_made_all_the_same(desk: Desk, halden: str) -> None:
    async with driver(desk, (80, 24)) as driven:
        await new_account(driven, name="Halden Möbel")
        await driven.press("down", "up")
        await driven.type(" Nord")
        await driven.press("ctrl+s")
        assert desk.db.value("SELECT count(*) FROM account WHERE name = 'Halden Möbel Nord'") == 1


async def test_esc_in_the_list_goes_back_to_the_form_and_esc_there_leaves(desk: Desk, halden: str) -> None:
    async with driver(desk, (80, 24)) as driven:
        await new_account(driven, name="Halden Möbel")
        await driven.press("down", "escape")
        assert driven.screen_name == "Form"
        await driven.press("escape")
        assert driven.screen_name == "BoardScreen"


async def test_nobody_alike_shows_nothing_and_down_goes_to_the_next_field(desk: Desk, halden: str) -> None:
    async with driver(desk, (80, 24)) as driven:
        await new_account(driven, name="Kobalt")
        assert "looks like" not in driven.text()
        await driven.press("down")
        await driven.type("Tom Weiss")
        await driven.press("ctrl+s")
        assert desk.db.value("SELECT full_name FROM contact WHERE full_name LIKE 'Tom%'") == "Tom Weiss"


@pytest.mark.parametrize(("field", "typed"), [(0, "priya nair"), (3, "priya@halden.example"), (4, "+493023125101")])
async def test_a_person_who_is_on_the_desk_already_is_named_too(
    desk: Desk, halden: str, field: int, typed: str
) -> None:
    accounts.add_account(desk, name="Kobalt", next="call today")
    async with driver(desk, (80, 24)) as driven:
        await driven.press("new", "p", *["tab"] * field)
        await driven.type(typed)
        assert "looks like Priya Nair · Halden Möbel GmbH" in driven.text()
        await driven.press("down", "enter")
        assert driven.lines()[0].startswith(" Halden Möbel GmbH")
