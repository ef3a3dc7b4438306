"""`.`: the last change once more, on the account now at hand or on all that are marked."""

from collections.abc import Callable

from sdrdesk.domain.errors import DeskError

from . import AccountVerbs


async def repeat(screen: AccountVerbs, at_hand: Callable[[], str | None]) -> None:
    """Make the last change again and say which it was."""
    last = screen.session.repeat
    if last is None:
        screen.session.refuse(
            DeskError("Nothing to repeat yet: a tag, next step, snooze, move or changed fact can be made again here.")
        )
        return
    if screen.marked:
        from .agreeing import agree_and_do  # loads with the first act on many

        await agree_and_do(screen, screen.marked, last.what, last.act)
        return
    account_id = at_hand()
    if account_id is None:
        return
    done = screen.do(last.act, account_id)
    if done is not None:
        screen.session.say(f"Again, {last.what}: {done.said}")
