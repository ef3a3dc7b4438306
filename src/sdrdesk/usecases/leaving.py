"""Off the board and back onto it: lost, dormant, disqualified, churned, reactivated."""

from __future__ import annotations

from datetime import date
from typing import Any

from sdrdesk.domain import pipeline as rules
from sdrdesk.domain.errors import DeskError, NeedsAnswer
from sdrdesk.domain.text import clean, visible
from sdrdesk.domain.when import add_months, parse_when
from sdrdesk.store.database import Row
from sdrdesk.store.stepping import close_step, next_columns

from .cadence_runs import stop_inside
from .deals import close_deals, open_deals
from .desk import Desk, Done
from .find import the_account
from .next_steps import needs_next, said_step
from .stage_history import write_move

RECYCLE_MONTHS = 6


def reason_said(reason: str) -> str:
    known = {**rules.LOST_REASONS, **rules.BACK_REASONS, **rules.DORMANT_REASONS, **rules.CHURN_REASONS}
    return known.get(reason.strip(), visible(reason.strip()))


def review_day(desk: Desk, until: str) -> str | None:
    """The day to look again: given, or in six months; None for `never`. Raises DeskError when it is not a time."""
    if until.strip().lower() == "never":
        return None
    if not until.strip():
        return add_months(desk.today(), RECYCLE_MONTHS).isoformat()
    return parse_when(until, desk.today(), desk.time_now(), desk.settings.closed_days).day.isoformat()


def _leave(
    desk: Desk, account_id: str, to_status: str, reason: str, until: str, why: str, asks: str, **more: Any
) -> Done:
    account = the_account(desk, account_id)
    name = visible(account["name"])
    rules.refuse_leaving(name, account["stage"], account["status"], to_status)
    if not reason.strip():
        raise NeedsAnswer("reason", f"{asks.format(name=name)}")
    day = review_day(desk, until)
    with desk.db.step(f"account.{to_status}", account_id) as log:
        leave_inside(desk, account, to_status, reason, day, why, **more)
        log.said = f"{name} {rules.STATUS_MOVES[to_status].said}: {reason_said(reason)}" + (
            f", look again on {day}" if day else ", never to look again"
        )
    return Done(log.id, log.said, account_id)


_DEAL_OUTCOME = {"lost": "lost", "disqualified": "disqualified"}


def leave_inside(
    desk: Desk, account: Row, to_status: str, reason: str, review_on: str | None, why: str = "", **more: Any
) -> None:
    """Inside a step: off the board with its reason, the open step dropped, the history written."""
    close_step(desk.db, account, "dropped")
    stop_inside(desk, account, f"{to_status}: {reason_said(reason)}", keep_next=False)
    if to_status in _DEAL_OUTCOME:
        close_deals(desk, account["id"], _DEAL_OUTCOME[to_status], reason, why)
    desk.db.update(
        "account", account["id"], status=to_status, review_on=review_on, **more, **next_columns(desk.db, None)
    )
    write_move(
        desk, account["id"], "leave", account["stage"], account["stage"], account["status"], to_status,
        reason=clean(reason).strip(), why=clean(why).strip() or None,
    )  # fmt: skip


def lose(desk: Desk, account_id: str, *, reason: str = "", why: str = "", until: str = "") -> Done:
    """Lost: they said no, or nothing. Closes the open deals; a customer only loses the deal and stays."""
    account = the_account(desk, account_id)
    if account["stage"] == "customer" and account["status"] == "active" and open_deals(desk, account_id):
        return _lose_deals_only(desk, account, reason, why)
    asks = f"Why is {{name}} lost? For example: {', '.join(rules.LOST_REASONS)}"
    return _leave(desk, account_id, "lost", reason, until, why, asks)


def _lose_deals_only(desk: Desk, account: Row, reason: str, why: str) -> Done:
    name = visible(account["name"])
    if not reason.strip():
        raise NeedsAnswer("reason", f"Why is the deal with {name} lost? For example: {', '.join(rules.LOST_REASONS)}")
    with desk.db.step("deal.lost", account["id"]) as log:
        count = close_deals(desk, account["id"], "lost", reason, why)
        log.said = f"Lost {count} open deal{'s' if count > 1 else ''} with {name}, who stays a customer"
    return Done(log.id, log.said, account["id"])


def dormant(desk: Desk, account_id: str, *, reason: str = "", until: str = "", trigger: str = "") -> Done:
    """Dormant: not now, with a day to look again (six months unless given) and a trigger to watch."""
    asks = f"Why is {{name}} dormant? For example: {', '.join(rules.DORMANT_REASONS)}"
    return _leave(desk, account_id, "dormant", reason, until, "", asks, review_trigger=clean(trigger).strip() or None)


def disqualify(desk: Desk, account_id: str, *, reason: str = "", why: str = "", until: str = "never") -> Done:
    """Disqualified: should never have been in. The reason is a hard stop of the playbook, or words."""
    stops = ", ".join(stop.id for stop in desk.playbook().hard_stops)
    return _leave(desk, account_id, "disqualified", reason, until or "never", why, f"What rules {{name}} out? {stops}")


def churn(desk: Desk, account_id: str, *, reason: str = "", why: str = "", until: str = "") -> Done:
    """Churned: a customer who buys nothing more."""
    asks = f"Why did {{name}} churn? For example: {', '.join(rules.CHURN_REASONS)}"
    return _leave(desk, account_id, "churned", reason, until, why, asks)


def reactivate(desk: Desk, account_id: str, *, reason: str = "", next: str = "") -> Done:
    """Back onto the board from any closed status: same record, a new spell."""
    account = the_account(desk, account_id)
    name = visible(account["name"])
    if account["status"] not in rules.CLOSED:
        instead = "take it (t)" if account["status"] == "inbox" else "it is on the board already"
        raise DeskError(f"{name} is {account['status']}; {instead}.")
    if not reason.strip():
        raise NeedsAnswer("reason", f"Why is {name} worth another look?")
    step = needs_next(desk, next, account["name"])
    with desk.db.step("account.reactivated", account_id) as log:
        desk.db.update(
            "account", account_id, status="active", do_not_contact=0, review_on=None, review_trigger=None,
            **next_columns(desk.db, step),
        )
        write_move(
            desk, account_id, "return", account["stage"], account["stage"], account["status"], "active",
            reason=clean(reason).strip(),
        )  # fmt: skip
        log.said = f"{name} is back on the board, next: {said_step(desk, step)}"
    return Done(log.id, log.said, account_id)


def looks_again_on(account: Row) -> date | None:
    """The day a closed account comes up again."""
    return date.fromisoformat(account["review_on"]) if account["review_on"] else None
