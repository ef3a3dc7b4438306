"""Tells what is pasted from what is typed, in the stream a terminal sends; a pasted key never is a command."""

from typing import NamedTuple

START = "\x1b[200~"
END = "\x1b[201~"
BURST = 512
"""So many characters in one read, without an escape sequence, were not typed by anybody."""


class Typed(NamedTuple):
    """Text for the key parser."""

    text: str


class Pasted(NamedTuple):
    """The text of a paste, as it came less NUL."""

    text: str


class PasteSplitter:
    """Splits what was read into typed and pasted text; markers may be torn between reads.

    `feed` takes what was read, `idle` says that nothing came for a while, with the seconds since the last read.
    """

    BURST_SECONDS = 0.05
    PATIENCE_SECONDS = 2.0

    def __init__(self) -> None:
        self._held = ""
        self._paste: list[str] | None = None
        self._burst_until = 0.0

    def feed(self, text: str, now: float) -> list[Typed | Pasted]:
        """What the text is, in order. `now` is in monotonic seconds."""
        text, self._held = self._held + text, ""
        if self._paste is None and self._is_burst(text, now):
            self._burst_until = now + self.BURST_SECONDS
            return [Pasted(text.replace("\x00", ""))]
        found: list[Typed | Pasted] = []
        while text:
            text = self._in_paste(text, found) if self._paste is not None else self._outside(text, found)
        return found

    @property
    def holding(self) -> bool:
        """True when `idle` is wanted soon: what is held back may be a key, such as Esc."""
        return bool(self._held) and self._paste is None

    @property
    def pasting(self) -> bool:
        """True in the middle of a paste."""
        return self._paste is not None

    def idle(self, seconds: float) -> list[Typed | Pasted]:
        """What was held back in the hope of more, when no more came."""
        held, self._held = self._held, ""
        if self._paste is None:
            return [Typed(held)] if held else []
        self._paste.append(held)
        if seconds < self.PATIENCE_SECONDS:
            return []
        return [self._close()]

    def _is_burst(self, text: str, now: float) -> bool:
        return "\x1b" not in text and (len(text) >= BURST or (now < self._burst_until and bool(text)))

    def _outside(self, text: str, found: list[Typed | Pasted]) -> str:
        before, marker, rest = text.partition(START)
        if marker:
            self._paste = []
        else:
            before = self._hold_back(before, START)
        if before:
            found.append(Typed(before))
        return rest

    def _in_paste(self, text: str, found: list[Typed | Pasted]) -> str:
        assert self._paste is not None
        inside, marker, rest = text.partition(END)
        if marker:
            self._paste.append(inside)
            found.append(self._close())
        else:
            self._paste.append(self._hold_back(inside, END))
        return rest

    def _close(self) -> Pasted:
        text = "".join(self._paste or [])
        self._paste = None
        return Pasted(text.replace("\x00", ""))

    def _hold_back(self, text: str, marker: str) -> str:
        """Keep for the next read what may be the start of a marker."""
        for size in range(len(marker) - 1, 0, -1):
            if text.endswith(marker[:size]):
                self._held = text[-size:]
                return text[:-size]
        return text
