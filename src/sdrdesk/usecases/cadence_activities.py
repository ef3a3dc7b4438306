"""What a mail, a reply, a meeting and the like do to the cadences of an account."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sdrdesk.domain import cadence as rules
from sdrdesk.domain.next_step import NextStep
from sdrdesk.store import cadences as rows
from sdrdesk.store.database import Row

from .cadence_runs import (
    Onward,
    next_after,
    onward,
    open_runs,
    owner,
    said_stopped,
    stop_inside,
    turned,
    write_onward,
)
from .desk import Desk

_CHANNEL_OF = {"mail_sent": "mail", "proof_sent": "mail", "offer_sent": "mail", "message_sent": "social"}
_CARE = ("check_in", "meeting_held")


class ActivityEffect(NamedTuple):
    """A step that was done by it (or is passed over), and the reason for which cadences end; '' when none does."""

    step: Onward | None = None
    reason: str = ""


NONE = ActivityEffect()


def of_activity(desk: Desk, account: Row, kind: str, contact_id: str | None, on: date) -> ActivityEffect:
    """What this activity does to what runs on the account."""
    runs = open_runs(desk, account["id"]) if account["status"] == "active" else []
    mine = owner(account, runs)
    cadence = desk.cadence(mine.cadence_id) if mine is not None else None
    step = cadence.step(mine.at) if cadence is not None and mine is not None else None
    if not runs:
        return NONE
    reason = rules.stops_by(kind)
    if mine is None or cadence is None or step is None or contact_id not in (None, mine.contact_id):
        return ActivityEffect(None, reason)
    if kind == "mail_bounced":
        left = [row for row in rows.points(desk.db, mine.account_id, mine.contact_id) if row["kind"] == "email"][1:]
        return ActivityEffect(None if left else turned(desk, account, mine, runs, {"mail"}))
    if step.channel == _CHANNEL_OF.get(kind) or (cadence.goes_on and kind in _CARE):
        return ActivityEffect(onward(desk, account, mine, runs, on=on), reason)
    return ActivityEffect(None, reason)


def write_activity(desk: Desk, account: Row, effect: ActivityEffect, *, keep_next: bool) -> str:
    """Inside a step: what the activity does to the cadences. Gives the end of the sentence."""
    told = ""
    if effect.step is not None:
        write_onward(desk, effect.step)
        told = f"; {effect.step.said}" if effect.step.said else ""
    ended = stop_inside(desk, account, effect.reason, talk=True, keep_next=keep_next) if effect.reason else []
    return told + said_stopped(ended)


def brought(desk: Desk, effect: ActivityEffect) -> tuple[NextStep | None, str | None]:
    """The next step that a done step brings, and whose; nothing when none was done."""
    return next_after(desk, effect.step) if effect.step is not None else (None, None)


def strike_email(desk: Desk, account: Row, contact_id: str | None) -> None:
    """Inside a step: the e-mail that bounced is struck, the first one of the person it went to."""
    whose = contact_id or account["next_contact_id"]
    for row in rows.points(desk.db, account["id"], whose):
        if row["kind"] == "email":
            desk.db.update("contact_point", row["id"], dead_at=desk.stamp())
            return
