"""The commands between marketing and sales: what came of the leads of each source, and what was promised and kept."""

from __future__ import annotations

import csv
import sys
from typing import Any

import click

from sdrdesk.domain.metrics.assumptions import read_day
from sdrdesk.domain.metrics.feedback import OTHER, REJECTED_FOR, Line
from sdrdesk.domain.metrics.periods import Period
from sdrdesk.domain.metrics.words import say
from sdrdesk.domain.text import visible
from sdrdesk.usecases.desk import Desk
from sdrdesk.usecases.lead_quality import lead_quality, promised
from sdrdesk.usecases.numbers import period_of

from .command import Asked, command, text_option
from .printing import put, put_json

_REASONS = (*REJECTED_FOR, OTHER)
_COLUMNS = ("month", "source", "came", "accepted", "rejected", "waiting", "prospects", "customers")


def _period(desk: Desk, span: dict[str, str]) -> tuple[Period, Any]:
    start, end = (read_day(span[name]) if span[name].strip() else None for name in ("from", "to"))
    return period_of(desk, start, end, None)


@command("feedback", "sdrdesk feedback --from 2026-10-01 --to 2026-11-01 --csv > october.csv")
@text_option("from", "DAY", "Leads that came from this day on (else the quarter of today).")
@text_option("to", "DAY", "Up to the day before this one.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, a row per source and month.")
def feedback(asked: Asked, as_csv: bool, **span: str) -> None:
    """What came of the leads of each source, month by month: accepted, rejected and why, prospects, customers.

    Rejected is who left, lost or disqualified, before ever being a prospect; who waits in the inbox is neither.
    """
    with asked.desk() as desk:
        found = lead_quality(desk, *_period(desk, span))
    if asked.json:
        put_json([one._asdict() | {"why": dict(one.why)} for one in found])
    elif as_csv:
        _put_csv(found)
    elif not found:
        put("No lead came in that time.")
    else:
        for one in found:
            why = f" ({one.said_why})" if one.said_why else ""
            put(
                f"{one.month} {one.source}: {one.came} came, {one.accepted} accepted, {one.rejected} rejected{why},"
                f" {one.waiting} waiting; {_many(one.prospects, 'prospect')}, {_many(one.customers, 'customer')}"
            )


def _many(many: int, what: str) -> str:
    return f"{many} {what}{'' if many == 1 else 's'}"


def _put_csv(found: list[Line]) -> None:
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow((*_COLUMNS, *(f"rejected: {word}" for word in _REASONS)))
    for one in found:
        source = visible(one.source)
        safe = f"'{source}" if source[:1] in "=+-@" else source
        out.writerow((one.month, safe, *one[2:8], *(one.why[word] for word in _REASONS)))


@command("sla", "sdrdesk sla --from 2026-07-01 --to 2026-10-01")
@text_option("from", "DAY", "Leads that came from this day on (else the quarter of today).")
@text_option("to", "DAY", "Up to the day before this one.")
def sla(asked: Asked, **span: str) -> None:
    """Promised and kept, month by month: leads that came of those promised, first touches in the time promised.

    The promises are two assumptions: sdrdesk settings promised_leads=60, sdrdesk settings sla_minutes=60.
    """
    with asked.desk() as desk:
        found, currency = promised(desk, *_period(desk, span)), desk.settings.currency
    if asked.json:
        put_json(
            [
                {
                    "month": month, "leads": leads.numerator, "promised_leads": leads.denominator,
                    "in_time": touch.numerator, "due": touch.denominator, **touch.parts,
                }
                for month, leads, touch in found
            ]
        )  # fmt: skip
        return
    for month, leads, touch in found:
        middle, allowed = touch.parts["median_minutes"], touch.parts["promised_minutes"]
        took = "" if middle is None else f", median {middle:g} of {allowed} working minutes"
        came = f"{leads.numerator:g}, none promised" if leads.value is None else say(leads, currency)
        put(f"{month}  leads {came}; first touch in time {say(touch, currency)}{took}")
