"""Orders: put right when the amount or the day was mistyped."""

from __future__ import annotations

from typing import Any

from sdrdesk.domain.errors import DeskError, NotFound
from sdrdesk.domain.money import parse_amount, say_money
from sdrdesk.domain.text import clean, visible
from sdrdesk.domain.when import parse_when

from .deals import fields_said
from .desk import Desk, Done
from .find import the_account

ORDER_FIELDS = ("amount", "on", "what")


def the_order(desk: Desk, order_id: str) -> dict[str, Any]:
    """One order's columns. Raises NotFound."""
    row = desk.db.row("order", order_id)
    if row is None:
        raise NotFound("That order is no longer on this desk.")
    return dict(row)


def edit_order(desk: Desk, order_id: str, **fields: str) -> Done:
    """Change facts of an order from text: any of ORDER_FIELDS."""
    order = the_order(desk, order_id)
    columns: dict[str, Any] = {}
    for field, text in fields.items():
        text = clean(text).strip()
        if field == "amount":
            paid = parse_amount(text, order["currency"])
            columns.update(amount_minor=paid.minor, currency=paid.currency)
        elif field == "on":
            columns["ordered_on"] = _day(desk, text)
        elif field == "what":
            columns["what"] = text or None
        else:
            raise DeskError(f"An order has no field {visible(field)}; there are {', '.join(ORDER_FIELDS)}.")
    account = the_account(desk, order["account_id"])
    with desk.db.step("order.edited", account["id"]) as log:
        desk.db.update("order", order_id, **columns)
        was = say_money(order["amount_minor"], order["currency"])
        log.said = f"Changed {fields_said(fields)} of the order of {was} by {visible(account['name'])}"
    return Done(log.id, log.said, account["id"], order_id)


def _day(desk: Desk, text: str) -> str:
    day = parse_when(text, desk.today(), allow_past=True).day
    if day > desk.today():
        raise DeskError(f"Nobody can have ordered on {day.isoformat()}, that day is still to come.")
    return day.isoformat()
