"""For other programs and for eyes: people as cards, next steps as a calendar, the pipeline as a page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date

from sdrdesk.domain.cards import CALENDAR_END, Appointment, Version, appointment, calendar_head, card
from sdrdesk.domain.money import say_money
from sdrdesk.domain.next_step import say_step
from sdrdesk.domain.pipeline import STAGES
from sdrdesk.domain.text import visible
from sdrdesk.domain.when import say_due
from sdrdesk.store import sheets
from sdrdesk.store.where import Where

from .board import header
from .desk import Desk
from .filters import EVERYBODY, Settled
from .listing import Listing, ListRow

_PAGE = 500
_CONCEPTS = {
    "Full name": "full_name", "First name": "first_name", "Last name": "last_name", "Job title": "title",
    "Email": "email", "Other email": "email_other", "Phone": "phone", "Mobile phone": "phone_mobile",
    "Other phone": "phone_other", "Company": "company", "Website": "website", "LinkedIn URL": "linkedin_url",
    "Street": "street", "City": "city", "State": "state", "Postal code": "postal_code", "Country": "country",
    "Tags": "tags",
}  # fmt: skip
_MARKS = re.compile(r"([\\`*_\[\]<>|#])")


def cards(desk: Desk, where: Where, version: Version) -> Iterator[str]:
    """Each person as a card."""
    sheet = sheets.SHEETS["contacts"]
    places = [(place, _CONCEPTS[title]) for place, (title, _) in enumerate(sheet.columns) if title in _CONCEPTS]
    for uid, cells, _ in sheets.rows(desk.db, sheet, where):
        yield card(uid, {concept: cells[place] or "" for place, concept in places}, version)


def calendar(desk: Desk, where: Where) -> Iterator[str]:
    """Each open next step as an entry: a promised hour for a quarter of one, else the whole day."""
    yield calendar_head()
    stamp = desk.now().astimezone(UTC).strftime("%Y%m%dT%H%M%SZ")
    for row in sheets.next_steps(desk.db, where):
        said = say_step(row["next_kind"], row["next_what"])
        who = f"{row['person']}, {row['name']}" if row["person"] and row["person"] != row["name"] else row["name"]
        reach = "\n".join(text for text in (row["phone"], row["email"]) if text)
        yield appointment(Appointment(row["id"], row["next_due"], row["next_time"], f"{said}: {who}", reach), stamp)
    yield CALENDAR_END


def pipeline(desk: Desk, narrowed: Settled) -> Iterator[str]:
    """The board as a Markdown page: a table per column, in the board's order."""
    today = desk.today()
    yield f"# Pipeline, {today.day} {today:%B %Y}\n"
    coming = list(STAGES)
    for row in _board(desk, narrowed):
        while row.stage in coming:
            yield from _column(desk, coming.pop(0), narrowed)
        yield _line(row, today)
    for stage in coming:
        yield from _column(desk, stage, narrowed)


def _board(desk: Desk, narrowed: Settled) -> Iterator[ListRow]:
    listing, after = Listing(desk, "stage", narrowed=narrowed), None
    while page := listing.page(after=after, limit=_PAGE):
        for row in page:
            if row.status != "active":
                return
            yield row
        after = page[-1].key


def _column(desk: Desk, stage: str, narrowed: Settled) -> Iterator[str]:
    yield f"\n## {stage.capitalize()}\n\n"
    if narrowed is EVERYBODY:
        told = header(desk, stage)
        late = f", {told.late:,} late" if told.late else ""
        yield f"{told.cards:,} accounts, {say_money(told.value, told.currency)}{late}\n\n"
    yield "|account|person|next step|when|value|\n|---|---|---|---|---|\n"


def _line(row: ListRow, today: date) -> str:
    due = say_due(date.fromisoformat(row.due), row.time, today) if row.due else ""
    money = say_money(row.value, row.currency) if row.value else ""
    cells = (row.name, row.person or "", say_step(row.next_kind or "", row.next_what), due, money)
    return "| " + " | ".join(_plain(cell) for cell in cells) + " |\n"


def _plain(text: str) -> str:
    """Words in which Markdown finds nothing to do."""
    return _MARKS.sub(r"\\\1", visible(text))
