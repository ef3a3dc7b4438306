"""What is shown of cadences: how they stand on an account, and the step at hand with its text filled in."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple
from urllib.parse import quote

from sdrdesk.domain.cadence import Cadence, pause_meant, step_meant
from sdrdesk.domain.days import MONTHS, WEEKDAYS_LONG, say_day
from sdrdesk.domain.next_step import say_step
from sdrdesk.domain.template import fill
from sdrdesk.domain.text import visible
from sdrdesk.store import cadences as rows
from sdrdesk.store.database import Row

from .cadence_runs import Run, coming, last_ended, open_runs, owner, waits_for
from .desk import Desk
from .find import the_account


class Standing(NamedTuple):
    """A cadence on an account as it stands.

    `place` is `3/9`, `channel` and `due` those of the step to come (None when there is none), `is_next`: that step is
    the account's next one. `closed` are channels of it that lead nowhere. `reason` says why it is paused or has ended.
    """

    run: str
    cadence: str
    contact_id: str | None
    who: str | None
    state: str
    place: str
    channel: str | None
    due: str | None
    is_next: bool
    reason: str
    resume_on: str | None
    closed: tuple[str, ...] = ()


def on_account(desk: Desk, account: Row) -> tuple[Standing, ...]:
    """What runs on an account or is paused; when nothing does, what ended last."""
    runs = open_runs(desk, account["id"])
    if not runs:
        ended = last_ended(desk, account["id"])
        return (_standing(desk, account, ended, [ended]),) if ended is not None else ()
    return tuple(_standing(desk, account, run, runs) for run in runs)


def _standing(desk: Desk, account: Row, run: Run, runs: list[Run]) -> Standing:
    cadence = desk.cadence(run.cadence_id)
    mine = owner(account, runs)
    is_next = mine is not None and mine.id == run.id
    channel = due = None
    closed: tuple[str, ...] = ()
    if cadence is not None and run.state in ("running", "paused"):
        ahead = coming(desk, account, run)
        if ahead is not None:
            closed = tuple(dict.fromkeys(one.channel for one in ahead.passed))
            step = cadence.step(ahead.number) if ahead.number is not None else None
            channel = step.channel if step is not None else None
            due = account["next_due"] if is_next else ahead.due.isoformat()
    trouble = "" if cadence is not None else "its file is not there any more, or is broken"
    return Standing(
        run.id, run.cadence_id, run.contact_id, run.who, run.state, _place(cadence, run), channel, due, is_next,
        run.reason or trouble, run.resume_on, closed,
    )  # fmt: skip


def _place(cadence: Cadence | None, run: Run) -> str:
    if cadence is None:
        return str(run.at + 1)
    over = not cadence.repeat_every and run.at >= len(cadence.steps)
    return cadence.place(len(cadence.steps) - 1) if over else cadence.place(run.at)


def say_standing(one: Standing, today: date) -> str:
    """`outbound-9 step 3/9 · mail due Thu 22 Oct`, `… · paused until Tue 3 Nov`, `… · stopped: they replied`."""
    head = f"{one.cadence} step {one.place}"
    why = f": {visible(one.reason)}" if one.reason else ""
    if one.state == "paused":
        until = f" until {say_day(date.fromisoformat(one.resume_on), today)}" if one.resume_on else ""
        return f"{head} · paused{until}{why}"
    if one.state != "running":
        return f"{head} · {one.state}{why}"
    if one.channel is None or one.due is None:
        return f"{head} · nothing to do{why}"
    due = date.fromisoformat(one.due)
    when = "due today" if due == today else f"{'late since' if due < today else 'due'} {say_day(due, today)}"
    waits = "" if one.is_next else ", after the next step"
    return f"{head} · {one.channel} {when}{waits}"


class Planned(NamedTuple):
    """A step of a cadence in a card's list: its place, what it is, and how it went ('' while it is to come)."""

    number: int
    channel: str
    what: str
    day: int
    outcome: str
    on: str | None
    reason: str


class StepCard(NamedTuple):
    """The step at hand: for whom, its text filled in, the blanks nothing is known for, and where it could be sent."""

    account_id: str
    account: str
    who: str | None
    standing: Standing
    label: str
    channel: str | None
    subject: str
    text: str
    missing: tuple[str, ...]
    address: str
    blocked: bool
    steps: tuple[Planned, ...]

    @property
    def words(self) -> str:
        """What is copied: the text alone."""
        return self.text

    @property
    def mailto(self) -> str:
        """The mail as a link for the program that takes mailto: links; '' when it is no mail or nobody to send to."""
        if self.channel != "mail" or not self.address or self.blocked:
            return ""
        body = quote(self.text.replace("\n", "\r\n"))
        return f"mailto:{quote(self.address, safe='@')}?subject={quote(self.subject)}&body={body}"


def step_card(desk: Desk, account_id: str, contact_id: str | None = None) -> StepCard | None:
    """The step at hand of the cadence that is meant (see `cadences.the_run`); None when none is open."""
    account = the_account(desk, account_id)
    runs = open_runs(desk, account_id)
    wanted = [run for run in runs if contact_id is None or run.contact_id == contact_id]
    run = owner(account, wanted) or waits_for(account, wanted) or next(iter(wanted), None)
    if run is None:
        return None
    standing = _standing(desk, account, run, runs)
    cadence = desk.cadence(run.cadence_id)
    ahead = coming(desk, account, run)
    number = ahead.number if ahead is not None else None
    step = cadence.step(number) if cadence is not None and number is not None else None
    facts = facts_of(desk, account, run.contact_id)
    subject = fill(step.subject if step else "", facts)
    text = fill(step.text if step else "", facts)
    person = desk.db.row("contact", run.contact_id) if run.contact_id else None
    return StepCard(
        account_id=account_id,
        account=account["name"],
        who=run.who,
        standing=standing,
        label=cadence.label(number) if cadence is not None and number is not None else "",
        channel=step.channel if step else None,
        subject=subject.text,
        text=text.text,
        missing=tuple(dict.fromkeys((*subject.missing, *text.missing))),
        address=_address(desk, run, step.channel if step else ""),
        blocked=bool(account["do_not_contact"]) or bool(person is not None and person["do_not_contact"]),
        steps=_planned(desk, run, cadence),
    )


def words_for_call(desk: Desk, account: Row, contact_id: str | None) -> str:
    """What the cadence says on the phone, filled in, when its step at hand is a call to this person; else ''."""
    if step_meant(account["next_what"]) is None:
        return ""
    run = owner(account, open_runs(desk, account["id"]))
    cadence = desk.cadence(run.cadence_id) if run is not None else None
    step = cadence.step(run.at) if cadence is not None and run is not None else None
    if run is None or step is None or step.channel != "call" or run.contact_id not in (None, contact_id):
        return ""
    return fill(step.text, facts_of(desk, account, contact_id)).text


def _address(desk: Desk, run: Run, channel: str) -> str:
    kind = {"mail": "email", "call": "phone"}.get(channel, "")
    points = rows.points(desk.db, run.account_id, run.contact_id)
    found = next((row for row in points if row["kind"] == kind), None)
    return visible(found["key"] or found["typed"]) if found is not None else ""


def _planned(desk: Desk, run: Run, cadence: Cadence | None) -> tuple[Planned, ...]:
    if cadence is None:
        return ()
    past = {row["number"]: row for row in rows.steps(desk.db, run.id)}
    count = max(len(cadence.steps), run.at + 1 if cadence.repeat_every else 0)
    planned = []
    for number in range(count):
        step, row = cadence.step(number), past.get(number)
        assert step is not None
        outcome = row["outcome"] if row is not None else ""
        on, reason = (row["on_date"], row["reason"] or "") if row is not None else (None, "")
        planned.append(Planned(number, step.channel, step.what, cadence.day(number), outcome, on, reason))
    return tuple(planned)


def facts_of(desk: Desk, account: Row, contact_id: str | None) -> dict[str, str]:
    """Blank -> what stands there, harmless and in one line; what nothing is known of is absent."""
    person = desk.db.row("contact", contact_id) if contact_id else None
    found: dict[str, str | None] = {
        "company": account["name"],
        "industry": account["industry"],
        "city": account["city"] or (person["city"] if person is not None else None),
        "country": account["country"],
        "source": account["source"] if account["source"] != "added by hand" else None,
        "renewal": account["renewal_on"],
        "owner": account["owner"],
        "next_step": _agreed(account),
        **rows.said(desk.db, account["id"]),
    }
    if person is not None:
        found |= {name: person[name] for name in ("first_name", "last_name", "full_name", "title")}
    for name in ("renewal", "last_spoke"):
        day = found.get(name)
        if day:
            found[name] = say_day(date.fromisoformat(day), desk.today())
    return {name: visible(text).strip() for name, text in found.items() if text and text.strip()}


def _agreed(account: Row) -> str | None:
    """The next step in words, when it is one that was agreed and not one of a cadence."""
    if account["next_due"] is None or step_meant(account["next_what"]) or pause_meant(
        account["next_kind"], account["next_what"]
    ):
        return None
    day = date.fromisoformat(account["next_due"])
    at = f" at {account['next_time']}" if account["next_time"] else ""
    when = f"{WEEKDAYS_LONG[day.weekday()]} {day.day} {MONTHS[day.month - 1]}{at}"
    return f"{say_step(account['next_kind'], account['next_what'])}, {when}"


class TextAtHand(NamedTuple):
    """What there is to write to an account now: what it is called, and its text; `trouble` is about the rep's file."""

    called: str
    text: str
    missing: tuple[str, ...]
    trouble: str = ""


def text_at_hand(desk: Desk, account_id: str) -> TextAtHand:
    """The text of the cadence's step at hand; of an account on none, the follow-up to the last talk."""
    card = step_card(desk, account_id)
    if card is not None and card.text:
        return TextAtHand(card.label.partition(" (")[0], card.text, card.missing)
    return follow_up(desk, account_id)


def follow_up(desk: Desk, account_id: str, contact_id: str | None = None) -> TextAtHand:
    """The mail after a talk, to this person or to the one of the next step, with their words in it."""
    from sdrdesk.files.followup import NAME, read_followup  # only when it is asked for
    from sdrdesk.files.paths import config_folder

    account = the_account(desk, account_id)
    found = read_followup(config_folder() / NAME)
    contact_id = contact_id or account["next_contact_id"] or desk.db.value(
        "SELECT id FROM contact WHERE account_id = ? AND deleted_at IS NULL AND merged_into IS NULL"
        " AND left_at IS NULL ORDER BY position, id LIMIT 1",
        (account_id,),
    )
    filled = fill(found.text, facts_of(desk, account, contact_id))
    return TextAtHand("the follow-up", filled.text, filled.missing, found.trouble)
