"""What sets those who bought apart from those who did not: the lines of the profile, counted, and their points."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sdrdesk.domain.icp import Icp, Rule, meets

from .intervals import wilson

ENOUGH_EACH = 10
"""So many won and so many lost must be known to meet a line or not before it says anything."""


class Counted(NamedTuple):
    """A line of the profile: of so many won and lost accounts whose fact is known, how many meet it."""

    rule: Rule
    won: int
    of_won: int
    lost: int
    of_lost: int

    @property
    def enough(self) -> bool:
        """Whether there are enough of both."""
        return min(self.of_won, self.of_lost) >= ENOUGH_EACH

    @property
    def apart(self) -> float:
        """The share of the won less the share of the lost, 0 where their ranges meet or there are too few."""
        if not self.enough:
            return 0.0
        won, lost = wilson(self.won, self.of_won), wilson(self.lost, self.of_lost)
        if won[0] <= lost[1] and lost[0] <= won[1]:
            return 0.0
        return self.won / self.of_won - self.lost / self.of_lost

    @property
    def told(self) -> str:
        """`won 14/20, lost 3/18: more often won`."""
        counts = f"won {self.won}/{self.of_won}, lost {self.lost}/{self.of_lost}"
        if not self.enough:
            return f"{counts}: too few to say (from {ENOUGH_EACH} of each on)"
        verdict = "can't tell yet" if not self.apart else "more often won" if self.apart > 0 else "more often lost"
        return f"{counts}: {verdict}"


def count(icp: Icp, won: Sequence[Mapping[str, str]], lost: Sequence[Mapping[str, str]]) -> list[Counted]:
    """Every line of the profile over the facts of those who bought and those who were lost."""
    found = []
    for rule in icp.rules:
        bought = [met for facts in won if (met := meets(rule, facts.get(rule.what, ""))) is not None]
        gone = [met for facts in lost if (met := meets(rule, facts.get(rule.what, ""))) is not None]
        found.append(Counted(rule, sum(bought), len(bought), sum(gone), len(gone)))
    return found


def proposed(found: Sequence[Counted]) -> list[int]:
    """Points for every line, in its order: the points of those that are told apart, spread anew by how far they are.

    What is more often lost gets none; what cannot be told yet, and a `never`, keeps what it has.
    """
    told = [place for place, one in enumerate(found) if one.apart and one.rule.kind != "never"]
    points = [one.rule.points for one in found]
    whole = sum(max(found[place].apart, 0.0) for place in told)
    held = sum(points[place] for place in told)
    shares = {place: held * max(found[place].apart, 0.0) / whole if whole else 0.0 for place in told}
    rest = held - sum(int(part) for part in shares.values()) if whole else 0
    for place, part in sorted(shares.items(), key=lambda pair: int(pair[1]) - pair[1]):
        points[place] = min(int(part) + (rest > 0), 100)
        rest -= 1
    return points
