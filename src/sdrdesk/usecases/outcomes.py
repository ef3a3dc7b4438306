"""The outcome of a call: disposition, attempt, number, person, next step or exit, all in one reversible act."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sdrdesk.domain import disposition as rules
from sdrdesk.domain.errors import NeedsAnswer
from sdrdesk.domain.next_step import NextStep
from sdrdesk.domain.text import clean, visible
from sdrdesk.domain.when import add_business_days
from sdrdesk.store import accounts as rows
from sdrdesk.store.blocks import mark_called
from sdrdesk.store.database import Row
from sdrdesk.store.stepping import close_step, next_columns

from .cadence_calls import NONE, Effect, OnAccount, write_effect
from .contacts import insert_contact, set_point
from .desk import Desk, Done
from .find import the_account
from .fingerprints import leave_behind
from .leaving import NOTHING_MORE, Facts, leave_inside, leaving_facts, review_day
from .moments import local_day
from .next_steps import read_next, said_step
from .stage_history import write_move
from .willing import check_willing

EXIT_REASONS = {"not_interested": "not_interested", "do_not_contact": "asked_us_to_stop"}


class Outcome(NamedTuple):
    """What the rep said of a call; texts are as typed, ids None when they do not matter."""

    disposition: str
    when: str = ""
    who: str = ""
    number: str = ""
    note: str = ""
    exit: str = ""
    until: str = ""
    confirmed: bool = False
    reason: str = ""
    competitor: str = ""
    on: str = ""
    avoidable: str = ""


def attempts(desk: Desk, account_id: str) -> int:
    """Outbound dials to an account since the last conversation."""
    calls = desk.db.all(
        "SELECT direction, disposition FROM call WHERE account_id = ? AND disposition IS NOT NULL"
        " AND deleted_at IS NULL ORDER BY started_at, id",
        (account_id,),
    )
    return rules.tries((row["direction"], row["disposition"]) for row in calls)


def suggestion(desk: Desk, account: Row, found: rules.Disposition, direction: str = "out") -> rules.Suggested:
    """What this outcome would set by itself, seen from now, whatever cadence runs."""
    return _suggested(desk, account, found, attempts(desk, account["id"]) + (1 if direction == "out" else 0))


def _suggested(desk: Desk, account: Row, found: rules.Disposition, made: int) -> rules.Suggested:
    """As `suggestion`, when this is the dial of that number."""
    return rules.next_after(
        found, desk.today(), desk.time_now(), desk.settings.closed_days, made, desk.settings.attempt_cap,
        account["stage"],
    )  # fmt: skip


def the_disposition(text: str) -> rules.Disposition:
    """A disposition by id, key or label, or by how it begins. Raises DeskError naming the ones there are."""
    return rules.match_disposition(text)


def log_call(
    desk: Desk,
    account_id: str,
    disposition: str,
    *,
    contact_id: str | None = None,
    point_id: str | None = None,
    when: str = "",
    who: str = "",
    number: str = "",
    note: str = "",
    exit: str = "",
    until: str = "",
    confirmed: bool = False,
    reason: str = "",
    competitor: str = "",
    on: str = "",
    avoidable: str = "",
    direction: str = "out",
    at: str = "",
    seconds: int | None = None,
) -> Done:
    """Log a call that was made: one key's worth. Raises NeedsAnswer when the outcome must say when."""
    account = the_account(desk, account_id)
    if direction == "out":
        check_willing(desk, account, contact_id)
    outcome = Outcome(
        disposition, when, who, number, note, exit, until, confirmed, reason, competitor, on, avoidable
    )
    found = the_disposition(disposition)
    day = date.fromisoformat(local_day(at)) if at else desk.today()
    plan = plan_outcome(desk, account, found, outcome, contact_id, direction, point_id, day)
    started = at or desk.stamp()
    with desk.db.step("call.logged", account_id) as log:
        call_id = desk.db.insert(
            "call",
            account_id=account_id,
            contact_id=contact_id,
            contact_point_id=point_id,
            direction=direction,
            stage=account["stage"],
            started_at=started,
            ended_at=started,
            on_date=local_day(started),
            seconds=seconds,
            disposition=found.id,
            two_way=int(found.two_way),
            attempt=attempts(desk, account_id) + 1 if direction == "out" else None,
            note=clean(note).strip() or None,
        )
        log.said = apply_outcome(desk, account, found, outcome, plan, call_id, contact_id, point_id)
        mark_called(desk.db, account_id, call_id, started)
    return Done(log.id, log.said, account_id, call_id)


class Plan(NamedTuple):
    """What an outcome will do to the account: a next step, or an exit with the day to look again; and to its cadences.

    `contact_id` is the person of the next step where a cadence says whose it is; `keeps`: that step stands already.
    """

    next: NextStep | None
    exit: str | None
    review_on: str | None
    reason: str
    number: str
    effect: Effect = NONE
    contact_id: str | None = None
    keeps: bool = False
    facts: Facts = NOTHING_MORE


def plan_outcome(
    desk: Desk, account: Row, found: rules.Disposition, outcome: Outcome, contact_id: str | None, direction: str,
    point_id: str | None = None, on: date | None = None,
) -> Plan:  # fmt: skip
    """What this outcome will do. Raises NeedsAnswer when it must say when, or be confirmed."""
    number = bool(outcome.number.strip())
    effect = OnAccount(desk, account, contact_id, direction).effect(found, on=on, point_id=point_id, number=number)
    brought = effect.suggested
    if brought is None or outcome.exit or outcome.when.strip():
        plan = _plan(desk, account, found, outcome, contact_id, direction)._replace(effect=effect)
        return _tried_again(plan) if effect.again and not outcome.when.strip() else plan
    assert brought.due is not None
    what = f"{brought.what} · ask for {clean(outcome.who).strip()}" if outcome.who.strip() else brought.what
    clock = brought.time.strftime("%H:%M") if brought.time else None
    step = NextStep(brought.kind, what, brought.due.isoformat(), clock)
    keeps = effect.keeps and not outcome.who.strip()
    return Plan(step, None, None, "", "", effect, effect.contact_id, keeps)


def _tried_again(plan: Plan) -> Plan:
    """The call of a cadence on the day that the outcome sets."""
    step, again = plan.next, plan.effect.again
    if step is None or step.kind != "call":
        return plan
    what = f"{again} · {step.what}" if step.what else again
    return plan._replace(next=step._replace(what=what), contact_id=plan.effect.contact_id)


def _plan(
    desk: Desk, account: Row, found: rules.Disposition, outcome: Outcome, contact_id: str | None, direction: str
) -> Plan:
    suggested = suggestion(desk, account, found, direction)
    tries = f" · try {suggested.next_try}/{suggested.cap}" if suggested.next_try else ""
    if outcome.exit:
        reason = outcome.reason.strip() or EXIT_REASONS.get(found.id, "no_response")
        day = suggested.due.isoformat() if suggested.due and not outcome.until else review_day(desk, outcome.until)
        facts = leaving_facts(
            desk, account, outcome.exit, reason,
            competitor=outcome.competitor, on=outcome.on, avoidable=outcome.avoidable,
        )  # fmt: skip
        return Plan(None, outcome.exit, day, reason, tries, facts=facts)
    if outcome.when.strip():
        kind = "call" if suggested.exit else suggested.kind
        return Plan(read_next(desk, outcome.when, kind), None, None, "", tries)
    if found.id == "do_not_contact":
        return _hands_off(desk, account, contact_id, suggested, outcome)
    if found.asks == "when":
        raise NeedsAnswer("when", f"{found.label.capitalize()}: when? For example: thu 10, or demo 15 jan 14:00")
    if suggested.exit:
        what = f"{suggested.what}: {suggested.exit}, or another way?"
        return Plan(_tomorrow(desk, "task", what), None, None, "", tries)
    if found.id == "bad_number" and outcome.number.strip():
        return Plan(_tomorrow(desk, "call", None), None, None, "", tries)
    assert suggested.due is not None
    clock = suggested.time.strftime("%H:%M") if suggested.time else None
    step = NextStep(suggested.kind, _what(suggested, outcome), suggested.due.isoformat(), clock)
    return Plan(step, None, None, "", tries)


def _what(suggested: rules.Suggested, outcome: Outcome) -> str | None:
    if outcome.who.strip():
        who = clean(outcome.who).strip()
        return f"ask for {who}" if suggested.kind == "call" else f"call {who}"
    return None if suggested.what == "call again" else suggested.what


def _tomorrow(desk: Desk, kind: str, what: str | None) -> NextStep:
    day = add_business_days(desk.today(), 1, desk.settings.closed_days)
    return NextStep(kind, what, day.isoformat(), None)


def _hands_off(
    desk: Desk, account: Row, contact_id: str | None, suggested: rules.Suggested, outcome: Outcome
) -> Plan:
    if not outcome.confirmed:
        raise NeedsAnswer(
            "confirm", f"Block every channel to {visible(account['name'])}'s person and stop? Say yes to confirm"
        )
    others = [
        person
        for person in rows.people(desk.db, account["id"])
        if person["id"] != contact_id and not person["do_not_contact"] and person["left_at"] is None
    ]
    if account["stage"] == "customer":
        return Plan(_tomorrow(desk, "task", suggested.what), None, None, "", "")
    if others and contact_id is not None:
        return Plan(_tomorrow(desk, "task", f"go on with {others[0]['full_name']}"), None, None, "", "")
    return Plan(None, "disqualified", None, "asked_us_to_stop", "")


def apply_outcome(
    desk: Desk,
    account: Row,
    found: rules.Disposition,
    outcome: Outcome,
    plan: Plan,
    call_id: str,
    contact_id: str | None,
    point_id: str | None,
) -> str:
    """Inside a step: what the outcome does to number, person, account and next step. Returns the sentence."""
    _strike_number(desk, account, found, outcome, contact_id, point_id)
    named = _new_person(desk, account, found, outcome, contact_id)
    if found.id == "do_not_contact":
        _block(desk, account, contact_id, plan)
    name = visible(account["name"])
    ends = write_effect(desk, account, plan.effect, call_id, contact_id)
    if plan.exit:
        leave_inside(desk, account, plan.exit, plan.reason, plan.review_on, found.label, plan.facts)
        again = f", look again on {plan.review_on}" if plan.review_on else ""
        return f"{name}: {found.label}, {plan.exit}{again}{ends}"
    assert plan.next is not None
    if plan.keeps:
        return f"{name}: {found.label}, next is still: {said_step(desk, plan.next)}{ends}"
    close_step(desk.db, account, "done", call_id)
    whose = named or plan.contact_id or contact_id or account["next_contact_id"]
    columns: dict[str, Any] = next_columns(desk.db, plan.next, whose)
    if account["status"] != "active":
        move = "enter" if account["status"] == "inbox" else "return"
        columns |= {"status": "active", "review_on": None}
        write_move(
            desk, account["id"], move, None if move == "enter" else account["stage"], account["stage"],
            account["status"], "active", reason=found.id,
        )  # fmt: skip
    desk.db.update("account", account["id"], **columns)
    return f"{name}: {found.label} → {said_step(desk, plan.next)}{plan.number}{ends}"


def _strike_number(
    desk: Desk, account: Row, found: rules.Disposition, outcome: Outcome, contact_id: str | None, point_id: str | None
) -> None:
    if found.id != "bad_number":
        return
    point = point_id or first_number(desk, account["id"], contact_id)
    if point is not None:
        desk.db.update("contact_point", point, dead_at=desk.stamp())
    if outcome.number.strip():
        held = desk.db.row("contact_point", point) if point else None
        label = "mobile" if held is None or held["label"] != "mobile" else "other"
        set_point(desk, account["id"], contact_id, "phone", outcome.number, label)


def first_number(desk: Desk, account_id: str, contact_id: str | None) -> str | None:
    """The id of the first number that is not struck, of the person when one is named, else of the account."""
    points = rows.points_of(desk.db, contact_id) if contact_id else rows.points(desk.db, account_id)
    return next((point["id"] for point in points if point["kind"] == "phone" and not point["dead_at"]), None)


def _new_person(
    desk: Desk, account: Row, found: rules.Disposition, outcome: Outcome, contact_id: str | None
) -> str | None:
    if not outcome.who.strip() or found.id not in ("wrong_person", "referred"):
        return None
    return insert_contact(desk, account["id"], outcome.who, referred_by=contact_id if found.id == "referred" else None)


def _block(desk: Desk, account: Row, contact_id: str | None, plan: Plan) -> None:
    if contact_id is not None:
        desk.db.update("contact", contact_id, do_not_contact=1, email_opt_out=1)
        leave_behind(desk, account["id"], contact_id)
    if plan.exit or contact_id is None:
        desk.db.update("account", account["id"], do_not_contact=1)
        leave_behind(desk, account["id"], None)


class Offer(NamedTuple):
    """One outcome of the strip: its rule, what it would set now, and that in words."""

    rule: rules.Disposition
    suggested: rules.Suggested
    said: str


def strip_rules(desk: Desk, account_id: str, direction: str = "out", contact_id: str | None = None) -> list[Offer]:
    """The 14 outcomes with the next step each would set now, for the strip."""
    account = the_account(desk, account_id)
    today: date = desk.today()
    made = attempts(desk, account_id) + (1 if direction == "out" else 0)
    cadences = OnAccount(desk, account, contact_id, direction)
    offers = []
    for found in rules.DISPOSITIONS:
        effect = cadences.effect(found)
        step = effect.suggested or _suggested(desk, account, found, made)
        offers.append(Offer(found, step, rules.phrase(step, today) + cadences.told(effect)))
    return offers
