"""The left side of an account page: rows under headings, each a thing that can be edited."""

from collections.abc import Iterator
from datetime import date
from typing import NamedTuple

from sdrdesk.domain.money import say_money
from sdrdesk.domain.next_step import say_step
from sdrdesk.domain.objection import category
from sdrdesk.domain.when import say_day, say_due
from sdrdesk.ui.safe_text import paragraphs, plain, wrap
from sdrdesk.ui.widgets.drawing import Piece, TextLine, line
from sdrdesk.ui.widgets.tiles import tile
from sdrdesk.usecases.board import Tile
from sdrdesk.usecases.brief import Stopped
from sdrdesk.usecases.cadence_pages import say_standing
from sdrdesk.usecases.pages import AccountPage, Person


class FactRow(NamedTuple):
    """A row of facts: `table` and `id` of the record it shows, its heading, and its pieces (wrapped when drawn)."""

    key: str
    heading: str
    pieces: tuple[tuple[Piece, ...], ...]
    table: str
    id: str


def key_of(row: FactRow) -> str:
    """What the cursor follows."""
    return row.key


def heading(above: FactRow | None, row: FactRow) -> TextLine | None:
    """The heading, before the first row under it."""
    return None if above is not None and above.heading == row.heading else line(row.heading, "heading")


def draw(row: FactRow, width: int) -> list[TextLine]:
    """The row's lines; a single piece of text is wrapped, several stand side by side."""
    lines: list[TextLine] = []
    for pieces in row.pieces:
        if len(pieces) == 1:
            text, ink = pieces[0]
            lines += [line(part, ink) for whole in paragraphs(text) for part in wrap(whole, width)]
        else:
            lines.append(TextLine(pieces))
    return lines or [line("")]


def rows_of(page: AccountPage, today: date, stopped: Stopped | None = None) -> list[FactRow]:
    """Every row of the page, in the order a rep with a caller on the line needs them; `stopped` where they left."""
    return [
        *_next(page, today),
        *_stopped(page, today, stopped),
        *_people(page),
        *_qualification(page),
        *_objections(page),
        *_deals(page),
        *_links(page),
        *_facts(page),
    ]


def _row(heading: str, number: int, table: str, row_id: str, *pieces: tuple[Piece, ...]) -> FactRow:
    return FactRow(f"{heading}:{number}:{row_id}", heading, pieces, table, row_id)


def _next(page: AccountPage, today: date) -> Iterator[FactRow]:
    row = page.row
    account_id = str(row["id"])
    if row["next_due"] is None:
        again = f", look again {row['review_on']}" if row["review_on"] else ""
        yield _row("NEXT STEP", 0, "account", account_id, ((f"none: {row['status']}{again}", "dim"),))
        return
    due = date.fromisoformat(row["next_due"])
    ink = "late" if due < today else "today" if due == today else "soon"
    who = next((person.name for person in page.people if person.id == row["next_contact_id"]), None)
    yield _row(
        "NEXT STEP", 0, "next", account_id,
        ((say_due(due, row["next_time"], today), ink),),
        ((say_step(row["next_kind"], row["next_what"]) + (f" · {who}" if who else ""), ""),),
    )  # fmt: skip
    for one in page.cadences:
        ink = {"running": "mark", "paused": "warn"}.get(one.state, "dim")
        who = f" · {one.who}" if one.who and len(page.cadences) > 1 else ""
        yield FactRow(
            f"cadence:{one.run}", "NEXT STEP", (((say_standing(one, today) + who, ink),),), "cadence", one.run
        )
    marks: list[Piece] = [(f"try {page.tries}", "dim")]
    if page.quiet_days > page.quiet_limit:
        marks += [("  ", ""), (f"quiet {page.quiet_days}d" + (" COLD" if page.cold else ""), "cold")]
    yield _row("NEXT STEP", 1, "next", account_id, tuple([*marks, ("", "")]))


def _stopped(page: AccountPage, today: date, stopped: Stopped | None) -> Iterator[FactRow]:
    """Why it stopped, the objection that stopped it, and how to begin again."""
    if stopped is None:
        return
    account_id = str(page.row["id"])
    since = f", {say_day(date.fromisoformat(stopped.on), today)}" if stopped.on else ""
    yield _row("WHY IT STOPPED", 0, "account", account_id, ((f"{stopped.reason or stopped.status}{since}", "warn"),))
    if page.objections:
        yield _row("WHY IT STOPPED", 1, "account", account_id, ((f"“{page.objections[0].words}”", "quote"),))
    if stopped.watch:
        yield _row("WHY IT STOPPED", 2, "account", account_id, ((f"watch for: {stopped.watch}", ""),))
    yield _row("BEGIN WITH", 0, "account", account_id, ((f"“{stopped.opener}”", ""),))
    yield _row("BEGIN WITH", 1, "account", account_id, (("t  takes it back", "dim"),))


def _people(page: AccountPage) -> Iterator[FactRow]:
    if not page.people:
        yield _row("PEOPLE", 0, "account", str(page.row["id"]), (("nobody yet: N adds a person", "dim"),))
    live = [person for person in page.people if not person.left]
    for person in page.people:
        yield FactRow(f"person:{person.id}", "PEOPLE", tuple(_person(person)), "contact", person.id)
    if len(live) == 1 and any(deal["outcome"] == "open" for deal in page.deals):
        yield _row("PEOPLE", 1, "account", str(page.row["id"]), (("! one contact only", "warn"),))


def _person(person: Person) -> Iterator[tuple[Piece, ...]]:
    mark = " (do not contact)" if person.do_not_contact else " (left)" if person.left else ""
    role: tuple[Piece, ...] = ((f" {person.role}", "mark"),) if person.role else (("", ""),)
    yield ((person.name + mark, "title"), *role)
    if person.title:
        yield ((person.title, "dim"),)
    for point in person.points:
        struck = " ✗ dead" if point.dead else ""
        extension = f" x{point.extension}" if point.extension and "x" not in point.typed else ""
        yield ((f"{point.typed}{extension}", "dim" if point.dead else ""), (struck, "bad"))
    for own in person.own:
        yield ((f"{own.label} ", "dim"), (plain(own.text, 60), "" if own.fits else "warn"))


def _qualification(page: AccountPage) -> Iterator[FactRow]:
    title = page.playbook.id.upper()
    for criterion in page.playbook.tiles:
        known = page.standings.get(criterion.id)
        shown = Tile(
            criterion.slot.upper(),
            known.effective if known else None,
            known.evidence if known else "unknown",
            known.by_hand if known else False,
        )
        text, ink = tile(shown)
        head: tuple[Piece, ...] = ((text, ink), ("  ", ""), (criterion.title, "" if known else "dim"))
        pieces: list[tuple[Piece, ...]] = [head]
        if known and known.quote:
            pieces.append(((f"“{known.quote}”", "quote"),))
            if known.who or known.at:
                pieces.append(((f"– {known.who or 'somebody'}, {(known.at or '')[:10]}", "dim"),))
        yield FactRow(f"criterion:{criterion.id}", title, tuple(pieces), "criterion", criterion.id)
    if not page.verdict.passed and page.verdict.change:
        yield _row(title, 1, "account", str(page.row["id"]), ((f"→ {page.verdict.change}", "warn"),))
    elif page.verdict.passed and page.row["stage"] == "lead":
        yield _row(title, 1, "account", str(page.row["id"]), (("→ ready to be a prospect (L)", "good"),))


def _objections(page: AccountPage) -> Iterator[FactRow]:
    for one in page.objections:
        found = category(one.category)
        ink = "warn" if one.outcome == "open" else "dim"
        lines: list[tuple[Piece, ...]] = [((found.label if found else one.category, ink), (f" · {one.status}", "dim"))]
        lines.append(((f"“{one.words}”", "quote"),))
        if one.concern:
            lines.append(((f"> {one.concern}", ""),))
        yield FactRow(f"objection:{one.id}", "OBJECTIONS", tuple(lines), "objection", one.id)


def _deals(page: AccountPage) -> Iterator[FactRow]:
    for deal in page.deals:
        worth = say_money(deal["value_minor"], deal["currency"]) if deal["value_minor"] is not None else "–"
        state = deal["step"] if deal["outcome"] == "open" else f"{deal['outcome']} {deal['closed_on']}"
        close = f", close {deal['expected_close']}" if deal["expected_close"] and deal["outcome"] == "open" else ""
        lines: tuple[tuple[Piece, ...], ...] = (
            ((deal["name"], "title"),), ((worth, "money"), (f" {state}{close}", "")),
        )  # fmt: skip
        yield FactRow(f"deal:{deal['id']}", "DEALS", lines, "deal", str(deal["id"]))
    for order in page.orders:
        worth = say_money(order["amount_minor"], order["currency"])
        lines = (((worth, "money"), (f" on {order['ordered_on']}", "")),)
        yield FactRow(f"order:{order['id']}", "ORDERS", lines, "order", str(order["id"]))


def _links(page: AccountPage) -> Iterator[FactRow]:
    """Who brought whom; Enter opens the other account, `e` edits our person."""
    for link in page.links:
        lead = f"{link.name} ← " if link.by else f"{link.name} → "
        where = link.account if link.other != link.account else ""
        lines: list[tuple[Piece, ...]] = [((f"{lead}{link.other}", ""),)]
        lines.append(((" · ".join(filter(None, (where, link.standing))), "dim"),))
        yield FactRow(f"link:{link.other_id}:{link.contact_id}", "REFERRED BY" if link.by else "REFERRED",
                      tuple(lines), "link", link.account_id)  # fmt: skip


_SHOWN = (
    ("source", "source"), ("website", "web"), ("industry", "industry"), ("employees", "people"),
    ("annual_revenue", "revenue"), ("city", "city"), ("country", "country"), ("owner", "owner"),
    ("created_on", "since"), ("renewal_on", "renewal"), ("review_trigger", "watch for"),
)  # fmt: skip


def _facts(page: AccountPage) -> Iterator[FactRow]:
    row = page.row
    account_id = str(row["id"])
    if row["value_minor"] is not None and row["currency"]:
        worth = say_money(row["value_minor"], row["currency"])
        yield _row("FACTS", 0, "account", account_id, (("estimate ", "dim"), (worth, "money")))
    for number, (column, label) in enumerate(_SHOWN, 1):
        if row[column]:
            yield _row("FACTS", number, "account", account_id, ((f"{label} ", "dim"), (str(row[column]), "")))
    for number, own in enumerate(page.own, 20):
        ink = "" if own.fits else "warn"
        yield _row("FACTS", number, "account", account_id, ((f"{own.label} ", "dim"), (plain(own.text, 200), ink)))
    if page.tags:
        yield _row("FACTS", 190, "account", account_id, (("#" + " #".join(page.tags), "mark"),))
