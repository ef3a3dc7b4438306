"""The command of the profile's points: each line in won against lost, and taking what the counts propose."""

from __future__ import annotations

import click

from sdrdesk.usecases.icp_weights import take_weights, weights

from .command import Asked, command
from .printing import put, put_json


@command("weights", "sdrdesk weights --take")
@click.option("--take", is_flag=True, help="Write the proposed points into icp.toml.")
def weigh(asked: Asked, take: bool) -> None:
    """Each line of the ideal customer profile in won against lost accounts, with counts, and the points they propose.

    Below ten won and ten lost whose fact is known a line says nothing. Without --take nothing is written.
    """
    with asked.desk() as desk:
        if take:
            put(take_weights(desk))
            return
        found = weights(desk)
    if asked.json:
        put_json(
            [
                {
                    "kind": one.counted.rule.kind, "rule": one.counted.rule.said, "points": one.points,
                    "proposed": one.proposed, "won": one.counted.won, "of_won": one.counted.of_won,
                    "lost": one.counted.lost, "of_lost": one.counted.of_lost, "enough": one.counted.enough,
                }
                for one in found
            ]
        )  # fmt: skip
        return
    for one in found:
        put(one.said)
