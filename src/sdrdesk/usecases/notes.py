"""Notes, and what was not my own call: mails, replies, meetings, messages, proofs."""

from __future__ import annotations

from datetime import date

from sdrdesk.domain.activity import KINDS as ACTIVITIES
from sdrdesk.domain.errors import DeskError, NeedsAnswer, NotFound
from sdrdesk.domain.text import clean, visible
from sdrdesk.store.database import Row
from sdrdesk.store.stepping import close_step, next_columns

from .cadence_activities import brought, of_activity, strike_email, write_activity
from .desk import Desk, Done
from .find import the_account
from .moments import local_day
from .next_steps import read_next, said_step
from .willing import MINE, check_willing


def note(desk: Desk, account_id: str, text: str, contact_id: str | None = None) -> Done:
    """Write a note on an account."""
    account = the_account(desk, account_id)
    text = clean(text).strip()
    if not text:
        raise NeedsAnswer("text", "An empty note is not kept; write a line.")
    with desk.db.step("note.written", account_id) as log:
        made = desk.db.insert("note", account_id=account_id, contact_id=contact_id, at=desk.stamp(), text=text)
        log.said = f"Noted on {visible(account['name'])}: {visible(text)[:60]}"
    return Done(log.id, log.said, account_id, made)


def the_note(desk: Desk, note_id: str) -> Row:
    """One live note. Raises NotFound."""
    row = desk.db.row("note", note_id)
    if row is None:
        raise NotFound("That note is no longer on this desk.")
    return row


def edit_note(desk: Desk, note_id: str, text: str) -> Done:
    """Put a note's words right; when it was written stays."""
    row = the_note(desk, note_id)
    text = clean(text).strip()
    if not text:
        raise NeedsAnswer("text", "An empty note is not kept; Del deletes it.")
    with desk.db.step("note.edited", row["account_id"]) as log:
        desk.db.update("note", note_id, text=text)
        log.said = f"Changed the note: {visible(text)[:60]}"
    return Done(log.id, log.said, row["account_id"], note_id)


def log_activity(
    desk: Desk,
    account_id: str,
    kind: str,
    text: str = "",
    *,
    next: str = "",
    contact_id: str | None = None,
    at: str = "",
) -> Done:
    """Log what was not my call: a mail, a reply, a call they made, a meeting, a message, a proof sent.

    `at` is the instant it happened, as stored; now unless given.
    """
    account = the_account(desk, account_id)
    found = ACTIVITIES.get(kind)
    if found is None:
        raise DeskError(f"“{visible(kind)}” is not something to log; use one of {', '.join(ACTIVITIES)}.")
    if kind in MINE:
        check_willing(desk, account, contact_id)
    step = read_next(desk, next) if next.strip() else None
    happened = at or desk.stamp()
    if step is not None and account["status"] != "active":
        raise DeskError(f"{visible(account['name'])} is not on the board; take or reactivate it to set a next step.")
    effect = of_activity(desk, account, kind, contact_id, date.fromisoformat(local_day(happened)))
    with desk.db.step("activity.logged", account_id) as log:
        made = desk.db.insert(
            "activity",
            account_id=account_id,
            contact_id=contact_id,
            kind=kind,
            at=happened,
            on_date=local_day(happened),
            two_way=int(found.two_way),
            text=clean(text).strip() or None,
        )
        if kind == "mail_bounced":
            strike_email(desk, account, contact_id)
        ends = write_activity(desk, account, effect, keep_next=step is None)
        ahead, whose = (step, account["next_contact_id"]) if step is not None else brought(desk, effect)
        if ahead is not None:
            close_step(desk.db, account, "done")
            desk.db.update("account", account_id, **next_columns(desk.db, ahead, whose))
        told = f", next: {said_step(desk, ahead)}" if ahead is not None else ""
        log.said = f"{visible(account['name'])}: {found.label}{told}{ends}"
    return Done(log.id, log.said, account_id, made)
