"""The commands of numbers: all figures of a period as words, JSON, CSV or Markdown; and what only a rep can enter."""

from __future__ import annotations

import csv
import json
import sys
from collections.abc import Iterator
from datetime import date
from typing import Any

import click

from sdrdesk.domain.metrics.assumptions import as_text, read_day
from sdrdesk.domain.metrics.figure import Figure
from sdrdesk.domain.metrics.words import say
from sdrdesk.domain.text import visible
from sdrdesk.usecases.assumptions import assumptions
from sdrdesk.usecases.find import find_ref
from sdrdesk.usecases.money_in import enter_rate, enter_recurring, enter_spend
from sdrdesk.usecases.numbers import Numbers, as_plain, nothing_yet, period_of
from sdrdesk.usecases.numbers import numbers as work_out

from .command import Asked, command, ref, text_option
from .printing import put, put_json

TITLES = {
    "state": "Where everybody stands", "volume": "New leads and what they cost", "conv": "Conversion",
    "win": "Win rates", "cycle": "How long it takes", "velocity": "Velocity and pipeline",
    "attr": "Where revenue comes from, what a customer costs", "cust": "Customers", "calls": "Calls",
    "speed": "Speed to lead", "cadence": "Cadences", "score": "Scores", "qual": "Qualification", "obj": "Objections",
    "feedback": "What came of the leads of each source", "sla": "Promised and kept between marketing and sales",
}  # fmt: skip
COLUMNS = ("group", "name", "id", "value", "numerator", "denominator", "n", "low", "high", "unit", "why_na")


@command("numbers", "sdrdesk numbers --from 2026-01-01 --to 2026-04-01 --as-of 2026-04-15 --json")
@text_option("from", "DAY", "First day of the period (else the quarter of the as-of day).")
@text_option("to", "DAY", "The day after its last one.")
@text_option("as-of", "DAY", "As things stood on that day (else today).")
@text_option("account", "REF", "Tell the score of this account to the point.")
@click.option("--csv", "as_csv", is_flag=True, help="Print CSV, a row per figure.")
@click.option("--md", "as_md", is_flag=True, help="Print Markdown, a table per group.")
def numbers(asked: Asked, as_of: str, account: str, as_csv: bool, as_md: bool, **span: str) -> None:
    """Every figure of a period with what it was divided from, how many records stand behind it, and its range.

    Shares are percent, money is in whole units of the desk's currency. A figure that cannot be worked out says why.
    """
    start, end, day = (_day(text) for text in (span["from"], span["to"], as_of))
    with asked.desk() as desk:
        period, on = period_of(desk, start, end, day)
        who = find_ref(desk, account) if account else None
        found, note = work_out(desk, *period, on, account=who), nothing_yet(desk, on)
        assumed = as_text(assumptions(desk))
    if asked.json:
        put_json(_as_data(found, assumed) | ({"note": note} if note else {}))
    elif as_csv:
        _put_csv(found)
    else:
        lines = _markdown(found) if as_md else _text(found)
        put(next(lines))
        for line in (*((note,) if note else ()), *lines):
            put(line)


def _day(text: str) -> date | None:
    return read_day(text) if text.strip() else None


def _as_data(found: Numbers, assumed: dict[str, str]) -> dict[str, Any]:
    heading = {
        "period": {"from": found.start.isoformat(), "to": found.end.isoformat(), "as_of": found.as_of.isoformat()},
        "currency": found.currency, "assumptions": assumed,
    }  # fmt: skip
    return heading | {
        group: {name: as_plain(figure) for name, figure in figures.items()} for group, figures in found.groups.items()
    }


def _every(found: Numbers) -> Iterator[tuple[str, str, Figure]]:
    for group, figures in found.groups.items():
        for name, figure in figures.items():
            yield group, name, figure


def _put_csv(found: Numbers) -> None:
    out = csv.writer(sys.stdout, lineterminator="\n")
    out.writerow(COLUMNS)
    for group, name, figure in _every(found):
        value = figure.value
        shown = json.dumps(value, ensure_ascii=False) if isinstance(value, (list, dict)) else value
        out.writerow(
            visible(str(cell)) if isinstance(cell, str) else cell
            for cell in (group, _harmless(name), figure.id, shown, figure.numerator, figure.denominator, figure.n,
                         figure.low, figure.high, figure.unit, figure.why_na)
        )  # fmt: skip


def _harmless(name: str) -> str:
    """A name a spreadsheet would take for a formula begins with a quote."""
    return f"'{name}" if name[:1] in "=+-@" else name


def _heading(found: Numbers) -> str:
    return f"{found.start} to {found.end} (not in it), as of {found.as_of}, money in {found.currency}"


def _text(found: Numbers) -> Iterator[str]:
    yield _heading(found)
    for group, figures in found.groups.items():
        yield ""
        yield f"{TITLES[group]} ({group})"
        for name, figure in figures.items():
            yield f"  {name}: {say(figure, found.currency)}{_n(figure)}"


def _n(figure: Figure) -> str:
    return f", n = {figure.n}" if figure.n is not None and figure.denominator is None else ""


def _markdown(found: Numbers) -> Iterator[str]:
    yield f"# Numbers, {_heading(found)}"
    for group, figures in found.groups.items():
        yield ""
        yield f"## {TITLES[group]}"
        yield ""
        yield "| figure | value | n |"
        yield "|---|---|---|"
        for name, figure in figures.items():
            n = "" if figure.n is None else str(figure.n)
            yield f"| {_cell(name)} | {_cell(say(figure, found.currency))} | {n} |"


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")


@command("spend", "sdrdesk spend 2026-03 ads 1200", minus=True)
@click.argument("month", metavar="MONTH")
@click.argument("source", metavar="SOURCE")
@click.argument("amount", metavar="AMOUNT")
def spend(asked: Asked, month: str, source: str, amount: str) -> None:
    """What was spent on a source in a month; the source `sales` is the cost of selling: pay, tools, hours.

    A month is 2026-03, mar or mar 2026. Entered again, the amount is corrected.
    """
    with asked.desk() as desk:
        asked.tell(enter_spend(desk, month, source, amount))


@command("rate", "sdrdesk rate USD 2026-03-30 0.92", minus=True)
@click.argument("currency", metavar="CURRENCY")
@click.argument("on", metavar="DAY")
@click.argument("value", metavar="VALUE")
def rate(asked: Asked, currency: str, on: str, value: str) -> None:
    """What one unit of a currency is worth in the desk's own from a day on; amounts in it then count."""
    with asked.desk() as desk:
        asked.tell(enter_rate(desk, currency, on, value))


@command("recurring", 'sdrdesk recurring "Acme GmbH" 125 --on 2026-03-01', minus=True)
@ref
@click.argument("amount", metavar="AMOUNT")
@text_option("on", "DAY", "From this day on (else today).")
def recurring(asked: Asked, ref: str, amount: str, on: str) -> None:
    """What an account pays per month: an amount, or a change such as +50 or -10."""
    with asked.desk() as desk:
        asked.tell(enter_recurring(desk, find_ref(desk, ref), amount, on))
