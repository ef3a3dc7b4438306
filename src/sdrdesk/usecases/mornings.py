"""An earlier morning of the desk: which days its history knows, and what cards were worth on one."""

from __future__ import annotations

from contextlib import suppress
from datetime import date, datetime, time, timedelta
from typing import Any

from sdrdesk.domain.days import say_day
from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.when import parse_when
from sdrdesk.store import looking_back as rows
from sdrdesk.store.database import stamp
from sdrdesk.store.numbers import stages

from .desk import Desk

_A_WEEK = 7


def morning_of(desk: Desk, words: str) -> date:
    """The past day that words name: a weekday is the last such day before today; nothing at all is a week ago.

    Raises DeskError for a day to come, and for words that name none.
    """
    today = desk.today()
    text = words.strip()
    if not text:
        return today - timedelta(days=_A_WEEK)
    with suppress(DeskError):
        found = parse_when(f"last {text}", today, allow_past=True).day
        if found <= today:
            return found
    day = parse_when(text, today, allow_past=True).day
    if day > today:
        raise DeskError(f"{say_day(day, today)} has not come yet; name a day that is past, such as mon or 2026-10-01.")
    return day


def first_day(desk: Desk, day: date) -> date:
    """The first day the history knows; DeskError when the day lies before it, or is to come."""
    first = stages.first_day(desk.db)
    if day > desk.today():
        raise DeskError(f"{say_day(day, desk.today())} has not come yet; name a day that is past.")
    if first is None:
        raise DeskError("Nothing stood on this desk yet: its history begins with the first lead.")
    if day < first:
        begun = say_day(first, desk.today())
        raise DeskError(f"The history of this desk begins on {begun}; it cannot say what was before.")
    return first


def instant_of(day: date) -> str:
    """The morning of a day, on this machine's clock, as instants are stored."""
    return stamp(datetime.combine(day, time()).astimezone())


def worth_then(
    desk: Desk, day: date, instant: str, was: dict[str, str], shares: dict[str, int]
) -> dict[str, tuple[str, int, int]]:
    """Account -> (stage then, value then, weighted value then × 100), of all whose stage or worth is another now.

    Deals were open by their own days; amounts and steps are those the log remembers, else the present ones.
    """
    before = rows.before_images(desk.db, instant)
    worth = {"value_minor", "currency"}
    revalued = (one for one, held in before["account"].items() if not worth.isdisjoint(held))
    ids = sorted({*was, *revalued, *rows.accounts_of_deals(desk.db, day.isoformat(), before["deal"])})
    rates = rows.rates(desk.db)
    standing = {row["id"]: row["stage"] for row in rows.cards(desk.db, ids)}
    deals: dict[str, list[dict[str, Any]]] = {}
    for row in rows.deals(desk.db, ids):
        deal = dict(row) | before["deal"].get(row["id"], {})
        deal["open"] = row["opened_on"] < day.isoformat() and (
            row["outcome"] == "open" or row["closed_on"] is None or row["closed_on"] >= day.isoformat()
        )
        deals.setdefault(row["account_id"], []).append(deal)
    made = {}
    for row in rows.live(desk.db, ids):
        account = dict(row) | before["account"].get(row["id"], {})
        stage = was.get(row["id"], standing.get(row["id"], ""))
        estimate = _in_base(account, rates)
        held = [deal for deal in deals.get(row["id"], ()) if deal["open"]]
        open_value = sum(_in_base(deal, rates) for deal in held)
        part = sum(_in_base(deal, rates) * shares[deal["step"]] for deal in held)
        made[row["id"]] = (stage, open_value if stage == "prospect" and held else estimate, part)
    return made


def _in_base(row: dict[str, Any], rates: dict[str, int]) -> int:
    """The amount in the base currency's minor units; 0 where there is none or no rate."""
    if row["value_minor"] is None or row["currency"] not in rates:
        return 0
    return int(row["value_minor"] * rates[row["currency"]] // 1_000_000)
