"""The whole way, as a rep goes it: real leads in, one taken, qualified in a call that is killed and resumed, undone."""

import json
import signal
import sqlite3
import subprocess
from pathlib import Path
from typing import Any

import pytest

from whole.conftest import Start
from whole.terminal import Terminal, desk_command, plain_environment

LEADS = "crm_formats/hubspot_contacts.csv"
NAME = "BrightPath Logistics"
STANDING = "SELECT count(*) FROM step WHERE undone_by IS NULL AND undoes IS NULL"


class Rep:
    """A rep at a terminal on one desk file, and what the file says meanwhile."""

    def __init__(self, start_desk: Start, folder: Path) -> None:
        self._start = start_desk
        self.folder = folder
        self.desk = folder / "desk.db"
        self.terminal: Terminal

    def sit_down(self, shown: str) -> None:
        """Open the desk and wait for this."""
        self.terminal = self._start("--db", self.desk, size=(120, 40))
        self.terminal.wait(shown)

    def run(self, *arguments: str) -> str:
        """The output of a command on the desk, which must succeed."""
        command = desk_command("--db", self.desk, *arguments)
        environment = plain_environment(self.folder)
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True).stdout

    def ask(self, sql: str, *params: str) -> Any:
        """The first value of a query on the file."""
        conn = sqlite3.connect(self.desk)
        try:
            return conn.execute(sql, params).fetchone()[0]
        finally:
            conn.close()

    def count(self, table: str, **columns: str) -> int:
        """How many live rows of a table have these values."""
        where = " AND ".join(["deleted_at IS NULL", *(f"{name} = ?" for name in columns)])
        return int(self.ask(f"SELECT count(*) FROM {table} WHERE {where}", *columns.values()))

    def until(self, promise: str, table: str, **columns: str) -> None:
        """Wait until such a row is in the file."""
        self.terminal.wait_until(lambda: self.count(table, **columns) > 0, promise)

    def say(self, line: str) -> None:
        """Type a line of the call and wait until it is in the file."""
        self.terminal.press(line, "<enter>")
        self.until(f"the line {line}", "call_line", text=line)

    def answer(self, question: str, text: str) -> None:
        """Answer the question on the screen."""
        self.terminal.wait(question)
        self.terminal.press("<c-u>", text, "<enter>")

    def undo_everything(self) -> None:
        """Press u until no act stands."""
        while (left := self.ask(STANDING)) > 0:
            self.terminal.press("u")
            self.terminal.settle()
            if "not made in this window" in self.terminal.screen():
                self.terminal.press("y")
            self.terminal.wait_until(lambda left=left: self.ask(STANDING) != left, "one act fewer")  # type: ignore[misc]


@pytest.fixture
def rep(start_desk: Start, tmp_path: Path, shared_data: Path) -> Rep:
    """A rep whose desk holds four real leads in its inbox."""
    rep = Rep(start_desk, tmp_path)
    imported = json.loads(rep.run("import", str(shared_data / LEADS), "--region", "US", "--json"))
    assert (imported["rows"], imported["create"], imported["reject"]) == (4, 4, 0)
    return rep


def take_from_inbox(rep: Rep) -> None:
    rep.terminal.press("<esc>", "0")
    rep.terminal.wait(NAME)
    while NAME not in next((line for line in rep.terminal.screen().split("\n") if line.startswith("▸")), ""):
        rep.terminal.press("j")
        rep.terminal.settle()
    rep.terminal.press("t")
    rep.answer("first step", "call in 3d")
    rep.until("the account on the board", "account", status="active", name=NAME)


def talk(rep: Rep) -> None:
    rep.terminal.press("2")
    rep.terminal.wait("Lead +1")
    rep.terminal.press("d")
    rep.until("a call", "call", mode="live")
    rep.terminal.settle()
    rep.say("n3 retyping costs 12 hours a week")
    rep.say("t2 contract ends in March")
    rep.say("a2 she decides up to 50k")
    rep.say('!impl "nine months last time"')
    rep.until("the objection", "objection", category="implementation", words="nine months last time")


def test_a_lead_goes_from_a_file_through_a_killed_call_to_prospect_and_all_the_way_back(rep: Rep) -> None:
    rep.sit_down("Welcome")
    take_from_inbox(rep)
    talk(rep)
    first = rep.terminal
    first.press("b2 40k appr")
    first.wait_until(lambda: rep.ask("SELECT count(*) FROM draft WHERE text = 'b2 40k appr'") == 1, "the draft on disk")
    first.kill(signal.SIGKILL)
    first.wait_end()

    rep.sit_down("unfinished")
    again = rep.terminal
    again.press("<enter>")
    again.wait("b2 40k appr")
    again.press("oved", "<enter>")
    rep.until("the resumed line", "call_line", text="b2 40k approved")
    again.press("/f", "<enter>")
    again.wait("meeting booked")
    again.press("k")
    rep.answer("when", "send plan in 2d")
    rep.until("the end of the call", "call", disposition="conversation")
    again.settle()
    again.press("y")
    rep.answer("worth", "38000")
    rep.until("the prospect", "account", stage="prospect")
    assert rep.count("objection", outcome="open", stage="lead") == 1
    assert rep.count("deal", outcome="open") == 1

    again.settle()
    rep.undo_everything()
    for table in ("account", "contact", "call", "call_line", "objection", "grade", "deal", "stage_move"):
        assert rep.count(table) == 0, table
    again.press("q")
    assert again.wait_end() == 0
    assert again.given_back()
    assert "is sound" in rep.run("check")
    assert first.strays() == [] and again.strays() == []
