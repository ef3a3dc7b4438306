"""Somebody whom a line of a call names and the account does not have: offered, and added only when the rep says so."""

from __future__ import annotations

from sdrdesk.domain.named import Named, somebody_named
from sdrdesk.domain.text import clean, visible
from sdrdesk.store import accounts as rows

from .calls import the_call
from .contacts import insert_contact
from .desk import Desk, Done
from .find import the_account


def newly_named(desk: Desk, account_id: str, text: str) -> Named | None:
    """Whom these words name who is no person of the account yet; None when they name nobody new."""
    known = [(row["full_name"], row["title"] or "") for row in rows.people(desk.db, account_id)]
    return somebody_named(clean(text), the_account(desk, account_id)["name"], known)


def add_named(desk: Desk, call_id: str, named: Named) -> Done:
    """A further person of the account one talks with; it is an act of the call, and taken back like a line of it."""
    call = the_call(desk, call_id)
    account = the_account(desk, call["account_id"])
    with desk.db.step("contact.added", account["id"], group=call_id) as log:
        made = insert_contact(desk, account["id"], named.name or named.title, title=named.title)
        log.said = f"Added {visible(named.said)} at {visible(account['name'])}"
    return Done(log.id, log.said, account["id"], made)
