"""The command that lists customers, those who want looking after first."""

from __future__ import annotations

import click

from sdrdesk.domain.money import say_money
from sdrdesk.usecases import customers as use

from .command import Asked, command
from .printing import put, put_json


@command("customers", "sdrdesk customers --limit 20")
@click.option("--limit", type=click.IntRange(min=1), default=200, show_default=True, help="At most so many.")
def customers(asked: Asked, limit: int) -> None:
    """Customers with why they want looking after, their orders and the day the next one is due."""
    with asked.desk() as desk:
        found = use.customers(desk)[:limit]
        currency = desk.settings.currency
    if asked.json:
        put_json([_facts(one, currency) for one in found])
        return
    for one in found:
        orders = f"{one.rhythm.orders} × {say_money(one.rhythm.mean, currency)}" if one.rhythm.orders else ""
        due = f"{one.rhythm.expected}" if one.rhythm.expected else ""
        put(f"{one.care.why:<20}  {orders:<14}  {due:<10}  {one.name}")


def _facts(one: use.Customer, currency: str) -> dict[str, object]:
    """Amounts in minor units of `currency`, days as YYYY-MM-DD."""
    rhythm = one.rhythm
    return {
        "id": one.id,
        "name": one.name,
        "why": one.care.why,
        "currency": currency,
        "orders": rhythm.orders,
        "total_minor": rhythm.total,
        "mean_minor": rhythm.mean,
        "orders_without_rate": one.unknown,
        "orders_per_year": rhythm.per_year,
        "last_order": rhythm.last.isoformat() if rhythm.last else None,
        "next_order": rhythm.expected.isoformat() if rhythm.expected else None,
        "recurring_minor": one.recurring,
        "renewal_on": one.renewal_on.isoformat() if one.renewal_on else None,
        "next_due": one.due.isoformat(),
        "next": one.next,
    }
