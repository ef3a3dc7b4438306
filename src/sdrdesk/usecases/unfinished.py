"""What was left behind by a program that was killed or closed: imports to settle, calls to finish."""

from __future__ import annotations

from typing import NamedTuple

from .desk import Desk


def settle(desk: Desk) -> list[str]:
    """Take back imports that were cut off; a sentence for each. Costs one look-up when there are none."""
    if not desk.db.value("SELECT 1 FROM import_batch WHERE state = 'open' AND deleted_at IS NULL LIMIT 1"):
        return []
    from .transfer import settle_open_batches  # reading files is needed for this alone

    return settle_open_batches(desk)


class OpenCall(NamedTuple):
    """A call without an outcome yet: something to finish."""

    id: str
    account_id: str
    name: str
    started_at: str
    lines: int
    half_typed: str


def open_calls(desk: Desk) -> list[OpenCall]:
    """Calls without an outcome, newest first, with the half-typed line that was on screen."""
    rows = desk.db.all(
        "SELECT c.id, c.account_id, a.name, c.started_at,"
        " (SELECT count(*) FROM call_line AS l WHERE l.call_id = c.id AND l.deleted_at IS NULL) AS lines,"
        " coalesce((SELECT text FROM draft WHERE key = 'line:' || c.id), '') AS half_typed"
        " FROM call AS c JOIN account AS a ON a.id = c.account_id"
        " WHERE c.disposition IS NULL AND c.deleted_at IS NULL AND a.deleted_at IS NULL ORDER BY c.started_at DESC"
    )
    return [OpenCall(*row) for row in rows]
