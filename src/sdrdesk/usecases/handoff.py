"""The hand-off to the colleague who takes over: one Markdown page made from the records, the same every time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import NamedTuple

from sdrdesk.domain.call import say_standing
from sdrdesk.domain.markdown import md
from sdrdesk.domain.money import say_money
from sdrdesk.domain.next_step import say_step
from sdrdesk.domain.objection import category, concern, response_kind_label
from sdrdesk.domain.text import visible
from sdrdesk.files.tables_out import whole_or_nothing

from .brief import Brief, brief
from .desk import Desk
from .moments import local_day
from .objections import Objection
from .pages import AccountPage, account_page

FOLDER = "handoffs"
_PLAIN = re.compile(r"[^\w.-]+")


class HandOff(NamedTuple):
    """The page, and the file it was written to; None when it was only asked for."""

    account_id: str
    account: str
    markdown: str
    file: str | None = None


def hand_off(desk: Desk, account_id: str) -> HandOff:
    """The hand-off of one account: next step, people, qualification with quotes, objections, last words."""
    page, told = account_page(desk, account_id), brief(desk, account_id)
    parts = [_head(page, told), _next(page), _people(page), _qualification(page, told), _objections(page),
             _deals(page), _words(told)]  # fmt: skip
    text = "\n".join(line for part in parts for line in [*part, ""])
    return HandOff(account_id, page.row["name"], text.rstrip() + "\n")


def write_hand_off(desk: Desk, account_id: str, path: Path | None = None) -> HandOff:
    """The hand-off, written to a file: the one named, else one of its own beside the desk. Raises DeskError."""
    if path is not None:
        from .exporting import refuse_desks  # only for a file that somebody named

        refuse_desks(desk, path)
    made = hand_off(desk, account_id)
    where = path or _own_file(desk, made)
    if where is None:
        return made
    with whole_or_nothing(where) as file:
        file.write(made.markdown)
    return made._replace(file=str(where))


def _own_file(desk: Desk, made: HandOff) -> Path | None:
    """A desk in memory has no folder."""
    if desk.path == ":memory:":
        return None
    folder = Path(desk.path).parent / FOLDER
    try:
        folder.mkdir(mode=0o700, exist_ok=True)
    except OSError as trouble:
        from sdrdesk.domain.errors import DeskError  # only where there is no room for a folder

        raise DeskError(f"{folder} cannot be made: {trouble.strerror}.") from trouble
    name = _PLAIN.sub("-", visible(made.account)).strip("-.")[:60] or "account"
    return folder / f"{name}-{desk.today().isoformat()}.md"


def _head(page: AccountPage, told: Brief) -> Iterator[str]:
    row = page.row
    yield f"# Hand-off: {md(row['name'])}"
    yield ""
    state = row["stage"] if row["status"] == "active" else f"{row['stage']}, {row['status']}"
    facts = [state, *(str(row[name]) for name in ("website", "industry", "city", "country") if row[name])]
    if row["employees"]:
        facts.append(f"{row['employees']} people")
    yield f"{told.on} · {' · '.join(md(fact) for fact in facts)}"
    yield ""
    yield f"Why they are here: {md(' · '.join(told.why))}"
    if told.referred_by:
        yield ""
        yield f"Referred by {md(told.referred_by)}"


def _next(page: AccountPage) -> Iterator[str]:
    row = page.row
    yield "## Next step"
    yield ""
    if row["next_due"] is None:
        yield f"None: {row['status']}" + (f", look again on {row['review_on']}" if row["review_on"] else "")
        return
    who = next((person.name for person in page.people if person.id == row["next_contact_id"]), "")
    when = f"{row['next_due']} {row['next_time'] or ''}".strip()
    yield " · ".join(md(part) for part in (say_step(row["next_kind"], row["next_what"]), when, who) if part)


def _people(page: AccountPage) -> Iterator[str]:
    yield "## People"
    yield ""
    if not page.people:
        yield "Nobody is known yet."
        return
    yield "| name | title | role | phone | e-mail |"
    yield "|---|---|---|---|---|"
    for person in page.people:
        marks = [mark for mark, holds in (("do not contact", person.do_not_contact), ("left", person.left)) if holds]
        name = person.name + (f" ({', '.join(marks)})" if marks else "")
        phones = "; ".join(point.typed for point in person.points if point.kind == "phone" and not point.dead)
        mails = "; ".join(point.typed for point in person.points if point.kind == "email" and not point.dead)
        cells = (name, person.title or "", person.role or "", phones, mails)
        yield f"| {' | '.join(md(cell) for cell in cells)} |"


def _qualification(page: AccountPage, told: Brief) -> Iterator[str]:
    verdict = page.verdict
    yield f"## {page.playbook.id.upper()}: {verdict.known} of {verdict.total} known, verdict {verdict.id}"
    yield ""
    asks = {gap.criterion: gap.ask for gap in told.gaps}
    for criterion in page.playbook.tiles:
        known = page.standings.get(criterion.id)
        standing = say_standing(criterion, known).removeprefix(criterion.title).lstrip(": ")
        yield f"- **{md(criterion.title)}**: {md(standing)}"
        if known is not None and known.quote:
            said = ", ".join(filter(None, (known.who, local_day(known.at) if known.at else "")))
            yield f"  - “{md(known.quote)}”" + (f" ({md(said)})" if said else "")
        if asks.get(criterion.id):
            yield f"  - to ask: {md(asks[criterion.id])}"


def _objections(page: AccountPage) -> Iterator[str]:
    yield "## Objections"
    yield ""
    if not page.objections:
        yield "None was raised."
    for one in page.objections:
        yield from _objection(one)


def _objection(one: Objection) -> Iterator[str]:
    label = category(one.category)
    who = f", {md(one.who)}" if one.who else ""
    yield f"- **{md(label.label if label else one.category)}** “{md(one.words)}”{who} ({one.status})"
    beneath = concern(one.underlying) if one.underlying else None
    fear = " · ".join(filter(None, (beneath.label if beneath else "", one.concern or "")))
    yield f"  - concern: {md(fear) if fear else 'not explored'}"
    if one.response:
        kind = response_kind_label(one.response_kind) if one.response_kind else "answered"
        yield f"  - {md(kind)}: {md(one.response)}"
    if one.proof:
        yield f"  - proof: {md(one.proof)}"


def _deals(page: AccountPage) -> Iterator[str]:
    if not page.deals and page.row["value_minor"] is None:
        return
    yield "## Worth"
    yield ""
    for deal in page.deals:
        worth = say_money(deal["value_minor"], deal["currency"], short=False) if deal["value_minor"] is not None else ""
        state = deal["step"] if deal["outcome"] == "open" else f"{deal['outcome']} {deal['closed_on']}"
        close = f"expected {deal['expected_close']}" if deal["outcome"] == "open" and deal["expected_close"] else ""
        yield f"- {md(' · '.join(filter(None, (deal['name'], worth, state, close))))}"
    if not page.deals and page.row["currency"]:
        yield f"About {md(say_money(page.row['value_minor'], page.row['currency'], short=False))}, our estimate."


def _words(told: Brief) -> Iterator[str]:
    if not told.said and told.noted is None:
        return
    yield "## Their last words"
    yield ""
    for said in told.said:
        yield f"- {said.on}{f', {md(said.who)}' if said.who else ''}: “{md(said.text)}”"
    if told.noted is not None:
        on = date.fromisoformat(told.noted.on)
        yield f"- {on.isoformat()}, note: {md(told.noted.text)}"
