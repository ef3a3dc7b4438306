"""A rep at a terminal on one desk file, and what the file says meanwhile."""

import re
import sqlite3
import subprocess
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

from whole.terminal import Terminal, desk_command, plain_environment

STANDING = "SELECT count(*) FROM step WHERE undone_by IS NULL AND undoes IS NULL"
_ROWS_DOWN = 400


class Rep:
    """One rep, one desk file; sits down at one terminal after the other."""

    def __init__(self, start_desk: Callable[..., Terminal], folder: Path) -> None:
        self._start = start_desk
        self.folder = folder
        self.desk = folder / "desk.db"
        self.terminal: Terminal

    def sit_down(self, shown: str, size: tuple[int, int] = (120, 40)) -> None:
        """Open the desk and wait for this."""
        self.terminal = self._start("--db", self.desk, size=size)
        self.terminal.wait(shown)

    def run(self, *arguments: str) -> str:
        """The output of a command on the desk, which must succeed."""
        command = desk_command("--db", self.desk, *arguments)
        environment = plain_environment(self.folder)
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=True).stdout

    # -- what the file says

    def ask(self, sql: str, *params: str) -> Any:
        """The first value of a query on the file."""
        row = next(iter(self.rows(sql, *params)), None)
        return row[0] if row is not None else None

    def rows(self, sql: str, *params: str) -> list[tuple[Any, ...]]:
        """The rows of a query on the file."""
        conn = sqlite3.connect(self.desk)
        try:
            return conn.execute(sql, params).fetchall()
        finally:
            conn.close()

    def count(self, table: str, **columns: str) -> int:
        """How many live rows of a table have these values."""
        where = " AND ".join(["deleted_at IS NULL", *(f"{name} = ?" for name in columns)])
        return int(self.ask(f"SELECT count(*) FROM {table} WHERE {where}", *columns.values()))

    def until(self, promise: str, table: str, **columns: str) -> None:
        """Wait until such a row is in the file."""
        self.terminal.wait_until(lambda: self.count(table, **columns) > 0, promise)

    def until_asked(self, answer: object, sql: str, *params: str) -> None:
        """Wait until a query on the file has this answer."""
        self.terminal.wait_until(lambda: self.ask(sql, *params) == answer, f"{answer!r} from {sql} {params}")

    # -- what the rep does

    def press(self, keys: str, shown: str = "") -> None:
        """Press keys, and wait for this."""
        self.terminal.press(keys)
        if shown:
            self.terminal.wait(shown)

    def say(self, line: str) -> None:
        """Type a line of the call and wait until it is in the file."""
        self.terminal.press(line, "<enter>")
        self.until(f"the line {line}", "call_line", text=line)

    def answer(self, question: str, text: str) -> None:
        """Answer the question on the screen."""
        self.terminal.wait(question)
        self.terminal.press("<c-u>", text, "<enter>")

    def command(self, typed: str) -> None:
        """Do what is typed behind a colon."""
        self.terminal.wait_gone("^ Anything$")
        self.terminal.press(":")
        self.terminal.wait("^ Anything$")
        self.terminal.press(typed)
        self.terminal.wait(rf"^▸ {typed.partition(' ')[0]}\b")
        self.terminal.press("<enter>")
        self.terminal.wait_gone("^ Anything$")

    def find(self, typed: str) -> None:
        """Narrow the list to what is typed, and go to it."""
        self.terminal.press("/")
        self.terminal.wait("^ / ")
        self.terminal.press("<c-u>", typed, "<enter>")
        self.terminal.wait(rf"^ / {re.escape(typed[:10])}.*  \d+ of ")

    def marked(self) -> str:
        """The row under the cursor."""
        return next((line for line in self.terminal.screen().split("\n") if line.startswith("▸")), "")

    def place(self) -> str:
        """Which row of how many the cursor is on, as the status line says: a row that is only read again keeps it."""
        return self.terminal.wait(r"\d[\d,]* of \d[\d,]* *$")[0]

    def go_to(self, name: str) -> None:
        """Down the list to the row that shows this."""
        for _ in range(_ROWS_DOWN):
            if name in self.marked():
                return
            before = self.place()
            self.terminal.press("j")
            self.terminal.wait_until(lambda before=before: self.place() != before, "a row down")  # type: ignore[misc]
        raise AssertionError(f"no row shows {name}. The screen:\n{self.terminal.screen()}")

    def undo_everything(self) -> None:
        """Press u until no act stands."""
        while (left := self.ask(STANDING)) > 0:
            self.terminal.press("u")
            self.terminal.settle()
            if "not made in this window" in self.terminal.screen():
                self.terminal.press("y")
            self.terminal.wait_until(lambda left=left: self.ask(STANDING) != left, "one act fewer")  # type: ignore[misc]

    def get_up(self, allow: Sequence[bytes] = ()) -> None:
        """Leave with `q`; the terminal is as it was, no bytes but the desk's own and those allowed, the file sound."""
        self.terminal.press("q")
        assert self.terminal.wait_end() == 0
        assert self.terminal.given_back()
        assert self.terminal.strays(allow) == []
        assert "is sound" in self.run("check")
