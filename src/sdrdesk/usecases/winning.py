"""A deal is won: the account becomes (or stays) a customer, an order is booked."""

from __future__ import annotations

from typing import Any

from sdrdesk.domain import pipeline as rules
from sdrdesk.domain.errors import DeskError, NeedsAnswer
from sdrdesk.domain.money import Money, parse_amount, plain_amount, say_money
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


_WIN_FACTS = ("amount", "currency", "on", "reason", "skip", "confirmed", "next")


def win_account(
    desk: Desk, account: Row, *, amount: str, currency: str, on: str, reason: str, skip: str, confirmed: str, next: str,
    deal_id: str | None,
) -> Done:  # fmt: skip
    """A win with these facts as typed. Raises NeedsAnswer for the first that is missing; a skip from lead says why."""
    name, skipped = visible(account["name"]), account["stage"] == "lead"
    deal = _deal_to_win(desk, account, deal_id)
    known = (deal["currency"] if deal is not None else None) or account["currency"] or ""
    paid = _paid(desk, name, amount, currency or known)
    day = _signed_on(desk, name, on)
    if not reason.strip():
        raise NeedsAnswer("reason", f"Why did {name} buy? For example: {', '.join(rules.WIN_REASONS)}")
    if skipped:
        _check_skip(desk, name, paid, skip, confirmed)
    step = read_next(desk, next, "check_in") if next.strip() else _check_in(desk)
    with desk.db.step("deal.won", account["id"]) as log:
        won = _book(desk, account, deal, paid, day, clean(reason).strip())
        if account["stage"] != "customer":
            write_move(
                desk, account["id"], rules.move_kind(account["stage"], "customer"), account["stage"], "customer",
                "active", "active", reason=clean(skip if skipped else reason).strip(), deal_id=won,
                why=win_reason_said(reason) if skipped else None,
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


def win_reason_said(reason: str) -> str:
    """A known reason in words, any other as it came."""
    return rules.WIN_REASONS.get(reason.strip(), clean(reason).strip())


def _check_skip(desk: Desk, name: str, paid: Money, skip: str, confirmed: str) -> None:
    """A lead that buys at once says why; above the amount that is set it is confirmed, too. Raises NeedsAnswer."""
    if not skip.strip():
        raise NeedsAnswer(
            "skip", f"Why does {name} go straight from lead to customer? For example: {', '.join(rules.SKIP_REASONS)}"
        )
    limit = desk.settings.skip_confirm
    if limit and float(plain_amount(paid.minor, paid.currency)) > limit and confirmed != "yes":
        said = say_money(paid.minor, paid.currency, short=False)
        raise NeedsAnswer(
            "confirmed", f"{said} without ever having been a prospect is more than {limit:,}. Is {name} a customer?"
        )


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
