"""`python -m bench`: starts, keys, memory and imports of the desk beside their floors, in one table of ratios."""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from whole.terminal import desk_command

from . import ROOT, desks
from .daily import daily
from .session import Program, Session, measure

BARE = Program("bare", [sys.executable, str(ROOT / "bench" / "bare.py")], "READY", (), ("x",))
ROWS: tuple[tuple[str, Callable[[Session], float], str], ...] = (
    ("first paint, ms", lambda session: session.paint, "≤ 1.5×"),
    ("key to frame, median ms", lambda session: session.key_median, ""),
    ("key to frame, 95 % ms", lambda session: session.key_p95, "≤ 2×, ≤ 16 ms"),
    ("30 held keys: lag, ms", lambda session: session.lag, "≤ 20 ms"),
    ("memory, MiB", lambda session: session.memory, "≤ 1.8×"),
)


def desk_program(accounts: int) -> Program:
    """The board of a desk with that many accounts, the cursor going down and up."""
    command = desk_command("--db", desks.desk(accounts))
    return Program(f"{accounts:,} accounts", command, r"Lead|Today", ("2",), ("<down>", "<up>"))


def screens(sizes: Sequence[int], rounds: int, presses: int) -> list[list[str]]:
    """The table of starts, keys and memory: a row per figure, a column per program, ratios to the bare one."""
    programs = [BARE, *map(desk_program, sizes)]
    taken: dict[str, list[Session]] = {program.name: [] for program in programs}
    for number in range(rounds):  # the programs take turns, so that a slow minute is a slow minute for all
        for program in programs:
            print(f"round {number + 1} of {rounds}: {program.name}", file=sys.stderr)
            taken[program.name].append(measure(program, presses))
    floor = taken[BARE.name]
    table = [["", *taken, "goal"]]
    for label, figure, goal in ROWS:
        cells = [_cell(list(map(figure, sessions)), list(map(figure, floor))) for sessions in taken.values()]
        table.append([label, *cells, goal])
    return table


def _cell(values: Sequence[float], floor: Sequence[float]) -> str:
    """The median, and the median of the ratios round by round."""
    median = f"{statistics.median(values):.1f}"
    if values == floor:
        return median
    ratio = statistics.median(value / base for value, base in zip(values, floor, strict=True) if base)
    return f"{median} ({ratio:.2f}×)"


def imports(sizes: Sequence[int], rounds: int) -> list[list[str]]:
    """The table of imports: seconds of whole processes, rows a second, ratio to csv and executemany."""
    table = [["", "csv + executemany, s", "sdrdesk import, s", "rows a second", "goal"]]
    for rows in sizes:
        file = desks.leads(rows)
        pairs = [(_plain(file), _imported(file)) for _ in range(rounds)]
        plain, desk = (statistics.median(times) for times in zip(*pairs, strict=True))
        ratio = statistics.median(desk / plain for plain, desk in pairs)
        table.append([f"{rows:,} rows", f"{plain:.2f}", f"{desk:.2f} ({ratio:.1f}×)", f"{rows / desk:,.0f}", "≥ 8,000"])
    return table


def _plain(file: Path) -> float:
    with tempfile.TemporaryDirectory() as folder:
        return _seconds([sys.executable, "-m", "bench.plain", str(file), f"{folder}/plain.db"])


def _imported(file: Path) -> float:
    with tempfile.TemporaryDirectory() as folder:
        return _seconds(desk_command("--db", f"{folder}/desk.db", "import", file, "--region", "DE", "--json"))


def _seconds(command: Sequence[str]) -> float:
    began = time.monotonic()
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL, cwd=ROOT)
    return time.monotonic() - began


def printed(table: Sequence[Sequence[str]]) -> str:
    """A table in columns, the first to the left, the others to the right."""
    widths = [max(map(len, column)) for column in zip(*table, strict=True)]
    lines = []
    for first, *rest in table:
        cells = [first.ljust(widths[0]), *(cell.rjust(width) for cell, width in zip(rest, widths[1:], strict=True))]
        lines.append("  ".join(cells).rstrip())
    return "\n".join(lines)


def numbers(text: str) -> list[int]:
    """The numbers of a list such as `1000,100_000`; an empty text has none."""
    return [int(part) for part in text.split(",") if part]


def main() -> None:
    """Measures what the arguments name and prints one table after the other."""
    parser = argparse.ArgumentParser(prog="python -m bench", description=__doc__)
    parser.add_argument("--sizes", type=numbers, default=[1_000, 100_000], help="accounts, such as 1000,100000,1000000")
    parser.add_argument("--imports", type=numbers, default=[10_000, 100_000], help="rows of the files to import")
    parser.add_argument("--rounds", type=int, default=5, help="how often each program is run")
    parser.add_argument("--presses", type=int, default=40, help="keys per run")
    parser.add_argument("--daily", type=int, default=0, help="keys per daily screen and verb; 0 leaves them out")
    parser.add_argument("--json", action="store_true", help="print the tables as JSON")
    chosen = parser.parse_args()
    tables = []
    if chosen.sizes:
        tables.append(screens(chosen.sizes, chosen.rounds, chosen.presses))
    if chosen.sizes and chosen.daily:
        tables.append(daily(chosen.sizes, chosen.daily))
    if chosen.imports:
        tables.append(imports(chosen.imports, max(1, chosen.rounds // 2)))
    print(json.dumps(tables, ensure_ascii=False) if chosen.json else "\n\n".join(map(printed, tables)))


if __name__ == "__main__":
    main()
