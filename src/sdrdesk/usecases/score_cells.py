"""The table of scores that lists are sorted and narrowed by: worked out a little at a time, then kept up to date.

A cell follows an act within the second while a window is open, and before any list or filter by score reads it. A day
that passes makes none wrong: bands are told from heat, which no day changes, and those that cross an edge are moved
first thing. A changed profile or weight has every cell worked out again; until its turn comes a cell is as it was.
"""

from __future__ import annotations

from collections.abc import Callable
from hashlib import blake2b
from typing import NamedTuple

from sdrdesk.domain.errors import StoreTrouble
from sdrdesk.domain.scoring import BAND_FROM, cell_rank, heat, raw
from sdrdesk.store import queue as facts
from sdrdesk.store import scores as rows
from sdrdesk.store.scores import ALL_DONE, Cell, State

from .desk import Desk
from .scoring import blocked, events_of, fit_of, gather

AT_ONCE = 100
"""So many are worked out in one transaction."""
SMALL = 600
"""So many accounts are worked out at once while somebody waits; of more only a few, the rest between the keys."""
_A_FEW = 50


class Progress(NamedTuple):
    """How many cells are worked out, of how many accounts."""

    done: int
    of: int


def heat_of(desk: Desk) -> Callable[[float], int]:
    """The least heat that is worth so many points today."""
    today, half_life = desk.today(), desk.ranking().engagement.half_life_days
    return lambda points: heat(points, today, half_life)


def progress(desk: Desk) -> Progress | None:
    """How far the table is; None when it is whole."""
    now = rows.state(desk.db)
    if now.profile == _profile(desk) and now.reached == ALL_DONE:
        return None
    of = int(desk.db.value("SELECT coalesce(sum(accounts), 0) FROM status_count"))
    return Progress(min(now.done if now.profile == _profile(desk) else 0, of), of)


def nothing_to_do(desk: Desk) -> bool:
    """Whether the table is whole and true as of now."""
    now = rows.state(desk.db)
    settled = now.profile == _profile(desk) and now.reached == ALL_DONE and now.day == desk.today().isoformat()
    return settled and not rows.waiting(desk.db, 1)


def work_on(desk: Desk, most: int = AT_ONCE) -> int:
    """Work out some cells in one transaction: what changed first. How many; 0 when all are true.

    Raises StoreTrouble at once when somebody else is writing.
    """
    if nothing_to_do(desk):
        return 0
    with desk.impatient(), desk.db.local():
        now = _begun(desk)
        changed = rows.waiting(desk.db, most)
        if changed:
            rows.write(desk.db, _cells(desk, changed), settled=changed)
            return len(changed)
        if now.reached != ALL_DONE:
            following = rows.beyond(desk.db, now.reached, most)
            rows.write(desk.db, _cells(desk, following))
            reached = following[-1] if len(following) == most else ALL_DONE
            rows.set_state(desk.db, now._replace(reached=reached, done=now.done + len(following)))
            return max(len(following), 1)
        return _move_over(desk, now, most)


def catch_up(desk: Desk, most: int | None = None) -> bool:
    """Work out up to so many cells now; without a number all where nobody waits, else as many as take no time.

    Whether all are true as of now.
    """
    done = 0
    if most is None:
        told = progress(desk)
        most = 2**62 if desk.db.patient else _A_FEW if told is not None and told.of > SMALL else SMALL
    if desk.db.conn.in_transaction:
        return False  # part of an act: what is there is read
    try:
        while done < most:
            worked = work_on(desk, min(AT_ONCE * 5, most - done))
            if not worked:
                return True
            done += worked
    except StoreTrouble:
        return False  # somebody else is writing: what is there is read
    return nothing_to_do(desk)


def _begun(desk: Desk) -> State:
    """The state, from the beginning when another profile or other weights are in force."""
    now, profile = rows.state(desk.db), _profile(desk)
    if now.profile != profile:
        now = State(profile, desk.today().isoformat(), "", 0)
        rows.set_state(desk.db, now)
    return now


def _move_over(desk: Desk, now: State, most: int) -> int:
    """A day has passed: give those that crossed an edge their new band."""
    edge, today = heat_of(desk), desk.today().isoformat()
    edges = [edge(least) for least, _ in BAND_FROM]
    crossed = rows.crossed(desk.db, edges, most)
    moved = []
    for row in crossed:
        band = next((band for least, (_, band) in zip(edges, BAND_FROM, strict=True) if -row["cool"] >= least), 4)
        moved.append(Cell(row["id"], cell_rank(row["grade"], band), row["grade"], band, row["fit"], row["cool"]))
    rows.write(desk.db, moved)
    if len(crossed) < most:
        rows.set_state(desk.db, now._replace(day=today))
    return max(len(crossed), 1)


def _cells(desk: Desk, account_ids: list[str]) -> list[Cell]:
    if not account_ids:
        return []
    gathered, today, weights = gather(desk, account_ids), desk.today(), desk.ranking().engagement
    edge = heat_of(desk)
    edges = [edge(least) for least, _ in BAND_FROM]
    made = []
    for row in facts.facts(desk.db, account_ids):
        fitting = fit_of(desk, row)
        points = 0.0 if blocked(row) else raw(events_of(row["id"], gathered), today, weights)
        hot = heat(points, today, weights.half_life_days)
        band = next((band for least, (_, band) in zip(edges, BAND_FROM, strict=True) if hot >= least), 4)
        made.append(Cell(row["id"], cell_rank(fitting.grade, band), fitting.grade, band, fitting.points, -hot))
    return made


def _profile(desk: Desk) -> str:
    """What the cells rest on besides the records: the profile's rules and the weights, as a short mark."""
    ranking = desk.ranking()
    weights = ranking.engagement
    told = (ranking.icp.rules, sorted(weights.points.items()), weights.half_life_days, weights.most_per_day)
    return blake2b(repr(told).encode(), digest_size=8).hexdigest()
