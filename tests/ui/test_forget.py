"""Forgetting somebody: the name has to be typed, what it does not reach is said, and u goes on with the act before."""

import asyncio
import time
from pathlib import Path

import pytest

from sdrdesk.domain.errors import NotFound
from sdrdesk.usecases import accounts, contacts, find, forgetting, pages
from sdrdesk.usecases.desk import Desk, change_settings, open_desk
from ui.driver import Driver, driver


def halden(desk: Desk) -> str:
    made = accounts.add_account(
        desk, name="Halden AG", person="Priya Nair", email="priya@halden.example", next="call fri 10"
    ).made
    assert made is not None
    contacts.add_contact(desk, made, name="Tom Weiss")
    return made


async def at(driven: Driver, account: str, label: str = "") -> None:
    driven.app.show("account", account)
    await driven.settle()
    while label and f"▸ {label}" not in driven.text():
        await driven.press("j")


async def test_an_account_is_forgotten_when_its_name_is_typed(desk: Desk) -> None:
    account = halden(desk)
    async with driver(desk) as driven:
        await at(driven, account)
        await driven.press("leave", "f")
        assert "Forget Halden AG and all its people for good? Type the name; no undo" in driven.text()
        assert "Not reached:" in driven.text()
        await driven.type("Holden")
        await driven.press("enter")
        assert "That is not “Halden AG”; nothing was forgotten." in driven.text()
        assert find.the_account(desk, account)
        await driven.answer("halden ag")
        assert driven.status().startswith("Forgot an account with all that hung on it")
        assert driven.screen_name == "BoardScreen"
        with pytest.raises(NotFound):
            find.the_account(desk, account)


async def test_the_person_under_the_cursor_is_forgotten_and_the_account_stays(desk: Desk) -> None:
    account = halden(desk)
    async with driver(desk) as driven:
        await at(driven, account, "Priya")
        await driven.press("leave", "f")
        await driven.answer("Priya Nair")
        assert [one.name for one in pages.people(desk, account)] == ["Tom Weiss"]
        assert "Priya" not in driven.text()
        await driven.press("undo")
        assert "Undid: Added Tom Weiss" in driven.status()


async def test_a_person_is_deleted_as_before(desk: Desk) -> None:
    account = halden(desk)
    async with driver(desk) as driven:
        await at(driven, account, "Tom")
        await driven.press("leave", "escape")
        assert len(pages.people(desk, account)) == 2
        await driven.press("leave", "y")
        assert len(pages.people(desk, account)) == 1


async def test_the_box_forgets_too(desk: Desk) -> None:
    account = halden(desk)
    async with driver(desk) as driven:
        await at(driven, account, "Tom")
        await driven.press("palette")
        await driven.type("forget")
        await driven.press("enter")
        assert "Forget Tom Weiss for good?" in driven.text()
        await driven.press("escape")
        assert len(pages.people(desk, account)) == 2


async def test_the_file_is_written_anew_beside_the_window(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "desk.db")
    change_settings(desk, first_run_done="yes")
    account = halden(desk)
    async with driver(desk) as driven:
        await at(driven, account)
        await driven.press("leave", "f")
        await driven.answer("Halden AG")
        until = time.monotonic() + 60
        while not driven.status().startswith("Forgot") and time.monotonic() < until:
            await asyncio.sleep(0.02)
            await driven.settle()
        assert driven.status().startswith("Forgot"), driven.text()
        assert b"Priya" not in (tmp_path / "desk.db").read_bytes()
    desk.close()


async def test_adding_somebody_who_was_forgotten_warns_while_it_is_typed(desk: Desk) -> None:
    account = halden(desk)
    person = pages.people(desk, account)[0].id
    forgetting.forget(desk, forgetting.person(desk, person), typed="Priya Nair")
    async with driver(desk) as driven:
        await driven.press("new")
        if "What is new?" in driven.text():
            await driven.press("a")
        await driven.press("down", "down", "down")
        await driven.type("PRIYA@halden.example")
        assert "whoever has this e-mail was forgotten on 2025-10-14" in driven.text()
