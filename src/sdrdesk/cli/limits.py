"""The command of cold limits: what counts now, what the own wins propose, and taking it."""

from __future__ import annotations

import click

from sdrdesk.domain.pipeline import STAGES
from sdrdesk.usecases.cold_limits import own_limits, take_own_limit

from .command import Asked, command
from .printing import put, put_json


@command("limits", "sdrdesk limits --take prospect")
@click.option("--take", type=click.Choice(STAGES), help="Go by what your own wins propose for this stage.")
def limits(asked: Asked, take: str | None) -> None:
    """After how many days without two-way contact an account is quiet, and what your own wins propose (from 10 on)."""
    with asked.desk() as desk:
        if take:
            asked.tell(take_own_limit(desk, take))
            return
        found = own_limits(desk)
    if asked.json:
        put_json([own._asdict() for own in found])
        return
    for own in found:
        kept = " (the stated default)" if own.is_default else ""
        put(f"{own.stage:<9} quiet after {own.now} days{kept}; {own.told}")
