"""Every question is answered by keys alone or by clicks, refuses where it is typed, and changes nothing at Esc."""

import pytest

from sdrdesk.usecases.desk import Desk
from ui.driver import driver

pytestmark = pytest.mark.usefixtures("little")


async def test_a_prompt_shows_what_it_understands_and_refuses_in_place(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("next_step")
        assert "→ 7 it is" in window.text()
        assert "Row 0" in window.text(), "what one was looking at stays in sight"
        await window.type("x")
        assert "“x” is no number." in window.text(), "what is typed takes the place of what was offered"
        await window.press("enter")
        assert "! “x” is no number." in window.text()
        await window.press("backspace")
        await window.type("7")
        await window.press("enter")
        assert window.status() == "answer: '7'"
        await window.press("next_step", "escape")
        assert window.status() == "answer: None"


async def test_a_half_typed_answer_waits_for_the_next_time(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("note")
        await window.type("she said")
        await window.press("escape", "note")
        assert "she said" in window.text()
        await window.type(" no")
        await window.press("enter")
        assert window.status() == "note: 'she said no'"
        await window.press("note")
        assert "she said" not in window.lines()[-3]


async def test_a_choice_is_one_key_or_arrows_and_enter_or_a_click(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("objection", "t")
        assert window.status() == "chosen: 't'"
        await window.press("objection")
        assert "→ dear" in window.text()
        await window.press("right", "right")
        assert "→ later" in window.text()
        await window.press("left", "enter")
        assert window.status() == "chosen: 'b'"
        await window.press("objection")
        await window.click("timing")
        assert window.status() == "chosen: 't'"
        await window.press("objection", "z", "q", "escape")
        assert window.status() == "chosen: None"


async def test_a_confirmation_says_no_unless_told_yes(desk: Desk) -> None:
    async with driver(desk) as window:
        for keys, answer in ((["y"], True), (["n"], False), (["escape"], False), (["enter"], False)):
            await window.press("discovery", *keys)
            assert window.status() == f"sure: {answer!r}"
        await window.press("discovery", "left", "enter")
        assert window.status() == "sure: True"
        await window.press("discovery")
        assert "Sure about [b]Ada[/b]?" in window.text()


async def test_a_form_is_walked_by_enter_and_refuses_at_the_field(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("edit")
        await window.paste("!")
        await window.press("enter", "right")
        await window.paste("not for a choice")
        await window.press("down")
        await window.type("x")
        await window.press("enter")
        assert "! “x” is no number." in window.text()
        await window.press("backspace")
        await window.type("12")
        assert "→ 12 people" in window.text()
        await window.press("enter")
        assert window.status() == "form: {'name': 'Halden!', 'role': 'signs', 'size': '12'}"


async def test_a_form_left_half_filled_is_found_again(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("edit")
        await window.type(" GmbH")
        await window.press("enter", "d", "escape")
        assert window.status() == "form: None"
        await window.press("edit")
        assert "Halden GmbH" in window.text() and "‹ decides ›" in window.text()


async def test_picking_narrows_as_typed(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("find")
        await window.type("person 4")
        assert "Person 4 " in window.text() and "Person 5 " not in window.text()
        await window.press("down", "enter")
        assert window.status() == "picked: '14'"
        await window.press("find")
        await window.click("Person 3", times=2)
        assert window.status() == "picked: '3'"
        await window.press("find")
        await window.type("nobody")
        await window.press("enter")
        assert "nothing fits" in window.text()
        await window.press("escape")
        assert window.status() == "picked: None"


async def test_a_paste_into_a_question_runs_no_key(desk: Desk) -> None:
    async with driver(desk) as window:
        await window.press("note")
        await window.paste("q\r\x03\x1bu" * 50)
        assert "Note" in window.text()
        await window.press("enter")
        assert window.status().startswith("note: 'q")


@pytest.mark.parametrize("key", ["next_step", "note", "objection", "discovery", "edit", "find", "help"])
@pytest.mark.parametrize("size", [(20, 5), (33, 9), (80, 24), (200, 60)])
async def test_every_question_opens_at_every_size(desk: Desk, key: str, size: tuple[int, int]) -> None:
    async with driver(desk, size=size) as window:
        await window.press(key)
        assert len(window.app.screen_stack) == 2
        assert all(line.isprintable() for line in window.lines())
        await window.press("escape")
        assert len(window.app.screen_stack) == 1
