"""Who on the desk may be the same as an account, as what is being typed, or as another person; and who is not."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import NamedTuple

from sdrdesk.domain import reach
from sdrdesk.domain.errors import NotFound
from sdrdesk.domain.handles import handle_key
from sdrdesk.domain.likeness import (
    LIKELY,
    Likeness,
    Traits,
    account_likeness,
    block_keys,
    person_likeness,
    same_numbers,
)
from sdrdesk.domain.text import name_key, visible
from sdrdesk.store import duplicates as rows

from . import traits
from .desk import Desk, Done
from .find import phone_like, the_account

_AROUND = 40
_NEAR = 0.7


class Candidate(NamedTuple):
    """Two records that may be one: `table` is account or contact; score of 100; the reasons in words.

    `exact`: the same mailbox or number and the same name; nothing is left to doubt.
    """

    table: str
    one_id: str
    other_id: str
    one: str
    other: str
    score: int
    reasons: tuple[str, ...]
    exact: bool
    account_id: str


def of_account(desk: Desk, account_id: str, limit: int = 20) -> list[Candidate]:
    """Accounts that may be the same as this one, the likeliest first."""
    the_account(desk, account_id)
    own = next(iter(traits.of_accounts(desk, [account_id])))
    return _like(desk, own, limit)


def looks_like(
    desk: Desk, *, name: str = "", email: str = "", phone: str = "", site: str = "", person: str = "", limit: int = 5
) -> list[Candidate]:
    """Accounts that a new one of these facts, as typed so far, may be; `one_id` is empty."""
    mail = reach.email_key(email)
    number = reach.phone_key(phone, desk.settings.region).e164 if phone_like(phone) else None
    domains = {domain for domain in (reach.domain_key(site), reach.domain_key(mail)) if domain}
    typed = Traits(
        id="", name=name, key=reach.company_key(name) if name.strip() else "", name_key=name_key(name),
        domains=frozenset(domains), mails=frozenset([mail] if mail else ()),
        phones=frozenset([number] if number else ()), people=frozenset([name_key(person)] if person.strip() else ()),
        handles=frozenset(handle for handle in (handle_key(site),) if handle),
    )  # fmt: skip
    return _like(desk, typed, limit)


def _like(desk: Desk, own: Traits, limit: int) -> list[Candidate]:
    found = {one for one in _sharing(desk, own) if one != own.id}
    apart = rows.not_same(desk.db, "account", [own.id]) if own.id else set()
    found = {one for one in found if pair_of(own.id, one) not in apart}
    judged = [(account_likeness(own, other, closeness), other) for other in traits.of_accounts(desk, found)]
    likely = [candidate("account", own, other, like, own.id) for like, other in judged if like.score >= LIKELY]
    return sorted(likely, key=likeliest)[:limit]


def candidate(table: str, one: Traits, other: Traits, like: Likeness, account_id: str) -> Candidate:
    """Two records with what speaks for their being one."""
    return Candidate(table, one.id, other.id, one.name, other.name, like.score, like.reasons, like.exact, account_id)


def _sharing(desk: Desk, own: Traits) -> set[str]:
    """Accounts that share a key with this one, or stand next to its name."""
    found: set[str] = set()
    for key in (*own.mails, *own.phones):
        found.update(rows.accounts_reached_by(desk.db, key))
    for domain in own.domains:
        found.update(rows.accounts_of_domain(desk.db, domain))
    for person in own.people:
        if " " in person:
            found.update(rows.accounts_with(desk.db, person))
    if own.key:
        key, beginning = block_keys(own.name)
        for around, start in ((own.name_key, beginning), (key, beginning), (f"the {key}", f"the {beginning}")):
            near = rows.names_around(desk.db, around, start, _AROUND) if start.strip() else []
            found.update(row_id for near_key, row_id in near if _near(around, near_key))
    return found


def _near(one: str, other: str) -> bool:
    """Whether two name keys are worth a closer look."""
    if other.startswith(one) or one.startswith(other):
        return True
    return closeness(one, other) >= _NEAR and same_numbers(one.split(), other.split())


def closeness(one: str, other: str) -> float:
    """How alike two texts are, 0 to 1."""
    from rapidfuzz.fuzz import ratio  # 10 ms that only a comparison needs

    return float(ratio(one, other)) / 100


def of_people(desk: Desk, account_id: str) -> list[Candidate]:
    """Two people of one account who may be one, the likeliest pair first."""
    the_account(desk, account_id)
    return sorted(people_pairs(desk, [account_id]), key=likeliest)


def standing(desk: Desk, found: list[Candidate]) -> list[Candidate]:
    """Of these pairs those that still are two records of this desk, and were not said to be two."""
    kept = []
    for table in ("account", "contact"):
        pairs = [one for one in found if one.table == table]
        ids = {row_id for one in pairs for row_id in (one.one_id, one.other_id)}
        live, apart = rows.live(desk.db, table, ids), rows.not_same(desk.db, table, ids)
        kept += [
            one for one in pairs
            if one.one_id in live and one.other_id in live and pair_of(one.one_id, one.other_id) not in apart
        ]  # fmt: skip
    return sorted(kept, key=likeliest)


def people_pairs(desk: Desk, account_ids: list[str]) -> list[Candidate]:
    """Pairs of people within each of these accounts."""
    everyone = traits.of_people(desk, account_ids)
    ids = [one.id for people in everyone.values() for one in people]
    apart = rows.not_same(desk.db, "contact", ids)
    found = []
    for account_id, people in everyone.items():
        for one, other in _alike(people):
            like = person_likeness(one, other, closeness)
            if like.score >= LIKELY and pair_of(one.id, other.id) not in apart:
                first, second = sorted((one, other), key=lambda each: each.id)
                found.append(candidate("contact", first, second, like, account_id))
    return found


def _alike(people: list[Traits]) -> Iterator[tuple[Traits, Traits]]:
    """Pairs of an account's people worth a look: all of a few; of many those who share a key or a part of the name."""
    if len(people) <= 12:
        yield from combinations(people, 2)
        return
    blocks: dict[str, list[Traits]] = {}
    for one in people:
        for key in {*one.mails, *one.phones, *one.handles, *(word[:4] for word in one.key.split())}:
            blocks.setdefault(key, []).append(one)
    seen: set[tuple[str, str]] = set()
    for block in blocks.values():
        for one, other in combinations(block[: 4 * rows.MOST_SHARED], 2):
            pair = pair_of(one.id, other.id)
            if pair not in seen:
                seen.add(pair)
                yield one, other


def likeness(desk: Desk, one: str, other: str) -> Likeness:
    """How likely two accounts are one, whatever the score."""
    found = {each.id: each for each in traits.of_accounts(desk, [one, other])}
    if len(found) < 2:
        return Likeness(0, ())
    return account_likeness(found[one], found[other], closeness)


def pair_of(one: str, other: str) -> tuple[str, str]:
    """The two ids in the order they are kept in."""
    return (one, other) if one < other else (other, one)


def likeliest(one: Candidate) -> tuple[bool, int, str, str]:
    """The order candidates are shown in: nothing left to doubt, then the score, then the name."""
    return (not one.exact, -one.score, one.one.casefold(), one.one_id + one.other_id)


def not_same(desk: Desk, one: str, other: str, table: str = "account") -> Done:
    """Remember that two accounts, or two people, are not the same: they are not proposed again."""
    name = "name" if table == "account" else "full_name"
    first, second = (desk.db.row(table, row_id) for row_id in (one, other))
    if first is None or second is None or one == other:
        raise NotFound("Name two records of this desk to keep apart.")
    subject = one if table == "account" else str(first["account_id"])
    with desk.db.step("duplicate.kept_apart", subject) as log:
        made = rows.keep_apart(desk.db, table, one, other)
        log.said = f"{visible(first[name])} and {visible(second[name])} are not the same"
    return Done(log.id, log.said, subject, made)
