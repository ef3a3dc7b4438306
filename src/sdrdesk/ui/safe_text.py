"""The only way customer text reaches a widget: no markup, no control characters, no flood, at a given width."""

from typing import TYPE_CHECKING

from rich.cells import cell_len, get_character_cell_size

from sdrdesk.domain.text import visible

if TYPE_CHECKING:
    from textual.content import Content

ELLIPSIS = "…"
_JOINER = "\u200d"  # at the end of a cut it would join nothing, and be gone the next time it is looked at


def plain(text: str, width: int | None = None) -> str:
    """Customer text as one harmless line; cut to `width` cells with an ellipsis when given."""
    if width is not None and len(text) > 64 + 8 * max(width, 0):
        text = text[: 64 + 8 * max(width, 0)]
    if not text.isascii() or not text.isprintable():
        text = visible(text, one_line=True)
    return text if width is None else cut(text, width)


def paragraphs(text: str) -> list[str]:
    """Customer text as harmless lines, broken where the customer broke them."""
    if text.isascii() and text.isprintable():
        return [text]
    return [visible(line, one_line=True) for line in text.replace("\r\n", "\n").replace("\r", "\n").split("\n")]


def safe(text: str, width: int | None = None) -> "Content":
    """Customer text as `Content` for a widget; see `plain`."""
    from textual.content import Content  # the line-API widgets do not need it at first paint

    return Content(plain(text, width))


def cut(text: str, width: int) -> str:
    """Harmless text, at most `width` cells wide; an ellipsis stands for what was cut off."""
    if width <= 0:
        return ""
    if (text.isascii() and len(text) <= width) or cell_len(text) <= width:
        return text
    return _head(text, width - 1).rstrip(_JOINER) + ELLIPSIS


def wrap(text: str, width: int) -> list[str]:
    """Harmless text in lines of at most `width` cells, broken at spaces where there are any. Never empty."""
    width = max(width, 1)
    lines: list[str] = []
    line = ""
    for word in text.split(" "):
        candidate = f"{line} {word}" if line else word
        if cell_len(candidate) <= width:
            line = candidate
            continue
        if line:
            lines.append(line)
        while cell_len(word) > width:
            head = _head(word, width) or word[0]
            lines.append(head)
            word = word[len(head) :]
        line = word
    lines.append(line)
    return lines


def _head(text: str, width: int) -> str:
    cells = 0
    for index, letter in enumerate(text):
        cells += get_character_cell_size(letter)
        if cells > width:
            return text[:index]
    return text
