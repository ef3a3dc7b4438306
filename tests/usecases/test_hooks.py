"""Hooks: off until switched on; one that refuses is obeyed, one that fails or hangs costs a sentence and no more."""

from __future__ import annotations

import json
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from sdrdesk.domain.errors import DeskError
from sdrdesk.usecases import accounts, bulk, history, notes, transfer
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.hooks import INSIDE

EVIL = "$(touch pwned); `touch pwned` | touch pwned"


@pytest.fixture
def config(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    monkeypatch.delenv(INSIDE, raising=False)
    folder = tmp_path / "config" / "sdrdesk"
    folder.mkdir(parents=True)
    return folder


def hook(
    folder: Path, on: str, when: str, code: str, *arguments: str, seconds: float = 30, enabled: bool = True
) -> None:
    """One hook that runs a little Python, put behind those that are there."""
    path = folder / "hooks.toml"
    text = path.read_text("utf-8") if path.exists() else f"enabled = {str(enabled).lower()}\n"
    run = json.dumps([sys.executable, "-S", "-c", code, *arguments])
    path.write_text(f'{text}\n[[hook]]\non = "{on}"\nwhen = "{when}"\nseconds = {seconds}\nrun = {run}\n', "utf-8")


LISTEN = "import sys; open('heard', 'a').write(sys.stdin.read() + '\\n'); open('words', 'w').write(repr(sys.argv[1:]))"


def heard(folder: Path) -> list[dict[str, Any]]:
    path = folder / "heard"
    return [json.loads(line) for line in path.read_text("utf-8").splitlines()] if path.exists() else []


def add(desk: Desk, name: str = "Kobalt") -> str:
    return str(accounts.add_account(desk, name=name, next="call today").made)


def test_hooks_are_off_until_they_are_switched_on(desk: Desk, config: Path) -> None:
    assert desk.take_up_hooks() == "" and desk.hooks is None
    hook(config, "*", "post", LISTEN, enabled=False)
    assert desk.take_up_hooks() == "" and desk.hooks is None
    add(desk)
    assert heard(config) == []


def test_a_post_hook_hears_of_the_act_with_its_rows(desk: Desk, config: Path) -> None:
    hook(config, "note.*", "post", LISTEN)
    hook(config, "undo", "post", LISTEN)
    desk.take_up_hooks()
    assert desk.hooks is not None
    account = add(desk)
    done = notes.note(desk, account, "met at the fair")
    history.undo(desk, done.step)
    assert heard(config) == []  # not before it is told to
    assert desk.hooks.tell() == []
    written, undone = heard(config)
    assert written["verb"] == "note.written" and written["said"] == done.said and written["when"] == "post"
    assert written["account"] == {"id": account, "name": "Kobalt", "stage": "lead", "status": "active"}
    (change,) = written["changes"]
    assert change["table"] == "note" and change["op"] == "insert" and change["before"] is None
    assert change["after"]["text"] == "met at the fair"
    assert undone["takes_back"] == {"step": done.step, "verb": "note.written", "said": done.said}
    (change,) = undone["changes"]
    assert change["before"]["deleted_at"] is None and change["after"]["deleted_at"]


def test_a_pre_hook_that_fails_refuses_with_its_message_and_nothing_is_written(desk: Desk, config: Path) -> None:
    account = add(desk)
    hook(config, "note.written", "pre", "import sys; print('\\x1b[31mnot on a Tuesday'); sys.exit(3)")
    desk.take_up_hooks()
    before = desk.db.all("SELECT * FROM step")
    with pytest.raises(DeskError, match=r"not on a Tuesday\. Nothing was written\.$") as refusal:
        notes.note(desk, account, "x")
    assert "\x1b" not in str(refusal.value)
    assert desk.db.all("SELECT * FROM step") == before and desk.db.value("SELECT count(*) FROM note") == 0
    assert desk.hooks is not None and not desk.hooks.waiting
    add(desk, "Lumen")  # others go on


def test_a_hook_that_hangs_is_ended_with_all_it_started(desk: Desk, config: Path) -> None:
    account = add(desk)
    sleep = (
        "import subprocess, sys, time; subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(99)']);"
        " time.sleep(99)"
    )
    hook(config, "note.written", "pre", sleep, seconds=0.5)
    hook(config, "account.added", "post", sleep, seconds=0.5)
    desk.take_up_hooks()
    begun = time.monotonic()
    with pytest.raises(DeskError, match=r"took longer than 0\.5 s and was ended .*hooks\.toml, line 7"):
        notes.note(desk, account, "x")
    made = add(desk, "Lumen")
    assert desk.hooks is not None
    (fault,) = desk.hooks.tell()
    assert "took longer than 0.5 s" in fault and fault.endswith("What was done stands.")
    assert desk.db.row("account", made) is not None
    assert time.monotonic() - begun < 20


def test_a_hook_that_floods_or_does_not_listen_or_is_not_there_does_no_harm(desk: Desk, config: Path) -> None:
    hook(config, "account.added", "post", "while True: print('x' * 10000)", seconds=1)
    hook(config, "account.added", "post", "import os; os.close(0)")
    path = config / "hooks.toml"
    path.write_text(path.read_text("utf-8") + '\n[[hook]]\non = "account.added"\nrun = ["./nowhere"]\n', "utf-8")
    desk.take_up_hooks()
    add(desk, "K" * 200_000)
    assert desk.hooks is not None
    flooded, missing = desk.hooks.tell()
    assert "took longer" in flooded and "nowhere cannot be started" in missing


def test_customers_text_is_never_an_argument_and_never_run(desk: Desk, config: Path, tmp_path: Path) -> None:
    hook(config, "*", "post", LISTEN, "$name", "{account}")
    desk.take_up_hooks()
    path = tmp_path / "leads.csv"
    path.write_text(f'Company,Email,Title\n"{EVIL}",ann@halden.example,"{EVIL}"\n', encoding="utf-8")
    transfer.import_file(desk, path)
    account = str(desk.db.value("SELECT id FROM account"))
    notes.note(desk, account, EVIL)
    assert desk.hooks is not None and desk.hooks.tell() == []
    assert heard(config)[-1]["account"]["name"] == EVIL
    assert (config / "words").read_text() == "['$name', '{account}']"
    assert not list(tmp_path.rglob("pwned")) and not Path("pwned").exists()


def test_an_import_and_an_act_on_many_are_one_event_with_counts(desk: Desk, config: Path, tmp_path: Path) -> None:
    hook(config, "*", "post", LISTEN)
    desk.take_up_hooks()
    path = tmp_path / "leads.csv"
    path.write_text("Company,Email\n" + "".join(f"Firm {n},a{n}@f{n}.example\n" for n in range(20)), encoding="utf-8")
    transfer.import_file(desk, path)
    many = [str(row["id"]) for row in desk.db.all("SELECT id FROM account")]
    bulk.act_on(desk, lambda one, account: notes.note(one, account, "x"), many, "Note")
    assert desk.hooks is not None and desk.hooks.tell() == []
    told = heard(config)
    assert [one["verb"] for one in told] == ["import.done", "bulk.done"]
    assert told[0]["import"]["created"] == 20 and "20" in str(told[0]["said"])
    assert told[1]["lines"] == 20 and len(told[1]["changes"]) == 20
    hook(config, "note.written", "pre", "print('no notes'); raise SystemExit(1)")
    desk.take_up_hooks()
    with pytest.raises(DeskError, match="refuses: no notes"):
        bulk.act_on(desk, lambda one, account: notes.note(one, account, "y"), many, "Note")
    assert desk.db.value("SELECT count(*) FROM note WHERE text = 'y'") == 0


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("enabled = yes\n", "not a TOML file"),
        ("enabled = 1\n", "line 1: enabled is written as true or false"),
        ('enabled = true\n[[hook]]\non = "x"\nrun = "rm -rf"\n', "line 4: hook 1 run is a program and its arguments"),
        ('enabled = true\n[[hook]]\non = "x"\nwhen = "now"\nrun = ["a"]\n', 'line 4: hook 1 when is "pre" or "post"'),
        ('enabled = true\n[[hook]]\nrun = ["a"]\n', "line 2: hook 1 on names a verb"),
        (
            'enabled = true\n[[hook]]\non = "x"\nrun = ["a"]\nshell = true\n',
            "line 5: hook 1 shell is nothing a hook has",
        ),
        ("enabled = true\nseconds = -1\n", "line 2: seconds is a number of seconds"),
    ],
)
def test_a_broken_file_is_one_sentence_with_its_line_and_hooks_stay_off(
    desk: Desk, config: Path, text: str, words: str
) -> None:
    (config / "hooks.toml").write_text(text, encoding="utf-8")
    said = desk.take_up_hooks()
    assert words in said and said.startswith("hooks.toml") and said.endswith("hooks stay off.")
    assert desk.hooks is None


def test_a_file_that_others_may_write_starts_nothing(desk: Desk, config: Path) -> None:
    hook(config, "*", "post", LISTEN)
    (config / "hooks.toml").chmod(0o666)
    assert "can be written by others" in desk.take_up_hooks()
    assert desk.hooks is None


def test_what_a_hook_does_runs_no_hooks(desk: Desk, config: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hook(config, "*", "post", LISTEN)
    monkeypatch.setenv(INSIDE, "1")
    assert desk.take_up_hooks() == "" and desk.hooks is None
