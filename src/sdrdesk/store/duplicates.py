"""Who may be the same: records found by the indexes they share, and what is remembered to be two. Never all pairs."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator

from . import ids
from .accounts import LIVE
from .database import Database, Row

_AMONG = "IN (SELECT value FROM json_each(?))"
MOST_SHARED = 12
"""A key that more records have than this tells nothing: a call centre's number, `Unknown`, John Smith."""
_PAGE = 20_000
_LIVE_CONTACT = "c.deleted_at IS NULL AND c.merged_into IS NULL"


def _listed(values: Iterable[str]) -> str:
    return json.dumps(list(values))


def accounts(db: Database, account_ids: Iterable[str]) -> list[Row]:
    """The live ones of these accounts."""
    return db.all(
        "SELECT id, kind, name, name_key, domain_key, website, city, country, stage, status, do_not_contact"
        f" FROM account WHERE id {_AMONG} AND {LIVE}",
        (_listed(account_ids),),
    )


def people_of(db: Database, account_ids: Iterable[str]) -> list[Row]:
    """The live people of these accounts."""
    return db.all(
        "SELECT c.id, c.account_id, c.full_name, c.name_key, c.linkedin_url, c.city, c.country FROM contact AS c"
        f" WHERE c.account_id {_AMONG} AND {_LIVE_CONTACT}",
        (_listed(account_ids),),
    )


def points_of(db: Database, account_ids: Iterable[str]) -> list[Row]:
    """How these accounts and their people are reached, as far as it can be read."""
    return db.all(
        "SELECT account_id, contact_id, kind, key FROM contact_point"
        f" WHERE account_id {_AMONG} AND deleted_at IS NULL AND key IS NOT NULL",
        (_listed(account_ids),),
    )


def accounts_reached_by(db: Database, key: str) -> list[str]:
    """Accounts with this e-mail or phone; none when it is so common that it tells nothing."""
    rows = db.all(
        "SELECT DISTINCT account_id FROM contact_point WHERE key = ? AND deleted_at IS NULL LIMIT ?",
        (key, MOST_SHARED + 1),
    )
    return _few(rows)


def accounts_of_domain(db: Database, domain: str) -> list[str]:
    """Accounts with this domain; none when it is so common that it tells nothing."""
    sql = f"SELECT id FROM account WHERE domain_key = ? AND {LIVE} LIMIT ?"
    return _few(db.all(sql, (domain, MOST_SHARED + 1)))


def accounts_with(db: Database, person_key: str) -> list[str]:
    """Accounts with a person of exactly this name; none when it is so common that it tells nothing."""
    sql = f"SELECT DISTINCT c.account_id FROM contact AS c WHERE c.name_key = ? AND {_LIVE_CONTACT} LIMIT ?"
    return _few(db.all(sql, (person_key, MOST_SHARED + 1)))


def _few(rows: list[Row]) -> list[str]:
    return [row[0] for row in rows] if len(rows) <= MOST_SHARED else []


def names_around(db: Database, name_key: str, beginning: str, each: int) -> list[tuple[str, str]]:
    """(name key, id) of accounts that stand next to this name in the alphabet and begin so."""
    below = db.all(
        "SELECT name_key, id FROM account WHERE name_key < ? AND name_key >= ? ORDER BY name_key DESC LIMIT ?",
        (name_key, beginning, each),
    )
    above = db.all(
        "SELECT name_key, id FROM account WHERE name_key >= ? AND name_key < ? ORDER BY name_key LIMIT ?",
        (name_key, beginning + "\U0010ffff", each),
    )
    return [(row[0], row[1]) for row in (*below, *above)]


def live(db: Database, table: str, row_ids: Iterable[str]) -> set[str]:
    """Those of these records that stand on the desk."""
    return {row[0] for row in db.all(f"SELECT id FROM {table} WHERE id {_AMONG} AND {LIVE}", (_listed(row_ids),))}


# -- the whole desk ----------------------------------------------------------------------------------------------------


def groups_by_point(db: Database) -> Iterator[list[str]]:
    """Accounts that share an e-mail or phone, a group for each."""
    keys = "SELECT key FROM contact_point WHERE key IS NOT NULL AND key > ? GROUP BY key HAVING count(*) > 1 LIMIT ?"
    for page in _keys(db, keys):
        found: dict[str, dict[str, None]] = {}
        for row in db.all(
            f"SELECT key, account_id FROM contact_point WHERE key {_AMONG} AND deleted_at IS NULL", (_listed(page),)
        ):
            found.setdefault(row[0], {})[row[1]] = None
        yield from _groups(found)


def groups_by_domain(db: Database) -> Iterator[list[str]]:
    """Accounts that share a domain, a group for each."""
    keys = (
        "SELECT domain_key FROM account WHERE domain_key IS NOT NULL AND domain_key > ?"
        " GROUP BY domain_key HAVING count(*) > 1 LIMIT ?"
    )
    for page in _keys(db, keys):
        found: dict[str, dict[str, None]] = {}
        for row in db.all(f"SELECT domain_key, id FROM account WHERE domain_key {_AMONG} AND {LIVE}", (_listed(page),)):
            found.setdefault(row[0], {})[row[1]] = None
        yield from _groups(found)


def groups_by_person(db: Database) -> Iterator[list[str]]:
    """Accounts with a person of one name, a group for each."""
    keys = (
        "SELECT name_key FROM contact WHERE name_key > ? GROUP BY name_key"
        f" HAVING count(*) BETWEEN 2 AND {MOST_SHARED} LIMIT ?"
    )
    for page in _keys(db, keys):
        found: dict[str, dict[str, None]] = {}
        for row in db.all(
            f"SELECT c.name_key, c.account_id FROM contact AS c WHERE c.name_key {_AMONG} AND {_LIVE_CONTACT}",
            (_listed(page),),
        ):
            found.setdefault(row[0], {})[row[1]] = None
        yield from _groups(found)


def _keys(db: Database, sql: str) -> Iterator[list[str]]:
    """Keys in order, a page at a time."""
    after = ""
    while page := [row[0] for row in db.all(sql, (after, _PAGE))]:
        yield page
        after = page[-1]


def _groups(found: dict[str, dict[str, None]]) -> Iterator[list[str]]:
    for members in found.values():
        if 1 < len(members) <= MOST_SHARED:
            yield list(members)


def every_name(db: Database) -> Iterator[tuple[str, str]]:
    """(name key, id) of every account in the order of names, some of them gone."""
    after = ("", "")
    while page := db.all(
        "SELECT name_key, id FROM account WHERE (name_key, id) > (?, ?) ORDER BY name_key, id LIMIT ?", (*after, _PAGE)
    ):
        for row in page:
            yield row[0], row[1]
        after = (page[-1][0], page[-1][1])


def accounts_of_several(db: Database) -> Iterator[list[str]]:
    """Ids of accounts with more than one person, a page at a time."""
    after = ""
    while page := db.all(
        "SELECT account_id FROM contact WHERE account_id > ? GROUP BY account_id HAVING count(*) > 1 LIMIT ?",
        (after, _PAGE // 10),
    ):
        yield [row[0] for row in page]
        after = page[-1][0]


def how_many(db: Database) -> int:
    """How many accounts stand on the desk."""
    return int(db.value("SELECT coalesce(sum(accounts), 0) FROM status_count"))


# -- not the same ------------------------------------------------------------------------------------------------------


def not_same(db: Database, table: str, row_ids: Iterable[str]) -> set[tuple[str, str]]:
    """Pairs (smaller id first) with one of these records that were said to be two."""
    listed = _listed(row_ids)
    sql = f"SELECT one_id, other_id FROM not_same WHERE one_id {_AMONG} AND tbl = ? AND deleted_at IS NULL"
    found = {(row[0], row[1]) for row in db.all(sql, (listed, table))}
    sql = sql.replace("WHERE one_id", "WHERE other_id")
    return found | {(row[0], row[1]) for row in db.all(sql, (listed, table))}


def keep_apart(db: Database, table: str, one: str, other: str) -> str:
    """Remember, inside a step, that two records are not the same. Returns the row's id."""
    first, second = sorted((one, other))
    row_id = ids.same_thing("not_same", table, first, second)
    db.put("not_same", row_id, tbl=table, one_id=first, other_id=second)
    return row_id
