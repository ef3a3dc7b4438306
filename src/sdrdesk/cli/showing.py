"""Commands that show one account: whole, or as much as one wants to know before a call."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

from sdrdesk.domain.money import say_money
from sdrdesk.domain.next_step import say_step
from sdrdesk.domain.when import say_due
from sdrdesk.usecases import brief as briefs
from sdrdesk.usecases import playbooks as books
from sdrdesk.usecases.brief_text import brief_text
from sdrdesk.usecases.cadence_pages import say_standing
from sdrdesk.usecases.find import find_ref
from sdrdesk.usecases.handoff import hand_off, write_hand_off
from sdrdesk.usecases.history import Entry, timeline
from sdrdesk.usecases.pages import AccountPage, Person, account_page

from .acts import put_entry
from .command import Asked, command, ref, text_option
from .printing import put, put_json

_HIDDEN = {"name_key", "domain_key", "merged_into", "deleted_at", "updated_at"}
_FACTS = ("source", "signal", "website", "industry", "employees", "annual_revenue", "city", "country", "owner")
ENTRIES = 200


@command("show", 'sdrdesk show "Acme GmbH"')
@ref
def show(asked: Asked, ref: str) -> None:
    """One account: facts, people, next step, qualification with the words behind it, objections, timeline."""
    with asked.desk() as desk:
        account = find_ref(desk, ref)
        page, entries, today = account_page(desk, account), timeline(desk, account, ENTRIES), desk.today()
    if asked.json:
        put_json(_as_record(page, entries))
        return
    for line in _lines(page, today):
        put(line)
    put()
    for entry in entries:
        put_entry(entry)


@command("playbooks", "sdrdesk playbooks")
def playbooks(asked: Asked) -> None:
    """The playbooks an account can be qualified by; your own lie as TOML files in the folder that is named.

    An account takes another with: sdrdesk edit REF playbook=meddic
    """
    found = books.listed()
    if asked.json:
        put_json({"folder": books.folder(), "playbooks": found})
        return
    for one in found:
        put(f"{one.id:<12}  {'yours   ' if one.own else 'built in'}  {one.name}")
        if one.trouble:
            put(f"{'':<12}  ! {one.trouble}")
    put(f"Your own lie in {books.folder()}")


@command("brief", 'sdrdesk brief "Priya Nair"')
@ref
def brief(asked: Asked, ref: str) -> None:
    """What to know before the call: who, why now, their last words, what to ask, objections, people, numbers."""
    with asked.desk() as desk:
        found = briefs.brief(desk, find_ref(desk, ref))
    if asked.json:
        put_json(found)
        return
    for line in brief_text(found).splitlines():
        put(line)


@command("handoff", 'sdrdesk handoff "Acme GmbH" --to acme.md')
@ref
@text_option("to", "FILE.md", "Write it to this file.")
def handoff(asked: Asked, ref: str, to: str) -> None:
    """The page for who takes over, in Markdown: next step, people, qualification with quotes, objections."""
    with asked.desk() as desk:
        account = find_ref(desk, ref)
        made = write_hand_off(desk, account, Path(to)) if to else hand_off(desk, account)
    if asked.json:
        put_json(made)
    elif made.file is not None:
        put(f"Wrote the hand-off of {made.account} to {made.file}")
    else:
        for line in made.markdown.splitlines():
            put(line)


def _as_record(page: AccountPage, entries: list[Entry]) -> dict[str, Any]:
    row = {name: value for name, value in page.row.items() if name not in _HIDDEN}
    row["do_not_contact"] = bool(row["do_not_contact"])
    row["fields"] = json.loads(row["fields"]) if row["fields"] else {}
    return row | {
        "people": page.people,
        "deals": [_clean(deal) for deal in page.deals],
        "links": page.links,
        "orders": [_clean(order) for order in page.orders],
        "tags": page.tags,
        "objections": page.objections,
        "qualification": {
            one.criterion: {
                "grade": one.grade, "evidence": one.evidence, "effective": one.effective, "by_hand": one.by_hand,
                "quote": one.quote, "who": one.who, "at": one.at,
            }
            for one in page.standings.values()
        },
        "verdict": page.verdict,
        "tries": page.tries,
        "quiet_days": page.quiet_days,
        "cold": page.cold,
        "cadences": page.cadences,
        "unfinished_call": page.draft_call,
        "timeline": entries,
    }  # fmt: skip


def _clean(row: Any) -> dict[str, Any]:
    return {name: value for name, value in row.items() if name not in _HIDDEN}


def _lines(page: AccountPage, today: date) -> Iterator[str]:
    row = page.row
    worth = say_money(row["value_minor"], row["currency"]) if row["value_minor"] is not None else ""
    yield " · ".join(part for part in (row["name"], f"{row['stage']}, {row['status']}", worth) if part)
    yield f"id {row['id']}"
    if row["next_due"]:
        when = say_due(date.fromisoformat(row["next_due"]), row["next_time"], today)
        yield f"next: {say_step(row['next_kind'], row['next_what'])} · {row['next_due']} ({when})"
    if row["review_on"]:
        yield f"look again on {row['review_on']}" + (f": {row['review_trigger']}" if row["review_trigger"] else "")
    for run in page.cadences:
        yield f"cadence: {say_standing(run, today)}" + (f" · {run.who}" if run.who else "")
    yield f"quiet {page.quiet_days}d{', cold' if page.cold else ''} · try {page.tries}"
    yield from (f"{fact.replace('_', ' ')}: {row[fact]}" for fact in _FACTS if row[fact])
    yield from (f"{one.label}: {one.text}" for one in page.own)
    if page.tags:
        yield f"tags: {', '.join(page.tags)}"
    yield from (_person(person) for person in page.people)
    for link in page.links:
        yield f"{link.name} was referred by {link.other} · {link.account}" if link.by else (
            f"{link.name} referred {link.other} · {link.account} ({link.standing})"
        )
    for deal in page.deals:
        money = say_money(deal["value_minor"], deal["currency"]) if deal["value_minor"] is not None else "no value"
        yield f"deal: {deal['name']} · {money} · {deal['step'] if deal['outcome'] == 'open' else deal['outcome']}"
    yield from _qualification(page)
    for one in page.objections:
        yield f"objection ({one.category}, {one.status}) {one.id}: {one.words}"


def _person(person: Person) -> str:
    marks = [mark for mark, holds in (("do not contact", person.do_not_contact), ("left", person.left)) if holds]
    points = [f"{point.typed}{' (dead)' if point.dead else ''}" for point in person.points]
    own = [f"{one.label} {one.text}" for one in person.own]
    parts = [person.name, person.title or "", person.role or "", *points, *own, *marks]
    return f"person: {' · '.join(part for part in parts if part)}"


def _qualification(page: AccountPage) -> Iterator[str]:
    for criterion in page.playbook.tiles:
        known = page.standings.get(criterion.id)
        if known is None:
            yield f"{criterion.id}: unknown"
            continue
        said = f" “{known.quote}”" if known.quote else ""
        yield f"{criterion.id}: {known.effective} {known.evidence}{said}" + (f" ({known.who})" if known.who else "")
    yield f"verdict: {page.verdict.text}"
    if page.verdict.change:
        yield f"would change it: {page.verdict.change}"
