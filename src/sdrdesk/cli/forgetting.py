"""The command that erases somebody for good."""

from __future__ import annotations

import click

from sdrdesk.domain.errors import NeedsAnswer
from sdrdesk.domain.text import visible
from sdrdesk.usecases import forgetting

from .command import Asked, command, ref


@command("forget", "sdrdesk forget priya@halden.example --yes")
@ref
@click.option("--yes", is_flag=True, help="Do it: nothing brings it back.")
def forget(asked: Asked, ref: str, yes: bool) -> None:
    """Erase a person, or an account with all its people, for good; the one act that undo does not take back.

    REF names a person by name, e-mail or phone, or an account by its name or id. They go from the rows, the log, the
    search index and half-typed text, and the file is written anew; a keyed hash of their e-mails and phones stays, so
    that no later file brings them back unnoticed. Safety copies made before, exports and other files are not reached.
    """
    with asked.desk() as desk:
        meant = forgetting.who(desk, ref)
        if not yes:
            what = "the account" if meant.table == "account" else f"the person at {visible(meant.account)}"
            raise NeedsAnswer("confirm", f"This erases {visible(meant.name)}, {what}, for good; no undo brings it back")
        asked.tell(forgetting.forget(desk, meant, typed=meant.name))
