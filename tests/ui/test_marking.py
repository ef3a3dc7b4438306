"""Accounts are marked in every list, the next verb asks once and acts on all; `.` repeats, `#` tags."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from sdrdesk.ui import places
from sdrdesk.usecases import accounts, history, next_steps, tags
from sdrdesk.usecases.desk import Desk, change_settings, open_desk
from ui.driver import Driver, driver
from ui.elsewhere import PLACES, ElsewhereScreen

LISTS = ("today", "board", "list", "inbox")


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in PLACES:
        monkeypatch.setitem(places.PLACES, name, f"{ElsewhereScreen.__module__}:ElsewhereScreen")


@pytest.fixture
def full(desk: Desk) -> Iterator[Desk]:
    """Three leads due today, two in the inbox."""
    for name in ("Acme", "Beta", "Cargo"):
        accounts.add_account(desk, name=name, next="call today")
    for name in ("Delta", "Echo"):
        accounts.add_account(desk, name=name, source="fair")
    yield desk


def marks(window: Driver) -> set[str]:
    """Names of the rows that carry the sign."""
    return {line.split("●")[1].split()[0] for line in window.lines() if "●" in line}


def due(desk: Desk) -> dict[str, str | None]:
    return {row["name"]: row["next_due"] for row in desk.db.all("SELECT name, next_due FROM account")}


@pytest.mark.parametrize("place", LISTS)
async def test_x_marks_and_unmarks_in_every_list(full: Desk, place: str) -> None:
    async with driver(full, start=place) as window:
        await window.press("x", "j", "x")
        assert len(window.app.session.marks) == 2
        assert "2 marked" in window.status_bar()
        assert window.text().count("●") == 2
        await window.press("x")
        assert len(window.app.session.marks) == 1
        await window.press("escape")
        assert window.app.session.marks == {} and "●" not in window.text()
        assert "marked" not in window.status_bar().replace("unmarked", "")


@pytest.mark.parametrize(("place", "count"), [("today", 3), ("board", 3), ("list", 5), ("inbox", 2)])
async def test_capital_x_marks_all_in_view(full: Desk, place: str, count: int) -> None:
    async with driver(full, start=place) as window:
        await window.press("X")
        assert len(window.app.session.marks) == count


@pytest.mark.parametrize("place", LISTS)
async def test_capital_x_marks_only_what_the_filter_shows(full: Desk, place: str) -> None:
    async with driver(full, start=place) as window:
        await window.press("find")
        await window.type("-acme -delta")
        await window.press("enter", "X")
        assert len(window.app.session.marks) == {"today": 2, "board": 2, "list": 3, "inbox": 1}[place]
        await window.press("escape")
        assert window.app.session.filter == "-acme -delta", "the first Esc unmarks, it does not show all"
        await window.press("escape")
        assert window.app.session.filter == ""


async def test_capital_x_reaches_beyond_the_rows_that_are_held(desk: Desk) -> None:
    for place in range(130):
        accounts.add_account(desk, name=f"Firm {place:03}", source="list")
    async with driver(desk, start="inbox") as window:
        await window.press("X", "end")
        assert len(window.app.session.marks) == 130 and "●" in window.text()
        await window.press("t")
        await window.answer("call tomorrow")
        await window.press("y")
        assert desk.db.value("SELECT count(*) FROM account WHERE status = 'active'") == 130


async def test_marks_stay_through_other_lists_and_a_reload(full: Desk) -> None:
    async with driver(full, start="board") as window:
        await window.press("x", "go_list", "r")
        assert marks(window) == {"Acme"}
        await window.press("go_board")
        accounts.add_account(full, name="Zulu", next="call today")
        await window.press("read_again")
        assert marks(window) == {"Acme"}


async def test_a_verb_says_first_what_it_will_do_and_asks_once(full: Desk) -> None:
    async with driver(full, start="list") as window:
        await window.press("X", "s")
        await window.answer("3")
        text = window.text()
        assert "Snooze 3 on 5 marked accounts: 3 change, 2 do not" in text
        assert "2 refused: Delta has no next step to snooze; it is inbox (and 1 more)" in text
        assert set(due(full).values()) == {"2025-10-14", None}, "nothing is done before yes"
        await window.press("y")
        assert due(full) == {
            "Acme": "2025-10-17", "Beta": "2025-10-17", "Cargo": "2025-10-17", "Delta": None, "Echo": None,
        }  # fmt: skip
        assert window.status().startswith("Snooze 3: 3 accounts changed, 2 refused")
        assert marks(window) == {"Delta", "Echo"}, "what was refused stays marked"
        await window.press("u")
        assert set(due(full).values()) == {"2025-10-14", None}
        assert history.last_act(full) is not None


async def test_no_leaves_everything_as_it_is(full: Desk) -> None:
    async with driver(full, start="list") as window:
        for leave in ("n", "escape"):
            await window.press("X", "s")
            await window.answer("3")
            await window.press(leave)
            assert set(due(full).values()) == {"2025-10-14", None}
            assert len(window.app.session.marks) == 5


async def test_the_gate_can_be_overridden_for_all_with_one_reason(full: Desk) -> None:
    async with driver(full, start="board") as window:
        await window.press("X", "promote")
        await window.answer("demo thu 14")
        assert "3 blocked by the gate (Acme, Beta, Cargo)" in window.text()
        await window.press("o")
        await window.answer("met at the fair")
        assert "3 have no estimate" in window.text()
        await window.answer("5k")
        assert full.db.value("SELECT count(*) FROM account WHERE stage = 'prospect'") == 3
        await window.press("u")
        assert full.db.value("SELECT count(*) FROM account WHERE stage = 'prospect'") == 0


@pytest.mark.parametrize(
    ("keys", "sql"),
    [
        (("a", "=send plan fri 9", "y"), "SELECT count(*) FROM account WHERE next_what = 'send plan'"),
        (("number_sign", "=+hot", "y"), "SELECT count(*) FROM tag WHERE tag = 'hot' AND deleted_at IS NULL"),
        (("n", "=same words", "y"), "SELECT count(*) FROM note WHERE text = 'same words'"),
        (("l", "m", "=the offer", "y"), "SELECT count(*) FROM activity WHERE text = 'the offer'"),
        (("delete", "d", "t", "=3m", "=new budget", "y"),
         "SELECT count(*) FROM account WHERE review_trigger = 'new budget'"),
        (("delete", "l", "w", "=Rival", "=3m", "=half the price", "y"),
         "SELECT count(*) FROM stage_move WHERE competitor = 'Rival' AND why = 'half the price'"),
        (("delete", "x", "y"), "SELECT count(*) FROM account WHERE deleted_at IS NOT NULL"),
        (("e", "down", "down", "enter", "=Berlin", "y"), "SELECT count(*) FROM account WHERE 'Berlin' IN (industry, "
         "employees, city, country, source)"),
    ],
    ids=["next", "tag", "note", "log", "dormant", "lost", "delete", "edit"],
)
async def test_every_verb_acts_on_all(full: Desk, keys: tuple[str, ...], sql: str) -> None:
    async with driver(full, start="today") as window:
        await window.press("X")
        for key in keys:
            await (window.answer(key[1:]) if key.startswith("=") else window.press(key))
        assert full.db.value(sql) == 3, window.text()
        await window.press("u")
        assert len([act for act in history.acts(full) if act.undone_by]) == 1


async def test_a_long_act_runs_beside_the_window_and_esc_stops_it(tmp_path: Path) -> None:
    desk = open_desk(tmp_path / "desk.db")
    change_settings(desk, first_run_done="yes")
    for place in range(150):
        accounts.add_account(desk, name=f"Firm {place:03}", next="call today")
    async with driver(desk, start="list") as window:
        await window.press("X", "s")
        await window.answer("3")
        await until(window, "150 change")
        await window.press("y")
        await until(window, "150 accounts changed")
        assert desk.db.value("SELECT count(DISTINCT next_due) FROM account") == 1
        await window.press("u")
        await until(window, "Undid: Snooze 3")
        assert desk.db.value("SELECT count(*) FROM next_step WHERE deleted_at IS NULL") == 0
    desk.close()


async def until(window: Driver, text: str) -> None:
    """Wait for a thread to bring this on the screen."""
    import asyncio
    import time

    end = time.monotonic() + 30
    while text not in window.text():
        assert time.monotonic() < end, window.text()
        await asyncio.sleep(0.02)
        await window.settle()


# -- tags and repeat -----------------------------------------------------------------------------------------------


async def test_the_tag_line_offers_what_is_known_and_tab_completes(full: Desk) -> None:
    first = full.db.value("SELECT id FROM account WHERE name = 'Beta'")
    tags.tag(full, first, '"trade fair" hot')
    async with driver(full, start="list") as window:
        await window.press("number_sign")
        assert "known: hot, trade fair" in window.text()
        await window.type("+tr")
        assert "trade fair" in window.lines()[-2]
        await window.press("tab", "enter")
        assert window.status() == "Tagged Acme: +trade fair"
        await window.press("number_sign")
        await window.answer("-trade")
        assert "stays as it is" in window.text()


async def test_the_dot_makes_the_last_change_again_on_the_account_now_at_hand(full: Desk) -> None:
    async with driver(full, start="list") as window:
        await window.press("full_stop")
        assert window.status().startswith("Nothing to repeat yet")
        await window.press("number_sign")
        await window.answer("hot")
        await window.press("j", "full_stop")
        assert window.status() == "Again, tag +hot: Tagged Beta: +hot"
        await window.press("a")
        await window.answer("send plan fri")
        await window.press("n")
        await window.answer("a note is not repeated")
        await window.press("j", "full_stop")
        assert window.status().startswith("Again, next step send plan fri: Cargo: send plan")
        await window.press("X", "full_stop")
        assert "Next step" in window.text() or "next step send plan fri on 5 marked accounts: 5 change" in window.text()
        await window.press("y")
        assert full.db.value("SELECT count(*) FROM account WHERE next_what = 'send plan'") == 5


async def test_a_changed_fact_a_snooze_and_a_move_are_repeated(full: Desk) -> None:
    async with driver(full, start="list") as window:
        await window.press("e", "down", "down")
        await window.answer("Webinar")
        await window.press("ctrl+s")
        assert full.db.value("SELECT source FROM account WHERE name = 'Acme'") == "Webinar"
        await window.press("j", "full_stop")
        assert full.db.value("SELECT source FROM account WHERE name = 'Beta'") == "Webinar"
        await window.press("s")
        await window.answer("7")
        await window.press("k", "full_stop")
        assert full.db.value("SELECT next_due FROM account WHERE name = 'Acme'") == "2025-10-21"
        await window.press("end", "t")
        await window.answer("call today")
        await window.press("k", "full_stop")
        assert full.db.value("SELECT status FROM account WHERE name = 'Delta'") == "active"
        await window.press("full_stop")
        assert "not in the inbox" in window.status(), "what cannot be repeated says why"


async def test_a_refused_repeat_changes_nothing(full: Desk) -> None:
    first = full.db.value("SELECT id FROM account WHERE name = 'Beta'")
    next_steps.set_next(full, first, "send plan fri")
    async with driver(full, start="list") as window:
        await window.press("s")
        await window.answer("1")
        await window.press("end", "full_stop")
        assert "no next step to snooze" in window.status()


async def test_tags_stand_on_the_card_in_the_list_and_on_the_page(full: Desk) -> None:
    first = full.db.value("SELECT id FROM account WHERE name = 'Acme'")
    tags.tag(full, first, 'hot "trade fair"')
    async with driver(full, size=(110, 24), start="board") as window:
        assert "#hot" in window.text()
        await window.press("go_list")
        assert "Acme #hot #trade fair" in window.text()
        await window.press("find")
        await window.type("tag:hot")
        await window.press("enter")
        assert "Acme" in window.text() and "Beta" not in window.text()


async def test_nobody_in_view_and_a_filter_that_cannot_be_read_mark_nobody(full: Desk) -> None:
    async with driver(full, start="list") as window:
        for typed, said in (("zzz", "Nobody is in view"), ("sauce:fair", "there is no field")):
            await window.press("find")
            await window.type(typed)
            await window.press("enter", "X")
            assert said in window.status() and window.app.session.marks == {}
            await window.press("escape")
