"""The board is true after every act, the focus follows the card, and no key is silent."""

from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path

import pytest
from rich.cells import cell_len

from sdrdesk.domain.settings import Settings
from sdrdesk.ui import places
from sdrdesk.ui.screens.board import screen as board_screen
from sdrdesk.ui.screens.board.card import draw
from sdrdesk.ui.screens.board.screen import BoardScreen
from sdrdesk.ui.verbs.leaving import leave
from sdrdesk.usecases import accounts, board, deals, find, leaving, pipeline
from sdrdesk.usecases.board import Card, Tile
from sdrdesk.usecases.desk import Desk, change_settings, open_desk
from ui.driver import Driver, driver
from ui.elsewhere import PLACES, ElsewhereScreen

TODAY = date(2025, 10, 14)


@pytest.fixture(autouse=True)
def elsewhere(monkeypatch: pytest.MonkeyPatch) -> None:
    """The screens a card opens are tested where they live."""
    for name in PLACES:
        monkeypatch.setitem(places.PLACES, name, f"{ElsewhereScreen.__module__}:ElsewhereScreen")


@pytest.fixture
def full(desk: Desk) -> Iterator[Desk]:
    """Two leads, a prospect, a customer, one in the inbox."""
    lead(desk, "Halden", next="call thu 10")
    lead(desk, "Kobalt", next="send plan in 3d", value="9500")
    customer(desk, prospect(desk, "Lumen"))
    prospect(desk, "Orbita", value="38k")
    accounts.add_account(desk, name="Fintrace", person="Ana Ruiz", email="ana@fintrace.example")
    yield desk


def lead(desk: Desk, name: str, next: str = "call today", value: str = "") -> str:
    return str(accounts.add_account(desk, name=name, next=next, value=value, email="x@y.example").subject)


def prospect(desk: Desk, name: str, next: str = "call in 2d", value: str = "12k") -> str:
    account_id = lead(desk, name)
    pipeline.promote(desk, account_id, value=value, next=next, override="seen them myself")
    return account_id


def customer(desk: Desk, account_id: str) -> str:
    pipeline.promote(desk, account_id, amount="12k", on="today", reason="trust")
    return account_id


def board_of(window: Driver) -> BoardScreen:
    screen = window.screen
    assert isinstance(screen, BoardScreen)
    return screen


def heads(window: Driver) -> dict[str, str]:
    return {stage: column.head.text for stage, column in board_of(window)._columns.items()}


def at_hand(window: Driver, desk: Desk) -> str:
    account_id = board_of(window).account_id
    return str(find.the_account(desk, account_id)["name"]) if account_id else ""


# -- cards ---------------------------------------------------------------------------------------------------------


def card(**changes: object) -> Card:
    limit = Settings().quiet_limits[str(changes.get("stage", "lead"))]
    made = Card(
        "1", "Halden", "lead", "2025-10-16", None, "call", "budget sign-off", 3_800_000, "EUR", "2025-10-12",
        "Priya Nair", 0, 0, (Tile("B", 2, "stated", True), Tile("A", None, "unknown", False)), ("", 0, "", ""),
        limit,
    )  # fmt: skip
    return made._replace(**changes)  # type: ignore[arg-type]


def drawn(width: int, **changes: object) -> list[str]:
    lines = draw(card(**changes), width, TODAY)
    return ["".join(text for text, _ in one.left) + " | " + "".join(text for text, _ in one.right) for one in lines]


def test_a_card_says_who_what_when_and_what_is_known() -> None:
    assert drawn(37) == ["Halden | €38k", "in 2d call: budget sign-off | ", "B2s A· | Priya Nair"]
    assert drawn(37, due="2025-10-11", open_objections=2)[1:] == [
        "▲3d late call: budget sign-off | ", "B2s A· !2 | Priya Nair",
    ]  # fmt: skip
    assert drawn(37, due="2025-10-14", time="14:30", tries=3)[1:] == [
        "today 14:30 call: budget sign-off | ", "B2s A· | try 3 · Priya Nair",
    ]  # fmt: skip


def test_a_card_shows_both_facts_when_it_went_cold() -> None:
    assert drawn(37, two_way_on="2025-09-30")[2] == "B2s A· | quiet 14d"
    assert drawn(37, two_way_on="2025-09-30", due="2025-10-23")[1:] == [
        "quiet 14d · next Thu 23 Oct call: budget sign-off | ", "B2s A· | cold",
    ]  # fmt: skip
    assert drawn(37, two_way_on="2025-09-30", due="2025-10-11")[1:] == [
        "▲3d late call: budget sign-off | ", "B2s A· | cold · quiet 14d",
    ]  # fmt: skip
    assert drawn(24, two_way_on="2025-09-30", due="2025-10-11", open_objections=1)[2] == "B2s A· !1 | cold 14d"


def test_the_aside_of_a_card_never_pushes_its_tiles_away() -> None:
    tiles = tuple(Tile(letter, 2, "stated", False) for letter in "BANT")
    for width in range(12, 60):
        last = drawn(width, tiles=tiles, open_objections=12, tries=4, person="Bartholomew Featherstonehaugh")[2]
        left, _, right = last.partition(" | ")
        assert not right or cell_len(left) + 1 + cell_len(right) <= width


# -- the board -----------------------------------------------------------------------------------------------------


async def test_an_empty_desk_says_what_to_do(desk: Desk) -> None:
    async with driver(desk) as window:
        text = " ".join(line[:25].strip() for line in window.lines())
        assert "This desk is empty. N adds an account, i imports people from a CSV file" in text
        await window.press("call")
        assert window.status() == "No account is under the cursor: N adds one, 0 shows the inbox."
        accounts.add_account(desk, name="Fintrace", email="a@b.example")
        await window.press("read_again")
        assert "1 wait" in " ".join(line[:25].strip() for line in window.lines())


async def test_a_new_account_stands_under_the_cursor(desk: Desk) -> None:
    lead(desk, "Halden")
    async with driver(desk) as window:
        await window.press("new", "a")
        await window.type("Kobalt")
        await window.press(*["enter"] * 9)
        assert window.status() == "Added Kobalt, next: call Tue 14 Oct"
        assert at_hand(window, desk) == "Kobalt"


async def test_the_columns_are_walked_and_each_remembers_its_card(full: Desk) -> None:
    async with driver(full) as window:
        await window.press("j")
        assert at_hand(window, full) == "Kobalt"
        await window.press("l")
        assert at_hand(window, full) == "Orbita"
        await window.press("right")
        assert at_hand(window, full) == "Lumen"
        await window.press("l", "left", "h", "h")
        assert at_hand(window, full) == "Kobalt"


async def test_enter_opens_the_account_and_its_neighbours_are_those_of_the_column(full: Desk) -> None:
    async with driver(full) as window:
        await window.press("enter")
        assert window.screen_name == "ElsewhereScreen"
        halden, kobalt = (row.id for row in board.page(full, "lead"))
        along = window.app.session.along
        assert along is not None
        assert along(halden, 1) == kobalt
        assert along(kobalt, 1) is None
        await window.press("escape")
        assert at_hand(window, full) == "Kobalt", "the cursor went along"


async def test_gate_names_what_is_missing_and_override_is_kept(full: Desk) -> None:
    async with driver(full) as window:
        await window.press("promote")
        assert "Halden is not ready to be a prospect. Missing:" in window.text()
        assert "Need is unknown" in window.text()
        await window.press("escape")
        assert heads(window)["lead"].startswith("  Lead  2")
        await window.press("promote", "override")
        await window.press("enter")
        assert "Nothing is typed yet" in window.text()
        await window.answer("the founder told me on the fair")
        assert "worth, roughly?" in window.text()
        await window.type("38k")
        assert "→ €38,000" in window.text()
        await window.press("enter")
        await window.type("send plan fri 9")
        assert "→ send plan Fri 17 Oct 09:00" in window.text()
        await window.press("enter")
        assert window.status().startswith("Halden is now a prospect, next: send plan Fri 17 Oct 09:00")
    move = full.db.all("SELECT * FROM stage_move ORDER BY at, rowid")[-1]
    assert (move["to_stage"], move["override"], move["why"]) == ("prospect", 1, "the founder told me on the fair")


async def test_enter_at_the_gate_goes_to_ask_what_is_missing(full: Desk) -> None:
    async with driver(full) as window:
        await window.press("promote", "enter")
        screen = window.screen
        assert isinstance(screen, ElsewhereScreen)
        halden = board.page(full, "lead")[0].id
        assert screen.opened_with == ((halden,), {"criterion": "need"})


async def promote_first(window: Driver) -> None:
    await window.press("promote", "override")
    await window.answer("I was there")
    await window.answer("38k")
    await window.answer("send plan fri 9")


async def test_focus_follows_the_card_that_moved(full: Desk) -> None:
    async with driver(full) as window:
        await promote_first(window)
        assert (board_of(window)._front, at_hand(window, full)) == ("prospect", "Halden")
        assert board_of(window).focused is board_of(window)._columns["prospect"].cards
        await window.press("undo")
        assert (board_of(window)._front, at_hand(window, full)) == ("lead", "Halden")
        await window.press("snooze")
        await window.answer("7")
        assert at_hand(window, full) == "Halden", "and it follows to another place in the column"
        assert [row.name for row in board.page(full, "lead")] == ["Kobalt", "Halden"]


async def test_headers_are_true_after_undo(full: Desk) -> None:
    async with driver(full, size=(120, 40)) as window:
        before = heads(window)
        assert before["lead"] == "  Lead  2 €9.5k\n  ▲0 late · 0 cold "
        assert before["prospect"] == "  Prospect  1 €38k\n  ▲0 late · 0 cold weighted €9.5k"
        assert before["customer"] == "  Customer  1 €12k\n  ▲0 late · 0 cold booked 12m €12k"
        await promote_first(window)
        assert heads(window)["lead"].startswith("  Lead  1 €9.5k")
        assert heads(window)["prospect"] == "  Prospect  2 €76k\n  ▲0 late · 0 cold weighted €19k"
        await window.press("undo")
        assert heads(window) == before
        await window.press("leave", "x", "y")
        assert heads(window)["lead"].startswith("  Lead  1 ")
        await window.press("undo")
        assert heads(window) == before


async def test_late_and_cold_are_counted_in_the_head(desk: Desk) -> None:
    lead(desk, "Halden", next="call today")
    now = desk.now()
    desk.clock = lambda: now + timedelta(days=10)
    async with driver(desk, size=(120, 40)) as window:
        assert heads(window)["lead"] == "  Lead  1 \n  ▲1 late · 1 cold "
        assert "▲10d late call" in window.text()
        assert "cold · quiet 10d" in window.text()


async def test_prospect_to_customer_asks_amount_day_and_reason(full: Desk) -> None:
    async with driver(full) as window:
        await window.press("l", "promote")
        assert "▸ €38,000" in window.text(), "what the deal is worth is offered"
        await window.answer("36500")
        assert "On which day did Orbita sign?" in window.text()
        await window.press("enter")
        assert "Why did Orbita buy?" in window.text()
        await window.press("t")
        assert window.status() == "Orbita is now a customer: €36.5k, next: check-in Tue 21 Oct"
        assert (board_of(window)._front, at_hand(window, full)) == ("customer", "Orbita")
    deal = full.db.all("SELECT * FROM deal WHERE outcome = 'won' ORDER BY rowid")[-1]
    assert (deal["value_minor"], deal["closed_on"], deal["close_reason"]) == (3_650_000, "2025-10-14", "trust")


async def test_a_day_still_to_come_is_no_day_of_signing(full: Desk) -> None:
    async with driver(full) as window:
        await window.press("l", "promote", "enter")
        await window.answer("fri")
        assert "still to come" in window.text()
        await window.press("escape")
        assert heads(window)["prospect"].startswith("  Prospect  1")


async def test_with_several_open_deals_the_won_one_is_picked(full: Desk) -> None:
    orbita = board.page(full, "prospect")[0].id
    deals.add_deal(full, orbita, name="Second floor", value="4k")
    async with driver(full) as window:
        await window.press("l", "promote")
        assert "Which deal with Orbita is won?" in window.text()
        await window.type("second")
        await window.press("enter", "enter", "enter", "v")
    assert full.db.value("SELECT name FROM deal WHERE outcome = 'won' AND account_id = ?", (orbita,)) == "Second floor"


async def test_straight_to_customer_is_a_choice_at_the_gate(full: Desk) -> None:
    async with driver(full) as window:
        await window.press("promote", "c")
        await window.answer("900")
        await window.press("enter")
        assert "Why did Halden buy?" in window.text()
        await window.press("v")
        assert "Why does Halden go straight from lead to customer?" in window.text()
        await window.press("a")
        assert at_hand(window, full) == "Halden"
    assert full.db.all("SELECT move FROM stage_move ORDER BY at, rowid")[-1]["move"] == "skip"


async def test_a_large_sale_straight_from_lead_is_asked_about_once_more(full: Desk) -> None:
    async with driver(full) as window:
        await window.press("promote", "c")
        await window.answer("10001")
        await window.press("enter", "v", "a")
        assert "without ever having been a prospect is more than 10,000" in window.text()
        await window.press("n")
        assert full.db.value("SELECT count(*) FROM stage_move WHERE move = 'skip'") == 0
        await window.press("promote", "c")
        await window.answer("10001")
        await window.press("enter", "v", "a", "y")
    assert full.db.value("SELECT count(*) FROM stage_move WHERE move = 'skip'") == 1


async def test_a_customer_is_the_last_column_until_a_new_deal_is_won(full: Desk) -> None:
    async with driver(full) as window:
        await window.press("l", "l", "promote")
        assert "customer already" in window.status()
        await window.press("new", "d")
        await window.type("More seats")
        await window.press("enter")
        await window.type("5k")
        await window.press("enter", "enter", "promote")
        assert "What did Lumen buy for?" in window.text()
        await window.press("enter", "enter", "v")
        assert "Lumen" in window.status() and "€5k" in window.status()


async def test_back_asks_why_and_what_becomes_of_the_deal(full: Desk) -> None:
    async with driver(full) as window:
        await window.press("l", "back")
        assert "Why is Orbita no prospect?" in window.text()
        await window.press("o")
        await window.answer("their budget moved to next year")
        assert "the open deal €38,000" in window.text()
        await window.press("d")
        assert (board_of(window)._front, at_hand(window, full)) == ("lead", "Orbita")
        assert "their budget moved" in window.status()
        await window.press("back")
        assert "lead already" in window.status()
    assert full.db.value("SELECT outcome FROM deal WHERE name = 'Orbita'") == "dropped"


@pytest.mark.parametrize(
    ("column", "typed", "status", "until"),
    [
        (0, ("l", "t", "enter", "enter"), "lost", "2026-04-14"),
        (0, ("d", "n", "enter", "enter"), "dormant", "2026-04-14"),
        (0, ("q", "2", "enter"), "disqualified", None),
        (1, ("l", "t", "enter", "enter"), "lost", "2026-04-14"),
        (2, ("c", "n", "enter", "y", "enter", "enter"), "churned", "2026-04-14"),
    ],
)
async def test_an_account_leaves_with_a_reason_and_a_day_to_look_again(
    full: Desk, column: int, typed: tuple[str, ...], status: str, until: str | None
) -> None:
    async with driver(full) as window:
        await window.press(*["l"] * column)
        account_id = board_of(window).account_id
        assert account_id is not None
        await window.press("leave", *typed)
        row = find.the_account(full, account_id)
        assert (row["status"], row["review_on"]) == (status, until)
        assert board_of(window).account_id != account_id
        await window.press("undo")
        assert board_of(window).account_id == account_id


async def test_who_took_a_lost_account_is_asked_and_stands_on_its_page(full: Desk) -> None:
    async with driver(full) as window:
        halden = board_of(window).account_id
        await window.press("leave", "l", "w")
        assert "Who did they go with?" in window.text()
        await window.answer("Rival GmbH")
        await window.press("enter", "enter")
        assert "(Rival GmbH)" in window.status()
        window.app.show("account", halden)
        await window.settle()
        assert "Rival GmbH" in window.text()


async def test_a_customer_loses_a_deal_and_stays(full: Desk) -> None:
    lumen = board.page(full, "customer")[0].id
    deals.add_deal(full, lumen, name="More seats", value="5k")
    async with driver(full) as window:
        await window.press("l", "l", "leave", "l", "t")
        assert window.status() == "Lost 1 open deal with Lumen, who stays a customer"
        assert at_hand(window, full) == "Lumen"


async def test_what_left_comes_back_from_the_same_question(full: Desk) -> None:
    halden = board.page(full, "lead")[0].id
    leaving.dormant(full, halden, reason="timing")
    async with driver(full) as window:
        screen = board_of(window)

        async def come_back() -> None:
            await leave(screen, halden)

        screen.run_worker(come_back())
        await window.settle()
        await window.press("t")
        await window.answer("a new boss")
        await window.press("enter")
        assert window.status() == "Halden is back on the board, next: call Tue 14 Oct"
        assert at_hand(window, full) == "Halden"


async def test_notes_and_next_steps_are_written_where_the_cursor_is(full: Desk) -> None:
    async with driver(full) as window:
        await window.press("j", "note")
        await window.answer("they moved to [b]Oslo[/]")
        assert window.status() == "Noted on Kobalt: they moved to [b]Oslo[/]"
        await window.press("next_step")
        await window.type("sometime")
        await window.press("enter")
        assert "! " in window.text(), "a step without a time is refused where it is typed"
        await window.press("ctrl+u")
        await window.answer("mail in 2d")
        assert window.status() == "Kobalt: mail Thu 16 Oct"
        await window.press("snooze", "enter")
        assert window.status() == "Snoozed Kobalt: mail Wed 15 Oct"


async def test_an_answer_given_twice_acts_once(full: Desk) -> None:
    async with driver(full) as window:
        await window.press("note")
        await window.type("once")
        await window.pilot.press("enter", "enter")
        await window.settle()
    assert full.db.value("SELECT count(*) FROM note") == 1


# -- finding -------------------------------------------------------------------------------------------------------


async def test_the_filter_narrows_as_one_types_and_goes_along(full: Desk) -> None:
    async with driver(full) as window:
        await window.press("find")
        await window.type("orb")
        assert "Halden" not in window.text() and "Orbita" in window.text()
        assert heads(window)["prospect"].startswith("  Prospect  1 of 1")
        assert heads(window)["lead"].startswith("  Lead  0 of 2")
        await window.press("enter")
        assert at_hand(window, full) == "Orbita", "the first column with a hit has the keys"
        assert "1 on the board · Esc shows all" in window.text()
        await window.press("go_inbox")
        assert "/ orb  0 of 1 in the inbox" in window.text()
        await window.press("show_all", "go_board")
        assert "Halden" in window.text()
        assert at_hand(window, full) == "Orbita"
        await window.press("show_all")
        assert window.status().startswith("Everything is shown.")


async def test_a_narrowed_board_stays_true_after_an_act(full: Desk) -> None:
    async with driver(full) as window:
        await window.press("find")
        await window.type("hal")
        await window.press("down")
        await promote_first(window)
        assert (board_of(window)._front, at_hand(window, full)) == ("prospect", "Halden")
        assert heads(window)["prospect"].startswith("  Prospect  1 of 2")


async def test_tab_in_the_search_finds_who_left_and_who_waits(full: Desk) -> None:
    gone = lead(full, "Nordkap")
    leaving.dormant(full, gone, reason="timing")
    async with driver(full) as window:
        await window.press("find")
        await window.type("nord")
        assert "Nothing fits." in window.text()
        await window.press("tab")
        assert "dormant" in window.text()
        await window.press("enter")
        screen = window.screen
        assert isinstance(screen, ElsewhereScreen)
        assert screen.opened_with == ((gone,), {})


# -- the world around ----------------------------------------------------------------------------------------------


async def test_what_another_window_did_is_seen(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    with_first = open_desk(path)
    lead(with_first, "Halden")
    pipeline_window = open_desk(path)
    async with driver(with_first) as window:
        await window.press("escape")
        lead(pipeline_window, "Kobalt")
        window.app.session.poll()
        await window.settle()
        assert "Kobalt" in window.text()
        assert heads(window)["lead"].startswith("  Lead  2")
    for one in (with_first, pipeline_window):
        one.close()


NASTY = ("株式会社日本テクノロジーズ・ホールディングス",
         "🚀 Rocket 👩‍👩‍👧 Ltd", "[bold]Markup[/] [@click=app.quit]x[/]",
         "\x1b[31mred\x07\u202eevil", "Zalgo̵̡͕", "")  # fmt: skip


@pytest.mark.parametrize("size", [(80, 24), (120, 40), (60, 20), (40, 15), (24, 8)])
async def test_no_name_breaks_the_columns(desk: Desk, size: tuple[int, int]) -> None:
    for number, name in enumerate(NASTY):
        account_id = lead(desk, name or "x" * 300, value="1.2m")
        if number % 2:
            pipeline.promote(desk, account_id, value="38k", next="call in 30d", override="x")
    async with driver(desk, size=size) as window:
        lines = window.lines()
        assert all(cell_len(line) <= size[0] for line in lines)
        if size[0] >= 72:
            bars = {tuple(_cells_before(line, "▕")) for line in lines[1:-2]}
            assert len(bars) == 1, "the lines between the columns are straight"
        assert not any(ch in window.text() for ch in "\x1b\x07\u202e")
        await window.press("l", "h", "j", "promote", "escape")


def _cells_before(line: str, mark: str) -> list[int]:
    return [cell_len(line[:at]) for at, ch in enumerate(line) if ch == mark]


async def test_columns_come_and_go_with_the_width(full: Desk) -> None:
    async with driver(full, size=(120, 40)) as window:
        await window.press("l")
        await window.resize(64, 24)
        assert "customer 1" in window.lines()[0]
        assert "Halden" in window.text() and "Orbita" in window.text() and "Lumen" not in window.text()
        await window.resize(50, 24)
        assert "Halden" not in window.text() and "Orbita" in window.text()
        await window.press("l")
        assert "Lumen" in window.text() and "Orbita" not in window.text()


async def test_the_mouse_chooses_a_card_and_opens_it(full: Desk) -> None:
    async with driver(full) as window:
        await window.click("Orbita")
        assert (board_of(window)._front, at_hand(window, full)) == ("prospect", "Orbita")
        await window.click("Kobalt", times=2)
        assert window.screen_name == "ElsewhereScreen"


async def test_a_card_dragged_to_another_column_moves_as_by_key(full: Desk) -> None:
    async with driver(full) as window:
        await window.drag("Orbita", "Lead")
        assert "Why is Orbita no prospect?" in window.text()
        await window.press("escape")
        await window.drag("Orbita", "Customer")
        assert "What did Orbita buy for?" in window.text()
        await window.press("escape")
        await window.drag("Halden", "Customer")
        assert "What did Halden buy for?" in window.text()


async def test_a_card_let_go_where_it_stood_or_outside_stays(full: Desk) -> None:
    async with driver(full) as window:
        acts = full.db.value("SELECT max(seq) FROM step")
        await window.drag("Orbita", "Prospect")
        await window.drag("Orbita", "keys")
        assert window.screen_name == "BoardScreen"
        assert full.db.value("SELECT max(seq) FROM step") == acts


async def test_on_a_large_desk_the_cold_are_counted_beside_the_keys(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(board_screen, "_COUNTED_AT_ONCE", 0)
    monkeypatch.setattr(board_screen, "_COLD_SECONDS", 0.01)
    opened = open_desk(tmp_path / "desk.db")
    change_settings(opened, first_run_done="yes")
    lead(opened, "Halden")
    now = opened.now()
    opened.clock = lambda: now + timedelta(days=10)
    async with driver(opened, size=(120, 40)) as window:
        for _ in range(3000):
            if "cold" in heads(window)["lead"]:
                break
            await window.pilot.pause(0.01)
        assert "▲1 late · 1 cold" in heads(window)["lead"]
    opened.close()
