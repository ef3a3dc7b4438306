"""Text as it came, and the same text made safe to show, to compare and to search."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from .cells import DRAWN_FORMAT, clip, pad, width
from .folding import fold, name_key, search_query, search_text

__all__ = [
    "clean", "clip", "fold", "is_blank", "name_key", "named", "pad", "search_query", "search_text", "visible", "width",
]  # fmt: skip

# Nothing in here is invisible, moves the cursor, turns the writing direction or piles up on its neighbour.
_PLAIN_SET = (
    " -~\xa0-\xac\xae-\u02ff\u0370-\u0377\u037a-\u037f\u0384-\u0482\u048a-\u052f\u05d0-\u05ea\u0621-\u064a"
    "\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20c0\u2100-\u218b\u2190-\u23ff\u2500-\u2bff\u3000-\u3029"
    "\u3030-\u303f\u3041-\u3096\u309b-\u30ff\u3400-\u9fff\uac00-\ud7a3\uff01-\uff9f"
    "\U0001f300-\U0001f3fa\U0001f400-\U0001faff"
)
_PLAIN = f"[{_PLAIN_SET}]*"
_UK_FLAGS = "|".join(
    "\U0001f3f4" + "".join(chr(0xE0000 + ord(letter)) for letter in code) + "\U000e007f"
    for code in ("gbeng", "gbsct", "gbwls")
)
_PIECES = f"(?s:{_UK_FLAGS}|[{_PLAIN_SET}]+|\r\n|.)"
_UNSTORABLE = "[\x00\ud800-\udfff]"

_BIDI = {
    0x061C: "ALM", 0x200E: "LRM", 0x200F: "RLM", 0x202A: "LRE", 0x202B: "RLE", 0x202C: "PDF", 0x202D: "LRO",
    0x202E: "RLO", 0x2066: "LRI", 0x2067: "RLI", 0x2068: "FSI", 0x2069: "PDI",
}  # fmt: skip
_UNSEEN = frozenset([0x034F, 0x115F, 0x1160, 0x17B4, 0x17B5])
_BLANKS = frozenset([0x3164, 0xFFA0])
_JOINERS = frozenset("\u200c\u200d")
# Where a joiner says something: emoji, and the scripts whose letters join. Elsewhere it only hides a character's width.
_JOINABLE = (
    "[\u0590-\u0dff\u1000-\u109f\u1780-\u18af\u2190-\u2bff\ufb50-\ufdff\ufe00-\ufe0f\ufe70-\ufefc\U0001f000-\U0001faff]"
)
_SELECTORS = frozenset(map(chr, [*range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0)]))
_SKIN_TONES = frozenset(map(chr, range(0x1F3FB, 0x1F400)))
MARKS_IN_A_ROW = 4
JOINS_IN_A_ROW = 3


def clean(s: str) -> str:
    """The text as it came, less NUL and lone surrogates, which no file can hold."""
    return re.sub(_UNSTORABLE, "", s)


def visible(s: str, one_line: bool = True) -> str:
    """The text with everything a terminal would obey, hide or pile up replaced by marks or left out.

    With one_line, line breaks become ⏎ and a tab one space; without, line breaks stay (as a bare newline) and a
    tab becomes four spaces. Applying it twice changes nothing more.
    """
    if (s.isascii() and s.isprintable()) or re.fullmatch(_PLAIN, s):
        return s
    return _Neutraliser(one_line).run(s)


def is_blank(s: str) -> bool:
    """Whether nothing of the text would be seen."""
    return not visible(s).strip()


NAMELESS = "(a name nobody can see)"


def named(s: str) -> str:
    """A name as `visible` has it; in words when nothing of it would be seen."""
    return NAMELESS if is_blank(s) else visible(s)


class _Neutraliser:
    """One pass over a text, remembering what stands before the character in hand."""

    def __init__(self, one_line: bool) -> None:
        self.one_line = one_line
        self.out: list[str] = []
        self.last = ""
        self.joiner = ""
        self.marks = 0
        self.joins = 0

    def run(self, s: str) -> str:
        for piece in re.findall(_PIECES, s):
            if len(piece) > 1 or re.fullmatch(_PLAIN, piece):
                self._plain(self._line_break() if piece == "\r\n" else piece)
            elif piece in _JOINERS:
                self._join(piece)
            elif piece in _SKIN_TONES or piece in _SELECTORS:
                self._modify(piece)
            elif (shown := _shown(piece)) is None:
                self._mark(piece)
            else:
                self._plain(shown if piece not in _BREAKS else self._break(piece))
        return "".join(self.out)

    def _line_break(self) -> str:
        return "⏎" if self.one_line else "\n"

    def _break(self, char: str) -> str:
        if char == "\t":
            return " " if self.one_line else "    "
        return self._line_break()

    def _emit(self, piece: str) -> None:
        self.out.append(piece)
        self.last = piece[-1]

    def _flush_joiner(self) -> None:
        if self.joiner:
            self.joins += self.joiner == "\u200d"
            self._emit(self.joiner)
            self.joiner = ""

    def _plain(self, shown: str) -> None:
        if not shown:
            return
        if self.joiner and re.match(_JOINABLE, shown):
            self._flush_joiner()
        else:
            self.joins = 0
        if len(shown) > 1:
            self.joins = 0
        self.joiner = ""
        self.marks = 0
        self._emit(shown)

    def _join(self, char: str) -> None:
        """A joiner is kept between two characters that can join, and only so many in a chain."""
        too_many = char == "\u200d" and self.joins >= JOINS_IN_A_ROW
        if re.match(_JOINABLE, self.last) and not self.joiner and self.marks < MARKS_IN_A_ROW and not too_many:
            self.joiner = char

    def _modify(self, char: str) -> None:
        """A variation selector or skin tone is kept on a character it can change."""
        if char in _SKIN_TONES:
            if not self.joiner and _takes_skin_tone(self.last):
                self._mark(char)
        elif self.last > "\x7f" or (self.last and self.last in "#*0123456789" and char in "\ufe0e\ufe0f"):
            self._mark(char)

    def _mark(self, char: str) -> None:
        if self.marks + bool(self.joiner) >= MARKS_IN_A_ROW:
            return
        if self.joiner:
            self._flush_joiner()
            self.marks += 1
        elif not self.last or self.last == "\n":
            self._emit("◌")
        self._emit(char)
        self.marks += 1


_BREAKS = frozenset("\t\n\u2028\u2029")


def _takes_skin_tone(char: str) -> bool:
    if not char or char in _SKIN_TONES:
        return False
    code = ord(char)
    return 0x1F300 <= code <= 0x1FAFF or code in (0x261D, 0x26F9, *range(0x270A, 0x270E), 0xFE0F)


@lru_cache(maxsize=8192)
def _shown(char: str) -> str | None:
    """What stands for one character on screen: itself, a mark, nothing, or None when it is a combining mark."""
    code = ord(char)
    if code < 0x20:
        return chr(0x2400 + code)
    if code == 0x7F:
        return "␡"
    if code < 0xA0:
        return f"‹{code:02X}›"
    if code in _BIDI:
        return f"‹{_BIDI[code]}›"
    if code in _BLANKS:
        return " "
    if code in _UNSEEN or 0xFFF0 <= code <= 0xFFF8 or 0xE0000 <= code <= 0xE0FFF:
        return ""
    return _shown_by_category(char, code)


def _shown_by_category(char: str, code: int) -> str | None:
    category = unicodedata.category(char)
    if category in {"Mn", "Me", "Mc"} or 0x1161 <= code <= 0x11FF or 0xD7B0 <= code <= 0xD7FB:
        return None
    if category == "Cf":
        return char if char in DRAWN_FORMAT and code != 0xAD else ""
    if category == "Cs":
        return "\ufffd"
    if category == "Cn":
        still_growing = 0x1F000 <= code <= 0x1FAFF or 0x20000 <= code <= 0x3FFFD
        return char if still_growing and code & 0xFFFE != 0xFFFE else "\ufffd"
    return char
