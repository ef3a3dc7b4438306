"""What runs on an account: whose next step it is, what comes after one, what is written when it goes on or ends."""

from __future__ import annotations

from collections.abc import Sequence, Set
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from sdrdesk.domain import cadence as rules
from sdrdesk.domain.days import add_business_days
from sdrdesk.domain.next_step import NextStep
from sdrdesk.store import cadences as rows
from sdrdesk.store.database import Row
from sdrdesk.store.stepping import close_step, next_columns

from .desk import Desk
from .find import the_account

if TYPE_CHECKING:
    from sdrdesk.domain.cadence import Cadence

_NO_WAY = {"call": "no working number", "mail": "no working e-mail", "social": "no way to write"}
_FIND = {"call": "find a working number", "mail": "find a working e-mail", "social": "find a way to write"}
_LOOK_BACK = 60  # days; wider than any window of touches, however many days are closed


class Run(NamedTuple):
    """A cadence on an account; `at` is the number of the step to come, from 0 on."""

    id: str
    account_id: str
    contact_id: str | None
    who: str | None
    cadence_id: str
    at: int
    state: str
    reason: str | None
    started_on: date
    resume_on: str | None
    last: rules.Past | None


def _run(row: Row) -> Run:
    last = None
    if row["last_number"] is not None:
        due, on = date.fromisoformat(row["last_due"]), date.fromisoformat(row["last_on"])
        last = rules.Past(row["last_number"], row["last_outcome"], due, on)
    return Run(
        row["id"], row["account_id"], row["contact_id"], row["who"], row["cadence"], row["at_step"], row["state"],
        row["reason"], date.fromisoformat(row["started_on"]), row["resume_on"], last,
    )  # fmt: skip


def open_runs(desk: Desk, account_id: str) -> list[Run]:
    """The running and paused cadences of an account."""
    return [_run(row) for row in rows.open_runs(desk.db, account_id)]


def last_ended(desk: Desk, account_id: str) -> Run | None:
    """The cadence of an account that ended last."""
    row = rows.last_ended(desk.db, account_id)
    return _run(row) if row is not None else None


def owner(account: Row, runs: Sequence[Run]) -> Run | None:
    """The running cadence that set the account's next step; None when something else is next."""
    meant = rules.step_meant(account["next_what"])
    if meant is None:
        return None
    mine = [run for run in runs if run.state == "running" and (run.cadence_id, run.at) == meant]
    return next((run for run in mine if run.contact_id == account["next_contact_id"]), next(iter(mine), None))


def waits_for(account: Row, runs: Sequence[Run]) -> Run | None:
    """The paused cadence whose end of pause is the account's next step."""
    held = rules.pause_meant(account["next_kind"], account["next_what"])
    return next((run for run in runs if run.state == "paused" and run.cadence_id == held), None)


# -- what comes ----------------------------------------------------------------------------------------------------


class Passed(NamedTuple):
    """A step that is left out because its channel leads nowhere."""

    number: int
    due: date
    channel: str


class Coming(NamedTuple):
    """The step of a run that comes next; `number` is None when there is none: it is over, or every way is `blocked`."""

    run: Run
    cadence: Cadence
    number: int | None
    due: date
    planned: date
    passed: tuple[Passed, ...] = ()
    blocked: str = ""

    @property
    def step(self) -> NextStep | None:
        """As the next step of the account."""
        if self.number is None:
            return None
        found = self.cadence.step(self.number)
        assert found is not None
        return NextStep(found.kind, self.cadence.label(self.number), self.due.isoformat(), None)


def channels(desk: Desk, account_id: str, contact_id: str | None) -> set[str]:
    """The channels that reach a person."""
    kinds = {row["kind"] for row in rows.points(desk.db, account_id, contact_id)}
    found = {"social"} | ({"call"} if "phone" in kinds else set()) | ({"mail"} if "email" in kinds else set())
    person = desk.db.row("contact", contact_id) if contact_id else None
    if person is not None and person["email_opt_out"]:
        found.discard("mail")
    return found


def coming(
    desk: Desk, account: Row, run: Run, *, own: Set[date] = frozenset(), others: Set[date] = frozenset(),
    without: Set[str] = frozenset(),
) -> Coming | None:  # fmt: skip
    """What a run brings next: the first step from `run.at` on whose channel works. None when its file is gone.

    `own` and `others` are days of touches, by this run and by others, that are not written yet; `without` are channels
    that are about to be closed.
    """
    cadence = desk.cadence(run.cadence_id)
    if cadence is None:
        return None
    open_ways = channels(desk, run.account_id, run.contact_id) - without
    closed, renewal = desk.settings.closed_days, account["renewal_on"]
    renewal_on = date.fromisoformat(renewal) if renewal else None
    number, last, passed = run.at, run.last, list[Passed]()
    planned = desk.today()
    while (step := cadence.step(number)) is not None:
        planned = rules.due_on(cadence, number, run.started_on, last, closed, renewal_on)
        if step.channel in open_ways:
            placed = max(planned, desk.today())
            done = {date.fromisoformat(day) for day in rows.done_days(desk.db, run.id, _since(placed))}
            beside = _others(desk, run, placed) | others
            due = rules.with_room(placed, done | own, beside, closed)
            return Coming(run, cadence, number, due, planned, tuple(passed))
        passed.append(Passed(number, planned, step.channel))
        if cadence.repeat_every and number >= len(cadence.steps):
            break
        last, number = rules.Past(number, "skipped", planned, desk.today()), number + 1
    return Coming(run, cadence, None, planned, planned, tuple(passed), passed[0].channel if passed else "")


def _since(day: date) -> str:
    return date.fromordinal(day.toordinal() - _LOOK_BACK).isoformat()


def _others(desk: Desk, run: Run, day: date) -> set[date]:
    """The days on which something else than this run reached out to the account."""
    mine = rows.done_days(desk.db, run.id, _since(day))
    every = rows.touches(desk.db, run.account_id, _since(day), rules.TOUCHES)
    return {date.fromisoformat(on) for on, count in every.items() if count > mine.get(on, 0)}


def upcoming(
    desk: Desk, account: Row, runs: Sequence[Run], instead: Coming | None = None, touched: Set[date] = frozenset()
) -> Coming | None:
    """The step to come of all running cadences; `instead` stands for what its own run would bring, which has just
    reached out to them on the days `touched`."""
    found = [
        instead if instead is not None and instead.run.id == run.id else coming(desk, account, run, others=touched)
        for run in runs
        if run.state == "running"
    ]
    steps = [one for one in found if one is not None and one.number is not None]
    return min(steps, key=lambda one: (one.due, one.planned, one.run.started_on, one.run.id), default=None)


# -- a step is done or left out ------------------------------------------------------------------------------------


class Onward(NamedTuple):
    """What it comes to when the step at hand of a run is done or left out ('' for neither: a way was closed to it):
    the run's next, and the account's."""

    run: Run
    cadence: Cadence
    outcome: str
    due: date
    on: date
    mine: Coming
    next: Coming | None

    @property
    def state(self) -> str:
        """The run's state afterwards."""
        return "running" if self.mine.number is not None else "paused" if self.mine.blocked else "finished"

    @property
    def said(self) -> str:
        """What has to be told beside the next step: '' while it simply goes on."""
        if self.state == "running":
            return ""
        return f"{self.run.cadence_id} {self.state}" + (f": {_NO_WAY[self.mine.blocked]}" if self.mine.blocked else "")


def onward(
    desk: Desk,
    account: Row,
    run: Run,
    runs: Sequence[Run],
    *,
    outcome: str = "done",
    on: date | None = None,
    without: Set[str] = frozenset(),
) -> Onward | None:
    """What comes when the step at hand is done on a day (today). None when the cadence's file is gone."""
    cadence = desk.cadence(run.cadence_id)
    if cadence is None or cadence.step(run.at) is None:
        return None
    on = on or desk.today()
    due = due_of(desk, account, run, cadence)
    then = run._replace(at=run.at + 1, last=rules.Past(run.at, outcome, due, on), state="running")
    own = {on} if outcome == "done" else frozenset[date]()
    mine = coming(desk, account, then, own=own, without=without)
    assert mine is not None
    return Onward(run, cadence, outcome, due, on, mine, upcoming(desk, account, runs, mine, own))


def turned(desk: Desk, account: Row, run: Run, runs: Sequence[Run], without: Set[str]) -> Onward | None:
    """What comes when these channels are closed to a run and its step at hand was one of them; None when it was not."""
    mine = coming(desk, account, run, without=without)
    if mine is None or not mine.passed:
        return None
    today = desk.today()
    return Onward(run, mine.cadence, "", today, today, mine, upcoming(desk, account, runs, mine))


def due_of(desk: Desk, account: Row, run: Run, cadence: Cadence) -> date:
    """The day the step at hand is due: as it stands on the account, else as the cadence plans it."""
    if owner(account, [run]) is not None and account["next_due"]:
        return date.fromisoformat(account["next_due"])
    return rules.due_on(cadence, run.at, run.started_on, run.last, desk.settings.closed_days)


def write_onward(desk: Desk, step: Onward, *, call_id: str | None = None, reason: str | None = None) -> None:
    """Inside a step: what was done, what was passed over, and where the run stands now."""
    run = step.run
    if step.outcome:
        _write_step(desk, run, step.cadence, run.at, step.due, step.outcome, step.on, call_id, reason)
    if step.state == "paused":
        at = step.mine.run.at
        desk.db.update("cadence_run", run.id, at_step=at, state="paused", reason=_NO_WAY[step.mine.blocked])
        return
    write_passed(desk, step.mine)
    at = step.mine.number if step.mine.number is not None else len(step.cadence.steps)
    ended = {"state": "finished", "ended_at": desk.stamp()} if step.state == "finished" else {}
    desk.db.update("cadence_run", run.id, at_step=at, **ended)


def write_passed(desk: Desk, ahead: Coming) -> None:
    """Inside a step: the steps that are left out because their channel leads nowhere."""
    for one in ahead.passed:
        _write_step(
            desk, ahead.run, ahead.cadence, one.number, one.due, "skipped", desk.today(), None, _NO_WAY[one.channel]
        )


def _write_step(
    desk: Desk, run: Run, cadence: Cadence, number: int, due: date, outcome: str, on: date, call_id: str | None,
    reason: str | None,
) -> None:  # fmt: skip
    step = cadence.step(number)
    assert step is not None
    desk.db.insert(
        "cadence_step",
        run_id=run.id,
        account_id=run.account_id,
        contact_id=run.contact_id,
        number=number,
        channel=step.channel,
        due=due.isoformat(),
        done_at=desk.stamp() if outcome == "done" else None,
        on_date=on.isoformat(),
        outcome=outcome,
        reason=reason,
        call_id=call_id,
    )


def next_after(desk: Desk, step: Onward) -> tuple[NextStep, str | None]:
    """The account's next step afterwards, and whose it is; of a cadence that is over, to say what becomes of them."""
    ahead = step.next
    if ahead is not None and ahead.step is not None:
        return ahead.step, ahead.run.contact_id
    if step.mine.blocked:
        day = add_business_days(desk.today(), 1, desk.settings.closed_days)
        return NextStep("task", _FIND[step.mine.blocked], day.isoformat(), None), step.run.contact_id
    day = add_business_days(step.on, rules.OVER_AFTER_DAYS, desk.settings.closed_days)
    what = f"{step.run.cadence_id} is over: let it rest, or another way?"
    return NextStep("task", what, max(day, desk.today()).isoformat(), None), step.run.contact_id


# -- it ends -------------------------------------------------------------------------------------------------------


def stop_inside(
    desk: Desk,
    account: Row,
    reason: str,
    *,
    contact_id: str | None = None,
    talk: bool = False,
    keep_next: bool = True,
    only: str | None = None,
) -> list[str]:
    """Inside a step: end what runs on an account, for a reason. Gives the ids of the cadences that ended.

    `contact_id`: only theirs. `talk`: one that lives of talks goes on. `only`: the one run of this id. With `keep_next`
    a next step that such a cadence had set stays as a plain one, on its day.
    """
    runs = open_runs(desk, account["id"])
    ended = ending(desk, runs, contact_id, talk=talk, only=only)
    for run in ended:
        desk.db.update("cadence_run", run.id, state="stopped", reason=reason, ended_at=desk.stamp())
    if keep_next and ended:
        gone = {run.id for run in ended}
        mine = owner(account, runs) or waits_for(account, runs)
        if mine is not None and mine.id in gone:
            _let_go(desk, account, [run for run in runs if run.id not in gone])
    return [run.cadence_id for run in ended]


def stop_theirs(desk: Desk, account_id: str, contact_id: str, reason: str) -> None:
    """Inside a step: end what runs for a person who goes."""
    for run in open_runs(desk, account_id):
        if run.contact_id == contact_id:
            stop_inside(desk, the_account(desk, account_id), reason, only=run.id)


def ending(
    desk: Desk, runs: Sequence[Run], contact_id: str | None = None, *, talk: bool = False, only: str | None = None
) -> list[Run]:
    """Those of the runs that `stop_inside` would end."""
    return [run for run in runs if _ends(desk, run, contact_id, talk, only)]


def _ends(desk: Desk, run: Run, contact_id: str | None, talk: bool, only: str | None) -> bool:
    if only is not None:
        return run.id == only
    if contact_id is not None and run.contact_id not in (None, contact_id):
        return False
    cadence = desk.cadence(run.cadence_id)
    return not (talk and cadence is not None and cadence.goes_on)


def _let_go(desk: Desk, account: Row, left: Sequence[Run]) -> None:
    """The step of a cadence that ended: another cadence's takes its place, else it stays as a plain one."""
    close_step(desk.db, account, "dropped")
    ahead = upcoming(desk, account, left)
    if ahead is not None and ahead.step is not None:
        desk.db.update("account", account["id"], **next_columns(desk.db, ahead.step, ahead.run.contact_id))
        return
    kind = "call" if account["next_kind"] == "wait" else account["next_kind"]
    desk.db.update("account", account["id"], next_kind=kind, next_what=None)


def said_stopped(ended: Sequence[str]) -> str:
    """`; outbound-9 stopped`, for the end of a sentence."""
    return f"; {' and '.join(ended)} stopped" if ended else ""


def settle_merged(desk: Desk, account_id: str) -> None:
    """Inside a step, after records were made one: a cadence goes on for each person, none where nobody is worked on.

    Of several of one person the one whose step is next goes on, else the one begun last.
    """
    account = the_account(desk, account_id)
    runs = open_runs(desk, account_id)
    mine = owner(account, runs) or waits_for(account, runs)
    kept: dict[str | None, Run] = {}
    for run in runs:
        before = kept.get(run.contact_id)
        if before is None or before is not mine:
            kept[run.contact_id] = run
    worked_on = account["status"] == "active" and not account["do_not_contact"]
    stay = {run.id for run in kept.values() if worked_on and not _asked_to_stop(desk, run)}
    for run in runs:
        if run.id not in stay:
            desk.db.update("cadence_run", run.id, state="stopped", reason="merged", ended_at=desk.stamp())
    held = rules.step_meant(account["next_what"]) or rules.pause_meant(account["next_kind"], account["next_what"])
    if held and (mine is None or mine.id not in stay):
        _let_go(desk, account, [run for run in runs if run.id in stay])


def _asked_to_stop(desk: Desk, run: Run) -> bool:
    person = desk.db.row("contact", run.contact_id) if run.contact_id else None
    return person is not None and bool(person["do_not_contact"])
