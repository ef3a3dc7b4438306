"""Calls, meetings, other acts, answers to new leads, steps of cadences, grades and objections of a period."""

from __future__ import annotations

from collections import Counter
from datetime import date

from sdrdesk.domain.metrics.cadence import StepFact
from sdrdesk.domain.metrics.calls import Meetings
from sdrdesk.domain.metrics.objections import ObjectionFact
from sdrdesk.domain.objection import explored
from sdrdesk.store.database import Database, Row

_PERIOD = "on_date >= ? AND on_date < ? AND deleted_at IS NULL"


_DIALLED = f"{_PERIOD} AND direction = 'out' AND disposition IS NOT NULL"


def dialled(db: Database, start: date, end: date) -> Counter[tuple[str, str]]:
    """(UTC hour as `2026-03-02T09`, outcome) -> how many outbound calls of a period."""
    rows = db.all(
        f"SELECT substr(started_at, 1, 13), disposition, count(*) FROM call WHERE {_DIALLED}"
        " GROUP BY on_date, disposition, substr(started_at, 1, 13)",
        (start.isoformat(), end.isoformat()),
    )
    found: Counter[tuple[str, str]] = Counter()
    for hour, outcome, many in rows:
        found[hour, outcome] += many
    return found


def meetings(db: Database, start: date, end: date, as_of: date) -> Meetings:
    """Meetings held, missed, and due in the period without a word about them."""
    rows = db.all(
        f"SELECT kind, count(*) FROM activity WHERE {_PERIOD} AND kind IN ('meeting_held', 'meeting_missed')"
        " GROUP BY kind",
        (start.isoformat(), end.isoformat()),
    )
    found = {row[0]: row[1] for row in rows}
    silent = db.value(
        "SELECT count(*) FROM account WHERE next_kind = 'meeting' AND next_due >= ? AND next_due < ?"
        " AND id IN (SELECT id FROM card)",
        (start.isoformat(), min(end, as_of).isoformat()),
    )
    return Meetings(found.get("meeting_held", 0), found.get("meeting_missed", 0), int(silent))


def activities(db: Database, start: date, end: date) -> Counter[str]:
    """Kind of act -> how many, calls aside."""
    rows = db.all(
        f"SELECT kind, count(*) FROM activity WHERE {_PERIOD} GROUP BY kind", (start.isoformat(), end.isoformat())
    )
    return Counter({row[0]: row[1] for row in rows})


def touched(db: Database, start: date, end: date) -> int:
    """How many accounts were dialled, or had another act, in a period."""
    span = (start.isoformat(), end.isoformat())
    return int(
        db.value(
            f"SELECT count(*) FROM (SELECT account_id FROM call WHERE {_DIALLED}"
            f" UNION SELECT account_id FROM activity WHERE {_PERIOD})",
            (*span, *span),
        )
    )


_ARRIVALS = """
SELECT a.id, a.name, a.added_at,
  (SELECT min(c.started_at) FROM call AS c WHERE c.account_id = a.id AND c.direction = 'out' AND c.deleted_at IS NULL
     AND c.disposition IS NOT NULL AND c.started_at >= a.added_at) AS dialled,
  (SELECT min(v.at) FROM activity AS v WHERE v.account_id = a.id AND v.deleted_at IS NULL AND v.at >= a.added_at
     AND v.kind IN ('mail_sent', 'message_sent', 'proof_sent', 'offer_sent')) AS written
FROM account AS a
WHERE a.created_on >= ? AND a.created_on < ? AND a.batch_id IS NULL AND a.deleted_at IS NULL AND a.merged_into IS NULL
  AND abs(julianday(a.created_on) - julianday(substr(a.added_at, 1, 10))) <= 1
ORDER BY a.added_at DESC
"""


def arrivals(db: Database, start: date, end: date) -> list[Row]:
    """New leads whose hour is known (an import has none): when each came, and my first call and message since."""
    return db.all(_ARRIVALS, (start.isoformat(), end.isoformat()))


_STEPS = """
SELECT account_id, due, CASE WHEN outcome = 'done' THEN on_date END AS done,
  outcome = 'skipped' AND coalesce(reason, '') <> '' AS excused
FROM cadence_step WHERE due >= ? AND due < ? AND deleted_at IS NULL
UNION ALL
SELECT r.account_id, c.due, NULL, 0 FROM cadence_run AS r JOIN card AS c ON c.id = r.account_id
WHERE r.state = 'running' AND r.deleted_at IS NULL AND c.due >= ? AND c.due < ?
"""


def cadence_steps(db: Database, start: date, end: date, as_of: date) -> list[StepFact]:
    """The steps of cadences that were due, those that are late and still open too."""
    span = (start.isoformat(), min(end, as_of).isoformat())
    rows = db.all(_STEPS, (start.isoformat(), end.isoformat(), *span))
    day = date.fromisoformat
    return [StepFact(row[0], day(row[1]), day(row[2]) if row[2] else None, bool(row[3])) for row in rows]


_GRADES = """
SELECT g.account_id, a.name, a.playbook, g.criterion, g.grade, g.evidence, g.at FROM grade AS g
JOIN account AS a ON a.id = g.account_id AND a.deleted_at IS NULL AND a.merged_into IS NULL
WHERE g.deleted_at IS NULL AND g.at < ? AND g.account_id IN (
  SELECT account_id FROM grade WHERE at >= ? AND at < ? AND deleted_at IS NULL)
ORDER BY g.at, g.id
"""


def grades(db: Database, start: date, end: date) -> list[Row]:
    """Every grade, oldest first, of the accounts that were graded in the period."""
    return db.all(_GRADES, (end.isoformat(), start.isoformat(), end.isoformat()))


def hard_stops(db: Database, account_ids: list[str], end: date) -> dict[str, str | None]:
    """account -> the hard stop named at its last guided call."""
    found: dict[str, str | None] = {}
    for start in range(0, len(account_ids), 400):
        part = account_ids[start : start + 400]
        marks = ", ".join("?" for _ in part)
        rows = db.all(
            f"SELECT account_id, hard_stop FROM call WHERE account_id IN ({marks}) AND deleted_at IS NULL"
            " AND disposition IS NOT NULL AND playbook IS NOT NULL AND on_date < ? ORDER BY started_at, id",
            (*part, end.isoformat()),
        )
        found |= {row[0]: row[1] for row in rows}
    return found


_OBJECTIONS = """
SELECT o.id, o.account_id, o.deal_id, o.category, o.stage, o.response_kind, o.outcome, o.underlying, o.concern,
  o.blocking, o.on_date, coalesce(a.source, '') AS source, coalesce(a.industry, '') AS segment,
  o.outcome = 'yes' AND o.call_id IS NOT NULL AND substr(o.resolved_at, 1, 10) = substr(o.at, 1, 10) AS same_call,
  EXISTS (SELECT 1 FROM stage_move AS m WHERE m.account_id = o.account_id AND m.at > o.at
    AND m.move IN ('forward', 'skip') AND m.deleted_at IS NULL) AS moved_on,
  (SELECT d.id FROM deal AS d WHERE d.account_id = o.account_id AND d.deleted_at IS NULL AND d.opened_on <= o.on_date
   ORDER BY d.opened_on DESC, d.id LIMIT 1) AS running_deal
FROM objection AS o JOIN account AS a ON a.id = o.account_id AND a.deleted_at IS NULL AND a.merged_into IS NULL
WHERE o.on_date >= ? AND o.on_date < ? AND o.deleted_at IS NULL ORDER BY o.at, o.id
"""


def objections(db: Database, start: date, end: date) -> list[ObjectionFact]:
    """The objections of a period; one that names no deal belongs to the one that was running."""
    return [
        ObjectionFact(
            row["id"], row["account_id"], row["deal_id"] or row["running_deal"], row["category"], row["stage"],
            row["response_kind"], row["outcome"], explored(row["underlying"], row["concern"]), bool(row["blocking"]),
            row["source"], row["underlying"], row["on_date"], row["segment"], bool(row["moved_on"]),
            bool(row["same_call"]),
        )
        for row in db.all(_OBJECTIONS, (start.isoformat(), end.isoformat()))
    ]  # fmt: skip


_QUALITY = """
SELECT count(*) AS prospects,
  sum(EXISTS (SELECT 1 FROM contact_point AS p WHERE p.account_id = c.id AND p.dead_at IS NULL
    AND p.deleted_at IS NULL)) AS reachable,
  sum(coalesce(a.source, '') NOT IN ('', 'added by hand')) AS sourced, sum(coalesce(a.industry, '') <> '') AS segmented,
  sum(EXISTS (SELECT 1 FROM contact AS d WHERE d.account_id = c.id AND d.left_at IS NULL
    AND d.role IN ('decides', 'signs') AND d.deleted_at IS NULL)) AS decided_by,
  sum(1 < (SELECT count(*) FROM contact AS d WHERE d.account_id = c.id AND d.left_at IS NULL
    AND d.deleted_at IS NULL AND d.merged_into IS NULL)) AS several
FROM card AS c JOIN account AS a ON a.id = c.id WHERE c.stage = 'prospect'
"""


def quality(db: Database) -> dict[str, int]:
    """Of the prospects on the board: who can be reached, has a source, a segment, a known decider, several people."""
    row = db.one(_QUALITY)
    return {name: int(row[name] or 0) for name in row.keys()} if row is not None else {}  # noqa: SIM118


_FIRST = """
SELECT min(day) FROM (
  SELECT min(on_date) AS day FROM stage_move WHERE to_stage = 'lead' AND deleted_at IS NULL
  UNION ALL SELECT min(on_date) FROM stage_move WHERE to_stage = 'prospect' AND deleted_at IS NULL
  UNION ALL SELECT min(on_date) FROM stage_move WHERE to_stage = 'customer' AND deleted_at IS NULL
  UNION ALL SELECT min(on_date) FROM call UNION ALL SELECT min(on_date) FROM activity
  UNION ALL SELECT min(ordered_on) FROM "order" UNION ALL SELECT min(created_on) FROM account)
"""


def first_day(db: Database) -> date | None:
    """The day of the first event of any kind; None on a desk without one."""
    found = db.value(_FIRST)
    return None if found is None else date.fromisoformat(found)


def kept_settings(db: Database, prefix: str) -> dict[str, str]:
    """Name -> value of the settings under a prefix."""
    rows = db.all("SELECT key, value FROM setting WHERE key GLOB ? AND deleted_at IS NULL", (f"{prefix}*",))
    return {row["key"].removeprefix(prefix): row["value"] for row in rows}
