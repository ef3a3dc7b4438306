"""Every verb on many accounts: its questions are asked once, what will happen is said first, and it is one act."""

from collections.abc import Awaitable, Callable, Mapping
from functools import partial

from sdrdesk.domain import pipeline as rules
from sdrdesk.domain.activity import KINDS
from sdrdesk.ui.safe_text import plain
from sdrdesk.ui.widgets.strip import Choice
from sdrdesk.usecases import bulk, next_steps, notes, pipeline, tags
from sdrdesk.usecases.desk import Desk, Done

from .agreeing import Ids, agree_and_do, beside, counted
from .asking import Screen, Way, amount_way, ask, next_way
from .moving import FIRST_STEP


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
    has = "has" if len(lacking.ids) == 1 else "have"
    question = f"{len(lacking.ids):,} {has} no estimate. What is each worth, roughly?"
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
