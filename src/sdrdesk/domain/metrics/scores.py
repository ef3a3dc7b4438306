"""The score of one account to the point, and whether the order of the scores held: is A better than C?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from sdrdesk.domain.scoring import Engagement, Event, band_of, counted

from .figure import Behind, Group, accounts, plain, rounded, share
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


def order_check(cells: Mapping[str, str], found: Mapping[str, Journey]) -> Group:
    """By grade: how many became prospects and how many bought; A that is not better than C means wrong weights."""
    group: Group = {}
    grades: dict[str, list[str]] = {}
    for account, cell in sorted(cells.items()):
        if account in found:
            grades.setdefault(cell[:1], []).append(account)
    for grade, ids in sorted(grades.items()):
        for stage, word in (("prospect", "became prospects"), ("customer", "bought")):
            hits = sum(found[one].reached(stage) is not None for one in ids)
            group[f"grade {grade}: {word}"] = share(f"grade_{stage}", hits, len(ids), "nobody has this grade",
                                                    accounts(ids), grade=grade)  # fmt: skip
    return group


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
