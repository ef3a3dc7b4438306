"""Asking a score for its reasons, and arguing with the order of the queue."""

from sdrdesk.usecases import arguing, nudges
from sdrdesk.usecases.scoring import score_of

from .asking import Screen, Way, account_of, ask_and_do, called


async def explain(screen: Screen, account_id: str) -> None:
    """Show every line of an account's score; Enter there opens the account."""
    told = screen.read(score_of, None, account_id)
    if told is None:
        return
    from sdrdesk.ui.widgets.why import Why  # loads with the first score that is asked

    argued = screen.read(nudges.nudge_of, None, account_id)
    if await screen.app.push_screen_wait(Why(told, argued, screen.desk.ranking().queue.nudge)):
        screen.desk_app.show("account", account_id)


async def argue(screen: Screen, account_id: str, by: int) -> None:
    """Ask why a row should stand further up (+1) or down (-1), and move it."""
    account = account_of(screen, account_id)
    if account is None:
        return
    question = f"{called(account)}: why sooner?" if by > 0 else f"{called(account)}: why not now?"
    await ask_and_do(
        screen,
        question,
        lambda text: arguing.nudge(screen.desk, account_id, by, text),
        Way(hint="kept and shown with the score; Enter alone moves it without words"),
    )
