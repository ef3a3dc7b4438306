"""Several programs on one desk at once: nothing acknowledged is lost, and nobody is told that the file is locked."""

from __future__ import annotations

from pathlib import Path

from whole.crowd import crowd

PROGRAMS, SECONDS = 3, 3.0
"""Enough to notice a promise that is broken; `python -m bench.crowd` goes on for minutes."""


def test_programs_at_once_lose_nothing_and_never_meet_a_locked_file(tmp_path: Path) -> None:
    came = crowd(tmp_path / "desk.db", PROGRAMS, SECONDS, "crowd")
    assert came.lost == []
    assert came.troubles == []
    assert came.findings == []
    assert came.acknowledged >= PROGRAMS
