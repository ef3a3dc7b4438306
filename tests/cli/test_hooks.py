"""Hooks from a shell: listed, tried, told before the command ends, and obeyed with exit code 1."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path


def sdrdesk(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "XDG_CONFIG_HOME": str(folder), "SDRDESK_DB": str(folder / "desk.db")}
    return subprocess.run(
        [sys.executable, "-m", "sdrdesk", *arguments], capture_output=True, text=True, env=environment, timeout=60
    )


def test_hooks_are_listed_tried_heard_and_obeyed(tmp_path: Path) -> None:
    folder = tmp_path / "sdrdesk"
    assert "No hooks. They are switched on in" in sdrdesk(tmp_path, "hooks").stdout
    folder.mkdir()
    listen = [sys.executable, "-c", "import sys; open('heard', 'w').write(sys.stdin.read()); sys.exit(4)"]
    refuse = [sys.executable, "-c", "print('ask Ana first'); raise SystemExit(1)"]
    (folder / "hooks.toml").write_text(
        f'enabled = true\n[[hook]]\non = "account.added"\nrun = {json.dumps(listen)}\n'
        f'[[hook]]\non = "note.*"\nwhen = "pre"\nrun = {json.dumps(refuse)}\n'
    )
    listed = json.loads(sdrdesk(tmp_path, "hooks", "--json").stdout)
    assert listed["enabled"] and [one["when"] for one in listed["hooks"]] == ["post", "pre"]
    added = sdrdesk(tmp_path, "add", "Kobalt", "--next", "call today")
    assert added.returncode == 0 and "What was done stands." in added.stderr
    assert json.loads((folder / "heard").read_text())["account"]["name"] == "Kobalt"
    refused = sdrdesk(tmp_path, "note", "Kobalt", "x")
    assert refused.returncode == 1 and "refuses: ask Ana first. Nothing was written." in refused.stderr
    tried = sdrdesk(tmp_path, "hooks", "try", "note.written")
    assert tried.returncode == 0 and "ask Ana first" in tried.stdout
    assert sdrdesk(tmp_path, "hooks", "try", "shoe.bought").returncode == 1
