"""Somebody who is named in what was typed: `a CFO signs >25k` names a CFO whom the desk may not know yet."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

_LONG = {
    "CEO": "chief executive", "CFO": "chief financial", "CTO": "chief technology", "COO": "chief operating",
    "CIO": "chief information", "CMO": "chief marketing", "CRO": "chief revenue", "CPO": "chief procurement",
    "CISO": "chief information security", "CHRO": "chief human", "CSO": "chief sales",
}  # fmt: skip
_WORD = r"[^\W\d_][\w'’-]+"
_TITLE = re.compile(
    rf"\b(?P<title>{'|'.join(_LONG)}|VP(?: of [A-Z]\w+| (?:Sales|Marketing|Finance|Operations|Engineering|Product))?"
    rf"|[Hh]ead of {_WORD}"
    rf"|[Mm]anaging [Dd]irector|(?:[Ff]inance|[Ss]ales|[Mm]arketing|[Oo]perations|[Pp]urchasing|[Tt]echnical|IT|HR)"
    rf" (?:[Dd]irector|[Mm]anager|[Ll]ead))\b"
)
_NAME = re.compile(rf"(?<![\w@.])(?P<name>{_WORD} {_WORD})")
_BEFORE = frozenset("ask with by from to boss colleague called named is needs and".split())
_BEHIND = frozenset(
    "signs decides drives owns runs approves buys will has is wants said says thinks knows needs blocks".split()
)
_NEAR = re.compile(r"[\s,(·:-]*$")
_NO_NAME = frozenset(
    "monday tuesday wednesday thursday friday saturday sunday january february march april may june july august"
    " september october november december".split()
)


class Named(NamedTuple):
    """Whom a line names: a name, a title, or both; the other is empty."""

    name: str
    title: str

    @property
    def said(self) -> str:
        """`Dana Fox, CFO`, or the one of them there is."""
        return ", ".join(filter(None, (self.name, self.title)))


def somebody_named(text: str, company: str, known: Iterable[tuple[str, str]]) -> Named | None:
    """The first person a line names who is not among the `known` (name, title); None when it names nobody new."""
    people = [(name.casefold(), title.casefold()) for name, title in known]
    found = _TITLE.search(text)
    title = found["title"] if found is not None else ""
    name = _name(text, company, found)
    if name and not any(name.casefold() == one for one, _ in people):
        return Named(name, title if found is not None and _beside(text, name, found) else "")
    if not title or name or any(_same(title, one, held) for one, held in people):
        return None
    return Named("", title)


def _name(text: str, company: str, title: re.Match[str] | None) -> str:
    """Two names in a row, beside a title or a word that goes with somebody; words of the company's name are none."""
    own = set(company.casefold().split())
    for found in _pairs(text):
        words = found.casefold().split()
        if own & set(words) or _NO_NAME & set(words):
            continue
        before, _, behind = text.partition(found)
        last, first = before.split()[-1:], behind.split()[:1]
        if title is not None and _beside(text, found, title):
            return found
        if (last and last[0].casefold() in _BEFORE) or (first and first[0].casefold() in _BEHIND):
            return found
    return ""


def _pairs(text: str) -> Iterable[str]:
    at = 0
    while (found := _NAME.search(text, at)) is not None:
        first, second = found["name"].split(" ")
        at = found.start("name") + len(first)
        if first.istitle() and second[0].isupper() and not second.isupper() and not _TITLE.search(found["name"]):
            yield found["name"]


def _beside(text: str, name: str, title: re.Match[str]) -> bool:
    at = text.index(name)
    between = text[at + len(name) : title.start()] if at < title.start() else text[title.end() : at]
    return _NEAR.match(between) is not None


def _same(title: str, name: str, held: str) -> bool:
    """Whether this title is a known person's, short or long."""
    meant = [title.casefold(), _LONG.get(title, title).casefold()]
    return any(one in held or one == name for one in meant)
