"""People: added, edited and reached; and every person of the desk as a flat record of what their source said."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from sdrdesk.domain import reach
from sdrdesk.domain.errors import DeskError, NeedsAnswer, NotFound
from sdrdesk.domain.text import clean, name_key, visible
from sdrdesk.store import accounts as account_rows
from sdrdesk.store import people as rows
from sdrdesk.store.database import Row

from .deals import fields_said
from .desk import Desk, Done
from .find import the_account
from .fingerprints import leave_behind, lift, with_warning
from .own_fields import changed, names

PAGE = 500
# account column -> the concept that a source has for it
_OF_ACCOUNT = {
    "name": "company", "website": "website", "industry": "industry", "employees": "employees", "city": "city",
    "country": "country", "source": "lead_source",
}  # fmt: skip
_NAMES = ("full_name", "first_name", "last_name")
_CONCEPTS = (*_NAMES, "email", "phone", "phone_mobile", "company", "title", "website")


def records(desk: Desk) -> Iterator[dict[str, str]]:
    """People in the order they came, each as concept -> text (what is empty is absent), a page in memory at a time.

    A source's value stays as it came until it is changed here by hand; `account_id`, `phone_e164`, `desk_stage` and
    `desk_status` are the desk's own.
    """
    after = 0
    while page := rows.page(desk.db, after, PAGE):
        yield from _records(desk, page)
        after = page[-1]["place"]


def _records(desk: Desk, page: list[Row]) -> Iterator[dict[str, str]]:
    accounts = sorted({row["account_id"] for row in page})
    points = rows.points(desk.db, [row["id"] for row in page])
    tags = rows.tags(desk.db, accounts)
    edited: dict[str, set[str]] = {}
    for edit in rows.edits(desk.db, accounts):
        edited.setdefault(edit["account_id"], set()).update(json.loads(edit["columns"]))
    for row in page:
        account = row["account_id"]
        yield _record(row, points.get(row["id"], []), tags.get(account, []), edited.get(account, set()))


def _record(row: Row, points: list[Row], tags: list[str], edited: set[str]) -> dict[str, str]:
    source: dict[str, str] = json.loads(row["source_values"]) if row["source_values"] else {}
    if source:
        values = {**source, **_named(row, source), "title": row["title"]}
        values |= {concept: row[column] for column, concept in _OF_ACCOUNT.items() if column in edited}
    else:
        values = _by_hand(row, tags)
    values |= _reached(points, source)
    first = {concept: values.pop(concept) for concept in _CONCEPTS if concept in values}
    record = {key: str(value) for key, value in {**first, **values}.items() if value not in (None, "")}
    phone = record.get("phone") or record.get("phone_mobile")
    e164 = _key_of(points, phone)
    desks_own = {"account_id": row["account_id"], "desk_stage": row["stage"], "desk_status": row["status"]}
    return record | ({"phone_e164": e164} if e164 else {}) | desks_own


def _named(row: Row, source: dict[str, str]) -> dict[str, Any]:
    """The name as it stands, where it is another than the source's and not merely made up from what else it said."""
    made_up = {part for value in source.values() for part in (value, *value.split(", "))}
    made_up.add(" ".join(source[name] for name in ("first_name", "last_name") if name in source))
    return {} if row["full_name"] in made_up else {name: row[name] for name in _NAMES}


def _by_hand(row: Row, tags: list[str]) -> dict[str, Any]:
    """A person who was added here: the desk's own facts under the names a source would use."""
    facts = {concept: row[column] for column, concept in _OF_ACCOUNT.items()}
    if row["kind"] == "person":
        facts.pop("company")
    return {
        **{name: row[name] for name in _NAMES},
        "title": row["title"],
        **facts,
        "city": row["contact_city"] or row["city"],
        "country": row["contact_country"] or row["country"],
        "lead_source": row["contact_source"] or row["source"],
        "owner": row["contact_owner"] or row["owner"],
        "linkedin_url": row["linkedin_url"],
        "annual_revenue": row["annual_revenue"],
        "created": row["created_on"],
        "tags": ", ".join(tags),
    }


def _reached(points: list[Row], source: dict[str, str]) -> dict[str, str | None]:
    """E-mail and phones as typed: the source's while they stand, else what was put in their place here."""
    emails = [point["typed"] for point in points if point["kind"] == "email"]
    desk = [point["typed"] for point in points if point["kind"] == "phone" and point["label"] != "mobile"]
    mobile = [point["typed"] for point in points if point["kind"] == "phone" and point["label"] == "mobile"]
    said = {value for concept in ("email_other", "phone_other") for value in source.get(concept, "").split(", ")}
    said |= {source[concept] for concept in ("email", "phone", "phone_mobile") if concept in source}
    return {
        "email": _standing(source.get("email"), emails, said),
        "phone": _standing(source.get("phone"), desk, said),
        "phone_mobile": _standing(source.get("phone_mobile"), mobile, said),
    }


def _standing(value: str | None, live: list[str], said: Iterable[str]) -> str | None:
    """The source's value when it is still there or nothing came in its place; else the first the source never said."""
    if value is not None and value in live:
        return value
    return next((typed for typed in live if typed not in said), value)


def _key_of(points: list[Row], typed: str | None) -> str | None:
    """The normal form of the number shown, else of the first that has one."""
    phones = [point for point in points if point["kind"] == "phone" and point["key"]]
    shown = [point["key"] for point in phones if point["typed"] == typed]
    return next(iter(shown or [point["key"] for point in phones]), None)


def insert_contact(
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
        position = len(account_rows.people(desk.db, account_id))
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
        made = insert_contact(desk, account_id, name, title=title, email=email, phone=phone, role=_role(role))
        said = f"Added {visible(name)} at {visible(account['name'])}"
        log.said = with_warning(desk, said, email=email, phone=phone)
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


_POINTS = (("email", "email", "work"), ("phone", "phone", "work"), ("mobile", "phone", "mobile"))


CONTACT_FIELDS = ("name", "title", "role", "email", "phone", "mobile", "referred_by", "do_not_contact")


def _referrer(desk: Desk, contact_id: str, text: str) -> str | None:
    if not text.strip():
        return None
    from .links import refuse_round, someone  # only where a referrer is named

    found = someone(desk, text)
    refuse_round(desk, contact_id, found)
    return found.id


def _yes(text: str) -> bool:
    """Raises DeskError for what is neither yes nor no."""
    said = text.strip().lower()
    if said in ("yes", "y", "1", "true"):
        return True
    if said in ("", "no", "n", "0", "false"):
        return False
    raise DeskError(f"“{visible(text)}” is neither yes nor no.")


def edit_contact(desk: Desk, contact_id: str, **fields: str) -> Done:
    """Change facts of a person from text: any of CONTACT_FIELDS, and those of the rep's own."""
    contact = desk.db.row("contact", contact_id)
    if contact is None:
        raise NotFound("That person is no longer on this desk.")
    own = names("contact")
    columns: dict[str, Any] = changed(desk, "contact", contact, fields)
    for field, text in fields.items():
        if field == "name":
            if not text.strip():
                raise NeedsAnswer("name", "A person needs a name.")
            full = clean(text).strip()
            first, last = reach.split_name(full)
            columns.update(full_name=full, first_name=first, last_name=last, name_key=name_key(full))
        elif field == "role":
            columns["role"] = _role(text)
        elif field == "do_not_contact":
            blocked = int(_yes(text))
            columns.update(do_not_contact=blocked, email_opt_out=blocked)
        elif field == "referred_by":
            columns["referred_by"] = _referrer(desk, contact_id, text)
        elif field == "title":
            columns["title"] = clean(text).strip() or None
        elif field not in (*CONTACT_FIELDS, *own):
            there = ", ".join((*CONTACT_FIELDS, *own))
            raise DeskError(f"A person has no field {visible(field)}; there are {there}.")
    with desk.db.step("contact.edited", contact["account_id"]) as log:
        if columns:
            desk.db.update("contact", contact_id, **columns)
        for field, kind, label in _POINTS:
            if field in fields:
                set_point(desk, contact["account_id"], contact_id, kind, fields[field], label)
        if columns.get("do_not_contact", contact["do_not_contact"]):
            leave_behind(desk, contact["account_id"], contact_id)
        elif contact["do_not_contact"]:
            lift(desk, contact_id)
        said = f"Changed {fields_said(fields)} of {visible(contact['full_name'])}"
        number = fields.get("phone") or fields.get("mobile") or ""
        blocked = columns.get("do_not_contact", contact["do_not_contact"])
        warned = {} if blocked else {"email": fields.get("email", ""), "phone": number}
        log.said = with_warning(desk, said, **warned)
    return Done(log.id, log.said, contact["account_id"])
