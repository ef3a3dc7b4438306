"""What to know before the call, on one screen: who, why now, what they said, what to ask, what stands against it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any, NamedTuple

from sdrdesk.domain.asking import FIRST, is_fresh, ordered_questions
from sdrdesk.domain.days import say_day
from sdrdesk.domain.money import say_money
from sdrdesk.domain.next_step import say_step
from sdrdesk.domain.opener import opener
from sdrdesk.domain.playbook import Criterion, fill_in
from sdrdesk.domain.profile import SECTION
from sdrdesk.domain.when import say_due
from sdrdesk.store import briefing as rows

from .asking_first import asked_first
from .desk import Desk
from .last_words import Said, last_note, last_said
from .leaving import reason_said
from .moments import local_day
from .objections import Objection
from .pages import AccountPage, Person, account_page, answered_before, blanks
from .profile import asked_playbook
from .scoring import score_of
from .today import row_of

_SAID = 4


class Gap(NamedTuple):
    """What is not known well enough, what there is of it, and the question that would close it."""

    criterion: str
    title: str
    known: str
    ask: str


class Stopped(NamedTuple):
    """How a closed account left, and a sentence to begin again with."""

    status: str
    on: str
    reason: str
    opener: str
    watch: str | None


class Brief(NamedTuple):
    """An account before a call; `why` is why it is its turn now, `next` what was promised, '' when nothing is."""

    account_id: str
    account: str
    stage: str
    status: str
    on: str
    person: Person | None
    why: tuple[str, ...]
    stopped: Stopped | None
    next: str
    said: tuple[Said, ...]
    noted: Said | None
    gaps: tuple[Gap, ...]
    objections: tuple[Objection, ...]
    people: tuple[Person, ...]
    referred_by: str | None
    numbers: tuple[str, ...]


def brief(desk: Desk, account_id: str) -> Brief:
    """The brief of one account. Raises NotFound."""
    page = account_page(desk, account_id)
    row, today = page.row, desk.today()
    everyone = tuple(person for person in page.people if not person.left)
    wanted = row["next_contact_id"]
    person = next((one for one in everyone if one.id == wanted), None) or next(iter(everyone), None)
    live = tuple(one for one in page.objections if one.outcome == "open")
    return Brief(
        account_id=account_id,
        account=row["name"],
        stage=row["stage"],
        status=row["status"],
        on=today.isoformat(),
        person=person,
        why=tuple(_why(desk, page, today)),
        stopped=stopped(desk, page),
        next=_next(page, today),
        said=last_said(desk, account_id, _SAID),
        noted=last_note(desk, account_id),
        gaps=(*gaps(desk, page), *_often(desk, account_id)),
        objections=live or (page.objections[:1] if row["status"] != "active" else ()),
        people=everyone,
        referred_by=next((f"{link.other} · {link.account}" for link in page.links if link.by), None),
        numbers=tuple(_numbers(desk, page)),
    )


def _why(desk: Desk, page: AccountPage, today: date) -> list[str]:
    row = page.row
    found = row_of(desk, row["id"])
    why = [found.why] if found is not None else []
    touch = rows.last_touch(desk.db, row["id"])
    source = touch["source"] if touch is not None else row["source"]
    if source and source != "added by hand":
        day = date.fromisoformat((touch["on_date"] if touch is not None else row["created_on"])[:10])
        why.append(f"came by {source}, {say_day(day, today)}")
    signal = row["signal"] or (touch["signal"] if touch is not None else None)
    if signal and signal != source:
        why.append(str(signal))
    if row["review_trigger"]:
        why.append(f"watch for: {row['review_trigger']}")
    return why or ["nothing is due today"]


def _next(page: AccountPage, today: date) -> str:
    row = page.row
    if row["next_due"] is None:
        return f"none; look again {say_day(date.fromisoformat(row['review_on']), today)}" if row["review_on"] else ""
    who = next((person.name for person in page.people if person.id == row["next_contact_id"]), "")
    when = say_due(date.fromisoformat(row["next_due"]), row["next_time"], today)
    return " · ".join(filter(None, (say_step(row["next_kind"], row["next_what"]), when, who)))


def gaps(desk: Desk, page: AccountPage) -> tuple[Gap, ...]:
    """The criteria below 2 or older than 60 days, the heaviest first, each with the next question to ask about it.

    With a customer who has no open deal what was known for the sale does not grow old.
    """
    today = desk.today()
    known = answered_before(desk, page.row["id"], page.playbook)
    facts = blanks(desk, page.row, page.playbook)
    settled = page.row["stage"] == "customer" and not any(deal["outcome"] == "open" for deal in page.deals)
    found = []
    for criterion in sorted(page.playbook.criteria, key=page.playbook.asked_rank):
        standing = page.standings.get(criterion.id)
        on = date.fromisoformat(local_day(standing.at)) if standing is not None and standing.at else None
        if standing is not None and standing.effective >= 2 and (settled or is_fresh(on, today)):
            continue
        found.append(Gap(criterion.id, criterion.title, _known(page, criterion, on, today),
                         _question(page, criterion, known, facts, today)))  # fmt: skip
    return tuple([*found, *_profile(desk, page)])


def _profile(desk: Desk, page: AccountPage) -> list[Gap]:
    """What the ideal customer profile asks and nobody knows."""
    part = asked_playbook(desk, page.row["id"], page.playbook).section(SECTION)
    if part is None:
        return []
    unknown = ", ".join(question.intent for question in part.questions)
    return [Gap(SECTION, part.title, f"unknown: {unknown}", part.questions[0].ask)]


def _often(desk: Desk, account_id: str) -> tuple[Gap, ...]:
    """What others of their segment raise again and again: better asked about than waited for."""
    return tuple(
        Gap(f"{FIRST}_{one.category}", "Before they say it", one.why, one.words)
        for one in asked_first(desk, account_id)
    )


def _known(page: AccountPage, criterion: Criterion, on: date | None, today: date) -> str:
    standing = page.standings.get(criterion.id)
    if standing is None or not standing.known:
        return "unknown"
    words = f" “{standing.quote}”" if standing.quote else ""
    old = f", {(today - on).days} days old" if on is not None and not is_fresh(on, today) else ""
    return ("against it" if standing.adverse else standing.evidence) + old + words


def _question(
    page: AccountPage, criterion: Criterion, known: Mapping[str, date], facts: Mapping[str, str], today: date
) -> str:
    asked = [one for one in ordered_questions(page.playbook, known=known, today=today)
             if one.section == criterion.section and not is_fresh(known.get(one.id), today)]  # fmt: skip
    first = next((one for one in asked if one.core), next(iter(asked), None))
    return fill_in(first.ask, facts) if first is not None else ""


def stopped(desk: Desk, page: AccountPage) -> Stopped | None:
    """Why a closed account stopped, and how to begin again; None for one on the board or in the inbox."""
    row = page.row
    if row["status"] in ("active", "inbox"):
        return None
    left = rows.left(desk.db, row["id"])
    if left is None:
        return Stopped(row["status"], "", "", opener(""), row["review_trigger"])
    words = page.objections[0].words if page.objections else ""
    reason = " · ".join(filter(None, (reason_said(left["reason"] or ""), left["competitor"], left["why"])))
    return Stopped(row["status"], left["on_date"], reason, opener(left["reason"] or "", words), row["review_trigger"])


def _numbers(desk: Desk, page: AccountPage) -> list[str]:
    row = page.row
    shown = [f"score {score_of(desk, row['id']).score.cell}"]
    if page.tries:
        shown.append(f"try {page.tries}/{desk.settings.attempt_cap}")
    shown.append(f"quiet {page.quiet_days}d" + (", cold" if page.cold else ""))
    still = [deal for deal in page.deals if deal["outcome"] == "open"]
    if not still and row["value_minor"] is not None and row["currency"]:
        shown.append(f"worth about {say_money(row['value_minor'], row['currency'])}")
    shown += [_deal(deal) for deal in still]
    if page.orders:
        last = page.orders[0]
        shown.append(f"{len(page.orders)} order{'s' if len(page.orders) > 1 else ''},"
                     f" last {say_money(last['amount_minor'], last['currency'])} on {last['ordered_on']}")  # fmt: skip
    if still and sum(not person.left for person in page.people) == 1:
        shown.append("one contact only")
    return shown


def _deal(deal: Mapping[str, Any]) -> str:
    worth = f" {say_money(deal['value_minor'], deal['currency'])}" if deal["value_minor"] is not None else ""
    close = f", close {deal['expected_close']}" if deal["expected_close"] else ""
    return f"{deal['name']}{worth} ({deal['step']}{close})"
