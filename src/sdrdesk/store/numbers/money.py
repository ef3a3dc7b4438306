"""Deals, orders, what recurs, what was spent, and the rates that turn all of it into one currency."""

from __future__ import annotations

from datetime import date

from sdrdesk.domain.metrics.customers import Order, Recurring
from sdrdesk.domain.metrics.rates import RateFact
from sdrdesk.domain.metrics.volume import SpendFact, Touch
from sdrdesk.domain.metrics.win import Deal
from sdrdesk.store.database import Database


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


_DEALS = """
SELECT d.id, d.account_id, d.name, d.value_minor, d.currency, d.opened_on, d.closed_on, d.outcome, d.step,
  d.expected_close
FROM deal AS d JOIN account AS a ON a.id = d.account_id AND a.deleted_at IS NULL AND a.merged_into IS NULL
WHERE d.deleted_at IS NULL AND d.opened_on <= ?
  AND (d.outcome = 'open' OR d.closed_on >= ? OR d.opened_on >= ?)
"""


def deals(db: Database, start: date, as_of: date) -> list[Deal]:
    """The deals that were opened, closed or still open from a day on."""
    rows = db.all(_DEALS, (as_of.isoformat(), start.isoformat(), start.isoformat()))
    return [
        Deal(row[0], row[1], row[2], row[3], row[4], date.fromisoformat(row[5]), _day(row[6]), row[7], row[8],
             _day(row[9]))
        for row in rows
    ]  # fmt: skip


_PUSHED = """
SELECT c.row_id, count(*) FROM change AS c JOIN step AS s ON s.id = c.step_id
WHERE c.row_id IN ({marks}) AND c.tbl = 'deal' AND c.op = 'update' AND s.undone_by IS NULL AND s.undoes IS NULL
  AND json_extract(c.after, '$.expected_close') > json_extract(c.before, '$.expected_close') AND s.at < ?
GROUP BY c.row_id
"""


def pushed(db: Database, deal_ids: list[str], before: date) -> dict[str, int]:
    """deal -> how often its expected close was moved out, of those where it was."""
    found: dict[str, int] = {}
    for start in range(0, len(deal_ids), 400):
        part = deal_ids[start : start + 400]
        sql = _PUSHED.format(marks=", ".join("?" for _ in part))
        found |= {row[0]: row[1] for row in db.all(sql, (*part, before.isoformat()))}
    return found


def decided_steps(db: Database) -> dict[tuple[str, bool], int]:
    """(inner step at the close, won) -> how many deals ever."""
    rows = db.all("SELECT step, won, deals FROM decided_step")
    return {(row["step"], bool(row["won"])): row["deals"] for row in rows}


def rates(db: Database) -> list[RateFact]:
    """Every rate that was entered."""
    rows = db.all("SELECT currency, on_date, millionths FROM exchange_rate WHERE deleted_at IS NULL")
    return [RateFact(row[0], date.fromisoformat(row[1]), row[2]) for row in rows]


def spend(db: Database, months: list[str]) -> list[SpendFact]:
    """What was spent in these months."""
    marks = ", ".join("?" for _ in months)
    rows = db.all(
        "SELECT month, kind, source, amount_minor, currency FROM spend"
        f" WHERE month IN ({marks}) AND deleted_at IS NULL ORDER BY month, kind, source, id",
        months,
    )
    return [SpendFact(*row) for row in rows]


_TOUCHES = """
SELECT a.id, a.source, t.on_date, t.id, t.source
FROM account AS a LEFT JOIN touch AS t ON t.account_id = a.id AND t.deleted_at IS NULL AND t.on_date <= ?
WHERE a.id IN (
  SELECT account_id FROM stage_move WHERE to_stage IN ('lead', 'prospect', 'customer') AND on_date >= ? AND on_date <= ?
    AND deleted_at IS NULL
  UNION SELECT account_id FROM deal WHERE outcome = 'won' AND closed_on >= ? AND deleted_at IS NULL)
"""


def touches(db: Database, start: date, as_of: date) -> tuple[list[Touch], dict[str, str]]:
    """Every signal of those who moved or bought from a day on; and account -> the source its record names."""
    first, last = start.isoformat(), as_of.isoformat()
    day = date.fromisoformat
    found: list[Touch] = []
    named: dict[str, str] = {}
    for account, source, on, touch, of_touch in db.all(_TOUCHES, (last, first, last, first)):
        if source is not None:
            named[account] = source
        if on is not None:
            found.append(Touch(account, day(on), touch, of_touch))
    return found, named


def orders(db: Database, start: date, end: date) -> list[Order]:
    """The orders of a stretch of time."""
    rows = db.all(
        'SELECT id, account_id, ordered_on, amount_minor, currency FROM "order"'
        " WHERE ordered_on >= ? AND ordered_on < ? AND deleted_at IS NULL ORDER BY ordered_on, id",
        (start.isoformat(), end.isoformat()),
    )
    return [Order(row[0], row[1], date.fromisoformat(row[2]), row[3], row[4]) for row in rows]


def referred(db: Database) -> frozenset[str]:
    """Accounts with a person whom somebody referred."""
    rows = db.all("SELECT DISTINCT account_id FROM contact WHERE referred_by IS NOT NULL AND deleted_at IS NULL")
    return frozenset(row[0] for row in rows)


def satisfaction(db: Database) -> dict[str, int]:
    """Customer -> how satisfied they said they are, where they were asked."""
    rows = db.all(
        "SELECT a.id, a.satisfaction FROM card AS c JOIN account AS a ON a.id = c.id WHERE c.stage = 'customer'"
        " AND a.satisfaction IS NOT NULL"
    )
    return {row[0]: row[1] for row in rows}


def brought(db: Database, as_of: date) -> list[tuple[str, str, int]]:
    """(account, currency, minor units) of everything that was ordered up to a day."""
    rows = db.all(
        'SELECT account_id, currency, sum(amount_minor) FROM "order" WHERE ordered_on <= ? AND deleted_at IS NULL'
        " AND account_id NOT IN (SELECT id FROM account WHERE deleted_at IS NOT NULL OR merged_into IS NOT NULL)"
        " GROUP BY account_id, currency",
        (as_of.isoformat(),),
    )
    return [(row[0], row[1], row[2]) for row in rows]


def order_days(db: Database, before: date) -> dict[str, list[date]]:
    """Account -> the days of its orders before a day, oldest first; refunds and orders of nothing aside."""
    found: dict[str, list[date]] = {}
    for account, day in db.all(
        'SELECT account_id, ordered_on FROM "order" WHERE ordered_on < ? AND amount_minor > 0 AND deleted_at IS NULL'
        " AND account_id NOT IN (SELECT id FROM account WHERE deleted_at IS NOT NULL OR merged_into IS NOT NULL)"
        " ORDER BY account_id, ordered_on",
        (before.isoformat(),),
    ):
        found.setdefault(account, []).append(date.fromisoformat(day))
    return found


def first_order(db: Database) -> date | None:
    """The day of the first order there is."""
    return _day(db.value('SELECT min(ordered_on) FROM "order" WHERE deleted_at IS NULL'))


def ordered_to_date(db: Database, as_of: date) -> list[tuple[str, str, str, int]]:
    """(account, its name, currency, minor units) of the buyers with the largest sums in one currency, dearest first."""
    rows = db.all(
        'SELECT o.account_id, a.name, o.currency, sum(o.amount_minor) AS minor FROM "order" AS o'
        " JOIN account AS a ON a.id = o.account_id WHERE o.ordered_on <= ? AND o.deleted_at IS NULL"
        " GROUP BY o.account_id, o.currency ORDER BY minor DESC, a.name LIMIT 200",
        (as_of.isoformat(),),
    )
    return [(row[0], row[1], row[2], row[3]) for row in rows]


def recurring(db: Database, before: date) -> list[Recurring]:
    """Every change of what recurs before a day."""
    rows = db.all(
        "SELECT account_id, on_date, change_minor, currency FROM recurring WHERE on_date < ? AND deleted_at IS NULL",
        (before.isoformat(),),
    )
    return [Recurring(row[0], date.fromisoformat(row[1]), row[2], row[3]) for row in rows]
