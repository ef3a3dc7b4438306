"""The command that shows and changes what a rep may set."""

from __future__ import annotations

import click

from sdrdesk.domain.settings import as_text
from sdrdesk.usecases.desk import change_settings

from .command import Asked, command, pairs
from .printing import put, put_json


@command("settings", "sdrdesk settings region=AT goal_dials=40")
@click.argument("changes", nargs=-1, metavar="[NAME=VALUE]...")
def settings(asked: Asked, changes: tuple[str, ...]) -> None:
    """Show the settings, or change some: currency, region, working hours, goals and the rest."""
    with asked.desk() as desk:
        texts = as_text(desk.settings)
        if changes:
            asked.tell(change_settings(desk, **pairs(changes, texts)))
            return
    if asked.json:
        put_json(texts)
        return
    for name, text in texts.items():
        put(f"{name:<15} {text}")
