"""When an account is quiet, learned from those who went on: proposed with how many it rests on, taken by a person."""

from __future__ import annotations

from math import ceil
from typing import NamedTuple

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.metrics.figure import percentile
from sdrdesk.domain.pipeline import STAGES
from sdrdesk.domain.settings import Settings
from sdrdesk.store import silences

from .desk import Desk, Done, change_settings

ENOUGH_WINS = 10
_PART = 0.8
_MOST = 1000
"""The latest wins looked at."""
_WENT_ON = {"lead": "leads who became prospects", "prospect": "prospects who bought",
            "customer": "customers who bought again"}  # fmt: skip


class OwnLimit(NamedTuple):
    """Of a stage: the limit that counts now, whether it is the stated default, and what `n` wins propose, if enough."""

    stage: str
    now: int
    is_default: bool
    proposed: int | None
    n: int

    @property
    def told(self) -> str:
        """`80 % of 23 prospects who bought were never silent for more than 19 days`."""
        who = _WENT_ON[self.stage]
        if self.proposed is None:
            return f"too few to say: {self.n} of {ENOUGH_WINS} {who}"
        return f"80 % of {self.n} {who} were never silent for more than {self.proposed} days"


def own_limit(desk: Desk, stage: str) -> OwnLimit:
    """What the wins of this desk say about one stage. Raises DeskError when it is none."""
    if stage not in STAGES:
        raise DeskError(f"There is no stage called “{stage}”; there are {', '.join(STAGES)}.")
    place = STAGES.index(stage)
    days = (
        silences.before_going_on(desk.db, stage, STAGES[place + 1], _MOST)
        if place + 1 < len(STAGES)
        else silences.before_buying_again(desk.db, _MOST)
    )
    longest = percentile(days, _PART) if len(days) >= ENOUGH_WINS else None
    now = desk.settings.quiet_limits[stage]
    return OwnLimit(
        stage, now, now == Settings().quiet_limits[stage], None if longest is None else max(ceil(longest), 1), len(days)
    )


def own_limits(desk: Desk) -> list[OwnLimit]:
    """Every stage."""
    return [own_limit(desk, stage) for stage in STAGES]


def take_own_limit(desk: Desk, stage: str) -> Done:
    """Count accounts of a stage as quiet by what its wins propose. Raises DeskError while they are too few."""
    own = own_limit(desk, stage)
    if own.proposed is None:
        raise DeskError(f"The limit of a {stage} stays {own.now} days; {own.told}.")
    if own.proposed == own.now:
        raise DeskError(f"The limit of a {stage} is {own.now} days already; {own.told}.")
    done = change_settings(desk, **{f"quiet_{stage}": str(own.proposed)})
    return done._replace(said=f"A {stage} is quiet after {own.proposed} days, {own.now} before; {own.told}")
