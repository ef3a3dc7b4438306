"""Several programs at once on one desk, and what became of what each was told."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from sdrdesk.usecases import safety
from sdrdesk.usecases.desk import open_desk
from sdrdesk.usecases.unfinished import settle


class Came(NamedTuple):
    """What a crowd left: acts acknowledged, which of them are gone, complaints about the file, what `check` found."""

    acknowledged: int
    lost: list[str]
    troubles: list[str]
    findings: list[str]


def crowd(path: Path, programs: int, seconds: float, seed: str) -> Came:
    """Let so many programs act on one desk at once for that long, one of them importing, end them, and look.

    The time runs from when each of them has done its first act.
    """
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "whole.acting", str(path)]
    told = [[f"{seed} {number}", "0" if number else "8"] for number in range(programs)]
    running = [
        subprocess.Popen([*command, *one], stdout=subprocess.PIPE, env=environment, text=True) for one in told
    ]
    lines = [str(program.stdout and program.stdout.readline()).strip() for program in running]
    time.sleep(seconds)
    for program in running:
        assert program.poll() is None, "a program ended by itself"
    for program in running:
        program.kill()
        lines += program.communicate()[0].split("\n")[:-1]
    acknowledged = [line.split()[1] for line in lines if line.startswith("done ")]
    desk = open_desk(path)
    try:
        settle(desk)
        lost = [one for one in acknowledged if not desk.db.value("SELECT 1 FROM step WHERE id = ?", (one,))]
        troubles = [line for line in lines if line.startswith("trouble ")]
        return Came(len(acknowledged), lost, troubles, safety.check(desk))
    finally:
        desk.close()
