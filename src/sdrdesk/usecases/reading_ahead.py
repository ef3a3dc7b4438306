"""The rows of somebody's file as arrivals, a chunk at a time; a large file is read by a process of its own, ahead."""

from __future__ import annotations

import gc
import pickle
import subprocess
import sys
from collections.abc import Generator, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from typing import IO, Any, NamedTuple

from sdrdesk.domain.arrivals import Arrival, Reader
from sdrdesk.domain.dealings import DEALINGS
from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.leads import Mapping, Orders, leads
from sdrdesk.files.opened import Opened
from sdrdesk.files.tables_out import WHY, Rows

LARGE = 1_000_000
"""Bytes from which a file is worth a second process: that takes a fifth of a second to start."""
MOST_CHARACTERS = 4_000_000
"""A chunk ends with the row that brings it above this, however few rows it has."""


@dataclass(frozen=True, slots=True)
class Reading:
    """What is read and how: `home`, `currency` and `today` are the desk's, see `Reader`; `rows` make a chunk."""

    table: Opened
    mapping: Mapping
    orders: Orders
    region: str | None
    home: str | None
    currency: str
    today: date
    rows: int

    def reader(self) -> Reader:
        """What reads a row by these rules."""
        return Reader(self.region, self.home, self.currency, self.today)


class Refused(NamedTuple):
    """A row that is nobody: its line, its cells as they stand in the file, and why."""

    line: int
    cells: list[str]
    why: str


class Chunk(NamedTuple):
    """Rows that stood together: who arrives, who is refused, and how much of the file has been read, 0 to 1."""

    arrivals: list[Arrival]
    refused: list[Refused]
    progress: float


def chunks(reading: Reading) -> Generator[Chunk]:
    """Every row of the file, in its order. Raises DeskError when it cannot be read to its end."""
    if reading.table.size >= LARGE:
        with suppress(_NoOtherProcess):
            yield from _read_by_another(reading)
            return
    yield from _read_here(reading)


def _read_here(reading: Reading) -> Iterator[Chunk]:
    rows, reader = Rows(reading.table), reading.reader()
    arrivals: list[Arrival] = []
    refused: list[Refused] = []
    characters = 0
    keeps = reading.mapping.object in DEALINGS  # whose rows are refused only when the desk was asked
    for lead in leads(rows, reading.mapping, orders=reading.orders):
        if rows.returned:
            lead.fields.pop(WHY, None)
        if lead.reject is not None:
            refused.append(Refused(lead.line, lead.raw, lead.reject))
        else:
            arrivals.append(reader.read(lead))
        characters += sum(map(len, lead.raw))
        if lead.reject is None and not keeps:
            lead.raw = []
        if len(arrivals) + len(refused) >= reading.rows or characters > MOST_CHARACTERS:
            yield Chunk(arrivals, refused, reading.table.progress)
            arrivals, refused, characters = [], [], 0
    yield Chunk(arrivals, refused, 1.0)


# -- the other process -----------------------------------------------------------------------------------------------


class _NoOtherProcess(Exception):
    """It did not come up: nothing has been read."""


def _read_by_another(reading: Reading) -> Iterator[Chunk]:
    """The chunks as another process reads them, which is never more than a chunk ahead: the pipe is full then."""
    try:
        asked = pickle.dumps(reading)
        command = [sys.executable, "-P", "-m", __name__]
        other = subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, bufsize=1 << 20
        )
    except (OSError, pickle.PicklingError, TypeError) as trouble:
        raise _NoOtherProcess from trouble
    assert other.stdin is not None and other.stdout is not None
    try:
        with suppress(BrokenPipeError):
            other.stdin.write(asked)
            other.stdin.close()
        if _received(other.stdout) != _READY:
            raise _NoOtherProcess
        while (came := _received(other.stdout)) != _DONE:
            if not isinstance(came, Chunk):
                raise DeskError(came or f"{reading.table.name} could not be read to its end; import it again.")
            yield came
    finally:
        other.kill()
        with suppress(BrokenPipeError):
            other.stdin.close()
        other.stdout.close()
        other.wait()


_READY, _DONE = "ready", "done"


def _received(pipe: IO[bytes]) -> Any:
    """The next thing the other process says; None when it is gone."""
    try:
        return pickle.load(pipe)
    except (EOFError, pickle.UnpicklingError):
        return None


def _serve(given: IO[bytes], told: IO[bytes]) -> None:
    """Read what is asked for on one pipe and tell the chunks on the other, until nobody listens."""

    def tell(what: object) -> None:
        pickle.dump(what, told, protocol=pickle.HIGHEST_PROTOCOL)
        told.flush()

    with suppress(BrokenPipeError, KeyboardInterrupt):
        reading: Reading = pickle.load(given)
        tell(_READY)
        gc.disable()
        try:
            for chunk in _read_here(reading):
                tell(chunk)
        except DeskError as trouble:
            tell(str(trouble))
            return
        tell(_DONE)


if __name__ == "__main__":
    # Under its own name: what `__main__` pickles, the other process would not know again.
    from sdrdesk.usecases import reading_ahead

    reading_ahead._serve(sys.stdin.buffer, sys.stdout.buffer)
