"""The command that looks after the file."""

from __future__ import annotations

import click

from sdrdesk.usecases import safety

from .command import Asked, command
from .printing import put, put_json


@command("check", "sdrdesk check")
@click.option("--repair", is_flag=True, help="Make again what can be: counters, search index, logging.")
@click.option("--bench", is_flag=True, help="Time the daily verbs on this file; what writes is timed on a copy.")
def check(asked: Asked, repair: bool, bench: bool) -> None:
    """Look whether the file is sound and keeps its promises; exit code 1 when something is wrong."""
    if bench:
        _bench(asked)
        return
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


def _bench(asked: Asked) -> None:
    from sdrdesk.usecases.timing import timings  # every daily verb is loaded for it

    with asked.desk() as desk:
        found = timings(desk)
    if asked.json:
        put_json([one._asdict() for one in found])
        return
    if not found:
        put("Nobody is on the board, so there is nothing to time.")
        return
    put(f"{'milliseconds':<26}{'p50':>8}{'p95':>8}")
    for one in found:
        put(f"{one.verb:<26}{one.median:>8.2f}{one.p95:>8.2f}")
