"""Who on an account is meant: a person by name, e-mail, phone or id."""

from __future__ import annotations

from sdrdesk.domain import reach
from sdrdesk.domain.errors import Ambiguous, NotFound
from sdrdesk.domain.text import name_key, visible

from .desk import Desk
from .find import phone_like
from .pages import Person, people


def find_person(desk: Desk, account_id: str, text: str) -> str:
    """The id of the account's person that the text means. Raises NotFound, or Ambiguous with the candidates."""
    everyone = people(desk, account_id)
    found = people_meant(desk, everyone, text.strip()) or _beginning(everyone, text)
    if len(found) == 1:
        return found[0].id
    if found:
        labels = [(person.id, _label(person)) for person in found]
        raise Ambiguous(f"“{visible(text)}” could be {len(found)} people of this account; use an id.", labels)
    names = ", ".join(visible(person.name) for person in everyone[:8]) or "nobody yet"
    raise NotFound(f"“{visible(text)}” is nobody of this account; there is {names}.")


def person_meant(desk: Desk, account_id: str, ref: str) -> str | None:
    """The person a reference to their account named: themselves, the only one there is, or the next step's."""
    everyone = [person for person in people(desk, account_id) if not person.left]
    named = people_meant(desk, tuple(everyone), ref.strip())
    if len(named) == 1:
        return named[0].id
    if len(everyone) == 1:
        return everyone[0].id
    planned = desk.db.value("SELECT next_contact_id FROM account WHERE id = ?", (account_id,))
    return str(planned) if planned in {person.id for person in everyone} else None


def people_meant(desk: Desk, everyone: tuple[Person, ...], text: str) -> list[Person]:
    keys = {text, reach.email_key(text) if "@" in text else None}
    if phone_like(text):
        keys.add(reach.phone_key(text, desk.settings.region).e164)
    name = name_key(text)
    return [
        person
        for person in everyone
        if person.id == text
        or (name and name_key(person.name) == name)
        or any(point.typed == text or (point.key is not None and point.key in keys) for point in person.points)
    ]


def _beginning(everyone: tuple[Person, ...], text: str) -> list[Person]:
    """People with a word in their name that begins so."""
    wanted = name_key(text)
    if not wanted:
        return []
    return [
        person for person in everyone if any(word.startswith(wanted) for word in name_key(person.name).split())
    ]


def _label(person: Person) -> str:
    email = person.email.typed if person.email else ""
    return " · ".join(part for part in (person.name, person.title or "", email) if part)
