"""The numbers of a period: group by group, each read when it is asked for, all of them as of a day."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import date, datetime, timedelta
from typing import NamedTuple

from sdrdesk.domain import icp
from sdrdesk.domain.call import Standing
from sdrdesk.domain.days import add_months
from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.metrics import cadence, calls, feedback, objections, promises, qualification, scores, speed
from sdrdesk.domain.metrics.figure import Figure, Group
from sdrdesk.domain.metrics.periods import Period, around
from sdrdesk.domain.scoring import Engagement, Event
from sdrdesk.store.numbers import acts
from sdrdesk.store.numbers.feedback import came

from . import customer_numbers as money
from . import funnel_numbers as funnel
from . import scoring
from .desk import Desk
from .reading import Reading

KEPT_SCORE = "score:"
MOST_CHECKED = 500


class Numbers(NamedTuple):
    """Every group of a period; money is in whole units of `currency`."""

    start: date
    end: date
    as_of: date
    currency: str
    groups: dict[str, Group]


def period_of(desk: Desk, start: date | None, end: date | None, as_of: date | None) -> tuple[Period, date]:
    """(the period, the as-of day): the quarter of today where nothing is said. Raises DeskError when it is none."""
    day = as_of or desk.today()
    if start is None and end is None:
        period = around(day, 3)
    elif start is None:
        assert end is not None
        period = Period(add_months(end, -3), end)
    else:
        period = Period(start, end or max(day + timedelta(days=1), start + timedelta(days=1)))
    if period.end <= period.start:
        raise DeskError(f"The period ends on {period.end}, before it begins on {period.start}; the end is not in it.")
    return period, day


def nothing_yet(desk: Desk, as_of: date) -> str:
    """A sentence where the as-of day lies before everything the desk knows, else nothing."""
    first = acts.first_day(desk.db)
    if first is None or as_of >= first:
        return ""
    return f"Nothing had happened by {as_of}: the first event of this desk is of {first}."


def numbers(desk: Desk, start: date, end: date, as_of: date, *, account: str | None = None) -> Numbers:
    """Every figure of [start, end) as of a day; `account` is the one whose score is told to the point."""
    reading = Reading(desk, Period(start, end), as_of, account)
    groups = {name: reading.once(name, work_out) for name, work_out in GROUPS.items()}
    return Numbers(start, end, as_of, desk.settings.currency, groups)


def _calls(reading: Reading) -> Group:
    db, (start, end) = reading.desk.db, reading.period
    found, by_kind = acts.dialled(db, start, end), acts.activities(db, start, end)
    dialled: Counter[str] = Counter()
    for (_, outcome), many in found.items():
        dialled[outcome] += many
    group = calls.calls(dialled, acts.meetings(db, start, end, reading.as_of))
    hours = calls.hours(((*place, many) for place, many in found.items()), reading.zone)
    group["hours that answer (weekday, hour, dials, connects)"] = calls.heat(hours)
    return group | calls.activities(by_kind, dialled.total(), acts.touched(db, start, end))


def _waits(reading: Reading) -> list[speed.Waited]:
    settings, now = reading.desk.settings, reading.now
    leads = []
    for row in acts.arrivals(reading.desk.db, *reading.period):
        came = datetime.fromisoformat(row["added_at"])
        acted = [datetime.fromisoformat(text) for text in (row["dialled"], row["written"]) if text]
        tried = [at for at in acted if at <= now]
        if came <= now:
            leads.append(speed.Arrival(row["id"], row["name"], came, min(tried, default=None)))
    hours = speed.Hours(settings.work_from, settings.work_to, reading.zone, settings.closed_days)
    return speed.waits(leads, now, hours)


def _speed(reading: Reading) -> Group:
    return speed.speed(reading.shared("waits", _waits), reading.assumed.sla_minutes)


def _sla(reading: Reading) -> Group:
    by_month: dict[str, list[str]] = {
        month: [] for month in reading.period.months_begun if month <= f"{reading.as_of:%Y-%m}"
    }
    for one in reading.journeys:
        if one.born in reading.period:
            by_month.setdefault(f"{one.born:%Y-%m}", []).append(one.account)
    assumed = reading.assumed
    return promises.promises(by_month, reading.shared("waits", _waits), assumed.promised_leads, assumed.sla_minutes)


def _feedback(reading: Reading) -> Group:
    return feedback.feedback(came(reading.desk.db, *reading.period, reading.as_of))


def _cadence(reading: Reading) -> Group:
    steps = acts.cadence_steps(reading.desk.db, *reading.period, reading.as_of)
    return cadence.cadence(steps, reading.period.end, cadence.OUTBOUND, reading.desk.settings.closed_days)


def _score(reading: Reading) -> Group:
    desk, kept = reading.desk, acts.kept_settings(reading.desk.db, KEPT_SCORE)
    account = reading.account or kept.get("account")
    group: Group = {}
    if account is not None:
        events = [
            event
            for event in scoring.events_of(account, scoring.gather(desk, [account]))
            if event.on <= reading.as_of
        ]  # fmt: skip
        fit, grade = _fit(desk, account, kept)
        group = scores.score(account, fit, grade, events, reading.as_of, _weights(desk, events, kept))
    return group | _order_check(reading) | scores.quality(acts.quality(desk.db))


def _fit(desk: Desk, account: str, kept: Mapping[str, str]) -> tuple[int | None, str]:
    """Fit as it was written down with a history, else by the profile."""
    if "fit" in kept:
        points = scores.fit_points(scores.FitLine(*line) for line in json.loads(kept["fit"]))
        return points, icp.grade_of(points)
    found = scoring.score_of(desk, account).score
    return found.fit, found.grade


def _weights(desk: Desk, events: list[Event], kept: Mapping[str, str]) -> Engagement:
    weights = desk.ranking().engagement
    if "points" not in kept:
        return weights
    return replace(weights, points={**weights.points, **json.loads(kept["points"])})


def _order_check(reading: Reading) -> Group:
    """Whether the grades came out in their order, on the latest leads of the period; without a profile nothing."""
    if not reading.desk.ranking().icp.rules:
        return {}
    born = sorted((one for one in reading.journeys if one.born in reading.period), key=lambda one: str(one.born))
    found = {one.account: one for one in born[-MOST_CHECKED:]}
    cells = {account: score.cell for account, score in scoring.scores(reading.desk, list(found)).items()}
    return scores.order_check(cells, found)


def _qual(reading: Reading) -> Group:
    desk, (start, end) = reading.desk, reading.period
    held: dict[str, tuple[str, str, dict[str, Standing]]] = {}
    for row in acts.grades(desk.db, start, end):
        _, _, standings = held.setdefault(row["account_id"], (row["name"], row["playbook"] or "bant", {}))
        standings[row["criterion"]] = Standing(row["criterion"], row["grade"], row["evidence"])
    stops, rules = acts.hard_stops(desk.db, list(held), end), desk.ranking().icp.rules
    return qualification.qualification(
        [
            qualification.Qualified(
                account, name, standings, stops.get(account), desk.playbook(book),
                bool(rules) and scoring.icp_failed(desk, account),
            )
            for account, (name, book, standings) in held.items()
        ]
    )  # fmt: skip


def _obj(reading: Reading) -> Group:
    found = acts.objections(reading.desk.db, *reading.period)
    outcomes = {deal.id: deal.outcome for deal in reading.deals}
    inside = [deal.id for deal in reading.deals if deal.opened < reading.period.end]
    return objections.objections(found, outcomes, inside)


GROUPS: dict[str, Callable[[Reading], Group]] = {
    "state": funnel.state, "volume": funnel.volume, "conv": funnel.conv, "win": funnel.win, "cycle": funnel.cycle,
    "velocity": funnel.velocity,
    "attr": money.attr, "cust": money.cust, "calls": _calls, "speed": _speed, "cadence": _cadence, "score": _score,
    "qual": _qual, "obj": _obj, "feedback": _feedback, "sla": _sla,
}  # fmt: skip
"""Name -> how it is worked out, in the order they are told."""


def as_plain(figure: Figure) -> dict[str, object]:
    """A figure as data: numbers, never words for them."""
    made: dict[str, object] = {
        "id": figure.id, "value": figure.value, "numerator": figure.numerator, "denominator": figure.denominator,
        "n": figure.n, "low": figure.low, "high": figure.high, "unit": figure.unit,
    }  # fmt: skip
    if figure.why_na:
        made["why_na"] = figure.why_na
    return made | dict(figure.parts)
