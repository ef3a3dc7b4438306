"""Tags: put on an account and taken off it, the known ones offered."""

from __future__ import annotations

from collections.abc import Sequence

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.folding import fold
from sdrdesk.domain.tagging import parse_tags, spelled
from sdrdesk.domain.text import visible
from sdrdesk.store import ids
from sdrdesk.store import tags as rows

from .desk import Desk, Done
from .find import the_account

_MOST_KNOWN = 500


def known(desk: Desk) -> list[str]:
    """Every tag in use, by name."""
    return rows.known(desk.db, _MOST_KNOWN)


def tags_of(desk: Desk, account_id: str) -> list[str]:
    """The tags of an account, by name."""
    return [row["tag"] for row in rows.of_account(desk.db, account_id)]


def tag(desk: Desk, account_id: str, text: str, *, every: Sequence[str] | None = None) -> Done:
    """Change the tags of an account by a line such as `+hot -cold`. Raises DeskError when nothing would change.

    `every` is what is `known`, where that was asked already.
    """
    account = the_account(desk, account_id)
    wanted = parse_tags(text)
    name = visible(account["name"])
    has = {fold(row["tag"]): row for row in rows.of_account(desk.db, account_id)}
    every = known(desk) if every is None else every
    new = [spelled(one, every) for one in wanted.add if fold(one) not in has]
    gone = [has[fold(one)] for one in wanted.remove if fold(one) in has]
    if not new and not gone:
        raise DeskError(f"{name} stays as it is: {_nothing(wanted.add, wanted.remove)}.")
    with desk.db.step("account.tagged", account_id) as log:
        for row in gone:
            desk.db.tombstone("tag", row["id"])
        for label in new:
            desk.db.put("tag", ids.same_thing("tag", account_id, label), account_id=account_id, tag=label)
        changes = [*(f"+{visible(label)}" for label in new), *(f"-{visible(row['tag'])}" for row in gone)]
        log.said = f"Tagged {name}: {' '.join(changes)}"
    return Done(log.id, log.said, account_id)


def _nothing(add: tuple[str, ...], remove: tuple[str, ...]) -> str:
    has = f"it has {', '.join(map(visible, add))} already" if add else ""
    lacks = f"there is no {', '.join(map(visible, remove))} on it" if remove else ""
    return " and ".join(part for part in (has, lacks) if part)
