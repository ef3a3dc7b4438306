"""Tells what the columns of a file mean: by its program when the whole header is known, else header by header."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources

from sdrdesk.domain.folding import fold
from sdrdesk.domain.leads import Mapping, normal_form

from .neighbours import Column, object_of, settle
from .references import refer
from .typos import meant

_LONGEST = 80
_UNKNOWN_WEIGHT = 0.1
_MOST_TYPOS = 60
_NUMBERED = re.compile(r"(.*?)\b([2-9]|1\d)\b(.*)")
_REPEATED = re.compile(r" \(\d+\)$")
_NO_LETTERS = re.compile(r"[\W_]+")
_OWNERS = re.compile(r"(?:lead|contact|person|customer|client|prospect|primary|main|your|account)s?[ :./]+(.*)")
_OURS = frozenset({"Desk stage", "Desk status"})
_OWN_NAMES = {"sdrdesk": "sdrdesk itself", "vcard": "address cards"}
_OTHER = {"email": "email_other", "phone": "phone_other", "phone_mobile": "phone_other"}


@dataclass(frozen=True, slots=True)
class Source:
    """One program's export: its columns in normal form and where it departs from what headers mean elsewhere."""

    key: str
    vendor: str
    object: str
    american: bool
    columns: frozenset[str]
    differs: dict[str, str]


@dataclass(frozen=True, slots=True)
class Facts:
    """The table of headers, ready for looking up."""

    meanings: dict[str, str]
    squeezed: dict[str, str]
    local: dict[str, str]
    sources: tuple[Source, ...]
    weight: dict[str, float]


@cache
def facts() -> Facts:
    """headers.toml, read once."""
    table = tomllib.loads(resources.files("sdrdesk.files").joinpath("headers.toml").read_text("utf-8"))
    meanings = {header: concept for concept, text in table["meanings"].items() for header in _listed(text)}
    sources = tuple(
        Source(key, told["vendor"], told["object"], told.get("american", False),
               frozenset(_listed(told["columns"])), told.get("differs", {}))
        for key, told in table["sources"].items()
    )  # fmt: skip
    weight: dict[str, float] = {}
    for column in {column for source in sources for column in source.columns}:
        weight[column] = 1 / len({source.vendor for source in sources if column in source.columns})
    squeezed: dict[str, str] = {}
    for header, concept in meanings.items():
        squeezed.setdefault(_NO_LETTERS.sub("", header) or header, concept)
    local = {header: concept for concept, text in table["local"].items() for header in _listed(text)}
    return Facts(meanings, squeezed, local, sources, weight)


def _listed(text: str) -> list[str]:
    return [header.strip() for header in text.replace("\n", " ").split("|")]


@lru_cache(maxsize=32768)
def meaning(header: str) -> str | None:
    """What a header (as typed) means wherever it stands, or None."""
    if len(header) > _LONGEST:
        return None
    name = normal_form(header)
    return _exact(name) or _numbered(name) or _of_somebody(name)


def is_known(header: str) -> bool:
    """Whether the header is familiar; helps to find the header row."""
    return meaning(header) is not None


def _exact(name: str) -> str | None:
    known = facts()
    found = known.meanings.get(name) or known.squeezed.get(_NO_LETTERS.sub("", name)) or known.local.get(name)
    return found or known.local.get(fold(name)) if name else None


def _numbered(name: str) -> str | None:
    """`E-mail 3 - Value` means what its first one means, as a further one."""
    found = _NUMBERED.fullmatch(name)
    if found is None:
        return None
    before, _, after = found.groups()
    concept = _exact(f"{before}1{after}") or _exact(" ".join(f"{before}{after}".split()))
    return _OTHER.get(concept, concept) if concept else None


def _of_somebody(name: str) -> str | None:
    found = _OWNERS.fullmatch(name)
    return _exact(found[1]) if found else None


def recognise(headers: Iterable[str]) -> Source | None:
    """The program that wrote this header: most of it is that program's, and enough of that is few others'."""
    known = facts()
    names = {normal_form(header) for header in headers if len(header) <= _LONGEST}
    if not names:
        return None
    total = sum(known.weight.get(name, _UNKNOWN_WEIGHT) for name in names)
    best, most = None, 0.0
    for source in known.sources:
        shared = names & source.columns
        evidence = sum(known.weight[name] for name in shared)
        share, cover = len(shared) / len(names), evidence / total if total else 0.0
        plain = share >= 0.7 and cover >= 0.75 and evidence >= 1.4
        with_own_columns = share >= 0.4 and cover >= 0.5 and evidence >= 5
        if (plain or with_own_columns) and evidence > most:
            best, most = source, evidence
    return best


def is_ours(headers: Iterable[str]) -> bool:
    """Whether this program wrote the table: then its formulas were kept from running, and are themselves again."""
    return set(headers) >= _OURS


def program_of(key: str | None) -> str | None:
    """What a program and its export are called: `HubSpot contacts`; None for a file of no known one."""
    if key in _OWN_NAMES:
        return _OWN_NAMES[key]
    found = next((source for source in facts().sources if source.key == key), None)
    if found is None:
        return None
    vendor = found.vendor.partition(" (")[0]
    said = vendor.lower().replace(" ", "")
    return " ".join([vendor, *(word for word in found.key.split("_") if word not in said)])


def map_headers(file: str, headers: Sequence[str], sample: Sequence[Sequence[str]] = ()) -> Mapping:
    """What each column of `file` means; `sample` are some of its rows, asked where a header alone leaves it open."""
    source = recognise(headers)
    all_of_them = set(headers)
    columns = [_column(header, place, all_of_them, source, sample) for place, header in enumerate(headers)]
    settle(columns, source.key if source else None)
    taken = {column.concept for column in columns if column.concept}
    for column in [column for column in columns if column.concept is None][:_MOST_TYPOS]:
        column.concept = meant(column.name, taken) or column.by_values(taken)
        if column.concept:
            taken.add(column.concept)
    kind = object_of(columns, source.object if source else "")
    refer(columns, kind, source.key if source else None)
    return Mapping(
        file=file,
        columns=tuple((column.header, column.concept) for column in columns),
        object=kind,
        source_key=source.key if source else "sdrdesk" if is_ours(headers) else None,
        american=source.american if source else False,
    )


def _column(
    header: str, place: int, headers: set[str], source: Source | None, sample: Sequence[Sequence[str]]
) -> Column:
    typed = _REPEATED.sub("", header)
    repeated = typed != header and typed in headers
    name = normal_form(typed if repeated else header) if len(header) <= _LONGEST else ""
    concept = source.differs.get(name) if source else None
    concept = concept or meaning(typed if repeated else header)
    if repeated and concept:
        concept = _OTHER.get(concept, concept)
    return Column(header, name, concept, place, sample)
