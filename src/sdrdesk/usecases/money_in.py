"""What numbers need and only a rep knows: what was spent, what a currency is worth, what recurs."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal, InvalidOperation

from sdrdesk.domain.currencies import CODES
from sdrdesk.domain.days import MONTHS, say_day
from sdrdesk.domain.errors import DeskError, NeedsAnswer
from sdrdesk.domain.metrics.rates import ONE
from sdrdesk.domain.money import parse_amount, say_money
from sdrdesk.domain.text import clean, visible
from sdrdesk.domain.when import parse_when
from sdrdesk.store import ids

from .desk import Desk, Done, sync_currency
from .find import the_account

SALES = "sales"
"""The source by which the cost of selling is entered: pay, tools, hours."""


def read_month(text: str, today: date) -> str:
    """A month as YYYY-MM, from that, from a name (the latest such month) or empty (this one). Raises DeskError."""
    typed = text.strip().casefold()
    if not typed or typed == "this":
        return f"{today:%Y-%m}"
    if re.fullmatch(r"\d{4}-(0[1-9]|1[0-2])", typed):
        return typed
    name, _, year = typed.partition(" ")
    found = [place for place, month in enumerate(MONTHS, 1) if name[:3] == month.casefold() and len(name) >= 3]
    if not found or (year and not re.fullmatch(r"\d{4}", year)):
        raise DeskError(f"“{visible(text)}” is no month; write it as 2026-03, mar or mar 2026.")
    return f"{year or today.year - (found[0] > today.month)}-{found[0]:02d}"


def enter_spend(desk: Desk, month: str, source: str, amount: str) -> Done:
    """What was spent on a source in a month, `sales` for the cost of selling; entered again it is corrected."""
    when, named = read_month(month, desk.today()), clean(source).strip()
    if not named:
        raise NeedsAnswer("source", "Spent on which source? Or: sales, for pay, tools and hours")
    if not amount.strip():
        raise NeedsAnswer("amount", f"How much was spent on {visible(named)} in {when}?")
    paid = parse_amount(amount, desk.settings.currency)
    selling = named.casefold() == SALES
    kind, kept = ("sales", None) if selling else ("programme", _as_known(desk, named))
    with desk.db.step("spend.entered", None) as log:
        desk.db.put(
            "spend", ids.same_thing("spend", when, kind, kept or ""), month=when, kind=kind, source=kept,
            amount_minor=paid.minor, currency=paid.currency,
        )  # fmt: skip
        log.said = f"Spent on {'selling' if selling else visible(kept or '')} in {when}: {_said(*paid)}"
        if not selling and not _has_leads(desk, kept or ""):
            log.said += "; no lead names that source so far"
    return Done(log.id, log.said)


def _as_known(desk: Desk, source: str) -> str:
    """The source as the leads spell it."""
    known = desk.db.value(
        "SELECT source FROM account WHERE source = ? COLLATE NOCASE AND deleted_at IS NULL LIMIT 1", (source,)
    )
    return str(known or source)


def _has_leads(desk: Desk, source: str) -> bool:
    return desk.db.value(
        "SELECT 1 FROM account WHERE source = ? AND deleted_at IS NULL UNION ALL"
        " SELECT 1 FROM touch WHERE source = ? AND deleted_at IS NULL LIMIT 1",
        (source, source),
    ) is not None  # fmt: skip


def enter_rate(desk: Desk, currency: str, on: str, value: str) -> Done:
    """What one unit of a currency is worth in the base currency from a day on; entered again it is corrected."""
    code, base = currency.strip().upper(), desk.settings.currency
    if code not in CODES:
        raise DeskError(f"“{visible(currency)}” is no currency; write its code, for example USD.")
    if code == base:
        raise DeskError(f"{base} is the currency everything is counted in; it needs no rate.")
    day = parse_when(on or "today", desk.today(), allow_past=True).day
    if day > desk.today():
        raise DeskError(f"{day.isoformat()} is still to come; a rate is entered for a day that was.")
    millionths = _millionths(value, code, base)
    with desk.db.step("rate.entered", None) as log:
        desk.db.put(
            "exchange_rate", ids.same_thing("exchange_rate", code, day.isoformat()), currency=code,
            on_date=day.isoformat(), millionths=millionths,
        )  # fmt: skip
        log.said = f"1 {code} is {millionths / ONE:g} {base} from {say_day(day, desk.today())} on"
    sync_currency(desk)
    return Done(log.id, log.said)


def _millionths(value: str, code: str, base: str) -> int:
    typed = value.strip().replace(",", ".")
    if not typed:
        raise NeedsAnswer("value", f"How many {base} is one {code} worth?")
    try:
        rate = Decimal(typed)
    except InvalidOperation:
        rate = Decimal(0)
    if not rate.is_finite() or not 0 < rate < 1_000_000 or round(rate * ONE) == 0:
        raise DeskError(f"“{visible(value)}” is no rate; write how many {base} one {code} is worth, such as 1.08.")
    return round(rate * ONE)


def enter_recurring(desk: Desk, account_id: str, amount: str, on: str = "") -> Done:
    """What an account pays per month from a day on: an amount, or a change such as +50 or -10."""
    account = the_account(desk, account_id)
    name, typed = visible(account["name"]), amount.strip()
    if not typed:
        raise NeedsAnswer("amount", f"What does {name} pay per month? Or by how much does it change: +50, -10")
    day = parse_when(on, desk.today(), allow_past=True).day if on.strip() else desk.today()
    change = typed[0] in "+-−"
    paid = parse_amount(typed.lstrip("+-−"), desk.settings.currency)
    held = int(
        desk.db.value(
            "SELECT coalesce(sum(change_minor), 0) FROM recurring WHERE account_id = ? AND currency = ?"
            " AND on_date <= ? AND deleted_at IS NULL",
            (account_id, paid.currency, day.isoformat()),
        )
    )
    minor = (-paid.minor if typed[0] != "+" else paid.minor) if change else paid.minor - held
    if held + minor < 0:
        raise DeskError(f"{name} pays {_said(held, paid.currency)} per month; that cannot go below nothing.")
    with desk.db.step("recurring.changed", account_id) as log:
        made = desk.db.insert(
            "recurring", account_id=account_id, on_date=day.isoformat(), change_minor=minor, currency=paid.currency
        )
        log.said = f"{name} pays {_said(held + minor, paid.currency)} per month from {say_day(day, desk.today())} on"
    return Done(log.id, log.said, account_id, made)


def _said(minor: int, currency: str) -> str:
    return say_money(minor, currency, short=False)


