"""What changed on the board since a day: who came, went on, went back, left or came back, told from the moves alone."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from .metrics.journeys import RANK, Move

KINDS = ("new", "forward", "won", "back", "left", "returned", "untouched")
"""In the order in which they are told."""


class Change(NamedTuple):
    """How one account stands otherwise than then: `was` and `now` are a stage, a status, or empty (not there yet).

    `on` is the day of its latest move; `moves` counts those since.
    """

    account: str
    kind: str
    was: str
    now: str
    on: date
    moves: int


def changes(moves: Iterable[Move], since: date) -> list[Change]:
    """One change for each account that stands otherwise than on the morning of a day, by kind, the latest first.

    `moves` is the whole history of everybody who moved since, in any order. Who went away and came back to where it
    was has not changed.
    """
    held: dict[str, list[Move]] = {}
    for move in moves:
        held.setdefault(move.account, []).append(move)
    found = []
    for account, of_one in held.items():
        of_one.sort(key=lambda move: (move.on, move.at, move.id))
        was = standing(of_one, since)
        now = of_one[-1].state
        kind = kind_of(was, now)
        if kind and of_one[-1].on >= since:
            later = sum(move.on >= since for move in of_one)
            found.append(Change(account, kind, was, now, of_one[-1].on, later))
    return sorted(found, key=lambda one: (KINDS.index(one.kind), -one.on.toordinal(), one.account))


def standing(moves: Sequence[Move], morning: date) -> str:
    """Where somebody with these moves (oldest first) stood on the morning of a day; empty before the first."""
    return next((move.state for move in reversed(moves) if move.on < morning), "")


def kind_of(was: str, now: str) -> str:
    """What the way from one standing to another is called; empty when it is none."""
    if was == now:
        return ""
    if now not in RANK:
        return "left" if was in RANK or not was else ""
    if not was:
        return "new"
    if was not in RANK:
        return "returned"
    if RANK[now] < RANK[was]:
        return "back"
    return "won" if now == "customer" else "forward"


def shifted(found: Iterable[Change]) -> Counter[str]:
    """Stage -> how many more stood there then than now."""
    more: Counter[str] = Counter()
    for one in found:
        more[one.was] += 1
        more[one.now] -= 1
    return more
