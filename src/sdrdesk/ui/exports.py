"""Files named behind a colon: `:export` writes one, the window staying alive meanwhile; `:import` looks into one."""

import asyncio
from contextlib import closing
from typing import TYPE_CHECKING

from sdrdesk.usecases.transfer import Exported, export, plan

from .session import Attempt, attempt
from .widgets.prompt import Prompt

if TYPE_CHECKING:
    from sdrdesk.usecases.desk import Desk

    from .app import DeskApp

_HINT = ".json all · contacts.csv, deals.csv … · .xlsx · .vcf people · .ics · .md"


async def write_out(app: "DeskApp", typed: str) -> None:
    """Write the desk to the path that was typed, or is asked for."""
    session = app.session
    if not typed:
        question = "Export to which file? Its ending says what is written"
        answer = await app.push_screen_wait(Prompt(question, hint=_HINT, draft="export-file"))
        if answer is None or not answer.strip():
            return
        typed = answer
    session.say("Exporting …")
    path = as_path(typed)
    if session.desk.path == ":memory:":
        outcome = attempt(export, session.desk, path)
    else:
        outcome = await asyncio.to_thread(attempt, _beside, session.desk, path)
    _say(app, outcome)


def _beside(desk: "Desk", path: str) -> Exported:
    """On a connection of its own."""
    with closing(desk.another(acts=True)) as own:
        return export(own, path)


def _say(app: "DeskApp", outcome: Attempt[Exported]) -> None:
    if outcome.refusal is not None:
        app.session.refuse(outcome.refusal)
    elif outcome.value is not None:
        app.session.say(outcome.value.said)


def look_into(app: "DeskApp", typed: str) -> None:
    """What an import of the file that was typed would do; a file that cannot be read is refused where one is."""
    path = as_path(typed) if typed else ""
    unreadable = attempt(plan, path).refusal if path else None
    if unreadable is not None:
        app.session.refuse(unreadable)
    else:
        app.show("import", path)


def as_path(text: str) -> str:
    """A path as typed, pasted or dropped: quotes and `~` are undone."""
    from pathlib import Path

    text = text.strip()
    if len(text) > 1 and text[0] == text[-1] and text[0] in "'\"":
        text = text[1:-1]
    return str(Path(text.removeprefix("file://").replace("\\ ", " ")).expanduser())
