"""Commands on the log: what was done, taking it back and doing it again."""

from __future__ import annotations

from typing import Any

import click

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import history
from sdrdesk.usecases.find import find_ref

from .command import Asked, command
from .printing import local, put, put_json

SHORT_ID = 18
"""So much of an act's id is printed: the instant and a counter, which tell acts of one machine apart."""


@command("history", 'sdrdesk history "Acme GmbH"')
@click.argument("ref", required=False, metavar="[REF]")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="At most so many, newest first.")
def show_history(asked: Asked, ref: str | None, limit: int) -> None:
    """The acts of the desk, newest first, with those taken back marked; with REF all that happened on the account.

    The id in front of an act is what undo and redo take.
    """
    with asked.desk() as desk:
        account = find_ref(desk, ref) if ref else None
        acts = history.acts(desk, limit, subject=account)
        entries = history.timeline(desk, account, limit) if account else []
    if asked.json:
        listed = [_act(act) for act in acts]
        put_json({"account": account, "timeline": entries, "acts": listed} if account else listed)
        return
    for entry in entries:
        put_entry(entry)
    if entries and acts:
        put()
    for act in acts:
        put(f"{act.id[:SHORT_ID]}  {local(act.at)}  {'(taken back) ' if act.undone_by else ''}{act.said}")


def put_entry(entry: history.Entry) -> None:
    """One entry of a timeline; further lines of its words are indented."""
    who = f" · {entry.who}" if entry.who else ""
    first, *rest = entry.body.split("\n")
    put(f"{local(entry.at)}  {entry.kind:<9}  {entry.head}{who}" + (f": {first}" if first else ""))
    for line in rest:
        put(f"{'':<29}{line}")


def _act(act: history.Act) -> dict[str, Any]:
    return {
        "step": act.id, "at": act.at, "verb": act.verb, "account": act.subject, "said": act.said,
        "origin": act.origin, "undone": act.undone_by is not None,
    }  # fmt: skip


@command("undo", "sdrdesk undo")
@click.argument("step", required=False, metavar="[STEP]")
def undo(asked: Asked, step: str | None) -> None:
    """Take back the last act whole, or the one of this id (a beginning that is unique will do)."""
    with asked.desk() as desk:
        asked.tell(history.undo(desk, history.find_act(desk, step).id if step is not None else None))


@command("redo", "sdrdesk redo")
@click.argument("step", required=False, metavar="[STEP]")
def redo(asked: Asked, step: str | None) -> None:
    """Do again the act that was taken back last, or the one of this id."""
    with asked.desk() as desk:
        act = history.find_act(desk, step) if step is not None else history.last_taken_back(desk)
        if act is None:
            raise DeskError("Nothing to do again: no act of this desk was taken back.")
        asked.tell(history.redo(desk, act.id))
