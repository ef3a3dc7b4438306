"""What is compared of accounts and people: their names and the ways to reach them, read from the desk."""

from __future__ import annotations

from collections.abc import Iterable

from sdrdesk.domain import reach
from sdrdesk.domain.handles import handle_key
from sdrdesk.domain.likeness import Traits
from sdrdesk.domain.text import fold
from sdrdesk.store import duplicates as rows
from sdrdesk.store.database import Row

from .desk import Desk


def of_accounts(desk: Desk, account_ids: Iterable[str]) -> list[Traits]:
    """What is compared of each of these accounts that lives."""
    ids = list(account_ids)
    if not ids:
        return []
    people: dict[str, list[Row]] = {}
    for row in rows.people_of(desk.db, ids):
        people.setdefault(row["account_id"], []).append(row)
    points: dict[str, list[Row]] = {}
    for row in rows.points_of(desk.db, ids):
        points.setdefault(row["account_id"], []).append(row)
    return [_of(row, people.get(row["id"], []), points.get(row["id"], [])) for row in rows.accounts(desk.db, ids)]


def _of(account: Row, people: list[Row], points: list[Row]) -> Traits:
    mails = frozenset(point["key"] for point in points if point["kind"] == "email")
    domains = {account["domain_key"]} if account["domain_key"] else {*map(reach.domain_key, mails)}
    alone = account["kind"] == "person"
    return Traits(
        id=account["id"],
        name=account["name"],
        key=account["name_key"] if alone else reach.company_key(account["name"]),
        name_key=account["name_key"],
        is_person=alone,
        domains=frozenset(domain for domain in domains if domain),
        mails=mails,
        phones=frozenset(point["key"] for point in points if point["kind"] == "phone"),
        people=frozenset(person["name_key"] for person in people),
        handles=frozenset(handle for person in people if (handle := handle_key(person["linkedin_url"]))),
        city=fold(account["city"] or ""),
        country=reach.region_of_country(account["country"]) or fold(account["country"]) if account["country"] else "",
    )


def of_people(desk: Desk, account_ids: Iterable[str]) -> dict[str, list[Traits]]:
    """Account id -> what is compared of each of its people."""
    ids = list(account_ids)
    reached: dict[str, dict[str, set[str]]] = {}
    for point in rows.points_of(desk.db, ids):
        if point["contact_id"]:
            reached.setdefault(point["contact_id"], {}).setdefault(point["kind"], set()).add(point["key"])
    everyone: dict[str, list[Traits]] = {}
    for row in rows.people_of(desk.db, ids):
        ways = reached.get(row["id"], {})
        handle = handle_key(row["linkedin_url"])
        everyone.setdefault(row["account_id"], []).append(
            Traits(
                row["id"], row["full_name"], row["name_key"], row["name_key"], True,
                mails=frozenset(ways.get("email", ())), phones=frozenset(ways.get("phone", ())),
                handles=frozenset([handle] if handle else ()),
            )
        )  # fmt: skip
    return everyone
