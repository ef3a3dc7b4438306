"""The commands that look back: what changed since a morning, and the board as it stood on one."""

from __future__ import annotations

import click

from sdrdesk.domain.money import say_money
from sdrdesk.usecases import looking_back as use
from sdrdesk.usecases.board_then import board_then
from sdrdesk.usecases.mornings import morning_of

from .command import Asked, command
from .printing import put, put_json


@command("since", "sdrdesk since mon")
@click.argument("day", nargs=-1)
@click.option("--limit", type=click.IntRange(min=1), default=use.MOST, show_default=True, help="Of each kind.")
def since(asked: Asked, day: tuple[str, ...], limit: int) -> None:
    """What changed on the board since the morning of DAY (else of a week ago), and who was left untouched."""
    with asked.desk() as desk:
        told = use.since(desk, morning_of(desk, " ".join(day)), limit)
    if asked.json:
        put_json(
            {
                "since": told.day.isoformat(),
                "currency": told.currency,
                "columns": [one._asdict() for one in told.columns],
                "counts": told.counts,
                "changes": [_facts(one) for one in told.changed],
            }
        )
        return
    for one in told.columns:
        worth = "" if one.stage == "customer" else f"  {_went(one.value_then, one.value, told.currency)}"
        if one.stage == "prospect":
            worth += f", weighted {_went(one.weighted_then, one.weighted, told.currency)}"
        if one.stage == "customer":
            worth = f"  ordered since {say_money(one.value, told.currency)}"
        put(f"{one.stage:<9} {one.cards_then:,} → {one.cards:,}{worth}")
    for change in told.changed:
        on = change.on.isoformat() if change.on else ""
        put(f"{change.kind:<10} {on:<10}  {change.name}: {change.said}")


def _went(then: int, now: int, currency: str) -> str:
    return f"{say_money(then, currency)} → {say_money(now, currency)}"


def _facts(one: use.Changed) -> dict[str, object]:
    """Amounts in minor units of the desk's currency."""
    return {
        "account": one.id, "name": one.name, "kind": one.kind, "was": one.was or None, "now": one.now,
        "on": one.on.isoformat() if one.on else None, "value_minor": one.value,
    }  # fmt: skip


@command("board", "sdrdesk board mon")
@click.argument("day", nargs=-1)
@click.option("--limit", type=click.IntRange(min=1), default=use.MOST, show_default=True, help="Of each column.")
def board(asked: Asked, day: tuple[str, ...], limit: int) -> None:
    """The board as it stood on the morning of DAY; on today's when none is named."""
    with asked.desk() as desk:
        morning = morning_of(desk, " ".join(day)) if day else desk.today()
        told = board_then(desk, morning, limit)
    if asked.json:
        columns = [
            {"stage": stage, "cards": many, "first": [card._asdict() for card in cards]}
            for stage, many, cards in told.columns
        ]
        put_json({"morning_of": told.day.isoformat(), "currency": told.currency, "columns": columns})
        return
    for stage, many, cards in told.columns:
        put(f"{stage.capitalize()} {many:,}")
        for card in cards:
            worth = f"  {say_money(card.value, told.currency)}" if card.value else ""
            now = f"  (now {card.went})" if card.went else ""
            put(f"  {card.due:<10}  {card.name}{worth}  {card.next}{now}")
