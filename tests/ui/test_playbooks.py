"""Another playbook by name, from a list or in the facts; what is wrong with a file of one's own is said in the call."""

from pathlib import Path

import pytest

from sdrdesk.files.playbooks import SHIPPED
from sdrdesk.usecases import accounts
from sdrdesk.usecases.desk import Desk
from ui.driver import Driver, driver


@pytest.fixture
def halden(desk: Desk) -> str:
    return str(accounts.add_account(desk, name="Halden", person="Priya Nair", next="call today").made)


def playbook(desk: Desk) -> object:
    return desk.db.value("SELECT playbook FROM account")


async def by_name(driven: Driver, words: str) -> None:
    await driven.press("palette")
    await driven.type(words)
    await driven.press("enter")


async def test_the_box_switches_it_by_name(desk: Desk, halden: str) -> None:
    async with driver(desk, (80, 24), "board") as driven:
        await by_name(driven, "playbook meddic")
        assert playbook(desk) == "meddic" and "M· E· DC· DP· I· C·" in driven.text()
        await driven.press("u")
        assert playbook(desk) is None and "B· A· N· T·" in driven.text()
        await by_name(driven, "playbook spiced")
        assert "There is no playbook “spiced”; there are bant, meddic" in driven.status()


async def test_without_a_name_there_is_a_list_to_pick_from(desk: Desk, halden: str) -> None:
    async with driver(desk, (80, 24), "today") as driven:
        await by_name(driven, "playbook")
        await driven.type("medd")
        await driven.press("enter")
        assert playbook(desk) == "meddic"


async def test_e_changes_it_among_the_facts(desk: Desk, halden: str) -> None:
    async with driver(desk, (80, 24), "board") as driven:
        await driven.press("e", "up", "m", "ctrl+s")
        assert playbook(desk) == "meddic"
        await driven.press("enter")
        assert "MEDDIC" in driven.text() and "Economic buyer" in driven.text()


async def test_a_broken_file_is_named_with_its_line_when_the_call_begins(
    desk: Desk, halden: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    folder = tmp_path / "sdrdesk" / "playbooks"
    folder.mkdir(parents=True)
    text = (SHIPPED / "bant.toml").read_text(encoding="utf-8")
    (folder / "bant.toml").write_text(text.replace("minutes  = 25", 'minutes  = "many"'), encoding="utf-8")
    async with driver(desk, (80, 24), "board") as driven:
        await driven.press("discovery")
        assert driven.screen_name == "CallScreen"
        assert "bant.toml, line 8: minutes" in driven.status() and "the built-in bant is used" in driven.status()
