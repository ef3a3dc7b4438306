"""The command that shows and changes what a rep may set."""

from __future__ import annotations

import click

from sdrdesk.domain.metrics.assumptions import as_text as assumed_text
from sdrdesk.domain.settings import as_text
from sdrdesk.usecases.assumptions import assume, assumptions
from sdrdesk.usecases.desk import change_settings

from .command import Asked, command, pairs
from .printing import put, put_json


@command("settings", "sdrdesk settings region=AT goal_dials=40")
@click.argument("changes", nargs=-1, metavar="[NAME=VALUE]...")
def settings(asked: Asked, changes: tuple[str, ...]) -> None:
    """Show the settings, or change some: currency, region, working hours, goals, what numbers assume and the rest."""
    with asked.desk() as desk:
        texts, assumed = as_text(desk.settings), assumed_text(assumptions(desk))
        if changes:
            found = pairs(changes, {**texts, **assumed})
            own = {name: text for name, text in found.items() if name in texts}
            of_numbers = {name: text for name, text in found.items() if name in assumed}
            if own and of_numbers:
                raise click.UsageError("Change settings of the desk and of its numbers one after the other.")
            asked.tell(change_settings(desk, **own) if own else assume(desk, **of_numbers))
            return
        texts |= assumed
    if asked.json:
        put_json(texts)
        return
    for name, text in texts.items():
        put(f"{name:<16} {text}")
