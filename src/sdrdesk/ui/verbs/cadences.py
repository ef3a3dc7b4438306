"""Cadences by key: give one, see the step at hand with its text, do, skip, pause, resume or stop it."""

from functools import partial
from typing import Any

from sdrdesk.ui import handoff
from sdrdesk.ui.session import Repeat
from sdrdesk.ui.widgets.picker import Item
from sdrdesk.usecases import cadences
from sdrdesk.usecases.cadence_pages import Standing, TextAtHand, follow_up, on_account, step_card, text_at_hand
from sdrdesk.usecases.desk import Desk, Done
from sdrdesk.usecases.find import the_account
from sdrdesk.usecases.pages import people

from .asking import Account, Screen, Way, account_of, ask, ask_and_do, called, do_asking, next_way

_OPEN = ("running", "paused")


async def cadence(screen: Screen, account_id: str) -> None:
    """The step at hand of an account's cadence; one is given where there is none."""
    account = account_of(screen, account_id)
    if account is None:
        return
    runs = _open(screen, account_id)
    if not runs:
        await give(screen, account)
        return
    place = next((number for number, run in enumerate(runs) if run.is_next), 0)
    while True:
        act = await _show(screen, account_id, runs[place], len(runs) - 1)
        if act != "other":
            break
        place = (place + 1) % len(runs)
        if len(runs) == 1:
            await give(screen, account)
            return
    if act is not None:
        await _act(screen, account, runs[place], act)


def _open(screen: Screen, account_id: str) -> list[Standing]:
    def read(desk: Desk) -> list[Standing]:
        return [one for one in on_account(desk, the_account(desk, account_id)) if one.state in _OPEN]

    return screen.read(read, [])


async def _show(screen: Screen, account_id: str, run: Standing, others: int) -> str | None:
    card = screen.read(step_card, None, account_id, run.contact_id)
    if card is None:
        return None
    from sdrdesk.ui.widgets.step_card import StepQuestion  # loads with the first step that is shown

    return await screen.app.push_screen_wait(StepQuestion(card, screen.desk.today(), others))


async def _act(screen: Screen, account: Account, run: Standing, act: str) -> None:
    account_id, whose = account["id"], run.contact_id
    if act == "dial":
        screen.desk_app.show("dial", account_id, contact_id=whose)
    elif act == "done":
        screen.do(cadences.do_step, account_id, contact_id=whose)
    elif act == "skip":
        screen.do(cadences.skip_step, account_id, contact_id=whose)
    elif act == "resume":
        screen.do(cadences.resume, account_id, contact_id=whose)
    elif act == "pause":
        await _pause(screen, account, whose)
    elif act == "stop":
        await ask_and_do(
            screen,
            f"Stop {run.cadence} with {called(account)}: why?",
            lambda text: cadences.stop(screen.desk, account_id, text, contact_id=whose),
            Way(hint="stands on the timeline; Enter alone stops it without words"),
        )


async def _pause(screen: Screen, account: Account, whose: str | None) -> None:
    desk = screen.desk
    await ask_and_do(
        screen,
        f"Pause the cadence with {called(account)} until when?",
        lambda text: cadences.pause(desk, account["id"], text, contact_id=whose),
        _until(desk),
    )


async def give(screen: Screen, account: Account) -> None:
    """Choose a cadence and the person, and start it."""
    found = screen.read(cadences.listed, [])
    told = next((one.trouble for one in found if one.trouble), "")
    mine = sorted(found, key=lambda one: bool(one.stages) and account["stage"] not in one.stages)
    items = [Item(one.id, f"{one.id:<16} {one.name}", _note(one)) for one in mine if one.steps]
    picked = await screen.pick(
        f"Which cadence for {called(account)}?", items, hint=told or "Its first step becomes the next step"
    )
    if picked is not None:
        await start(screen, account, picked)


def _note(one: cadences.Listed) -> str:
    on_it = f"{cadences.say_count(one.on_it)} on it" if one.on_it else ""
    return " · ".join(part for part in ("yours" if one.own else "", on_it) if part)


async def start(screen: Screen, account: Account, cadence_id: str) -> None:
    """Start this cadence: the person is asked for where there are several, and the day where one was agreed."""
    whose = await _whose(screen, account)
    if whose == "":
        return
    ways = {"when": lambda: next_way(screen.desk)._replace(hint="thu 10 · in 3d · 15 jan 14:00")}
    answers: dict[str, Any] = {"cadence_id": cadence_id, "contact_id": whose}
    outcome = await do_asking(screen, cadences.start, account["id"], ways, answers)
    if outcome.refusal is not None:
        screen.session.refuse(outcome.refusal)
    elif outcome.value is not None:
        again = partial(_start, cadence_id=cadence_id, when=str(answers.get("when") or ""))
        screen.session.repeat = Repeat(f"cadence {cadence_id}", again)


def _start(desk: Desk, account_id: str, cadence_id: str, when: str) -> Done:
    return cadences.start(desk, account_id, cadence_id, when=when)


async def _whose(screen: Screen, account: Account) -> str | None:
    """The person; None when nobody has to be asked for, '' when it was cancelled."""
    busy = {run.contact_id for run in _open(screen, account["id"])}
    everyone = screen.read(people, (), account["id"])
    free = [one for one in everyone if not one.left and not one.do_not_contact and one.id not in busy]
    if len(free) < 2:
        return free[0].id if free else None
    first = sorted(free, key=lambda one: one.id != account["next_contact_id"])
    items = [Item(one.id, one.name, " · ".join(filter(None, (one.title, one.role)))) for one in first]
    return await screen.pick(f"Whom at {called(account)}?", items) or ""


async def by_words(screen: Screen, account_id: str, words: str) -> None:
    """`:cadence outbound-9`, `:cadence pause in 2w`, `:cadence` alone."""
    account = account_of(screen, account_id)
    if account is None:
        return
    verb, _, rest = words.strip().partition(" ")
    if not verb:
        await cadence(screen, account_id)
    elif verb == "pause":
        await _paused(screen, account, rest)
    elif verb in dict(_ON_MANY):
        screen.do(_each, account_id, verb, rest)
    else:
        known = screen.read(cadences.the_cadence, None, verb)  # refuses, and says which there are
        if known is not None:
            await start(screen, account, known.id)


def copy_text(screen: Screen, account_id: str) -> None:
    """The text at hand to the clipboard: of the cadence's step, else the follow-up; what is missing is named."""
    copy_found(screen, screen.read(text_at_hand, None, account_id))


def copy_follow_up(screen: Screen, account_id: str, contact_id: str | None) -> None:
    """What to write after the talk that has just ended, whatever is under the cursor now."""
    copy_found(screen, screen.read(follow_up, None, account_id, contact_id))


def copy_found(screen: Screen, found: TextAtHand | None) -> None:
    """A text to the clipboard; what it still lacks is said."""
    if found is None:
        return
    gaps = f"Still to fill in: {' '.join(f'{{{name}}}' for name in found.missing)}. " if found.missing else ""
    said = handoff.copy(screen.app, found.text, found.called)
    screen.session.say(f"{found.trouble} {gaps}{said}".strip())


# -- many ----------------------------------------------------------------------------------------------------------

_ON_MANY = (
    ("do", "do: the mail or message was sent to each"), ("skip", "skip the step at hand of each"),
    ("pause", "pause each"), ("resume", "go on with each"), ("stop", "stop each"),
)  # fmt: skip


async def on_many(screen: Screen, ids: tuple[str, ...]) -> None:
    """One cadence for all that are marked, or one thing done to the cadence each is on."""
    from .agreeing import counted  # loads with the first act on many

    found = screen.read(cadences.listed, [])
    items = [Item(one.id, f"{one.id:<16} {one.name}", _note(one)) for one in found if one.steps]
    items += [Item(verb, f"{verb:<16} {said}") for verb, said in _ON_MANY]
    picked = await screen.pick(f"Which cadence for {counted(ids)}?", items)
    if picked is not None:
        await words_on_many(screen, ids, picked)


async def words_on_many(screen: Screen, ids: tuple[str, ...], words: str) -> None:
    """`:cadence webinar-5` with accounts marked."""
    from .agreeing import agree_and_do, counted  # see on_many

    verb, _, rest = words.strip().partition(" ")
    if not verb:
        await on_many(screen, ids)
        return
    if verb in dict(_ON_MANY):
        if verb == "pause" and not rest:
            rest = await ask(screen, f"Pause the cadences of {counted(ids)} until when?", _until(screen.desk)) or ""
            if not rest:
                return
        await agree_and_do(screen, ids, f"Cadence {verb}", partial(_each, verb=verb, rest=rest))
        return
    known = screen.read(cadences.the_cadence, None, verb)  # refuses, and says which there are
    if known is None:
        return
    when = rest
    if known.asks_day and not when:
        when = await ask(screen, f"{known.id} for {counted(ids)}: on which day?", next_way(screen.desk)) or ""
        if not when:
            return
    await agree_and_do(screen, ids, f"Cadence {known.id}", partial(_start, cadence_id=known.id, when=when))


def _each(desk: Desk, account_id: str, verb: str, rest: str) -> Done:
    if verb == "do":
        return cadences.do_step(desk, account_id, rest)
    if verb == "skip":
        return cadences.skip_step(desk, account_id, rest)
    if verb == "pause":
        return cadences.pause(desk, account_id, rest)
    return cadences.stop(desk, account_id, rest) if verb == "stop" else cadences.resume(desk, account_id)


def _until(desk: Desk) -> Way:
    return next_way(desk, default="in 1w")._replace(hint="in 1w · mon · 15 jan; that day it comes up again")


async def _paused(screen: Screen, account: Account, rest: str) -> None:
    until = rest.strip() or await ask(screen, f"Pause the cadence with {called(account)} until when?")
    if until:
        screen.do(cadences.pause, account["id"], until)
