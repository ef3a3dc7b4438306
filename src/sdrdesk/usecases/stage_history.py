"""The stage history: one row per move, appended inside the step that moves."""

from __future__ import annotations

from typing import Any

from .desk import Desk


def write_move(
    desk: Desk,
    account_id: str,
    move: str,
    from_stage: str | None,
    to_stage: str,
    from_status: str | None,
    to_status: str,
    *,
    on: str | None = None,
    **columns: Any,
) -> str:
    """One row of the stage history, inside a step; `on` is the day it happened, when that was not today."""
    return desk.db.insert(
        "stage_move",
        account_id=account_id,
        at=desk.stamp(),
        on_date=on or desk.today().isoformat(),
        move=move,
        from_stage=from_stage,
        to_stage=to_stage,
        from_status=from_status,
        to_status=to_status,
        device=desk.db.device,
        **columns,
    )
