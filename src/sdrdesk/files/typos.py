"""Headers with a slip of the fingers in them (Nmae, Emial, Compny), matched only when one reading is left."""

from __future__ import annotations

from collections.abc import Iterable

_WORDS: dict[str, str] = {
    "name": "full_name",
    "full name": "full_name",
    "first name": "first_name",
    "last name": "last_name",
    "surname": "last_name",
    "email": "email",
    "email address": "email",
    "phone": "phone",
    "phone number": "phone",
    "telephone": "phone",
    "mobile": "phone_mobile",
    "mobile number": "phone_mobile",
    "company": "company",
    "company name": "company",
    "organization": "company",
    "organisation": "company",
    "job title": "title",
    "position": "title",
    "website": "website",
    "industry": "industry",
    "status": "status",
    "lead status": "status",
    "source": "lead_source",
    "lead source": "lead_source",
    "owner": "owner",
    "lead owner": "owner",
    "notes": "notes",
    "comments": "notes",
    "description": "notes",
    "address": "street",
    "street": "street",
    "city": "city",
    "country": "country",
    "postal code": "postal_code",
    "created": "created",
    "created date": "created",
    "last contacted": "last_contacted",
}
_REAL_WORDS = frozenset(
    "county counties counts gender owned stats statue strings games fame lame same tame dame maize emails mail male "
    "noted nodes bones scope sores mobility companion accompany positions posting opposition creates crated".split()
)


def meant(header: str, taken: Iterable[str]) -> str | None:
    """The concept a mistyped header (in normal form) must mean, unless `taken` has it or two readings are as near."""
    if not 3 <= len(header) <= 20 or header in _REAL_WORDS or not header.replace(" ", "").isalpha():
        return None
    allowed = 1 if len(header) <= 7 else 2
    near: dict[str, int] = {}
    for word, concept in _WORDS.items():
        if abs(len(word) - len(header)) <= allowed and _same_start(header, word):
            slips = _slips(header, word)
            if slips <= allowed and not (len(word) <= 5 and _is_another_letter(header, word)):
                near[concept] = min(slips, near.get(concept, slips))
    best = min(near.values(), default=0)
    nearest = [concept for concept, slips in near.items() if slips == best]
    return nearest[0] if len(nearest) == 1 and nearest[0] not in set(taken) else None


def _same_start(header: str, word: str) -> bool:
    return header[0] == word[0] or header[:2] == word[1::-1]


def _is_another_letter(header: str, word: str) -> bool:
    """Same length and one letter exchanged for another: in a short word that is another word, not a slip."""
    return len(header) == len(word) and sorted(header) != sorted(word)


def _slips(left: str, right: str) -> int:
    """Letters left out, added, exchanged or swapped with their neighbour (optimal string alignment)."""
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, a in enumerate(left, start=1):
        above, row = row, [i]
        for j, b in enumerate(right, start=1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (a != b))
            if i > 1 and j > 1 and a == right[j - 2] and left[i - 2] == b:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = above
    return row[-1]
