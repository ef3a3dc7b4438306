"""Arguing with the order of the queue: sooner, or not now."""

from __future__ import annotations

import json

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.text import clean, visible
from sdrdesk.store import ids

from .desk import Desk, Done
from .find import the_account
from .nudges import Nudge, nudge_of, step_of
from .today import row_of


def nudge(desk: Desk, account_id: str, by: int, why: str = "") -> Done:
    """Move an account's row up (+1) or down (-1) among its like, with a reason, until its step is done or put off."""
    account = the_account(desk, account_id)
    row = row_of(desk, account_id)
    name = visible(account["name"])
    if row is None:
        raise DeskError(f"{name} is not in today's queue, so there is no place to argue about.")
    if row.band == "promised":
        raise DeskError(f"{name} has a promised hour, which keeps its place; s or a sets another.")
    before = nudge_of(desk, account_id) or Nudge(0, "")
    total, why = before.by + by, clean(why).strip() or before.why
    key = f"nudge:{account_id}"
    with desk.db.step("queue.nudged", account_id) as log:
        value = json.dumps({"by": total, "why": why, "step": step_of(account)}, ensure_ascii=False)
        if total:
            desk.db.put("setting", ids.same_thing("setting", key), key=key, value=value)
        else:
            desk.db.tombstone("setting", ids.same_thing("setting", key))
        log.said = f"{name}: {'sooner' if by > 0 else 'not now'}" + (f", {visible(why)}" if why else "")
    return Done(log.id, log.said, account_id)
