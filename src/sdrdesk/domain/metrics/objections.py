"""Objections counted: by category, what became of them, and how the deals ended that had them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import NamedTuple

from .figure import Behind, Figure, Group, deals, share


class ObjectionFact(NamedTuple):
    """An objection: the deal it was raised on, what it sounds like, how it was answered and what came of it.

    `moved_on`: its account went a stage on after it; `same_call`: settled in the call it was raised in.
    """

    id: str
    account: str
    deal: str | None
    category: str
    stage: str
    response: str | None
    outcome: str
    explored: bool
    blocking: bool
    source: str = ""
    underlying: str | None = None
    on: str = ""
    segment: str = ""
    moved_on: bool = False
    same_call: bool = False


def objections(found: Sequence[ObjectionFact], outcomes: Mapping[str, str], all_deals: Iterable[str]) -> Group:
    """By category, then by category and answer; `outcomes` is deal -> how it stands, `all_deals` those to share among.

    Resolved is yes / (yes + partly + no), open ones left out; a deal counts once, decided ones are won or lost.
    """
    group: Group = {}
    by_category: dict[str, list[ObjectionFact]] = {}
    for one in found:
        by_category.setdefault(one.category, []).append(one)
    for category, held in sorted(by_category.items()):
        group[category] = _category(category, held, outcomes)
    for category, held in sorted(by_category.items()):
        by_answer: dict[str, list[ObjectionFact]] = {}
        for one in held:
            if one.response:
                by_answer.setdefault(one.response, []).append(one)
        for response, answered in sorted(by_answer.items(), key=lambda pair: (-len(pair[1]), pair[0])):
            group[f"{category}: response {response}"] = _resolved("response", answered, category=category,
                                                                  response=response)  # fmt: skip
    every = sorted(all_deals)
    touched = {one.deal for one in found if one.deal is not None}
    group["deals with any objection / all deals"] = share(
        "deals_with_objection", sum(one in touched for one in every), len(every), "there is no deal in the period",
        deals(sorted(touched)),
    )  # fmt: skip
    return group


def _category(category: str, held: Sequence[ObjectionFact], outcomes: Mapping[str, str]) -> Figure:
    on = sorted({one.deal for one in held if one.deal is not None})
    decided = [deal for deal in on if outcomes.get(deal) in ("won", "lost")]
    won = sum(outcomes[deal] == "won" for deal in decided)
    win = share("win", won, len(decided), "no deal with it was decided")
    resolved = _resolved("resolution_rate", held)
    return _resolved(
        "resolution_rate", held, category=category, deals=len(on), decided=len(decided), won=won, win=win.value,
        win_low=win.low, win_high=win.high, resolved=resolved.value, explored=sum(one.explored for one in held),
        blocking_open=sum(one.blocking and one.outcome == "open" for one in held),
    )  # fmt: skip


def _resolved(id_: str, held: Sequence[ObjectionFact], **parts: object) -> Figure:
    closed = [one for one in held if one.outcome in ("yes", "partly", "no")]
    settled = sum(one.outcome == "yes" for one in closed)
    behind = Behind("objections", tuple(one.id for one in held))
    made = share(id_, settled, len(closed), "all of them are still open", behind)
    return Figure(
        id_, made.value, settled, len(closed), len(held), made.low, made.high, "%", made.why_na, dict(parts), behind
    )
