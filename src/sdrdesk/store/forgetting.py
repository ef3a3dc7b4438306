"""Erasing somebody: rows, their images in the log, the sentences that name them, drafts, and the bytes left behind."""

from __future__ import annotations

import json
import re
import sqlite3
from collections.abc import Iterable
from typing import Any, NamedTuple

from .backup import folder_of
from .database import Database, Row
from .triggers import DOMAIN_TABLES

ERASED = "(forgotten)"
_AMONG = "IN (SELECT value FROM json_each(?))"
_UNNAMED = "An act on somebody who was forgotten"
_KEPT_COLUMNS = frozenset(
    "id account_id contact_id deal_id call_id line_id block_id run_id batch_id step_id question_id criterion playbook"
    " kind stage status state disposition outcome category evidence move currency label updated_at deleted_at".split()
)
"""Columns that hold no words of a person's."""
_FREE_TEXT = frozenset(
    "next_what what text words concern response proof note why reason close_reason quote answer signal review_trigger"
    " competitor".split()
)
"""Columns in which a first or last name alone means them."""
_SPACED = "[\u0030-\u024f\u0370-\u052f\u1e00-\u1fff]"
"""Letters of scripts that put blanks between words."""


class Words(NamedTuple):
    """What names somebody: `whole` wherever it stands, `parts` (of the name) only in free text, as whole words."""

    whole: tuple[str, ...]
    parts: tuple[str, ...]

    def apart_from(self, company: str) -> Words:
        """Less the parts that also stand in the company's name: Max Halden of Halden leaves Halden."""
        theirs = {word.casefold() for word in re.split(r"\W+", company)}
        return self._replace(parts=tuple(part for part in self.parts if part.casefold() not in theirs))

    def taken_out(self, text: str, *, free: bool) -> str:
        """The text without them."""
        for word in self.whole:
            text = re.sub(_as_it_stands(word), ERASED, text, flags=re.IGNORECASE)
        for word in self.parts if free else ():
            text = re.sub(_as_it_stands(word), ERASED, text, flags=re.IGNORECASE)
        return text


def _as_it_stands(word: str) -> str:
    """The word, not as a part of another."""
    before = r"(?<!\w)" if re.match(_SPACED, word[0]) else ""
    after = r"(?!\w)" if re.match(_SPACED, word[-1]) else ""
    return before + re.escape(word) + after


def _tells(word: str) -> bool:
    """Whether a word is long enough to be taken out wherever it stands."""
    return len(word) > (2 if word.isascii() else 1)


# -- who -------------------------------------------------------------------------------------------------------------


def with_merged(db: Database, table: str, row_id: str) -> list[str]:
    """The record and those that were merged into it, however often."""
    found, new = [row_id], [row_id]
    while new:
        new = [row[0] for row in db.all(f"SELECT id FROM {table} WHERE merged_into {_AMONG}", (json.dumps(new),))]
        new = [one for one in new if one not in found]
        found += new
    return found


def words_of_accounts(db: Database, account_ids: list[str]) -> Words:
    """What names these accounts and all their people."""
    listed = json.dumps(account_ids)
    people = [row[0] for row in db.all(f"SELECT id FROM contact WHERE account_id {_AMONG}", (listed,))]
    names = [row[0] for row in db.all(f"SELECT name FROM account WHERE id {_AMONG}", (listed,)) if _tells(row[0])]
    return Words((*names, *words_of(db, people).whole), ())


def words_of(db: Database, contact_ids: Iterable[str]) -> Words:
    """What names these people: names, addresses, numbers, profiles."""
    listed = json.dumps(list(contact_ids))
    whole: dict[str, None] = {}
    parts: dict[str, None] = {}
    for row in db.all(f"SELECT * FROM contact WHERE id {_AMONG}", (listed,)):
        for column in ("full_name", "name_key", "linkedin_url"):
            whole[row[column] or ""] = None
        names = (row["first_name"], row["last_name"], *(row["full_name"] or "").split())
        parts.update({name.strip(".,"): None for name in names if name})
    for row in db.all(f"SELECT typed, key FROM contact_point WHERE contact_id {_AMONG}", (listed,)):
        whole |= {row["typed"]: None, (row["key"] or ""): None, (row["key"] or "").lstrip("+"): None}
    kept = [word for word in whole if _tells(word)]
    return Words(
        tuple(sorted(kept, key=len, reverse=True)), tuple(part for part in parts if _tells(part) and part not in kept)
    )


def tables_of_account(db: Database) -> list[str]:
    """Domain tables whose rows hang on an account."""
    return [
        table for table in DOMAIN_TABLES
        if db.one("SELECT 1 FROM pragma_table_info(?) WHERE name = 'account_id'", (table,))
    ]  # fmt: skip


# -- rows, inside a step ---------------------------------------------------------------------------------------------


def erase_accounts(db: Database, account_ids: list[str]) -> None:
    """Take these accounts and all that hangs on them out of the file, and out of the log."""
    listed = json.dumps(account_ids)
    rows = list(account_ids)
    words = words_of_accounts(db, account_ids)
    tables = tables_of_account(db)
    for table in tables:
        rows += [row[0] for row in db.all(f'SELECT id FROM "{table}" WHERE account_id {_AMONG}', (listed,))]
    _let_go(db, rows)
    _blank_log(db, rows)
    db.conn.execute(f"UPDATE step SET said = ? WHERE subject {_AMONG}", (_UNNAMED, listed))
    _scrub_sentences(db, words)
    for table in tables:
        db.conn.execute(f'DELETE FROM "{table}" WHERE account_id {_AMONG}', (listed,))
    db.conn.execute(f"DELETE FROM account WHERE id {_AMONG}", (listed,))
    db.conn.execute("DELETE FROM setting WHERE key IN (SELECT 'nudge:' || value FROM json_each(?))", (listed,))
    _drafts(db, rows, words)


def erase_people(db: Database, account_id: str, contact_ids: list[str], words: Words) -> None:
    """Take these people of an account out of the file: what is counted stays, what they said and are called goes."""
    listed = json.dumps(contact_ids)
    of_them = f"account_id = ? AND contact_id {_AMONG}"
    calls = [row[0] for row in db.all(f"SELECT id FROM call WHERE {of_them}", (account_id, listed))]
    gone = list(contact_ids)
    for table in ("contact_point", "note"):
        gone += [row[0] for row in db.all(f"SELECT id FROM {table} WHERE {of_them}", (account_id, listed))]
    gone += [row[0] for row in db.all(f"SELECT id FROM call_line WHERE call_id {_AMONG}", (json.dumps(calls),))]
    _let_go(db, gone)
    _say_less(db, account_id, listed, json.dumps(calls))
    for table in ("call_line", "note", "contact_point", "contact"):
        db.conn.execute(f"DELETE FROM {table} WHERE id {_AMONG}", (json.dumps(gone),))
    _scrub_account(db, account_id, words)
    _blank_log(db, gone)
    _drafts(db, gone, words, account_id)


def _say_less(db: Database, account_id: str, people: str, calls: str) -> None:
    """What happened stays counted, without who it was and what they said."""
    for table, columns in (
        ("grade", "contact_id = NULL, line_id = NULL, quote = NULL"),
        ("objection", f"contact_id = NULL, words = '{ERASED}', concern = NULL, response = NULL, proof = NULL"),
        ("activity", "contact_id = NULL, text = NULL"),
        ("next_step", "contact_id = NULL"),
        ("touch", "contact_id = NULL"),
        ("cadence_run", "contact_id = NULL"),
        ("cadence_step", "contact_id = NULL"),
        ("call", "contact_id = NULL, contact_point_id = NULL, note = NULL"),
    ):
        db.conn.execute(
            f"UPDATE {table} SET {columns} WHERE account_id = ? AND contact_id {_AMONG}", (account_id, people)
        )
    db.conn.execute(f"UPDATE grade SET line_id = NULL, quote = NULL WHERE call_id {_AMONG}", (calls,))
    db.conn.execute(f"UPDATE answer SET answer = NULL WHERE call_id {_AMONG}", (calls,))
    db.conn.execute(
        f"UPDATE account SET next_contact_id = NULL WHERE id = ? AND next_contact_id {_AMONG}", (account_id, people)
    )


def _let_go(db: Database, row_ids: list[str]) -> None:
    """Nothing outside points to these rows any more."""
    listed = json.dumps(row_ids)
    db.conn.execute(f"UPDATE contact SET referred_by = NULL WHERE referred_by {_AMONG}", (listed,))
    db.conn.execute(f"DELETE FROM not_same WHERE one_id {_AMONG} OR other_id {_AMONG}", (listed, listed))
    db.conn.execute("PRAGMA defer_foreign_keys = ON")


def _scrub_account(db: Database, account_id: str, words: Words) -> None:
    """Take the words out of everything that still hangs on the account, and out of its log."""
    rows = [account_id]
    _scrub_rows(db, "account", "id", account_id, words)
    for table in tables_of_account(db):
        rows += [row[0] for row in db.all(f'SELECT id FROM "{table}" WHERE account_id = ?', (account_id,))]
        _scrub_rows(db, table, "account_id", account_id, words)
    changes = db.all(
        f"SELECT id, before, after FROM change WHERE row_id {_AMONG} AND op = 'update'", (json.dumps(rows),)
    )
    for change in changes:
        before, after = (_scrub_json(change[name], words) for name in ("before", "after"))
        if (before, after) != (change["before"], change["after"]):
            db.conn.execute("UPDATE change SET before = ?, after = ? WHERE id = ?", (before, after, change["id"]))
    for step in db.all("SELECT id, said FROM step WHERE subject = ?", (account_id,)):
        _say_instead(db, step, words.taken_out(step["said"], free=True))
    _scrub_sentences(db, words)


def _scrub_sentences(db: Database, words: Words) -> None:
    """Acts that are filed under somebody else, or nobody, and may name them."""
    for step in db.all(
        "SELECT id, said FROM step WHERE subject IS NULL"
        " OR verb IN ('account.merged', 'contact.merged', 'duplicate.kept_apart', 'undo', 'redo')"
    ):
        _say_instead(db, step, words.taken_out(step["said"], free=False))


def _say_instead(db: Database, step: Row, said: str) -> None:
    if said != step["said"]:
        db.conn.execute("UPDATE step SET said = ? WHERE id = ?", (said, step["id"]))


def _scrub_rows(db: Database, table: str, column: str, account_id: str, words: Words) -> None:
    for row in db.all(f'SELECT * FROM "{table}" WHERE "{column}" = ?', (account_id,)):
        cleaned: dict[str, Any] = {}
        for name in row.keys():  # noqa: SIM118 - a row is no mapping
            if isinstance(row[name], str) and name not in _KEPT_COLUMNS:
                text = words.taken_out(row[name], free=name in _FREE_TEXT)
                if text != row[name]:
                    cleaned[name] = text
        if cleaned:
            db.update(table, row["id"], **cleaned)


def _scrub_json(text: str | None, words: Words) -> str | None:
    if not text:
        return text
    facts = json.loads(text)
    kept = dict(facts)
    for name, value in facts.items():
        if isinstance(value, str) and name not in _KEPT_COLUMNS:
            kept[name] = words.taken_out(value, free=name in _FREE_TEXT)
    return text if kept == facts else json.dumps(kept, ensure_ascii=False)


def _blank_log(db: Database, row_ids: list[str]) -> None:
    """The log keeps that these rows changed, not how."""
    listed = json.dumps(row_ids)
    db.conn.execute(
        f"UPDATE change SET before = '{{}}', after = '{{}}' WHERE row_id {_AMONG} AND op = 'update'", (listed,)
    )


def blank_this_step(db: Database) -> None:
    """What this step itself wrote down of before is not kept: it is not to be taken back."""
    this = "step_id = (SELECT step_id FROM current_step)"
    db.conn.execute(f"UPDATE change SET before = '{{}}', after = '{{}}' WHERE {this} AND op = 'update'")
    db.conn.execute(f"UPDATE change SET before = NULL WHERE {this} AND op = 'delete'")


def _drafts(db: Database, row_ids: list[str], words: Words, account_id: str = "") -> None:
    """Half-typed text of these records, or that names somebody; of their account also by a part of the name."""
    known = set(row_ids)
    for row in db.all("SELECT key, text FROM draft"):
        of = set(re.split(r"[^0-9a-f-]+", row["key"]))
        if of & known or words.taken_out(row["text"], free=account_id in of) != row["text"]:
            db.conn.execute("DELETE FROM draft WHERE key = ?", (row["key"],))


# -- the bytes -------------------------------------------------------------------------------------------------------


def rewrite(db: Database) -> str | None:
    """Write the file anew, so that no page keeps what was erased; why that could not be done, or None.

    The search index is merged to one piece first, and the journal folded in and emptied.
    """
    before = int(db.value("PRAGMA secure_delete"))
    try:
        db.conn.execute("PRAGMA secure_delete = ON")
        for index in ("search", "search_words"):
            db.conn.execute(f"INSERT INTO {index} ({index}) VALUES ('optimize')")
        db.conn.execute("VACUUM")
        busy = db.conn.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()[0]
    except sqlite3.Error as trouble:
        return f"the file could not be written anew ({trouble}); bytes of them may be left in it until it is"
    finally:
        db.conn.execute(f"PRAGMA secure_delete = {before}")
    return "another window is open: what it holds in its journal goes when it is closed" if busy else None


def older_copies(db: Database) -> int:
    """How many safety copies lie beside the desk."""
    return 0 if db.path == ":memory:" else len(list(folder_of(db.path).glob("*.db")))
