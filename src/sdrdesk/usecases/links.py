"""Links between people: who referred whom, and which person of the whole desk a text means."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sdrdesk.domain import reach
from sdrdesk.domain.errors import Ambiguous, DeskError, NotFound
from sdrdesk.domain.text import clean, name_key, visible
from sdrdesk.store import links as rows
from sdrdesk.store.database import Row

from .desk import Desk
from .find import phone_like


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


class Someone(NamedTuple):
    """A person anywhere on the desk."""

    id: str
    name: str
    account: str
    account_id: str

    @property
    def label(self) -> str:
        """How they are told apart, and how they can be typed: `Jane Doe · Acme`."""
        return f"{self.name} · {self.account}"


_MOST, _FEW = 20, 5


def someone(desk: Desk, text: str) -> Someone:
    """The one person on the desk that the text means: `name`, `name · company`, an e-mail, a phone or an id.

    Raises NotFound, or Ambiguous with the candidates in its words.
    """
    text = clean(text).strip()
    for found in _ways(desk, text):
        if len(found) == 1:
            return found[0]
        if found:
            shown = "; ".join(visible(one.label) for one in found[:4])
            more = f" and {len(found) - 4} more" if len(found) > 4 else ""
            raise Ambiguous(f"That could be {shown}{more}: write name · company.",
                            [(one.id, one.label) for one in found])  # fmt: skip
    raise NotFound(f"Nobody on this desk is called “{visible(text)}”; N adds a person first.")


def _ways(desk: Desk, text: str) -> Iterator[list[Someone]]:
    yield _people(rows.person(desk.db, text))
    email = reach.email_key(text) if "@" in text else None
    key = email or (reach.phone_key(text, desk.settings.region).e164 if phone_like(text) else None)
    if key:
        yield _people(rows.people_reached(desk.db, key, _MOST))
    name, _, company = text.partition("·")
    wanted = name_key(company)
    for beginning in (False, True):
        if name_key(name):
            found = rows.people_named(desk.db, name_key(name), 200 if wanted else _MOST, beginning=beginning)
            yield _people(row for row in found if not wanted or row["account_key"].startswith(wanted))


def _people(found: Iterable[Row]) -> list[Someone]:
    return [Someone(row["id"], row["name"], row["account"], row["account_id"]) for row in found]


def alike(desk: Desk, *, name: str = "", email: str = "", phone: str = "") -> list[tuple[Someone, str]]:
    """People who may be the one that is being typed, each with why: the same mailbox, number or name."""
    mail = reach.email_key(email)
    number = reach.phone_key(phone, desk.settings.region).e164 if phone_like(phone) else None
    found: dict[str, tuple[Someone, str]] = {}
    for key, why in ((mail, "same e-mail"), (number, "same number")):
        for one in _people(rows.people_reached(desk.db, key, _FEW)) if key else ():
            found.setdefault(one.id, (one, why))
    for one in _people(rows.people_named(desk.db, name_key(name), _FEW)) if " " in name_key(name) else ():
        found.setdefault(one.id, (one, "same name"))
    return list(found.values())


def referrer_of(desk: Desk, contact_id: str) -> Someone | None:
    """Who referred this person."""
    row = desk.db.row("contact", contact_id)
    found = _people(rows.person(desk.db, row["referred_by"])) if row is not None and row["referred_by"] else []
    return found[0] if found else None


def refuse_round(desk: Desk, contact_id: str, referrer: Someone) -> None:
    """Nobody refers themselves, nor whom they were referred by. Raises DeskError."""
    if _goes_round(desk, contact_id, desk.db.row("contact", referrer.id)):
        raise DeskError(f"{visible(referrer.name)} was referred by them already: a referral cannot go round.")


def _goes_round(desk: Desk, contact_id: str, referrer: Row | None) -> bool:
    """Whether this person is found on the way up from the one who would have referred them."""
    above = referrer
    for _ in range(100):
        if above is None:
            return False
        if above["id"] == contact_id:
            return True
        above = desk.db.row("contact", above["referred_by"]) if above["referred_by"] else None
    return True
