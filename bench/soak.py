"""`python -m bench.soak`: a day of two thousand logged calls in one window: does it grow, does it get slower?"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path

from sdrdesk import demo
from sdrdesk.demo.days import open_at_or_after
from sdrdesk.usecases.desk import change_settings, open_desk, system_clock
from whole.terminal import Terminal, desk_command, plain_environment

from .session import memory, percentile

WARM = 50
"""Calls after which everything that is loaded once is loaded."""


def main() -> None:
    """Log the calls by their keys, and print memory and latency of the first and the last of them."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--calls", type=int, default=2000)
    ask.add_argument("--accounts", type=int, default=5000)
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "desk.db"
        today = open_at_or_after(system_clock().astimezone().date())
        demo.build_large(path, asked.accounts, today, demo.SEED, lambda done: None)
        with_settings(path)
        command = desk_command("--db", path)
        with Terminal(command, size=(120, 40), environment=plain_environment(Path(folder))) as window:
            window.wait("Today")
            window.settle()
            taken, sizes = _calls(window, asked.calls)
            window.press("q")
            code = window.wait_end()
        desk = open_desk(path)
        logged = desk.db.value("SELECT count(*) FROM step WHERE verb LIKE 'call.%' AND origin LIKE 'window%'")
        desk.close()
    print(" ".join(f"{size:.1f}" for size in sizes))
    part = max(len(taken) // 10, 1)
    first, last = taken[WARM : WARM + part] or taken, taken[-part:]
    print(
        f"{logged:,} calls logged, exit {code}; from key to the next account, ms, p50/p95: "
        f"first {part} {_median(first):.0f}/{percentile(first, 95):.0f}, "
        f"last {part} {_median(last):.0f}/{percentile(last, 95):.0f}; "
        f"RSS {sizes[0]:.1f} MiB after {WARM} calls, {sizes[-1]:.1f} at the end: ×{sizes[-1] / sizes[0]:.2f}"
    )


def with_settings(path: Path) -> None:
    """A desk that asks nothing at its start."""
    desk = open_desk(path)
    change_settings(desk, first_run_done="yes")
    desk.close()


def _calls(window: Terminal, calls: int) -> tuple[list[float], list[float]]:
    """Milliseconds of each call's outcome, and MiB now and then."""
    taken: list[float] = []
    sizes: list[float] = []
    for number in range(calls):
        window.press("c")
        window.wait("they answered", timeout=15)
        begin = time.monotonic()
        window.press("n")
        window.wait_gone("they answered", timeout=15)
        taken.append((time.monotonic() - begin) * 1000)
        if (number >= WARM - 1 and (number - WARM + 1) % 50 == 0) or number == calls - 1:
            sizes.append(memory(window.pid))
    return taken, sizes


def _median(values: list[float]) -> float:
    return statistics.median(values)


if __name__ == "__main__":
    main()
