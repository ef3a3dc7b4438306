"""People's names: which part to greet by and which is the family's, and the two put together again."""

from __future__ import annotations

import re

from .text import clean, visible

_TITLES = frozenset(
    """
    dr prof professor mr mrs ms miss mx mister sir dame lady lord herr frau fr mme mlle monsieur madame señor señora
    sr sra srta signor signora sig ing dipl-ing med phil rer nat jur hc rev hon capt col lt sgt maj gen dott dottssa
    """.split()
)
_NEVER_ALONE_A_TITLE = frozenset({"med", "phil", "rer", "nat", "jur", "hc", "lord", "lady", "gen", "maj", "fr", "sir"})
_SUFFIXES = frozenset(
    """
    jr sr jnr snr junior senior ii iii iv phd md mba msc bsc ma ba esq cpa pe dds jd llm llb rn cfa pmp obe mbe cbe
    kc qc
    """.split()
)
_PARTICLES = frozenset(
    """
    van von der den de del della delle di da dos das du des la las los le lo zu zum zur ten ter te vom af av bin
    binti ibn al el ben st y e i vander vanden op 't
    """.split()
)
# Written with a capital these are as often given or family names: Ben, Al, Le, Do, Te, Lo, El, Bin, Af.
_LOWER_ONLY = frozenset("al el ben le lo te bin binti ibn das des af av y e i op st la las los zu".split())
_JOINING = frozenset({"y", "e", "i"})
_FAMILY_FIRST = re.compile("[\u3005\u3041-\u30ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff]")
_ADDRESS = re.compile(r"[^\s@<>]+@[^\s@<>]+")
_HANDLE = re.compile(r"([^\W\d_]+)[._]([^\W\d_]+)")
_ROLES = frozenset(
    "info sales support contact office hello admin team mail hr jobs billing kontakt service marketing accounts press "
    "noreply no-reply enquiries inquiries help webmaster postmaster".split()
)


def split_name(full: str) -> tuple[str | None, str | None]:
    """(first, last) of a person's name as typed; titles, degrees and remarks in brackets are left out of both.

    'Last, First' is turned round; van, de la and their kind belong to the last name; a name in Chinese, Japanese or
    Korean signs has its family name first and stays whole when it has no blank; one word is a first name.
    """
    name = " ".join(visible(clean(full)).replace("⏎", " ").split())
    if _ADDRESS.fullmatch(name):
        return _from_address(name)
    handle = _HANDLE.fullmatch(name)
    if handle and len(handle[1]) > 1 and _bare(handle[1]) not in _TITLES:
        return _capital(handle[1]), _capital(handle[2])
    if _FAMILY_FIRST.search(name):
        last, _, first = name.partition(" ")
        return first or None, last or None
    without = re.sub(r"\([^)]*\)|\[[^]]*\]|[\"“”„][^\"“”„]*[\"“”„]", " ", name)
    name = " ".join(without.split()) or name
    family, comma, given = name.partition(",")
    if comma and not all(map(_is_suffix, given.replace(",", " ").split())):
        return _turned(family, given)
    return _in_order(_kept(name.replace(",", " ").split()))


def join_name(first: str | None, last: str | None) -> str:
    """The full name of the two parts, in the order their script wants; '' when both are empty."""
    parts = [part.strip() for part in (first, last) if part and part.strip()]
    if len(parts) == 2 and all(map(_FAMILY_FIRST.search, parts)):
        parts.reverse()
    return " ".join(parts)


def _bare(word: str) -> str:
    return word.replace(".", "").strip("-").casefold()


def _is_suffix(word: str) -> bool:
    return _bare(word) in _SUFFIXES


def _kept(words: list[str]) -> list[str]:
    """The words without titles in front and degrees behind, but never none of them."""
    start, end = 0, len(words)
    while start < end - 1 and _bare(words[start]) in _TITLES and (start or _may_open(words[0])):
        start += 1
    while end > start + 1 and _is_suffix(words[end - 1]) and (end - start > 2 or start or "." in words[end - 1]):
        end -= 1
    kept = words[start:end]
    if start and len(kept) == 1:
        return ["", *kept]
    return kept


def _may_open(word: str) -> bool:
    return _bare(word) not in _NEVER_ALONE_A_TITLE or word.endswith(".") or _bare(word) == "sir"


def _in_order(words: list[str]) -> tuple[str | None, str | None]:
    if len(words) < 2:
        return (words[0] or None, None) if words else (None, None)
    if not words[0]:
        return None, " ".join(words[1:])
    if words[0] in _PARTICLES and words[0].islower():
        return None, " ".join(words)
    start = _family_start(words)
    return " ".join(words[:start]), " ".join(words[start:])


def _family_start(words: list[str]) -> int:
    for index in range(1, len(words) - 1):
        word = words[index]
        bare = _bare(word)
        if bare not in _PARTICLES or (not word.islower() and bare in _LOWER_ONLY):
            continue
        if bare not in _JOINING:
            return index
        if index > 1:
            return index - 1
    return len(words) - 1


def _turned(family: str, given: str) -> tuple[str | None, str | None]:
    """'van der Berg, Dr. Jan, Jr.' is Jan van der Berg."""
    first = _kept(given.replace(",", " ").split())
    last = _kept(family.split())
    return " ".join(first).strip() or None, " ".join(last).strip() or None


def _from_address(address: str) -> tuple[str | None, str | None]:
    """'dana.okafor+crm@x.example' is Dana Okafor; 'info@x.example' is nobody and stays as typed."""
    local = re.sub(r"\d+", "", address.partition("@")[0].partition("+")[0])
    words = [word for word in re.split(r"[._-]+", local) if word]
    if not words or words[0].casefold() in _ROLES:
        return None, address
    if len(words) == 1:
        return _capital(words[0]), None
    return _capital(words[0]), " ".join(map(_capital, words[1:]))


def _capital(word: str) -> str:
    return word[0].upper() + word[1:] if word.islower() else word
