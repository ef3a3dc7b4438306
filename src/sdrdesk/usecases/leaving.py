"""Off the board and back onto it: lost, dormant, disqualified, churned, reactivated."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sdrdesk.domain import pipeline as rules
from sdrdesk.domain.errors import DeskError, NeedsAnswer
from sdrdesk.domain.text import clean, visible
from sdrdesk.domain.when import add_months, parse_when, say_day
from sdrdesk.store.database import Row
from sdrdesk.store.stepping import close_step, next_columns

from .cadence_runs import stop_inside
from .deals import close_deals, open_deals
from .desk import Desk, Done
from .find import the_account
from .fingerprints import lift_of_account
from .next_steps import needs_next, said_step
from .stage_history import write_move

RECYCLE_MONTHS = 6


def reason_said(reason: str) -> str:
    known = {
        **rules.LOST_REASONS, **rules.REJECT_REASONS, **rules.BACK_REASONS, **rules.DORMANT_REASONS,
        **rules.CHURN_REASONS,
    }  # fmt: skip
    return known.get(reason.strip(), visible(reason.strip()))


def review_day(desk: Desk, until: str) -> str | None:
    """The day to look again: given, or in six months; None for `never`. Raises DeskError when it is not a time."""
    if until.strip().lower() == "never":
        return None
    if not until.strip():
        return add_months(desk.today(), RECYCLE_MONTHS).isoformat()
    return parse_when(until, desk.today(), desk.time_now(), desk.settings.closed_days).day.isoformat()


class Facts(NamedTuple):
    """What a leaving tells beside its reason: whom they went to, the day it was, whether they could have been kept."""

    competitor: str | None = None
    on: str | None = None
    avoidable: bool | None = None

    @property
    def said(self) -> str:
        """` (Rival GmbH, on 2026-11-20, it could have been avoided)`; empty when there is nothing to tell."""
        kept = {True: "it could have been avoided", False: "it could not have been avoided", None: ""}
        parts = (self.competitor and visible(self.competitor), self.on and f"on {self.on}", kept[self.avoidable])
        told = ", ".join(filter(None, parts))
        return f" ({told})" if told else ""


NOTHING_MORE = Facts()


def leaving_facts(
    desk: Desk, account: Row, to_status: str, reason: str, *, competitor: str = "", on: str = "", avoidable: str = ""
) -> Facts:
    """The facts as typed, read. Raises NeedsAnswer when they are lost to somebody and it is not said to whom."""
    gone_to = clean(competitor).strip()
    if to_status == "lost" and reason.strip() == "competitor" and not gone_to:
        raise NeedsAnswer("competitor", _WHO.format(name=visible(account["name"])))
    kept = None if gone_to.strip("?").lower() in ("", *_UNKNOWN) else gone_to
    if to_status != "churned":
        return Facts(kept)
    return Facts(kept, _day_left(desk, account, on), _avoidable(avoidable))


_WHO = "Who did {name} go with? For example: a name, or “?” when they would not say"
_UNKNOWN = ("unknown", "not known", "don't know", "dont know", "-")
_YES_NO = {"yes": True, "y": True, "no": False, "n": False}


def _avoidable(text: str) -> bool | None:
    said = text.strip().lower()
    if said in _YES_NO:
        return _YES_NO[said]
    if said.strip("?") not in ("", *_UNKNOWN):
        raise DeskError(f"Whether it was avoidable is yes, no or unknown, not “{visible(text.strip())}”.")
    return None


def _day_left(desk: Desk, account: Row, on: str) -> str | None:
    """The day a customer left, None for today: not to come, and not before they last bought or became one."""
    day = past_day(desk, on or "today")
    name, text = visible(account["name"]), day.isoformat()
    bought = desk.db.value(
        'SELECT max(ordered_on) FROM "order" WHERE account_id = ? AND deleted_at IS NULL', (account["id"],)
    )
    since = desk.db.value(
        "SELECT max(on_date) FROM stage_move WHERE account_id = ? AND to_stage = 'customer' AND to_status = 'active'"
        " AND deleted_at IS NULL", (account["id"],),
    )  # fmt: skip
    if day < desk.today() and bought is not None and text < bought:
        raise DeskError(f"{name} bought on {bought}, so they left that day or later, not on {text}.")
    if day < desk.today() and since is not None and text < since:
        raise DeskError(f"{name} is a customer here since {since}, so they left that day or later, not on {text}.")
    return text if day < desk.today() else None


def past_day(desk: Desk, text: str) -> date:
    """A day that is not still to come. Raises DeskError."""
    day = parse_when(text, desk.today(), allow_past=True).day
    if day > desk.today():
        raise DeskError(f"{say_day(day, desk.today())} is still to come; name today or a day before.")
    return day


def _leave(
    desk: Desk, account_id: str, to_status: str, reason: str, until: str, why: str, asks: str,
    trigger: str | None = None, **facts: str,
) -> Done:  # fmt: skip
    account = the_account(desk, account_id)
    name = visible(account["name"])
    rules.refuse_leaving(name, account["stage"], account["status"], to_status)
    if not reason.strip():
        raise NeedsAnswer("reason", f"{asks.format(name=name)}")
    told = leaving_facts(desk, account, to_status, reason, **facts)
    day = review_day(desk, until)
    with desk.db.step(f"account.{to_status}", account_id) as log:
        leave_inside(desk, account, to_status, reason, day, why, told, trigger)
        log.said = f"{name} {rules.STATUS_MOVES[to_status].said}: {reason_said(reason)}{told.said}" + (
            f", look again on {day}" if day else ", never to look again"
        )
    return Done(log.id, log.said, account_id)


_DEAL_OUTCOME = {"lost": "lost", "disqualified": "disqualified"}


def leave_inside(
    desk: Desk, account: Row, to_status: str, reason: str, review_on: str | None, why: str = "",
    facts: Facts = NOTHING_MORE, trigger: str | None = None,
) -> None:  # fmt: skip
    """Inside a step: off the board with its reason, the open step dropped, the history written."""
    close_step(desk.db, account, "dropped")
    stop_inside(desk, account, f"{to_status}: {reason_said(reason)}", keep_next=False)
    if to_status in _DEAL_OUTCOME:
        close_deals(desk, account["id"], _DEAL_OUTCOME[to_status], reason, why)
    desk.db.update(
        "account", account["id"], status=to_status, review_on=review_on, review_trigger=trigger,
        **next_columns(desk.db, None),
    )  # fmt: skip
    write_move(
        desk, account["id"], "leave", account["stage"], account["stage"], account["status"], to_status,
        reason=clean(reason).strip(), why=clean(why).strip() or None, on=facts.on, competitor=facts.competitor,
        avoidable=None if facts.avoidable is None else int(facts.avoidable),
    )  # fmt: skip


def lose(
    desk: Desk, account_id: str, *, reason: str = "", why: str = "", until: str = "", competitor: str = ""
) -> Done:
    """Lost: they said no, or nothing. Closes the open deals; a customer only loses the deal and stays."""
    account = the_account(desk, account_id)
    if account["stage"] == "customer" and account["status"] == "active" and open_deals(desk, account_id):
        return _lose_deals_only(desk, account, reason, why, competitor)
    asks = f"Why is {{name}} lost? For example: {', '.join(rules.LOST_REASONS)}"
    return _leave(desk, account_id, "lost", reason, until, why, asks, competitor=competitor)


def _lose_deals_only(desk: Desk, account: Row, reason: str, why: str, competitor: str) -> Done:
    name = visible(account["name"])
    if not reason.strip():
        raise NeedsAnswer("reason", f"Why is the deal with {name} lost? For example: {', '.join(rules.LOST_REASONS)}")
    told = leaving_facts(desk, account, "lost", reason, competitor=competitor)
    with desk.db.step("deal.lost", account["id"]) as log:
        more = f"went with {told.competitor}" if told.competitor else ""
        count = close_deals(desk, account["id"], "lost", reason, "; ".join(filter(None, (more, why))))
        log.said = f"Lost {count} open deal{'s' if count > 1 else ''} with {name}, who stays a customer"
    return Done(log.id, log.said, account["id"])


def dormant(desk: Desk, account_id: str, *, reason: str = "", until: str = "", trigger: str = "") -> Done:
    """Dormant: not now, with a day to look again (six months unless given) and a trigger to watch."""
    asks = f"Why is {{name}} dormant? For example: {', '.join(rules.DORMANT_REASONS)}"
    return _leave(desk, account_id, "dormant", reason, until, "", asks, clean(trigger).strip() or None)


def disqualify(desk: Desk, account_id: str, *, reason: str = "", why: str = "", until: str = "never") -> Done:
    """Disqualified: should never have been in. The reason is a hard stop of the playbook, or words."""
    stops = ", ".join([*rules.REJECT_REASONS, *(stop.id for stop in desk.playbook().hard_stops)])
    return _leave(desk, account_id, "disqualified", reason, until or "never", why, f"What rules {{name}} out? {stops}")


def churn(
    desk: Desk,
    account_id: str,
    *,
    reason: str = "",
    why: str = "",
    until: str = "",
    on: str = "",
    avoidable: str = "",
    competitor: str = "",
) -> Done:
    """Churned: a customer who buys nothing more, since a day (today unless given); avoidable is yes, no or unknown."""
    asks = f"Why did {{name}} churn? For example: {', '.join(rules.CHURN_REASONS)}"
    facts = {"on": on, "avoidable": avoidable, "competitor": competitor}
    return _leave(desk, account_id, "churned", reason, until, why, asks, **facts)


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
        if account["do_not_contact"]:
            lift_of_account(desk, account_id)
        write_move(
            desk, account_id, "return", account["stage"], account["stage"], account["status"], "active",
            reason=clean(reason).strip(),
        )  # fmt: skip
        log.said = f"{name} is back on the board, next: {said_step(desk, step)}"
    return Done(log.id, log.said, account_id)


def looks_again_on(account: Row) -> date | None:
    """The day a closed account comes up again."""
    return date.fromisoformat(account["review_on"]) if account["review_on"] else None
