"""Opening a desk file: is it ours, is it whole, is it of a schema we know; made private, then migrated."""

from __future__ import annotations

import os
import sqlite3
import stat
from contextlib import suppress
from pathlib import Path

from sdrdesk.domain.errors import NotFound, StoreTrouble

from .database import BUSY_MS, PATIENT_MS, Clock, Database
from .migrations import APPLICATION_ID, SCHEMA, migrate, schema_of
from .trouble import in_words


def open_database(
    path: str | Path,
    clock: Clock,
    *,
    create: bool = True,
    origin: str = "",
    patient: bool = False,
) -> Database:
    """Open (or, with `create`, make) the desk file at `path`, private to its owner and at this program's schema.

    `:memory:` opens a desk that lives only as long as the connection; `patient`: writes wait long for those of other
    programs. Raises NotFound when the file is missing and must not be made, StoreTrouble in words when it is not a
    desk, is damaged, newer, or cannot be opened.
    """
    name = str(path)
    if name != ":memory:":
        _look(Path(name), create=create)
    try:
        busy_ms = PATIENT_MS if patient else BUSY_MS
        conn = _connect(name, busy_ms)
        _check(conn, name)
        migrate(conn, lambda old: _before_migration(conn, name, old, clock))
        if create and name != ":memory:":
            _write_ahead(conn)
        _pragmas(conn)
        device = _device(conn)
    except sqlite3.Error as error:
        raise in_words(error, name) from error
    return Database(conn, name, clock, device, origin or f"window-{os.urandom(4).hex()}", busy_ms)


def _look(path: Path, *, create: bool) -> None:
    try:
        found = path.stat()
    except FileNotFoundError:
        if not create:
            raise NotFound(f"There is no desk at {path}; run sdrdesk once, or name another file with --db.") from None
        _make_private(path)
        return
    except OSError as error:
        raise StoreTrouble(f"{path} cannot be opened: {error.strerror}.") from error
    if stat.S_ISDIR(found.st_mode):
        raise StoreTrouble(f"{path} is a folder; name a file inside it, for example {path / 'desk.db'}.")
    if not stat.S_ISREG(found.st_mode):
        raise StoreTrouble(f"{path} is not a regular file; choose another with --db.")
    # What is in it is for SQLite to say. Opened and closed by anybody else in this process, the file would lose every
    # lock this process has on it, and the next program to leave it would take the write-ahead log from under us.
    if found.st_size == 0 and not create:
        raise StoreTrouble(f"{path} is not an sdrdesk file; choose another with --db.")
    _as_writable_as_the_desk(path, found.st_mode)


def _as_writable_as_the_desk(path: Path, mode: int) -> None:
    """What SQLite left beside a file that was read-only once is read-only too, and would keep it so for ever."""
    for end in ("-wal", "-shm"):
        with suppress(OSError):
            beside = f"{os.path.realpath(path)}{end}"
            if mode & stat.S_IWUSR and not os.stat(beside).st_mode & stat.S_IWUSR:
                os.chmod(beside, stat.S_IMODE(mode))


def _make_private(path: Path) -> None:
    try:
        if not path.parent.exists():
            path.parent.mkdir(parents=True, mode=0o700)
        os.close(os.open(path, os.O_CREAT | os.O_EXCL | os.O_WRONLY, 0o600))
    except FileExistsError:
        return
    except OSError as error:
        raise StoreTrouble(f"{path} cannot be made: {error.strerror}; choose another place with --db.") from error


def _connect(name: str, busy_ms: int) -> sqlite3.Connection:
    conn = sqlite3.connect(name, isolation_level=None, timeout=busy_ms / 1000)
    conn.row_factory = sqlite3.Row
    return conn


def _check(conn: sqlite3.Connection, name: str) -> None:
    schema = schema_of(conn)
    owner = int(conn.execute("PRAGMA application_id").fetchone()[0])
    empty = conn.execute("SELECT count(*) FROM sqlite_master").fetchone()[0] == 0
    if not empty and owner != APPLICATION_ID:
        raise StoreTrouble(f"{name} is another program's SQLite file; choose another with --db. It was not changed.")
    if schema > SCHEMA:
        raise StoreTrouble(
            f"{name} was written by a newer sdrdesk (schema {schema}, this one knows {SCHEMA}); "
            "update sdrdesk to open it. It was not changed."
        )


def _before_migration(conn: sqlite3.Connection, name: str, old: int, clock: Clock) -> None:
    if name == ":memory:":
        return
    if old > 0:
        from .backup import safety_copy  # only an older file is brought along

        try:
            safety_copy(conn, name, "before-migration", clock())
        except OSError as error:
            raise StoreTrouble(
                f"{name} is of an older sdrdesk, and the copy that is made before it is brought along cannot be "
                f"written beside it ({error.strerror}); make the folder writable. The file was not changed."
            ) from error
    conn.execute("PRAGMA journal_mode = WAL")


def _write_ahead(conn: sqlite3.Connection) -> None:
    """A copy put back, or a sample, keeps no log of its own: with one, an act does not wait for the disk."""
    try:
        if conn.execute("PRAGMA journal_mode").fetchone()[0] != "wal":
            conn.execute("PRAGMA journal_mode = WAL")
    except sqlite3.OperationalError:
        return  # read-only, or somebody is at work on it: it opens all the same


def _pragmas(conn: sqlite3.Connection) -> None:
    conn.execute("PRAGMA foreign_keys = ON")
    conn.execute("PRAGMA recursive_triggers = ON")
    conn.execute("PRAGMA synchronous = NORMAL")
    conn.execute("PRAGMA temp_store = MEMORY")
    conn.execute("PRAGMA cache_size = -8000")


def _device(conn: sqlite3.Connection) -> str:
    row = conn.execute("SELECT value FROM view_state WHERE key = 'device'").fetchone()
    if row is not None:
        return str(row[0])
    made = os.urandom(6).hex()
    try:
        conn.execute("INSERT INTO view_state (key, value) VALUES ('device', ?) ON CONFLICT DO NOTHING", (made,))
    except sqlite3.OperationalError:
        return made  # a read-only file still opens for reading
    return made
