"""Accounts, their people and deals: add, edit, delete, note, log what was not a call, set the next step."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from sdrdesk.domain import reach
from sdrdesk.domain.activity import KINDS as ACTIVITIES
from sdrdesk.domain.errors import DeskError, NeedsAnswer, NotFound
from sdrdesk.domain.money import parse_amount
from sdrdesk.domain.next_step import NextStep, made, parse_next, say_step
from sdrdesk.domain.pipeline import CLOSED
from sdrdesk.domain.text import clean, name_key, visible
from sdrdesk.domain.when import parse_when
from sdrdesk.store import accounts as rows
from sdrdesk.store.database import Database, Row
from sdrdesk.store.stepping import close_step, next_columns

from .desk import Desk, Done

NAMES = {"account": "account", "contact": "person", "deal": "deal", "note": "note", "activity": "entry",
         "objection": "objection", "order": "order", "call": "call"}  # fmt: skip


def the_account(desk: Desk, account_id: str) -> Row:
    """The live account row. Raises NotFound."""
    row = rows.account(desk.db, account_id)
    if row is None:
        raise NotFound("That account is no longer on this desk; it was deleted or merged.")
    return row


def local_day(stamp: str) -> str:
    """The local date of a stored instant."""
    return datetime.fromisoformat(stamp).astimezone().date().isoformat()


def said_step(desk: Desk, step: NextStep) -> str:
    """`call Thu 3 Dec 10:00`."""
    day = date.fromisoformat(step.due)
    return f"{say_step(step.kind, step.what)} {day.strftime('%a')} {day.day} {day.strftime('%b')}" + (
        f" {step.time}" if step.time else ""
    )


def read_next(desk: Desk, text: str, default_kind: str = "call") -> NextStep:
    """A next step from one line, seen from now. Raises DeskError when no time is in it."""
    return parse_next(text, desk.today(), desk.time_now(), desk.settings.closed_days, default_kind)


def needs_next(desk: Desk, text: str | None, name: str, default_kind: str = "call") -> NextStep:
    """The next step, which must be given: no active account without one. Raises NeedsAnswer when it is missing."""
    if not text or not text.strip():
        raise NeedsAnswer("next", f"What is the next step for {visible(name)}, and when? For example: call thu 10")
    return read_next(desk, text, default_kind)


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
    name = clean(name).strip() or clean(person).strip()
    if not name:
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
            _insert_contact(desk, account_id, person or name, title=title, email=email, phone=phone, position=0)
        log.subject = account_id
        log.said = f"Added {visible(name)}" + (f", next: {said_step(desk, step)}" if step else " to the inbox")
    return Done(log.id, log.said, account_id, account_id)


def write_move(
    desk: Desk,
    account_id: str,
    move: str,
    from_stage: str | None,
    to_stage: str,
    from_status: str | None,
    to_status: str,
    **columns: Any,
) -> str:
    """One row of the stage history, inside a step."""
    return desk.db.insert(
        "stage_move",
        account_id=account_id,
        at=desk.stamp(),
        on_date=desk.today().isoformat(),
        move=move,
        from_stage=from_stage,
        to_stage=to_stage,
        from_status=from_status,
        to_status=to_status,
        device=desk.db.device,
        **columns,
    )


def _insert_contact(
    desk: Desk,
    account_id: str,
    name: str,
    *,
    title: str = "",
    email: str = "",
    phone: str = "",
    role: str | None = None,
    position: int | None = None,
    referred_by: str | None = None,
) -> str:
    name = clean(name).strip()
    first, last = reach.split_name(name)
    if position is None:
        position = len(rows.people(desk.db, account_id))
    contact_id = desk.db.insert(
        "contact",
        account_id=account_id,
        full_name=name,
        first_name=first,
        last_name=last,
        name_key=name_key(name),
        title=clean(title).strip() or None,
        role=role,
        referred_by=referred_by,
        position=position,
        created_on=desk.today().isoformat(),
        added_at=desk.stamp(),
    )
    set_point(desk, account_id, contact_id, "email", email)
    set_point(desk, account_id, contact_id, "phone", phone)
    return contact_id


insert_contact = _insert_contact


def set_point(desk: Desk, account_id: str, contact_id: str | None, kind: str, typed: str, label: str = "work") -> None:
    """Set (or, when empty, take away) the first phone or e-mail of a person, inside a step."""
    typed = clean(typed).strip()
    held = [
        point
        for point in desk.db.all(
            "SELECT * FROM contact_point WHERE account_id = ? AND contact_id IS ? AND kind = ? AND label = ?"
            " AND deleted_at IS NULL ORDER BY position, id",
            (account_id, contact_id, kind, label),
        )
    ]
    if not typed:
        for point in held[:1]:
            desk.db.tombstone("contact_point", point["id"])
        return
    key, extension = point_key(desk, kind, typed)
    if held:
        desk.db.update("contact_point", held[0]["id"], typed=typed, key=key, extension=extension, dead_at=None)
        return
    desk.db.insert(
        "contact_point",
        account_id=account_id,
        contact_id=contact_id,
        kind=kind,
        label=label,
        typed=typed,
        key=key,
        extension=extension,
    )


def point_key(desk: Desk, kind: str, typed: str) -> tuple[str | None, str | None]:
    """(normal form, extension) of an e-mail or phone as typed; (None, None) when it cannot be read, and is kept."""
    if kind == "email":
        return reach.email_key(typed), None
    phone = reach.phone_key(typed, desk.settings.region)
    return phone.e164, phone.extension


def add_contact(
    desk: Desk, account_id: str, *, name: str, title: str = "", email: str = "", phone: str = "", role: str = ""
) -> Done:
    """A further person of an account, with an optional buying role."""
    account = the_account(desk, account_id)
    if not name.strip():
        raise NeedsAnswer("name", "A person needs a name.")
    with desk.db.step("contact.added", account_id) as log:
        made = _insert_contact(desk, account_id, name, title=title, email=email, phone=phone, role=_role(role))
        log.said = f"Added {visible(name)} at {visible(account['name'])}"
    return Done(log.id, log.said, account_id, made)


ROLES = ("decides", "champion", "recommends", "user", "blocks", "signs")


def _role(text: str) -> str | None:
    text = text.strip().lower()
    if not text:
        return None
    found = [role for role in ROLES if role.startswith(text)]
    if len(found) != 1:
        raise DeskError(f"“{visible(text)}” is not a buying role; use one of {', '.join(ROLES)}.")
    return found[0]


def add_deal(desk: Desk, account_id: str, *, name: str = "", value: str = "", kind: str = "", close: str = "") -> Done:
    """A further deal of an account; on a customer this is how the next sale is worked."""
    account = the_account(desk, account_id)
    worth = parse_amount(value, desk.settings.currency) if value.strip() else None
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


ACCOUNT_FIELDS = ("name", "website", "industry", "employees", "city", "country", "source", "value")
_POINTS = (("email", "email", "work"), ("phone", "phone", "work"), ("mobile", "phone", "mobile"))
CONTACT_FIELDS = ("name", "title", "role", "email", "phone", "mobile")
DEAL_FIELDS = ("name", "value", "step", "close")


def edit_account(desk: Desk, account_id: str, **fields: str) -> Done:
    """Change facts of an account from text: any of ACCOUNT_FIELDS."""
    account = the_account(desk, account_id)
    columns: dict[str, Any] = {}
    for field, text in fields.items():
        columns.update(_account_column(desk, field, clean(text).strip()))
    with desk.db.step("account.edited", account_id) as log:
        desk.db.update("account", account_id, **columns)
        log.said = f"Changed {_listed(fields)} of {visible(account['name'])}"
    return Done(log.id, log.said, account_id)


def _account_column(desk: Desk, field: str, text: str) -> dict[str, Any]:
    if field == "name":
        if not text:
            raise NeedsAnswer("name", "An account needs a name.")
        return {"name": text, "name_key": name_key(text)}
    if field == "value":
        return _worth(desk, text)
    if field == "website":
        return {"website": text or None, "domain_key": reach.domain_key(text) if text else None}
    if field not in ACCOUNT_FIELDS:
        raise DeskError(f"An account has no field {visible(field)}; there are {', '.join(ACCOUNT_FIELDS)}.")
    return {field: text or None}


def _worth(desk: Desk, text: str) -> dict[str, Any]:
    worth = parse_amount(text, desk.settings.currency) if text else None
    return {"value_minor": worth.minor if worth else None, "currency": worth.currency if worth else None}


def edit_contact(desk: Desk, contact_id: str, **fields: str) -> Done:
    """Change facts of a person from text: any of CONTACT_FIELDS."""
    contact = desk.db.row("contact", contact_id)
    if contact is None:
        raise NotFound("That person is no longer on this desk.")
    columns: dict[str, Any] = {}
    for field, text in fields.items():
        if field == "name":
            if not text.strip():
                raise NeedsAnswer("name", "A person needs a name.")
            full = clean(text).strip()
            first, last = reach.split_name(full)
            columns.update(full_name=full, first_name=first, last_name=last, name_key=name_key(full))
        elif field == "role":
            columns["role"] = _role(text)
        elif field == "title":
            columns["title"] = clean(text).strip() or None
        elif field not in CONTACT_FIELDS:
            raise DeskError(f"A person has no field {visible(field)}; there are {', '.join(CONTACT_FIELDS)}.")
    with desk.db.step("contact.edited", contact["account_id"]) as log:
        if columns:
            desk.db.update("contact", contact_id, **columns)
        for field, kind, label in _POINTS:
            if field in fields:
                set_point(desk, contact["account_id"], contact_id, kind, fields[field], label)
        log.said = f"Changed {_listed(fields)} of {visible(contact['full_name'])}"
    return Done(log.id, log.said, contact["account_id"])


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
            columns.update(_worth(desk, text))
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
        log.said = f"Changed {_listed(fields)} of the deal {visible(deal['name'])}"
    return Done(log.id, log.said, deal["account_id"])


def _listed(fields: dict[str, str]) -> str:
    return " and ".join(fields) or "nothing"


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
        _delete_below(desk.db, table, row_id)
        desk.db.tombstone(table, row_id)
        log.said = f"Deleted the {NAMES[table]}" + (f" {visible(str(label))[:60]}" if label else "")
    return Done(log.id, log.said, account_id)


_BELOW = {
    "account": ("contact", "contact_point", "deal", "order", "stage_move", "call", "call_line", "answer", "grade",
                "objection", "note", "activity", "next_step", "touch", "tag"),
    "contact": ("contact_point",),
    "call": ("call_line", "answer", "grade", "objection"),
}  # fmt: skip


def _delete_below(db: Database, table: str, row_id: str) -> None:
    for child in _BELOW.get(table, ()):
        for row in db.all(f'SELECT id FROM "{child}" WHERE {table}_id = ? AND deleted_at IS NULL', (row_id,)):
            db.tombstone(child, row["id"])


def set_next(desk: Desk, account_id: str, text: str, contact_id: str | None = None, *, when: str = "") -> Done:
    """Replace the open next step by `what when` (or what, with `when` apart); in the inbox this takes the account."""
    account = the_account(desk, account_id)
    if when.strip():
        step = made(clean(text).strip(), parse_when(when, desk.today(), desk.time_now(), desk.settings.closed_days))
    else:
        step = needs_next(desk, text, account["name"])
    if account["status"] == "inbox":
        from .pipeline import take_on

        return take_on(desk, account, step)
    if account["status"] != "active":
        raise DeskError(f"{visible(account['name'])} is {account['status']}; reactivate it to work on it again.")
    with desk.db.step("next.set", account_id) as log:
        close_step(desk.db, account, "replaced")
        desk.db.update("account", account_id, **next_columns(desk.db, step, contact_id or account["next_contact_id"]))
        log.said = f"{visible(account['name'])}: {said_step(desk, step)}"
    return Done(log.id, log.said, account_id)


def snooze(desk: Desk, account_id: str, text: str) -> Done:
    """Move the open next step to another time (`1`, `3`, `7`, `m`, `thu 10`), what it is stays.

    Of an account that left, the day to look again is moved.
    """
    account = the_account(desk, account_id)
    if account["status"] in CLOSED and account["review_on"] is not None:
        return _look_again_later(desk, account, read_next(desk, text).due)
    if account["status"] != "active":
        raise DeskError(f"{visible(account['name'])} has no next step to snooze; it is {account['status']}.")
    when = read_next(desk, text)
    step = NextStep(account["next_kind"], account["next_what"], when.due, when.time)
    with desk.db.step("next.snoozed", account_id) as log:
        close_step(desk.db, account, "snoozed")
        desk.db.update("account", account_id, **next_columns(desk.db, step, account["next_contact_id"]))
        log.said = f"Snoozed {visible(account['name'])}: {said_step(desk, step)}"
    return Done(log.id, log.said, account_id)


def _look_again_later(desk: Desk, account: Row, day: str) -> Done:
    with desk.db.step("review.snoozed", account["id"]) as log:
        desk.db.update("account", account["id"], review_on=day)
        log.said = f"Put off {visible(account['name'])}: look again on {day}"
    return Done(log.id, log.said, account["id"])


def note(desk: Desk, account_id: str, text: str, contact_id: str | None = None) -> Done:
    """Write a note on an account."""
    account = the_account(desk, account_id)
    text = clean(text).strip()
    if not text:
        raise NeedsAnswer("text", "An empty note is not kept; write a line.")
    with desk.db.step("note.written", account_id) as log:
        made = desk.db.insert("note", account_id=account_id, contact_id=contact_id, at=desk.stamp(), text=text)
        log.said = f"Noted on {visible(account['name'])}: {visible(text)[:60]}"
    return Done(log.id, log.said, account_id, made)


def log_activity(
    desk: Desk,
    account_id: str,
    kind: str,
    text: str = "",
    *,
    next: str = "",
    contact_id: str | None = None,
    at: str = "",
) -> Done:
    """Log what was not my call: a mail, a reply, a call they made, a meeting, a message, a proof sent.

    `at` is the instant it happened, as stored; now unless given.
    """
    account = the_account(desk, account_id)
    found = ACTIVITIES.get(kind)
    if found is None:
        raise DeskError(f"“{visible(kind)}” is not something to log; use one of {', '.join(ACTIVITIES)}.")
    step = read_next(desk, next) if next.strip() else None
    happened = at or desk.stamp()
    if step is not None and account["status"] != "active":
        raise DeskError(f"{visible(account['name'])} is not on the board; take or reactivate it to set a next step.")
    with desk.db.step("activity.logged", account_id) as log:
        made = desk.db.insert(
            "activity",
            account_id=account_id,
            contact_id=contact_id,
            kind=kind,
            at=happened,
            on_date=local_day(happened),
            two_way=int(found.two_way),
            text=clean(text).strip() or None,
        )
        if step is not None:
            close_step(desk.db, account, "done")
            desk.db.update("account", account_id, **next_columns(desk.db, step, account["next_contact_id"]))
        log.said = f"{visible(account['name'])}: {found.label}" + (f", next: {said_step(desk, step)}" if step else "")
    return Done(log.id, log.said, account_id, made)
