"""The account page: everything known at a look, every fact a key away, nothing lost on the way to the next account."""

import pytest

from sdrdesk.usecases import accounts, calls, contacts, notes, objections, outcomes, pipeline
from sdrdesk.usecases.desk import Desk
from ui.driver import Driver, driver


@pytest.fixture
def halden(desk: Desk) -> str:
    """A prospect with two people, a call, an objection, a note and a deal."""
    account = accounts.add_account(
        desk, name="Halden [b]AG", source="webinar", person="Priya Nair", title="COO", email="priya@halden.example",
        phone="+49 30 23125 101", value="12000", next="call fri 10",
    ).made  # fmt: skip
    assert account is not None
    contacts.add_contact(desk, account, name="Tom Weiss", role="decides")
    person = str(desk.db.value("SELECT id FROM contact WHERE full_name = 'Priya Nair'"))
    call = calls.start_call(desk, account, person).made
    assert call is not None
    calls.file_line(desk, call, "n3 they retype every order")
    calls.finish_call(desk, call, "conversation", when="send plan fri 9")
    objections.log_objection(desk, account, "price", "twice what we pay now")
    notes.note(desk, account, "met at the fair")
    pipeline.promote(desk, account, next="demo thu 14", override="their CEO asked")
    return account


async def opened(driven: Driver, account: str) -> None:
    driven.app.show("account", account)
    await driven.settle()


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_a_caller_on_the_line_is_known_at_a_look(desk: Desk, halden: str, size: tuple[int, int]) -> None:
    async with driver(desk, size) as driven:
        await opened(driven, halden)
        seen = driven.text()
        for words in ("Halden [b]AG", "prospect", "meeting", "Priya Nair", "+49 30 23125 101", "Tom Weiss", "decides"):
            assert words in seen, words
        assert "lead → prospect" in seen
        assert "twice what we pay now" in seen


async def test_one_letter_narrows_the_timeline_to_one_kind(desk: Desk, halden: str) -> None:
    async with driver(desk, (120, 40)) as driven:
        await opened(driven, halden)
        assert "met at the fair" in driven.text()
        await driven.press("f", "s")
        assert "met at the fair" not in driven.text()
        assert "lead → prospect" in driven.text()
        await driven.press("f", "a")
        assert "met at the fair" in driven.text()


@pytest.mark.parametrize(
    ("letter", "there", "gone"),
    [("c", "conversation", "met at the fair"), ("n", "met at the fair", "conversation"),
     ("o", "objection: price", "met at the fair"), ("m", "they replied", "meeting held"),
     ("l", "meeting held", "met at the fair"), ("e", "Changed industry", "they replied")],
)  # fmt: skip
async def test_each_kind_has_its_letter(desk: Desk, halden: str, letter: str, there: str, gone: str) -> None:
    notes.log_activity(desk, halden, "reply", "yes")
    notes.log_activity(desk, halden, "meeting_held", "with planning")
    accounts.edit_account(desk, halden, industry="Logistics")
    async with driver(desk, (120, 40)) as driven:
        await opened(driven, halden)
        await driven.press("f", letter)
        right = "\n".join(line[37:] for line in driven.lines())
        assert there in right and gone not in right


async def test_enter_reads_an_entry_in_full_and_a_long_one_is_cut_until_then(desk: Desk, halden: str) -> None:
    notes.note(desk, halden, "\n".join(f"line {number} of many" for number in range(40)))
    async with driver(desk, (80, 24)) as driven:
        await opened(driven, halden)
        assert "33 more lines: Enter" in driven.text() and "line 20 of many" not in driven.text()
        await driven.press("tab", "enter", "G")
        assert "line 39 of many" in driven.text()
        await driven.press("y")
        assert "line 20 of many" in driven.app.clipboard
        await driven.press("escape")
        assert driven.screen_name == "AccountScreen"


async def test_enter_on_an_objection_explores_it(desk: Desk, halden: str) -> None:
    async with driver(desk, (80, 24)) as driven:
        await opened(driven, halden)
        await driven.press("f", "o", "tab", "enter")
        assert driven.screen_name == "ObjectionScreen"


async def test_who_referred_them_is_typed_seen_and_a_way_to_their_page(desk: Desk, halden: str) -> None:
    other = str(accounts.add_account(desk, name="Kobalt", person="Jane Doe", next="call today").made)
    async with driver(desk, (120, 40)) as driven:
        await opened(driven, halden)
        await driven.press("down", "down", "e", *["down"] * 6)
        await driven.type("jane")
        assert "→ Jane Doe · Kobalt" in driven.text()
        await driven.press("enter", "enter")
        assert "REFERRED BY" in driven.text() and "Priya Nair ← Jane Doe" in driven.text()
        await driven.press("G")
        while "←" not in next(line for line in driven.lines() if line.startswith("▸")):
            await driven.press("k")
        await driven.press("enter")
        assert driven.lines()[0].startswith(" Kobalt") and "Jane Doe → Priya Nair" in driven.text()
    assert desk.db.value("SELECT account_id FROM contact WHERE full_name = 'Jane Doe'") == other


async def test_e_puts_a_note_right(desk: Desk, halden: str) -> None:
    async with driver(desk, (80, 24)) as driven:
        await opened(driven, halden)
        await driven.press("f", "n", "tab", "e")
        await driven.answer("met at the expo")
        assert desk.db.value("SELECT text FROM note WHERE deleted_at IS NULL") == "met at the expo"


@pytest.mark.parametrize("text", ["one line", "two\n\nparagraphs"])
async def test_a_note_waits_unharmed_where_there_is_no_editor(
    desk: Desk, halden: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("VISUAL", raising=False)
    monkeypatch.delenv("EDITOR", raising=False)
    notes.note(desk, halden, text)
    async with driver(desk, (120, 40)) as driven:
        await opened(driven, halden)
        await driven.press("f", "n", "tab", "e", *(["ctrl+g"] if "\n" not in text else []))
        assert "set VISUAL or EDITOR" in driven.text()
    assert desk.db.value("SELECT text FROM note ORDER BY id DESC") == text


async def test_an_order_that_was_mistyped_is_put_right(desk: Desk, halden: str) -> None:
    pipeline.promote(desk, halden, amount="11000", on="today", reason="value")
    async with driver(desk, (120, 60)) as driven:
        await opened(driven, halden)
        await driven.press("G")
        while "on 2025" not in next(line for line in driven.lines() if line.startswith("▸")):
            await driven.press("k")
        await driven.press("e", "end", "ctrl+u")
        await driven.type("12k")
        await driven.press("ctrl+s")
        assert desk.db.value('SELECT amount_minor FROM "order"') == 1200000


async def test_j_and_k_go_along_the_list_and_back(desk: Desk, halden: str) -> None:
    accounts.add_account(desk, name="Kobalt", next="call in 9d")
    async with driver(desk, (80, 24), "list") as driven:
        await driven.press("enter")
        first = driven.lines()[0]
        await driven.press("J")
        assert driven.lines()[0] != first
        await driven.press("J")
        assert "last of the list" in driven.status()
        await driven.press("K")
        assert driven.lines()[0] == first


async def test_moves_and_leaving_act_on_the_page(desk: Desk, halden: str) -> None:
    def now() -> tuple[str, str]:
        row = desk.db.one("SELECT stage, status FROM account WHERE id = ?", (halden,))
        assert row is not None
        return row["stage"], row["status"]

    async with driver(desk, (80, 24)) as driven:
        await opened(driven, halden)
        await driven.press("promote", "enter", "enter", "v")
        assert now() == ("customer", "active")
        await driven.press("undo", "back", "d", "k")
        assert now() == ("lead", "active")
        await driven.press("undo", "home", "leave", "l", "t", "enter", "enter")
        assert now() == ("prospect", "lost")
        assert "lost" in driven.lines()[0]
        await driven.press("undo")
        assert now() == ("prospect", "active")


async def test_y_copies_through_the_terminal_and_says_what_to_do_when_it_is_not_there(desk: Desk, halden: str) -> None:
    async with driver(desk, (80, 24)) as driven:
        await opened(driven, halden)
        await driven.press("y")
        assert "Hello Priya" in driven.app.clipboard
        assert "OSC 52" in driven.text() and "and mouse copy it" in driven.text()


async def test_the_block_of_an_account_is_lifted_with_a_reason(desk: Desk, halden: str) -> None:
    pipeline.promote(desk, halden, amount="11000", on="today", reason="value")
    outcomes.log_call(desk, halden, "do_not_contact", confirmed=True)
    async with driver(desk, (80, 24)) as driven:
        await opened(driven, halden)
        assert "do not contact" in driven.lines()[0]
        await driven.press("colon", *"allow", "enter")
        assert "be contacted again?" in driven.text()
        await driven.answer("they rang and asked for an offer")
        await driven.press("n")
        assert "do not contact" in driven.lines()[0], "nothing is lifted before yes"
        await driven.press("colon", *"allow", "enter")
        await driven.answer("they rang and asked for an offer")
        await driven.press("y")
        assert "do not contact" not in driven.lines()[0]
        assert "May be contacted again" in driven.text()


async def test_e_edits_the_person_under_the_cursor_as_one_act(desk: Desk, halden: str) -> None:
    async with driver(desk, (120, 40)) as driven:
        await opened(driven, halden)
        await driven.press("down", "down")
        await driven.press("e")
        await driven.press("enter", "end", "ctrl+u")
        await driven.type("CFO")
        await driven.press("ctrl+s")
        assert desk.db.value("SELECT title FROM contact WHERE full_name = 'Priya Nair'") == "CFO"
        await driven.press("u")
        assert desk.db.value("SELECT title FROM contact WHERE full_name = 'Priya Nair'") == "COO"


async def test_a_mistyped_note_is_deleted_and_comes_back(desk: Desk, halden: str) -> None:
    async with driver(desk, (120, 40)) as driven:
        await opened(driven, halden)
        await driven.press("f", "n", "tab", "delete", "y")
        assert desk.db.value("SELECT count(*) FROM note WHERE deleted_at IS NULL") == 0
        await driven.press("u")
        assert desk.db.value("SELECT count(*) FROM note WHERE deleted_at IS NULL") == 1


async def test_the_page_goes_when_its_account_is_taken_back(desk: Desk) -> None:
    made = accounts.add_account(desk, name="Kobalt", next="call today").made
    assert made is not None
    async with driver(desk) as driven:
        await opened(driven, made)
        assert driven.screen_name == "AccountScreen"
        await driven.press("u")
        assert driven.screen_name == "BoardScreen"


async def test_a_change_from_elsewhere_shows_on_the_page(desk: Desk, halden: str) -> None:
    async with driver(desk, (120, 40)) as driven:
        await opened(driven, halden)
        outcomes.log_call(desk, halden, "no_answer")
        driven.app.session.happened(notes.note(desk, halden, "rang from the car"))
        await driven.settle()
        assert "rang from the car" in driven.text()
        assert "no answer" in driven.text()


@pytest.mark.parametrize(
    "verb",
    ["call", "discovery", "objection", "note", "next_step", "snooze", "edit", "leave", "log", "promote", "back", "new"],
)
async def test_every_verb_of_the_page_means_its_account(desk: Desk, halden: str, verb: str) -> None:
    async with driver(desk, (120, 40)) as driven:
        await opened(driven, halden)
        await driven.press(verb)
        assert driven.screen_name != "AccountScreen"
        assert "Halden [b]AG" in driven.text()
