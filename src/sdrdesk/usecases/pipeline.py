"""Moves along the columns: taken from the inbox, promoted past the gate, moved back."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from sdrdesk.domain import pipeline as rules
from sdrdesk.domain.errors import DeskError, NeedsAnswer, NotReady
from sdrdesk.domain.money import Money, parse_amount
from sdrdesk.domain.next_step import NextStep
from sdrdesk.domain.text import clean, visible
from sdrdesk.store.database import Row
from sdrdesk.store.stepping import close_step, next_columns

from .cadence_runs import stop_inside
from .deals import close_deals
from .desk import Desk, Done
from .find import the_account
from .leaving import reason_said
from .next_steps import needs_next, read_next, said_step, take_on
from .stage_history import write_move
from .standing import last_hard_stop, verdict_in
from .winning import win_account

if TYPE_CHECKING:
    from sdrdesk.domain.call import VerdictResult


def take(desk: Desk, account_id: str, *, next: str = "") -> Done:
    """Take an account from the inbox onto the board; a next step is asked for, the rest is soft."""
    account = the_account(desk, account_id)
    name = visible(account["name"])
    if account["status"] != "inbox":
        raise DeskError(f"{name} is not in the inbox, it is {account['status']}.")
    return take_on(desk, account, needs_next(desk, next, account["name"]))


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
    skip: str = "",
    confirmed: str = "",
    override: str = "",
    deal_id: str | None = None,
) -> Done:
    """Move a card to the right. Raises NotReady at the gate, NeedsAnswer for the first fact that is missing."""
    account = the_account(desk, account_id)
    target = to_stage or rules.stage_after(account["stage"])
    _may_move_on(account, target)
    if target == "prospect":
        return _to_prospect(desk, account, value=value, next=next, override=override)
    return win_account(
        desk, account, amount=amount or value, currency=currency, on=on, reason=reason, skip=skip,
        confirmed=confirmed, next=next, deal_id=deal_id,
    )  # fmt: skip


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
        stop_inside(desk, account, "became a prospect", keep_next=False)
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
        return parse_amount(value, account["currency"] or desk.settings.currency)
    if account["value_minor"] is not None and account["currency"]:
        return Money(account["value_minor"], account["currency"])
    raise NeedsAnswer("value", f"What is {visible(account['name'])} worth, roughly? For example: 12000 or 12k EUR")


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
        stop_inside(desk, account, "is a lead again", keep_next=step is None)
        if drop_deals:
            close_deals(desk, account_id, "dropped", reason)
        desk.db.update("account", account_id, **columns)
        write_move(
            desk, account_id, "back", "prospect", "lead", "active", "active", reason=clean(reason).strip()
        )  # fmt: skip
        log.said = f"{name} is a lead again: {reason_said(reason)}"
    return Done(log.id, log.said, account_id)
