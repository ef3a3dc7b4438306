"""Finding what was said and noted: reads of the index of texts, and the texts themselves."""

from __future__ import annotations

from collections.abc import Sequence

from .database import Database, Row
from .documents import SOURCES

_MATCHING = """
SELECT d.tbl, d.record_id, d.account_id, a.name, a.stage, a.status
FROM search_words CROSS JOIN search_document AS d ON d.rowid = search_words.rowid
CROSS JOIN account AS a ON a.id = d.account_id
WHERE search_words MATCH ? AND a.deleted_at IS NULL AND a.merged_into IS NULL
ORDER BY search_words.rowid DESC LIMIT ?
"""


def matching(db: Database, match: str, limit: int) -> list[Row]:
    """Texts that an FTS5 expression finds, the latest first: tbl, record_id, account_id, name, stage, status."""
    return db.all(_MATCHING, (match, limit))


def texts(db: Database, table: str, ids: Sequence[str]) -> dict[str, Row]:
    """Record id -> `at` and the searched columns, of one table."""
    source = SOURCES[table]
    marks = ", ".join("?" for _ in ids)
    sql = f"SELECT id, {source.at} AS at, {', '.join(source.columns)} FROM {table} WHERE id IN ({marks})"
    return {row["id"]: row for row in db.all(sql, ids)}
