"""Forgetting somebody for good: said what it reaches and what not, and done when the name is typed."""

from typing import TYPE_CHECKING

from sdrdesk.ui.safe_text import plain
from sdrdesk.ui.session import Attempt
from sdrdesk.ui.widgets.strip import Choice
from sdrdesk.usecases import forgetting
from sdrdesk.usecases.desk import Desk, Done
from sdrdesk.usecases.forgetting import Meant

from .asking import Screen

if TYPE_CHECKING:
    from sdrdesk.ui.app import DeskApp

FORGET = Choice("f", "forget", "erased for good, from the log and the index too: no u brings it back")


async def forget_account(screen: Screen, account_id: str) -> None:
    """Erase an account with all its people."""
    await _forget(screen, screen.read(forgetting.account, None, account_id))


async def forget_person(screen: Screen, contact_id: str) -> None:
    """Erase a person; what was counted of them stays, without them."""
    await _forget(screen, screen.read(forgetting.person, None, contact_id))


async def _forget(screen: Screen, meant: Meant | None) -> None:
    if meant is None:
        return
    everyone = " and all its people" if meant.table == "account" else ""
    typed = await screen.ask(
        f"Forget {plain(meant.name, 30)}{everyone} for good? Type the name; no undo",
        hint=f"Not reached: {'; '.join(screen.read(forgetting.not_reached, ()))}",
        accept=lambda text: forgetting.check_typed(meant, text),
    )
    if typed is None:
        return

    # The page of whom is forgotten goes meanwhile, and its workers with it: the app sees it through.
    screen.app.run_worker(_erase(screen.desk_app, meant, typed))


async def _erase(app: "DeskApp", meant: Meant, typed: str) -> None:
    """Do it; the file is written anew, which on a large desk takes a while, and the window stays alive."""

    def job(desk: Desk, watch: object = None) -> Done:
        return forgetting.forget(desk, meant, typed=typed)

    session = app.session
    if session.desk.path == ":memory:":
        outcome = session.attempt(job, session.desk)
    else:
        from sdrdesk.ui.widgets.working import Working  # loads with the first forgetting

        outcome = await app.push_screen_wait(Working("Forgetting, and writing the file anew", job)) or Attempt()
    if outcome.refusal is not None:
        session.refuse(outcome.refusal)
    elif outcome.value is not None:
        session.drop_drafts(meant.id)
        session.happened(outcome.value)
