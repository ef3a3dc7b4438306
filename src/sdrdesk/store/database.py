"""One open desk file: reads, and step(), the one way to write."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any, Protocol

from sdrdesk.domain.errors import DeskError, StoreTrouble

from . import ids
from .migrations import SCHEMA
from .trouble import in_words

Row = sqlite3.Row
BUSY_MS = 5000
"""How long a write of a window waits for another's: the rep waits too."""
PATIENT_MS = 60_000
"""How long a write of the command line waits, which nobody types into."""
Clock = Callable[[], datetime]


def stamp(at: datetime) -> str:
    """An instant as stored: UTC, ISO-8601, milliseconds, Z."""
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.") + f"{at.microsecond // 1000:03d}Z"


@dataclass
class Step:
    """A heading of the log being written; `said` may be completed while its facts are gathered."""

    id: str
    said: str = ""
    subject: str | None = None


class Watcher(Protocol):
    """Who is asked before an act is committed, and told when it is."""

    def before(self, db: Database, step_id: str) -> None:
        """The act is written and not yet committed; raising takes it back."""

    def further(self, db: Database, step_id: str) -> None:
        """A further transaction of a committed act is about to be committed."""

    def after(self, step_id: str) -> None:
        """The act is committed."""

    def dropped(self, step_id: str) -> None:
        """The act was not committed after all."""


class Database:
    """One connection to one desk file. Not shared between threads: each worker opens its own."""

    def __init__(
        self, conn: sqlite3.Connection, path: str, clock: Clock, device: str, origin: str, busy_ms: int = BUSY_MS
    ) -> None:
        self.conn = conn
        self.path = path
        self.clock = clock
        self.device = device
        self.origin = origin
        self.busy_ms = busy_ms
        self._step: Step | None = None
        self._heading: Step | None = None
        self._identity = _identity(path)
        self.watcher: Watcher | None = None
        self._written = ""
        self._veil: sqlite3.Connection | None = None
        self._lifted = False

    @property
    def patient(self) -> bool:
        """Whether nobody sits before it who waits for an answer."""
        return self.busy_ms > BUSY_MS

    # Reading

    @property
    def _reader(self) -> sqlite3.Connection:
        return self.conn if self._veil is None or self._lifted or self.conn.in_transaction else self._veil

    @property
    def veiled(self) -> bool:
        """Whether names and words are blanked in what is read."""
        return self._veil is not None

    def draw_veil(self, on: bool) -> None:
        """Read names and words blanked from now on, or as they are. What a step reads and writes is never blanked."""
        if self._veil is not None:
            self._veil.close()
            self._veil = None
        if on:
            from .veil import drawn_over  # only while others see the screen

            try:
                self._veil = drawn_over(self.path, self.busy_ms)
            except sqlite3.Error as error:
                raise in_words(error, self.path) from error

    @contextmanager
    def unveiled(self) -> Iterator[None]:
        """Reads inside see everything as it is: for acts, and for what is worked out and not shown."""
        before, self._lifted = self._lifted, True
        try:
            yield
        finally:
            self._lifted = before

    def all(self, sql: str, params: Sequence[Any] = ()) -> list[Row]:
        """Every row of a query, read to its end (a half-read cursor would hold the log file open)."""
        try:
            return self._reader.execute(sql, params).fetchall()
        except sqlite3.DatabaseError as error:
            raise in_words(error, self.path) from error

    def one(self, sql: str, params: Sequence[Any] = ()) -> Row | None:
        """The first row of a query, or None."""
        rows = self.all(sql, params)
        return rows[0] if rows else None

    def value(self, sql: str, params: Sequence[Any] = ()) -> Any:
        """The first column of the first row, or None."""
        row = self.one(sql, params)
        return row[0] if row is not None else None

    def row(self, table: str, row_id: str) -> Row | None:
        """The live row of a domain table, or None when it is absent or taken back."""
        return self.one(f'SELECT * FROM "{table}" WHERE id = ? AND deleted_at IS NULL', (row_id,))

    def data_version(self) -> int:
        """A number that moves when another connection has committed."""
        with self.unveiled():
            return int(self.value("PRAGMA data_version"))

    def now(self) -> str:
        """This instant, as stored."""
        return stamp(self.clock())

    # Writing

    @contextmanager
    def step(
        self,
        verb: str,
        subject: str | None = None,
        said: str = "",
        *,
        group: str | None = None,
        undoes: str | None = None,
    ) -> Iterator[Step]:
        """One human act: everything written inside is one transaction and one heading in the log.

        Inside `together` it is a line of that act instead. Raises StoreTrouble in words when the file cannot be
        written; then nothing was.
        """
        self._must_see()
        heading = self._heading
        with self._watched() if heading is None else self._line():
            made = self._begin(ids.uuid7(), verb, subject, said, heading.id if heading is not None else group, undoes)
            with self._inside(made, drained=heading is None):
                yield made
            self._say(made)
            if heading is None:
                self._written = made.id

    @contextmanager
    def together(self, verb: str, said: str = "") -> Iterator[Step]:
        """Many verbs as one human act, in one transaction: each step begun inside is a line under this heading.

        A line that refuses has written nothing and the others stand; an error that is let out takes all of them back.
        """
        self._must_see()
        with self._watched():
            step_id = ids.uuid7()
            self._heading = self._begin(step_id, verb, None, said, step_id, None)
            try:
                yield self._heading
                self._say(self._heading)
                self._drain()
                self._written = step_id
            finally:
                self._heading = None

    @contextmanager
    def _watched(self) -> Iterator[None]:
        """A transaction that whoever watches is asked about before it is committed, and told of after."""
        if self.watcher is None:
            with self._transaction():
                yield
            return
        self._written = ""
        try:
            with self._transaction():
                yield
                self.watcher.before(self, self._written)
        except BaseException:
            self.watcher.dropped(self._written)
            raise
        self.watcher.after(self._written)

    def _must_see(self) -> None:
        """What is written was thought out on what was read: never on blanked words."""
        if self._veil is not None and not self._lifted:
            raise DeskError("This cannot be done while names are blanked; z shows them again.")

    def _begin(
        self, step_id: str, verb: str, subject: str | None, said: str, group: str | None, undoes: str | None
    ) -> Step:
        seq = self.conn.execute("SELECT coalesce(max(seq), 0) + 1 FROM step").fetchone()[0]
        self.conn.execute(
            "INSERT INTO step (id, seq, at, device, origin, verb, subject, said, group_id, undoes, schema)"
            " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (step_id, seq, self.now(), self.device, self.origin, verb, subject, said, group, undoes, SCHEMA),
        )
        return Step(step_id, said, subject)

    def _say(self, made: Step) -> None:
        self.conn.execute("UPDATE step SET said = ?, subject = ? WHERE id = ?", (made.said, made.subject, made.id))

    @contextmanager
    def chunk(self, step_id: str) -> Iterator[Step]:
        """A further transaction under a step already in the log: for imports, which are many under one heading."""
        with self._transaction():
            heading = self.conn.execute("SELECT said, subject FROM step WHERE id = ?", (step_id,)).fetchone()
            made = Step(step_id, heading["said"], heading["subject"])
            with self._inside(made):
                yield made
            self._say(made)
            if self.watcher is not None:
                self.watcher.further(self, step_id)

    @contextmanager
    def steady(self) -> Iterator[None]:
        """Reads inside see the file as it is at the first of them, whatever other windows write."""
        self.conn.execute("BEGIN")
        try:
            yield
        finally:
            if self.conn.in_transaction:
                self.conn.execute("ROLLBACK")

    @contextmanager
    def impatient(self) -> Iterator[None]:
        """Inside, a file that another program is writing is refused at once instead of waited for."""
        self.conn.execute("PRAGMA busy_timeout = 0")
        try:
            yield
        finally:
            self.conn.execute(f"PRAGMA busy_timeout = {self.busy_ms}")

    def sync_fully(self, full: bool) -> None:
        """Whether an act waits until the disk has it (a power cut then costs none), or only until the system has it."""
        if not self.conn.in_transaction:
            self.conn.execute(f"PRAGMA synchronous = {'FULL' if full else 'NORMAL'}")

    @contextmanager
    def local(self) -> Iterator[None]:
        """A transaction for drafts and view state: local tables, outside the log."""
        with self._transaction():
            yield

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        if self._step is not None or self.conn.in_transaction:
            raise RuntimeError("a use case ran inside another: compose rules and store functions instead")
        self.still_the_same_file()
        try:
            self.conn.execute("BEGIN IMMEDIATE")
            yield
            self.conn.execute("COMMIT")
        except sqlite3.Error as error:
            raise in_words(error, self.path) from error
        finally:
            self._step = None
            if self.conn.in_transaction:
                self.conn.execute("ROLLBACK")

    @contextmanager
    def _line(self) -> Iterator[None]:
        """A part of a longer transaction that can be refused alone."""
        if self._step is not None:
            raise RuntimeError("a use case ran inside another: compose rules and store functions instead")
        self.conn.execute("SAVEPOINT line")
        try:
            yield
            self.conn.execute("RELEASE line")
        except BaseException:
            if self.conn.in_transaction:
                self.conn.execute("ROLLBACK TO line")
                self.conn.execute("RELEASE line")
            raise
        finally:
            self._step = None

    @contextmanager
    def _inside(self, made: Step, *, drained: bool = True) -> Iterator[None]:
        self._step = made
        self.conn.execute("UPDATE current_step SET step_id = ?", (made.id,))
        yield
        if drained:
            self._drain()
        self.conn.execute("UPDATE current_step SET step_id = NULL")

    def _drain(self) -> None:
        from .search import drain  # needs the domain's text rules only when something is written

        drain(self.conn)

    def still_the_same_file(self) -> None:
        """Raises StoreTrouble when another file, or none, is where this one was opened: a write would be lost."""
        if not self.is_still_there():
            raise StoreTrouble(
                f"{self.path} was moved, deleted or replaced while the desk was open, so nothing more is written. "
                "Put it back, or leave: a copy of the open desk is kept then."
            )

    def is_still_there(self) -> bool:
        """Whether the file that was opened is still where it was."""
        return self._identity is None or _identity(self.path) == self._identity

    def insert(self, table: str, **columns: Any) -> str:
        """Add a row; its id is made unless given. Returns the id."""
        row_id = columns.pop("id", None) or ids.uuid7()
        columns = {"id": row_id, **columns, "updated_at": self.now()}
        self._writing(columns)
        names = ", ".join(f'"{name}"' for name in columns)
        marks = ", ".join("?" for _ in columns)
        self.conn.execute(f'INSERT INTO "{table}" ({names}) VALUES ({marks})', tuple(columns.values()))
        return str(row_id)

    def update(self, table: str, row_id: str, **columns: Any) -> None:
        """Change columns of one row; the triggers log only what really changed."""
        self._writing(columns)
        sets = ", ".join(f'"{name}" = ?' for name in columns)
        self.conn.execute(
            f'UPDATE "{table}" SET {sets}, updated_at = ? WHERE id = ?', (*columns.values(), self.now(), row_id)
        )

    def put(self, table: str, row_id: str, **columns: Any) -> None:
        """Insert the row of a deterministic id, or change it, reviving one that was taken back."""
        if self.conn.execute(f'SELECT 1 FROM "{table}" WHERE id = ?', (row_id,)).fetchone():
            self.update(table, row_id, **columns, deleted_at=None)
        else:
            self.insert(table, id=row_id, **columns)

    def tombstone(self, table: str, row_id: str) -> None:
        """Take one row back: it stays in the file and leaves every view."""
        self.update(table, row_id, deleted_at=self.now())

    def _writing(self, columns: dict[str, Any]) -> None:
        if self._step is None:
            raise RuntimeError("rows are written inside a step only")
        if self._veil is not None:
            from sdrdesk.domain.masking import is_blanked  # only while others see the screen

            if any(map(is_blanked, columns.values())):
                raise DeskError("What was blanked cannot be written; show the names again (z) and change it then.")

    def break_off(self) -> None:
        """End what another thread is reading here; on a closed connection nothing happens."""
        with suppress(sqlite3.ProgrammingError):
            self._reader.interrupt()

    def close(self) -> None:
        """Close the connection; SQLite folds the log file back in."""
        self.draw_veil(False)
        self.conn.close()


def _identity(path: str) -> tuple[int, int] | None:
    """Device and inode of the file; None for a database in memory."""
    if path == ":memory:":
        return None
    try:
        found = os.stat(path)
    except OSError:
        return (0, 0)
    return (found.st_dev, found.st_ino)
