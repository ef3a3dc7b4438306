"""Accounts: add, edit, delete."""

from __future__ import annotations

from typing import Any

from sdrdesk.domain import reach
from sdrdesk.domain.errors import DeskError, NeedsAnswer, NotFound
from sdrdesk.domain.money import parse_amount
from sdrdesk.domain.text import clean, is_blank, name_key, visible
from sdrdesk.domain.when import parse_when
from sdrdesk.store.database import Database, Row
from sdrdesk.store.stepping import next_columns

from .contacts import insert_contact
from .deals import fields_said, worth_columns
from .desk import Desk, Done
from .find import the_account
from .fingerprints import leave_of_deleted, with_warning
from .next_steps import read_next, said_step
from .own_fields import changed, names
from .stage_history import write_move

NAMES = {"account": "account", "contact": "person", "deal": "deal", "note": "note", "activity": "entry",
         "objection": "objection", "order": "order", "call": "call"}  # fmt: skip


def add_account(
    desk: Desk,
    *,
    name: str,
    source: str = "",
    person: str = "",
    email: str = "",
    phone: str = "",
    title: str = "",
    value: str = "",
    kind: str = "company",
    signal: str = "",
    website: str = "",
    country: str = "",
    next: str = "",
) -> Done:
    """A new lead: on the board when a next step is given, else in the inbox."""
    name = clean(person).strip() if is_blank(name) else clean(name).strip()
    if is_blank(name):
        raise NeedsAnswer("name", "A new account needs a name: the company, or the person buying alone.")
    step = read_next(desk, next) if next.strip() else None
    worth = parse_amount(value, desk.settings.currency) if value.strip() else None
    today = desk.today().isoformat()
    with desk.db.step("account.added", None) as log:
        account_id = desk.db.insert(
            "account",
            kind=kind,
            name=name,
            name_key=name_key(name),
            domain_key=reach.domain_key(website or email) if website or email else None,
            website=clean(website) or None,
            country=clean(country) or None,
            source=clean(source).strip() or "added by hand",
            signal=clean(signal) or None,
            status="active" if step else "inbox",
            value_minor=worth.minor if worth else None,
            currency=worth.currency if worth else None,
            created_on=today,
            added_at=desk.stamp(),
            **next_columns(desk.db, step),
        )
        desk.db.insert("touch", account_id=account_id, source=clean(source).strip() or "added by hand", on_date=today)
        if step:
            write_move(desk, account_id, "enter", None, "lead", None, "active")
        if person.strip() or email.strip() or phone.strip():
            insert_contact(desk, account_id, person or name, title=title, email=email, phone=phone, position=0)
        log.subject = account_id
        log.said = f"Added {visible(name)}" + (f", next: {said_step(desk, step)}" if step else " to the inbox")
        log.said = with_warning(desk, log.said, email=email, phone=phone)
    return Done(log.id, log.said, account_id, account_id)


ACCOUNT_FIELDS = ("name", "website", "industry", "employees", "city", "country", "source", "value",
                  "playbook", "satisfaction", "renewal_on")  # fmt: skip


def edit_account(desk: Desk, account_id: str, **fields: str) -> Done:
    """Change facts of an account from text: any of ACCOUNT_FIELDS, and those of the rep's own."""
    account = the_account(desk, account_id)
    own = names("account")
    columns: dict[str, Any] = changed(desk, "account", account, fields)
    for field, text in fields.items():
        if field not in own:
            columns.update(_account_column(desk, account, field, clean(text).strip()))
    with desk.db.step("account.edited", account_id) as log:
        desk.db.update("account", account_id, **columns)
        log.said = f"Changed {fields_said(fields)} of {visible(account['name'])}"
    return Done(log.id, log.said, account_id)


def _account_column(desk: Desk, account: Row, field: str, text: str) -> dict[str, Any]:
    if field == "name":
        if is_blank(text):
            raise NeedsAnswer("name", "An account needs a name.")
        return {"name": text, "name_key": name_key(text)}
    if field == "value":
        return worth_columns(desk, text, account["currency"])
    if field == "website":
        return {"website": text or None, "domain_key": reach.domain_key(text) if text else None}
    if field == "satisfaction":
        if text and (not text.isascii() or not text.isdigit() or int(text) > 10):
            raise DeskError(f"Satisfaction is a whole number from 0 to 10, not “{visible(text)}”.")
        return {"satisfaction": int(text) if text else None}
    if field == "renewal_on":
        return {"renewal_on": parse_when(text, desk.today(), allow_past=True).day.isoformat() if text else None}
    if field == "playbook":
        from .playbooks import find_playbook  # only where one is named

        return {"playbook": find_playbook(text) if text else None}
    if field not in ACCOUNT_FIELDS:
        there = ", ".join((*ACCOUNT_FIELDS, *names("account")))
        raise DeskError(f"An account has no field {visible(field)}; there are {there}.")
    return {field: text or None}


def delete(desk: Desk, table: str, row_id: str) -> Done:
    """Delete a mistyped record (and, with an account, all that hangs on it); one act, undone like any other."""
    if table not in NAMES:
        raise DeskError(f"A {visible(table)} cannot be deleted.")
    row = desk.db.row(table, row_id)
    if row is None:
        raise NotFound(f"That {NAMES[table]} is no longer on this desk.")
    account_id = row_id if table == "account" else row["account_id"]
    label = next((row[name] for name in ("name", "full_name", "words", "text") if name in row.keys()), None)  # noqa: SIM118
    with desk.db.step(f"{table}.deleted", account_id) as log:
        if table in ("account", "contact"):
            leave_of_deleted(desk, table, row)
        if table == "contact":
            from .cadence_runs import stop_theirs  # only where somebody is deleted

            stop_theirs(desk, account_id, row_id, "the person was deleted")
        _delete_below(desk.db, table, row_id)
        desk.db.tombstone(table, row_id)
        log.said = f"Deleted the {NAMES[table]}" + (f" {visible(str(label))[:60]}" if label else "")
    return Done(log.id, log.said, account_id)


_BELOW = {
    "account": ("contact", "contact_point", "deal", "order", "stage_move", "call", "call_line", "answer", "grade",
                "objection", "note", "activity", "next_step", "touch", "tag", "call_block_row",
                "cadence_run", "cadence_step"),
    "contact": ("contact_point",),
    "call": ("call_line", "answer", "grade", "objection"),
}  # fmt: skip


def _delete_below(db: Database, table: str, row_id: str) -> None:
    for child in _BELOW.get(table, ()):
        for row in db.all(f'SELECT id FROM "{child}" WHERE {table}_id = ? AND deleted_at IS NULL', (row_id,)):
            db.tombstone(child, row["id"])
