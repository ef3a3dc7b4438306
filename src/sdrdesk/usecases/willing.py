"""Who asked not to be contacted is not: my own calls, mails and messages to them are refused; theirs are logged."""

from __future__ import annotations

from sdrdesk.domain.errors import DeskError, NeedsAnswer
from sdrdesk.domain.text import clean, visible
from sdrdesk.store.database import Row
from sdrdesk.store.fingerprints import blocked_people

from .desk import Desk, Done
from .find import the_account
from .fingerprints import lift_of_account

MINE = frozenset({"mail_sent", "message_sent", "proof_sent", "offer_sent"})
"""Activities that go out to somebody."""


def check_willing(desk: Desk, account: Row, contact_id: str | None) -> None:
    """Raise DeskError when the account, or the person meant, asked not to be contacted."""
    if account["do_not_contact"]:
        raise DeskError(
            f"{visible(account['name'])} asked not to be contacted, so nothing goes out to them. "
            f"What came from them can be logged; {_lifted(account)} lifts it."
        )
    person = desk.db.row("contact", contact_id) if contact_id else None
    if person is not None and person["do_not_contact"]:
        raise DeskError(
            f"{visible(person['full_name'])} asked not to be contacted, so nothing goes out to them. "
            "What came from them can be logged; e on the person lifts it."
        )


def _lifted(account: Row) -> str:
    return "allow, with a reason," if account["status"] == "active" else "reactivating, with a reason,"


def allow(desk: Desk, account_id: str, *, reason: str = "", confirmed: str = "") -> Done:
    """An account that asked not to be contacted changed its mind: the block goes, and a note says why.

    People of it who asked for themselves stay blocked.
    """
    account = the_account(desk, account_id)
    name = visible(account["name"])
    if not account["do_not_contact"]:
        person = next(iter(blocked_people(desk.db, account_id)), None)
        who = desk.db.row("contact", person) if person else None
        theirs = f"; {visible(who['full_name'])} there asked not to be, which e on the person lifts" if who else ""
        raise DeskError(f"{name} may be contacted already{theirs}.")
    if not reason.strip():
        raise NeedsAnswer("reason", f"Why may {name} be contacted again? For example: they rang and asked for an offer")
    if confirmed != "yes":
        raise NeedsAnswer("confirm", f"{name} asked not to be contacted. Did they take that back?")
    with desk.db.step("account.allowed", account_id) as log:
        desk.db.update("account", account_id, do_not_contact=0)
        lift_of_account(desk, account_id)
        text = f"May be contacted again: {clean(reason).strip()}"
        desk.db.insert("note", account_id=account_id, at=desk.stamp(), text=text)
        log.said = f"{name} may be contacted again: {visible(reason.strip())}"
    return Done(log.id, log.said, account_id)
