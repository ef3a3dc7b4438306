"""A rep's own keys: taken from keys.toml, shown everywhere, and a line that cannot be is named."""

from pathlib import Path

import pytest

from sdrdesk.usecases import accounts
from sdrdesk.usecases.desk import Desk
from ui.driver import driver


@pytest.fixture
def own_keys(own_home: Path) -> Path:
    """Where the file of one's own keys is, or will be."""
    folder = own_home / ".config" / "sdrdesk"
    folder.mkdir(parents=True)
    return folder / "keys.toml"


@pytest.fixture
def acme(desk: Desk) -> Desk:
    accounts.add_account(desk, name="Acme", next="call today")
    return desk


async def test_a_key_has_the_place_the_file_gives_it_and_no_other(acme: Desk, own_keys: Path) -> None:
    own_keys.write_text('note = "W,f6"\n')
    async with driver(acme, start="list") as window:
        await window.press("n")
        assert window.screen_name == "ListScreen"
        for key in ("W", "f6"):
            await window.press(key)
            assert "Note on Acme" in window.text()
            await window.press("escape")


async def test_footer_help_and_box_show_the_new_key(acme: Desk, own_keys: Path) -> None:
    own_keys.write_text('note = "ctrl+n"\nhelp = "f2"\nhelp_f1 = "f3"\n')
    async with driver(acme, size=(120, 40), start="today") as window:
        assert "^n note" in window.lines()[-1] and "F2 keys" in window.lines()[-1]
        await window.press("f2")
        assert any(line.strip().startswith("^n") and "Write a note" in line for line in window.lines())
        await window.press("escape", "palette")
        await window.type("write a note")
        assert any("note: Write a note" in line and line.rstrip().endswith("^n") for line in window.lines())


async def test_two_keys_can_change_places(acme: Desk, own_keys: Path) -> None:
    own_keys.write_text('note = "s"\nsnooze = "n"\n')
    async with driver(acme, start="list") as window:
        await window.press("n")
        assert "Snooze Acme" in window.text()
        await window.press("escape", "s")
        assert "Note on Acme" in window.text()


async def test_a_letter_is_a_letter_in_a_line_whatever_the_file_says(acme: Desk, own_keys: Path) -> None:
    own_keys.write_text('promote = "w"\ncursor_down = "J,z"\n')
    async with driver(acme, start="list") as window:
        await window.press("find")
        await window.type("wzJ")
        assert window.app.session.filter == "wzJ"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('note = "c"', "keys.toml, line 1: note cannot be c, which is call (call) in the same place; n stays."),
        ('\n# mine\nnoet = "W"', "keys.toml, line 3: noet is no key's name; do you mean note?."),
        ('note = "hyper+9"', "keys.toml, line 1: note names “hyper+9”, which is no key; write L, ctrl+l, f5 or "
         "question_mark."),
        ("note = 3", 'keys.toml, line 1: note is written as note = "L".'),
        ('checklist = "W"', "keys.toml, line 1: checklist keeps its key: in the call line every key stays where it is "
         "printed."),
        ('note = "ctrl+c"', "keys.toml, line 1: note cannot be ^c, which is how to leave, for the terminal in the same "
         "place; n stays."),
        ('note = "j"', "keys.toml, line 1: note cannot be j, which is cursor_down (down) in the same place; n stays."),
        ('note = "s"\nsnooze = "W"\nedit = "W"', "keys.toml, line 3: edit cannot be W, which is snooze (snooze) in the "
         "same place; e stays."),
    ],
)  # fmt: skip
async def test_a_line_that_cannot_be_is_named_and_the_built_in_key_stays(
    acme: Desk, own_keys: Path, text: str, said: str
) -> None:
    own_keys.write_text(text)
    async with driver(acme, start="list") as window:
        assert window.status() == said
        if "snooze" not in text:
            await window.press("n")
            assert "Note on Acme" in window.text()


async def test_a_file_that_is_no_toml_is_named_and_every_built_in_key_stays(acme: Desk, own_keys: Path) -> None:
    own_keys.write_text("note = W")
    async with driver(acme, start="list") as window:
        assert window.status().startswith("keys.toml is not a TOML file")
        await window.press("n")
        assert "Note on Acme" in window.text()


async def test_a_key_may_mean_two_things_where_they_never_meet(acme: Desk, own_keys: Path) -> None:
    own_keys.write_text('turn_round = "t"\n')  # t takes from the inbox, in the list too
    async with driver(acme, start="list") as window:
        assert "which is take (take)" in window.status()
    own_keys.write_text('sooner = "h"\n')  # h goes to another column of the board, which Today has not
    async with driver(acme, start="today") as window:
        assert "keys.toml" not in window.status()
        await window.press("h")
        assert "why sooner" in window.text()
