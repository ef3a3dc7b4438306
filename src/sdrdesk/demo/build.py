"""The demo desk put together: lives told, rows and log written, the file made small and still."""

from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path
from random import Random

from sdrdesk.domain.settings import Settings, as_text
from sdrdesk.files.playbooks import load
from sdrdesk.store.caches import rebuild_caches
from sdrdesk.store.database import Database
from sdrdesk.store.ids import same_thing
from sdrdesk.store.opening import open_database
from sdrdesk.store.search import rebuild

from .days import at_minute, instant
from .fates import FATES, Teller
from .people import new_story
from .plots import Batch
from .rhythm import tell_rhythms
from .tape import Row, Tape
from .write import past_the_triggers, write_log, write_rows

BASE_DAY = date(2026, 11, 18)
SEED = 20261118
LOG_DAYS = 2
DEVICE = "demo"
_BATCHES = ((-118, "Trade fair"), (-84, "Cold list"), (-41, "Webinar"), (-2, "Webinar"))
_FILES = {
    -118: "fair_badges.csv", -84: "hires_planners.csv", -41: "webinar_sick_calls.csv", -2: "webinar_two_sites.csv",
}  # fmt: skip


def told(base: date = BASE_DAY, seed: int = SEED) -> Tape:
    """Every row of the demo desk, as of the morning of the working day `base`."""
    rng, tape = Random(seed), Tape(seed, base, LOG_DAYS)
    _settings(tape)
    batches = [_batch(tape, index, source) for index, source in _BATCHES]
    teller, taken = Teller(rng, load("bant"), batches), set[str]()
    fates = [fate for fate, count in FATES.items() for _ in range(count)]
    rng.shuffle(fates)
    for fate in fates:
        teller.tell(fate, new_story(tape, rng, taken))
    tell_rhythms(tape, seed, teller, taken)
    return tape


_VIEWS = (
    ("Prospects gone quiet", "stage:prospect quiet>14"),
    ("Dear and late", "value>20k next<today"),
    ("Held up by price", "obj:price,budget status:active"),
)


def _settings(tape: Tape) -> None:
    at = at_minute(tape.day(-140), 450)
    for key, value in as_text(Settings(first_run_done=True)).items():
        tape.insert("setting", at, {"id": same_thing("setting", key), "key": key, "value": value})
    for number, (name, text) in enumerate(_VIEWS, start=1):
        known = same_thing("saved_view", str(number))
        tape.insert("saved_view", at, {"id": known, "number": number, "name": name, "filter": text})


def _batch(tape: Tape, index: int, source: str) -> Batch:
    at = at_minute(tape.day(index), 545)
    file_name = _FILES[index]
    act = tape.heading(at, "import.done", None, f"Imported {file_name}")
    with tape.under(act):
        row: Row = tape.insert(
            "import_batch", at,
            {"step_id": act.id if act in tape.acts else None, "file_name": file_name,
             "sha256": f"{index & 0xFFFF:064x}", "source": source,
             "region": "DE", "format": "csv", "started_at": instant(at), "ended_at": instant(at + timedelta(seconds=2)),
             "state": "done", "total": 0, "created": 0},
        )  # fmt: skip
    return Batch(row, act, index, at)


def build(path: Path, base: date = BASE_DAY, seed: int = SEED) -> None:
    """Make the demo desk at `path` (a new file): one still file, journal_mode delete, vacuumed.

    Raises FileExistsError when something is there already.
    """
    if path.exists():
        raise FileExistsError(path)
    db = open_database(path, lambda: at_minute(base, 0), origin="demo")
    try:
        with past_the_triggers(db.conn):
            write_rows(db.conn, tape := told(base, seed))
            write_log(db.conn, tape, DEVICE)
            _local(db.conn, base)
            rebuild_caches(db.conn)
            rebuild(db.conn)
        close_small(db)
    finally:
        db.close()


def base_desk(conn: sqlite3.Connection, base: date, seed: int) -> None:
    """What every demo desk has before its first account: settings, the base currency, the base day."""
    tape = Tape(seed, base, 0)
    _settings(tape)
    write_rows(conn, tape)
    _local(conn, base)


def _local(conn: sqlite3.Connection, base: date) -> None:
    conn.execute("INSERT OR REPLACE INTO rate (currency, millionths) VALUES ('EUR', 1000000)")
    for key, value in (("device", DEVICE), ("demo_base_day", base.isoformat())):
        conn.execute("INSERT OR REPLACE INTO view_state (key, value) VALUES (?, ?)", (key, value))


def close_small(db: Database) -> None:
    """Fold the log file in, leave WAL and vacuum, so that one still file remains."""
    db.conn.execute("PRAGMA optimize")
    db.conn.execute("PRAGMA journal_mode = DELETE")
    db.conn.execute("VACUUM")
