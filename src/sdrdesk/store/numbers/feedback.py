"""The leads that came in a period, how each stands on a day, and how far it got."""

from __future__ import annotations

from datetime import date

from sdrdesk.domain.metrics.feedback import Came
from sdrdesk.store.database import Database

_CAME = """
SELECT a.id, substr(a.created_on, 1, 7),
  coalesce((SELECT t.source FROM touch AS t WHERE t.account_id = a.id AND t.deleted_at IS NULL
    ORDER BY t.on_date, t.id LIMIT 1), a.source, ''),
  coalesce((SELECT m.to_status || ' ' || coalesce(m.reason, '') FROM stage_move AS m WHERE m.account_id = a.id
    AND m.on_date <= ?1 AND m.deleted_at IS NULL ORDER BY m.on_date DESC, m.at DESC, m.id DESC LIMIT 1), ' '),
  coalesce((SELECT max(CASE m.to_stage WHEN 'customer' THEN 2 WHEN 'prospect' THEN 1 ELSE 0 END) FROM stage_move AS m
    WHERE m.account_id = a.id AND m.to_status = 'active' AND m.on_date <= ?1 AND m.deleted_at IS NULL), 0)
FROM account AS a WHERE a.created_on >= ?2 AND a.created_on < ?3 AND a.created_on <= ?1
  AND a.deleted_at IS NULL AND a.merged_into IS NULL
"""


def came(db: Database, start: date, end: date, as_of: date) -> list[Came]:
    """Everybody who came in the period, those in the inbox too."""
    rows = db.all(_CAME, (as_of.isoformat(), start.isoformat(), end.isoformat()))
    found = []
    for account, month, source, left, reached in rows:
        status, _, reason = left.partition(" ")
        found.append(Came(account, month, source, status, reason, reached))
    return found
