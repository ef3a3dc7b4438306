"""The weekly review: what a founder goes through in half an hour on a Monday, step by step."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from sdrdesk.domain.days import say_day
from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.metrics.figure import Figure, percentile
from sdrdesk.domain.metrics.periods import Period
from sdrdesk.domain.metrics.words import judge, say
from sdrdesk.domain.money import say_money
from sdrdesk.domain.objection import category
from sdrdesk.store import reviewing as rows
from sdrdesk.store.numbers import money

from .board import tiles_of
from .customers import customers
from .desk import Desk
from .leaving import reason_said
from .looking_back import since
from .numbers import GROUPS
from .objection_report import objection_report
from .reading import Reading

MOST = 60
"""Lines of a step; a review is no list of everybody."""
ENOUGH_WINS = 10
_OWN_PART = 0.8
_LOOK_BACK_DAYS = 30
_NUMBERS_DAYS = 90


class Item(NamedTuple):
    """A line of a step: the account it is about (None: none), what it is, and what to know of it."""

    account: str | None
    head: str
    told: str
    value: str = ""


class Step(NamedTuple):
    """One step: its short name, the question it answers, its lines, and the place that shows more of it."""

    name: str
    question: str
    items: tuple[Item, ...]
    place: str = ""


def changes(desk: Desk, day: date) -> Step:
    """What changed since the last review."""
    question = f"What changed since {say_day(day, desk.today())}?"
    try:
        told = since(desk, day, MOST)
    except DeskError as refusal:
        return Step("Changes", question, (Item(None, "", str(refusal)),))
    currency = told.currency
    items = []
    for column in told.columns:
        worth = f"{say_money(column.value_then, currency)} → {say_money(column.value, currency)}"
        if column.stage == "customer":
            worth = f"ordered since {say_money(column.value, currency)}"
        elif column.stage == "prospect":
            then, now = say_money(column.weighted_then, currency), say_money(column.weighted, currency)
            worth += f", weighted {then} → {now}"
        items.append(Item(None, column.stage.capitalize(), f"{column.cards_then:,} → {column.cards:,} · {worth}"))
    items += [
        Item(one.id, one.name, f"{one.kind}: {one.said}", _worth(one.value, currency))
        for one in told.changed if one.kind != "untouched"
    ]  # fmt: skip
    return Step("Changes", question, tuple(items))


def untouched(desk: Desk, day: date) -> Step:
    """Those nobody did anything with."""
    question = "Whom did nobody touch? Each leaves with a date (a, s) or goes (H, Del)."
    try:
        told = since(desk, day, MOST)
    except DeskError:
        return Step("Untouched", question, ())
    items = tuple(
        Item(one.id, one.name, f"{one.now}: {one.said}", _worth(one.value, told.currency))
        for one in told.changed if one.kind == "untouched"
    )  # fmt: skip
    return Step("Untouched", question, items[:MOST])


def prospects(desk: Desk, day: date) -> Step:
    """Open prospects, the longest in the stage first, each with what makes it doubtful."""
    wins = rows.days_of_wins(desk.db)
    limit = percentile(wins, _OWN_PART) if len(wins) >= ENOUGH_WINS else None
    found = rows.oldest_prospects(desk.db, MOST)
    ids = [row["id"] for row in found]
    deals = rows.open_deals(desk.db, ids)
    every = [deal for held in deals.values() for deal in held]
    pushed = money.pushed(desk.db, every, desk.today() + timedelta(days=1)) if every else {}
    tiles = tiles_of(desk, ids)
    items = []
    for row in found:
        days = (desk.today() - date.fromisoformat(row["since"])).days if row["since"] else 0
        flags = [f"{days} d a prospect"]
        if limit is not None and days > limit:
            flags.append(f"older than 80 % of your wins (n = {len(wins)})")
        if row["people"] < 2:
            flags.append("one contact only" if row["people"] else "no contact")
        if any(pushed.get(deal, 0) >= 2 for deal in deals.get(row["id"], ())):
            flags.append("close date pushed twice")
        unknown = [tile.letter for tile in tiles.get(row["id"], ()) if tile.grade is None]
        if "A" in unknown:
            flags.append("authority unknown")
        items.append(Item(row["id"], row["name"], " · ".join(flags), _worth(row["value"], desk.settings.currency)))
    rest = f"Of {len(wins)} wins 80 % took {limit:g} d or less." if limit is not None else (
        f"Too few wins to compare: {len(wins)} of {ENOUGH_WINS}.")  # fmt: skip
    return Step("Prospects", f"Who has been a prospect longest? {rest}", tuple(items))


def objections(desk: Desk, day: date) -> Step:
    """What was heard in the last thirty days, and whether it was explored."""
    told = objection_report(desk, "kind", _LOOK_BACK_DAYS)
    items = []
    for line in told.lines:
        kind = category(line.key[0])
        said = f"heard {line.heard}, explored {line.explored}, resolved {line.settled}"
        idle = "" if line.explored else " · it is not being explored: put the probe into the questions"
        items.append(Item(None, kind.label if kind else line.key[0], said + idle))
    return Step("Objections", f"What stood in the way in {_LOOK_BACK_DAYS} days, and was it explored?", tuple(items),
                "report")  # fmt: skip


_FIGURES = (
    ("conv", "lead_prospect", "Lead → prospect"), ("conv", "prospect_customer", "Prospect → customer"),
    ("win", "win_broad", "Won of all decided"), ("win", "won_value", "Won"),
    ("velocity", "weighted_pipeline", "Weighted pipeline"), ("calls", "dial_to_meeting", "Dials that became meetings"),
    ("speed", "sla_business", "New leads answered in time"),
)  # fmt: skip


def numbers(desk: Desk, day: date) -> Step:
    """The figures that decide where the week goes, each with what it rests on."""
    today = desk.today()
    reading = Reading(desk, Period(today - timedelta(days=_NUMBERS_DAYS - 1), today + timedelta(days=1)), today)
    targets = {"lead_prospect": reading.assumed.target_prospect, "prospect_customer": reading.assumed.target_customer}
    items = []
    for group, wanted, label in _FIGURES:
        figure = next((one for one in reading.once(group, GROUPS[group]).values() if one.id == wanted), None)
        if figure is not None:
            items.append(Item(None, label, _said(figure, targets.get(wanted), desk.settings.currency)))
    return Step("Numbers", f"Is it going up or down? The last {_NUMBERS_DAYS} days", tuple(items), "numbers")


def _said(figure: Figure, target: float | None, currency: str) -> str:
    said = say(figure, currency)
    return said if target is None or figure.value is None else f"{said}: {judge(figure, target)} ({target:g} %)"


def look_after(desk: Desk, day: date) -> Step:
    """Customers who want something."""
    items = tuple(
        Item(one.id, one.name, f"{one.care.why} · {one.next}", _worth(one.rhythm.total, desk.settings.currency))
        for one in customers(desk) if one.care.why
    )  # fmt: skip
    return Step("Customers", "Which customers want looking after?", items[:MOST], "customers")


def waking(desk: Desk, day: date) -> Step:
    """Who sleeps until this week."""
    today = desk.today()
    found = rows.waking(desk.db, day.isoformat(), (today + timedelta(days=6)).isoformat(), MOST)
    items = []
    for row in found:
        told = [f"{row['status']} until {say_day(date.fromisoformat(row['review_on']), today)}"]
        if row["reason"]:
            told.append(reason_said(row["reason"]))
        told += [f"“{row['words']}”"] if row["words"] else []
        told += [f"watch for: {row['review_trigger']}"] if row["review_trigger"] else []
        items.append(Item(row["id"], row["name"], " · ".join(told)))
    return Step("Waking", "Who sleeps until this week: back to work, or longer?", tuple(items))


STEPS: tuple[tuple[str, Callable[[Desk, date], Step]], ...] = (
    ("Changes", changes), ("Untouched", untouched), ("Prospects", prospects), ("Objections", objections),
    ("Numbers", numbers), ("Customers", look_after), ("Waking", waking),
)  # fmt: skip
"""In the order of the half hour; each is worked out when it is come to."""


def every_step(desk: Desk, day: date) -> Iterator[Step]:
    """All of them."""
    for _, work_out in STEPS:
        yield work_out(desk, day)


def _worth(minor: int, currency: str) -> str:
    return say_money(minor, currency) if minor else ""
