"""Reads of the day's queue: whom to look at, by index and never more than so many, and what is known of them."""

from __future__ import annotations

from collections.abc import Sequence

from .database import Database, Row

MOST = 500
"""So many of each group are ranked; the rest come up when these are done."""
_SCANNED = 2000

_LIVE = "deleted_at IS NULL AND merged_into IS NULL"
_OUTSIDE = "('active', 'inbox')"


def timed_today(db: Database, today: str) -> list[str]:
    """Accounts whose step is due today at an hour, the earliest hour first."""
    return _ids(
        db,
        "SELECT id FROM card WHERE due = ? AND time > '' ORDER BY due, time, minus_value, name_key, id LIMIT ?",
        (today, MOST),
    )


def late(db: Database, today: str) -> list[str]:
    """Accounts whose step is overdue, the longest first."""
    return _ids(
        db,
        "SELECT id FROM card WHERE due < ? ORDER BY due, time, minus_value, name_key, id LIMIT ?",
        (today, MOST),
    )


def today(db: Database, today: str) -> list[str]:
    """Accounts whose step is due today at no hour, the dearest first."""
    return _ids(
        db,
        "SELECT id FROM card WHERE due = ? AND time = '' ORDER BY due, time, minus_value, name_key, id LIMIT ?",
        (today, MOST),
    )


def in_touch(db: Database, today: str, since: str) -> list[str]:
    """Accounts that wrote or called since a day, with a step still to come that was set before that; latest first."""
    return _ids(
        db,
        "SELECT DISTINCT h.account_id FROM ("
        " SELECT account_id, at, on_date FROM ("
        "  SELECT account_id, at, on_date FROM main.activity INDEXED BY activity_by_day WHERE on_date >= ?1"
        "  AND kind IN ('reply', 'inbound_call') AND deleted_at IS NULL ORDER BY on_date DESC LIMIT ?3)"
        " UNION ALL SELECT account_id, at, on_date FROM ("
        "  SELECT account_id, started_at AS at, on_date, direction FROM main.call INDEXED BY call_by_day"
        "  WHERE on_date >= ?1"
        "  AND disposition IS NOT NULL AND deleted_at IS NULL ORDER BY on_date DESC LIMIT ?3) WHERE direction = 'in'"
        ") AS h JOIN card AS c ON c.id = h.account_id JOIN account AS a ON a.id = h.account_id"
        " WHERE c.due > ?2 AND coalesce(a.next_set_at, '') < h.at ORDER BY h.on_date DESC LIMIT ?4",
        (since, today, _SCANNED, MOST),
    )


def quiet(db: Database, stage: str, quiet_before: str, ahead: str, set_before: str) -> list[str]:
    """Accounts of a stage without two-way contact since a day, their step later than `ahead` and set before a day."""
    far = db.value("SELECT coalesce(sum(cards), 0) FROM card_day WHERE stage = ? AND due > ?", (stage, ahead))
    if not far:
        return []
    few = int(far) <= _SCANNED
    index, order = ("card_board", "due") if few else ("card_quiet", "two_way_on")
    inner = (
        f"SELECT id, two_way_on FROM card INDEXED BY {index} WHERE stage = ? AND two_way_on < ? AND due > ?"
        f" ORDER BY {order} LIMIT ?"
    )
    return _ids(
        db,
        f"SELECT c.id FROM ({inner}) AS c JOIN account AS a ON a.id = c.id"
        " WHERE coalesce(a.next_set_at, '') < ? ORDER BY c.two_way_on LIMIT ?",
        (stage, quiet_before, ahead, _SCANNED, set_before, MOST),
    )


def to_look_at_again(db: Database, today: str) -> list[str]:
    """Accounts that left and whose day to look again has come, the longest waiting first."""
    return _ids(
        db,
        f"SELECT id FROM account WHERE review_on <= ? AND status NOT IN {_OUTSIDE} AND {_LIVE}"
        " ORDER BY review_on LIMIT ?",
        (today, MOST),
    )


def _ids(db: Database, sql: str, params: Sequence[object]) -> list[str]:
    return [row[0] for row in db.all(sql, params)]


_FIRST = (
    "SELECT f.id FROM contact AS f WHERE f.account_id = a.id AND f.deleted_at IS NULL AND f.merged_into IS NULL"
    " AND f.left_at IS NULL ORDER BY f.position, f.id LIMIT 1"
)
_FACTS = f"""
SELECT a.id, a.name, a.name_key, a.kind, a.stage, a.status, a.next_kind, a.next_what, a.next_due, a.next_time,
  a.next_zone, a.next_set_at, a.review_on, a.source, a.industry, a.employees, a.annual_revenue, a.city, a.country,
  a.website, a.fields, a.created_on, a.added_at, a.do_not_contact, c.two_way_on, c.minus_value,
  p.full_name AS person, p.zone AS person_zone, p.country AS person_country, p.title, p.role,
  p.do_not_contact AS person_blocked,
  (SELECT k.key FROM contact_point AS k WHERE k.contact_id = p.id AND k.kind = 'phone' AND k.key IS NOT NULL
   AND k.dead_at IS NULL AND k.deleted_at IS NULL ORDER BY k.position, k.id LIMIT 1) AS phone
FROM account AS a LEFT JOIN card AS c ON c.id = a.id
LEFT JOIN contact AS p ON p.id = coalesce(
  (SELECT n.id FROM contact AS n WHERE n.id = a.next_contact_id AND n.deleted_at IS NULL AND n.left_at IS NULL
   AND n.merged_into IS NULL), ({_FIRST}))
WHERE a.id IN ({{marks}}) AND a.deleted_at IS NULL AND a.merged_into IS NULL
"""


def facts(db: Database, account_ids: Sequence[str]) -> list[Row]:
    """What decides the place of these accounts, and what their rows show; in no order."""
    return db.all(_FACTS.format(marks=_marks(account_ids)), account_ids)


def calls(db: Database, account_ids: Sequence[str]) -> list[Row]:
    """Every finished call of these accounts, oldest first."""
    return db.all(
        "SELECT id, account_id, direction, disposition, started_at, coalesce(ended_at, started_at) AS ended_at,"
        f" on_date, two_way FROM call WHERE account_id IN ({_marks(account_ids)}) AND disposition IS NOT NULL"
        " AND deleted_at IS NULL ORDER BY account_id, started_at, id",
        account_ids,
    )


def activities(db: Database, account_ids: Sequence[str]) -> list[Row]:
    """Everything else that was logged with these accounts, oldest first."""
    return db.all(
        f"SELECT id, account_id, kind, at, on_date, two_way, text FROM activity WHERE account_id IN"
        f" ({_marks(account_ids)}) AND deleted_at IS NULL ORDER BY account_id, at, id",
        account_ids,
    )


def signals(db: Database, account_ids: Sequence[str]) -> list[Row]:
    """What brought these accounts: source, signal and day of every touch."""
    return db.all(
        f"SELECT id, account_id, source, signal, on_date FROM touch WHERE account_id IN ({_marks(account_ids)})"
        " AND deleted_at IS NULL",
        account_ids,
    )


def price_talks(db: Database, account_ids: Sequence[str]) -> list[Row]:
    """The objections about the price: they talked about it."""
    return db.all(
        f"SELECT id, account_id, on_date FROM objection WHERE account_id IN ({_marks(account_ids)})"
        " AND category = 'price' AND deleted_at IS NULL",
        account_ids,
    )


def entries(db: Database, account_ids: Sequence[str]) -> dict[str, str]:
    """account -> when it last came onto the board."""
    rows = db.all(
        f"SELECT account_id, max(at) AS at FROM stage_move WHERE account_id IN ({_marks(account_ids)})"
        " AND move IN ('enter', 'return') AND deleted_at IS NULL GROUP BY account_id",
        account_ids,
    )
    return {row["account_id"]: row["at"] for row in rows}


def exits(db: Database, account_ids: Sequence[str]) -> dict[str, Row]:
    """account -> its latest way out: at, reason, why."""
    rows = db.all(
        f"SELECT account_id, at, reason, why FROM stage_move WHERE account_id IN ({_marks(account_ids)})"
        " AND move = 'leave' AND deleted_at IS NULL ORDER BY account_id, at",
        account_ids,
    )
    return {row["account_id"]: row for row in rows}


def counted(db: Database, day: str) -> list[Row]:
    """The calls of one local day: direction, disposition, how many."""
    return db.all(
        "SELECT direction, disposition, count(*) AS calls FROM call WHERE on_date = ? AND disposition IS NOT NULL"
        " AND deleted_at IS NULL GROUP BY direction, disposition",
        (day,),
    )


def due_by_day(db: Database, since: str) -> dict[str, int]:
    """day -> how many steps are due on it, from a day on: from the board's day buckets."""
    rows = db.all(
        "SELECT due, sum(cards) AS cards FROM card_day WHERE due >= ? GROUP BY due ORDER BY due LIMIT 1000", (since,)
    )
    return {row["due"]: row["cards"] for row in rows}


def call_instants(db: Database, since: str, limit: int) -> list[str]:
    """When my own calls since a day began; at most so many, of the latest days."""
    rows = db.all(
        "SELECT started_at FROM (SELECT started_at, direction FROM call WHERE on_date >= ? AND disposition IS NOT NULL"
        " AND deleted_at IS NULL ORDER BY on_date DESC LIMIT ?) WHERE direction = 'out'",
        (since, limit),
    )
    return [row[0] for row in rows]


def snoozes_in_a_row(db: Database, account_id: str) -> int:
    """How often the open step was put off since something was last done about it."""
    rows = db.all(
        "SELECT outcome FROM next_step WHERE account_id = ? AND deleted_at IS NULL ORDER BY closed_at DESC, id DESC"
        " LIMIT 20",
        (account_id,),
    )
    count = 0
    for row in rows:
        if row["outcome"] != "snoozed":
            break
        count += 1
    return count


def nudges(db: Database) -> dict[str, str]:
    """account -> its nudge as stored."""
    rows = db.all("SELECT key, value FROM setting WHERE key GLOB 'nudge:*' AND deleted_at IS NULL")
    return {row["key"].partition(":")[2]: row["value"] for row in rows}


def _marks(account_ids: Sequence[str]) -> str:
    return ", ".join("?" * len(account_ids))
