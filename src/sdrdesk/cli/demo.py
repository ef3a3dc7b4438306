"""The command that opens a demo, which is thrown away."""

from __future__ import annotations

import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import click

from sdrdesk.usecases.desk import open_desk, system_clock

from .command import Asked, command
from .signals import ends_unwinding
from .window import needs_a_terminal, show


@command("demo", "sdrdesk demo --size 100000")
@click.option("--size", type=click.IntRange(1, 5_000_000), metavar="N", help="A large desk of N accounts.")
@click.option("--mask", is_flag=True, help="With names, words and amounts blanked.")
def demo(asked: Asked, size: int | None, mask: bool) -> None:
    """Open a throw-away copy of a made-up desk: some hundred accounts, half a year of calls, work for today.

    Whatever you change is gone when you leave with q.
    """
    needs_a_terminal()
    from sdrdesk.usecases.demo_copy import throw_away_folder

    with ends_unwinding(), throw_away_folder() as folder:
        code = _demo_in(folder / "demo.db", size, mask)
    click.get_current_context().exit(code)


def _demo_in(path: Path, size: int | None, masked: bool) -> int:
    from sdrdesk import demo as made_up
    from sdrdesk.demo.days import open_at_or_after
    from sdrdesk.usecases.demo_copy import put_sample

    today = system_clock().astimezone().date()
    if size is not None:
        made_up.build_large(path, size, open_at_or_after(today), made_up.SEED, _progress(size))
    elif not put_sample(path):
        made_up.build(path, open_at_or_after(today))
    with closing(open_desk(path, create=False)) as desk:
        if size is None:
            made_up.shift(desk.db, today)
            desk.reread_settings()
            desk.take_profile(Path(made_up.__file__).with_name("icp.toml"))
        return show(desk, masked=masked)


def _progress(size: int) -> Callable[[int], None]:
    def tell(done: int) -> None:
        print(f"\r{done:,} of {size:,} accounts", end="" if done < size else "\n", file=sys.stderr, flush=True)

    return tell
