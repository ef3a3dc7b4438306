"""An act on many accounts: what will happen is said first, agreed to once, and done as one act."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

from sdrdesk.domain.errors import DeskError
from sdrdesk.ui.safe_text import plain
from sdrdesk.ui.session import Attempt, Repeat
from sdrdesk.ui.widgets.strip import Choice
from sdrdesk.usecases import bulk
from sdrdesk.usecases.desk import Desk

from .asking import Screen

R = TypeVar("R")
Ids = tuple[str, ...]
AT_ONCE = 100
"""Up to so many accounts are acted on before the next key; beyond, in a thread that shows how far it is."""


def counted(ids: Ids) -> str:
    """`12 marked accounts`."""
    return "the marked account" if len(ids) == 1 else f"{len(ids):,} marked accounts"


async def beside(screen: Screen, what: str, ids: Ids, job: Callable[[Desk, bulk.Watch], R]) -> Attempt[R]:
    """Do something to many, the window alive when it takes long."""
    if len(ids) <= AT_ONCE or screen.desk.path == ":memory:":
        return screen.session.attempt(job, screen.desk, bulk.QUIETLY)
    from sdrdesk.ui.widgets.working import Working  # loads with the first act on very many

    outcome = await screen.app.push_screen_wait(Working(what, job))
    return outcome or Attempt()


async def agree_and_do(
    screen: Screen,
    ids: Ids,
    what: str,
    act: bulk.Verb,
    past_gate: Callable[[], Awaitable[bulk.Verb | None]] | None = None,
) -> None:
    """Say what an act will do to these accounts, ask once, and do it; those that refuse stay marked.

    `what` names the act; `past_gate` asks what lets all through the gate, and gives the act that does.
    """
    looked = await beside(screen, f"{what}: looking", ids, lambda desk, watch: bulk.look(desk, act, ids, watch))
    if looked.value is None:
        _refuse(screen, looked)
        return
    found = looked.value
    blocked = any(one.needs == bulk.GATE for one in found.blocked)
    again = Repeat(what, act)
    picked = await _agreed(screen, what, ids, found, past_gate is not None and blocked)
    if picked == "o" and past_gate is not None:
        through = await past_gate()
        if through is None:
            return
        act = through
    elif picked != "y":
        return
    done = await beside(screen, what, ids, lambda desk, watch: bulk.act_on(desk, act, ids, what, watch))
    if done.value is None:
        _refuse(screen, done)
        return
    for account_id in done.value[1].changed:
        screen.session.marks.pop(account_id, None)
    screen.session.repeat = again
    screen.session.happened(done.value[0])


def _refuse(screen: Screen, outcome: Attempt[R]) -> None:
    if outcome.refusal is not None:
        screen.session.refuse(outcome.refusal)


async def _agreed(screen: Screen, what: str, ids: Ids, found: bulk.Outcome, gate: bool) -> str | None:
    changes = len(found.changed)
    facts = tuple(one.said for one in found.blocked)
    if not changes and not gate:
        screen.session.refuse(DeskError(f"{what} changes none of {counted(ids)}: {', '.join(facts)}."))
        return None
    from sdrdesk.ui.widgets.agree import Agree  # see beside

    choices = [Choice("y", f"yes, {changes:,} change")] if changes else []
    choices.append(Choice("n", "no, leave all as they are"))
    if gate:
        choices.append(Choice("o", "override the gate too", "with a reason that is kept"))
    kept = len(ids) - changes
    question = f"{plain(what, 40)} on {counted(ids)}: {changes:,} change" + (f", {kept:,} do not" if kept else "")
    return await screen.app.push_screen_wait(Agree(question, facts, choices))
