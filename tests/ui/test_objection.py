"""Objections: caught in a few keys wherever one is, explored key by key afterwards, each key one act."""

import pytest

from sdrdesk.domain import objection as rules
from sdrdesk.usecases import accounts, history, objections
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.objections import Objection
from ui.driver import Driver, driver

NASTY = "\x1b[31mdear\u202e [b]x[/b]"


@pytest.fixture
def lead(desk: Desk) -> str:
    made = accounts.add_account(desk, name="Halden", person="Priya Nair", email="p@halden.example", next="call today")
    return made.made or ""


@pytest.fixture
def raised(desk: Desk, lead: str) -> str:
    return objections.log_objection(desk, lead, "price", "twice what we pay now").made or ""


def one(desk: Desk, account: str) -> Objection:
    return objections.of_account(desk, account)[0]


async def explored(window: Driver, objection: str) -> None:
    window.app.show("objections", objection)
    await window.settle()


async def test_an_objection_costs_three_keys_and_their_words(desk: Desk, lead: str) -> None:
    async with driver(desk) as window:
        await window.press("o", "m")
        await window.type("our last rollout took nine months")
        await window.press("enter")
        assert window.screen_name == "BoardScreen"
        assert "objects (implementation)" in window.status()
    found = one(desk, lead)
    assert (found.category, found.words) == ("implementation", "our last rollout took nine months")
    assert (found.stage, found.status, found.outcome) == ("lead", "not explored", "open")


async def test_every_category_has_its_letter_and_says_what_it_may_hide(desk: Desk, lead: str) -> None:
    async with driver(desk) as window:
        await window.press("o")
        text = window.text()
        for category in rules.CATEGORIES:
            assert f"{category.key} {category.label}" in text
        assert "too expensive" in text and "value unclear" in text
        await window.press("right")
        assert "no money now" in window.text()
        await window.press("enter")
        assert "budget: what did they say" in window.text()


async def test_esc_logs_nothing_and_half_typed_words_wait(desk: Desk, lead: str) -> None:
    async with driver(desk) as window:
        await window.press("o", "p")
        await window.type("twice what")
        await window.press("escape")
        assert not objections.of_account(desk, lead)
        await window.press("o")
        assert "price: what did they say" in window.text() and "twice what" in window.text()
        await window.type(" we pay")
        await window.press("enter", "o")
        assert "twice" not in window.text()
    assert one(desk, lead).words == "twice what we pay"


async def test_backspace_in_the_empty_line_chooses_another_kind(desk: Desk, lead: str) -> None:
    async with driver(desk) as window:
        await window.press("o", "p", "backspace", "t")
        await window.type("in the autumn")
        await window.press("enter")
    assert one(desk, lead).category == "timing"


async def test_an_objection_without_words_is_not_logged(desk: Desk, lead: str) -> None:
    async with driver(desk) as window:
        await window.press("o", "p", "enter")
        assert "Nothing is typed yet" in window.text()
    assert not objections.of_account(desk, lead)


async def test_my_own_answers_stand_by_while_the_words_are_typed(desk: Desk, lead: str, raised: str) -> None:
    objections.explore(
        desk, raised, underlying="value_unclear", response_kind="case_study", response="told of Lumen", outcome="yes"
    )
    async with driver(desk) as window:
        await window.press("o", "p")
        assert "told of a similar customer · moved them 1 of 1 times “told of Lumen”" in window.text()


async def test_u_takes_an_objection_back(desk: Desk, lead: str) -> None:
    async with driver(desk) as window:
        await window.press("o", "p")
        await window.type("dear")
        await window.press("enter", "undo")
    assert not objections.of_account(desk, lead)


async def test_a_concern_is_one_letter_and_the_likely_ones_stand_first(desk: Desk, lead: str, raised: str) -> None:
    async with driver(desk, size=(100, 30)) as window:
        await explored(window, raised)
        assert "not explored" in window.text() and "May hide: value unclear" in window.text()
        await window.press("c")
        assert "▸v does not see what it is worth" in window.text()
        await window.press("f")
        assert "afraid of deciding wrongly" in window.text()
    assert (one(desk, lead).underlying, one(desk, lead).status) == ("fear_of_mistake", "explored")


@pytest.mark.parametrize(
    ("key", "column", "typed"),
    [
        ("w", "concern", "blame if it slips"),
        ("a", "response", "a pilot with one team"),
        ("p", "proof", "the Lumen case"),
        ("e", "words", "three times as much"),
    ],
)
async def test_words_are_asked_in_one_line(
    desk: Desk, lead: str, raised: str, key: str, column: str, typed: str
) -> None:
    async with driver(desk) as window:
        await explored(window, raised)
        await window.press(key)
        await window.answer(typed)
        assert typed in window.text()
    assert getattr(one(desk, lead), column) == typed


async def test_whether_it_blocks_is_one_key_there_and_back(desk: Desk, lead: str, raised: str) -> None:
    async with driver(desk) as window:
        await explored(window, raised)
        await window.press("b")
        assert one(desk, lead).blocking
        await window.press("b")
        assert not one(desk, lead).blocking


async def test_how_it_was_answered_is_chosen(desk: Desk, lead: str, raised: str) -> None:
    async with driver(desk) as window:
        await explored(window, raised)
        await window.press("r", "c")
    assert (one(desk, lead).response_kind, one(desk, lead).status) == ("case_study", "answered")


async def test_settled_asks_first_what_lay_beneath(desk: Desk, lead: str, raised: str) -> None:
    async with driver(desk) as window:
        await explored(window, raised)
        await window.press("s", "y")
        assert "What lies beneath?" in window.text()
        await window.press("escape")
        assert one(desk, lead).outcome == "open"
        await window.press("s", "y", "v")
        assert one(desk, lead).outcome == "yes" and "settled" in window.text()
        await window.press("s", "o")
        assert one(desk, lead).outcome == "open"


@pytest.mark.parametrize(("key", "outcome"), [("p", "partly"), ("n", "no")])
async def test_partly_and_no_are_written_down_too(
    desk: Desk, lead: str, raised: str, key: str, outcome: str
) -> None:
    async with driver(desk) as window:
        await explored(window, raised)
        await window.press("s", key)
    assert one(desk, lead).outcome == outcome


async def test_the_kind_can_be_put_right(desk: Desk, lead: str, raised: str) -> None:
    async with driver(desk) as window:
        await explored(window, raised)
        await window.press("k", "b")
    assert one(desk, lead).category == "budget"


async def test_it_is_left_with_esc_and_closes_when_it_is_gone(desk: Desk, lead: str, raised: str) -> None:
    async with driver(desk) as window:
        await explored(window, raised)
        await window.press("escape")
        assert window.screen_name == "BoardScreen"
        await explored(window, raised)
        window.app.session.happened(history.undo(desk))
        await window.settle()
        assert window.screen_name == "BoardScreen"


@pytest.mark.parametrize("size", [(20, 5), (40, 12), (80, 24), (120, 40)])
async def test_words_of_customers_are_shown_at_every_size_and_never_obeyed(
    desk: Desk, lead: str, size: tuple[int, int]
) -> None:
    made = objections.log_objection(desk, lead, "price", NASTY, concern=NASTY).made or ""
    async with driver(desk, size=size) as window:
        await explored(window, made)
        await window.press("w")
        assert "\x1b" not in window.text() and "\u202e" not in window.text()
        await window.press("escape")
        text = window.text()
        assert "\x1b" not in text and "\u202e" not in text
        if size[0] >= 80:
            assert "[b]x[/b]" in text


async def test_an_objection_on_an_account_that_is_gone_asks_nothing(desk: Desk, lead: str) -> None:
    accounts.delete(desk, "account", lead)
    async with driver(desk) as window:
        window.app.show("objection", lead)
        await window.settle()
        assert window.screen_name == "BoardScreen" and "no longer" in window.status()
