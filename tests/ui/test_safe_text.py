"""Text reaches the screen harmless, at its width, and readable without colour or UTF-8."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color

from sdrdesk.ui.safe_text import cut, paragraphs, plain, safe, wrap
from sdrdesk.ui.theme import AsciiFilter, ascii_marks, key_words, wants_ascii
from sdrdesk.ui.widgets.drawing import TextLine, strip
from sdrdesk.ui.widgets.footer import fit
from sdrdesk.ui.widgets.tiles import tiles
from sdrdesk.usecases.board import Tile


@given(st.text(max_size=80), st.integers(0, 30))
def test_no_text_breaks_its_width_or_sends_a_control_character(text: str, width: int) -> None:
    shown = plain(text, width)
    assert cell_len(shown) <= width
    assert not any(ord(letter) < 32 or 127 <= ord(letter) < 160 or letter in "\u202e\u2066" for letter in shown)


@given(st.text(max_size=60), st.text(max_size=60), st.integers(1, 40))
def test_a_line_is_exactly_as_wide_as_asked(left: str, right: str, width: int) -> None:
    made = strip(TextLine(((left, "title"),), ((right, "dim"),)), width, Style())
    assert sum(cell_len(part.text) for part in made) == width


@given(st.text(max_size=80), st.integers(1, 20))
def test_wrapped_text_loses_no_letter(text: str, width: int) -> None:
    for part in paragraphs(text):
        lines = wrap(part, width)
        assert "".join(lines).replace(" ", "") == part.replace(" ", "")


def test_markup_is_text() -> None:
    assert safe("Ada [CEO] [@click=app.quit]x[/]").plain == "Ada [CEO] [@click=app.quit]x[/]"
    assert cut("Halden", 4) == "Hal…"


def test_tiles_read_without_colour() -> None:
    shown = (
        Tile("N", 2, "stated", True),
        Tile("B", None, "unknown", False),
        Tile("T", 1, "assumed", True),
        Tile("A", 0, "stated", True),
        Tile("M", 2, "stated", False),
    )
    assert "".join(text for text, _ in tiles(shown)) == "N2s B· T1a A0! M2s~"
    assert tiles(shown, lit="B")[2] == ("B·", "lit")


def test_ascii_keeps_the_width_of_every_mark() -> None:
    marks = "▸▲·…–→⏎⌫│─“”‹›"
    assert ascii_marks(marks).isascii() and len(ascii_marks(marks)) == len(marks)
    said = AsciiFilter(letters=True).apply([Segment("▸éŁ語", Style())], Color(0, 0, 0))
    assert said[0].text == ">eL??"
    assert AsciiFilter(letters=False).apply([Segment("▸é", Style())], Color(0, 0, 0))[0].text == ">é"


@pytest.mark.parametrize(
    ("variables", "wanted"),
    [
        ({}, False),
        ({"LANG": "C.UTF-8"}, False),
        ({"LANG": "de_DE.utf8"}, False),
        ({"LANG": "C", "LC_CTYPE": "C.UTF-8"}, True),
        ({"LANG": "de_DE.UTF-8", "LC_ALL": "POSIX"}, True),
        ({"LC_CTYPE": "UTF-8"}, False),
        ({"LANG": "C.UTF-8", "SDRDESK_ASCII": "1"}, True),
        ({"LANG": "C.UTF-8", "SDRDESK_ASCII": "0"}, False),
    ],
)
def test_the_locale_decides_what_is_drawn(
    monkeypatch: pytest.MonkeyPatch, variables: dict[str, str], wanted: bool
) -> None:
    for name in ("LC_ALL", "LC_CTYPE", "LANG", "SDRDESK_ASCII"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert wants_ascii() is wanted
    assert key_words("⇧Tab ←") == ("S-Tab Left" if wanted else "⇧Tab ←")


def test_the_key_line_keeps_help_when_there_is_room_for_nothing_else() -> None:
    from sdrdesk.ui import keys

    wanted = [binding for binding in keys.every_binding() if binding.show]
    for width in range(10, 200):
        spots = fit(wanted, width)
        assert "help" in [binding.id for _, _, binding in spots]
        assert spots[-1][1] <= width
