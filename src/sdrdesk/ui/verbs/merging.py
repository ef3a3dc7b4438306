"""Merging from wherever an account or a person is at hand: who may be the same comes first, anyone can be found."""

from collections.abc import Sequence

from sdrdesk.domain.errors import DeskError
from sdrdesk.ui.safe_text import plain
from sdrdesk.ui.session import ELSEWHERE
from sdrdesk.ui.widgets.picker import Item
from sdrdesk.usecases import duplicates
from sdrdesk.usecases.duplicates import Candidate
from sdrdesk.usecases.find import find
from sdrdesk.usecases.pages import Person, people

from .asking import Account, Screen, account_of, called

_MOST = 20


async def merge(screen: Screen, account_id: str) -> None:
    """Ask with which other account, and show the two side by side."""
    account = account_of(screen, account_id)
    if account is None:
        return
    likely = screen.read(duplicates.of_account, [], account_id)
    other = await screen.pick(
        f"Which account is the same as {called(account)}?",
        lambda typed: _accounts(screen, account, likely, typed),
        hint=_hint(likely),
    )
    if other is not None:
        await screen.desk_app.visit("merge", account_id, other)


async def merge_marked(screen: Screen, ids: Sequence[str]) -> None:
    """Show the two marked accounts side by side; when they are one, nothing is marked any more."""
    if len(ids) != 2:
        screen.session.refuse(DeskError(f"m makes two accounts one, and {len(ids):,} are marked: mark two, or none."))
        return
    if await screen.desk_app.visit("merge", *ids):
        for one in ids:
            screen.session.marks.pop(one, None)
        screen.session.changed.publish(ELSEWHERE)


def _hint(likely: list[Candidate]) -> str:
    return "first those who look alike; type to find any other" if likely else "none looks like it; type to find one"


def _accounts(screen: Screen, account: Account, likely: list[Candidate], typed: str) -> Sequence[Item]:
    if not typed.strip():
        return [Item(one.other_id, one.other, _why(one)) for one in likely]
    return [
        Item(hit.id, hit.name, hit.stage if hit.status == "active" else hit.status)
        for hit in screen.read(find, [], typed, limit=_MOST)
        if hit.id != account["id"]
    ]


def _why(one: Candidate) -> str:
    return plain(f"{one.score} {', '.join(one.reasons)}", 48)


async def merge_person(screen: Screen, account_id: str, contact_id: str) -> None:
    """Ask which other person of the account is the same one, and show the two side by side."""
    everyone = screen.read(people, (), account_id)
    mine = next((one for one in everyone if one.id == contact_id), None)
    others = [one for one in everyone if one.id != contact_id]
    if mine is None or not others:
        screen.session.say("There is nobody else at this account to merge with; m elsewhere merges the account.")
        return
    likely = {
        one.other_id if one.one_id == contact_id else one.one_id: one
        for one in screen.read(duplicates.of_people, [], account_id)
        if contact_id in (one.one_id, one.other_id)
    }
    others.sort(key=lambda one: -likely[one.id].score if one.id in likely else 0)
    items = [Item(one.id, one.name, _why(likely[one.id]) if one.id in likely else _told(one)) for one in others]
    other = await screen.pick(f"Who is the same as {plain(mine.name, 40)}?", items)
    if other is not None:
        await screen.desk_app.visit("merge", contact_id, other, "contact")


def _told(person: Person) -> str:
    return plain(" · ".join(part for part in (person.title, person.email.typed if person.email else None) if part), 48)
