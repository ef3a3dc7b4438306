"""Commands for saved views: who is in one, which there are, keeping and deleting."""

from __future__ import annotations

from typing import Any

import click

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import lists
from sdrdesk.usecases import views as verbs

from .command import Asked, command, text_option
from .printing import put, put_json
from .reading import put_accounts

_MOST = 500


@command("views", "sdrdesk views")
def views(asked: Asked) -> None:
    """List the saved views: number, how many accounts fit (500+ means more), name, filter."""
    with asked.desk() as desk:
        found = [(view, verbs.how_many(desk, view, _MOST + 1)) for view in verbs.views(desk)]
    if asked.json:
        put_json([_as_record(view, count) for view, count in found])
        return
    for view, count in found:
        said = "?" if count is None else f"{_MOST}+" if count > _MOST else str(count)
        put(f"{view.number:>2}  {said:>5}  {view.name}  ·  {view.filter}")


def _as_record(view: verbs.View, count: int | None) -> dict[str, Any]:
    more = count is not None and count > _MOST
    return view._asdict() | {"accounts": _MOST if more else count, "more": more}


@command("view", 'sdrdesk view "Gone quiet" --filter "stage:prospect quiet>14"')
@click.argument("ref", metavar="VIEW")
@text_option("filter", "FILTER", "Keep this filter under that name.")
@click.option("--number", type=int, help="With --filter: under this number.")
@click.option("--delete", is_flag=True, help="Delete the view; its accounts stay.")
def view(asked: Asked, ref: str, filter: str, number: int | None, delete: bool) -> None:
    """The accounts in a saved view, named by number or name; with --filter keep one, with --delete delete it."""
    if delete and (filter or number is not None):
        raise DeskError("A view is either kept with --filter or deleted with --delete.")
    with asked.desk() as desk:
        if delete:
            asked.tell(verbs.delete_view(desk, ref))
        elif filter or number is not None:
            asked.tell(verbs.save_view(desk, ref, filter, number))
        else:
            put_accounts(asked, desk, lists.accounts(desk, filter=verbs.find_view(desk, ref).filter))
