"""The inbox: what an import brought and nobody has taken on yet, newest first."""

from __future__ import annotations

from typing import NamedTuple

from sdrdesk.store import inbox as rows

from .desk import Desk

Key = tuple[str, str, str]
END: Key = ("", "", "")


class Waiting(NamedTuple):
    """An account in the inbox; `reach` is the first e-mail or phone as typed; `key` pages on.

    The score's cell is empty until it is worked out.
    """

    id: str
    name: str
    person: str | None
    title: str | None
    reach: str | None
    people: int
    source: str | None
    country: str | None
    created_on: str
    cell: str
    key: Key


def count(desk: Desk) -> int:
    """How many accounts wait."""
    return rows.count(desk.db)


def page(desk: Desk, *, after: Key | None = None, before: Key | None = None, limit: int = 50) -> list[Waiting]:
    """A page of the inbox by key: newest import first, by name within it."""
    return [_shown(row) for row in rows.page(desk.db, after, before, limit)]


def page_at(desk: Desk, first: int, limit: int = 50) -> list[Waiting]:
    """A page by position, for jumps by mouse."""
    return [_shown(row) for row in rows.page_at(desk.db, first, limit)]


def of_ids(desk: Desk, account_ids: list[str]) -> list[Waiting]:
    """These accounts, as far as they wait in the inbox."""
    return [_shown(row) for row in rows.of_ids(desk.db, account_ids)]


def place_of(desk: Desk, account_id: str) -> int | None:
    """How many accounts stand before this one, or None when it does not wait."""
    return rows.place_of(desk.db, account_id)


def _shown(row: rows.Row) -> Waiting:
    return Waiting(
        row["id"], row["name"], row["person"], row["title"], row["reach"], row["people"], row["source"],
        row["country"], row["created_on"], f"{row['grade']}{row['band']}" if row["grade"] else "",
        (row["added_at"], row["name_key"], row["id"]),
    )  # fmt: skip
