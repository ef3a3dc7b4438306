"""The desk as plain tables for other programs: readable columns, one SQL query each, a page in memory at a time."""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, NamedTuple

from . import people
from .database import Database, Row
from .where import ALL, Where

_PAGE = 500
_AFTER = "likelihood({}.rowid > ?, 0.0001)"
"""Where a page begins. Without being told that few rows follow, SQLite reads every account into a Bloom filter for each
page first: nine tenths of the time of 100,000 rows."""


class Sheet(NamedTuple):
    """A table to hand out: `columns` are (header, SQL), `source` its FROM, `row` the alias whose rowid orders it.

    A column `Value` in minor units is followed by its currency; one that begins with @ is looked up for a page at once.
    `fields` is the alias whose own fields follow, and whose phones and e-mails are meant.
    """

    columns: tuple[tuple[str, str], ...]
    source: str
    row: str
    holds: str
    fields: str | None = None


_YES = "CASE {} WHEN 1 THEN 'yes' END"
_LIVE = "a.deleted_at IS NULL AND a.merged_into IS NULL"
_WHO = "LEFT JOIN contact AS p ON p.id = {0}.contact_id"
_ON = "JOIN account AS a ON a.id = {0}.account_id LEFT JOIN card AS c ON c.id = a.id"
_VALUE = (("Value", "a.value_minor"), ("Currency", "a.currency"))
_DESK = (  # the first two tell a table this program wrote when it comes back
    ("Desk stage", "a.stage"), ("Desk status", "a.status"), ("Desk next step", "a.next_what"),
    ("Desk next kind", "a.next_kind"), ("Desk next due", "a.next_due"), ("Desk next time", "a.next_time"),
    ("Desk review on", "a.review_on"),
)  # fmt: skip


def _said(*concepts: str) -> tuple[tuple[str, str], ...]:
    """What only the source said of a person."""
    return tuple((concept.replace("_", " ").capitalize(), f"p.source_values ->> '{concept}'") for concept in concepts)


SHEETS: dict[str, Sheet] = {
    "contacts": Sheet(
        (
            ("Full name", "p.full_name"), ("First name", "p.first_name"), ("Last name", "p.last_name"),
            ("Job title", "p.title"), ("Email", "@email"), ("Other email", "@email_other"),
            ("Phone", "@phone"), ("Mobile phone", "@phone_mobile"),
            ("Other phone", "@phone_other"), ("Company", "CASE a.kind WHEN 'company' THEN a.name END"),
            ("Website", "a.website"), ("Industry", "a.industry"), ("Employees", "a.employees"),
            ("Annual revenue", "a.annual_revenue"), ("City", "coalesce(p.city, a.city)"),
            ("Country", "coalesce(p.country, a.country)"), ("LinkedIn URL", "p.linkedin_url"),
            ("Lead source", "coalesce(p.source, a.source)"), ("Owner", "coalesce(p.owner, a.owner)"),
            ("Tags", "@tags"), *_VALUE, ("Do not call", _YES.format("p.do_not_contact")),
            ("Email opt out", _YES.format("p.email_opt_out")), ("Created", "p.created_on"),
            *_said("status", "stage", "street", "state", "postal_code", "department", "seniority"),
            ("Role", "p.role"), ("Left on", "p.left_at"), *_DESK,
        ),
        f"contact AS p {_ON.format('p')}", "p", f"p.deleted_at IS NULL AND p.merged_into IS NULL AND {_LIVE}", "p",
    ),
    "accounts": Sheet(
        (
            ("Company", "a.name"), ("Website", "a.website"), ("Industry", "a.industry"),
            ("Employees", "a.employees"), ("Annual revenue", "a.annual_revenue"), ("City", "a.city"),
            ("Country", "a.country"), ("Lead source", "a.source"), ("Owner", "a.owner"),
            ("Company phone", "@phone"), ("Tags", "@tags"), *_VALUE, ("Kind", "a.kind"),
            ("Do not call", _YES.format("a.do_not_contact")), ("Created", "a.created_on"), *_DESK,
            ("Renewal on", "a.renewal_on"),
            ("People", "(SELECT count(*) FROM contact WHERE account_id = a.id AND deleted_at IS NULL"
                       " AND merged_into IS NULL)"),
        ),
        "account AS a LEFT JOIN card AS c ON c.id = a.id", "a", _LIVE, "a",
    ),
    "deals": Sheet(
        (
            ("Deal name", "t.name"), ("Account name", "a.name"), ("Deal type", "t.kind"), ("Stage", "t.step"),
            ("Outcome", "t.outcome"), ("Value", "t.value_minor"), ("Currency", "t.currency"),
            ("Opened on", "t.opened_on"), ("Expected close", "t.expected_close"), ("Closed on", "t.closed_on"),
            ("Reason", "t.close_reason"), ("Why", "t.why"), ("Owner", "a.owner"),
        ),
        f"deal AS t {_ON.format('t')}", "t", f"t.deleted_at IS NULL AND {_LIVE}",
    ),
    "orders": Sheet(
        (
            ("Ordered on", "t.ordered_on"), ("Account name", "a.name"), ("Value", "t.amount_minor"),
            ("Currency", "t.currency"), ("What", "t.what"),
        ),
        f'"order" AS t {_ON.format("t")}', "t", f"t.deleted_at IS NULL AND {_LIVE}",
    ),
    "calls": Sheet(
        (
            ("Call start", "t.started_at"), ("On", "t.on_date"), ("Account name", "a.name"), ("Contact", "p.full_name"),
            ("Direction", "t.direction"), ("Call outcome", "t.disposition"), ("Seconds", "t.seconds"),
            ("Attempt", "t.attempt"), ("Two-way", _YES.format("t.two_way")), ("Playbook", "t.playbook"),
            ("Verdict", "t.verdict"), ("Note", "t.note"),
            ("Lines", "(SELECT group_concat(text, char(10)) FROM (SELECT text FROM call_line WHERE call_id = t.id"
                      " AND deleted_at IS NULL ORDER BY at, id))"),
        ),
        f"call AS t {_ON.format('t')} {_WHO.format('t')}", "t",
        f"t.deleted_at IS NULL AND t.disposition IS NOT NULL AND {_LIVE}",
    ),
    "objections": Sheet(
        (
            ("On", "t.on_date"), ("Account name", "a.name"), ("Contact", "p.full_name"), ("Category", "t.category"),
            ("Words", "t.words"), ("Underlying", "t.underlying"), ("Concern", "t.concern"),
            ("Blocking", _YES.format("t.blocking")), ("Response kind", "t.response_kind"), ("Response", "t.response"),
            ("Proof", "t.proof"), ("Outcome", "t.outcome"), ("Stage", "t.stage"),
        ),
        f"objection AS t {_ON.format('t')} {_WHO.format('t')}", "t", f"t.deleted_at IS NULL AND {_LIVE}",
    ),
    "notes": Sheet(
        (("At", "t.at"), ("Account name", "a.name"), ("Contact", "p.full_name"), ("Note", "t.text")),
        f"note AS t {_ON.format('t')} {_WHO.format('t')}", "t", f"t.deleted_at IS NULL AND {_LIVE}",
    ),
    "activities": Sheet(
        (
            ("At", "t.at"), ("On", "t.on_date"), ("Account name", "a.name"), ("Contact", "p.full_name"),
            ("Kind", "t.kind"), ("Two-way", _YES.format("t.two_way")), ("Text", "t.text"),
        ),
        f"activity AS t {_ON.format('t')} {_WHO.format('t')}", "t", f"t.deleted_at IS NULL AND {_LIVE}",
    ),
    "moves": Sheet(
        (
            ("At", "t.at"), ("On", "t.on_date"), ("Account name", "a.name"), ("Move", "t.move"),
            ("From stage", "t.from_stage"), ("To stage", "t.to_stage"), ("From status", "t.from_status"),
            ("To status", "t.to_status"), ("Reason", "t.reason"), ("Why", "t.why"),
            ("Gate overridden", _YES.format("t.override")), ("Competitor", "t.competitor"),
            ("Avoidable", "CASE t.avoidable WHEN 1 THEN 'yes' WHEN 0 THEN 'no' END"),
        ),
        f"stage_move AS t {_ON.format('t')}", "t", f"t.deleted_at IS NULL AND {_LIVE}",
    ),
}  # fmt: skip
"""Name -> table, in the order a workbook shows them."""


def own_fields(db: Database, sheet: Sheet) -> list[str]:
    """Headers of the columns a source brought that have no place of their own, in the order of their names."""
    if sheet.fields is None:
        return []
    rows = db.all(
        f"SELECT DISTINCT j.key FROM {sheet.source}, json_each({sheet.fields}.fields) AS j"
        f" WHERE {sheet.holds} AND {sheet.fields}.fields IS NOT NULL AND j.type = 'text' ORDER BY j.key"
    )
    taken = {header for header, _ in sheet.columns}
    return [row[0] for row in rows if row[0] not in taken]


def rows(db: Database, sheet: Sheet, where: Where = ALL) -> Iterator[tuple[str, list[Any], dict[str, str]]]:
    """The id of each row, its columns in order, and its own fields; `where` narrows by account."""
    columns = ", ".join("NULL" if sql.startswith("@") else sql for _, sql in sheet.columns)
    own = f"{sheet.fields or 'NULL'}.fields, {sheet.row}.id, a.id".replace("NULL.fields", "NULL")
    sql = (
        f"SELECT {columns}, {own}, {sheet.row}.rowid FROM {sheet.source}"
        f" WHERE {_AFTER.format(sheet.row)} AND {sheet.holds} AND ({where.sql}) ORDER BY {sheet.row}.rowid LIMIT ?"
    )
    looked_up = [(place, sql[1:]) for place, (_, sql) in enumerate(sheet.columns) if sql.startswith("@")]
    after, width = 0, len(sheet.columns)
    while page := db.all(sql, (after, *where.params, _PAGE)):
        more = _looked_up(db, sheet, [(row[width + 1], row[width + 2]) for row in page]) if looked_up else {}
        for row in page:
            cells = list(row[:width])
            for place, what in looked_up:
                cells[place] = more[row[width + 1]].get(what)
            fields = json.loads(row[width]) if row[width] else {}
            yield row[width + 1], cells, {name: text for name, text in fields.items() if isinstance(text, str)}
        after = page[-1][width + 3]


_NEXT_STEPS = """
SELECT a.rowid AS place, a.id, a.name, a.next_kind, a.next_what, a.next_due, a.next_time, p.full_name AS person,
  (SELECT typed FROM contact_point WHERE contact_id = p.id AND kind = 'phone' AND deleted_at IS NULL
   AND dead_at IS NULL ORDER BY position, id LIMIT 1) AS phone,
  (SELECT typed FROM contact_point WHERE contact_id = p.id AND kind = 'email' AND deleted_at IS NULL
   ORDER BY position, id LIMIT 1) AS email
FROM account AS a LEFT JOIN card AS c ON c.id = a.id LEFT JOIN contact AS p ON p.id = coalesce(a.next_contact_id,
  (SELECT id FROM contact WHERE account_id = a.id AND deleted_at IS NULL AND merged_into IS NULL AND left_at IS NULL
   ORDER BY position, id LIMIT 1))
WHERE {after} AND a.next_due IS NOT NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL AND ({where})
ORDER BY a.rowid LIMIT ?
"""


def next_steps(db: Database, where: Where = ALL) -> Iterator[Row]:
    """Every open next step with whom it is for and how to reach them."""
    after = 0
    while page := db.all(_NEXT_STEPS.format(where=where.sql, after=_AFTER.format("a")), (after, *where.params, _PAGE)):
        yield from page
        after = page[-1]["place"]


def _looked_up(db: Database, sheet: Sheet, ids: list[tuple[str, str]]) -> dict[str, dict[str, str]]:
    """Row id -> its labels, phones and e-mails, under the names a source has for them."""
    accounts = sorted({account_id for _, account_id in ids})
    tags = people.tags(db, accounts)
    points = people.points(db, [one for one, _ in ids]) if sheet.fields == "p" else _of_accounts(db, accounts)
    found = {}
    for one, account_id in ids:
        told: dict[str, list[str]] = {"tags": tags.get(account_id, [])}
        for point in points.get(one, ()):
            concept = "email" if point["kind"] == "email" else _PHONES.get(point["label"], "phone_other")
            told.setdefault(f"{point['kind']}_other" if told.get(concept) else concept, []).append(point["typed"])
        found[one] = {concept: ", ".join(texts) for concept, texts in told.items() if texts}
    return found


def _of_accounts(db: Database, accounts: list[str]) -> dict[str, list[Row]]:
    """account -> its own phones and e-mails, which are nobody's there."""
    found: dict[str, list[Row]] = {}
    sql = (
        "SELECT account_id, kind, label, typed FROM contact_point WHERE account_id IN (SELECT value FROM json_each(?))"
        " AND contact_id IS NULL AND deleted_at IS NULL ORDER BY position, id"
    )
    for row in db.all(sql, (json.dumps(accounts),)):
        found.setdefault(row["account_id"], []).append(row)
    return found


_PHONES = {"work": "phone", "mobile": "phone_mobile"}
