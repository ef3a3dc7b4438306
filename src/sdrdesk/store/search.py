"""Finding accounts by name, company, person, e-mail or phone: one full-text row per account, drained from a queue."""

from __future__ import annotations

import re
import sqlite3

from sdrdesk.domain.text import search_text

from . import documents

_WORDS = """
SELECT name AS word FROM account WHERE id = :id
UNION ALL SELECT website FROM account WHERE id = :id
UNION ALL SELECT full_name FROM contact WHERE account_id = :id AND deleted_at IS NULL AND merged_into IS NULL
UNION ALL SELECT typed FROM contact_point WHERE account_id = :id AND deleted_at IS NULL AND kind = 'email'
"""
_NO_DIGITS = {code: None for code in range(128) if chr(code) not in "0123456789"}
_NUMBERS = "SELECT typed, key FROM contact_point WHERE account_id = ? AND deleted_at IS NULL AND kind = 'phone'"


def drain(conn: sqlite3.Connection) -> None:
    """Bring both indexes up to date with the accounts and texts that changed; inside the writer's transaction."""
    for (account_id,) in conn.execute("SELECT account_id FROM search_queue").fetchall():
        _index(conn, account_id)
    conn.execute("DELETE FROM search_queue")
    documents.drain(conn)


def rebuild(conn: sqlite3.Connection) -> None:
    """Index every live account and every text afresh; inside the caller's transaction."""
    conn.execute("DELETE FROM search")
    conn.execute("DELETE FROM search_row")
    for (account_id,) in conn.execute("SELECT id FROM account WHERE deleted_at IS NULL").fetchall():
        _index(conn, account_id)
    conn.execute("DELETE FROM search_queue")
    documents.rebuild(conn)


def _index(conn: sqlite3.Connection, account_id: str) -> None:
    row = conn.execute("SELECT rowid FROM search_row WHERE account_id = ?", (account_id,)).fetchone()
    live = conn.execute(
        "SELECT 1 FROM account WHERE id = ? AND deleted_at IS NULL AND merged_into IS NULL", (account_id,)
    ).fetchone()
    if row is not None:
        conn.execute("DELETE FROM search WHERE rowid = ?", (row[0],))
    if live is None:
        return
    if row is None:
        number = conn.execute("INSERT INTO search_row (account_id) VALUES (?)", (account_id,)).lastrowid
    else:
        number = row[0]
    words = [word for (word,) in conn.execute(_WORDS, {"id": account_id}) if word]
    for typed, key in conn.execute(_NUMBERS, (account_id,)):
        words.extend(phone_words(typed, key))
    conn.execute("INSERT INTO search (rowid, text) VALUES (?, ?)", (number, search_text(*words)))


def phone_words(typed: str, key: str | None) -> list[str]:
    """The digit runs a number is found by: as typed, without its leading zeros, and in E.164."""
    digits = typed.translate(_NO_DIGITS) if typed.isascii() else re.sub("[^0-9]", "", typed)
    whole = key.lstrip("+") if key else digits
    if digits == whole and digits[:1] not in ("", "0"):
        return [digits]
    return sorted(form for form in {digits, digits.lstrip("0"), whole} if form)
