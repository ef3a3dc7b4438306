"""The close check: what is still in the way of a signature when a deal is about to be booked as won."""

from __future__ import annotations

from sdrdesk.store import accounts as rows

from .desk import Desk
from .objections import of_account


def close_check(desk: Desk, account_id: str) -> tuple[str, ...]:
    """What a win is warned of: open objections, the blocking ones by number, and that nobody is known who signs."""
    still = [one for one in of_account(desk, account_id) if one.outcome == "open"]
    blocking = sum(one.blocking for one in still)
    told = []
    if still:
        blocks = f", {blocking} {'blocks' if blocking == 1 else 'block'}" if blocking else ""
        told.append(f"{len(still)} {'objection' if len(still) == 1 else 'objections'} open{blocks}")
    people = [one for one in rows.people(desk.db, account_id) if one["left_at"] is None]
    if len(people) != 1 and not any(one["role"] == "signs" for one in people):
        told.append("who signs is unknown")
    return tuple(told)


def say_check(desk: Desk, account_id: str) -> str:
    """`Close check: 2 objections open, 1 blocks; who signs is unknown`; empty when nothing is in the way."""
    told = close_check(desk, account_id)
    return f"Close check: {'; '.join(told)}" if told else ""
