"""The lines of the profile in won against lost, and the points they propose, which a person takes or leaves."""

from __future__ import annotations

from typing import NamedTuple

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.metrics.attributes import Counted, count, proposed
from sdrdesk.store import decided
from sdrdesk.store import queue as rows

from .desk import Desk
from .scoring import facts_of

_MOST = 500
"""The latest of each that are looked at."""
NO_PROFILE = "No ideal customer profile is set, so there is nothing to weigh; = on Today names the folder of icp.toml."


class Weight(NamedTuple):
    """A line of the profile with its counts, its points now and those proposed."""

    counted: Counted
    points: int
    proposed: int

    @property
    def said(self) -> str:
        """`must: country DE or AT, 25 points: won 14/20, lost 3/18: more often won; proposed 40`."""
        rule = self.counted.rule
        points = "" if rule.kind == "never" else f", {self.points} points"
        change = f"; proposed {self.proposed}" if self.proposed != self.points else ""
        return f"{rule.kind}: {rule.said}{points}: {self.counted.told}{change}"


def weights(desk: Desk) -> list[Weight]:
    """Every line of the profile. Raises DeskError without one."""
    icp = desk.ranking().icp
    if not icp.rules:
        raise DeskError(desk.ranking().trouble or NO_PROFILE)
    won, lost = (
        [facts_of(row) for row in rows.facts(desk.db, ids)] if ids else []
        for ids in (decided.won(desk.db, _MOST), decided.lost(desk.db, _MOST))
    )
    counts = count(icp, won, lost)
    return [Weight(one, one.rule.points, points) for one, points in zip(counts, proposed(counts), strict=True)]


def take_weights(desk: Desk) -> str:
    """Write the proposed points into icp.toml; what else stands in it stays. Raises DeskError when nothing changes."""
    found = weights(desk)
    changed = [one for one in found if one.points != one.proposed]
    if not changed:
        raise DeskError("The points stay as they are: no line of the profile sets won and lost apart otherwise.")
    from sdrdesk.files.icp import NAME, rewrite_points  # only when a person takes them
    from sdrdesk.files.paths import config_folder

    path = config_folder() / NAME
    if not path.exists():
        raise DeskError(f"This profile came with the desk; copy it to {path} and take the points there.")
    rewrite_points(path, [one.counted.rule for one in found], [one.proposed for one in found])
    desk.forget_ranking()
    told = ", ".join(f"{one.counted.rule.said} {one.points} → {one.proposed}" for one in changed)
    return f"{path} now has: {told}"
