"""Every verb on many accounts: its questions are asked once, what will happen is said first, and it is one act."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial
from typing import TypeVar

from sdrdesk.domain import pipeline as rules
from sdrdesk.domain.activity import KINDS
from sdrdesk.domain.errors import DeskError
from sdrdesk.ui.safe_text import plain
from sdrdesk.ui.session import Attempt, Repeat, attempt
from sdrdesk.ui.widgets.strip import Choice
from sdrdesk.usecases import bulk, next_steps, notes, pipeline, tags
from sdrdesk.usecases.desk import Desk, Done

from .asking import Screen, Way, amount_way, ask, next_way
from .moving import FIRST_STEP

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
        return attempt(job, screen.desk, bulk.QUIETLY)
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


# -- the verbs -----------------------------------------------------------------------------------------------------


async def note(screen: Screen, ids: Ids) -> None:
    """The same note on each."""
    text = await ask(screen, f"Note on {counted(ids)}", Way(hint="the same words on each"))
    if text is not None:
        await agree_and_do(screen, ids, f"Note “{plain(text, 30)}”", lambda desk, one: notes.note(desk, one, text))


async def next_step(screen: Screen, ids: Ids) -> None:
    """The same next step for each."""
    text = await ask(screen, f"What is next with {counted(ids)}, and when?", next_way(screen.desk))
    if text is not None:
        act = partial(_set_next, text=text)
        await agree_and_do(screen, ids, f"Next step {plain(text, 30)}", act)


def _set_next(desk: Desk, account_id: str, text: str) -> Done:
    return next_steps.set_next(desk, account_id, text)


async def snooze(screen: Screen, ids: Ids) -> None:
    """Each the same step, on another day."""
    from .noting import until_when  # see beside

    text = await ask(screen, f"Snooze {counted(ids)} until when?", until_when(screen.desk))
    if text is not None:
        day = text.strip() or "1"
        await agree_and_do(screen, ids, f"Snooze {plain(day, 30)}", lambda desk, one: next_steps.snooze(desk, one, day))


async def log(screen: Screen, ids: Ids) -> None:
    """The same thing happened with each: a mail to all."""
    choices = [Choice(kind.key, kind.label) for kind in KINDS.values()]
    key = await screen.choose(f"What happened with {counted(ids)}?", choices)
    kind = next((name for name, kind in KINDS.items() if kind.key == key), None)
    if kind is None:
        return
    label = KINDS[kind].label
    text = await ask(screen, f"{label.capitalize()} · {counted(ids)}", Way(hint="what it was about", needed=False))
    if text is not None:
        await agree_and_do(
            screen, ids, f"Log {label}", lambda desk, one: notes.log_activity(desk, one, kind, text)
        )


async def tag(screen: Screen, ids: Ids) -> None:
    """The same tags on and off each."""
    from sdrdesk.domain.tagging import parse_tags  # see beside

    from .tagging import way

    text = await ask(screen, f"Tags of {counted(ids)}", way(screen, []))
    if text is not None:
        every = screen.read(tags.known, [])
        act = partial(tags.tag, text=text, every=every)
        await agree_and_do(screen, ids, f"Tag {plain(parse_tags(text).said, 30)}", act)


async def take(screen: Screen, ids: Ids) -> None:
    """Each onto the board, with the same first step."""
    way = next_way(screen.desk, default=FIRST_STEP)
    text = await ask(screen, f"Take {counted(ids)} on: what is the first step, and when?", way)
    if text is not None:
        await agree_and_do(
            screen, ids, f"Take on, {plain(text, 30)}", lambda desk, one: pipeline.take(desk, one, next=text)
        )


async def promote(screen: Screen, ids: Ids) -> None:
    """Each lead one stage on, past the gate."""
    text = await ask(screen, f"What is next with {counted(ids)} as prospects, and when?", next_way(screen.desk))
    if text is None:
        return
    act = await _with_estimates(screen, ids, text, "")

    async def past_gate() -> bulk.Verb | None:
        why = await ask(screen, "Why past the gate?", Way(hint="kept with each move"))
        return await _with_estimates(screen, ids, text, why) if why is not None else None

    if act is not None:
        await agree_and_do(screen, ids, f"On to prospect, {plain(text, 30)}", act, past_gate)


async def _with_estimates(screen: Screen, ids: Ids, text: str, override: str) -> bulk.Verb | None:
    """The move; an estimate is asked for once, for those that would move and have none. None when cancelled."""
    act = _on(text, "", override)
    looked = await beside(screen, "Looking", ids, lambda desk, watch: bulk.look(desk, act, ids, watch))
    blocked = looked.value.blocked if looked.value is not None else ()
    lacking = next((one for one in blocked if one.needs == "value"), None)
    if lacking is None:
        return act
    asked = amount_way(screen.desk)._replace(needed=False, hint="12k; Enter alone leaves these out")
    question = f"{len(lacking.ids):,} have no estimate. What is each worth, roughly?"
    value = await ask(screen, question, asked)
    return _on(text, value, override) if value is not None else None


def _on(text: str, value: str, override: str) -> bulk.Verb:
    return lambda desk, one: bulk.promote_lead(desk, one, next=text, value=value, override=override)


async def back(screen: Screen, ids: Ids) -> None:
    """Each prospect back to lead, for one reason."""
    reason = await ask(screen, f"Why are {counted(ids)} no prospects?", Way(choices=tuple(rules.BACK_REASONS.items())))
    if reason is None:
        return
    picked = await screen.choose("And their open deals?", [Choice("k", "keep open"), Choice("d", "drop")])
    if picked is not None:
        act = partial(_back, reason=reason, drop_deals=picked == "d")
        await agree_and_do(screen, ids, "Back to lead", act)


def _back(desk: Desk, account_id: str, reason: str, drop_deals: bool) -> Done:
    return pipeline.back(desk, account_id, reason=reason, drop_deals=drop_deals)


async def leave(screen: Screen, ids: Ids) -> None:
    """Each off the board, for one reason and with one day to look again; or deleted."""
    from .leaving import leave_many  # see beside

    await leave_many(screen, ids)


async def edit(screen: Screen, ids: Ids) -> None:
    """One fact of each."""
    from .editing import edit_many  # see beside

    await edit_many(screen, ids)


async def cadence(screen: Screen, ids: Ids) -> None:
    """Each on the same cadence, or the same done to the one it is on."""
    from .cadences import on_many  # see beside

    await on_many(screen, ids)


VERBS: Mapping[str, Callable[[Screen, Ids], Awaitable[None]]] = {
    "note": note, "next_step": next_step, "snooze": snooze, "log": log, "tag": tag, "take": take, "promote": promote,
    "back": back, "leave": leave, "edit": edit,
    "cadence": cadence,
}  # fmt: skip
"""The verbs of `AccountVerbs` that act on all marked accounts; the others act on the one under the cursor."""
