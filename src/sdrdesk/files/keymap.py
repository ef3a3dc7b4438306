"""The file in which a rep gives keys other places: `promote = "L,ctrl+l"`, one line a key."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

from sdrdesk.domain.text import clip, visible

NAME = "keys.toml"


class KeyLine(NamedTuple):
    """A line of the file: the name of a key's meaning, the keys it should have, and which line it is."""

    name: str
    keys: tuple[str, ...]
    line: int


def load_keymap(path: Path) -> tuple[list[KeyLine], list[str]]:
    """The lines of the file, and what is wrong with those that are none. Raises DeskError when it is no TOML."""
    from .own_toml import read_own  # only where there is a file
    from .toml_lines import line_of

    own = read_own(path)
    lines, faults = [], []
    for name, value in own.table.items():
        line = line_of(own.text, (name,)) or 0
        if isinstance(value, str):
            lines.append(KeyLine(name, tuple(part.strip() for part in value.split(",")), line))
        else:
            faults.append(f'{NAME}, line {line}: {clip(visible(name), 30)} is written as {name} = "L"')
    return lines, faults
