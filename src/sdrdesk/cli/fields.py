"""The command about fields of the rep's own: which there are, and which a file proposes."""

from __future__ import annotations

import click

from sdrdesk.usecases import own_fields

from .command import Asked, command
from .endings import complain
from .printing import put, put_json


@command("fields", "sdrdesk fields propose leads.csv --write")
@click.argument("what", required=False, metavar="[propose FILE]", type=click.Choice(["propose"]))
@click.argument("file", required=False, metavar="")
@click.option("--write", is_flag=True, help="Add what is proposed to fields.toml; else it is only printed.")
def fields(asked: Asked, what: str | None, file: str | None, write: bool) -> None:
    """Your own fields, as fields.toml in your config folder declares them.

    With propose FILE: the columns of FILE that look like numbers, dates or one of a few words, as they would stand in
    that file. Set one with sdrdesk edit REF NAME=VALUE, filter with NAME:VALUE, NAME>3, NAME<2026-02-01.
    """
    if (what is None) != (file is None) or (write and file is None):
        raise click.UsageError("Say: sdrdesk fields propose FILE [--write]", click.get_current_context())
    if file is not None:
        _propose(asked, file, write)
        return
    found = own_fields.own_fields()
    if asked.json:
        put_json({"fields": found.fields, "faults": found.faults})
        return
    for field in found.fields:
        choices = f" ({', '.join(field.choices)})" if field.choices else ""
        put(f"{field.name:<20}  {field.on:<8}  {field.type}{choices}  ·  {field.label}")
    for fault in found.faults:
        complain(fault)
    if not found.fields and not found.faults:
        put("None yet: sdrdesk fields propose FILE.csv says what a file would bring.")


def _propose(asked: Asked, file: str, write: bool) -> None:
    from sdrdesk.usecases import proposing  # only where a file is looked into

    found = proposing.proposed(file)
    if write:
        said = proposing.declare(found)
        put_json({"said": said, "fields": found}) if asked.json else put(said)
    elif asked.json:
        put_json({"fields": found})
    elif found:
        for line in proposing.text_of(found).splitlines():
            put(line)
    else:
        put("Nothing: no column of it looks like a number, a date or one of a few words.")
