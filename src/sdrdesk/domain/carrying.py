"""What one playbook learned counts in another: nobody is asked twice because the rep changed the frame."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from .call import Standing, effective
from .playbook import Criterion, Playbook


def carry_over(playbook: Playbook, known: Mapping[str, Standing]) -> dict[str, Standing]:
    """The standings of this playbook's criteria; where one was never spoken of, the best of those it carries over.

    A carried grade counts no more than the playbook says, and is not graded by hand.
    """
    found: dict[str, Standing] = {}
    for criterion in playbook.criteria:
        standing = known.get(criterion.id) or _carried(criterion, known)
        if standing is not None:
            found[criterion.id] = standing
    return found


def _carried(criterion: Criterion, known: Mapping[str, Standing]) -> Standing | None:
    """What speaks against us in the old frame is carried as words, never as a no to another question."""
    offered = []
    for name, most in criterion.carry.items():
        standing = known.get(name)
        if standing is None or not standing.known:
            continue
        grade = min(standing.grade, most)
        evidence = "assumed" if standing.adverse else standing.evidence
        offered.append(replace(standing, criterion=criterion.id, grade=grade, evidence=evidence, by_hand=False))
    return max(offered, key=lambda one: (effective(one.grade, one.evidence), one.at or ""), default=None)
