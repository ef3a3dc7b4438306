"""Cadences as verbs: start one, do or skip its step, pause, resume, stop; each is one act and sets the next step."""

from __future__ import annotations

from datetime import date
from typing import Any, NamedTuple

from sdrdesk.domain.cadence import SENT, Cadence
from sdrdesk.domain.days import add_business_days, next_open_day, say_day
from sdrdesk.domain.errors import DeskError, NeedsAnswer, NotFound
from sdrdesk.domain.next_step import NextStep, say_step
from sdrdesk.domain.template import fill
from sdrdesk.domain.text import clean, visible
from sdrdesk.store import accounts as account_rows
from sdrdesk.store import cadences as rows
from sdrdesk.store import ids
from sdrdesk.store.database import Row
from sdrdesk.store.stepping import close_step, next_columns

from .cadence_pages import facts_of
from .cadence_runs import (
    Coming,
    Run,
    coming,
    next_after,
    onward,
    open_runs,
    owner,
    stop_inside,
    waits_for,
    write_onward,
    write_passed,
)
from .desk import Desk, Done
from .find import the_account
from .next_steps import read_next, said_step
from .stage_history import write_move

PAUSE_DAYS = 5
MOST_COUNTED = 501
_BLOCKED = {"call": "a number", "mail": "an e-mail", "social": "a way to write"}


class Listed(NamedTuple):
    """A cadence to choose from; `on_it` counts the accounts it runs on, up to MOST_COUNTED, which means more."""

    id: str
    name: str
    summary: str
    steps: int
    days: int
    stages: tuple[str, ...]
    asks_day: bool
    own: bool
    trouble: str
    on_it: int


def say_count(count: int) -> str:
    """`12`, `500+`."""
    return f"{MOST_COUNTED - 1}+" if count >= MOST_COUNTED else str(count)


def listed(desk: Desk) -> list[Listed]:
    """Every cadence, shipped ones first; what is wrong with a file of the rep's own is told beside it."""
    found = []
    for one in desk.cadences().values():
        cadence = one.cadence or Cadence(one.id, one.id, ())
        days = cadence.steps[-1].day if cadence.steps else 0
        found.append(
            Listed(
                one.id, cadence.name, cadence.summary, len(cadence.steps), days, cadence.stages, cadence.asks_day,
                one.own, one.trouble, rows.how_many(desk.db, one.id, MOST_COUNTED),
            )
        )  # fmt: skip
    return found


def the_cadence(desk: Desk, text: str) -> Cadence:
    """The cadence of this id, or of the only one that begins so. Raises DeskError naming those there are."""
    every = desk.cadences()
    wanted = text.strip().lower()
    found = [wanted] if wanted in every else [id_ for id_ in every if wanted and id_.startswith(wanted)]
    if len(found) != 1:
        raise NotFound(f"“{visible(text.strip())}” is no cadence; there are {', '.join(every)}.")
    cadence = every[found[0]].cadence
    if cadence is None:
        raise DeskError(every[found[0]].trouble)
    return cadence


def the_run(desk: Desk, account: Row, contact_id: str | None = None) -> Run:
    """The open cadence that is meant: the person's, the one whose step is next, or the only one."""
    runs = open_runs(desk, account["id"])
    name = visible(account["name"])
    if contact_id is not None:
        runs = [run for run in runs if run.contact_id == contact_id]
    mine = owner(account, runs) or waits_for(account, runs)
    if mine is not None:
        return mine
    if not runs:
        raise DeskError(f"{name} is on no cadence; give it one first: C, or sdrdesk cadence REF outbound-9.")
    return runs[0]


# -- start ---------------------------------------------------------------------------------------------------------


def start(desk: Desk, account_id: str, cadence_id: str, *, contact_id: str | None = None, when: str = "") -> Done:
    """Put a person of an account on a cadence; its first step becomes the next. An inbox account is taken by it.

    Raises NeedsAnswer("when") for a cadence whose day is agreed with them.
    """
    account = the_account(desk, account_id)
    cadence = the_cadence(desk, cadence_id)
    whose = _whose(desk, account, contact_id)
    _refuse_start(desk, account, whose)
    agreed = _agreed(desk, account, cadence, when)
    run = Run(
        ids.uuid7(), account_id, whose["id"] if whose is not None else None, None, cadence.id,
        0, "running", None, _counts_from(desk, account, cadence), None, None,
    )  # fmt: skip
    run = run._replace(at=_first(desk, account, run, cadence))
    ahead = coming(desk, account, run)
    if ahead is None or ahead.step is None:
        lacks = _BLOCKED[ahead.blocked] if ahead is not None and ahead.blocked else "a way to reach them"
        raise DeskError(f"{_called(account, whose)} has no {lacks.partition(' ')[2]}; {cadence.id} needs {lacks}.")
    step = ahead.step if agreed is None else ahead.step._replace(due=agreed.due, time=agreed.time)
    with desk.db.step("cadence.started", account_id) as log:
        desk.db.insert(
            "cadence_run", id=run.id, account_id=account_id, contact_id=run.contact_id, cadence=cadence.id,
            version=cadence.version, started_on=run.started_on.isoformat(), at_step=ahead.number,
        )  # fmt: skip
        write_passed(desk, ahead)
        instead = _join(desk, account, step, run.contact_id)
        day = said_step(desk, NextStep(step.kind, None, step.due, step.time))
        log.said = f"{_called(account, whose)}: {cadence.id} started, {day}{instead}"
    return Done(log.id, log.said, account_id, run.id)


def _called(account: Row, person: Row | None) -> str:
    name = visible(account["name"])
    return f"{visible(person['full_name'])} · {name}" if person is not None and person["full_name"] != name else name


def _whose(desk: Desk, account: Row, contact_id: str | None) -> Row | None:
    """The person named, else of the next step, else the first one who may be contacted."""
    everyone = [person for person in account_rows.people(desk.db, account["id"]) if person["left_at"] is None]
    if contact_id is not None:
        found = next((person for person in everyone if person["id"] == contact_id), None)
        if found is None:
            raise NotFound(f"That person is not at {visible(account['name'])} any more.")
        return found
    willing = [person for person in everyone if not person["do_not_contact"]]
    wanted = [person for person in willing if person["id"] == account["next_contact_id"]]
    return next(iter(wanted or willing or everyone), None)


def _refuse_start(desk: Desk, account: Row, whose: Row | None) -> None:
    called = _called(account, whose)
    if account["status"] not in ("active", "inbox"):
        raise DeskError(f"{called} is {account['status']}; reactivate it to work on it again.")
    if account["do_not_contact"] or (whose is not None and whose["do_not_contact"]):
        raise DeskError(f"{called} asked not to be contacted; no cadence is started.")
    contact_id = whose["id"] if whose is not None else None
    for run in open_runs(desk, account["id"]):
        if run.contact_id == contact_id:
            cadence = desk.cadence(run.cadence_id)
            place = f" at {cadence.place(run.at)}" if cadence is not None else ""
            raise DeskError(f"{called} is on {run.cadence_id} already{place}; stop it first, then give another.")


def _agreed(desk: Desk, account: Row, cadence: Cadence, when: str) -> NextStep | None:
    if when.strip():
        return read_next(desk, when)
    if cadence.asks_day:
        raise NeedsAnswer("when", f"{cadence.id} for {visible(account['name'])}: on which day? For example: thu 10")
    return None


def _counts_from(desk: Desk, account: Row, cadence: Cadence) -> date:
    order = rows.latest_order(desk.db, account["id"]) if cadence.from_win else None
    return date.fromisoformat(order) if order is not None else desk.today()


def _first(desk: Desk, account: Row, run: Run, cadence: Cadence) -> int:
    """The first step whose day has not passed; more than none only where days count from a win."""
    number = 0
    while (desk.today() - run.started_on).days > cadence.day(number) and cadence.step(number + 1) is not None:
        number += 1
    return number


def _join(desk: Desk, account: Row, step: NextStep, contact_id: str | None) -> str:
    """Inside a step: the step becomes the account's next, unless another person's cadence has an earlier one."""
    others = owner(account, open_runs(desk, account["id"]))
    if others is not None and account["next_due"] <= step.due:
        return f", after {visible(account['next_what'])}"
    columns: dict[str, Any] = next_columns(desk.db, step, contact_id)
    instead = ""
    if account["status"] == "inbox":
        columns["status"] = "active"
        write_move(desk, account["id"], "enter", None, account["stage"], "inbox", "active", reason="cadence")
    else:
        close_step(desk.db, account, "replaced")
        if others is None:
            instead = f" (in place of {visible(say_step(account['next_kind'], account['next_what']))})"
    desk.db.update("account", account["id"], **columns)
    return instead


# -- its steps -----------------------------------------------------------------------------------------------------


def do_step(desk: Desk, account_id: str, text: str = "", *, contact_id: str | None = None) -> Done:
    """The mail or message at hand was sent (by the rep, elsewhere): it is logged, and the cadence goes on."""
    account = the_account(desk, account_id)
    run = the_run(desk, account, contact_id)
    cadence = _running(desk, account, run)
    step = cadence.step(run.at)
    assert step is not None
    if step.channel == "call":
        raise DeskError(f"{cadence.label(run.at)} is a call: c dials, and its outcome does the step.")
    words = text.strip() or fill(step.subject or step.what, facts_of(desk, account, run.contact_id)).text
    return _go_on(desk, account, run, "done", kind=SENT[step.channel], text=words)


def skip_step(desk: Desk, account_id: str, reason: str = "", *, contact_id: str | None = None) -> Done:
    """Leave the step at hand out; the cadence goes on with the one after it."""
    account = the_account(desk, account_id)
    run = the_run(desk, account, contact_id)
    _running(desk, account, run)
    return _go_on(desk, account, run, "skipped", reason=clean(reason).strip() or None)


def _running(desk: Desk, account: Row, run: Run) -> Cadence:
    cadence = desk.cadence(run.cadence_id)
    if cadence is None:
        raise DeskError(f"The file of {run.cadence_id} is not there any more, or is broken; stop it, or mend the file.")
    if run.state != "running":
        raise DeskError(f"{cadence.id} at {visible(account['name'])} is paused; resume it first.")
    if cadence.step(run.at) is None:
        raise DeskError(f"{cadence.id} has become shorter than what is done of it; stop it.")
    return cadence


def _go_on(
    desk: Desk, account: Row, run: Run, outcome: str, *, kind: str = "", text: str = "", reason: str | None = None
) -> Done:
    runs = open_runs(desk, account["id"])
    step = onward(desk, account, run, runs, outcome=outcome)
    assert step is not None
    mine = owner(account, runs)
    with desk.db.step(f"cadence.{outcome}", account["id"]) as log:
        made = None
        if kind:
            made = desk.db.insert(
                "activity", account_id=account["id"], contact_id=run.contact_id, kind=kind, at=desk.stamp(),
                on_date=desk.today().isoformat(), two_way=0, text=clean(text).strip() or None,
            )  # fmt: skip
        write_onward(desk, step, reason=reason)
        why = f" ({visible(reason)})" if reason else ""
        log.said = f"{visible(account['name'])}: {step.cadence.short(run.at)} {outcome}{why}"
        if mine is not None and mine.id == run.id:
            ahead, whose = next_after(desk, step)
            close_step(desk.db, account, "done" if outcome == "done" else "dropped")
            desk.db.update("account", account["id"], **next_columns(desk.db, ahead, whose))
            log.said += f", next: {said_step(desk, ahead)}"
        log.said += f"; {step.said}" if step.said else ""
    return Done(log.id, log.said, account["id"], made)


# -- held up, taken up, ended --------------------------------------------------------------------------------------


def pause(desk: Desk, account_id: str, when: str = "", *, reason: str = "", contact_id: str | None = None) -> Done:
    """Hold a cadence until a day (a week from now unless given), when the account comes up again."""
    account = the_account(desk, account_id)
    run = the_run(desk, account, contact_id)
    cadence = _running(desk, account, run)
    closed = desk.settings.closed_days
    day = read_next(desk, when).due if when.strip() else add_business_days(desk.today(), PAUSE_DAYS, closed).isoformat()
    mine = owner(account, open_runs(desk, account_id))
    with desk.db.step("cadence.paused", account_id) as log:
        words = clean(reason).strip() or None
        desk.db.update("cadence_run", run.id, state="paused", reason=words, resume_on=day)
        until = _said_day(desk, day)
        log.said = f"{visible(account['name'])}: {cadence.id} paused at {cadence.place(run.at)} until {until}"
        if mine is not None and mine.id == run.id:
            _hold(desk, account, run, NextStep("wait", cadence.held(run.at), day, None))
    return Done(log.id, log.said, account_id, run.id)


def _said_day(desk: Desk, day: str) -> str:
    return say_day(date.fromisoformat(day), desk.today())


def _hold(desk: Desk, account: Row, run: Run, until: NextStep) -> None:
    """Inside a step: the account waits for the end of the pause, unless another person's cadence goes on."""
    from .cadence_runs import upcoming  # only here

    others = [one for one in open_runs(desk, account["id"]) if one.id != run.id]
    ahead = upcoming(desk, account, others)
    close_step(desk.db, account, "replaced")
    if ahead is not None and ahead.step is not None:
        desk.db.update("account", account["id"], **next_columns(desk.db, ahead.step, ahead.run.contact_id))
    else:
        desk.db.update("account", account["id"], **next_columns(desk.db, until, run.contact_id))


def resume(desk: Desk, account_id: str, *, contact_id: str | None = None) -> Done:
    """Go on with a paused cadence, or with one that another next step stands before: its step is the next again."""
    account = the_account(desk, account_id)
    run = the_run(desk, account, contact_id)
    if owner(account, [run]) is not None:
        raise DeskError(f"{run.cadence_id} at {visible(account['name'])} goes on already; its step is the next.")
    ahead = _ahead(desk, account, run)
    assert ahead.step is not None
    with desk.db.step("cadence.resumed", account_id) as log:
        desk.db.update("cadence_run", run.id, state="running", reason=None, resume_on=None, at_step=ahead.number)
        write_passed(desk, ahead)
        close_step(desk.db, account, "replaced")
        desk.db.update("account", account_id, **next_columns(desk.db, ahead.step, run.contact_id))
        log.said = f"{visible(account['name'])}: {run.cadence_id} goes on, {said_step(desk, ahead.step)}"
    return Done(log.id, log.said, account_id, run.id)


def _ahead(desk: Desk, account: Row, run: Run) -> Coming:
    ahead = coming(desk, account, run)
    if ahead is None:
        raise DeskError(f"The file of {run.cadence_id} is not there any more, or is broken; stop it, or mend the file.")
    if ahead.step is None:
        lacks = _BLOCKED.get(ahead.blocked, "a further step")
        raise DeskError(f"{run.cadence_id} at {visible(account['name'])} cannot go on without {lacks}; e adds one.")
    today = next_open_day(desk.today(), desk.settings.closed_days)
    return ahead._replace(due=max(ahead.due, today))


def stop(desk: Desk, account_id: str, reason: str = "", *, contact_id: str | None = None) -> Done:
    """End a cadence; the step it had set stays as a plain one, on its day."""
    account = the_account(desk, account_id)
    run = the_run(desk, account, contact_id)
    words = clean(reason).strip() or "by hand"
    with desk.db.step("cadence.stopped", account_id) as log:
        stop_inside(desk, account, words, only=run.id)
        now = the_account(desk, account_id)
        step = NextStep(now["next_kind"], now["next_what"], now["next_due"], now["next_time"])
        log.said = f"{visible(account['name'])}: {run.cadence_id} stopped ({visible(words)}), next: " + said_step(
            desk, step
        )
    return Done(log.id, log.said, account_id, run.id)
