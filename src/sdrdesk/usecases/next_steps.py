"""The one dated next step of an account: read from a line, set, snoozed."""

from __future__ import annotations

from datetime import date

from sdrdesk.domain.errors import DeskError, NeedsAnswer
from sdrdesk.domain.next_step import NextStep, made, parse_next, say_step
from sdrdesk.domain.pipeline import CLOSED
from sdrdesk.domain.text import clean, visible
from sdrdesk.domain.when import parse_when
from sdrdesk.store import queue
from sdrdesk.store.database import Row
from sdrdesk.store.stepping import close_step, next_columns

from .desk import Desk, Done
from .find import the_account
from .stage_history import write_move


def said_step(desk: Desk, step: NextStep) -> str:
    """`call Thu 3 Dec 10:00`."""
    day = date.fromisoformat(step.due)
    return f"{say_step(step.kind, step.what)} {day.strftime('%a')} {day.day} {day.strftime('%b')}" + (
        f" {step.time}" if step.time else ""
    )


def read_next(desk: Desk, text: str, default_kind: str = "call") -> NextStep:
    """A next step from one line, seen from now. Raises DeskError when no time is in it."""
    return parse_next(text, desk.today(), desk.time_now(), desk.settings.closed_days, default_kind)


def needs_next(desk: Desk, text: str | None, name: str, default_kind: str = "call") -> NextStep:
    """The next step, which must be given: no active account without one. Raises NeedsAnswer when it is missing."""
    if not text or not text.strip():
        raise NeedsAnswer("next", f"What is the next step for {visible(name)}, and when? For example: call thu 10")
    return read_next(desk, text, default_kind)


def set_next(desk: Desk, account_id: str, text: str, contact_id: str | None = None, *, when: str = "") -> Done:
    """Replace the open next step by `what when` (or what, with `when` apart); in the inbox this takes the account."""
    account = the_account(desk, account_id)
    if when.strip():
        step = made(clean(text).strip(), parse_when(when, desk.today(), desk.time_now(), desk.settings.closed_days))
    else:
        step = needs_next(desk, text, account["name"])
    if account["status"] == "inbox":
        return take_on(desk, account, step)
    if account["status"] != "active":
        raise DeskError(f"{visible(account['name'])} is {account['status']}; reactivate it to work on it again.")
    with desk.db.step("next.set", account_id) as log:
        close_step(desk.db, account, "replaced")
        desk.db.update("account", account_id, **next_columns(desk.db, step, contact_id or account["next_contact_id"]))
        log.said = f"{visible(account['name'])}: {said_step(desk, step)}"
    return Done(log.id, log.said, account_id)


def snooze(desk: Desk, account_id: str, text: str) -> Done:
    """Move the open next step to another time (`1`, `3`, `7`, `m`, `thu 10`), what it is stays.

    Of an account that left, the day to look again is moved.
    """
    account = the_account(desk, account_id)
    if account["status"] in CLOSED and account["review_on"] is not None:
        return _look_again_later(desk, account, read_next(desk, text).due)
    if account["status"] != "active":
        raise DeskError(f"{visible(account['name'])} has no next step to snooze; it is {account['status']}.")
    when = read_later(desk, text)
    step = NextStep(account["next_kind"], account["next_what"], when.due, when.time)
    with desk.db.step("next.snoozed", account_id) as log:
        close_step(desk.db, account, "snoozed")
        desk.db.update("account", account_id, **next_columns(desk.db, step, account["next_contact_id"]))
        log.said = f"Snoozed {visible(account['name'])}: {said_step(desk, step)}"
    return Done(log.id, log.said, account_id)


def read_later(desk: Desk, text: str) -> NextStep:
    """A time to put a step off to. Raises DeskError when that is today without an hour, which puts nothing off."""
    when = read_next(desk, text)
    if when.due == desk.today().isoformat() and when.time is None:
        raise DeskError("Until today puts nothing off: 1 is tomorrow, thu 10 a day and an hour, 16:00 later today.")
    return when


def check_still_real(desk: Desk, account_id: str) -> None:
    """Raises NeedsAnswer when the step was put off twice in a row already, as `s` asks then."""
    before = snoozes_in_a_row(desk, account_id)
    if before >= 2:
        name = visible(the_account(desk, account_id)["name"])
        raise NeedsAnswer(
            "confirm", f"{name} was put off {before} times in a row. Say that it is still real, or let it leave"
        )


def snoozes_in_a_row(desk: Desk, account_id: str) -> int:
    """How often the open step was put off since something was last done about it."""
    return queue.snoozes_in_a_row(desk.db, account_id)


def _look_again_later(desk: Desk, account: Row, day: str) -> Done:
    with desk.db.step("review.snoozed", account["id"]) as log:
        desk.db.update("account", account["id"], review_on=day)
        log.said = f"Put off {visible(account['name'])}: look again on {day}"
    return Done(log.id, log.said, account["id"])


def take_on(desk: Desk, account: Row, step: NextStep) -> Done:
    """Put an inbox account on the board with this next step."""
    account_id = account["id"]
    with desk.db.step("account.taken", account_id) as log:
        desk.db.update("account", account_id, status="active", **next_columns(desk.db, step))
        write_move(desk, account_id, "enter", None, account["stage"], "inbox", "active")
        log.said = f"Took {visible(account['name'])} on, next: {said_step(desk, step)}"
    return Done(log.id, log.said, account_id)
