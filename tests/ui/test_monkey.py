"""Random keys over a desk full of people break nothing, and all that came of them can be taken back."""

from __future__ import annotations

from pathlib import Path

import pytest

from sdrdesk.usecases.demo_copy import put_sample
from sdrdesk.usecases.desk import open_desk
from ui.monkey import romp

KEYS = 250
"""Enough to notice a promise that is broken; `python -m bench.monkey` presses a hundred thousand."""


@pytest.mark.parametrize("seed", ["one", "two"])
async def test_a_monkey_breaks_nothing_that_undo_does_not_mend(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: str
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("PATH", "")  # whatever it finds to open, there is nothing to open it with
    path = tmp_path / "desk.db"
    assert put_sample(path)
    desk = open_desk(path)
    try:
        came = await romp(desk, KEYS, seed)
    finally:
        desk.close()
    assert came.findings == []
    assert came.refused == []
    assert came.restored
