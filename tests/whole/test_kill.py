"""kill -9 at moments nobody chose: every act that was acknowledged is there, and the desk is sound."""

from __future__ import annotations

from pathlib import Path

from whole.killing import kill_once

KILLS = 6
"""Enough to notice a promise that is broken; `python -m bench.kills` does a thousand."""


def test_nothing_acknowledged_is_lost_by_a_kill(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    acknowledged = 0
    for number in range(KILLS):
        left = kill_once(path, f"kill {number}", longest=0.4)
        assert left.lost == []
        assert left.findings == []
        acknowledged += left.acknowledged
    assert acknowledged > KILLS
