"""The command that spreads the late pile over the coming days."""

from __future__ import annotations

from typing import Any

import click

from sdrdesk.domain.when import say_day
from sdrdesk.usecases import spreading as verbs

from .command import Asked, command
from .printing import put, put_json


@command("spread", "sdrdesk spread --dry-run")
@click.option("--dry-run", is_flag=True, help="Only say who would come on which day.")
def spread(asked: Asked, dry_run: bool) -> None:
    """Give the late pile new days by score: as many a day as the goal and my own pace allow, on open days.

    What is due on a day already takes its place first. One act: undo takes all of it back.
    """
    with asked.desk() as desk:
        plan = verbs.plan_spread(desk)
        done = None if dry_run else verbs.spread(desk, plan)
        today = desk.today()
    if asked.json:
        put_json(_as_record(plan) | ({"step": done.step, "said": done.said} if done is not None else {}))
        return
    for day, rows in plan.days:
        put(f"{'today' if day == today else say_day(day, today)}: {len(rows)}")
        for row in rows:
            who = f" · {row.person}" if row.person else ""
            put(f"  {row.score:<3}  {row.why:<10}  {row.account}{who} · {row.what}")
    if done is not None:
        put(done.said)


def _as_record(plan: verbs.SpreadPlan) -> dict[str, Any]:
    return {
        "late": plan.late,
        "per_day": plan.per_day,
        "minutes_each": plan.pace.minutes,
        "days": [{"day": day, "rows": [row._asdict() | {"day": day} for row in rows]} for day, rows in plan.days],
    }
