"""The desk's hold on a terminal: it lets go in every case, and notices when the terminal is gone."""

import os
import selectors
import threading
import time
from codecs import getincrementaldecoder
from collections import deque
from collections.abc import Callable, Iterable
from functools import partial
from io import TextIOWrapper
from typing import TYPE_CHECKING, Any, cast

from textual import events
from textual._ansi_sequences import ANSI_SEQUENCES_KEYS
from textual._xterm_parser import XTermParser
from textual.drivers._writer_thread import WriterThread
from textual.drivers.linux_driver import LinuxDriver
from textual.message import Message

from .pastes import Pasted, PasteSplitter, Typed

if TYPE_CHECKING:
    from textual.app import App

_PENDING = 1_000_000  # characters that may wait for a terminal that does not read; after that frames are let go
_LAST_WORDS_SECONDS = 1.0
_LOOK_SECONDS = 0.1  # between looks at what a key just typed may still turn into
_SURE_SECONDS = 0.5  # after which nothing more is to come of it
_TORN_SECONDS = 0.02  # in which the rest of a torn sequence comes, if it is one


class PatientWriter(WriterThread):
    """Writes in a thread; never makes the window wait for a terminal that does not read or is gone."""

    def __init__(self, file: TextIOWrapper, *, on_torn: Callable[[], None], on_gone: Callable[[], None]) -> None:
        super().__init__(file)
        self._waiting: deque[str | None] = deque()
        self._wake = threading.Semaphore(0)
        self._pending = 0
        self._torn = False
        self._gone = False
        self._on_torn = on_torn
        self._on_gone = on_gone
        self._encoding = file.encoding

    def write(self, text: str) -> None:
        """Queue text, unless so much waits already that it would be stale."""
        if self._gone:
            return
        if self._pending > _PENDING:
            self._torn = True
            return
        self._pending += len(text)
        self._waiting.append(text)
        self._wake.release()

    def run(self) -> None:
        """Write what is queued, until told to stop."""
        while True:
            self._wake.acquire()
            text = self._waiting.popleft()
            if text is None:
                return
            self._send(text.encode(self._encoding, "replace"))
            self._pending -= len(text)
            if self._torn and not self._waiting:
                self._torn = False
                self._on_torn()

    def _send(self, data: bytes) -> None:
        view = memoryview(data)
        while view and not self._gone:
            try:
                view = view[os.write(self._file.fileno(), view) :]
            except BlockingIOError:
                time.sleep(0.01)
            except OSError:
                self._gone = True
                self._on_gone()

    def stop(self) -> None:
        """Let what is queued go out, but do not wait for ever."""
        self._waiting.append(None)
        self._wake.release()
        self.join(_LAST_WORDS_SECONDS)


class DeskDriver(LinuxDriver):
    """Textual's Linux driver with a writer that never blocks, pastes told from keys, and an end when the terminal ends.

    Esc followed at once by a letter is Esc and the letter: the desk has no Alt chords.
    """

    def __init__(
        self, app: "App[Any]", *, debug: bool = False, mouse: bool = True, size: tuple[int, int] | None = None
    ) -> None:
        super().__init__(app, debug=debug, mouse=mouse, size=size)
        sequences = cast("dict[str, Any]", ANSI_SEQUENCES_KEYS)
        self._wake_read, self._wake_write = os.pipe()
        self.gone = False
        """The terminal went away: there is nobody to print to."""
        for chord in [name for name in sequences if len(name) == 2 and name[0] == "\x1b" and name[1].isprintable()]:
            del sequences[chord]

    def start_application_mode(self) -> None:
        """Take the terminal."""
        super().start_application_mode()  # type: ignore[no-untyped-call]
        first = self._writer_thread
        if first is not None:
            first.stop()
            self._writer_thread = PatientWriter(self._output, on_torn=self._draw_anew, on_gone=self._hung_up)
            self._writer_thread.start()

    @property
    def _output(self) -> TextIOWrapper:
        return cast(TextIOWrapper, self._file)

    def _draw_anew(self) -> None:
        self._loop.call_soon_threadsafe(lambda: self._app.screen.refresh(layout=True))

    def _hung_up(self) -> None:
        self.gone = True
        leave = getattr(self._app, "leave", self._app.exit)
        self._loop.call_soon_threadsafe(leave, 129)

    def process_message(self, message: Message) -> None:
        """Esc and a letter that came as one are two keys."""
        if isinstance(message, events.Key) and message.key.startswith("alt+") and message.character:
            super().process_message(events.Key("escape", "\x1b"))
            super().process_message(events.Key(_name_of(message.character), message.character))
            return
        super().process_message(message)

    def run_input_thread(self) -> None:
        """Read keys until told to stop, or until there is nothing to read from. Asleep while nothing is typed."""
        self._parser = XTermParser(self._debug)
        splitter = PasteSplitter()
        decode = getincrementaldecoder("utf-8")("replace").decode
        last = time.monotonic()
        with selectors.SelectSelector() as selector:
            selector.register(self.fileno, selectors.EVENT_READ)
            selector.register(self._wake_read, selectors.EVENT_READ)
            while not self.exit_event.is_set():
                ready = selector.select(self._wait_for(splitter, time.monotonic() - last))
                if any(key.fd == self.fileno for key, _ in ready):
                    data = self._read()
                    if not data:
                        self._hung_up()
                        return
                    last = time.monotonic()
                    self._hand_on(splitter.feed(decode(data), last))
                else:
                    self._hand_on(splitter.idle(time.monotonic() - last))
                self._parse(self._parser.tick)

    @staticmethod
    def _wait_for(splitter: PasteSplitter, quiet: float) -> float | None:
        """How long to wait for input after so many quiet seconds: for ever once nothing can be pending."""
        if splitter.holding:
            return _TORN_SECONDS
        return _LOOK_SECONDS if splitter.pasting or quiet < _SURE_SECONDS else None

    def disable_input(self) -> None:
        """Stop reading: wake the reader, so that it sees it is told to."""
        os.write(self._wake_write, b".")
        super().disable_input()
        os.read(self._wake_read, 64)

    def _read(self) -> bytes:
        try:
            return os.read(self.fileno, 65536)
        except OSError:
            return b""

    def _hand_on(self, pieces: list[Typed | Pasted]) -> None:
        for piece in pieces:
            if isinstance(piece, Pasted):
                self.process_message(events.Paste(piece.text))
            else:
                self._parse(partial(self._parser.feed, piece.text))

    def _parse(self, read: Callable[[], Iterable[Message]]) -> None:
        """Pass on what the parser makes of its input; a sequence it chokes on is dropped, and it starts anew."""
        try:
            for message in read():
                self.process_message(message)
        except Exception:  # any error of a parser fed by whatever a terminal sends must not end the desk
            self._parser = XTermParser(self._debug)

    def let_go(self) -> None:
        """Give the terminal back at once, from any thread, when the orderly way takes too long."""
        import termios  # here rather than above: the module is Unix's alone

        try:
            if self.attrs_before is not None:
                termios.tcsetattr(self.fileno, termios.TCSANOW, self.attrs_before)
            os.set_blocking(self._output.fileno(), False)
            os.write(self._output.fileno(), b"\x1b[?2004l\x1b[?1000l\x1b[?1003l\x1b[?1006l\x1b[<u\x1b[?1049l\x1b[?25h")
        except (OSError, termios.error):
            return


def _name_of(character: str) -> str:
    from textual.keys import _character_to_key  # Textual's own naming of a letter's key

    return character if character.isalnum() else _character_to_key(character)
