"""Who asked not to be contacted is not: my own calls, mails and messages to them are refused; theirs are logged."""

from __future__ import annotations

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.text import visible
from sdrdesk.store.database import Row

from .desk import Desk

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
    return "taking that act back" if account["status"] == "active" else "reactivating, with a reason,"
