"""Saved views: filters kept under a number and a name, as the text that was typed."""

from __future__ import annotations

from typing import NamedTuple

from sdrdesk.domain.errors import DeskError, NotFound
from sdrdesk.domain.text import clean, fold, visible
from sdrdesk.store import ids

from .desk import Desk, Done
from .filters import count, read_filter

MOST = 99


class View(NamedTuple):
    """A filter with a number (1 to 99) and a name."""

    id: str
    number: int
    name: str
    filter: str


def views(desk: Desk) -> list[View]:
    """Every view, by number."""
    rows = desk.db.all("SELECT id, number, name, filter FROM saved_view WHERE deleted_at IS NULL ORDER BY number, id")
    return [View(*row) for row in rows]


def find_view(desk: Desk, ref: str) -> View:
    """The view of this number, or of this name or the only one whose name begins so. Raises NotFound, or DeskError."""
    every, wanted = views(desk), fold(ref)
    found = [view for view in every if str(view.number) == wanted or fold(view.name) == wanted]
    found = found or [view for view in every if wanted and fold(view.name).startswith(wanted)]
    if len(found) == 1:
        return found[0]
    if found:
        names = ", ".join(f"{view.number} {visible(view.name)}" for view in found)
        raise DeskError(f"“{visible(ref)}” could be {len(found)} views: {names}; use the number.")
    names = ", ".join(f"{view.number} {visible(view.name)}" for view in every) or "none yet"
    raise NotFound(f"There is no view “{visible(ref)}”; there is {names}.")


def how_many(desk: Desk, view: View, most: int = 500) -> int | None:
    """How many accounts fit, counted to `most` and no further; None when the filter can no longer be read."""
    try:
        wanted = read_filter(desk, view.filter)
    except DeskError:
        return None
    return count(desk, wanted, most)


def save_view(desk: Desk, name: str, filter: str, number: int | None = None) -> Done:
    """Keep a filter under a name: in place of the view of that name or number, else under the first free number."""
    name, filter = clean(name).strip(), clean(filter).strip()
    if not name:
        raise DeskError("A view needs a name.")
    if not read_filter(desk, filter):
        raise DeskError("There is no filter to keep; type one first, for example stage:prospect quiet>14.")
    number = _number(desk, name) if number is None else number
    if not 1 <= number <= MOST:
        raise DeskError(f"Views have numbers from 1 to {MOST}, not {number}.")
    view_id = ids.same_thing("saved_view", str(number))
    with desk.db.step("view.saved", None, f"View {number}: {visible(name)}") as step:
        desk.db.put("saved_view", view_id, number=number, name=name, filter=filter)
    return Done(step.id, step.said, made=view_id)


def _number(desk: Desk, name: str) -> int:
    every = views(desk)
    same = next((view.number for view in every if fold(view.name) == fold(name)), None)
    taken = {view.number for view in every}
    free = next((number for number in range(1, MOST + 1) if number not in taken), None)
    if same is None and free is None:
        raise DeskError(f"All {MOST} numbers are taken; name one to put this view in its place.")
    return same or free or 1


def delete_view(desk: Desk, ref: str) -> Done:
    """Delete a view; the accounts in it are not touched."""
    view = find_view(desk, ref)
    with desk.db.step("view.deleted", None, f"View {view.number} deleted: {visible(view.name)}") as step:
        desk.db.tombstone("saved_view", view.id)
    return Done(step.id, step.said)
