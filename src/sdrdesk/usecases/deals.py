"""Deals: added, edited, closed; and which open deal is meant."""

from __future__ import annotations

from typing import Any

from sdrdesk.domain.errors import Ambiguous, DeskError, NotFound
from sdrdesk.domain.money import parse_amount
from sdrdesk.domain.text import clean, name_key, visible
from sdrdesk.store.database import Row

from .desk import Desk, Done
from .find import the_account
from .next_steps import read_next


def find_deal(desk: Desk, account_id: str, text: str) -> str:
    """The id of the open deal of this id, or of this name or its beginning. Raises NotFound or Ambiguous."""
    deals, wanted = open_deals(desk, account_id), name_key(text)
    ways = (
        [deal for deal in deals if deal["id"] == text.strip()],
        [deal for deal in deals if name_key(deal["name"]) == wanted],
        [deal for deal in deals if wanted and name_key(deal["name"]).startswith(wanted)],
    )
    found = next((way for way in ways if way), [])
    if len(found) == 1:
        return str(found[0]["id"])
    if found:
        raise Ambiguous(f"“{visible(text)}” could be several deals; use an id.", [(d["id"], d["name"]) for d in found])
    names = ", ".join(visible(deal["name"]) for deal in deals) or "none"
    raise NotFound(f"“{visible(text)}” is no open deal of this account; open: {names}.")


def add_deal(desk: Desk, account_id: str, *, name: str = "", value: str = "", kind: str = "", close: str = "") -> Done:
    """A further deal of an account; on a customer this is how the next sale is worked."""
    account = the_account(desk, account_id)
    worth = parse_amount(value, account["currency"] or desk.settings.currency) if value.strip() else None
    title = clean(name).strip() or account["name"]
    with desk.db.step("deal.added", account_id) as log:
        made = desk.db.insert(
            "deal",
            account_id=account_id,
            name=title,
            kind=kind or ("upsell" if account["stage"] == "customer" else "new"),
            value_minor=worth.minor if worth else None,
            currency=worth.currency if worth else None,
            opened_on=desk.today().isoformat(),
            expected_close=_day(desk, close),
        )
        log.said = f"Added the deal {visible(title)} at {visible(account['name'])}"
    return Done(log.id, log.said, account_id, made)


def _day(desk: Desk, text: str) -> str | None:
    if not text.strip():
        return None
    return read_next(desk, text).due


DEAL_FIELDS = ("name", "value", "step", "close")


def worth_columns(desk: Desk, text: str, known: str | None) -> dict[str, Any]:
    """The columns of a value; a bare number is in the currency that is known of it, else in the desk's."""
    worth = parse_amount(text, known or desk.settings.currency) if text else None
    return {"value_minor": worth.minor if worth else None, "currency": worth.currency if worth else None}


def edit_deal(desk: Desk, deal_id: str, **fields: str) -> Done:
    """Change facts of a deal from text: any of DEAL_FIELDS."""
    from sdrdesk.domain.pipeline import DEAL_STEPS

    deal = desk.db.row("deal", deal_id)
    if deal is None:
        raise NotFound("That deal is no longer on this desk.")
    columns: dict[str, Any] = {}
    for field, text in fields.items():
        text = clean(text).strip()
        if field == "name":
            columns["name"] = text or deal["name"]
        elif field == "value":
            columns.update(worth_columns(desk, text, deal["currency"]))
        elif field == "close":
            columns["expected_close"] = _day(desk, text)
        elif field == "step":
            if text not in DEAL_STEPS:
                raise DeskError(f"“{visible(text)}” is not a step of a deal; use one of {', '.join(DEAL_STEPS)}.")
            columns["step"] = text
        else:
            raise DeskError(f"A deal has no field {visible(field)}; there are {', '.join(DEAL_FIELDS)}.")
    with desk.db.step("deal.edited", deal["account_id"]) as log:
        desk.db.update("deal", deal_id, **columns)
        log.said = f"Changed {fields_said(fields)} of the deal {visible(deal['name'])}"
    return Done(log.id, log.said, deal["account_id"])


def fields_said(fields: dict[str, str]) -> str:
    return " and ".join(field.replace("_", " ") for field in fields) or "nothing"


def open_deals(desk: Desk, account_id: str) -> list[Row]:
    """The open deals of an account, oldest first."""
    return desk.db.all(
        "SELECT * FROM deal WHERE account_id = ? AND outcome = 'open' AND deleted_at IS NULL ORDER BY opened_on, id",
        (account_id,),
    )


def close_deals(desk: Desk, account_id: str, outcome: str, reason: str, why: str = "") -> int:
    deals = open_deals(desk, account_id)
    for deal in deals:
        desk.db.update(
            "deal", deal["id"], outcome=outcome, closed_on=desk.today().isoformat(),
            close_reason=clean(reason).strip(), why=clean(why).strip() or None,
        )  # fmt: skip
    return len(deals)
