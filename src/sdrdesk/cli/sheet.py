"""The command that prints a call sheet."""

from __future__ import annotations

import click

from sdrdesk.usecases.sheets import make_sheet, whom_to_call

from .command import Asked, command, text_option
from .printing import put, put_json


@command("sheet", "sdrdesk sheet --filter stage:lead --limit 15 | lpr")
@text_option("filter", "FILTER", 'Who fits, by next step, instead of today\'s queue: "stage:lead quiet>14".')
@click.option("--limit", type=click.IntRange(1, 200), default=40, show_default=True, help="At most so many.")
def sheet(asked: Asked, filter: str, limit: int) -> None:
    """Print numbers to take away: who, number, their time, what about, and room for the outcome.

    The sheet is kept on the desk: there, :wrapup takes its outcomes, one key for each row. Left out are those dialled
    within the hour, without a number, or not to be contacted.
    """
    with asked.desk() as desk:
        made = make_sheet(desk, whom_to_call(desk, filter, limit), filter or "Today", filter=filter, write=False)
    if asked.json:
        put_json({"sheet": made.done.made, "step": made.done.step, "said": made.done.said, "rows": made.rows})
    else:
        for line in made.text.splitlines():
            put(line)
