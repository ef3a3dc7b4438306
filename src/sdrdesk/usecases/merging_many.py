"""Many pairs that leave nothing to doubt, merged in one act that one undo takes back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.merging import asks_status
from sdrdesk.store.accounts import stands_for

from .desk import Desk, Done
from .duplicates import Candidate
from .find import the_account
from .merging import copy_before, join_inside, merge_inside


class ManyPlan(NamedTuple):
    """What would be merged, and the pairs that a person has to look at: their statuses differ."""

    pairs: tuple[Candidate, ...]
    left_out: tuple[Candidate, ...]


def plan(desk: Desk, candidates: Sequence[Candidate]) -> ManyPlan:
    """Of these pairs those that are sure and stand alike; nothing is changed."""
    sure = [one for one in candidates if one.exact]
    alike = [one for one in sure if one.table == "contact" or not _differ(desk, one)]
    kept = set(alike)
    return ManyPlan(tuple(alike), tuple(one for one in sure if one not in kept))


def _differ(desk: Desk, one: Candidate) -> bool:
    left, right = (dict(the_account(desk, row_id)) for row_id in (one.one_id, one.other_id))
    return asks_status(left, right)


def merge_many(desk: Desk, candidates: Sequence[Candidate]) -> Done:
    """Merge every sure pair, accounts first; a third that is the same goes along. One step."""
    pairs = plan(desk, candidates).pairs
    if not pairs:
        raise DeskError("None of these pairs leaves nothing to doubt; merge them one by one (m).")
    copy_before(desk)
    merged = 0
    with desk.db.step("account.merged", None) as log:
        for one in sorted(pairs, key=lambda pair: pair.table):
            merged += _merge(desk, one)
        log.said = f"Merged {merged:,} pair{'' if merged == 1 else 's'} that left nothing to doubt"
    return Done(log.id, log.said)


def _merge(desk: Desk, one: Candidate) -> int:
    """Inside the step: merge what the two now stand for; 0 when they are one already, or stand differently now."""
    left_id, right_id = (stands_for(desk.db, one.table, row_id) for row_id in (one.one_id, one.other_id))
    if left_id == right_id:
        return 0
    if one.table == "contact":
        join_inside(desk, left_id, right_id, {})
        return 1
    left, right = (dict(the_account(desk, row_id)) for row_id in (left_id, right_id))
    if asks_status(left, right):
        return 0
    merge_inside(desk, left, right, {})
    return 1
