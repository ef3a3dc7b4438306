"""`python -m bench.monkey`: a hundred thousand random keys over a demo desk, in romps of a thousand."""

import argparse
import asyncio
import os
import tempfile
import time
import traceback
from pathlib import Path

from sdrdesk.usecases.demo_copy import put_sample
from sdrdesk.usecases.desk import open_desk
from ui.monkey import romp


def main() -> None:
    """Press, check, take back, again and again; print what broke, with the seed that shows it again."""
    ask = argparse.ArgumentParser(description=__doc__)
    ask.add_argument("--keys", type=int, default=100_000)
    ask.add_argument("--romp", type=int, default=1000)
    ask.add_argument("--seed", default="one")
    asked = ask.parse_args()
    os.environ["PATH"] = ""
    begin, acts, broken = time.monotonic(), 0, 0
    with tempfile.TemporaryDirectory() as folder:
        os.chdir(folder)
        for number in range(max(asked.keys // asked.romp, 1)):
            seed = f"{asked.seed} {number}"
            path = Path(folder) / "desk.db"
            path.unlink(missing_ok=True)
            put_sample(path)
            desk = open_desk(path)
            try:
                came = asyncio.run(romp(desk, asked.romp, seed))
                acts += came.acts
                if came.findings or came.refused or not came.restored:
                    broken += 1
                    print(f"{seed}: {came}", flush=True)
            except Exception:  # whatever a romp ends with is what is looked for: it is printed, and the next begins
                broken += 1
                print(f"{seed}: {traceback.format_exc()}", flush=True)
            finally:
                desk.close()
    print(f"{asked.keys:,} keys in {time.monotonic() - begin:.0f} s, {acts:,} acts, {broken} romps broke something")


if __name__ == "__main__":
    main()
