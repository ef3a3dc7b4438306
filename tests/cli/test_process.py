"""The command line as a process: pipes that close, no terminal, signals, exit codes."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from sdrdesk.usecases.accounts import add_account
from sdrdesk.usecases.desk import open_desk

RUN = [sys.executable, "-m", "sdrdesk"]


def run(*arguments: str | Path, **options: object) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([*RUN, *map(str, arguments)], capture_output=True, stdin=subprocess.DEVNULL, **options)  # type: ignore[call-overload, no-any-return]


@pytest.fixture
def many(tmp_path: Path) -> Path:
    """A desk with more people than a pipe holds."""
    path = tmp_path / "many.db"
    desk = open_desk(path)
    for number in range(600):
        add_account(desk, name=f"Firm {number} " + "x" * 200, person=f"Person {number}")
    desk.close()
    return path


@pytest.mark.parametrize("arguments", [("contacts", "--json"), ("accounts",)], ids=lambda words: words[0])
def test_a_reader_that_leaves_early_is_no_error(many: Path, arguments: tuple[str, ...]) -> None:
    process = subprocess.Popen(
        [*RUN, "--db", str(many), *arguments], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.readline()
    process.stdout.close()
    assert (process.stderr.read(), process.wait()) == (b"", 0)
    process.stderr.close()


def test_a_disk_that_is_full_is_one_sentence(many: Path) -> None:
    if not Path("/dev/full").exists():
        pytest.skip("there is no /dev/full here")
    with open("/dev/full", "wb") as full:
        ended = subprocess.run([*RUN, "--db", str(many), "contacts"], stdout=full, stderr=subprocess.PIPE)
    assert (ended.returncode, ended.stderr.count(b"\n")) == (1, 1)
    assert b"No space left" in ended.stderr


@pytest.mark.parametrize("arguments", [(), ("demo",), ("practice",)], ids=["desk", "demo", "practice"])
def test_without_a_terminal_there_is_a_sentence_and_no_file(tmp_path: Path, arguments: tuple[str, ...]) -> None:
    path = tmp_path / "none.db"
    ended = run("--db", path, *arguments)
    assert (ended.returncode, ended.stdout, ended.stderr.count(b"\n")) == (1, b"", 1)
    assert b"needs a terminal" in ended.stderr
    assert b"\x1b" not in ended.stderr
    assert not path.exists()


def test_a_dumb_terminal_gets_the_sentence_too(tmp_path: Path) -> None:
    ours, theirs = pty.openpty()
    ended = subprocess.run(
        [*RUN, "--db", str(tmp_path / "none.db")], stdin=theirs, stdout=theirs, stderr=subprocess.PIPE,
        env={**os.environ, "TERM": "dumb"},
    )  # fmt: skip
    os.close(theirs)
    os.close(ours)
    assert (ended.returncode, ended.stderr.count(b"\n")) == (1, 1)
    assert b"TERM=dumb" in ended.stderr


def test_the_environment_names_the_desk_and_the_option_goes_before_it(many: Path, tmp_path: Path) -> None:
    environment = {**os.environ, "SDRDESK_DB": str(many)}
    assert run("due", "--count", env=environment).stdout == "0 late · 0 today\n".encode()
    ended = run("due", "--count", "--db", tmp_path / "other.db", env=environment)
    assert (ended.returncode, b"other.db" in ended.stderr) == (1, True)


def test_ctrl_c_is_130_and_silent(many: Path) -> None:
    waiting = subprocess.Popen(
        [*RUN, "--db", str(many), "note", "Person 7", "-"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )  # fmt: skip
    assert waiting.stdin is not None
    _until_it_reads(waiting.pid)
    waiting.send_signal(signal.SIGINT)
    out, err = waiting.communicate()
    assert (waiting.returncode, out, err) == (130, b"", b"")


def _until_it_reads(pid: int) -> None:
    """Wait until the process sleeps on its stdin."""
    for _ in range(20_000):
        try:
            called = Path(f"/proc/{pid}/syscall").read_text(encoding="ascii").split()
        except OSError:
            pytest.skip("this system does not tell what a process waits for")
        if called[:2] == ["0", "0x0"]:
            return
        os.sched_yield()
    pytest.fail("it never read its stdin")


def test_an_encoding_that_lacks_a_letter_gets_a_question_mark(tmp_path: Path) -> None:
    path = tmp_path / "desk.db"
    environment = {**os.environ, "PYTHONIOENCODING": "ascii"}
    added = run("--db", path, "add", "Müller · 株式会社", env=environment)
    assert added.stdout == b"Added M?ller ? ???? to the inbox\n"
    listed = run("--db", path, "accounts", "--json", env=environment).stdout
    assert "\\u682a" in listed.decode("ascii")


def test_a_shell_is_told_how_a_line_may_go_on() -> None:
    asked = {**os.environ, "_SDRDESK_COMPLETE": "bash_complete", "COMP_WORDS": "sdrdesk ac", "COMP_CWORD": "1"}
    assert run(env=asked).stdout.split() == [b"plain,accounts", b"plain,activity"]


def test_the_version_and_the_help_load_no_click() -> None:
    program = "import sys; from sdrdesk.cli import main; main._run(sys.argv[1:]); assert 'click' not in sys.modules"
    for option in ("--version", "--help"):
        ended = subprocess.run([sys.executable, "-c", program, option], capture_output=True)
        assert (ended.returncode, ended.stderr) == (0, b"")
        assert ended.stdout
