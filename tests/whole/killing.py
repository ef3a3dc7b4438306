"""Killing a program that acts on a desk, and looking at what it left."""

from __future__ import annotations

import os
import random
import subprocess
import sys
import time
from pathlib import Path
from typing import NamedTuple

from sdrdesk.usecases import safety
from sdrdesk.usecases.desk import open_desk
from sdrdesk.usecases.unfinished import settle


class Left(NamedTuple):
    """What one kill left: acts that were acknowledged, those of them that are gone, what `check` found."""

    acknowledged: int
    lost: list[str]
    findings: list[str]
    settled: int


def kill_once(path: Path, seed: str, longest: float) -> Left:
    """Let a program act on the desk, kill it (SIGKILL) within so many seconds of its first act, and look.

    The seed decides what it does and when it is killed.
    """
    chance = random.Random(seed)
    environment = os.environ | {"PYTHONPATH": os.pathsep.join(sys.path)}
    command = [sys.executable, "-m", "whole.acting", str(path), seed, "8"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, env=environment, text=True) as program:
        assert program.stdout is not None
        first = program.stdout.readline()
        time.sleep(chance.uniform(0, longest))
        assert program.poll() is None, "the program ended by itself"
        program.kill()
        lines = [first, *program.stdout.read().split("\n")[:-1]]
    acknowledged = [line.split()[1] for line in lines if line.startswith("done ")]
    desk = open_desk(path)
    try:
        settled = settle(desk)
        lost = [one for one in acknowledged if not desk.db.value("SELECT 1 FROM step WHERE id = ?", (one,))]
        return Left(len(acknowledged), lost, safety.check(desk), len(settled))
    finally:
        desk.close()
