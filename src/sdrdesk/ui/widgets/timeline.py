"""What happened, newest first, by day: each entry as many lines as its words need."""

from collections.abc import Sequence
from typing import NamedTuple

from sdrdesk.ui.safe_text import paragraphs, wrap

from .card_list import CardList
from .drawing import TextLine, line


class Entry(NamedTuple):
    """One thing that happened: id, local day in words, local time, what kind, the sentence, and their words if any."""

    id: str
    day: str
    time: str
    kind: str
    text: str
    quote: str = ""
    ink: str = ""


_INDENT = " " * 7
_MOST = 8  # lines of one entry's words; Enter shows the rest
_READ = 20_000  # letters of them that are looked at for that


class Timeline(CardList[Entry]):
    """A list of entries under their days. Give it a window of `Entry` rows."""

    def __init__(self, *, empty: Sequence[str] = ("Nothing has happened here yet.",), id: str | None = None) -> None:
        super().__init__(draw_entry, heading=day_heading, empty=empty, id=id)


def draw_entry(entry: Entry, width: int) -> list[TextLine]:
    """Time and text, wrapped; the quote below it, indented."""
    room = max(width - len(_INDENT), 8)
    lines: list[TextLine] = []
    for number, text in enumerate(_wrapped(entry.text, room)):
        lead = f"{entry.time:<5}  " if number == 0 else _INDENT
        lines.append(TextLine(((lead, "dim"), (text, entry.ink))))
    if entry.quote:
        quoted = _wrapped(f"“{entry.quote[:_READ]}”", room)
        shown = quoted if len(quoted) <= _MOST else quoted[: _MOST - 1]
        lines.extend(TextLine(((_INDENT, ""), (text, "quote"))) for text in shown)
        if len(shown) < len(quoted):
            lines.append(TextLine(((_INDENT, ""), (f"{_more(len(quoted) - len(shown))}: Enter", "dim"))))
    return lines or [line("")]


def _more(count: int) -> str:
    return f"… {count} more lines"


def day_heading(above: Entry | None, entry: Entry) -> TextLine | None:
    """The day, before its first entry."""
    return None if above is not None and above.day == entry.day else line(entry.day, "heading")


def _wrapped(text: str, width: int) -> list[str]:
    return [piece for part in paragraphs(text) for piece in wrap(part, width)]
