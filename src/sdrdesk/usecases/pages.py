"""What the account page, the dial card and the call screen show, read whole."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from sdrdesk.domain.asking import next_question, ordered_questions
from sdrdesk.domain.call import Standing, VerdictResult
from sdrdesk.domain.errors import NotFound
from sdrdesk.domain.pipeline import cold, quiet_days
from sdrdesk.domain.playbook import Playbook, Question
from sdrdesk.store import accounts as rows
from sdrdesk.store.database import Row

from . import objections
from .asking_first import playbook_in_call
from .cadence_pages import Standing as OnCadence
from .cadence_pages import on_account, words_for_call
from .calls import the_call
from .deals import open_deals
from .desk import Desk
from .find import the_account
from .last_words import last_said
from .links import Link, links
from .outcomes import attempts
from .own_fields import held_by
from .profile import asked_playbook
from .standing import last_hard_stop, standings, verdict_in

if TYPE_CHECKING:
    from sdrdesk.domain.own_fields import Held


class Point(NamedTuple):
    """A phone or e-mail: as typed, its normal form (None when unreadable), and whether it was struck."""

    id: str
    kind: str
    label: str
    typed: str
    key: str | None
    extension: str | None
    dead: bool


class Person(NamedTuple):
    """A person of an account and the ways to reach them."""

    id: str
    name: str
    title: str | None
    role: str | None
    zone: str | None
    do_not_contact: bool
    left: bool
    referred_by: str | None
    points: tuple[Point, ...]
    own: tuple[Held, ...] = ()

    @property
    def phone(self) -> Point | None:
        """The first number that is not struck."""
        return next((point for point in self.points if point.kind == "phone" and not point.dead), None)

    @property
    def email(self) -> Point | None:
        """The first e-mail."""
        return next((point for point in self.points if point.kind == "email" and not point.dead), None)


class Fact(NamedTuple):
    """A labelled value of the account page."""

    label: str
    value: str


class AccountPage(NamedTuple):
    """Everything an account's page shows beside the timeline; `row` holds the account's columns."""

    row: Mapping[str, Any]
    people: tuple[Person, ...]
    deals: tuple[Mapping[str, Any], ...]
    orders: tuple[Mapping[str, Any], ...]
    tags: tuple[str, ...]
    links: tuple[Link, ...]
    objections: tuple[objections.Objection, ...]
    playbook: Playbook
    standings: Mapping[str, Standing]
    verdict: VerdictResult
    tries: int
    quiet_days: int
    quiet_limit: int
    cold: bool
    draft_call: str | None
    cadences: tuple[OnCadence, ...]
    own: tuple[Held, ...] = ()


def account_page(desk: Desk, account_id: str) -> AccountPage:
    """The page of one account. Raises NotFound."""
    row = the_account(desk, account_id)
    playbook = desk.playbook(row["playbook"])
    known = standings(desk, account_id, playbook)
    two_way = desk.db.value("SELECT two_way_on FROM card WHERE id = ?", (account_id,)) or row["created_on"]
    today, limit = desk.today(), desk.settings.quiet_limits[row["stage"]]
    return AccountPage(
        row=dict(row),
        people=people(desk, account_id),
        deals=tuple(dict(one) for one in rows.of_account(desk.db, "deal", account_id, "outcome <> 'open', opened_on")),
        orders=tuple(dict(one) for one in rows.of_account(desk.db, "order", account_id, "ordered_on DESC")),
        tags=tuple(one["tag"] for one in rows.of_account(desk.db, "tag", account_id, "tag")),
        links=links(desk, account_id),
        objections=tuple(objections.of_account(desk, account_id)),
        playbook=playbook,
        standings=known,
        verdict=verdict_in(desk, row, last_hard_stop(desk, account_id)),
        tries=attempts(desk, account_id),
        quiet_days=quiet_days(two_way, today),
        quiet_limit=limit,
        cold=row["next_due"] is not None and cold(two_way, row["next_due"], today, limit),
        draft_call=_draft_call(desk, account_id),
        cadences=on_account(desk, row),
        own=held_by("account", row["fields"]),
    )


def people(desk: Desk, account_id: str) -> tuple[Person, ...]:
    """The people of an account in order, with their numbers and e-mails."""
    points = rows.points(desk.db, account_id)
    return tuple(
        Person(
            id=row["id"],
            name=row["full_name"],
            title=row["title"],
            role=row["role"],
            zone=row["zone"],
            do_not_contact=bool(row["do_not_contact"]),
            left=row["left_at"] is not None,
            referred_by=row["referred_by"],
            points=tuple(_point(point) for point in points if point["contact_id"] == row["id"]),
            own=held_by("contact", row["fields"]),
        )
        for row in rows.people(desk.db, account_id)
    )


def the_person(desk: Desk, contact_id: str) -> Person:
    """One person. Raises NotFound."""
    row = desk.db.row("contact", contact_id)
    found = next((one for one in people(desk, row["account_id"]) if one.id == contact_id), None) if row else None
    if found is None:
        raise NotFound("That person is no longer on this desk.")
    return found


def the_deal(desk: Desk, deal_id: str) -> Mapping[str, Any]:
    """One deal's columns. Raises NotFound."""
    row = desk.db.row("deal", deal_id)
    if row is None:
        raise NotFound("That deal is no longer on this desk.")
    return dict(row)


def _point(row: Row) -> Point:
    return Point(
        row["id"], row["kind"], row["label"], row["typed"], row["key"], row["extension"], row["dead_at"] is not None
    )


class DialCard(NamedTuple):
    """Who to dial: the person of the next step first, the others a digit away."""

    account_id: str
    account: str
    stage: str
    status: str
    people: tuple[Person, ...]
    person: Person | None
    number: Point | None
    tries: int
    cap: int
    next: str
    last_words: tuple[str, ...]
    do_not_contact: bool
    gaps: tuple[str, ...]
    objections: tuple[objections.Objection, ...]
    draft_call: str | None
    script: str = ""


def dial_card(desk: Desk, account_id: str, contact_id: str | None = None) -> DialCard:
    """The dial card of an account, for the person named or the one of the next step."""
    from sdrdesk.domain.next_step import say_step

    row = the_account(desk, account_id)
    everyone = tuple(person for person in people(desk, account_id) if not person.left)
    wanted = contact_id or row["next_contact_id"]
    person = next((one for one in everyone if one.id == wanted), None) or next(iter(everyone), None)
    loose = [_point(point) for point in rows.points(desk.db, account_id) if point["contact_id"] is None]
    number = person.phone if person else next((p for p in loose if p.kind == "phone" and not p.dead), None)
    return DialCard(
        account_id=account_id,
        account=row["name"],
        stage=row["stage"],
        status=row["status"],
        people=everyone,
        person=person,
        number=number,
        tries=attempts(desk, account_id),
        cap=desk.settings.attempt_cap,
        next=say_step(row["next_kind"], row["next_what"]) if row["next_kind"] else "",
        last_words=tuple(one.text for one in reversed(last_said(desk, account_id, 3))),
        do_not_contact=bool(row["do_not_contact"]) or bool(person and person.do_not_contact),
        gaps=_gaps(desk, row),
        objections=tuple(one for one in objections.of_account(desk, account_id) if one.outcome == "open"),
        draft_call=_draft_call(desk, account_id),
        script=words_for_call(desk, row, person.id if person else None),
    )


def _gaps(desk: Desk, row: Row) -> tuple[str, ...]:
    """The criteria still below 2, heaviest first."""
    playbook = desk.playbook(row["playbook"])
    known = standings(desk, row["id"], playbook)
    short = [one for one in playbook.criteria if one.id not in known or known[one.id].effective < 2]
    return tuple(one.title for one in sorted(short, key=playbook.asked_rank))


def _draft_call(desk: Desk, account_id: str) -> str | None:
    found = desk.db.value(
        "SELECT id FROM call WHERE account_id = ? AND disposition IS NULL AND deleted_at IS NULL"
        " ORDER BY started_at DESC, id DESC LIMIT 1",
        (account_id,),
    )
    return None if found is None else str(found)


class Earlier(NamedTuple):
    """What was answered on an earlier call: the words, who said them, on which local day."""

    text: str
    who: str | None
    on: str


class CallView(NamedTuple):
    """The guided call as it stands."""

    id: str
    account_id: str
    account: str
    stage: str
    contact_id: str | None
    person: str | None
    direction: str
    started_at: datetime
    asked_by: str
    playbook: Playbook
    standings: Mapping[str, Standing]
    states: Mapping[str, str]
    answers: Mapping[str, str]
    chosen: Mapping[str, str]
    earlier: Mapping[str, Earlier]
    known: Mapping[str, date]
    lines: tuple[Mapping[str, Any], ...]
    objections: tuple[objections.Objection, ...]
    open_objections: tuple[objections.Objection, ...]
    verdict: VerdictResult
    hard_stop: str | None
    facts: Mapping[str, str]
    second_call: bool
    do_not_contact: bool

    def order(self, core_only: bool = False, today: date | None = None) -> tuple[Question, ...]:
        """Every question that applies, in the order Tab walks."""
        return ordered_questions(self.playbook, core_only, self.chosen, self.known, today)

    def suggested(self, today: date | None = None) -> Question | None:
        """The question to put in front."""
        return next_question(self.playbook, self.standings, self.states, self.chosen, self.known, today)


def call_view(desk: Desk, call_id: str) -> CallView:
    """Everything the call screen shows. Raises NotFound."""
    call = the_call(desk, call_id)
    row = the_account(desk, call["account_id"])
    answers = rows.of_call(desk.db, "answer", call_id, "at")
    playbook = playbook_in_call(desk, call)
    playbook = asked_playbook(desk, row["id"], playbook, [one["question_id"] for one in answers])
    known = standings(desk, row["id"], playbook)
    earlier = _earlier(desk, row["id"], playbook, call_id)
    person = desk.db.row("contact", call["contact_id"]) if call["contact_id"] else None
    raised = objections.of_account(desk, row["id"])
    return CallView(
        id=call_id,
        account_id=row["id"],
        account=row["name"],
        stage=row["stage"],
        contact_id=call["contact_id"],
        person=person["full_name"] if person else None,
        direction=call["direction"],
        started_at=datetime.fromisoformat(call["started_at"]),
        asked_by=call["playbook"] or "bant",
        playbook=playbook,
        standings=known,
        states={one["question_id"]: one["state"] for one in answers},
        answers={one["question_id"]: one["answer"] or "" for one in answers},
        chosen=_chosen(playbook, answers),
        earlier=earlier,
        known={question: date.fromisoformat(one.on) for question, one in earlier.items()},
        lines=tuple(dict(one) for one in rows.of_call(desk.db, "call_line", call_id, "at, id")),
        objections=tuple(objections.of_call(desk, call_id)),
        open_objections=tuple(one for one in raised if one.outcome == "open"),
        verdict=verdict_in(desk, row, call["hard_stop"], call["contact_id"]),
        hard_stop=call["hard_stop"],
        facts=blanks(desk, row, playbook),
        second_call=bool(earlier),
        do_not_contact=bool(row["do_not_contact"]) or bool(person is not None and person["do_not_contact"]),
    )


def _chosen(playbook: Playbook, answers: list[Row]) -> dict[str, str]:
    found: dict[str, str] = {}
    for one in answers:
        question = playbook.question(one["question_id"])
        for option in question.options if question else ():
            if one["answer"] and option.label in one["answer"].split("\n"):
                found[one["question_id"]] = option.key
    return found


def answered_before(desk: Desk, account_id: str, playbook: Playbook) -> dict[str, date]:
    """Question -> the local day of its last answer, also where another playbook asked it."""
    return {question: date.fromisoformat(one.on) for question, one in _earlier(desk, account_id, playbook, "").items()}


def _earlier(desk: Desk, account_id: str, playbook: Playbook, call_id: str) -> dict[str, Earlier]:
    """Question -> what was answered on other calls: the question itself, else one that it carries over, the latest."""
    rows_ = desk.db.all(
        "SELECT a.playbook, a.question_id, a.answer, c.on_date, p.full_name FROM answer AS a"
        " JOIN call AS c ON c.id = a.call_id"
        " LEFT JOIN contact AS p ON p.id = c.contact_id WHERE a.account_id = ? AND a.call_id <> ? AND a.state = 'asked'"
        " AND a.answer IS NOT NULL AND a.deleted_at IS NULL AND c.deleted_at IS NULL ORDER BY c.started_at, a.at",
        (account_id, call_id),
    )
    direct: dict[str, Earlier] = {}
    every: dict[str, Earlier] = {}
    for row in rows_:
        one = Earlier(row["answer"], row["full_name"], row["on_date"])
        every[row["question_id"]] = one
        question = playbook.question(row["question_id"])
        if question is not None and question.origin == _origin(desk, row["playbook"], question.id):
            direct[question.id] = one
    carried = {
        question.id: max((every[one] for one in question.carry if one in every), key=lambda one: one.on)
        for question in playbook.questions
        if any(one in every for one in question.carry)
    }
    return carried | direct


def _origin(desk: Desk, playbook_id: str, question_id: str) -> str:
    """Which playbook a question was written in: two of the same id may ask something else."""
    found = desk.playbook(playbook_id).question(question_id)
    return found.origin if found is not None else playbook_id


def blanks(desk: Desk, row: Mapping[str, Any] | Row, playbook: Playbook) -> dict[str, str]:
    """What may stand in the blanks of a question."""
    facts = {"minutes": str(playbook.minutes)}
    if row["source"]:
        facts["source_event"] = f"came to us by {row['source']}"
    deals = open_deals(desk, row["id"])
    if deals:
        facts["deal"] = deals[0]["name"]
    return facts
