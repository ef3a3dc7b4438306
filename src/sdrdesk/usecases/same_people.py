"""People of two accounts who are plainly one: one name, and one mailbox or number or nothing that tells them apart."""

from __future__ import annotations

from sdrdesk.domain.likeness import Traits, person_likeness

from .desk import Desk
from .duplicates import closeness
from .traits import of_people


def same_people(desk: Desk, left_id: str, right_id: str) -> list[tuple[str, str]]:
    """(person of the left account, the same person of the right one), each at most once."""
    everyone = of_people(desk, [left_id, right_id])
    left, found = list(everyone.get(left_id, ())), []
    for other in everyone.get(right_id, ()):
        match = next((one for one in left if _one(one, other)), None)
        if match is not None:
            left.remove(match)
            found.append((match.id, other.id))
    return found


def _one(one: Traits, other: Traits) -> bool:
    if person_likeness(one, other, closeness).exact:
        return True
    named = one.key == other.key and " " in one.key
    apart = any(mine and theirs and not mine & theirs for mine, theirs in ((one.mails, other.mails),))
    return named and not apart
