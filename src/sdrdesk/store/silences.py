"""How long those who went on, or bought again, had been silent before: the longest stretch without two-way contact."""

from __future__ import annotations

from .database import Database

_WON = """
SELECT account_id, min(CASE WHEN to_stage = ?1 THEN on_date END) AS begun,
  min(CASE WHEN to_stage = ?2 THEN on_date END) AS ended
FROM stage_move WHERE deleted_at IS NULL AND to_status = 'active' AND account_id IN (
  SELECT account_id FROM stage_move WHERE to_stage = ?2 AND deleted_at IS NULL ORDER BY on_date DESC LIMIT ?3)
GROUP BY account_id HAVING begun <= ended
"""
_BOUGHT_AGAIN = """
SELECT account_id, min(ordered_on) AS begun, max(ordered_on) AS ended FROM "order"
WHERE deleted_at IS NULL AND amount_minor > 0 GROUP BY account_id HAVING count(*) > 1 ORDER BY ended DESC LIMIT ?1
"""
_LONGEST = """
WITH spell AS MATERIALIZED ({spells}),
told AS (
  SELECT account_id, begun AS day FROM spell
  UNION SELECT account_id, ended FROM spell
  UNION SELECT s.account_id, c.on_date FROM spell AS s JOIN call AS c ON c.account_id = s.account_id
    WHERE c.two_way = 1 AND c.deleted_at IS NULL AND c.on_date BETWEEN s.begun AND s.ended
  UNION SELECT s.account_id, v.on_date FROM spell AS s JOIN activity AS v ON v.account_id = s.account_id
    WHERE v.two_way = 1 AND v.deleted_at IS NULL AND v.on_date BETWEEN s.begun AND s.ended),
gap AS (
  SELECT account_id,
    julianday(day) - julianday(lag(day) OVER (PARTITION BY account_id ORDER BY day)) AS days FROM told)
SELECT CAST(max(coalesce(days, 0)) AS INTEGER) AS longest FROM gap
WHERE account_id IN (SELECT id FROM account WHERE deleted_at IS NULL AND merged_into IS NULL)
GROUP BY account_id ORDER BY longest
"""


def before_going_on(db: Database, stage: str, next_stage: str, most: int) -> list[int]:
    """Days of the longest silence in a stage, of the latest who went on from it to the next; shortest first."""
    sql = _LONGEST.format(spells=_WON)
    return [row[0] for row in db.all(sql, (stage, next_stage, most))]


def before_buying_again(db: Database, most: int) -> list[int]:
    """Days of the longest silence between the first and the last order, of those who bought again; shortest first."""
    return [row[0] for row in db.all(_LONGEST.format(spells=_BOUGHT_AGAIN), (most,))]
