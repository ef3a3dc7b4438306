"""What was argued about the order of the queue, as it is kept: for as long as the step it was about is open."""

from __future__ import annotations

import json
from typing import NamedTuple

from sdrdesk.store import queue as rows
from sdrdesk.store.database import Row as Stored

from .desk import Desk
from .find import the_account


class Nudge(NamedTuple):
    """How a row's place was argued with: presses of + less presses of -, and why."""

    by: int
    why: str


def step_of(row: Stored) -> str:
    """What tells one open step of an account from the next."""
    return str(row["next_set_at"] or row["review_on"] or "")


def nudges(desk: Desk) -> dict[str, tuple[Nudge, str]]:
    """account -> (its nudge, the step it was about)."""
    found: dict[str, tuple[Nudge, str]] = {}
    for account_id, text in rows.nudges(desk.db).items():
        try:
            held = json.loads(text)
            found[account_id] = Nudge(int(held["by"]), str(held["why"])), str(held["step"])
        except (ValueError, KeyError, TypeError):
            continue  # written by hand or by another program: it says nothing here
    return found


def nudge_of(desk: Desk, account_id: str) -> Nudge | None:
    """What was argued about the account's open step, if anything."""
    held = nudges(desk).get(account_id)
    return held[0] if held is not None and held[1] == step_of(the_account(desk, account_id)) else None
