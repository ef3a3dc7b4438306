"""Search as you type: accounts by name or number, and everything that was said and noted, the latest first."""

from __future__ import annotations

from typing import NamedTuple

from sdrdesk.domain.text import search_query
from sdrdesk.store import documents, said
from sdrdesk.store.database import Row

from .desk import Desk
from .find import Hit, find, phone_like, told_through

SHORTEST = 2
"""Words of fewer letters are not looked for in texts: one letter begins a word of nearly all of them."""
PER_ACCOUNT = 3


class Told(NamedTuple):
    """A text in which what was typed stands: whose, of which kind, when (a day or an instant), and its words."""

    account_id: str
    name: str
    stage: str
    status: str
    kind: str
    record_id: str
    at: str
    text: str


class Found(NamedTuple):
    """What a search found: accounts by name or number, and texts."""

    accounts: list[Hit]
    texts: list[Told]


def search(desk: Desk, typed: str, *, limit: int = 50) -> Found:
    """Up to `limit` accounts and as many texts in which every typed word begins a word."""
    return Found(told_through(desk, find(desk, typed, limit=limit), typed), told(desk, typed, limit=limit))


def told(desk: Desk, typed: str, *, limit: int = 50) -> list[Told]:
    """Texts with every typed word, the latest first, three of one account at most."""
    match = search_query(" ".join(word for word in typed.split() if len(word) >= SHORTEST or not word.isascii()))
    if match is None or phone_like(typed):
        return []
    rows = _spread(said.matching(desk.db, match, limit * PER_ACCOUNT))[:limit]
    texts = {
        table: said.texts(desk.db, table, [row["record_id"] for row in rows if row["tbl"] == table])
        for table in {row["tbl"] for row in rows}
    }
    return [_told(row, texts[row["tbl"]][row["record_id"]]) for row in rows if row["record_id"] in texts[row["tbl"]]]


def _spread(rows: list[Row]) -> list[Row]:
    """No more of one account than a screen can show beside others."""
    seen: dict[str, int] = {}
    kept = []
    for row in rows:
        seen[row["account_id"]] = seen.get(row["account_id"], 0) + 1
        if seen[row["account_id"]] <= PER_ACCOUNT:
            kept.append(row)
    return kept


_KINDS = {"call_line": "said", "contact": "person", "stage_move": "move"}
_NAMES = ("category", "concern")
"""Columns that hold one of the desk's own words, not a customer's."""


def _told(row: Row, text: Row) -> Told:
    kind = row["tbl"]
    parts = [
        str(text[name]).replace("_", " ") if name in _NAMES else str(text[name])
        for name in documents.SOURCES[kind].columns
        if text[name]
    ]
    return Told(
        row["account_id"], row["name"], row["stage"], row["status"], _KINDS.get(kind, kind), row["record_id"],
        text["at"], " · ".join(parts),
    )  # fmt: skip
