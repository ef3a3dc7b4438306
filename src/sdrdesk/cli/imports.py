"""The command that lists imports, and what one of them brought."""

from __future__ import annotations

import click

from sdrdesk.usecases import imports as batches

from .command import Asked, command
from .printing import local, put, put_json

SHORT_ID = 18


@command("imports", "sdrdesk imports")
@click.argument("batch", required=False, metavar="[BATCH]")
@click.option("--limit", type=click.IntRange(1), default=100, show_default=True, help="At most so many, newest first.")
def imports(asked: Asked, batch: str | None, limit: int) -> None:
    """The imports of this desk, newest first; with BATCH, what of it is still here.

    `sdrdesk undo BATCH` takes one back whole; rows you have worked on since stay, and are named.
    """
    with asked.desk() as desk:
        if batch is None:
            found = batches.imports(desk, limit)
            if asked.json:
                put_json(found)
                return
            for one in found:
                put(f"{one.id[:SHORT_ID]}  {local(one.at)}  {one.state:<10}  {one.file}: {batches.say_counts(one)}")
            return
        one = batches.find_import(desk, batch)
        brought = batches.brought(desk, one.id, limit)
        here = batches.still_here(desk, one.id)
    if asked.json:
        put_json({**one._asdict(), "here": brought})
        return
    put(f"{one.file}, {local(one.at)}, {one.state}: {batches.say_counts(one)}; {here}")
    if one.rejects_file:
        put(f"What was refused, each row with its reason: {one.rejects_file}")
    for account in brought:
        put(f"{account.status:<12}  {account.name}  {account.people:,} people")
