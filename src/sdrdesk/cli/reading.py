"""Commands that list: accounts, people, and what is due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import chain, islice

import click

from sdrdesk.domain.money import say_money
from sdrdesk.domain.next_step import say_step
from sdrdesk.domain.pipeline import STAGES, STATUSES
from sdrdesk.domain.text import named
from sdrdesk.domain.when import say_due
from sdrdesk.usecases import lists
from sdrdesk.usecases.contacts import records as every_contact
from sdrdesk.usecases.desk import Desk

from .command import Asked, command
from .printing import put, put_json, put_json_array


@command("accounts", "sdrdesk accounts --stage prospect --status active")
@click.option("--stage", type=click.Choice(STAGES), help="Only this column.")
@click.option("--status", type=click.Choice(STATUSES), help="Only this status; active ones are on the board.")
@click.option("--filter", default="", metavar="FILTER", help='Only who fits, as in the desk: "quiet>14 obj:price".')
def accounts(asked: Asked, stage: str | None, status: str | None, filter: str) -> None:
    """List accounts by name: stage, status, next step, value."""
    with asked.desk() as desk:
        put_accounts(asked, desk, lists.accounts(desk, stage=stage, status=status, filter=filter))


def put_accounts(asked: Asked, desk: Desk, found: Iterator[lists.Listed]) -> None:
    """Print accounts, one after the other as they are read; a filter that cannot be read prints nothing."""
    first = next(found, None)
    found = found if first is None else chain([first], found)
    if asked.json:
        put_json_array(found)
        return
    today = desk.today()
    for one in found:
        put(_line(one, today))


def _line(one: lists.Listed, today: date) -> str:
    due = say_due(date.fromisoformat(one.next_due), one.next_time, today) if one.next_due else ""
    step = f" · {say_step(one.next_kind, one.next_what)}" if one.next_kind else ""
    money = say_money(one.value_minor, one.currency) if one.value_minor is not None and one.currency else ""
    return f"{one.stage:<8}  {one.status:<12}  {due:<12}  {money:>8}  {named(one.name)}{step}"


@command("contacts", "sdrdesk contacts --json > people.json")
def contacts(asked: Asked) -> None:
    """List people in the order they came.

    With --json one array: an object per person with the source's values (full_name, email, phone, company, …) and the
    desk's own account_id, phone_e164, desk_stage and desk_status beside them; what is empty is absent.
    """
    with asked.desk() as desk:
        if asked.json:
            put_json_array(every_contact(desk))
            return
        for person in every_contact(desk):
            name = person.get("full_name") or _parts(person)
            shown = (name, *(person.get(key, "") for key in ("title", "company", "phone", "email")))
            put(" · ".join(part for part in shown if part))


def _parts(person: dict[str, str]) -> str:
    return " ".join(person[key] for key in ("first_name", "last_name") if key in person)


@command("due", "sdrdesk due --count")
@click.option("--count", is_flag=True, help="Only how many, for a prompt or a status bar.")
@click.option("--limit", type=click.IntRange(1), help="At most so many.")
def due(asked: Asked, count: bool, limit: int | None) -> None:
    """What is late or due today: by day, then hour, then the dearest first."""
    with asked.desk() as desk:
        if count:
            _count(asked, desk_due=lists.due_count(desk))
            return
        found = islice(lists.due(desk), limit)
        if asked.json:
            put_json_array(found)
            return
        today = desk.today()
        for one in found:
            who = f" · {one.person}" if one.person else ""
            when = say_due(date.fromisoformat(one.due), one.time, today)
            put(f"{when:<12}  {one.stage:<8}  {named(one.name)}{who} · {one.said}")


def _count(asked: Asked, desk_due: tuple[int, int]) -> None:
    late, today = desk_due
    if asked.json:
        put_json({"late": late, "today": today})
    else:
        put(f"{late} late · {today} today")
