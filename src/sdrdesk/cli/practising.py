"""The command that opens a call to practise on, and writes nothing."""

from __future__ import annotations

from contextlib import closing

import click

from sdrdesk.domain.errors import NotFound
from sdrdesk.usecases.desk import Desk, open_desk
from sdrdesk.usecases.find import find_ref

from .command import Asked, command
from .printing import put
from .signals import ends_unwinding
from .window import needs_a_terminal, show


@command("practice", 'sdrdesk practice "Acme GmbH"')
@click.argument("ref", required=False, metavar="[REF]")
def practice(asked: Asked, ref: str | None) -> None:
    """Practise a guided call on a copy of an account, or without REF on an invented one.

    Everything works as in a call; nothing of it is kept, and the desk is not written to.
    """
    needs_a_terminal()
    from sdrdesk.usecases.practice import practise

    with closing(_desk(asked.db, ref)) as desk:
        made = practise(desk, find_ref(desk, ref) if ref else None)
    with ends_unwinding(), closing(made.desk) as aside:
        code = show(aside, "practice", made.account_id)
    if code == 0:
        put("Practice ended; nothing of it was kept.")
    click.get_current_context().exit(code)


def _desk(db: str | None, ref: str | None) -> Desk:
    """The desk, for its settings and its account; who has none yet can practise all the same."""
    try:
        return open_desk(db, create=False)
    except NotFound:
        if ref or db:
            raise
        return open_desk(":memory:")
