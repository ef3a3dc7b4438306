"""`python -m bench.kills`: kill -9 at random moments of acts and imports, and what was lost by it."""

import argparse
import tempfile
import time
from pathlib import Path

from whole.killing import kill_once


def main() -> None:
    """Kill so many times, on a desk that goes on growing, and print what came of it."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--kills", type=int, default=1000)
    ask.add_argument("--longest", type=float, default=1.5, help="seconds of work before a kill, at most")
    ask.add_argument("--seed", default="one")
    asked = ask.parse_args()
    begin, acknowledged, lost, unsound, settled = time.monotonic(), 0, 0, 0, 0
    with tempfile.TemporaryDirectory() as folder:
        for number in range(asked.kills):
            path = Path(folder) / f"desk-{number // 50}.db"  # a fresh one now and then: checking a large one takes long
            left = kill_once(path, f"{asked.seed} {number}", asked.longest)
            acknowledged += left.acknowledged
            lost += len(left.lost)
            unsound += bool(left.findings)
            settled += left.settled
            if left.lost or left.findings:
                print(f"kill {number}: lost {left.lost}, found {left.findings}", flush=True)
    print(
        f"{asked.kills:,} kills in {time.monotonic() - begin:.0f} s: {acknowledged:,} acts acknowledged, {lost} lost, "
        f"{unsound} desks unsound, {settled} imports settled at the next start"
    )


if __name__ == "__main__":
    main()
