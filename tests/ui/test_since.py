"""Looking back: what changed since a morning, kind by kind, and the board as it stood."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest

from sdrdesk.usecases import accounts, pipeline
from sdrdesk.usecases.desk import Desk, change_settings, open_desk
from ui.driver import driver

NOW = datetime(2025, 10, 14, 8, 52, tzinfo=UTC)


@pytest.fixture
def known() -> Iterator[Desk]:
    """Two leads of the week before; one became a prospect today."""
    at = NOW - timedelta(days=9)
    opened = open_desk(":memory:", clock=lambda: at)
    change_settings(opened, first_run_done="yes")
    made = [
        accounts.add_account(
            opened, name=name, phone="+49 30 2312510", value="1000", next="call in 30d", source="fair"
        ).made
        for name in ("Halden AG", "Kobalt GmbH")
    ]
    at = NOW
    pipeline.promote(opened, str(made[0]), next="demo in 9d", override="they asked", value="5000")
    yield opened
    opened.close()


async def test_what_changed_since_monday_is_seen_kind_by_kind(known: Desk) -> None:
    async with driver(known) as driven:
        await driven.press(":")
        await driven.answer("since mon")
        assert "the morning of Mon 13 Oct" in driven.text()
        assert "Lead 2 → 1" in driven.text() and "Prospect 0 → 1" in driven.text()
        assert "Lead €2k → €1k" in driven.text() and "Prospect €0 → €5k" in driven.text()
        assert "1 forward" in driven.text() and "1 untouched" in driven.text()
        await driven.press("tab", "tab")
        assert "lead → prospect" in driven.text() and "Kobalt" not in driven.text()
        await driven.press("shift+tab", "shift+tab", "shift+tab")
        assert "Kobalt GmbH" in driven.text() and "Halden" not in driven.text()
        await driven.press("enter")
        assert driven.screen_name == "AccountScreen" and "Kobalt GmbH" in driven.text()


async def test_the_untouched_are_worked_through_without_going_back(known: Desk) -> None:
    accounts.add_account(known, name="Orbita", phone="+49 30 2312511", next="call in 3d", source="fair")
    async with driver(known) as driven:
        await driven.press(":")
        await driven.answer("since mon")
        await driven.press("enter", "J")
        assert driven.screen_name == "AccountScreen" and "Halden AG" in driven.text()
        await driven.press("escape")
        assert driven.screen_name == "SinceScreen"


async def test_another_day_is_asked_for_and_one_before_the_history_is_refused(known: Desk) -> None:
    async with driver(known) as driven:
        await driven.press(":")
        await driven.answer("since mon")
        await driven.press("[")
        assert "the morning of Mon 6 Oct" in driven.text()
        await driven.press("[")
        assert "begins on Sun 5 Oct" in driven.status()
        assert "the morning of Mon 6 Oct" in driven.text()
        await driven.press("@")
        await driven.answer("yesterday")
        assert "the morning of Mon 13 Oct" in driven.text()


async def test_the_board_of_then_is_to_look_at(known: Desk) -> None:
    async with driver(known) as driven:
        await driven.press(":")
        await driven.answer("asof mon")
        text = driven.text()
        assert "The board as it was" in text and "on the morning of Mon 13 Oct" in text
        assert "Lead 2" in text and "Prospect 0" in text and "now prospect" in text
        await driven.press("h", "enter")
        assert driven.screen_name == "AccountScreen"
        await driven.press("escape", "s")
        assert driven.screen_name == "SinceScreen"
