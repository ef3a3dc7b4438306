"""Today goes from row to row: the done one is gone, the next one is under the cursor, u brings it back."""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len

from sdrdesk.ui import places
from sdrdesk.ui.screens.today.screen import TodayScreen
from sdrdesk.usecases import accounts, leaving, next_steps, notes
from sdrdesk.usecases.desk import Desk, open_desk
from ui.driver import Driver, driver
from ui.elsewhere import ElsewhereScreen

WIDE = (100, 28)


def lead(desk: Desk, name: str, next: str = "call today", **more: str) -> str:
    made = accounts.add_account(
        desk, name=name, person=f"{name} Nair", phone="+49 30 23125 101", email="x@y.example", next=next, **more
    ).made
    assert made is not None
    return made


def touched(desk: Desk, name: str, next: str = "call today", **more: str) -> str:
    made = lead(desk, name, next, **more)
    notes.log_activity(desk, made, "mail_sent")
    return made


def set_clock(desk: Desk, now: datetime) -> None:
    """The desk's one clock stands at this instant."""
    desk.clock = desk.db.clock = lambda: now


@pytest.fixture
def full(desk: Desk) -> Iterator[Desk]:
    """Four rows: a promise, one that is late, one for today, a new lead."""
    set_clock(desk, datetime(2025, 10, 13, 9, 0, tzinfo=UTC))
    touched(desk, "Kobalt", "send case study today")
    set_clock(desk, datetime(2025, 10, 14, 9, 0, tzinfo=UTC))
    touched(desk, "Halden", "call budget sign-off today 11")
    touched(desk, "Orbita")
    lead(desk, "Fintrace", source="webinar")
    set_clock(desk, datetime(2025, 10, 14, 9, 22, tzinfo=UTC))
    yield desk


@pytest.fixture
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages on top are tested where they live."""
    for name in ("account", "call", "objection", "import"):
        monkeypatch.setitem(places.PLACES, name, f"{ElsewhereScreen.__module__}:ElsewhereScreen")


def screen_of(window: Driver) -> TodayScreen:
    screen = window.screen
    assert isinstance(screen, TodayScreen)
    return screen


def names(window: Driver) -> list[str]:
    return [row.name for row in screen_of(window)._held.rows]


def at_hand(window: Driver) -> str:
    row = screen_of(window).rows.row
    return row.name if row is not None else ""


async def test_the_desk_opens_on_today_with_why_who_what(full: Desk) -> None:
    async with driver(full, size=WIDE, start="today") as window:
        lines = window.lines()
        assert lines[0].startswith(" sdrdesk · Today  Tue 14 Oct 09:22")
        assert lines[0].endswith("dials 0/50  talks 0/8  meetings 0/2   4 due · ~20m")
        assert lines[1].split() == ["WHY", "WHO", "WHAT", "SCORE", "TRY", "THEIR", "TIME"]
        assert lines[2].split("  ")[0] == "▸ promised 11:00" and "Halden Nair · Halden" in lines[2]
        assert "call budget sign-off" in lines[2] and lines[2].endswith("11:22")
        assert [line[2:16].strip() for line in lines[2:6]] == ["promised 11:00", "late 1d", "today", "new 22m ⏱1h"]
        assert "first call (webinar)" in lines[5] and "0/6" in lines[5] and "–3" in lines[5]
        assert lines[-1].startswith(" c call  s snooze  d discovery  o objection  n note  ⏎ open")


async def test_at_80_columns_a_row_has_two_lines(full: Desk) -> None:
    async with driver(full, start="today") as window:
        lines = window.lines()
        assert lines[0].startswith(" Today") and lines[0].endswith("4 due · ~20m")
        assert lines[1].startswith("▸ promised 11:00  Halden Nair · Halden") and lines[1].endswith("–4  0/6")
        assert lines[2].strip().startswith("call budget sign-off") and lines[2].endswith("11:22")


async def test_an_outcome_key_goes_on_to_the_next_row(full: Desk) -> None:
    async with driver(full, size=WIDE, start="today") as window:
        await window.press("j")
        assert at_hand(window) == "Kobalt"
        await window.press("call", "n")
        assert (names(window), at_hand(window)) == (["Halden", "Orbita", "Fintrace"], "Orbita")
        assert "dials 1/50" in window.lines()[0] and "3 due" in window.lines()[0]
        await window.press("call", "v")
        assert (names(window), at_hand(window)) == (["Halden", "Fintrace"], "Fintrace")
        await window.press("undo")
        assert (names(window), at_hand(window)) == (["Halden", "Orbita", "Fintrace"], "Orbita")
        await window.press("undo")
        assert (names(window), at_hand(window)) == (["Halden", "Kobalt", "Orbita", "Fintrace"], "Kobalt")
        assert "dials 0/50" in window.lines()[0]


async def test_a_row_that_stays_for_today_still_gives_way(full: Desk) -> None:
    async with driver(full, size=WIDE, start="today") as window:
        await window.press("j", "call", "b")
        assert (names(window), at_hand(window)) == (["Halden", "Orbita", "Kobalt", "Fintrace"], "Orbita")
        assert "today 11:22" in window.text() or "today 13:22" in window.text()


async def test_snooze_and_a_next_step_go_on_too(full: Desk) -> None:
    async with driver(full, size=WIDE, start="today") as window:
        await window.press("j", "snooze")
        await window.answer("1")
        assert (names(window), at_hand(window)) == (["Halden", "Orbita", "Fintrace"], "Orbita")
        await window.press("next_step")
        await window.answer("call today 16")
        assert names(window) == ["Halden", "Orbita", "Fintrace"]
        assert at_hand(window) == "Fintrace", "it is promised now; the next row is in front"
        await window.press("note")
        await window.answer("nice people")
        assert at_hand(window) == "Fintrace", "a note settles nothing"


async def test_moves_and_leaving_act_on_the_row_in_front(full: Desk) -> None:
    async with driver(full, size=(80, 24), start="today") as window:
        while at_hand(window) != "Orbita":
            await window.press("j")
        orbita = screen_of(window).account_id
        await window.press("promote")
        assert "Orbita" in window.text()
        await window.press("exclamation_mark")
        await window.answer("their CEO asked")
        await window.answer("12k")
        await window.answer("send plan fri 9")
        assert full.db.value("SELECT stage FROM account WHERE id = ?", (orbita,)) == "prospect"
        await window.press("undo")
        assert at_hand(window) == "Orbita"
        await window.press("back")
        assert "lead already" in window.status()
        await window.press("leave", "d", "n", "enter", "enter")
        assert "Orbita" not in names(window)
        assert full.db.value("SELECT status FROM account WHERE id = ?", (orbita,)) == "dormant"


async def test_the_third_snooze_in_a_row_asks_whether_it_is_still_real(full: Desk) -> None:
    kobalt = full.db.value("SELECT id FROM account WHERE name = 'Kobalt'")
    for _ in range(2):
        next_steps.snooze(full, kobalt, "17:00")
    async with driver(full, size=WIDE, start="today") as window:
        while at_hand(window) != "Kobalt":
            await window.press("j")
        await window.press("snooze")
        assert "put off 2 times in a row. Is it still real?" in window.text()
        await window.press("escape")
        assert at_hand(window) == "Kobalt"
        await window.press("snooze", "s")
        await window.answer("3")
        assert "Kobalt" not in names(window)
        await window.press("undo", "snooze", "x")
        assert "How does Kobalt leave?" in window.text()
        await window.press("d", "n", "enter", "enter")
        assert "Kobalt" not in names(window)
    assert full.db.value("SELECT status FROM account WHERE name = 'Kobalt'") == "dormant"


async def test_who_comes_back_from_dormant_is_taken_or_put_off(full: Desk) -> None:
    gone = touched(full, "Nordkap", "call in 9d")
    leaving.dormant(full, gone, reason="timing", until="in 6m")
    set_clock(full, datetime(2026, 4, 14, 10, 0, tzinfo=UTC))
    async with driver(full, size=WIDE, start="today") as window:
        await window.press("G")
        assert at_hand(window) == "Nordkap"
        assert "recycled 6m" in window.text() and "re-open: timing, Oct" in window.text()
        await window.press("snooze")
        assert "Look again at Nordkap when?" in window.text()
        await window.answer("m")
        assert "Nordkap" not in names(window)
        await window.press("undo")
        assert at_hand(window) == "Nordkap"


async def test_a_score_is_asked_for_its_reasons(full: Desk, elsewhere: None) -> None:
    async with driver(full, size=WIDE, start="today") as window:
        await window.press("G", "why")
        text = window.text()
        assert "Fintrace: –3 · fit unknown · engagement 15.0 of 100" in text
        assert "+15.0  came to a webinar, today (15)" in text and "icp.toml and queue.toml in" in text
        await window.press("equals_sign")
        assert window.screen_name == "TodayScreen"
        await window.press("why", "enter")
        assert window.screen_name == "ElsewhereScreen"


async def test_the_order_is_argued_with(full: Desk) -> None:
    touched(full, "Lumen", value="9k")
    async with driver(full, size=WIDE, start="today") as window:
        assert names(window) == ["Halden", "Kobalt", "Lumen", "Orbita", "Fintrace"]
        await window.press("minus")
        assert "promised hour" in window.status()
        await window.press("j", "j", "minus")
        await window.answer("on holiday")
        assert names(window) == ["Halden", "Kobalt", "Orbita", "Lumen", "Fintrace"]
        assert at_hand(window) == "Lumen" and "–4-" in window.text()
        await window.press("why")
        assert "not now ×1, 4 places of the score each: on holiday" in window.text()
        await window.press("escape", "undo")
        assert names(window) == ["Halden", "Kobalt", "Lumen", "Orbita", "Fintrace"]


async def test_nothing_due_says_what_to_do(desk: Desk) -> None:
    async with driver(desk, start="today") as window:
        assert "Nothing is due. N adds an account, i imports" in window.text()
        await window.press("call")
        assert "No account is under the cursor" in window.status()
        accounts.add_account(desk, name="Fintrace", email="a@b.example")
        await window.press("today_read_again")
        assert "1 waits in the inbox: 0 shows them" in window.text()


async def test_the_filter_goes_along(full: Desk) -> None:
    async with driver(full, size=WIDE, start="today") as window:
        await window.press("find")
        await window.type("orb")
        assert names(window) == ["Orbita"]
        await window.press("enter")
        assert "/ orb  1 of 4 today" in window.text()
        await window.press("go_board")
        assert "Halden" not in window.text()
        await window.press("go_today", "call", "n")
        assert names(window) == [] and "Nothing that is due fits." in window.text()
        await window.press("j")
        assert window.status() == "There is nothing in this list."
        await window.press("show_all")
        assert window.status() == ""
        assert names(window) == ["Halden", "Kobalt", "Fintrace"]


async def test_what_another_window_did_is_seen_and_the_cursor_stays(tmp_path: Path) -> None:
    def clock() -> datetime:
        return datetime(2025, 10, 14, 9, 22, tzinfo=UTC)

    path = tmp_path / "desk.db"
    here, there = open_desk(path, clock=clock), open_desk(path, clock=clock)
    touched(here, "Kobalt")
    async with driver(here, size=WIDE, start="today") as window:
        await window.press("escape", "escape")
        touched(there, "Halden", "call today 11")
        window.app.session.poll()
        await window.settle()
        assert (names(window), at_hand(window)) == (["Halden", "Kobalt"], "Kobalt")
    for one in (here, there):
        one.close()


async def test_a_new_day_brings_its_own_rows(full: Desk) -> None:
    lead(full, "Later", "call in 1d")
    async with driver(full, size=WIDE, start="today") as window:
        assert "Later" not in names(window)
        set_clock(full, full.now() + timedelta(days=1))
        screen_of(window)._look_at_the_clock()
        await window.settle()
        assert "Later" in names(window) and "late 2d" in window.text()


async def test_a_broken_file_of_ones_own_is_told(desk: Desk, own_home: Path) -> None:
    folder = own_home / ".config" / "sdrdesk"
    folder.mkdir(parents=True)
    (folder / "icp.toml").write_text("[[must]]\nwhat = 3\n")
    async with driver(desk, size=WIDE, start="today") as window:
        assert window.status().startswith("icp.toml, line 2: must 1 what needs the name of a fact")


NASTY = ("株式会社日本テクノロジーズ・ホールディングス", "🚀 Rocket 👩‍👩‍👧 Ltd",
         "[bold]Markup[/] [@click=app.quit]x[/]",
         "\x1b[31mred\x07\u202eevil", "Zalgo̵̡͕", "x" * 300)  # fmt: skip


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (100, 28), (60, 20), (40, 15), (24, 8)])
async def test_no_name_breaks_the_columns(desk: Desk, size: tuple[int, int]) -> None:
    for name in NASTY:
        touched(desk, name, f"call {name[:40]} today")
    async with driver(desk, size=size, start="today") as window:
        assert all(cell_len(line) <= size[0] for line in window.lines())
        assert not any(ch in window.text() for ch in "\x1b\x07\u202e")
        if size[0] >= 100:
            scores = {cell_len(line[: line.index("–4")]) for line in window.lines()[2 : 2 + len(NASTY)]}
            assert len(scores) == 1, "the columns are straight"
