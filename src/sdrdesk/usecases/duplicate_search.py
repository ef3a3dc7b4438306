"""The likeliest pairs of the whole desk, found without comparing everybody with everybody."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from sdrdesk.domain.likeness import LIKELY, account_likeness, same_numbers
from sdrdesk.store import duplicates as rows

from .desk import Desk
from .duplicates import Candidate, candidate, closeness, likeliest, pair_of, people_pairs
from .traits import of_accounts

Progress = Callable[[int, int], None]
"""Told (accounts looked at, accounts in all)."""
MOST_FOUND = 2000
"""So many pairs are kept, the likeliest."""
_WINDOW = 5
_BATCH = 400
_SAME_BEGINNING = 3
_NEAR = 0.84


def of_desk(
    desk: Desk,
    *,
    limit: int = MOST_FOUND,
    progress: Progress | None = None,
    cancelled: Callable[[], bool] | None = None,
) -> list[Candidate]:
    """The likeliest pairs of the whole desk: records that share a key, or whose names are neighbours.

    `progress` is told (looked at, of about); a cancelled search gives what was found so far.
    """
    found: list[Candidate] = []
    total = max(1, rows.how_many(desk.db))
    for place, batch in _batches(_pairs(desk, total)):
        if cancelled is not None and cancelled():
            break
        found += _judge(desk, batch)
        if len(found) > 4 * limit:
            found = sorted(found, key=likeliest)[:limit]
        if progress is not None:
            progress(min(place, total), total)
    for page in rows.accounts_of_several(desk.db):
        if cancelled is not None and cancelled():
            break
        found += people_pairs(desk, page)
    return sorted(found, key=likeliest)[:limit]


def _pairs(desk: Desk, total: int) -> Iterator[tuple[int, tuple[str, str]]]:
    """(how far, pair of ids): a pair may come more than once."""
    for groups in (rows.groups_by_point, rows.groups_by_domain, rows.groups_by_person):
        for group in groups(desk.db):
            for one, other in combinations(group, 2):
                yield 0, pair_of(one, other)
    last: list[tuple[str, str]] = []
    for place, (key, row_id) in enumerate(rows.every_name(desk.db)):
        for before, other in last:
            if before[:_SAME_BEGINNING] == key[:_SAME_BEGINNING] and _near_by(before, key):
                yield place, pair_of(other, row_id)
        last = [*last[1 - _WINDOW :], (key, row_id)]
        if place % 1000 == 0:
            yield place, ("", "")
    yield total, ("", "")


def _near_by(one: str, other: str) -> bool:
    if other.startswith(one):
        return True
    return closeness(one, other) >= _NEAR and same_numbers(one.split(), other.split())


def _batches(pairs: Iterable[tuple[int, tuple[str, str]]]) -> Iterator[tuple[int, list[tuple[str, str]]]]:
    """Pairs, each once, so many at a time; ("", "") only says how far it is."""
    seen: set[tuple[str, str]] = set()
    batch: list[tuple[str, str]] = []
    at = 0
    for place, pair in pairs:
        if pair[0] and pair not in seen:
            seen.add(pair)
            batch.append(pair)
        if len(batch) >= _BATCH or place - at >= 20_000:
            yield place, batch
            batch, at = [], place
    yield at, batch


def _judge(desk: Desk, pairs: list[tuple[str, str]]) -> list[Candidate]:
    traits = {one.id: one for one in of_accounts(desk, {row_id for pair in pairs for row_id in pair})}
    apart = rows.not_same(desk.db, "account", traits)
    found = []
    for pair in pairs:
        one, other = traits.get(pair[0]), traits.get(pair[1])
        if one is None or other is None or pair in apart:
            continue
        like = account_likeness(one, other, closeness)
        if like.score >= LIKELY:
            found.append(candidate("account", one, other, like, one.id))
    return found
