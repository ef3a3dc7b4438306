"""On which line of a TOML text a value stands, so that a complaint can point at it."""

from __future__ import annotations

import re

Where = tuple[str | int, ...]
_HEADER = re.compile(r"\s*(\[\[?)\s*([\w.\-]+)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([\w\-]+)\s*=")


def line_of(text: str, where: Where) -> int | None:
    """The line, from 1 on, of the nearest thing on the path that can be found; None when nothing of it can.

    `where` is a path of tables, places in arrays of tables and keys, such as ("section", 1, "question", 0, "options").
    """
    best, depth = None, 0
    for number, path in _paths(text):
        shared = 0
        while shared < min(len(path), len(where)) and path[shared] == where[shared]:
            shared += 1
        if shared == min(len(path), len(where)) and shared > depth:
            best, depth = number, shared
    return best


def _paths(text: str) -> list[tuple[int, Where]]:
    """Every header and key of the text with its line and its full path."""
    counts: dict[Where, int] = {}
    table: Where = ()
    found: list[tuple[int, Where]] = []
    for number, line in enumerate(text.splitlines(), start=1):
        header, key = _HEADER.match(line), _KEY.match(line)
        if header:
            table = _resolved(header[2].split("."), header[1] == "[[", counts)
            found.append((number, table))
        elif key:
            found.append((number, (*table, key[1])))
    return found


def _resolved(names: list[str], is_array: bool, counts: dict[Where, int]) -> Where:
    """The path of a header, with the place of each array of tables it goes through; counts a new one."""
    path: Where = ()
    for place, name in enumerate(names):
        path = (*path, name)
        last = place == len(names) - 1
        if last and is_array:
            counts[path] = counts.get(path, -1) + 1
        if path in counts:
            path = (*path, counts[path])
    return path
