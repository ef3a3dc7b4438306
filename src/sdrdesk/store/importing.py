"""Rows of an import, many at a time: who of them is on the desk already, and writing those who are not."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, nullcontext
from typing import Any

from sdrdesk.domain.text import search_text

from . import documents, scores
from .accounts import stands_for
from .at_rest import count_accounts, triggers_at_rest
from .database import Database, Row
from .search import phone_words

LIVE_PERSON = "c.deleted_at IS NULL AND c.merged_into IS NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL"
_PERSON = (
    "SELECT c.id, c.account_id, c.name_key, c.batch_id, c.deleted_at, c.merged_into,"
    " c.do_not_contact OR (a.do_not_contact AND a.deleted_at IS NULL) AS blocked{more}"
    " FROM {source} CROSS JOIN account AS a ON a.id = c.account_id"
)
_AMONG = "IN (SELECT value FROM json_each(?))"
_ACCOUNT = (
    "SELECT id, kind, name, name_key, domain_key, website, do_not_contact AS blocked, batch_id,"
    " external_id, merged_into FROM account"
    " WHERE {column} " + _AMONG + " AND {column} IS NOT NULL AND deleted_at IS NULL ORDER BY id"
)

_MANY = 200
"""So many rows are written in one go; fewer go through the triggers like any other."""

COLUMNS: dict[str, tuple[str, ...]] = {
    "account": (
        "id", "kind", "name", "name_key", "domain_key", "website", "industry", "employees", "annual_revenue", "city",
        "country", "owner", "source", "value_minor", "currency", "do_not_contact", "created_on", "added_at",
        "external_id", "batch_id", "fields", "updated_at",
    ),
    "contact": (
        "id", "account_id", "full_name", "first_name", "last_name", "name_key", "title", "city", "country",
        "linkedin_url", "source", "owner", "do_not_contact", "email_opt_out", "created_on", "added_at", "position",
        "external_id", "batch_id", "source_values", "fields", "updated_at",
    ),
    "contact_point": (
        "id", "account_id", "contact_id", "kind", "label", "typed", "key", "extension", "position", "updated_at",
    ),
    "touch": ("id", "account_id", "contact_id", "source", "on_date", "updated_at"),
    "tag": ("id", "account_id", "tag", "updated_at"),
    "note": ("id", "account_id", "contact_id", "at", "text", "updated_at"),
}  # fmt: skip
"""Table -> the columns an import fills, in the order of its tuples."""


def _listed(values: Iterable[str]) -> tuple[str]:
    return (json.dumps(list(values)),)


def people_by_id(db: Database, ids: Iterable[str]) -> list[Row]:
    """People with these ids, taken-back and merged ones included."""
    return db.all(_PERSON.format(more="", source="contact AS c") + f" WHERE c.id {_AMONG}", _listed(ids))


def people_by_point(db: Database, keys: Iterable[str], name_keys: Iterable[str]) -> list[Row]:
    """Live people with these e-mails, or with these phones and one of these names: as by id, with `kind` and `key`."""
    source = "contact_point AS p CROSS JOIN contact AS c ON c.id = p.contact_id"
    sql = _PERSON.format(more=", p.kind, p.key", source=source) + f" WHERE p.key {_AMONG}"
    sql += f" AND p.key IS NOT NULL AND (p.kind = 'email' OR c.name_key {_AMONG}) AND p.deleted_at IS NULL"
    sql += f" AND {LIVE_PERSON}"
    return db.all(sql, (*_listed(keys), *_listed(name_keys)))


def people_by_name(db: Database, name_keys: Iterable[str], accounts: Iterable[str]) -> list[Row]:
    """Live people with one of these names in one of these accounts, those merged into another among them."""
    sql = _PERSON.format(more="", source="contact AS c") + f" WHERE c.account_id {_AMONG} AND +c.name_key {_AMONG}"
    sql += " AND c.deleted_at IS NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL"
    return db.all(sql, (*_listed(accounts), *_listed(name_keys)))


def ways_to(db: Database, contact_ids: Iterable[str]) -> list[Row]:
    """(contact_id, kind, key) of the e-mails and phones of these people."""
    sql = f"SELECT contact_id, kind, key FROM contact_point WHERE contact_id {_AMONG}"
    return db.all(sql + " AND deleted_at IS NULL AND key IS NOT NULL", _listed(contact_ids))


def accounts_by_name(db: Database, name_keys: Iterable[str]) -> list[Row]:
    """Accounts with exactly these names, those merged into another among them."""
    return db.all(_ACCOUNT.format(column="name_key"), _listed(name_keys))


def accounts_by_domain(db: Database, domains: Iterable[str]) -> list[Row]:
    """Accounts with these domains, those merged into another among them."""
    return db.all(_ACCOUNT.format(column="domain_key"), _listed(domains))


def accounts_by_id(db: Database, ids: Iterable[str]) -> list[Row]:
    """Accounts with these ids, those merged into another among them."""
    return db.all(_ACCOUNT.format(column="id"), _listed(ids))


def accounts_by_reference(db: Database, external_ids: Iterable[str]) -> list[Row]:
    """Live accounts that some program calls so, each with the program (`format`) whose import made it."""
    sql = _ACCOUNT.format(column="external_id").replace(" ORDER BY id", "")
    return db.all(
        f"SELECT a.*, b.format FROM ({sql}) AS a LEFT JOIN import_batch AS b ON b.id = a.batch_id ORDER BY a.id",
        _listed(external_ids),
    )


def accounts_named_alike(db: Database, beginning: str) -> list[Row]:
    """A few live accounts whose name goes on after these words: their legal form, or other words."""
    given = "{column} " + _AMONG + " AND {column} IS NOT NULL"
    sql = _ACCOUNT.replace(given, "name_key > ? AND name_key < ?") + " LIMIT 20"
    return db.all(sql, (beginning + " ", beginning + "!"))


def merged_into(db: Database, table: str, row_id: str) -> str:
    """The id of the account (or contact) that stands for one that was merged."""
    return stands_for(db, table, row_id)


def has_accounts(db: Database) -> bool:
    """Whether anything lives on this desk yet."""
    return db.one("SELECT 1 FROM account WHERE deleted_at IS NULL LIMIT 1") is not None


def last_positions(db: Database, accounts: Iterable[str]) -> dict[str, int]:
    """Account id -> how many people it has."""
    sql = f"SELECT account_id, count(*) FROM contact WHERE account_id {_AMONG} AND deleted_at IS NULL"
    return {row[0]: row[1] for row in db.all(sql + " GROUP BY account_id", _listed(accounts))}


def live_ids(db: Database, table: str, ids: Iterable[str]) -> dict[str, bool]:
    """Of these ids, those in the file: id -> whether the row is live."""
    sql = f'SELECT id, deleted_at IS NULL FROM "{table}" WHERE id {_AMONG}'
    return {row[0]: bool(row[1]) for row in db.all(sql, _listed(ids))}


@contextmanager
def in_bulk(db: Database) -> Iterator[None]:
    """Much is written inside: more of the file stays in memory (64 MB), the log is folded in less often, and every
    row's account and person is not looked up again: they are this import's own."""
    settings = {"cache_size": -64000, "wal_autocheckpoint": 32000, "foreign_keys": 0}
    before = [(name, db.value(f"PRAGMA {name}")) for name in settings]
    for name, setting in settings.items():
        db.conn.execute(f"PRAGMA {name} = {setting}")
    try:
        yield
    finally:
        for name, value in before:
            db.conn.execute(f"PRAGMA {name} = {int(value)}")


def write(db: Database, rows: dict[str, list[tuple[Any, ...]]], words: dict[str, list[str]]) -> None:
    """Insert tuples of COLUMNS, table by table, inside a step; `words` are new accounts with what finds them."""
    many = sum(map(len, rows.values())) >= _MANY
    with triggers_at_rest(db, COLUMNS, "INSERT") if many else nullcontext():
        for table, columns in COLUMNS.items():
            if rows[table]:
                before = int(db.value(f"SELECT coalesce(max(rowid), 0) FROM {table}")) if many else 0
                names, marks = ", ".join(columns), ", ".join("?" * len(columns))
                db.conn.executemany(f"INSERT INTO {table} ({names}) VALUES ({marks})", rows[table])
                if many:
                    _log(db, table, before)
        if many:
            _keep_caches(db, rows, words)
    _index_accounts(db, words)


def _log(db: Database, table: str, after: int) -> None:
    """What the log's insert trigger would have written for the rows behind this place."""
    db.conn.execute(
        "INSERT INTO change (step_id, tbl, row_id, op) SELECT (SELECT step_id FROM current_step), ?, id, 'insert'"
        f" FROM {table} WHERE rowid > ? ORDER BY rowid",
        (table, after),
    )


def _keep_caches(db: Database, rows: dict[str, list[tuple[Any, ...]]], words: dict[str, list[str]]) -> None:
    """What the caches' insert triggers would have done: count the inbox, queue known accounts, index the texts."""
    count_accounts(db, "inbox", len(rows["account"]))
    known = {row[1] for table in ("contact", "contact_point") for row in rows[table]} - words.keys()
    db.conn.executemany("INSERT INTO search_queue VALUES (?) ON CONFLICT DO NOTHING", [(one,) for one in known])
    titled = [(row[0], row[1], (row[2], row[6])) for row in rows["contact"] if row[6] is not None]
    documents.index_new(db.conn, "contact", titled)
    documents.index_new(db.conn, "note", [(row[0], row[1], (row[4],)) for row in rows["note"]])
    touched = {row[1] for table in ("contact", "touch") for row in rows[table]}
    scores.made_at_once(db, [row[0] for row in rows["account"]], touched | {row[0] for row in rows["account"]})


def _index_accounts(db: Database, words: dict[str, list[str]]) -> None:
    """Put accounts of this transaction that never were in the search index there."""
    if not words:
        return
    first = int(db.value("SELECT coalesce(max(rowid), 0) + 1 FROM search_row"))
    numbered = list(enumerate(words.items(), start=first))
    db.conn.executemany(
        "INSERT INTO search_row (rowid, account_id) VALUES (?, ?)", [(number, one) for number, (one, _) in numbered]
    )
    db.conn.executemany(
        "INSERT INTO search (rowid, text) VALUES (?, ?)",
        [(number, search_text(" ".join(told))) for number, (_, told) in numbered],
    )
    db.conn.execute(f"DELETE FROM search_queue WHERE account_id {_AMONG}", _listed(words))


def number_words(typed: str, key: str | None) -> list[str]:
    """The words a phone number is found by."""
    return phone_words(typed, key)


def whole(db: Database, table: str, ids: Iterable[str]) -> dict[str, Row]:
    """Rows by id, taken-back ones included."""
    return {row["id"]: row for row in db.all(f'SELECT * FROM "{table}" WHERE id {_AMONG}', _listed(ids))}


def points_of(db: Database, contact_id: str | None, account_id: str) -> list[Row]:
    """The live phones and e-mails of a person, or of an account itself."""
    return db.all(
        "SELECT * FROM contact_point WHERE account_id = ? AND contact_id IS ? AND deleted_at IS NULL"
        " ORDER BY position, id",
        (account_id, contact_id),
    )
