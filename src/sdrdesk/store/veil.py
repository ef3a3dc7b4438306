"""A second way to read a desk: the same rows, with names and words blanked, so that no reader can forget to."""

from __future__ import annotations

import sqlite3

from sdrdesk.domain.masking import BLANK

_NAME = f"'{BLANK} ' || upper(substr(id, -3))"
"""Blanked, and still told apart from its neighbours."""
_BLANK = f"'{BLANK}'"
_SAID = f"verb || ' {BLANK}'"
TELLING: dict[str, dict[str, str]] = {
    "account": {
        "name": _NAME, "website": _BLANK, "annual_revenue": _BLANK, "city": _BLANK, "owner": _BLANK, "signal": _BLANK,
        "next_what": _BLANK, "review_trigger": _BLANK, "external_id": _BLANK, "fields": "NULL",
    },
    "contact": {
        "full_name": _BLANK, "first_name": _BLANK, "last_name": _BLANK, "city": _BLANK, "linkedin_url": _BLANK,
        "owner": _BLANK, "external_id": _BLANK, "source_values": "NULL", "fields": "NULL",
    },
    "contact_point": {"typed": _BLANK, "extension": _BLANK},
    "deal": {"name": _BLANK, "why": _BLANK},
    "order": {"what": _BLANK},
    "recurring": {"why": _BLANK},
    "stage_move": {"why": _BLANK, "competitor": _BLANK},
    "call": {"note": _BLANK},
    "call_line": {"text": _BLANK},
    "answer": {"answer": _BLANK},
    "grade": {"quote": _BLANK},
    "objection": {
        "words": _BLANK, "underlying": _BLANK, "response": _BLANK, "proof": _BLANK,
        "concern": f"CASE WHEN concern LIKE '% %' THEN {_BLANK} ELSE concern END",  # one of the desk's own, or in words
    },
    "note": {"text": _BLANK},
    "activity": {"text": _BLANK},
    "next_step": {"what": _BLANK},
    "touch": {"campaign": _BLANK, "signal": _BLANK},
    "import_batch": {"file_name": _BLANK},
    "step": {"said": _SAID},
}  # fmt: skip
"""Table -> the columns that tell something, and what is shown where they do."""

_TOLD = ", ".join(sorted({f"'{name}'" for telling in TELLING.values() for name in telling}))


def _logged(column: str) -> str:
    """A column of the log: the same JSON, blanked where the column it is of is."""
    return (
        f"(SELECT json_group_object(key, CASE WHEN type = 'text' AND key IN ({_TOLD}) THEN {_BLANK} ELSE value END)"
        f" FROM json_each(main.change.{column}))"
    )


TELLING["change"] = {"before": _logged("before"), "after": _logged("after")}


def drawn_over(path: str, busy_ms: int) -> sqlite3.Connection:
    """A connection that only reads, on which views of the same names stand before the tables that tell something.

    SQLite looks a name up among the temporary ones first.
    """
    conn = sqlite3.connect(path, isolation_level=None, timeout=busy_ms / 1000)
    conn.row_factory = sqlite3.Row
    conn.execute("PRAGMA temp_store = MEMORY")
    for table, telling in TELLING.items():
        columns = [row["name"] for row in conn.execute("SELECT name FROM pragma_table_info(?)", (table,))]
        shown = ", ".join(
            f'CASE WHEN coalesce("{name}", \'\') <> \'\' THEN {telling[name]} ELSE "{name}" END AS "{name}"'
            if name in telling
            else f'"{name}"'
            for name in columns
        )
        conn.execute(f'CREATE TEMP VIEW "{table}" AS SELECT {shown}, rowid FROM main."{table}"')
    conn.execute("PRAGMA query_only = ON")
    return conn
