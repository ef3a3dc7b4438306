"""The command that looks after the file."""

from __future__ import annotations

import click

from sdrdesk.usecases import safety

from .command import Asked, command
from .printing import put, put_json


@command("check", "sdrdesk check")
@click.option("--repair", is_flag=True, help="Make again what can be: counters, search index, logging.")
def check(asked: Asked, repair: bool) -> None:
    """Look whether the file is sound and keeps its promises; exit code 1 when something is wrong."""
    with asked.desk() as desk:
        findings = safety.repair(desk) if repair else safety.check(desk)
        path = desk.path
    if asked.json:
        put_json({"file": path, "sound": not findings, "findings": findings})
    elif not findings:
        put(f"{path} is sound.")
    for finding in findings if not asked.json else ():
        put(finding)
    click.get_current_context().exit(1 if findings else 0)
