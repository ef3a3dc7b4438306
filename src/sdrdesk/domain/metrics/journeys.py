"""Stage histories: what each account went through, from its moves alone, in whatever order those are stored."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from typing import NamedTuple

from sdrdesk.domain.pipeline import STAGES

_PASSED = {stage: STAGES[: place + 1] for place, stage in enumerate(STAGES)}
RANK = {stage: place for place, stage in enumerate(STAGES)}


class Move(NamedTuple):
    """One row of the stage history; `at` and `id` settle the order of moves of one day."""

    account: str
    on: date
    at: str
    id: str
    move: str
    from_stage: str | None
    to_stage: str
    to_status: str

    @property
    def state(self) -> str:
        """Where the account stands after it: its stage while active, else its status."""
        return self.to_stage if self.to_status == "active" else self.to_status


class Spell(NamedTuple):
    """A stretch in one state; `end` is None while it lasts."""

    state: str
    start: date
    end: date | None

    def days(self, as_of: date) -> int:
        """How long it lasted, or has lasted until now."""
        return ((self.end or as_of) - self.start).days


class Journey:
    """The moves of one account up to the as-of day, oldest first; never without one.

    `born` is the day it came as a lead, None when it first stood elsewhere on the board.
    """

    __slots__ = ("_entered", "_reached", "account", "born", "moves", "name")

    def __init__(self, account: str, name: str, moves: tuple[Move, ...]) -> None:
        self.account = account
        self.name = name
        self.moves = moves
        self.born: date | None = None
        self._entered: dict[str, date] = {}
        self._reached: dict[str, date] = {}
        for move in moves:
            if move.to_status != "active":
                continue
            stage = move.to_stage
            if not self._entered and stage == "lead":
                self.born = move.on
            self._entered.setdefault(stage, move.on)
            for passed in _PASSED[stage]:
                self._reached.setdefault(passed, move.on)

    @property
    def state(self) -> str:
        """Where it stands now."""
        return self.moves[-1].state

    def entered(self, stage: str) -> date | None:
        """The day it first stood in this very stage; as a lead only when it came as one."""
        return self.born if stage == "lead" else self._entered.get(stage)

    def reached(self, stage: str) -> date | None:
        """The day it first stood in this stage or a later one."""
        return self._reached.get(stage)

    def left(self, *states: str) -> tuple[date, str] | None:
        """(the day, the state) of the first time it stood in one of these."""
        return next(((one.on, one.state) for one in self.moves if one.state in states), None)

    def spells(self) -> list[Spell]:
        """Its stretches in one state, oldest first."""
        found: list[Spell] = []
        state, start = "", self.moves[0].on
        for move in self.moves:
            if move.state == state:
                continue
            if state:
                found.append(Spell(state, start, move.on))
            state, start = move.state, move.on
        found.append(Spell(state, start, None))
        return found


def journeys(moves: Iterable[Move], as_of: date, names: Mapping[str, str] = {}) -> dict[str, Journey]:
    """account -> its journey up to and with the as-of day."""
    by_account: dict[str, list[Move]] = {}
    for move in moves:
        if move.on <= as_of:
            by_account.setdefault(move.account, []).append(move)
    return {
        account: Journey(account, names.get(account, account), tuple(sorted(held, key=_order) if held[1:] else held))
        for account, held in sorted(by_account.items())
    }


def _order(move: Move) -> tuple[date, str, str]:
    return move.on, move.at, move.id
