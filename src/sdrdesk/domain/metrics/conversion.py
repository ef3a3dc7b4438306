"""Stage conversion by mature cohort, flow, moves back, skips and time in stage."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta

from .assumptions import Assumptions
from .figure import Behind, Figure, Group, accounts, count, median, percentile, plain, share
from .journeys import RANK, Journey
from .periods import Period

NO_COHORT = "nobody came in early enough in the period to be judged by now"
MOST_TOLD = 20


def state(counts: Counter[str], as_of: date) -> Group:
    """Where the records stand on a day; of what is behind it, the first id is replaced by the state one looks at."""
    whole = {name: counts[name] for name in sorted(counts) if counts[name]}
    behind = Behind("standing", ("", as_of.isoformat()))
    return {"records_by_state": plain("records_by_state", whole, "count", n=sum(whole.values()), behind=behind)}


def conversion(found: Sequence[Journey], period: Period, as_of: date, assumed: Assumptions) -> Group:
    """How many went on, of those who have had the time to."""
    leads = [one for one in found if _in(one.born, period)]
    prospects = [one for one in found if _in(one.entered("prospect"), period)]
    first, second = assumed.window_prospect, assumed.window_customer
    by_lead: Callable[[Journey], date | None] = lambda one: one.born  # noqa: E731
    by_prospect: Callable[[Journey], date | None] = lambda one: one.entered("prospect")  # noqa: E731
    mature = _mature(leads, by_lead, first, as_of)
    grown = _mature(prospects, by_prospect, second, as_of)
    went_on = _within(mature, by_lead, "prospect", first)
    strict = [one for one in went_on if one.entered("prospect") is not None]
    bought = _within(grown, by_prospect, "customer", second)
    to_date = [one for one in leads if one.reached("prospect") is not None]
    customers = [one for one in leads if one.reached("customer") is not None]
    exits = [one for one in found if _exits(one, period)]
    label = period.label
    group: Group = {
        "leads of the period": count("leads_of_period", len(leads), accounts(_ids(leads))),
        "of them prospects": count("of_them_prospects", len(to_date), accounts(_ids(to_date))),
        "of them customers": count("of_them_customers", len(customers), accounts(_ids(customers))),
        f"lead->prospect {first}d cohort": share(
            "lead_prospect", len(went_on), len(mature), NO_COHORT, accounts(_ids(mature)),
            undecided=len(leads) - len(mature),
        ),
        "lead->prospect naive to date": share(
            "lead_prospect_naive", len(to_date), len(leads), "no lead came in the period", accounts(_ids(leads))
        ),
        "same cohort, skip NOT counted": share(
            "lead_prospect_strict", len(strict), len(mature), NO_COHORT, accounts(_ids(mature))
        ),
        f"prospect->customer {second}d cohort": share(
            "prospect_customer", len(bought), len(grown), NO_COHORT, accounts(_ids(grown)),
            undecided=len(prospects) - len(grown),
        ),
        "prospect->customer period ratio (snapshot)": _flow(exits, prospects),
        "lead->customer naive to date": share(
            "lead_customer_naive", len(customers), len(leads), "no lead came in the period", accounts(_ids(leads))
        ),
        f"backward moves ({label})": _moves("backward_moves", found, "back", period),
        f"stage skips ({label})": _moves("stage_skips", found, "skip", period),
    }  # fmt: skip
    group |= _cohorts(leads, period, as_of)
    group |= _time_in_stage(found, period, as_of)
    group |= _told_spells(found, period, as_of)
    return group


def qualified(found: Sequence[Journey], period: Period, as_of: date, window: int) -> list[Journey]:
    """The leads of the period that became prospects within the window, mature ones only."""
    leads = [one for one in found if _in(one.born, period)]
    return _within(_mature(leads, lambda one: one.born, window, as_of), lambda one: one.born, "prospect", window)


AGES = (7, 14, 30, 60, 90)
"""Days after coming in at which cohorts are compared."""


def _cohorts(leads: Sequence[Journey], period: Period, as_of: date) -> Group:
    """The leads by the month they came in: what share of them had become prospects so many days later."""
    months: dict[str, list[Journey]] = {}
    for one in sorted(leads, key=lambda journey: str(journey.born)):
        months.setdefault(f"{one.born:%Y-%m}", []).append(one)
    lines = [[month, len(held), *_cohort_line(held, as_of)] for month, held in months.items()]
    return {
        f"prospects by month of coming in, % after {'/'.join(map(str, AGES))} days": plain(
            "cohorts", lines, "list", n=len(leads), behind=accounts(_ids(leads)), ages=list(AGES)
        )
    }


def _cohort_line(members: Sequence[Journey], as_of: date) -> list[float | None]:
    """The share in percent that was a prospect at each age; None where not all of them are that old."""
    youngest = max(one.born for one in members if one.born is not None)
    by_lead: Callable[[Journey], date | None] = lambda one: one.born  # noqa: E731
    return [
        round(100 * len(_within(members, by_lead, "prospect", age)) / len(members), 1)
        if youngest + timedelta(days=age) <= as_of
        else None
        for age in AGES
    ]


def _in(day: date | None, period: Period) -> bool:
    return day is not None and day in period


def _mature(
    found: Iterable[Journey], since: Callable[[Journey], date | None], window: int, as_of: date
) -> list[Journey]:
    return [one for one in found if (day := since(one)) is not None and day + timedelta(days=window) <= as_of]


def _within(
    found: Iterable[Journey], since: Callable[[Journey], date | None], stage: str, window: int
) -> list[Journey]:
    kept = []
    for one in found:
        start, end = since(one), one.reached(stage)
        if start is not None and end is not None and 0 <= (end - start).days <= window:
            kept.append(one)
    return kept


def _exits(one: Journey, period: Period) -> bool:
    """From prospect on to customer in the period, for the first time."""
    day = one.entered("customer")
    entered = one.entered("prospect")
    return day is not None and entered is not None and day in period and entered <= day


def _flow(exits: Sequence[Journey], entries: Sequence[Journey]) -> Figure:
    return share("flow", len(exits), len(entries), "nobody became a prospect in the period",
                 accounts(dict.fromkeys([*_ids(exits), *_ids(entries)])))  # fmt: skip


def _moves(id_: str, found: Iterable[Journey], kind: str, period: Period) -> Figure:
    made = [(one.account, move) for one in found for move in one.moves if move.move == kind and move.on in period]
    return count(id_, len(made), accounts(dict.fromkeys(account for account, _ in made)))


def _time_in_stage(found: Sequence[Journey], period: Period, as_of: date) -> Group:
    """Days in a stage of those who left it in the period, spells added up; and of those still in it."""
    left: dict[str, list[tuple[str, int]]] = {"lead": [], "prospect": []}
    still: dict[str, list[int]] = {"lead": [], "prospect": []}
    for one in found:
        if len(one.moves) == 1:  # most of them: still where they came in
            if one.state in still:
                still[one.state].append((as_of - one.moves[0].on).days)
            continue
        days: dict[str, int] = {}
        ended: dict[str, date | None] = {}
        for spell in one.spells():
            days[spell.state] = days.get(spell.state, 0) + spell.days(as_of)
            ended[spell.state] = spell.end
        for stage, held in left.items():
            if stage not in days:
                continue
            end = ended[stage]
            if end is None:
                still[stage].append(days[stage])
            elif end in period:
                held.append((one.account, days[stage]))
    group: Group = {}
    for stage, held in left.items():
        ages = [age for _, age in held]
        group[f"days in {stage}, median of those who left"] = plain(
            f"days_in_{stage}", median(ages), "days", f"nobody left {stage} in the period", n=len(ages),
            behind=accounts(account for account, _ in held), p80=percentile(ages, 0.8),
            open=len(still[stage]), open_median=median(still[stage]),
        )  # fmt: skip
    return group


def _told_spells(found: Iterable[Journey], period: Period, as_of: date) -> Group:
    """The stretches of those who went back in the period, one by one."""
    group: Group = {}
    back = [one for one in found if any(move.move == "back" and move.on in period for move in one.moves)]
    for one in back[:MOST_TOLD]:
        for stage in sorted(("lead", "prospect"), key=RANK.__getitem__):
            spells = [spell for spell in one.spells() if spell.state == stage]
            if spells:
                still = ", last one open" if spells[-1].end is None else ""
                group[f"{one.name} {stage} spells (days{still})"] = plain(
                    f"spells_{stage}", [spell.days(as_of) for spell in spells], "days", n=len(spells),
                    behind=accounts([one.account]),
                )  # fmt: skip
    return group


def _ids(found: Iterable[Journey]) -> list[str]:
    return [one.account for one in found]
