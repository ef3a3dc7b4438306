"""How many terminal cells a text takes, and how to cut or fill it to a width."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Literal

ZWJ = "\u200d"
VS16 = "\ufe0f"
_SINGLE = "[ -~\xa0-\xac\xae-\u02ff\u0370-\u0482]*"
_ZERO = frozenset({"Mn", "Me", "Mc", "Cf", "Cc", "Cs", "Zl", "Zp"})
# Prepended marks of Arabic, Syriac and Kaithi, and the soft hyphen: format characters that are drawn.
DRAWN_FORMAT = frozenset(map(chr, [0xAD, *range(0x600, 0x606), 0x6DD, 0x70F, 0x890, 0x891, 0x8E2, 0x110BD, 0x110CD]))
# Zero: conjoining vowels and finals of Hangul, fillers, skin tones. Two: trigrams, hexagrams, counting rods.
_ZERO_RANGES = ((0x1160, 0x11FF), (0xD7B0, 0xD7FB), (0x3164, 0x3164), (0xFFA0, 0xFFA0), (0x1F3FB, 0x1F3FF))
_WIDE_RANGES = ((0x2630, 0x2637), (0x268A, 0x268F), (0x4DC0, 0x4DFF), (0x1D300, 0x1D376))
# Code points this Python does not know yet are wide where only emoji and Han are being added.
_GROWING_RANGES = ((0x1F300, 0x1FAFF), (0x20000, 0x3FFFD))
_FLAG_LETTERS = range(0x1F1E6, 0x1F200)


def _one_cell_each(s: str) -> bool:
    """Whether the text is of letters and signs that take one cell each: the common case, told quickly."""
    return s.isprintable() if s.isascii() else re.fullmatch(_SINGLE, s) is not None


def _within(code: int, ranges: tuple[tuple[int, int], ...]) -> bool:
    return any(low <= code <= high for low, high in ranges)


@lru_cache(maxsize=8192)
def _cells(char: str) -> int:
    """Cells of one character on its own: 0, 1 or 2."""
    code = ord(char)
    if char in DRAWN_FORMAT:
        return 1
    if _within(code, _ZERO_RANGES):
        return 0
    if _within(code, _WIDE_RANGES):
        return 2
    category = unicodedata.category(char)
    if category == "Cn":
        return 2 if _within(code, _GROWING_RANGES) else 1
    if category in _ZERO:
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1


@lru_cache(maxsize=1024)
def _widens(char: str) -> bool:
    """Whether variation selector 16 turns this narrow character into a wide emoji."""
    if char in "#*0123456789©®":
        return True
    code = ord(char)
    symbol = 0x203C <= code <= 0x3299 or 0x1F000 <= code <= 0x1FAFF
    return symbol and _cells(char) == 1 and unicodedata.category(char) in {"So", "Sm", "Po", "Ll"}


def _clusters(s: str) -> Iterator[tuple[int, int]]:
    """(end index, cells) of every piece that must not be cut: a letter with its marks, a joined emoji, a flag."""
    index, length = 0, len(s)
    while index < length:
        first = s[index]
        cells = _cells(first)
        index += 1
        if ord(first) in _FLAG_LETTERS and index < length and ord(s[index]) in _FLAG_LETTERS:
            cells += _cells(s[index])
            index += 1
        widened = False
        while index < length:
            char = s[index]
            if char == ZWJ:
                index += 2
            elif char == VS16:
                if not widened and _widens(first):
                    cells += 1
                    widened = True
                index += 1
            elif _cells(char) == 0:
                index += 1
            else:
                break
        index = min(index, length)
        yield index, cells


def width(s: str) -> int:
    """Terminal cells the text takes; control characters count 0, so neutralise them first."""
    if _one_cell_each(s):
        return len(s)
    return sum(cells for _, cells in _clusters(s))


def clip(s: str, width: int, ellipsis: str = "…") -> str:
    """The text cut to at most `width` cells, ending in the ellipsis when something was cut off."""
    if width <= 0:
        return ""
    mark = ellipsis if _total(ellipsis) <= width else ""
    room = width - _total(mark)
    if _one_cell_each(s):
        return s if len(s) <= width else s[:room] + mark
    total = cut = 0
    for end, cells in _clusters(s):
        total += cells
        if total > width:
            return s[:cut] + mark
        if total <= room:
            cut = end
    return s


def pad(s: str, width: int, align: Literal["left", "right"] = "left") -> str:
    """The text in exactly `width` cells: cut with an ellipsis when longer, filled with spaces when shorter."""
    shown = clip(s, width)
    blank = " " * (width - _total(shown))
    return blank + shown if align == "right" else shown + blank


_total = width
