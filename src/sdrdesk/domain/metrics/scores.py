"""The score of one account to the point, and whether the order of the scores held: is A better than C?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sdrdesk.domain.icp import UNKNOWN
from sdrdesk.domain.scoring import Engagement, Event, band_of, counted

from .figure import ENOUGH, Behind, Figure, Group, accounts, plain, rounded, share
from .journeys import Journey

AHEAD = (0, 1, 2, 3)
"""How many half-lives without an act are told ahead."""


class FitLine(NamedTuple):
    """A rule of the profile as it stood: what, its points, whether it held."""

    what: str
    points: int
    holds: bool


def fit_points(lines: Iterable[FitLine]) -> int:
    """The points of the rules that hold, 0 to 100."""
    return min(max(sum(line.points for line in lines if line.holds), 0), 100)


def engagement_now(events: Iterable[Event], today: date, weights: Engagement) -> float:
    """What they did, by its age, 0 to 100."""
    return min(max(sum(points for _, _, points in counted(events, today, weights)), 0.0), 100.0)


def score(
    account: str, fit: int | None, grade: str, events: Sequence[Event], today: date, weights: Engagement
) -> Group:
    """Fit, every act with its points today, the sum, the cell, and what is left of it if nothing more happens."""
    behind = accounts([account])
    group: Group = {"fit points": plain("fit", fit, "points", "no profile is set, or nothing is known", behind=behind)}
    for event, age, points in counted(events, today, weights):
        name = f"{event.kind} {weights.points[event.kind]} pts, {age} d old"
        group[name] = plain("act", rounded(points), "points", behind=Behind(event.table, (event.id,)))
    total = engagement_now(events, today, weights)
    group["engagement (sum, capped 100)"] = plain("engagement", rounded(total), "points", behind=behind)
    group["grade"] = plain("cell", f"{grade}{band_of(total)}", "text", behind=behind)
    for times in AHEAD:
        days = times * weights.half_life_days
        group[f"engagement if nothing happens for {days} more days"] = plain(
            "engagement_ahead", rounded(total * 0.5**times), "points", behind=behind
        )
    return group


STAGES = (("prospect", "became prospects"), ("customer", "bought"))


def order_check(cells: Mapping[str, str], found: Mapping[str, Journey]) -> Group:
    """By grade and by cell: how many became prospects and how many bought; and whether A came out better than C."""
    group: Group = {}
    for kind, letters in (("grade", 1), ("cell", 2)):
        alike: dict[str, list[str]] = {}
        for account, cell in sorted(cells.items()):
            if account in found:
                alike.setdefault(cell[:letters], []).append(account)
        for name, ids in sorted(alike.items(), key=lambda one: (one[0][0] == UNKNOWN, one[0])):
            for stage, word in STAGES:
                hits = sum(found[one].reached(stage) is not None for one in ids)
                group[f"{kind} {name}: {word}"] = share(f"{kind}_{stage}", hits, len(ids), f"nobody has this {kind}",
                                                        accounts(ids), **{kind: name})  # fmt: skip
        if kind == "grade" and group:
            group |= {f"is A better than C: {word}": _better(stage, word, group) for stage, word in STAGES}
    return group


def _better(stage: str, word: str, group: Group) -> Figure:
    """Whether more of A than of C came so far; below ENOUGH of either there are too few to say."""
    best, worse = group.get(f"grade A: {word}"), group.get(f"grade C: {word}")
    have = [one.n or 0 if one is not None else 0 for one in (best, worse)]
    id_ = f"order_{stage}"
    if best is None or worse is None or min(have) < ENOUGH:
        too_few = f"too few to say: {have[0]} of A and {have[1]} of C, {ENOUGH} of each are needed"
        return plain(id_, None, "text", too_few)
    if (best.low or 0) > (worse.high or 0):
        return plain(id_, "yes", "text", n=sum(have))
    ahead = best.value > worse.value
    return plain(id_, "perhaps: the ranges overlap" if ahead else "no: the weights are wrong", "text", n=sum(have))


def quality(counts: Mapping[str, int]) -> Group:
    """How complete the records of prospects are; what is missing cannot be counted by."""
    of = counts.get("prospects", 0)
    return {
        f"prospects: {said}": share(f"quality_{name}", counts.get(counted, 0), of, "nobody is a prospect")
        for said, name, counted in (
            ("can be reached", "reach", "reachable"), ("source known", "source", "sourced"),
            ("segment known", "segment", "segmented"), ("decider known", "decider", "decided_by"),
            ("more than one person", "people", "several"),
        )
    }  # fmt: skip
