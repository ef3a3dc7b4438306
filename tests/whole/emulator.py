"""What a terminal makes of the bytes it is sent: two screens, the modes left on, answers to queries."""

import re
from collections.abc import Callable

import pyte

# Private modes a program must put back, and their state in a fresh terminal.
FRESH_MODES = {7: True, 25: True} | dict.fromkeys(
    (9, 47, 1000, 1002, 1003, 1004, 1005, 1006, 1015, 1016, 1047, 1049, 2004, 2026, 2048), False
)
ALTERNATE = {47, 1047, 1049}

# Sequences that pyte would draw as text, and mode switches, which are followed here.
SPECIAL = re.compile(
    rb"\x1b\[\?(?P<modes>[0-9;]+)(?P<switch>[hl])"
    rb"|\x1b\[[<=>](?P<keys>[0-9;]*u)?[0-9;]*[a-zA-Z]?"
    rb"|\x1b\[[0-9;]*:[0-9;:]*m"
    rb"|\x1b[P_^X][^\x1b]*\x1b\\",
    re.DOTALL,
)
UNFINISHED = re.compile(rb"\x1b(?:\[[0-9;:<=>?$ ]*|[P_^X][^\x1b]*\x1b?|\][^\x07\x1b]*\x1b?)?\Z", re.DOTALL)
QUERY = re.compile(
    rb"\x1b\[\?(?P<mode>[0-9]+)\$p|\x1b\[(?P<report>[56])n|\x1b\[0?(?P<device>c)|\x1b\[\?(?P<keyboard>u)"
    rb"|\x1b\](?P<colour>1[01]);\?(?:\x07|\x1b\\)"
)


class Emulator:
    """A pyte screen with the alternate screen, and the private modes that are on."""

    def __init__(self, columns: int, rows: int) -> None:
        self.main = pyte.Screen(columns, rows)
        self.alternate = pyte.Screen(columns, rows)
        self.modes = dict(FRESH_MODES)
        self.keyboard_pushes = 0
        self.frames = 0
        self._streams = {False: pyte.ByteStream(self.main), True: pyte.ByteStream(self.alternate)}
        self._unfinished = b""

    @property
    def shown(self) -> pyte.Screen:
        """The screen that a person sees."""
        return self.alternate if self._in_alternate() else self.main

    def text(self) -> str:
        """What is shown, row by row, without the blanks at the end of a row."""
        return "\n".join(row.rstrip() for row in self.shown.display)

    def cells(self) -> list[list[pyte.screens.Char]]:
        """Every cell with its colours, row by row."""
        screen = self.shown
        return [[screen.buffer[y][x] for x in range(screen.columns)] for y in range(screen.lines)]

    def modes_left(self) -> dict[int, bool]:
        """The modes that are not as in a fresh terminal."""
        return {mode: on for mode, on in self.modes.items() if on != FRESH_MODES.get(mode, False)}

    def resize(self, columns: int, rows: int) -> None:
        for screen in (self.main, self.alternate):
            screen.resize(rows, columns)

    def feed(self, data: bytes) -> None:
        data = self._unfinished + data
        tail = UNFINISHED.search(data)
        end = tail.start() if tail else len(data)
        self._unfinished = data[end:]
        at = 0
        for match in SPECIAL.finditer(data, 0, end):
            self._draw(data[at : match.start()])
            at = match.end()
            if match["modes"]:
                self._switch([int(mode) for mode in match["modes"].split(b";") if mode], match["switch"] == b"h")
            elif match["keys"]:
                self.keyboard_pushes += {b">": 1, b"<": -1}.get(match.group()[2:3], 0)
        self._draw(data[at:end])

    def _in_alternate(self) -> bool:
        return any(self.modes[mode] for mode in ALTERNATE)

    def _draw(self, data: bytes) -> None:
        if data:
            self._streams[self._in_alternate()].feed(data)

    def _switch(self, modes: list[int], on: bool) -> None:
        for mode in modes:
            if mode in ALTERNATE and on and not self._in_alternate():
                self.alternate.reset()
            if mode == 2026 and self.modes[mode] and not on:
                self.frames += 1
            if mode == 7:
                (self.shown.set_mode if on else self.shown.reset_mode)(mode, private=True)
            self.modes[mode] = on


def answers(data: bytes, emulator: Emulator, catch_up: Callable[[], None]) -> bytes:
    """What a terminal sends back for the queries in `data`; `catch_up` draws what came before them."""
    said = [_answer(match, emulator, catch_up) for match in QUERY.finditer(data)]
    return b"".join(said)


def _answer(match: re.Match[bytes], emulator: Emulator, catch_up: Callable[[], None]) -> bytes:
    if match["mode"]:
        known = int(match["mode"]) == 2026
        return b"\x1b[?%b;%d$y" % (match["mode"], 2 if known else 0)
    if match["report"] == b"6":
        catch_up()
        cursor = emulator.shown.cursor
        return b"\x1b[%d;%dR" % (cursor.y + 1, cursor.x + 1)
    if match["report"]:
        return b"\x1b[0n"
    if match["device"]:
        return b"\x1b[?62;22c"
    if match["colour"]:
        shade = b"d0d0" if match["colour"] == b"10" else b"1010"
        return b"\x1b]%b;rgb:%b/%b/%b\x1b\\" % (match["colour"], shade, shade, shade)
    return b""  # a terminal without the kitty keyboard stays silent
