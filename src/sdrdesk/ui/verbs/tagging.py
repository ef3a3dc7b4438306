"""Tags in one line: what is typed is shown as understood, the known ones are offered, Tab completes."""

from sdrdesk.domain.tagging import completed, parse_tags
from sdrdesk.domain.text import fold
from sdrdesk.ui.safe_text import plain
from sdrdesk.ui.session import Repeat
from sdrdesk.usecases import tags

from .asking import Screen, Way, account_of, ask_and_do, called

_ROOM = 60
"""Cells for the tags that are offered."""


def way(screen: Screen, has: list[str]) -> Way:
    """How tags are asked for, where these stand already."""
    every = screen.read(tags.known, [])

    def said(text: str) -> str:
        last = text.split()[-1] if text.split() and not text.endswith(" ") else ""
        begins = fold(last.lstrip("+-#\""))
        near = [one for one in every if begins and fold(one).startswith(begins) and fold(one) != begins]
        offered = f" · Tab: {', '.join(near)}" if near else ""
        return plain(f"{parse_tags(text).said}{offered}", _ROOM + 10)

    now = f"now: {', '.join(has)} · " if has else ""
    hint = f"{now}+hot -cold · known: {', '.join(every)}" if every else f"{now}+hot -cold, a plain word adds"
    room = max(screen.size.width - 4, _ROOM)
    return Way(hint=plain(hint, room), preview=said, complete=lambda text: completed(text, every))


async def tag(screen: Screen, account_id: str) -> None:
    """Ask for tags and put them on, or take them off."""
    account = account_of(screen, account_id)
    if account is None:
        return
    has = screen.read(tags.tags_of, [], account_id)
    await ask_and_do(
        screen,
        f"Tags of {called(account)}",
        lambda text: tags.tag(screen.desk, account_id, text),
        way(screen, has),
        again=lambda text: Repeat(f"tag {parse_tags(text).said}", lambda desk, one: tags.tag(desk, one, text)),
    )
