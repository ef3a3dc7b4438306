"""The command that reports objections: what was heard, what became of it, what stands open, what to ask first."""

from __future__ import annotations

import click

from sdrdesk.domain.metrics.objection_report import BY, Line, say_share
from sdrdesk.usecases.objection_report import Report, objection_report, standing, to_ask_first

from .command import Asked, command
from .printing import put, put_json


@command("objections", "sdrdesk objections --by answer --days 365")
@click.option("--by", type=click.Choice(list(BY)), default="kind", help="What the lines are by (else kind).")
@click.option("--days", type=click.IntRange(1, 36500), default=90, help="How many days to look back (else 90).")
@click.option("--open", "still", is_flag=True, help="Those that stand open on the board instead, blocking ones first.")
@click.option("--ask-first", is_flag=True, help="What a segment raises so often that it is better asked about.")
def objections(asked: Asked, by: str, days: int, still: bool, ask_first: bool) -> None:
    """How often objections were heard, explored, settled, moved on from and won, always with how many."""
    with asked.desk() as desk:
        if still:
            found = standing(desk)
            if asked.json:
                put_json(found)
            for one in found if not asked.json else ():
                put(f"{'blocks  ' if one.blocking else ''}{one.account}: {one.category}, “{one.words}” ({one.status})")
            return
        if ask_first:
            kinds = to_ask_first(desk)
            if asked.json:
                put_json(kinds)
            for kind in kinds if not asked.json else ():
                put(f"{kind.segment}: {kind.category} in {kind.heard} of the last {kind.calls} calls")
            return
        told = objection_report(desk, by, days)
    if asked.json:
        put_json(_as_data(told))
        return
    for line in told.lines:
        put(_words(line, told))


def _as_data(told: Report) -> dict[str, object]:
    lines = [{**line._asdict(), "key": list(line.key), "open": line.open} for line in told.lines]
    return {
        "by": told.by, "since": told.since, "heard": told.heard, "lines": lines,
        "all_deals": {"won": told.base[0], "decided": told.base[1]}, "first_raised": told.first,
    }  # fmt: skip


def _words(line: Line, told: Report) -> str:
    won = f", won {say_share(line.won, line.decided)} (all deals {say_share(*told.base)})" if line.decided else ""
    return (
        f"{' / '.join(line.key)}: heard {line.heard}, explored {say_share(line.explored, line.heard)},"
        f" settled {say_share(line.settled, line.closed)}, went on {say_share(line.moved_on, line.accounts)}{won}"
    )
