"""Moves between the columns and off the board: each one gate, one step in the log, one row of the stage history."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, Any

from sdrdesk.domain import pipeline as rules
from sdrdesk.domain.errors import DeskError, NeedsAnswer, NotReady
from sdrdesk.domain.money import Money, parse_amount, say_money
from sdrdesk.domain.next_step import NextStep
from sdrdesk.domain.text import clean, visible
from sdrdesk.domain.when import add_months, parse_when
from sdrdesk.store.database import Row
from sdrdesk.store.stepping import close_step, next_columns

from .accounts import needs_next, read_next, said_step, the_account, write_move
from .desk import Desk, Done
from .standing import last_hard_stop, verdict_in

if TYPE_CHECKING:
    from sdrdesk.domain.call import VerdictResult

RECYCLE_MONTHS = 6


def take(desk: Desk, account_id: str, *, next: str = "") -> Done:
    """Take an account from the inbox onto the board; a next step is asked for, the rest is soft."""
    account = the_account(desk, account_id)
    name = visible(account["name"])
    if account["status"] != "inbox":
        raise DeskError(f"{name} is not in the inbox, it is {account['status']}.")
    return take_on(desk, account, needs_next(desk, next, account["name"]))


def take_on(desk: Desk, account: Row, step: NextStep) -> Done:
    """Put an inbox account on the board with this next step."""
    account_id = account["id"]
    with desk.db.step("account.taken", account_id) as log:
        desk.db.update("account", account_id, status="active", **next_columns(desk.db, step))
        write_move(desk, account_id, "enter", None, account["stage"], "inbox", "active")
        log.said = f"Took {visible(account['name'])} on, next: {said_step(desk, step)}"
    return Done(log.id, log.said, account_id)


def promote(
    desk: Desk,
    account_id: str,
    *,
    to_stage: str | None = None,
    value: str = "",
    next: str = "",
    amount: str = "",
    currency: str = "",
    on: str = "",
    reason: str = "",
    override: str = "",
    deal_id: str | None = None,
) -> Done:
    """Move a card to the right. Raises NotReady at the gate, NeedsAnswer for the first fact that is missing."""
    account = the_account(desk, account_id)
    target = to_stage or rules.stage_after(account["stage"])
    _may_move_on(account, target)
    if target == "prospect":
        return _to_prospect(desk, account, value=value, next=next, override=override)
    return _win(
        desk, account, amount=amount or value, currency=currency, on=on, reason=reason, next=next, deal_id=deal_id
    )


def _may_move_on(account: Row, target: str | None) -> None:
    name = visible(account["name"])
    if account["status"] == "inbox":
        raise DeskError(f"{name} is in the inbox; take it first (t).")
    if account["status"] != "active":
        raise DeskError(f"{name} is {account['status']}; reactivate it first.")
    if target is None:
        raise DeskError(f"{name} is a customer already; a further sale is a new deal (N).")
    if target not in rules.STAGES:
        raise DeskError(f"There is no stage {visible(target)}; there are {', '.join(rules.STAGES)}.")
    if rules.STAGES.index(target) <= rules.STAGES.index(account["stage"]):
        raise DeskError(f"{name} is a {account['stage']}; use back to move it left.")


def verdict_of(desk: Desk, account_id: str) -> VerdictResult:
    """What the playbook says of an account as it stands: passed or not, why, what is missing, what would change it."""
    return verdict_in(desk, the_account(desk, account_id), last_hard_stop(desk, account_id))


def gate(desk: Desk, account: Row, override: str) -> VerdictResult:
    """The playbook's verdict on a lead, a soft gate. Raises NotReady, naming what is missing, unless overridden."""
    result = verdict_of(desk, account["id"])
    if result.passed or override.strip():
        return result
    raise NotReady(
        f"{visible(account['name'])} is not ready to be a prospect: {'; '.join(result.missing or result.reasons)}.",
        missing=result.missing,
        criterion=result.start_at,
        keys="Enter goes and asks (d), ! overrides with a reason.",
    )


def _to_prospect(desk: Desk, account: Row, *, value: str, next: str, override: str) -> Done:
    name = visible(account["name"])
    result = gate(desk, account, override)
    worth = _estimate(desk, account, value)
    step = needs_next(desk, next, account["name"])
    with desk.db.step("account.promoted", account["id"]) as log:
        deal_id = desk.db.value(
            "SELECT id FROM deal WHERE account_id = ? AND outcome = 'open' AND deleted_at IS NULL"
            " ORDER BY opened_on, id LIMIT 1",
            (account["id"],),
        ) or desk.db.insert(
            "deal",
            account_id=account["id"],
            name=account["name"],
            value_minor=worth.minor,
            currency=worth.currency,
            opened_on=desk.today().isoformat(),
        )
        columns: dict[str, Any] = {"stage": "prospect", "value_minor": worth.minor, "currency": worth.currency}
        if not _stands(account, step):
            close_step(desk.db, account, "done")
            columns |= next_columns(desk.db, step, account["next_contact_id"])
        desk.db.update("account", account["id"], **columns)
        why = clean(override).strip() or None
        write_move(
            desk, account["id"], "forward", "lead", "prospect", "active", "active",
            verdict=result.id, why=why, override=int(why is not None and not result.passed), deal_id=deal_id,
        )  # fmt: skip
        log.said = f"{name} is now a prospect, next: {said_step(desk, step)}"
        if why is not None and not result.passed:
            log.said += f" (gate overridden: {visible(why)})"
    return Done(log.id, log.said, account["id"], str(deal_id))


def _stands(account: Row, step: NextStep) -> bool:
    """Whether this is the open next step already, as after a call that has just set it."""
    return step == (account["next_kind"], account["next_what"], account["next_due"], account["next_time"])


def _estimate(desk: Desk, account: Row, value: str) -> Money:
    if value.strip():
        return parse_amount(value, desk.settings.currency)
    if account["value_minor"] is not None and account["currency"]:
        return Money(account["value_minor"], account["currency"])
    raise NeedsAnswer("value", f"What is {visible(account['name'])} worth, roughly? For example: 12000 or 12k EUR")


def open_deals(desk: Desk, account_id: str) -> list[Row]:
    """The open deals of an account, oldest first."""
    return desk.db.all(
        "SELECT * FROM deal WHERE account_id = ? AND outcome = 'open' AND deleted_at IS NULL ORDER BY opened_on, id",
        (account_id,),
    )


def _deal_to_win(desk: Desk, account: Row, deal_id: str | None) -> Row | None:
    deals = open_deals(desk, account["id"])
    if deal_id is not None:
        found = [deal for deal in deals if deal["id"] == deal_id]
        if not found:
            raise DeskError(f"{visible(account['name'])} has no such open deal.")
        return found[0]
    if len(deals) > 1:
        names = ", ".join(visible(deal["name"]) for deal in deals)
        raise NeedsAnswer("deal", f"Which deal is won? {visible(account['name'])} has {len(deals)} open: {names}")
    return deals[0] if deals else None


def win(desk: Desk, account_id: str, *, deal_id: str | None = None, **facts: str) -> Done:
    """A deal is won: the account becomes (or stays) a customer, an order is booked."""
    account = the_account(desk, account_id)
    if account["status"] != "active":
        raise DeskError(f"{visible(account['name'])} is {account['status']}; take or reactivate it first.")
    return _win(desk, account, deal_id=deal_id, **{key: facts.get(key, "") for key in _WIN_FACTS})


_WIN_FACTS = ("amount", "currency", "on", "reason", "next")


def _win(
    desk: Desk, account: Row, *, amount: str, currency: str, on: str, reason: str, next: str, deal_id: str | None
) -> Done:
    name, skipped = visible(account["name"]), account["stage"] == "lead"
    deal = _deal_to_win(desk, account, deal_id)
    paid = _paid(desk, name, amount, currency)
    day = _signed_on(desk, name, on)
    if not reason.strip():
        kinds = rules.SKIP_REASONS if skipped else rules.WIN_REASONS
        asked = "Why straight from lead to customer" if skipped else "Why did they buy"
        raise NeedsAnswer("reason", f"{asked}? For example: {', '.join(kinds)}")
    step = read_next(desk, next, "check_in") if next.strip() else _check_in(desk)
    with desk.db.step("deal.won", account["id"]) as log:
        won = _book(desk, account, deal, paid, day, clean(reason).strip())
        if account["stage"] != "customer":
            write_move(
                desk, account["id"], rules.move_kind(account["stage"], "customer"), account["stage"], "customer",
                "active", "active", reason=clean(reason).strip(), deal_id=won,
            )  # fmt: skip
        close_step(desk.db, account, "done")
        desk.db.update("account", account["id"], stage="customer", **next_columns(desk.db, step))
        log.said = (
            f"{name} {'bought again' if account['stage'] == 'customer' else 'is now a customer'}: "
            f"{say_money(paid.minor, paid.currency)}, next: {said_step(desk, step)}"
        )
    return Done(log.id, log.said, account["id"], won)


def _book(desk: Desk, account: Row, deal: Row | None, paid: Money, day: str, reason: str) -> str:
    won: dict[str, Any] = {
        "outcome": "won",
        "value_minor": paid.minor,
        "currency": paid.currency,
        "closed_on": day,
        "close_reason": reason,
    }
    if deal is not None:
        desk.db.update("deal", deal["id"], **won)
        deal_id = str(deal["id"])
    else:
        deal_id = desk.db.insert("deal", account_id=account["id"], name=account["name"], opened_on=day, **won)
    desk.db.insert(
        "order",
        account_id=account["id"],
        deal_id=deal_id,
        ordered_on=day,
        amount_minor=paid.minor,
        currency=paid.currency,
    )
    return deal_id


def _paid(desk: Desk, name: str, amount: str, currency: str) -> Money:
    if not amount.strip():
        raise NeedsAnswer("amount", f"What did {name} buy for? For example: 12000 or 12k USD")
    paid = parse_amount(amount, currency.strip().upper() or desk.settings.currency)
    if paid.minor <= 0:
        raise DeskError("A customer has paid something: the amount must be above zero.")
    return paid


def _signed_on(desk: Desk, name: str, on: str) -> str:
    if not on.strip():
        raise NeedsAnswer("on", f"On which day did {name} sign? For example: today, or 2026-11-20")
    day = parse_when(on, desk.today(), allow_past=True).day
    if day > desk.today():
        raise DeskError(f"{name} cannot have signed on {day.isoformat()}, that day is still to come.")
    return day.isoformat()


def _check_in(desk: Desk) -> Any:
    return read_next(desk, "check-in in 7d")


def back(desk: Desk, account_id: str, *, reason: str = "", next: str = "", drop_deals: bool = False) -> Done:
    """Move a prospect back to lead; counted, and its deal stays open unless dropped."""
    account = the_account(desk, account_id)
    name = visible(account["name"])
    if account["status"] != "active":
        raise DeskError(f"{name} is {account['status']}, not on the board.")
    if account["stage"] == "customer":
        raise DeskError(f"{name} stays a customer; a further sale is a new deal (N), leaving is churn.")
    if account["stage"] == "lead":
        raise DeskError(f"{name} is a lead already, the first column.")
    if not reason.strip():
        raise NeedsAnswer("reason", f"Why is {name} no prospect? For example: {', '.join(rules.BACK_REASONS)}")
    step = read_next(desk, next) if next.strip() else None
    with desk.db.step("account.moved_back", account_id) as log:
        columns: dict[str, Any] = {"stage": "lead"}
        if step is not None:
            close_step(desk.db, account, "replaced")
            columns |= next_columns(desk.db, step, account["next_contact_id"])
        if drop_deals:
            _close_deals(desk, account_id, "dropped", reason)
        desk.db.update("account", account_id, **columns)
        write_move(
            desk, account_id, "back", "prospect", "lead", "active", "active", reason=clean(reason).strip()
        )  # fmt: skip
        log.said = f"{name} is a lead again: {_reason(reason)}"
    return Done(log.id, log.said, account_id)


def _reason(reason: str) -> str:
    known = {**rules.LOST_REASONS, **rules.BACK_REASONS, **rules.DORMANT_REASONS, **rules.CHURN_REASONS}
    return known.get(reason.strip(), visible(reason.strip()))


def _close_deals(desk: Desk, account_id: str, outcome: str, reason: str, why: str = "") -> int:
    deals = open_deals(desk, account_id)
    for deal in deals:
        desk.db.update(
            "deal", deal["id"], outcome=outcome, closed_on=desk.today().isoformat(),
            close_reason=clean(reason).strip(), why=clean(why).strip() or None,
        )  # fmt: skip
    return len(deals)


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
        log.said = f"{name} {rules.STATUS_MOVES[to_status].said}: {_reason(reason)}" + (
            f", look again on {day}" if day else ", never to look again"
        )
    return Done(log.id, log.said, account_id)


_DEAL_OUTCOME = {"lost": "lost", "disqualified": "disqualified"}


def leave_inside(
    desk: Desk, account: Row, to_status: str, reason: str, review_on: str | None, why: str = "", **more: Any
) -> None:
    """Inside a step: off the board with its reason, the open step dropped, the history written."""
    close_step(desk.db, account, "dropped")
    if to_status in _DEAL_OUTCOME:
        _close_deals(desk, account["id"], _DEAL_OUTCOME[to_status], reason, why)
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
        count = _close_deals(desk, account["id"], "lost", reason, why)
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
            "account", account_id, status="active", review_on=None, review_trigger=None, **next_columns(desk.db, step)
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
