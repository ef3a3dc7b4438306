"""Customers: who wants looking after and why, what they buy and how often, and what could be offered to one."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sdrdesk.domain import customers as rules
from sdrdesk.domain.customers import Care, Offer, Rhythm
from sdrdesk.domain.next_step import say_step
from sdrdesk.store import customers as rows
from sdrdesk.store.database import Row

from .desk import Desk

PAGE = 200
MOST = 20_000
"""Customers looked at, the most pressing next steps first; a desk of more says so."""
_PEERS = 2000


class Customer(NamedTuple):
    """A customer as a row: why it wants looking after, its orders and what is next.

    Amounts are minor units of the desk's currency; `unknown` counts orders in a currency without a rate, which no sum
    holds.
    """

    care: Care
    id: str
    name: str
    name_key: str
    person: str | None
    rhythm: Rhythm
    unknown: int
    recurring: int
    renewal_on: date | None
    due: date
    next: str

    @property
    def order(self) -> tuple[int, int, int, str, str]:
        """Most pressing first, then the dearest, then by name."""
        return self.care.rank, self.care.days, -self.rhythm.total, self.name_key, self.id


def glance(desk: Desk) -> list[Customer]:
    """The first page in order, ranked among themselves: what a first frame shows."""
    return sorted(_made(desk, rows.page(desk.db, None, PAGE)), key=lambda one: one.order)


def customers(desk: Desk) -> list[Customer]:
    """Every customer (at most 20,000, by next step), the most pressing first."""
    return sorted((one for page in _pages(desk) for one in page), key=lambda one: one.order)


def _pages(desk: Desk) -> Iterator[list[Customer]]:
    after: rows.Place | None = None
    for _ in range(MOST // PAGE):
        found = rows.page(desk.db, after, PAGE)
        if not found:
            return
        yield _made(desk, found)
        last = found[-1]
        after = (last["due"], last["minus_value"], last["name_key"], last["id"])


def _made(desk: Desk, found: list[Row]) -> list[Customer]:
    ids = [row["id"] for row in found]
    known: dict[str, list[tuple[date, int]]] = {one: [] for one in ids}
    unknown: dict[str, int] = dict.fromkeys(ids, 0)
    for order in rows.orders(desk.db, ids):
        if order["worth"] is None:
            unknown[order["account_id"]] += 1
        else:
            known[order["account_id"]].append((date.fromisoformat(order["ordered_on"]), order["worth"]))
    monthly = rows.recurring(desk.db, ids)
    made = []
    for row in found:
        rhythm = rules.rhythm(known[row["id"]])
        due = date.fromisoformat(row["due"])
        renewal = date.fromisoformat(row["renewal_on"]) if row["renewal_on"] else None
        care = rules.care(
            desk.today(), due=due, renewal_on=renewal, expected=rhythm.expected, gap=rhythm.gap,
            two_way_on=row["two_way_on"], quiet_limit=desk.settings.quiet_customer,
        )  # fmt: skip
        made.append(
            Customer(
                care=care,
                id=row["id"],
                name=row["name"],
                name_key=row["name_key"],
                person=row["person"],
                rhythm=rhythm,
                unknown=unknown[row["id"]],
                recurring=monthly.get(row["id"], 0),
                renewal_on=renewal,
                due=due,
                next=say_step(row["next_kind"], row["next_what"]),
            )
        )
    return made


def offers(desk: Desk, account_id: str) -> list[Offer]:
    """What customers who bought all that this one did bought besides; of the latest 2,000 buyers of its first thing."""
    has = frozenset(row["what"] for row in rows.orders(desk.db, [account_id]) if row["what"])
    if not has:
        return []
    peers = [one for one in rows.buyers_of(desk.db, min(has), _PEERS) if one != account_id]
    bought: dict[str, set[str]] = {}
    for row in rows.orders(desk.db, peers):
        if row["what"]:
            bought.setdefault(row["account_id"], set()).add(row["what"])
    return rules.offers(has, [frozenset(one) for one in bought.values()])
