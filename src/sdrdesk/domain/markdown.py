"""Text of customers inside Markdown: it stays text, whatever marks stand in it."""

from __future__ import annotations

import re

from .text import visible

_MARKS = re.compile(r"[\\`*<>\[\]|~]|(?<!\w)_|_(?!\w)")
_AT_START = re.compile(r"^(\s*)([#+-]|\d+[.)])(?=\s|$)")


def md(text: str) -> str:
    """One harmless line of text that Markdown shows as it is."""
    escaped = _MARKS.sub(lambda found: f"\\{found[0]}", visible(text))
    return _AT_START.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", escaped)
