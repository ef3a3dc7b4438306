"""Links between people: who referred whom, said and taken back."""

from __future__ import annotations

from typing import NamedTuple

from sdrdesk.domain.errors import DeskError, NotFound
from sdrdesk.domain.text import visible
from sdrdesk.store import links as rows
from sdrdesk.store.database import Row

from .desk import Desk, Done


class Link(NamedTuple):
    """Our person, and the other one: who named them (`by`), or whom they named."""

    by: bool
    contact_id: str
    name: str
    other_id: str
    other: str
    account_id: str
    account: str
    standing: str


def links(desk: Desk, account_id: str) -> tuple[Link, ...]:
    """Who brought the people of an account, then whom they brought."""
    brought = [_link(row, True) for row in rows.named_by(desk.db, account_id)]
    return tuple([*brought, *(_link(row, False) for row in rows.named(desk.db, account_id))])


def _link(row: Row, by: bool) -> Link:
    standing = row["stage"] if row["status"] == "active" else row["status"]
    return Link(by, row["id"], row["name"], row["other_id"], row["other"], row["account_id"], row["account"], standing)


def set_referrer(desk: Desk, contact_id: str, referrer_id: str | None) -> Done:
    """Say who referred a person; None takes it away. Nobody refers themselves, nor whom they were referred by."""
    person = _person(desk, contact_id)
    name = visible(person["full_name"])
    if referrer_id is None:
        with desk.db.step("contact.referrer", person["account_id"], f"Nobody referred {name}") as log:
            desk.db.update("contact", contact_id, referred_by=None)
        return Done(log.id, log.said, person["account_id"])
    referrer = _person(desk, referrer_id)
    if _goes_round(desk, contact_id, referrer):
        raise DeskError(f"{name} stands above {visible(referrer['full_name'])} already: a referral cannot go round.")
    with desk.db.step("contact.referrer", person["account_id"]) as log:
        desk.db.update("contact", contact_id, referred_by=referrer_id)
        log.said = f"{name} was referred by {visible(referrer['full_name'])}"
    return Done(log.id, log.said, person["account_id"])


def _person(desk: Desk, contact_id: str) -> Row:
    row = desk.db.row("contact", contact_id)
    if row is None:
        raise NotFound("That person is no longer on this desk.")
    return row


def _goes_round(desk: Desk, contact_id: str, referrer: Row) -> bool:
    """Whether this person is found on the way up from the one who would have referred them."""
    above: Row | None = referrer
    for _ in range(100):
        if above is None:
            return False
        if above["id"] == contact_id:
            return True
        above = desk.db.row("contact", above["referred_by"]) if above["referred_by"] else None
    return True
