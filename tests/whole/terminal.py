"""A program in a pseudo-terminal: what it shows, what it is sent, how it ends."""

import fcntl
import os
import re
import select
import signal
import struct
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import NamedTuple, Self

from .emulator import QUERY, UNFINISHED, Emulator, answers
from .escapes import strays
from .keyboard import encode, split

PATIENCE = 60.0  # seconds until a wait fails: long, because a busy machine is no failure
ESCAPE_PAUSE = 0.25  # seconds after Esc; a letter that follows sooner is one chord with it
SLICE = 0.05  # seconds between looks at whether the program has ended


class Chunk(NamedTuple):
    """One read: when it came (seconds, monotonic) and its bytes."""

    at: float
    data: bytes


def plain_environment(home: Path) -> dict[str, str]:
    """The variables of a fresh login with its home in `home`; nothing of the caller's but the path."""
    return {
        "HOME": str(home),
        "PATH": os.environ.get("PATH", os.defpath),
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
    }


def desk_command(*arguments: str | Path) -> list[str]:
    """The command line that starts the desk of this environment."""
    return [sys.executable, "-m", "sdrdesk", *map(str, arguments)]


class Terminal:
    """A pseudo-terminal of `size` (columns, rows) with a program in it; leaving the `with` ends the program.

    Everything that waits has a deadline and fails with the screen in its message.
    """

    def __init__(
        self,
        command: Sequence[str],
        *,
        size: tuple[int, int] = (80, 24),
        environment: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        self.emulator = Emulator(*size)
        self.raw = bytearray()
        self.unplayed: list[Chunk] = []
        self.status: int | None = None
        self._query_tail = b""
        self._escaped = False
        self._master, self._slave = os.openpty()
        self._set_size(size)
        os.set_blocking(self._master, False)
        self._modes_before = termios.tcgetattr(self._slave)
        if folder is not None:
            command = ["sh", "-c", 'cd "$0" && exec "$@"', str(folder), *command]
        slave_name = os.ttyname(self._slave)
        self.started = time.monotonic()
        self.pid = os.posix_spawnp(
            command[0],
            list(command),
            dict(os.environ if environment is None else environment),
            # Opened first by the leader of a new session, the terminal becomes its controlling one.
            file_actions=[
                (os.POSIX_SPAWN_OPEN, 0, slave_name, os.O_RDWR, 0),
                (os.POSIX_SPAWN_DUP2, 0, 1),
                (os.POSIX_SPAWN_DUP2, 0, 2),
            ],
            setsid=True,
            setsigmask=[],
            setsigdef=[signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGPIPE, signal.SIGQUIT],
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self.close()

    # -- what is shown

    def screen(self) -> str:
        """The screen now, row by row, without the blanks at the end of a row."""
        while self._read(0):
            pass
        self.play()
        return self.emulator.text()

    def play(self, each: Callable[[float], None] | None = None) -> None:
        """Draws what was read and not drawn yet; `each` is called with the time of every chunk, once it is drawn."""
        while self.unplayed:
            chunk = self.unplayed.pop(0)
            self.emulator.feed(chunk.data)
            if each is not None:
                each(chunk.at)

    def wait(self, pattern: str, timeout: float = PATIENCE) -> re.Match[str]:
        """Waits until the screen matches (`^` and `$` mean a row's ends) and returns the match."""
        found: list[re.Match[str]] = []

        def shown() -> bool:
            match = re.search(pattern, self.screen(), re.MULTILINE)
            found.extend([match] if match else [])
            return match is not None

        self.wait_until(shown, f"{pattern!r} on the screen", timeout)
        return found[0]

    def wait_gone(self, pattern: str, timeout: float = PATIENCE) -> None:
        """Waits until nothing on the screen matches."""
        self.wait_until(
            lambda: not re.search(pattern, self.screen(), re.MULTILINE), f"no {pattern!r} on the screen", timeout
        )

    def wait_until(self, holds: Callable[[], bool], promise: str, timeout: float = PATIENCE) -> None:
        """Waits until `holds()`, which is asked again after all output; `promise` names it in the failure."""
        deadline = time.monotonic() + timeout
        while not holds():
            ended = self.ended()
            if (ended or time.monotonic() > deadline) and not holds():
                why = f"the program ended with {self.status}" if ended else f"{timeout:g} s passed"
                raise AssertionError(f"waited for {promise}, but {why}. The screen:\n{self.screen()}")
            self._read(SLICE)

    def settle(self, quiet: float = 0.2, timeout: float = PATIENCE) -> str:
        """Waits until nothing was sent for `quiet` seconds and returns the screen."""
        self.read_until_quiet(quiet, timeout)
        return self.screen()

    def read_until_quiet(self, quiet: float, timeout: float = PATIENCE) -> None:
        """Keeps output in `unplayed` until none came for `quiet` seconds; drawing never delays its times."""
        deadline = time.monotonic() + timeout
        while self._read(quiet):
            if time.monotonic() > deadline:
                raise AssertionError(f"never quiet for {quiet:g} s. The screen:\n{self.screen()}")

    def strays(self, allow: Sequence[bytes] = ()) -> list[bytes]:
        """The control bytes sent so far that are not the desk's own: see `escapes.strays`."""
        self.screen()
        return strays(bytes(self.raw), allow)

    # -- what is done to it

    def press(self, *keys: str) -> None:
        """Presses keys in turn: `press("c", "<enter>", "b 40k")`. After `<esc>` it pauses as a hand does."""
        for key in (key for typed in keys for key in split(typed)):
            if self._escaped:
                self.listen(ESCAPE_PAUSE)
            self.send(encode(key))
            self._escaped = key == "<esc>"

    def send(self, data: bytes) -> None:
        """Sends bytes as they are, and reads while the program does not take them."""
        rest = memoryview(data)
        while rest:
            try:
                rest = rest[os.write(self._master, rest) :]
            except BlockingIOError:
                self._read(SLICE)
        self._escaped = False

    def listen(self, seconds: float) -> None:
        """Reads for that long; the program keeps running meanwhile."""
        until = time.monotonic() + seconds
        while (left := until - time.monotonic()) > 0:
            self._read(left)

    def resize(self, columns: int, rows: int) -> None:
        self.play()
        self.emulator.resize(columns, rows)
        self._set_size((columns, rows))

    def kill(self, number: signal.Signals = signal.SIGKILL) -> None:
        """Sends the program a signal."""
        os.kill(self.pid, number)

    def hang_up(self) -> None:
        """Closes the terminal's own end, as a closed window does; afterwards only `wait_end` is of use."""
        if self._master >= 0:
            os.close(self._master)
            self._master = -1

    # -- how it ends

    def ended(self) -> bool:
        """Whether the program is gone; `status` is then its exit code, or minus the signal that ended it."""
        if self.status is None:
            pid, status = os.waitpid(self.pid, os.WNOHANG)
            if pid:
                self.status = os.waitstatus_to_exitcode(status)
        return self.status is not None

    def wait_end(self, timeout: float = PATIENCE) -> int:
        """Waits for the program's end and returns its `status`."""
        deadline = time.monotonic() + timeout
        while not self.ended():
            if time.monotonic() > deadline:
                raise AssertionError(f"still running after {timeout:g} s. The screen:\n{self.screen()}")
            self._read(SLICE)
        self.screen()
        assert self.status is not None
        return self.status

    def given_back(self) -> bool:
        """Whether the terminal is as it was: its line settings, and every mode a program may switch."""
        self.screen()
        lines = termios.tcgetattr(self._slave) == self._modes_before
        return lines and not self.emulator.modes_left() and self.emulator.keyboard_pushes <= 0

    def close(self) -> None:
        """Ends whatever still runs in the terminal and lets it go."""
        if not self.ended():
            os.killpg(self.pid, signal.SIGKILL)
            self.status = os.waitstatus_to_exitcode(os.waitpid(self.pid, 0)[1])
        self.hang_up()
        if self._slave >= 0:
            os.close(self._slave)
            self._slave = -1

    # -- the wire

    def _set_size(self, size: tuple[int, int]) -> None:
        columns, rows = size
        fcntl.ioctl(self._slave, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, columns * 10, rows * 20))

    def _read(self, wait: float) -> bool:
        """Waits at most `wait` seconds for output, keeps it and answers its queries. True when there was some."""
        if self._master < 0:
            select.select([], [], [], wait)
            return False
        if not select.select([self._master], [], [], wait)[0]:
            return False
        try:
            data = os.read(self._master, 65536)
        except (BlockingIOError, OSError):
            return False
        self.unplayed.append(Chunk(time.monotonic(), data))
        self.raw += data
        self._answer(data)
        return bool(data)

    def _answer(self, data: bytes) -> None:
        scan = self._query_tail + data
        tail = UNFINISHED.search(scan)
        end = tail.start() if tail else len(scan)
        self._query_tail = scan[end:]
        if QUERY.search(scan, 0, end) and (said := answers(scan[:end], self.emulator, self.play)):
            os.write(self._master, said)
