"""`python -m bench.crowd`: several programs acting and importing on one desk for minutes, and what was lost by it."""

import argparse
import tempfile
from pathlib import Path

from whole.crowd import crowd


def main() -> None:
    """Let the crowd at it and print what came of it."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--programs", type=int, default=3)
    ask.add_argument("--seconds", type=float, default=180)
    ask.add_argument("--seed", default="one")
    asked = ask.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        came = crowd(Path(folder) / "desk.db", asked.programs, asked.seconds, asked.seed)
    print(
        f"{asked.programs} programs for {asked.seconds:.0f} s: {came.acknowledged:,} acts acknowledged, "
        f"{len(came.lost)} lost, {len(came.troubles)} complaints about the file, "
        f"check found {came.findings or 'nothing'}"
    )
    for line in came.troubles[:10]:
        print(line)


if __name__ == "__main__":
    main()
