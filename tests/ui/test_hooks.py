"""Hooks in the window: a slow one after an act keeps no key waiting, what goes wrong is said."""

from __future__ import annotations

import asyncio
import json
import sys
import time
from pathlib import Path

import pytest

from sdrdesk.usecases import accounts
from sdrdesk.usecases.desk import Desk
from ui.driver import driver


async def test_a_slow_hook_runs_beside_the_keys_and_its_failure_is_said(
    desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    (tmp_path / "sdrdesk").mkdir()
    wait = "import os, time\nwhile not os.path.exists('go'): time.sleep(0.01)\nprint('no network'); raise SystemExit(1)"
    run = json.dumps([sys.executable, "-S", "-c", wait])
    (tmp_path / "sdrdesk" / "hooks.toml").write_text(
        f'enabled = true\n[[hook]]\non = "note.written"\nseconds = 60\nrun = {run}\n'
    )
    accounts.add_account(desk, name="Kobalt", next="call today")
    desk.take_up_hooks()
    async with driver(desk, start="today") as window:
        await window.press("n")
        await window.answer("x")
        assert desk.hooks is not None
        until = time.monotonic() + 60
        while not desk.hooks.telling:
            assert time.monotonic() < until, "the hook never began"
            await asyncio.sleep(0.01)
        await window.press("2")
        assert window.screen_name == "BoardScreen"  # a key is answered meanwhile
        (tmp_path / "sdrdesk" / "go").touch()
        while "no network" not in window.status():
            assert time.monotonic() < until, "its failure was never said"
            await asyncio.sleep(0.01)
        assert "What was done stands." in window.status()
    assert desk.db.value("SELECT count(*) FROM note") == 1
