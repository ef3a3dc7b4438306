"""Qualifications of the period: score, how much is known, the verdict; and how they ended together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from sdrdesk.domain.call import Standing, verdict
from sdrdesk.domain.playbook import Playbook

from .figure import Figure, Group, accounts, rounded, share

MOST_TOLD = 50


class Qualified(NamedTuple):
    """An account with its current grades, the hard stop named last, and the framework it is asked by."""

    account: str
    name: str
    standings: Mapping[str, Standing]
    hard_stop: str | None
    playbook: Playbook
    icp_failed: bool = False


def qualification(found: Sequence[Qualified]) -> Group:
    """Each with its score; then how many passed."""
    group: Group = {}
    verdicts: Counter[str] = Counter()
    for place, one in enumerate(sorted(found, key=lambda each: (each.name, each.account))):
        result = verdict(one.playbook, one.standings, one.hard_stop, one.icp_failed)
        verdicts[result.id] += 1
        if place < MOST_TOLD:
            group[one.name] = Figure(
                "qualification", rounded(result.score, 1), result.known, result.total, unit="points",
                behind=accounts([one.account]),
                parts={"score": rounded(result.score, 1), "coverage": f"{result.known}/{result.total}",
                       "verdict": result.id},
            )  # fmt: skip
    group["verdict pass"] = share(
        "verdict_pass", verdicts["pass"], len(found), "nobody was qualified in the period",
        accounts(one.account for one in found), **{f"verdict_{name}": many for name, many in sorted(verdicts.items())},
    )  # fmt: skip
    return group
