"""The bytes a terminal sends for the keys of a keyboard."""

import re
from collections.abc import Iterator

NAMED = {
    "enter": b"\r", "esc": b"\x1b", "tab": b"\t", "s-tab": b"\x1b[Z", "space": b" ", "backspace": b"\x7f",
    "delete": b"\x1b[3~", "insert": b"\x1b[2~", "home": b"\x1b[H", "end": b"\x1b[F", "pageup": b"\x1b[5~",
    "pagedown": b"\x1b[6~", "up": b"\x1b[A", "down": b"\x1b[B", "right": b"\x1b[C", "left": b"\x1b[D",
    "s-up": b"\x1b[1;2A", "s-down": b"\x1b[1;2B", "s-right": b"\x1b[1;2C", "s-left": b"\x1b[1;2D",
    "f1": b"\x1bOP", "f2": b"\x1bOQ", "f3": b"\x1bOR", "f4": b"\x1bOS", "f5": b"\x1b[15~", "f10": b"\x1b[21~",
    "lt": b"<",
}  # fmt: skip
KEY = re.compile(r"<(?:c-.|[a-z0-9-]+)>|.", re.DOTALL)


def split(keys: str) -> Iterator[str]:
    """The single keys of a string such as `c<enter>b 40k`; `<c-x>` is Ctrl+X, `<lt>` the sign itself."""
    return (match.group() for match in KEY.finditer(keys))


def encode(key: str) -> bytes:
    """What one key sends, on a terminal without extensions. Raises KeyError for a name that is no key."""
    if len(key) == 1:
        return key.encode()
    name = key[1:-1]
    if name.startswith("c-") and len(name) == 3:
        return bytes([ord(name[2].upper()) & 0x1F])
    return NAMED[name]


def click(column: int, row: int) -> bytes:
    """A press and release of the left button at a cell; both count from 0."""
    cell = f"{column + 1};{row + 1}"
    return f"\x1b[<0;{cell}M\x1b[<0;{cell}m".encode()


def paste(text: str) -> bytes:
    """A bracketed paste, as a terminal sends it."""
    return b"\x1b[200~" + text.encode() + b"\x1b[201~"
