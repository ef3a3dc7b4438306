"""Names, words and amounts blanked while others see the screen: what is read, and what is said of an act."""

from __future__ import annotations

import re

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.masking import BLANK, figures_blanked
from sdrdesk.domain.text import name_key

from .desk import Desk

_WORDS_OF_A_NAME = 8
_TAGGED = re.compile(f"{BLANK} [0-9A-F]{{3}}")
_QUOTED = re.compile('“[^”]*”|"[^"]*"|„[^“]*“')


def mask(desk: Desk, on: bool) -> None:
    """Blank what is read of this desk from now on, or show it again. Raises DeskError for a desk in memory."""
    if on and desk.path == ":memory:":
        raise DeskError("A desk in memory cannot be masked; open one that is a file.")
    desk.db.draw_veil(on)


def is_masked(desk: Desk) -> bool:
    """Whether what is read is blanked."""
    return desk.db.veiled


def sentence_masked(desk: Desk, text: str) -> str:
    """A sentence without the names of accounts and people in it, what is quoted or told after them, and figures."""
    words = list(re.finditer(r"\S+", text))
    spans: list[tuple[int, int]] = []
    place = 0
    with desk.db.unveiled():
        while place < len(words):
            end = _end_of_name(desk, text, words, place)
            if end is None:
                place += 1
                continue
            spans.append((words[place].start(), words[end - 1].end()))
            place = end
    for start, end in reversed(spans):
        tail = text[end - 1] if text[end - 1] in ":,.;!?)" else ""
        text = f"{text[:start]}{BLANK}{tail}{text[end:]}"
    if spans or BLANK in text:
        text = _TAGGED.sub(BLANK, text)
        head, colon, told = text.partition(f"{BLANK}: ")
        text = f"{head}{BLANK}: {BLANK}" if colon and told else text
    return figures_blanked(_QUOTED.sub(f"“{BLANK}”", text))


def refusal_masked(desk: Desk, refusal: DeskError) -> None:
    """Take the names out of what a refusal says and asks."""
    refusal.args = tuple(sentence_masked(desk, one) if isinstance(one, str) else one for one in refusal.args)
    for name in ("question", "sentence"):
        if isinstance(getattr(refusal, name, None), str):
            setattr(refusal, name, sentence_masked(desk, getattr(refusal, name)))


def _end_of_name(desk: Desk, text: str, words: list[re.Match[str]], first: int) -> int | None:
    """Behind the last word of the longest name that begins with this word."""
    for end in range(min(first + _WORDS_OF_A_NAME, len(words)), first, -1):
        said = text[words[first].start() : words[end - 1].end()].strip(" ,.:;!?()…")
        for form in {said, said.removesuffix("’s").removesuffix("'s")}:
            key = name_key(form)
            if key and desk.db.value(
                "SELECT 1 FROM account WHERE name_key = ?1 UNION ALL SELECT 1 FROM contact WHERE name_key = ?1", (key,)
            ):
                return end
    return None
