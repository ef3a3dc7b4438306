"""How the desk looks: the terminal's own sixteen colours, a few inks with meaning, and ASCII where it must be."""

import os
import sys
from unicodedata import normalize

from rich.cells import cell_len
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.filter import LineFilter
from textual.theme import Theme

DESK_THEME = Theme(
    name="desk",
    ansi=True,
    primary="ansi_cyan",
    secondary="ansi_blue",
    warning="ansi_yellow",
    error="ansi_red",
    success="ansi_green",
    accent="ansi_cyan",
    foreground="ansi_default",
    background="ansi_default",
    surface="ansi_default",
    panel="ansi_default",
    boost="ansi_default",
    variables={
        "ansi-background": "ansi_black",
        "ansi-foreground": "ansi_white",
        "border-blurred": "ansi_black",
        "block-cursor-foreground": "ansi_black",
        "block-cursor-background": "ansi_white",
        "screen-selection-background": "ansi_bright_blue",
        "screen-selection-foreground": "ansi_black",
    },
)

INKS: dict[str, Style] = {
    "": Style(),
    "title": Style(bold=True),
    "dim": Style(dim=True),
    "quote": Style(italic=True),
    "heading": Style(bold=True, underline=True),
    "key": Style(bold=True, color="cyan"),
    "late": Style(bold=True, color="red"),
    "today": Style(bold=True, color="yellow"),
    "soon": Style(),
    "cold": Style(color="cyan"),
    "money": Style(color="green"),
    "good": Style(color="green"),
    "bad": Style(color="red"),
    "warn": Style(color="yellow"),
    "mark": Style(bold=True, color="cyan"),
    "cursor": Style(reverse=True),
    "lit": Style(bold=True, reverse=True),
}
"""What a piece of text may be written in. Each also differs without colour, or its words say the same."""

_ASCII = str.maketrans(
    {
        "▸": ">", "▹": "-", "◂": "<", "▲": "^", "▼": "v", "·": ".", "…": "~", "–": "-", "—": "-", "×": "x", "→": ">",
        "←": "<", "↑": "^", "↓": "v", "⏎": "|", "⌫": "<", "⇧": "^", "│": "|", "┃": "|", "─": "-", "━": "-",
        "┄": "-", "┌": "+", "┐": "+", "└": "+", "┘": "+", "├": "+", "┤": "+", "┬": "+", "┴": "+", "┼": "+",
        "╭": "+", "╮": "+", "╰": "+", "╯": "+", "█": "#", "▌": "|", "▐": "|", "▏": "|", "▁": "_", "●": "*",
        "○": "o", "■": "#", "□": "o", "✓": "v", "✗": "x", "“": '"', "”": '"', "‘": "'", "’": "'", "‹": "<",
        "›": ">", "⏱": "t", "½": "h", "≤": "<", "≥": ">",
        "▕": "|", "▀": "#", "▄": "#", "€": "E", "£": "L", "¥": "Y",
    }
)  # fmt: skip


_LETTERS = str.maketrans({"ß": "s", "Ł": "L", "ł": "l", "Ø": "O", "ø": "o", "Æ": "A", "æ": "a", "Œ": "O", "œ": "o",
                          "Đ": "D", "đ": "d", "ı": "i", "Þ": "T", "þ": "t", "ð": "d"})  # fmt: skip
"""Letters without a mark to take off, by the nearest one of ASCII."""

_PYTHONS_OWN = ("C.UTF-8", "C.utf8", "UTF-8")
"""What Python puts into LC_CTYPE at its start when the locale is C, whatever the terminal can show."""


def wants_ascii() -> bool:
    """True when SDRDESK_ASCII is set, or the terminal's encoding is not UTF-8."""
    return os.environ.get("SDRDESK_ASCII", "") not in ("", "0") or not writes_utf8()


def writes_utf8() -> bool:
    """True when the locale, or else the output, is UTF-8."""
    for name in ("LC_ALL", "LC_CTYPE", "LANG"):
        value = os.environ.get(name)
        if value and not (name == "LC_CTYPE" and value in _PYTHONS_OWN and os.environ.get("LANG")):
            return _is_utf8(value.partition(".")[2] or value)
    return _is_utf8(getattr(sys.__stdout__, "encoding", None) or "utf-8")


def _is_utf8(encoding: str) -> bool:
    return encoding.partition("@")[0].lower().replace("-", "").replace("_", "") in ("utf8", "cp65001")


def ascii_marks(text: str) -> str:
    """The desk's own marks as ASCII of the same width; letters of customers stay."""
    return text.translate(_ASCII)


_KEY_WORDS = {
    "⏎": "Enter",
    "⌫": "Bksp",
    "⇧Tab": "S-Tab",
    "←": "Left",
    "→": "Right",
    "↑": "Up",
    "↓": "Down",
    "1–9": "1-9",
}


def key_words(shown: str) -> str:
    """A key as footer and help print it: signs of keys as words where the terminal has no such signs."""
    if shown.isascii() or not wants_ascii():
        return shown
    return " ".join(_KEY_WORDS.get(part, part) for part in shown.split())


class AsciiFilter(LineFilter):
    """Turns marks and lines of every widget into ASCII; with `letters`, any other letter into one of ASCII, or `?`."""

    def __init__(self, *, letters: bool) -> None:
        super().__init__()
        self._letters = letters

    def apply(self, segments: list[Segment], background: Color) -> list[Segment]:
        """The same segments, cell for cell, in characters the terminal has."""
        return [Segment(self._plain(text), style, control) for text, style, control in segments]

    def _plain(self, text: str) -> str:
        if text.isascii():
            return text
        text = ascii_marks(text)
        if not self._letters or text.isascii():
            return text
        return "".join(letter if letter.isascii() else _nearest(letter) for letter in text.translate(_LETTERS))


def _nearest(letter: str) -> str:
    """The letter without its accent, or `?` for each cell it takes."""
    base = normalize("NFD", letter)[0]
    return base if base.isascii() and cell_len(letter) == 1 else "?" * cell_len(letter)
