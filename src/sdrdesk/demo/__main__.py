"""`python -m sdrdesk.demo [OUT.db] [--size N] [--today DATE] [--seed S] [--events FILE.json]`: make a demo desk."""

from __future__ import annotations

import argparse
import sys
from datetime import date
from pathlib import Path

from sdrdesk.domain.errors import DeskError

from . import BASE_DAY, SEED, build, build_large
from .days import open_at_or_after


def main(arguments: list[str] | None = None) -> int:
    """Make the desk; an existing file of that name is replaced when it is a demo, and refused when it is not."""
    args = _parser().parse_args(arguments)
    path, base = Path(args.out), open_at_or_after(args.today)
    try:
        clear(path)
        if args.events:
            from .events import load_events  # a history of one's own instead of the demo's story

            base = load_events(args.events, path)
        elif args.size:
            build_large(path, args.size, base, args.seed)
        else:
            build(path, base, args.seed)
    except (DeskError, OSError) as error:
        print(error, file=sys.stderr)
        return 1
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB, as of {base.isoformat()}")
    return 0


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(prog="python -m sdrdesk.demo", description=__doc__)
    parser.add_argument("out", nargs="?", default="sample.db", help="the file to make")
    parser.add_argument("--size", type=int, metavar="N", help="a large desk of N accounts, for benchmarks")
    parser.add_argument("--events", type=Path, metavar="FILE", help="a desk of the history in this JSON file")
    parser.add_argument("--today", type=date.fromisoformat, default=BASE_DAY, help="the day it is fresh on")
    parser.add_argument("--seed", type=int, default=SEED)
    return parser


def clear(path: Path) -> None:
    """Make room for a demo at `path`. Raises DeskError when what stands there is not a demo."""
    import sqlite3

    if not path.exists():
        return
    conn = sqlite3.connect(f"file:{path}?mode=ro", uri=True)
    try:
        found = conn.execute("SELECT value FROM view_state WHERE key = 'demo_base_day'").fetchone()
    except sqlite3.DatabaseError:
        found = None
    finally:
        conn.close()
    if found is None:
        raise DeskError(f"{path} is not a demo desk, so it is not replaced; name another file.")
    for one in (path, path.with_name(path.name + "-wal"), path.with_name(path.name + "-shm")):
        one.unlink(missing_ok=True)


if __name__ == "__main__":
    raise SystemExit(main())
