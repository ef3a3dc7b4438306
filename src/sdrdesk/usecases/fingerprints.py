"""Who must not come back: fingerprints left when somebody asks to be left alone, and looked at at every door in."""

from __future__ import annotations

from collections.abc import Iterable

from sdrdesk.domain import reach
from sdrdesk.domain.fingerprint import DO_NOT_CONTACT, Held
from sdrdesk.store import fingerprints as rows
from sdrdesk.store.database import Row

from .desk import Desk


def leave_behind(desk: Desk, account_id: str, contact_id: str | None, why: str = DO_NOT_CONTACT) -> None:
    """Inside a step: keep fingerprints of a person's own e-mails and phones; with None of an account and its people."""
    for point in rows.points_alone(desk.db, account_id, contact_id):
        rows.leave(desk.db, point["kind"], point["key"], why, desk.today().isoformat())


def lift(desk: Desk, contact_id: str) -> None:
    """Inside a step: a person may be contacted again."""
    for point in rows.points_of(desk.db, contact_id):
        rows.lift(desk.db, point["kind"], point["key"], DO_NOT_CONTACT)


def lift_of_account(desk: Desk, account_id: str) -> None:
    """Inside a step: an account may be contacted again; who asked for themselves stays out, there and elsewhere."""
    for point in rows.points_free_again(desk.db, account_id):
        rows.lift(desk.db, point["kind"], point["key"], DO_NOT_CONTACT)


def leave_of_deleted(desk: Desk, table: str, row: Row) -> None:
    """Inside a step: who asked to be left alone stays out after their record is deleted."""
    if table == "contact" and row["do_not_contact"]:
        leave_behind(desk, row["account_id"], row["id"])
    elif table == "account" and row["do_not_contact"]:
        leave_behind(desk, row["id"], None)
    elif table == "account":
        for contact_id in rows.blocked_people(desk.db, row["id"]):
            leave_behind(desk, row["id"], contact_id)


def held(desk: Desk, reached: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Held]:
    """Of these (email or phone, normal form) those that are held back, with why and since when."""
    return rows.held(desk.db, reached)


def warning(desk: Desk, *, email: str = "", phone: str = "") -> str:
    """`this e-mail asked not to be contacted on 2026-10-13`; empty when neither is held back."""
    mail = reach.email_key(email)
    number = reach.phone_key(phone, desk.settings.region).e164 if phone.strip() else None
    asked = [(kind, form) for kind, form in (("email", mail), ("phone", number)) if form]
    found = rows.held(desk.db, asked) if asked else {}
    named = {"email": "this e-mail", "phone": "this number"}
    return ", ".join(f"whoever has {named[kind]} {one.said}" for (kind, _), one in found.items())


def with_warning(desk: Desk, said: str, *, email: str = "", phone: str = "") -> str:
    """The sentence, and behind it whom one should not contact."""
    told = warning(desk, email=email, phone=phone)
    return f"{said}. Careful: {told}" if told else said
