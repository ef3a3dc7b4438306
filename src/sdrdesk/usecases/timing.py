"""How fast the daily verbs are on the rep's own file: each done many times, the writing ones on a copy of it."""

from __future__ import annotations

import os
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from sdrdesk.domain.errors import DeskError
from sdrdesk.store.backup import copy_to

from . import board, history, next_steps, notes, objections, outcomes, pages, search, today
from .desk import Desk, open_desk
from .find import the_account

ROUNDS = 60
LARGEST_COPY = 4 << 30
"""Bytes of a file above which no copy is made: its writing verbs are then not timed."""


class Timing(NamedTuple):
    """How long a verb took: its name, how often it was timed, and the median and 95th percentile in milliseconds."""

    verb: str
    times: int
    median: float
    p95: float


def timings(desk: Desk, rounds: int = ROUNDS) -> list[Timing]:
    """The daily verbs, each `rounds` times over different accounts; the desk's own file is only read.

    Empty when nobody is on the board. Raises StoreTrouble when the copy for the writing verbs cannot be made.
    """
    accounts = _some_accounts(desk, rounds)
    if not accounts:
        return []
    found = [_timed(verb, act, accounts) for verb, act in _reads(desk)]
    if desk.path == ":memory:" or os.path.getsize(desk.path) > LARGEST_COPY:
        return found
    with tempfile.TemporaryDirectory(dir=Path(desk.path).parent, prefix=".sdrdesk-timing-") as folder:
        copy = Path(folder) / "copy.db"
        copy_to(desk.db.conn, copy)
        own = open_desk(copy, clock=desk.clock)
        try:
            return found + [_timed(verb, act, accounts) for verb, act in _writes(own)]
        finally:
            own.close()


def _some_accounts(desk: Desk, count: int) -> list[str]:
    ids = [card.id for stage in ("lead", "prospect", "customer") for card in board.page(desk, stage, limit=count)]
    return (ids * (count // len(ids) + 1))[:count] if ids else []


def _reads(desk: Desk) -> list[tuple[str, Callable[[str], object]]]:
    def typed(account_id: str) -> str:
        return str(the_account(desk, account_id)["name"])[:4]

    return [
        ("Today, the first frame", lambda _: today.glance(desk)),
        ("a column of the board", lambda _: board.page(desk, "lead")),
        ("the head of a column", lambda _: board.header(desk, "lead")),
        ("an account page", lambda one: pages.account_page(desk, one)),
        ("a timeline", lambda one: history.timeline(desk, one)),
        ("search, four letters", lambda one: search.search(desk, typed(one))),
    ]


def _writes(desk: Desk) -> list[tuple[str, Callable[[str], object]]]:
    return [
        ("log an outcome", lambda one: outcomes.log_call(desk, one, "no_answer")),
        ("set the next step", lambda one: next_steps.set_next(desk, one, "call in 3d")),
        ("snooze", lambda one: next_steps.snooze(desk, one, "3")),
        ("write a note", lambda one: notes.note(desk, one, "as fast as it can be")),
        ("log an objection", lambda one: objections.log_objection(desk, one, "price", "too dear")),
        ("undo", lambda _: history.undo(desk)),
    ]


def _timed(verb: str, act: Callable[[str], object], accounts: Sequence[str]) -> Timing:
    took = []
    for account in accounts:
        begin = time.perf_counter()
        with suppress(DeskError):  # such as a third snooze, which asks first
            act(account)
        took.append((time.perf_counter() - begin) * 1000)
    took.sort()
    return Timing(verb, len(took), took[len(took) // 2], took[min(int(len(took) * 0.95), len(took) - 1)])
