"""A lead on its way to the desk: who it is, which account it belongs to, and the columns it would fill."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from . import reach
from .errors import DeskError
from .folding import fold, name_key
from .free_mail import is_free_mail
from .leads import Lead
from .money import parse_amount
from .plain_phones import quick_phone

POINTS = {
    "phone": ("phone", "work"), "phone_mobile": ("phone", "mobile"), "phone_other": ("phone", "other"),
    "email": ("email", "work"), "email_other": ("email", "other"),
}  # fmt: skip
"""Concept -> kind and label of the contact point it becomes."""
CONTACT_COLUMNS = {
    "full_name": "full_name", "first_name": "first_name", "last_name": "last_name", "title": "title", "city": "city",
    "country": "country", "linkedin_url": "linkedin_url", "lead_source": "source", "owner": "owner",
}  # fmt: skip
"""Concept -> column of a person."""
ACCOUNT_COLUMNS = {
    "website": "website", "industry": "industry", "employees": "employees", "annual_revenue": "annual_revenue",
    "city": "city", "country": "country", "owner": "owner",
}  # fmt: skip
"""Concept -> column of an account."""

_PLAIN_MAIL = re.compile(
    r"[A-Za-z0-9_%+-]{1,64}(?:\.[A-Za-z0-9_%+-]{1,20}){0,3}@(?:[A-Za-z0-9](?:[A-Za-z0-9-]{0,30}[A-Za-z0-9])?\.){1,4}[A-Za-z]{2,20}"
)
_PLAIN_NAME = re.compile("[A-Za-z]+(?: [A-Za-z]+)*")
_DAY = re.compile(r"\d{4}-\d\d-\d\d")
_YES = frozenset("yes y true t 1 x on ja oui si sí wahr vrai".split())
_DOORS = frozenset(
    "info sales office contact hello mail admin support team kontakt contacto vertrieb einkauf service buero post"
    " marketing hr jobs billing accounts enquiries inquiries help reception empfang".split()
)
_BETWEEN_TAGS = re.compile(r"[,;|\n]")
_MOST_TAGS = 50


class Point(NamedTuple):
    """A phone number or e-mail as typed, with the key it is found by (None when it cannot be read)."""

    concept: str
    kind: str
    label: str
    typed: str
    key: str | None
    extension: str | None


class Arrival:
    """A lead read for the desk.

    `account_name` is empty when only a domain, or nothing, tells the account. `values` is what the source says by
    concept; `is_person` is False for a company alone, `is_alone` True when nothing tells a company; `mails` and
    `phones` are the keys it can be found by; `created_on` is the day the source says, else today.
    """

    __slots__ = (
        "account_key", "account_name", "created_on", "domain", "is_alone", "is_person", "lead", "mails", "name",
        "name_key", "phones", "points", "site", "values",
    )  # fmt: skip

    def __init__(self, lead: Lead, points: list[Point], created_on: str) -> None:
        values = lead.values
        self.lead = lead
        self.values = values
        self.points = points
        self.created_on = created_on
        self.mails = [point.key for point in points if point.key and point.kind == "email"]
        self.phones = [point.key for point in points if point.key and point.kind == "phone"]
        self.is_person = lead.is_person
        name = values.get("full_name", "")
        company = values.get("company", "") or ("" if self.is_person else name)
        self.name = name or (points[0].typed if points else company)
        self.name_key = plain_key(name) if name else ""
        self.account_name = company
        self.account_key = (company_key(company) or None) if company else None
        self.site = domain_of(values["website"]) if "website" in values else None
        self.domain = self.site or next(filter(None, map(_mail_domain, self.mails)), None)
        self.is_alone = self.account_key is None and self.domain is None


class Reader:
    """Reads leads for one import: in which country numbers are dialled, in which currency amounts are."""

    def __init__(self, region: str | None, home: str | None, currency: str, today: date) -> None:
        self._region = region
        self._home = home
        self._currency = currency
        self._today = today.isoformat()
        self._of_country = lru_cache(maxsize=1024)(reach.region_of_country)
        self._phone = lru_cache(maxsize=4096)(_phone)

    def read(self, lead: Lead) -> Arrival:
        """The lead with its normal forms."""
        values = lead.values
        created = values.get("created")
        day = created[:10] if created and _DAY.match(created) and created[:10] <= self._today else self._today
        return Arrival(lead, self._points(values), day)

    def _points(self, values: dict[str, str]) -> list[Point]:
        points: list[Point] = []
        for concept, (kind, label) in POINTS.items():
            if concept not in values:
                continue
            text = values[concept]
            for typed in text.split(", ") if concept.endswith("_other") else (text,):
                if kind == "email":
                    points.append(Point(concept, kind, label, typed, mail_key(typed), None))
                else:
                    key, extension = self._phone(typed, self._dialled_in(values))
                    points.append(Point(concept, kind, label, typed, key, extension))
        return points

    def _dialled_in(self, values: dict[str, str]) -> str | None:
        country = values.get("country")
        return (self._of_country(country) if country else None) or self._region or self._home

    def worth(self, values: dict[str, str]) -> tuple[int | None, str | None]:
        """Minor units and currency of the amount in the source; (None, None) when there is none to read."""
        if "amount" not in values:
            return None, None
        currency = values.get("currency", self._currency).strip().upper()
        try:
            money = parse_amount(values["amount"], currency if len(currency) == 3 else self._currency)
        except DeskError:
            return None, None
        return (money.minor, money.currency) if money.minor >= 0 else (None, None)


def _phone(typed: str, region: str | None) -> tuple[str | None, str | None]:
    quick = quick_phone(typed, region)
    return quick if quick is not None else tuple(reach.phone_key(typed, region))  # type: ignore[return-value]


def mail_key(typed: str) -> str | None:
    """`reach.email_key`; addresses in plain form have their answer at once."""
    if len(typed) <= 64 and _PLAIN_MAIL.fullmatch(typed):
        return typed.lower()
    return reach.email_key(typed)


def _mail_domain(key: str) -> str | None:
    host = key.rpartition("@")[2]
    return None if is_free_mail(host) else host.removeprefix("www.")


def plain_key(name: str) -> str:
    """`name_key`; names of plain words have their answer at once."""
    return name.lower() if _PLAIN_NAME.fullmatch(name) else name_key(name)


@lru_cache(maxsize=4096)
def domain_of(site: str) -> str | None:
    """`reach.domain_key`, remembered."""
    return reach.domain_key(site)


@lru_cache(maxsize=4096)
def spelling(name: str) -> str:
    """`name_key`, remembered: a company's name comes again with each of its people."""
    return name_key(name)


@lru_cache(maxsize=4096)
def company_key(name: str) -> str:
    """`reach.company_key`, remembered: the rows of a company stand together in most files."""
    return reach.company_key(name)


def is_shared_mailbox(email: str) -> bool:
    """Whether an address is a company's door rather than a person's."""
    return email.partition("@")[0] in _DOORS


def says_yes(values: dict[str, str], concept: str) -> int:
    """1 when a yes/no cell says yes, else 0."""
    return int(concept in values and values[concept].strip().casefold() in _YES)


def tags_of(values: dict[str, str]) -> list[str]:
    """The labels in the source's cell, each once, at most 50."""
    labels: dict[str, str] = {}
    for part in _BETWEEN_TAGS.split(values.get("tags", "")):
        label = part.strip(" \t*")
        if label and label.casefold() != "mycontacts":
            labels.setdefault(fold(label), label)
    return list(labels.values())[:_MOST_TAGS]


def as_json(values: Mapping[str, Any]) -> str | None:
    """Texts by name as stored; None for none."""
    if not values:
        return None
    try:
        return "{" + ",".join([f"{_quoted(name)}:{_quoted(text)}" for name, text in values.items()]) + "}"
    except TypeError:  # something in it is no text
        return _JSON.encode(values)


_quoted = json.encoder.encode_basestring
_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def may_be(one: str, other: str) -> bool:
    """Whether two name keys can be one person: equal, one missing or part of the other, or the same but for first names
    that begin alike."""
    if not one or not other or one == other:
        return True
    first, second = one.split(), other.split()
    if set(first) <= set(second) or set(second) <= set(first):
        return True
    return first[-1] == second[-1] and first[0][0] == second[0][0]
