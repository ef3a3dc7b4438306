"""Finding an account: by a reference that must mean one, and as you type."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from sdrdesk.domain.errors import Ambiguous, NotFound
from sdrdesk.domain.text import clean, fold, name_key, search_query, visible
from sdrdesk.store import accounts as rows
from sdrdesk.store.database import Row

from .desk import Desk


class Hit(NamedTuple):
    """An account found while typing; `through` is whose name or which number was meant, '' when it is its own name."""

    id: str
    name: str
    stage: str
    status: str
    through: str = ""


def find_ref(desk: Desk, ref: str) -> str:
    """The id of the account that `ref` (an id, a name, an e-mail or a phone) means.

    Raises NotFound when nothing answers, Ambiguous with the candidates when several do.
    """
    ref = clean(ref).strip()
    if not ref:
        raise NotFound("Name an account: by id, name, e-mail or phone.")
    for found in _ways(desk, ref):
        candidates = dict(found)
        if len(candidates) == 1:
            return str(next(iter(candidates)))
        if candidates:
            raise Ambiguous(
                f"“{visible(ref)}” could be {len(candidates)} accounts; use the id of the one you mean.",
                list(candidates.items()),
            )
    raise NotFound(f"Nothing on this desk is called “{visible(ref)}”; try part of the name with /, or an e-mail.")


def _ways(desk: Desk, ref: str) -> Iterator[Iterable[tuple[str, str]]]:
    """(id, label) by each way a reference may mean an account, the surest way first; read only as far as needed."""
    yield _labels(rows.by_id(desk.db, ref))
    if len(ref) >= 8 and all(ch in "0123456789abcdef-" for ch in ref):
        yield _labels(rows.by_id_prefix(desk.db, ref))
    from sdrdesk.domain import reach  # names of people and companies: only where a reference is read

    email = reach.email_key(ref) if "@" in ref else None
    if email:
        yield _labels(rows.by_point(desk.db, email))
    phone = reach.phone_key(ref, desk.settings.region) if phone_like(ref) else None
    if phone is not None and phone.e164:
        yield _labels(rows.by_point(desk.db, phone.e164))
    yield _labels(rows.by_name(desk.db, name_key(ref)))
    yield [(hit.id, f"{hit.name} ({hit.stage}, {hit.status})") for hit in find(desk, ref, limit=20)]


def _labels(found: list[Row]) -> list[tuple[str, str]]:
    return [(row["id"], row["label"]) for row in found]


def phone_like(text: str) -> bool:
    """Whether this reads as a phone number rather than a name: five digits or more and nothing but phone marks."""
    digits = sum(ch.isdigit() for ch in text)
    return digits >= 5 and all(ch.isdigit() or ch in "+-./() x" for ch in text)


def match_of(typed: str) -> str:
    """What is typed as a question to the index of names and numbers; empty when it asks for nothing."""
    if phone_like(typed):
        from sdrdesk.domain.dialling import phone_forms  # only where a number is typed

        return " OR ".join(f'"{form}"*' for form in phone_forms(typed))
    return search_query(typed) or ""


def find(
    desk: Desk,
    typed: str,
    *,
    statuses: tuple[str, ...] = (),
    stage: str | None = None,
    limit: int = 100,
) -> list[Hit]:
    """Accounts by the beginning of any word of name, company, person, e-mail, or by phone digits, as typed."""
    match = match_of(typed)
    if not match:
        return []
    found = rows.matching(desk.db, match, statuses=statuses, stage=stage, limit=limit)
    return [Hit(*row) for row in found]


def beginning(desk: Desk, typed: str, limit: int = 3) -> list[Hit]:
    """Accounts whose name begins so; three letters at least are needed."""
    key = name_key(typed)
    return [Hit(*row) for row in rows.beginning(desk.db, key, limit)] if len(key) >= 3 else []


def told_through(desk: Desk, hits: list[Hit], typed: str) -> list[Hit]:
    """These hits, each with the person, e-mail or number that was meant where its own name does not say it."""
    words = _letters(typed).split()
    asks = [hit.id for hit in hits if phone_like(typed) or not begins(hit.name, words)]
    if not words or not asks:
        return hits
    digits = "".join(ch for ch in typed if ch.isdigit()).lstrip("0")
    through: dict[str, str] = {}
    for row in rows.reached_by(desk.db, asks):
        if row["account_id"] in through:
            continue
        if phone_like(typed):
            meant = digits in "".join(ch for ch in row["text"] if ch.isdigit())
        else:
            meant = begins(row["text"], words)
        if meant:
            through[row["account_id"]] = row["text"]
    return [hit._replace(through=through.get(hit.id, "")) for hit in hits]


def begins(text: str, words: list[str]) -> bool:
    """Whether each of these folded words begins a word of the text."""
    folded = f" {_letters(text)}"
    return all(f" {word}" in folded for word in words)


def _letters(text: str) -> str:
    """Folded, with a space for everything between letters and digits."""
    return "".join(ch if ch.isalnum() else " " for ch in fold(text))


def named(desk: Desk, account_ids: list[str]) -> list[Hit]:
    """These accounts, in this order, as far as they are live."""
    found = {row["id"]: row for row in (rows.account(desk.db, one) for one in account_ids) if row is not None}
    return [
        Hit(one, found[one]["name"], found[one]["stage"], found[one]["status"]) for one in account_ids if one in found
    ]


def the_account(desk: Desk, account_id: str) -> Row:
    """The live account row. Raises NotFound."""
    row = rows.account(desk.db, account_id)
    if row is None:
        raise NotFound("That account is no longer on this desk; it was deleted or merged.")
    return row
