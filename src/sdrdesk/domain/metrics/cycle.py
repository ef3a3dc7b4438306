"""How long it takes: the cycle of those who bought, the age of the rest, and what share is won by which day."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from .figure import Figure, Group, accounts, mean, median, percentile, plain
from .journeys import Journey
from .periods import Period

WON, ENDED, OPEN = 1, 2, 0
NOBODY_BOUGHT = "nobody who had been a prospect bought"


class Timed(NamedTuple):
    """A prospect: days since it first became one, and how it ended."""

    days: int
    event: int
    account: str


class CurvePoint(NamedTuple):
    """A day on which something was decided: how many were at risk, won, ended, and the share won by then (0 to 1)."""

    day: int
    at_risk: int
    won: int
    ended: int
    incidence: float


def cycle(found: Sequence[Journey], period: Period, as_of: date) -> Group:
    """Cycles of those who bought from the period's start to the as-of day."""
    bought = [one for one in found if _since(one.entered("customer"), period, as_of)]
    from_prospect = _days(bought, "prospect")
    from_lead = _days(bought, "lead")
    skipped = len(bought) - len(from_prospect)
    still = sorted((age, one.account) for one in found if one.state == "prospect"
                   and (age := _age(one, as_of)) is not None)  # fmt: skip
    timed = outcomes(found, period, as_of)
    group: Group = {
        "prospect->customer, won": _told("cycle_prospect", from_prospect, skipped),
        "lead->customer, won": _told("cycle_lead", from_lead, 0),
        "open prospects: age since FIRST prospect entry": plain(
            "open_ages", [age for age, _ in still], "days", n=len(still),
            behind=accounts(account for _, account in still), median=median([age for age, _ in still]),
        ),
        "(days,event) 1=won 2=lost/disq 0=open": plain(
            "outcomes", [[one.days, one.event] for one in timed], "days", n=len(timed),
            behind=accounts(one.account for one in timed),
        ),
    }  # fmt: skip
    for point in curve(timed):
        name = f"day {point.day}: at risk {point.at_risk}, won {point.won}, lost {point.ended}"
        group[name] = Figure(
            "won_by_day", round(point.incidence, 4), point.won, point.at_risk, point.at_risk, unit="share",
            parts={"day": point.day, "lost": point.ended},
        )  # fmt: skip
    return group


def outcomes(found: Iterable[Journey], period: Period, as_of: date) -> list[Timed]:
    """Prospects from the period's start on, by days and how they ended; whoever sleeps is no longer watched."""
    timed = []
    for one in found:
        start = one.entered("prospect")
        if start is None or start < period.start:
            continue
        won, ended = one.entered("customer"), one.left("lost", "disqualified")
        slept = one.left("dormant") if one.state == "dormant" else None
        if won is not None and won >= start:
            timed.append(Timed((won - start).days, WON, one.account))
        elif ended is not None and one.state == ended[1]:
            timed.append(Timed((ended[0] - start).days, ENDED, one.account))
        else:
            timed.append(Timed(((slept[0] if slept else as_of) - start).days, OPEN, one.account))
    return sorted(timed)


def curve(timed: Sequence[Timed]) -> list[CurvePoint]:
    """The share won by each day (cumulative incidence): lost ones compete, open ones leave the count unharmed."""
    points: list[CurvePoint] = []
    standing, incidence = 1.0, 0.0
    for day in sorted({one.days for one in timed if one.event != OPEN}):
        at_risk = sum(one.days >= day for one in timed)
        won = sum(one.days == day and one.event == WON for one in timed)
        ended = sum(one.days == day and one.event == ENDED for one in timed)
        incidence += standing * won / at_risk
        standing *= 1 - (won + ended) / at_risk
        points.append(CurvePoint(day, at_risk, won, ended, incidence))
    return points


def cycle_days(found: Iterable[Journey], period: Period) -> list[int]:
    """Days from first prospect entry to customer, of those who bought in the period; skips have no such cycle."""
    bought = [one for one in found if (day := one.entered("customer")) is not None and day in period]
    return [days for days, _ in _days(bought, "prospect")]


def _since(day: date | None, period: Period, as_of: date) -> bool:
    return day is not None and period.start <= day <= as_of


def _days(bought: Iterable[Journey], stage: str) -> list[tuple[int, str]]:
    pairs = ((one.entered(stage), one.entered("customer"), one.account) for one in bought)
    return sorted(
        ((end - start).days, account)
        for start, end, account in pairs
        if start is not None and end is not None and end >= start
    )


def _age(one: Journey, as_of: date) -> int | None:
    start = one.entered("prospect")
    return None if start is None else (as_of - start).days


def _told(id_: str, cycles: Sequence[tuple[int, str]], skipped: int) -> Figure:
    days = [age for age, _ in cycles]
    return plain(
        id_, days, "days", NOBODY_BOUGHT, n=len(days), behind=accounts(account for _, account in cycles),
        median=median(days), mean=mean(days), p80=percentile(days, 0.8), skipped=skipped,
    )  # fmt: skip
