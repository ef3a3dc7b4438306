"""A deal is won: the account becomes (or stays) a customer, an order is booked."""

from __future__ import annotations

from typing import Any

from sdrdesk.domain import pipeline as rules
from sdrdesk.domain.errors import DeskError, NeedsAnswer
from sdrdesk.domain.money import Money, parse_amount, say_money
from sdrdesk.domain.text import clean, visible
from sdrdesk.domain.when import parse_when
from sdrdesk.store.database import Row
from sdrdesk.store.stepping import close_step, next_columns

from .cadence_runs import stop_inside
from .deals import open_deals
from .desk import Desk, Done
from .find import the_account
from .next_steps import read_next, said_step
from .stage_history import write_move


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
    return win_account(desk, account, deal_id=deal_id, **{key: facts.get(key, "") for key in _WIN_FACTS})


_WIN_FACTS = ("amount", "currency", "on", "reason", "next")


def win_account(
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
        bought_again = account["stage"] == "customer"
        stop_inside(desk, account, "deal won", talk=bought_again, keep_next=False)
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
