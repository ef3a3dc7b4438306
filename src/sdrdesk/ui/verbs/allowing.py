"""Contact again: the block of an account that asked not to be contacted goes, with the reason why it may."""

from typing import Any

from sdrdesk.usecases import willing

from .asking import Screen, Way, do_asking


async def allow(screen: Screen, account_id: str, words: str) -> None:
    """Ask why, and whether they said so themselves; then lift the block. Words typed already are the reason."""
    answers: dict[str, Any] = {"reason": words} if words.strip() else {}
    outcome = await do_asking(screen, _allow, account_id, {"confirm": lambda: Way(sure="yes, they did")}, answers)
    if outcome.refusal is not None:
        screen.session.refuse(outcome.refusal)


def _allow(desk: Any, account_id: str, reason: str = "", confirm: str = "") -> Any:
    return willing.allow(desk, account_id, reason=reason, confirmed=confirm)
