"""Tags as they are typed: `+hot -cold`, a plain word adds; spaces or commas between, quotes around several words."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from .errors import DeskError
from .folding import fold
from .text import clean, clip, visible

LONGEST = 60
_WORD = re.compile(r'([+-]?)(?:"([^"]*)"?|([^\s,;"]+))')


class Tagging(NamedTuple):
    """Tags to add and tags to take away, as typed, each once."""

    add: tuple[str, ...]
    remove: tuple[str, ...]

    @property
    def said(self) -> str:
        """`+hot -cold`."""
        return " ".join([*(f"+{tag}" for tag in self.add), *(f"-{tag}" for tag in self.remove)])


def parse_tags(text: str) -> Tagging:
    """What is typed in the tag line. The last word on a tag holds. Raises DeskError when it names none."""
    wanted: dict[str, tuple[bool, str]] = {}
    for sign, quoted, plain in _WORD.findall(clean(text)):
        tag = " ".join((quoted or plain).lstrip("#").split())
        if not any(map(str.isalnum, tag)):
            continue
        if len(tag) > LONGEST:
            raise DeskError(f"“{clip(visible(tag), 30)}” is too long for a tag; {LONGEST} letters at most.")
        wanted.pop(fold(tag), None)
        wanted[fold(tag)] = (sign != "-", tag)
    if not wanted:
        raise DeskError("Name a tag: hot, or +hot -cold.")
    return Tagging(
        tuple(tag for adds, tag in wanted.values() if adds), tuple(tag for adds, tag in wanted.values() if not adds)
    )


def spelled(tag: str, known: Iterable[str]) -> str:
    """The tag as it is spelled already, letter case and accents aside; as typed when it is new."""
    return next((one for one in known if fold(one) == fold(tag)), tag)


def completed(text: str, known: Iterable[str]) -> str:
    """The line with its last word made a known tag that begins so; unchanged when none does."""
    head, last = re.fullmatch(r"(.*?)([^\s,;]*)", text, re.DOTALL).groups()  # type: ignore[union-attr]
    sign = last[:1] if last[:1] in ("+", "-") else ""
    typed = fold(last.removeprefix(sign).strip('"'))
    found = next((one for one in known if typed and fold(one).startswith(typed)), None)
    if found is None:
        return text
    shown = f'"{found}"' if " " in found else found
    return f"{head}{sign}{shown} "
