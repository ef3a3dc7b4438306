"""How likely two accounts, or two people, are the same: a score from what they share, and the reasons in words."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from .arrivals import is_shared_mailbox
from .company_names import company_key
from .nicknames import same_given_name

Closeness = Callable[[str, str], float]
"""How alike two texts are, 0 to 1."""

LIKELY = 50
"""From this score on (of 100) two records are worth a look."""
SURE = 85
_CLOSE_COMPANY, _CLOSE_FAMILY = 0.88, 0.86
_SHORTEST_CLOSE = 5


class Traits(NamedTuple):
    """What is compared of an account or a person: folded names and normal forms.

    `name` is for showing, `key` a company's name without its legal form or a person's name key; `people` are the name
    keys of an account's people, `domains` what its site and its people's addresses tell.
    """

    id: str
    name: str
    key: str
    name_key: str = ""
    is_person: bool = False
    domains: frozenset[str] = frozenset()
    mails: frozenset[str] = frozenset()
    phones: frozenset[str] = frozenset()
    people: frozenset[str] = frozenset()
    handles: frozenset[str] = frozenset()
    city: str = ""
    country: str = ""


class Likeness(NamedTuple):
    """A score of 0 to 100, why, and whether nothing is left to doubt (the same mailbox or number and the same name)."""

    score: int
    reasons: tuple[str, ...]
    exact: bool = False


class _Evidence:
    """Gathers what speaks for and against."""

    def __init__(self) -> None:
        self.doubt = 1.0
        self.reasons: list[str] = []

    def add(self, weight: float, reason: str) -> None:
        """Something that speaks for it, as a share of certainty."""
        self.doubt *= 1 - weight
        self.reasons.append(reason)

    def against(self, factor: float, reason: str) -> None:
        """Something that speaks against it."""
        self.doubt = 1 - (1 - self.doubt) * factor
        self.reasons.append(reason)

    def verdict(self, exact: bool) -> Likeness:
        """What comes of it."""
        return Likeness(min(99, round(100 * (1 - self.doubt))) if not exact else 100, tuple(self.reasons), exact)


def account_likeness(one: Traits, other: Traits, close: Closeness) -> Likeness:
    """How likely two accounts are one."""
    found = _Evidence()
    mails = one.mails & other.mails
    own = sorted(mail for mail in mails if not is_shared_mailbox(mail))
    phones = sorted(one.phones & other.phones)
    both = sorted(one.people & other.people)
    named = _company_names(one, other, close)
    handles = sorted(one.handles & other.handles)
    if own:
        found.add(0.85 if both or named else 0.7, f"same e-mail {own[0]}")
    elif mails:
        found.add(0.6, f"same e-mail {min(mails)}")
    if phones:
        found.add(0.7 if both or named else 0.45, f"same phone {phones[0]}")
    if handles:
        found.add(0.85, f"same profile {handles[0]}")
    domains = sorted((one.domains & other.domains) - {mail.rpartition("@")[2] for mail in mails})
    if domains:
        told = bool(named) or any(_is_named_by(domain, each.key) for domain in domains for each in (one, other))
        found.add(0.6 if told else 0.4, f"same site {domains[0]}")
    if named:
        found.add(*named)
    if both:
        full = " " in both[0]
        found.add(0.45 if full else 0.15, f"{both[0].title()} at both")
    hard = bool(mails or phones or handles)
    if not domains and not hard and one.domains and other.domains:
        found.against(0.55, f"but other sites: {min(one.domains)}, {min(other.domains)}")
    if one.country and other.country and one.country != other.country and not hard and not domains:
        found.against(0.7, "but other countries")
    elif named and one.city and one.city == other.city:
        found.add(0.3, "same city")
    same_name = one.key == other.key or one.name_key == other.name_key
    return found.verdict(exact=same_name and bool(own or (phones and (both or one.is_person == other.is_person))))


def _is_named_by(domain: str, key: str) -> bool:
    """Whether a site is plainly that company's own: nordhafen.example, and Nordhafen Logistik."""
    label, joined = domain.partition(".")[0].replace("-", ""), key.replace(" ", "")
    return len(joined) >= 3 and len(label) >= 3 and (joined.startswith(label) or label.startswith(joined))


def _company_names(one: Traits, other: Traits, close: Closeness) -> tuple[float, str] | None:
    """What the two names say: weight and words; None when they say nothing."""
    if not one.key or not other.key:
        return None
    if one.name_key == other.name_key:
        return 0.62, "same name"
    if one.key == other.key:
        return 0.6, "same name but for legal form and signs"
    if one.key.replace(" ", "") == other.key.replace(" ", ""):
        return 0.58, "same name but for blanks"
    if one.is_person and other.is_person:
        return (0.45, "names of one person") if same_person_name(one.key, other.key, close) else None
    first, second = one.key.split(), other.key.split()
    if sorted(first) == sorted(second):
        return 0.5, "same words in the name"
    if min(len(one.key), len(other.key)) < _SHORTEST_CLOSE:
        return None
    likeness = close(one.key, other.key)
    if likeness >= _CLOSE_COMPANY and same_numbers(first, second):
        return 0.5, f"names alike, {likeness:.0%}"
    shorter, longer = sorted((first, second), key=len)
    if longer[: len(shorter)] == shorter and (len(shorter) > 1 or len(shorter[0]) >= _SHORTEST_CLOSE):
        return 0.3, "one name begins with the other"
    return None


def same_numbers(first: Iterable[str], second: Iterable[str]) -> bool:
    """Plant 1 and Plant 2 are two, however alike."""
    return {word for word in first if word.isdigit()} == {word for word in second if word.isdigit()}


def person_likeness(one: Traits, other: Traits, close: Closeness) -> Likeness:
    """How likely two people are one; both of one account, or of any."""
    found = _Evidence()
    mails = sorted(one.mails & other.mails)
    own = [mail for mail in mails if not is_shared_mailbox(mail)]
    phones = sorted(one.phones & other.phones)
    handles = sorted(one.handles & other.handles)
    same = one.key == other.key and bool(one.key)
    alike = same or same_person_name(one.key, other.key, close)
    if own:
        found.add(0.9 if alike else 0.55, f"same e-mail {own[0]}")
    elif mails:
        found.add(0.5 if alike else 0.1, f"same e-mail {mails[0]}")
    if phones:
        found.add(0.6 if alike else 0.15, f"same phone {phones[0]}")
    if handles:
        found.add(0.9, f"same profile {handles[0]}")
    if alike:
        whole = " " in one.key and " " in other.key
        weight = (0.7 if same else 0.55) if whole else 0.35
        found.add(weight, "same name" if same else "names of one person")
    if one.mails and other.mails and not mails and not phones and not handles:
        shared = {mail.rpartition("@")[2] for mail in one.mails} & {mail.rpartition("@")[2] for mail in other.mails}
        if shared:
            found.against(0.75, "but other e-mails at one company")
    return found.verdict(exact=same and bool(own or phones or handles))


def same_person_name(one: str, other: str, close: Closeness) -> bool:
    """Whether two name keys can be one person's: initials, short forms, either order, a slip in the family name."""
    first, second = one.split(), other.split()
    if not first or not second:
        return False
    if sorted(first) == sorted(second):
        return True
    if len(first) == 1 or len(second) == 1:
        return False
    if first[-1] == second[-1]:
        return same_given_name(first[0], second[0]) or close(first[0], second[0]) >= _CLOSE_FAMILY
    if same_given_name(first[0], second[0]) and len(first[0]) > 1 and len(second[0]) > 1:
        near = close(first[-1], second[-1])
        return near >= _CLOSE_FAMILY and min(len(first[-1]), len(second[-1])) >= _SHORTEST_CLOSE
    turned = second[-1] == first[0] and second[0] == first[-1]
    return turned or (first[0] == second[-1] and same_given_name(first[-1], second[0]))


def block_keys(name: str) -> tuple[str, str]:
    """(company key, its beginning) a name is looked up by."""
    key = company_key(name)
    return key, key[:4]
