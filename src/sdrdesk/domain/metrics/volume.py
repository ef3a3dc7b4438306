"""Lead volume and what a lead cost, by the source of its first touch."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import NamedTuple

from .figure import Figure, Group, accounts, count, ratio, share
from .journeys import Journey
from .periods import Period
from .rates import Rates

UNKNOWN = "unknown"


class Touch(NamedTuple):
    """A signal of theirs: which source it came from, and when."""

    account: str
    on: date
    id: str
    source: str


class SpendFact(NamedTuple):
    """Money spent in a month (YYYY-MM): on a source, or on selling (`sales`), in minor units."""

    month: str
    kind: str
    source: str | None
    minor: int
    currency: str


class Spent(NamedTuple):
    """What was spent in a period in whole units of the base currency, and what could not be converted."""

    by_source: Mapping[str, float]
    sales: float
    unconverted: int
    sales_known: bool

    @property
    def programmes(self) -> float:
        """All of it but the cost of selling."""
        return round(sum(self.by_source.values()), 4)


def spent(facts: Iterable[SpendFact], period: Period, rates: Rates) -> Spent:
    """What was spent in the months that begin in the period."""
    months, by_source, sales, unconverted, known = set(period.months_begun), dict[str, int](), 0, 0, False
    for fact in facts:
        if fact.month not in months:
            continue
        minor = rates.minor(fact.minor, fact.currency, _after(fact.month))
        if minor is None:
            unconverted += 1
        elif fact.kind == "sales":
            sales, known = sales + minor, True
        else:
            source = fact.source or UNKNOWN
            by_source[source] = by_source.get(source, 0) + minor
    return Spent({source: rates.units(minor) for source, minor in by_source.items()}, rates.units(sales), unconverted,
                 known)  # fmt: skip


def _after(month: str) -> date:
    """The first day after a month: what was spent in it counts at the rate it ended with."""
    year, number = int(month[:4]), int(month[5:])
    return date(year + number // 12, number % 12 + 1, 1)


def first_sources(touches: Iterable[Touch], fallback: Mapping[str, str]) -> dict[str, str]:
    """account -> the source of its first touch; without one what the record says, or `unknown`."""
    first: dict[str, Touch] = {}
    for touch in touches:
        held = first.get(touch.account)
        if held is None or (touch.on, touch.id) < (held.on, held.id):
            first[touch.account] = touch
    return {**fallback, **{account: touch.source for account, touch in first.items()}}


def volume(
    found: Sequence[Journey],
    period: Period,
    sources: Mapping[str, str],
    money: Spent,
    went_on: Sequence[Journey] = (),
) -> Group:
    """New leads, whole and by source, and what each cost; `went_on` are those who became prospects in time."""
    leads = [one for one in found if one.born is not None and one.born in period]
    by_source: dict[str, list[Journey]] = {source: [] for source in money.by_source}
    for one in leads:
        by_source.setdefault(sources.get(one.account) or UNKNOWN, []).append(one)
    label = period.label.lower()
    group: Group = {f"new_leads_{label}": count("new_leads", len(leads), accounts(one.account for one in leads))}
    for source, held in by_source.items():
        ids = [one.account for one in held]
        group[f"leads[{source}]"] = count("leads", len(ids), accounts(ids), source=source)
        group[f"cpl[{source}]"] = _cpl("cpl", source, money.by_source.get(source, 0.0), ids)
        for stage in ("prospect", "customer"):
            hits = sum(one.reached(stage) is not None for one in held)
            group[f"lead->{stage} naive to date[{source}]"] = share(
                f"source_{stage}", hits, len(held), f"no lead came of {source}", accounts(ids), source=source
            )
    group["cpl_blended"] = ratio(
        "cpl_blended", money.programmes, len(leads), "money", "no lead came in the period", n=len(leads),
        behind=accounts(one.account for one in leads), unconverted=money.unconverted,
    )  # fmt: skip
    passed = [one.account for one in went_on]
    group["qualified_cpl_blended"] = ratio(
        "qualified_cpl", money.programmes, len(passed), "money", "no lead of the period became a prospect in time",
        n=len(passed), behind=accounts(passed),
    )  # fmt: skip
    weeks = max((period.end - period.start).days / 7, 1 / 7)
    group["new_leads_per_week"] = ratio("new_leads_per_week", len(leads), round(weeks, 2), "count", "", n=len(leads))
    return group


def _cpl(id_: str, source: str, money: float, ids: Sequence[str]) -> Figure:
    why = f"{money:,.2f} was spent on {source} and no lead came of it"
    return ratio(id_, money, len(ids), "money", why, n=len(ids), behind=accounts(ids), source=source, spend=money)
