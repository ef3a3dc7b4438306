"""What they said last, as they said it, and the latest note."""

from __future__ import annotations

from typing import NamedTuple

from sdrdesk.domain.capture import parse_line
from sdrdesk.store import briefing as rows

from .desk import Desk
from .moments import local_day


class Said(NamedTuple):
    """Words of theirs, or a note of mine: who spoke, and on which local day."""

    text: str
    who: str | None
    on: str


def last_said(desk: Desk, account_id: str, limit: int) -> tuple[Said, ...]:
    """What they said last, without the slot words it was filed under; the newest first."""
    found = rows.said(desk.db, account_id, limit)
    return tuple(Said(_words(desk, row["text"], row["playbook"]), row["who"], row["on_date"]) for row in found)


def _words(desk: Desk, text: str, playbook: str) -> str:
    return (parse_line(text, desk.playbook(playbook)).text or text) if playbook else text


def last_note(desk: Desk, account_id: str) -> Said | None:
    """The latest note, if there is one."""
    row = rows.noted(desk.db, account_id)
    return Said(row["text"], row["who"], local_day(row["at"])) if row is not None else None
