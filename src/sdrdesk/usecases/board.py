"""The board as it is shown: pages of cards by key, and headers that are counted, never guessed."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from sdrdesk.domain.pipeline import DEAL_STEPS
from sdrdesk.domain.settings import STEP_PRIORS
from sdrdesk.store import board as rows
from sdrdesk.store.tags import of_accounts

from .desk import Desk

if TYPE_CHECKING:
    from sdrdesk.domain.call import Standing
    from sdrdesk.domain.playbook import Criterion

LETTERS = {"qualified": "q", "demo": "d", "proposal": "p", "decision": "c"}
"""How a card's columns begin that count the open deals of an inner step."""
END = ("~", 0, "", "")  # as `before`: the bottom of a column (a tilde sorts after every date)


class Tile(NamedTuple):
    """One criterion on a card: its letter, effective grade 0 to 3 (None: unknown), evidence, graded by hand."""

    letter: str
    grade: int | None
    evidence: str
    by_hand: bool


class Card(NamedTuple):
    """An account as the board shows it; value in minor units of `currency`, days local and ISO."""

    id: str
    name: str
    stage: str
    due: str
    time: str | None
    next_kind: str
    next_what: str | None
    value: int
    currency: str
    two_way_on: str
    person: str | None
    open_objections: int
    tries: int
    tiles: tuple[Tile, ...]
    key: tuple[str, int, str, str]
    quiet_limit: int
    tags: tuple[str, ...] = ()


class Header(NamedTuple):
    """A column's totals; money in minor units of the base currency, `unconverted` counts amounts left out."""

    stage: str
    cards: int
    value: int
    weighted: int
    late: int
    booked: int
    open_deals: int
    open_value: int
    unconverted: int
    currency: str


def page(
    desk: Desk,
    stage: str,
    *,
    after: tuple[str, int, str, str] | None = None,
    before: tuple[str, int, str, str] | None = None,
    limit: int = 50,
    tiles: bool = True,
) -> list[Card]:
    """Up to `limit` cards of a column in board order, after or before the card of that key.

    Without `tiles` neither playbook nor tags are read: for the first paint.
    """
    return _cards(desk, rows.page(desk.db, stage, after, before, limit), tiles)


def page_at(desk: Desk, stage: str, first: int, limit: int = 50) -> list[Card]:
    """Up to `limit` cards from position `first` (0 is the top): for jumps by mouse, slower than keys on a huge desk."""
    return _cards(desk, rows.page_at(desk.db, stage, first, limit))


def cards_of(desk: Desk, account_ids: list[str]) -> list[Card]:
    """The cards of these accounts, in board order; those not on the board are left out."""
    return _cards(desk, rows.of_ids(desk.db, account_ids))


def place_of(desk: Desk, account_id: str) -> tuple[str, int] | None:
    """(stage, position from the top) of an account's card, or None when it is not on the board."""
    return rows.place_of(desk.db, account_id)


def header(desk: Desk, stage: str) -> Header:
    """The totals of one column, always true: read from day buckets that triggers keep."""
    today = desk.today()
    total = rows.totals(desk.db, stage, today.isoformat())
    year_ago = (today - timedelta(days=365)).isoformat()
    booked = rows.booked_since(desk.db, year_ago) if stage == "customer" else 0
    deals = {step: total[f"{LETTERS[step]}_deals"] or 0 for step in DEAL_STEPS}
    worth = {step: total[f"{LETTERS[step]}_value"] or 0 for step in DEAL_STEPS}
    rates = step_rates(desk)
    return Header(
        stage=stage,
        cards=total["cards"] or 0,
        value=total["value"] or 0,
        weighted=sum(worth[step] * rates[step] for step in DEAL_STEPS) // 100,
        late=total["late"] or 0,
        booked=booked,
        open_deals=sum(deals.values()),
        open_value=sum(worth.values()),
        unconverted=total["unconverted"] or 0,
        currency=desk.settings.currency,
    )


def cold(desk: Desk, stage: str) -> int:
    """How many cards of a column are cold: a scan of an index, for a worker on a large desk."""
    today, limit = desk.today(), desk.settings.quiet_limits[stage]
    quiet_before = (today - timedelta(days=limit)).isoformat()
    ahead = (today + timedelta(days=limit)).isoformat()
    return rows.cold(desk.db, stage, quiet_before, today.isoformat(), ahead)


def step_rates(desk: Desk) -> dict[str, int]:
    """Percent of deals won from each inner step: the desk's own once 20 such deals are decided, else the priors."""
    decided = rows.decided_deals(desk.db)
    rates = dict(STEP_PRIORS)
    for index, step in enumerate(DEAL_STEPS):
        later = DEAL_STEPS[index:]
        reached = [(won, count) for (name, won), count in decided.items() if won or name in later]
        total = sum(count for _, count in reached)
        if total >= 20:
            rates[step] = round(100 * sum(count for won, count in reached if won) / total)
    return rates


def _cards(desk: Desk, found: list[Any], tiles: bool = True) -> list[Card]:
    shown = tiles_of(desk, [row["id"] for row in found]) if tiles else {}
    tags = of_accounts(desk.db, [row["id"] for row in found]) if tiles else {}
    limits = desk.settings.quiet_limits
    return [
        Card(
            id=row["id"],
            name=row["name"],
            stage=row["stage"],
            due=row["due"],
            time=row["time"] or None,
            next_kind=row["next_kind"],
            next_what=row["next_what"],
            value=-row["minus_value"],
            currency=desk.settings.currency,
            two_way_on=row["two_way_on"],
            person=row["person"],
            open_objections=row["open_objections"],
            tries=row["tries"],
            tiles=shown.get(row["id"], ()),
            key=(row["due"], row["minus_value"], row["name_key"], row["id"]),
            quiet_limit=limits[row["stage"]],
            tags=tags.get(row["id"], ()),
        )
        for row in found
    ]


def tiles_of(desk: Desk, account_ids: list[str]) -> dict[str, tuple[Tile, ...]]:
    """The tiles of each account by its own playbook, in the order that shows them; unknown criteria included."""
    from sdrdesk.domain.call import Standing
    from sdrdesk.domain.carrying import carry_over

    grades, own = rows.current_grades(desk.db, account_ids), rows.playbooks(desk.db, account_ids)
    found: dict[str, tuple[Tile, ...]] = {}
    for account_id in account_ids:
        playbook = desk.playbook(own.get(account_id))
        known = carry_over(
            playbook,
            {name: Standing(name, row["grade"], row["evidence"], bool(row["by_hand"]), at=row["at"])
             for name, row in grades.get(account_id, {}).items()},
        )  # fmt: skip
        found[account_id] = tuple(_tile(criterion, known.get(criterion.id)) for criterion in playbook.tiles)
    return found


def _tile(criterion: Criterion, known: Standing | None) -> Tile:
    if known is None:
        return Tile(criterion.slot.upper(), None, "unknown", False)
    return Tile(criterion.slot.upper(), known.effective, known.evidence, known.by_hand)
