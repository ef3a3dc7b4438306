"""Words and days on an account: a note, the next step, snooze, and what was not my call."""

from sdrdesk.domain.activity import KINDS
from sdrdesk.domain.pipeline import CLOSED
from sdrdesk.domain.when import say_day
from sdrdesk.ui.session import Repeat, attempt
from sdrdesk.ui.widgets.strip import Choice
from sdrdesk.usecases import next_steps, notes
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.next_steps import snoozes_in_a_row

from .asking import Account, Screen, Way, account_of, ask_and_do, called, next_way, said_now


async def note(screen: Screen, account_id: str) -> None:
    """Ask for a note and write it."""
    account = account_of(screen, account_id)
    if account is not None:
        await ask_and_do(
            screen,
            f"Note on {called(account)}",
            lambda text: notes.note(screen.desk, account_id, text),
            Way(hint="Enter writes it; ^g goes on in your editor"),
            draft=f"note:{account_id}",
            long=True,
        )


async def edit_note(screen: Screen, note_id: str) -> None:
    """Put a note right; one of several paragraphs goes to the editor at once, for one line cannot hold it."""
    row = screen.read(notes.the_note, None, note_id)
    if row is None:
        return
    if "\n" not in row["text"]:
        await ask_and_do(
            screen,
            "The note",
            lambda text: notes.edit_note(screen.desk, note_id, text),
            Way(row["text"], "Enter writes it; ^g goes on in your editor"),
            long=True,
        )
        return
    from sdrdesk.ui.editor import edit_elsewhere  # loads with the first long note

    outcome = attempt(edit_elsewhere, screen.app, row["text"])
    if outcome.refusal is not None:
        screen.session.refuse(outcome.refusal)
    elif outcome.value is not None and outcome.value != row["text"]:
        screen.do(notes.edit_note, note_id, outcome.value)


async def next_step(screen: Screen, account_id: str) -> None:
    """Ask for the next step and set it; an account in the inbox is taken by it."""
    account = account_of(screen, account_id)
    if account is not None:
        await ask_and_do(
            screen,
            f"What is next with {called(account)}, and when?",
            lambda text: next_steps.set_next(screen.desk, account_id, text),
            next_way(screen.desk, account),
            again=lambda text: Repeat(f"next step {text}", lambda desk, one: next_steps.set_next(desk, one, text)),
        )


async def snooze(screen: Screen, account_id: str) -> None:
    """Ask until when and move the next step there; the third time in a row, whether it is still real."""
    account = account_of(screen, account_id)
    if account is None:
        return
    parked = account["next_due"] is None and account["review_on"] is not None and account["status"] in CLOSED
    if account["next_due"] is None and not parked:
        screen.do(next_steps.snooze, account_id, "1")  # refuses, and says why
    elif parked or await _still_real(screen, account_id, called(account)):
        await _put_off(screen, account_id, account, parked)


async def _still_real(screen: Screen, account_id: str, name: str) -> bool:
    """False when this has been put off twice already and the rep lets it go, or thinks again."""
    before = screen.read(snoozes_in_a_row, 0, account_id)
    if before < 2:
        return True
    picked = await screen.choose(
        f"{name} was put off {before} times in a row. Is it still real?",
        [Choice("s", "still real", "snooze it again"), Choice("x", "not any more", "let it leave, with a reason")],
    )
    if picked == "x":
        from .leaving import leave  # only where somebody leaves

        await leave(screen, account_id)
    return picked == "s"


def until_when(desk: Desk, *, parked: bool = False) -> Way:
    """Another day for a step, or (`parked`) to look again."""

    def said(text: str) -> str:
        from datetime import date  # only a preview counts days

        step = (next_steps.read_next if parked else next_steps.read_later)(desk, text)
        return say_day(date.fromisoformat(step.due), desk.today()) + (f" {step.time}" if step.time else "")

    hint = "1 3 7 days · m one month · thu 10 · 15 jan; Enter alone is tomorrow"
    return Way(hint=hint, preview=said, needed=False)


async def _put_off(screen: Screen, account_id: str, account: Account, parked: bool) -> None:
    desk = screen.desk
    question = f"Look again at {called(account)} when?" if parked else f"Snooze {called(account)} until when?"
    await ask_and_do(
        screen,
        question if parked else f"{question} ({said_now(desk, account)})",
        lambda text: next_steps.snooze(desk, account_id, text or "1"),
        until_when(desk, parked=parked),
        again=lambda text: Repeat(f"snooze {text or '1'}", lambda desk, one: next_steps.snooze(desk, one, text or "1")),
    )


async def log(screen: Screen, account_id: str) -> None:
    """Ask what happened and log it, with a line about it."""
    account = account_of(screen, account_id)
    if account is None:
        return
    choices = [Choice(kind.key, kind.label) for kind in KINDS.values()]
    key = await screen.choose(f"What happened with {called(account)}?", choices)
    kind = next((name for name, kind in KINDS.items() if kind.key == key), None)
    if kind is None:
        return
    await ask_and_do(
        screen,
        f"{KINDS[kind].label.capitalize()} · {called(account)}",
        lambda text: notes.log_activity(screen.desk, account_id, kind, text),
        Way(hint="what it was about; Enter alone logs it without words"),
    )
