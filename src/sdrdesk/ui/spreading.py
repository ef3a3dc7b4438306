"""Spreading the late pile in the window: the plan by day, and Enter to do it."""

from typing import TYPE_CHECKING

from sdrdesk.domain.when import say_day
from sdrdesk.usecases import spreading as verbs
from sdrdesk.usecases.spreading import Placed, SpreadPlan

from .safe_text import cut, plain
from .session import attempt
from .widgets.drawing import TextLine, fitted
from .widgets.plan import PlanList

if TYPE_CHECKING:
    from .app import DeskApp

_WHY = 10


async def spread_pile(app: "DeskApp") -> None:
    """Show who would come on which day; do it when that is wanted."""
    session = app.session
    made = attempt(verbs.plan_spread, session.desk)
    if made.refusal is not None:
        session.refuse(made.refusal)
        return
    plan = made.value
    assert plan is not None
    today, days = session.desk.today(), {day: len(rows) for day, rows in plan.days}

    def heading(above: Placed | None, row: Placed) -> TextLine | None:
        if above is not None and above.day == row.day:
            return None
        day = "today" if row.day == today else say_day(row.day, today)
        return TextLine(((f"{day}: {days[row.day]}", "heading"),))

    question = PlanList(_question(plan), plan.rows, _draw, lambda row: row.id, heading, hint=_hint(plan))
    if await app.push_screen_wait(question):
        session.do(verbs.spread, plan)


def _question(plan: SpreadPlan) -> str:
    days = len(plan.days)
    over = "1 day" if days == 1 else f"{days} days"
    of = f" of {plan.late:,}" if plan.late > len(plan.rows) else ""
    return f"Spread {len(plan.rows):,}{of} late over {over}, the best scores first?"


def _hint(plan: SpreadPlan) -> str:
    how = "the stated" if plan.pace.assumed else "my own"
    return f"{plan.per_day} a day: the goal of dials, and {how} pace of {round(plan.pace.minutes, 1):g} min each"


def _draw(row: Placed, width: int) -> list[TextLine]:
    who = f"{plain(row.person)} · {plain(row.account)}" if row.person else plain(row.account)
    room = max(width - _WHY - 4, 10)
    return [
        TextLine(
            ((fitted(row.score, 4), ""), (fitted(cut(who, room // 2 - 1), room // 2), "title"), (row.what, "")),
            ((f"{row.why} ", "late"),),
        )
    ]
