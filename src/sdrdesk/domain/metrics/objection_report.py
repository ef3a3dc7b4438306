"""What objections teach: by kind, stage, concern, answer, segment, source and month, always with how many."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from .figure import ENOUGH, FEW
from .intervals import wilson
from .objections import ObjectionFact

UNKNOWN = "unknown"
CALLS_LOOKED_AT, CALLS_ENOUGH = 10, 3
"""A kind heard in so many of the last so many calls of a segment is asked about before it is raised there."""


class Line(NamedTuple):
    """One line of a report: how often heard, explored, settled (of those closed), settled in the same call, on how
    many accounts that went a stage on, and how the decided deals ended that had it."""

    key: tuple[str, ...]
    heard: int
    explored: int
    settled: int
    closed: int
    same_call: int
    moved_on: int
    accounts: int
    won: int
    decided: int
    ids: tuple[str, ...]

    @property
    def open(self) -> int:
        """How many are still open."""
        return self.heard - self.closed


BY: dict[str, Callable[[ObjectionFact], tuple[str, ...]]] = {
    "kind": lambda one: (one.category,),
    "stage": lambda one: (one.category, one.stage),
    "concern": lambda one: (one.category, one.underlying or ("words_only" if one.explored else "not_explored")),
    "answer": lambda one: (one.category, one.response or "none"),
    "segment": lambda one: (one.segment or UNKNOWN, one.category),
    "source": lambda one: (one.source or UNKNOWN, one.category),
    "month": lambda one: (one.on[:7], one.category),
}
"""What a report can be by -> the key of its lines."""


def report(found: Iterable[ObjectionFact], by: str, outcomes: Mapping[str, str]) -> list[Line]:
    """The lines of a report, most heard first, months in their order; `outcomes` is deal -> how it ended."""
    groups: dict[tuple[str, ...], list[ObjectionFact]] = {}
    for one in found:
        groups.setdefault(BY[by](one), []).append(one)
    lines = [_line(key, held, outcomes) for key, held in groups.items()]
    if by == "month":
        return sorted(lines, key=lambda line: line.key)
    return sorted(lines, key=lambda line: (-line.heard, line.key))


def _line(key: tuple[str, ...], held: Sequence[ObjectionFact], outcomes: Mapping[str, str]) -> Line:
    closed = [one for one in held if one.outcome != "open"]
    ended = [outcomes[deal] for deal in {one.deal for one in held if one.deal} if outcomes.get(deal) in ("won", "lost")]
    accounts = {one.account for one in held}
    return Line(
        key, len(held), sum(one.explored for one in held), sum(one.outcome == "yes" for one in closed), len(closed),
        sum(one.same_call for one in held), len({one.account for one in held if one.moved_on}), len(accounts),
        ended.count("won"), len(ended), tuple(one.id for one in held),
    )  # fmt: skip


def first_raised(found: Iterable[ObjectionFact]) -> dict[str, dict[str, int]]:
    """Kind -> stage -> on how many accounts it was first raised there: a late one may be asked about earlier."""
    first: dict[tuple[str, str], ObjectionFact] = {}
    for one in found:
        held = first.get((one.account, one.category))
        if held is None or (one.on, one.id) < (held.on, held.id):
            first[one.account, one.category] = one
    counts: dict[str, dict[str, int]] = {}
    for (_, category), one in sorted(first.items()):
        stages = counts.setdefault(category, {})
        stages[one.stage] = stages.get(one.stage, 0) + 1
    return counts


class HeardCall(NamedTuple):
    """A conversation, and the kinds of objections raised in it."""

    segment: str
    at: str
    categories: frozenset[str]


class AskFirst(NamedTuple):
    """A kind so common in a segment that it is better asked about than waited for."""

    segment: str
    category: str
    heard: int
    calls: int


def ask_first(calls: Iterable[HeardCall]) -> list[AskFirst]:
    """The kinds heard in at least three of the last ten calls of a segment, most heard first."""
    by_segment: dict[str, list[HeardCall]] = {}
    for call in sorted(calls, key=lambda one: one.at, reverse=True):
        held = by_segment.setdefault(call.segment, [])
        if len(held) < CALLS_LOOKED_AT:
            held.append(call)
    found = []
    for segment, held in by_segment.items():
        counts: dict[str, int] = {}
        for call in held:
            for category in call.categories:
                counts[category] = counts.get(category, 0) + 1
        found += [
            AskFirst(segment, category, many, len(held)) for category, many in counts.items() if many >= CALLS_ENOUGH
        ]
    return sorted(found, key=lambda one: (-one.heard, one.segment, one.category))


def say_share(hits: int, of: int) -> str:
    """`5/8`, from five on `5/8 = 63 % (31–86)`, from thirty on without the range; `–` of nothing."""
    if not of:
        return "–"
    if of < FEW:
        return f"{hits}/{of}"
    low, high = wilson(hits, of)
    told = f"{hits}/{of} = {100 * hits / of:.0f} %"
    return told if of >= ENOUGH else f"{told} ({low:.0f}–{high:.0f})"


def base_rate(outcomes: Mapping[str, str]) -> tuple[int, int]:
    """(won, decided) of all deals, to hold the others against."""
    ended = [one for one in outcomes.values() if one in ("won", "lost")]
    return ended.count("won"), len(ended)


