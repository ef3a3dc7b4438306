"""The place in a text where what was typed stands, with the matched words told apart."""

from __future__ import annotations

import re
from typing import NamedTuple

from .cells import width as cells
from .folding import TYPED_LIMIT, WORD_LIMIT, fold, name_key
from .text import visible

_WORD = r"\w+(?:['’.&\-‐‑]\w+)*"
_LONGEST = 20_000
_BEFORE = 24
"""So many letters before the first match are shown at most."""


class Part(NamedTuple):
    """A stretch of a text, and whether it is one of the words that were looked for."""

    text: str
    matched: bool


def snippet(text: str, typed: str, width: int = 80) -> tuple[Part, ...]:
    """Up to `width` cells of the text around the first match, harmless to show; `…` stands for what was left out."""
    shown = visible(text[:_LONGEST])
    spots = matches(shown, typed)
    start = _start(shown, spots[0][0]) if spots and cells(shown) > width else 0
    end = _end(shown, start, width - (start > 0))
    parts = [Part("…", False)] if start else []
    at = start
    for first, last in spots:
        if first >= end or last <= at:
            continue
        first, last = max(first, at), min(last, end)
        parts += [Part(shown[at:first], False), Part(shown[first:last], True)]
        at = last
    parts.append(Part(shown[at:end], False))
    if end < len(shown) or len(text) > _LONGEST:
        parts.append(Part("…", False))
    return tuple(part for part in parts if part.text)


def matches(text: str, typed: str) -> list[tuple[int, int]]:
    """(first, after the last) of every stretch that a typed word begins or, without blanks between words, is in."""
    words = _words(typed)
    found: list[tuple[int, int]] = []
    for word in re.finditer(_WORD, text):
        found += _in_word(word, words)
    return found


def _words(typed: str) -> list[str]:
    """The typed words as they are compared, the longest first."""
    said = {part for word in fold(typed[:TYPED_LIMIT]).split()[:WORD_LIMIT] for part in (word, *name_key(word).split())}
    return sorted((word for word in said if any(map(str.isalnum, word))), key=len, reverse=True)


def _in_word(found: re.Match[str], words: list[str]) -> list[tuple[int, int]]:
    said, start = found[0], found.start()
    folded = fold(said)
    if said.isascii():
        if any(_begins(folded, word) for word in words):
            return [(start, found.end())]
        return []
    joined = name_key(said).replace(" ", "")
    for word in words:
        if _begins(folded, word) or joined.startswith(word) or _long(said).startswith(word):
            whole = len(folded) != len(said) or word.isascii()
            return [(start, found.end() if whole else start + len(word))]
        at = folded.find(word)
        if at > 0 and not word.isascii():
            same = len(folded) == len(said)
            return [(start + at, start + at + len(word)) if same else (start, found.end())]
    return []


def _begins(folded: str, word: str) -> bool:
    """Whether the word begins this one, one of its parts, or it without its inner signs."""
    return (
        folded.startswith(word)
        or any(part.startswith(word) for part in re.split(r"[^\w]", folded))
        or re.sub(r"[^\w]", "", folded).startswith(word)
    )


def _long(said: str) -> str:
    """An umlaut in its long spelling."""
    spelled = said.casefold()
    for short, long in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        spelled = spelled.replace(short, long)
    return fold(spelled)


def _start(text: str, first: int) -> int:
    """Where to begin so that a few words stand before the match."""
    if first <= _BEFORE:
        return 0
    blank = text.find(" ", first - _BEFORE, first)
    return blank + 1 if blank >= 0 else max(first - _BEFORE, 0)


def _end(text: str, start: int, width: int) -> int:
    if cells(text[start : start + width]) <= width and start + width >= len(text):
        return len(text)
    end, room = start, width - 1
    for letter in text[start:]:
        room -= cells(letter)
        if room < 0:
            break
        end += 1
    return end
