"""The score of every live account as a local table: what is kept, who waits for it, and how far it has come."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from .database import Database, Row
from .score_triggers import FRESH

ALL_DONE = "~"
"""How far a walk through the accounts has come when it is over: an id sorts before it."""
LEFT = 100
"""The places of accounts that are neither on the board nor in the inbox lie so much further down."""

class Cell(NamedTuple):
    """What is kept of one account's score; `place` without LEFT."""

    id: str
    place: int
    grade: str
    band: int
    fit: int | None
    cool: int


class State(NamedTuple):
    """Which profile the table was made with, on which day its bands were right, how far the walk has come."""

    profile: str
    day: str
    reached: str
    done: int


def made_at_once(db: Database, account_ids: Sequence[str], touched: Iterable[str]) -> None:
    """For rows that were written past the triggers: rows for these accounts, and all that were touched are queued."""
    db.conn.executemany(FRESH + " AND a.id = ?", [(one,) for one in account_ids])
    db.conn.executemany("INSERT INTO score_queue VALUES (?) ON CONFLICT DO NOTHING", [(one,) for one in touched])


def stand_or_fall(db: Database, ids: str, *, stands: bool) -> None:
    """As `made_at_once`, for accounts (a JSON list of ids) that stand again or were taken back."""
    among = "IN (SELECT value FROM json_each(?))"
    if stands:
        db.conn.execute(f"{FRESH} AND a.id {among}", (ids,))
        queue = "INSERT INTO score_queue SELECT value FROM json_each(?) WHERE true ON CONFLICT DO NOTHING"
        db.conn.execute(queue, (ids,))
    else:
        db.conn.execute(f"DELETE FROM score WHERE id {among}", (ids,))


def state(db: Database) -> State:
    """How far the table is."""
    row = db.one("SELECT profile, day, reached, done FROM score_state")
    return State(*row) if row is not None else State("", "", "", 0)


def set_state(db: Database, now: State) -> None:
    """Inside a local transaction."""
    db.conn.execute("UPDATE score_state SET profile = ?, day = ?, reached = ?, done = ?", now)


def waiting(db: Database, most: int) -> list[str]:
    """Accounts whose score may have changed."""
    return [row[0] for row in db.all("SELECT account_id FROM score_queue LIMIT ?", (most,))]


def beyond(db: Database, reached: str, most: int) -> list[str]:
    """The accounts that follow in the walk through all of them."""
    return [row[0] for row in db.all("SELECT id FROM score WHERE id > ? ORDER BY id LIMIT ?", (reached, most))]


def crossed(db: Database, edges: Sequence[int], most: int) -> list[Row]:
    """Accounts whose band is no more what their heat says; `edges` are the least heats of bands 1, 2 and 3."""
    found: list[Row] = []
    for band in (1, 2, 3, 4):
        hottest = -edges[band - 2] if band > 1 else -(2**62)
        coolest = -edges[band - 1] if band < 4 else 0
        for beside in ("cool > ? AND cool < 0", "cool <= ? AND cool < 0"):
            limit = coolest if "> ?" in beside else hottest
            found += db.all(
                f"SELECT id, place, grade, fit, cool FROM score WHERE band = ? AND {beside} LIMIT ?",
                (band, limit, most - len(found)),
            )
    return found


def write(db: Database, cells: Sequence[Cell], *, settled: Iterable[str] = ()) -> None:
    """Keep these cells, inside a local transaction; `settled` leave the queue."""
    db.conn.executemany(
        "UPDATE score SET grade = ?, band = ?, fit = ?, cool = ?,"
        f" place = ? + CASE WHEN (SELECT status FROM account WHERE id = score.id) IN ('active', 'inbox') THEN 0"
        f" ELSE {LEFT} END, minus_value = coalesce((SELECT minus_value FROM card WHERE card.id = score.id),"
        " (SELECT -(a.value_minor * r.millionths / 1000000) FROM account AS a JOIN rate AS r ON r.currency = a.currency"
        " WHERE a.id = score.id AND a.value_minor IS NOT NULL), 0) WHERE id = ?",
        [(one.grade, one.band, one.fit, one.cool, one.place, one.id) for one in cells],
    )
    db.conn.executemany("DELETE FROM score_queue WHERE account_id = ?", [(one,) for one in settled])
