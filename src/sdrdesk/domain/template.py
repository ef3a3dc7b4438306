"""A text with blanks such as {first_name}: what may stand in them, and filling them without leaving one out unseen."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

FIELDS: Mapping[str, str] = {
    "first_name": "their first name",
    "last_name": "their last name",
    "full_name": "their whole name",
    "title": "their title",
    "company": "the company's name",
    "industry": "its industry",
    "city": "where they are",
    "country": "their country",
    "source": "what brought them",
    "their_words": "the last thing they said",
    "pain": "the words their need rests on",
    "objection": "their open objection, in their words",
    "last_spoke": "the day we last spoke",
    "next_step": "what was agreed to come next, and when",
    "deal": "the name of the open deal",
    "renewal": "the day of the renewal",
    "owner": "who looks after them",
}
"""Blank -> what stands there."""

_BLANK = re.compile(r"\{\{|\}\}|\{([^{}\n]*)\}")


class Filled(NamedTuple):
    """A text with its blanks filled; those that nothing is known for still stand in it, and are named."""

    text: str
    missing: tuple[str, ...]


def blanks(text: str) -> tuple[str, ...]:
    """The names of the blanks, each once, in order."""
    return tuple(dict.fromkeys(found[1] for found in _BLANK.finditer(text) if found[1] is not None))


def fill(text: str, facts: Mapping[str, str]) -> Filled:
    """The text with what is known; `{{` and `}}` are braces. What a fact says is never read for blanks itself."""
    missing = tuple(name for name in blanks(text) if not facts.get(name, "").strip())

    def put(found: re.Match[str]) -> str:
        name = found[1]
        if name is None:
            return found[0][0]
        return found[0] if name in missing else facts[name].strip()

    return Filled(_BLANK.sub(put, text), missing)


def say_missing(missing: tuple[str, ...]) -> str:
    """`missing: {their_words} (the last thing they said)`; '' when nothing is."""
    told = [f"{{{name}}} ({FIELDS[name]})" if name in FIELDS else f"{{{name}}}" for name in missing]
    return f"missing: {', '.join(told)}" if told else ""
