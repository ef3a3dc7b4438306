"""The ways off the board: what each asks, put to the rep once, for one account, for many, or at the end of a call."""

from collections.abc import Callable, Mapping
from typing import Any, NamedTuple

from sdrdesk.domain import pipeline as rules
from sdrdesk.ui.widgets.strip import Choice
from sdrdesk.usecases import leaving
from sdrdesk.usecases.desk import Done

from .asking import Screen, Way, again_way, ask, past_day_way


class Exit(NamedTuple):
    """A way off the board: the verb, its question, its reasons, when one looks again, and the last thing asked."""

    key: str
    label: str
    act: Callable[..., Done]
    question: str
    reasons: Mapping[str, str]
    again: str
    last: tuple[str, str, str] | None = None


EXITS: dict[str, Exit] = {
    "lost": Exit(
        "l", "lost", leaving.lose, "Why {are} {name} lost?", rules.LOST_REASONS, "6m",
        ("why", "Anything to remember of it?", "what they said; Enter alone: nothing"),
    ),
    "dormant": Exit(
        "d", "dormant", leaving.dormant, "Why {are} {name} dormant?", rules.DORMANT_REASONS, "6m",
        ("trigger", "What would wake them sooner?", "a new budget, a new boss; Enter alone: nothing"),
    ),
    "disqualified": Exit(
        "q", "disqualified", leaving.disqualify, "What rules {name} out?", {}, "never",
    ),
    "churned": Exit(
        "c", "churned", leaving.churn, "Why did {name} leave us?", rules.CHURN_REASONS, "6m",
        ("why", "Anything to remember of it?", "what would have kept them; Enter alone: nothing"),
    ),
}  # fmt: skip
_AVOIDABLE = (Choice("y", "yes", "yes"), Choice("n", "no", "no"), Choice("d", "don't know", "unknown"))


async def facts_of(
    screen: Screen, status: str, name: str, reasons: Way, *, many: bool = False, last: bool = True
) -> dict[str, Any] | None:
    """Every fact that a leaving needs, asked one after the other. None when cancelled; nothing was changed then.

    `name` is who leaves, as it stands in a question; `last` asks for the words to remember, too.
    """
    way_out = EXITS[status]
    reason = await ask(screen, way_out.question.format(name=name, are="are" if many else "is"), reasons)
    if reason is None:
        return None
    facts: dict[str, Any] = {"reason": reason}
    if not await _whom_and_when(screen, status, facts):
        return None
    them = "them" if many else "it"
    until = await ask(screen, f"When should the desk bring {them} up again?", again_way(screen.desk, way_out.again))
    if until is None:
        return None
    facts["until"] = until
    if last and way_out.last is not None:
        field, question, hint = way_out.last
        said = await ask(screen, question, Way(hint=hint, needed=False))
        if said is None:
            return None
        facts[field] = said
    return facts


async def _whom_and_when(screen: Screen, status: str, facts: dict[str, Any]) -> bool:
    """Who they went to, and of a customer the day and whether it was avoidable. False when cancelled."""
    if facts["reason"] == "competitor":
        to = await competitor(screen)
        if to is None:
            return False
        facts["competitor"] = to
    if status != "churned":
        return True
    on = await ask(screen, "On which day did they leave?", past_day_way(screen.desk))
    if on is None:
        return False
    picked = await screen.choose("Could it have been avoided?", _AVOIDABLE, mark="d")
    if picked is None:
        return False
    facts |= {"on": on, "avoidable": next(choice.hint for choice in _AVOIDABLE if choice.key == picked)}
    return True


async def competitor(screen: Screen) -> str | None:
    """Who they went with; `?` when nobody said. None when cancelled."""
    return await ask(screen, "Who did they go with?", Way(hint="a name; ? when they would not say"))
