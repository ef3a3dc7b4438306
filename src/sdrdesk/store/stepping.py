"""The one open next step of an account: closing it into history and setting the next, inside a step."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sdrdesk.domain.next_step import NextStep

from .database import Database, Row


def close_step(db: Database, account: Row | Mapping[str, Any], outcome: str, call_id: str | None = None) -> None:
    """Write the open next step, if there is one, to the history as done, replaced, snoozed or dropped."""
    if account["next_due"] is None:
        return
    db.insert(
        "next_step",
        account_id=account["id"],
        contact_id=account["next_contact_id"],
        kind=account["next_kind"],
        what=account["next_what"],
        due=account["next_due"],
        time=account["next_time"],
        zone=account["next_zone"],
        set_at=account["next_set_at"],
        outcome=outcome,
        closed_at=db.now(),
        call_id=call_id,
    )


def next_columns(db: Database, step: NextStep | None, contact_id: str | None = None) -> dict[str, Any]:
    """The account's columns for this next step; all NULL for none."""
    if step is None:
        return dict.fromkeys(
            ("next_kind", "next_what", "next_due", "next_time", "next_zone", "next_contact_id", "next_set_at")
        )
    return {
        "next_kind": step.kind,
        "next_what": step.what,
        "next_due": step.due,
        "next_time": step.time,
        "next_zone": None,
        "next_contact_id": contact_id,
        "next_set_at": db.now(),
    }
