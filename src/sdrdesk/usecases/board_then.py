"""The board as it stood on an earlier morning: who was in which column, worth what, with which next step."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple

from sdrdesk.domain import looking_back as rules
from sdrdesk.domain.next_step import say_step
from sdrdesk.domain.pipeline import STAGES
from sdrdesk.store import looking_back as rows
from sdrdesk.store.numbers import stages

from .board import header, step_rates
from .desk import Desk
from .mornings import first_day, instant_of, worth_then

MOST = 2000
"""Cards laid out of each column; the counts are of all."""


class CardThen(NamedTuple):
    """A card as it was: its value then in minor units, its next step then; `went` is where it stands now, or empty."""

    id: str
    name: str
    value: int
    next: str
    due: str
    went: str


class BoardThen(NamedTuple):
    """The board on the morning of a day: (stage, how many cards, the first of them in the order of the board)."""

    day: date
    currency: str
    columns: tuple[tuple[str, int, tuple[CardThen, ...]], ...]


def board_then(desk: Desk, day: date, most: int = MOST) -> BoardThen:
    """The board on the morning of a day. Raises DeskError as `since` does.

    Who stood where is told by the moves, what cards were worth by the days of deals; amounts and next steps are those
    the log remembers, else the present ones.
    """
    first_day(desk, day)
    found = rules.changes(stages.moves_since(desk.db, day), day)
    was = {one.account: one for one in found}
    shifted = rules.shifted(found)
    instant = instant_of(day)
    before = rows.before_images(desk.db, instant)["account"]
    worth = worth_then(desk, day, instant, {one.account: one.was for one in found}, step_rates(desk))
    columns = []
    for stage in STAGES:
        moved = [one.account for one in found if one.was == stage]
        stayed = rows.on_board(desk.db, stage, was, most)
        values = {row["id"]: row["value"] for row in rows.cards(desk.db, stayed)}
        cards = []
        for account, row in rows.steps(desk.db, [*moved[:most], *stayed]).items():
            then = dict(row) | {name: value for name, value in before.get(account, {}).items() if name in dict(row)}
            step = say_step(then["next_kind"], then["next_what"]) if then["next_kind"] else ""
            amount = worth[account][1] if account in worth else values.get(account, 0)
            went = was[account].now if account in was else ""
            cards.append((then["next_due"] or "9999", -amount, then["name_key"], account,
                          CardThen(account, then["name"], amount, step, then["next_due"] or "", went)))  # fmt: skip
        many = header(desk, stage).cards + shifted[stage]
        columns.append((stage, many, tuple(card for *_, card in sorted(cards)[:most])))
    return BoardThen(day, desk.settings.currency, tuple(columns))
