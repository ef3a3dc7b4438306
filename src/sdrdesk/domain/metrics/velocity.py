"""Revenue velocity with its four factors, the weighted pipeline and the forecast by own rates."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from sdrdesk.domain.settings import STEP_PRIORS

from .figure import Group, Number, deals, mean, plain, share
from .periods import trailing
from .rates import Rates
from .win import Deal, decided, worth

ENOUGH_DECIDED = 20
"""From so many decided deals on a step's own rate counts instead of the stated default."""
FACTORS = ("open_deals", "average_won", "win_rate", "mean_cycle")


@dataclass(frozen=True, slots=True)
class Factors:
    """Open deals, average won value (whole units), broad win rate (0 to 1), mean cycle in days; None where missing."""

    open_deals: int
    average_won: Number
    win_rate: Number
    mean_cycle: Number

    @property
    def per_day(self) -> Number:
        """Money a day; None when a factor is missing or the cycle is no time at all."""
        if self.average_won is None or self.win_rate is None or not self.mean_cycle:
            return None
        return self.open_deals * self.average_won * self.win_rate / self.mean_cycle


def factors(found: Sequence[Deal], bought: Iterable[tuple[date, date]], day: date, days: int, rates: Rates) -> Factors:
    """The four factors as of a day: what is open then, the rest from so many days before it.

    `bought`: the days of first becoming a prospect and a customer, of those who were both.
    """
    window = trailing(day, days)
    ended = decided(found, *window)
    values = [value for one in ended.won if (value := worth(one, rates, day)) is not None]
    return Factors(
        open_deals=sum(one.outcome == "open" for one in found),
        average_won=rates.units(sum(values)) / len(values) if values else None,
        win_rate=len(ended.won) / len(ended.broad) if ended.broad else None,
        mean_cycle=mean([(end - start).days for start, end in bought if end in window and start <= end]),
    )


def velocity(now: Factors, before: Factors | None, found: Sequence[Deal], still: Sequence[Deal]) -> Group:
    """Velocity a day and in 30 days, and its factors; `before` is a month earlier, to say which one moved."""
    per_day, why = now.per_day, _missing(now)
    parts = {name: getattr(now, name) for name in FACTORS}
    behind = deals(one.id for one in still)
    group: Group = {
        "open deals x avg won x broad win rate / mean cycle": plain(
            "velocity", None if per_day is None else round(per_day, 2), "money", why, n=now.open_deals, behind=behind,
            **parts, moved=moved(before, now) if before is not None else "",
        ),
        "same per 30 days": plain(
            "velocity_30_days", None if per_day is None else round(per_day * 30, 2), "money", why, n=now.open_deals,
            behind=behind,
        ),
    }  # fmt: skip
    units = {"open_deals": "count", "average_won": "money", "win_rate": "%", "mean_cycle": "days"}
    for name in FACTORS:
        value, earlier = getattr(now, name), getattr(before, name) if before is not None else None
        times = 100 if name == "win_rate" else 1
        group[f"factor {name.replace('_', ' ')}"] = plain(
            name, None if value is None else round(value * times, 2), units[name], "not known in this window",
            month_ago=None if earlier is None else round(earlier * times, 2),
        )  # fmt: skip
    return group


def moved(before: Factors, now: Factors) -> str:
    """The factor that changed velocity most, by how many times; empty when nothing did or can be said."""
    found, most = "", 0.0
    for name in FACTORS:
        old, new = getattr(before, name), getattr(now, name)
        if not old or not new:
            continue
        times = old / new if name == "mean_cycle" else new / old
        size = max(times, 1 / times)
        if size > max(most, 1.0):
            found, most = f"{name} ×{times:.2f}", size
    return found


def step_chances(decided_at: Mapping[tuple[str, bool], int]) -> dict[str, tuple[float, int]]:
    """step -> (chance 0 to 1, deals it was counted on); the stated default below ENOUGH_DECIDED.

    `decided_at` is (step it was decided at, won) -> deals. A deal that got to a step had passed those before it.
    """
    steps, chances = list(STEP_PRIORS), {}
    for place, step in enumerate(steps):
        won = sum(decided_at.get((one, True), 0) for one in steps[place:])
        lost = sum(decided_at.get((one, False), 0) for one in steps[place:])
        n = won + lost
        chances[step] = (won / n if n >= ENOUGH_DECIDED else STEP_PRIORS[step] / 100, n)
    return chances


def pipeline(still: Sequence[Deal], day: date, rates: Rates, chances: Mapping[str, tuple[float, int]]) -> Group:
    """What is open by the chance of its step, whole and by the month it is expected to close."""
    months: dict[str, float] = {}
    total, unconverted, late = 0.0, 0, 0
    for deal in still:
        value = worth(deal, rates, day)
        if value is None:
            unconverted += 1
            continue
        part = value * chances[deal.step][0]
        total += part
        late += deal.expected is not None and deal.expected < day
        month = "no date" if deal.expected is None else "overdue" if deal.expected < day else f"{deal.expected:%Y-%m}"
        months[month] = months.get(month, 0.0) + part
    behind = deals(one.id for one in still)
    told = {step: {"chance": round(100 * chance, 1), "n": n, "own": n >= ENOUGH_DECIDED}
            for step, (chance, n) in chances.items()}  # fmt: skip
    return {
        f"weighted pipeline {rates.base}": plain(
            "weighted_pipeline", rates.units(total), "money", n=len(still), behind=behind, unconverted=unconverted,
            steps=told,
        ),
        f"forecast by expected month {rates.base}": plain(
            "forecast", {month: rates.units(part) for month, part in sorted(months.items())}, "money", n=len(still),
            behind=behind, late=late,
        ),
    }  # fmt: skip


PUSHED_OFTEN = 2


def pushed(still: Sequence[Deal], times: Mapping[str, int]) -> Group:
    """How many open deals had their close moved out twice or more; `times` is deal -> how often."""
    often = [one.id for one in still if times.get(one.id, 0) >= PUSHED_OFTEN]
    return {
        "open deals whose close was moved out twice or more": share(
            "pushed", len(often), len(still), "no deal is open", deals(often)
        )
    }


def _missing(now: Factors) -> str:
    if now.average_won is None:
        return "no won deal in the window"
    if now.win_rate is None:
        return "no decided deal in the window"
    return "no cycle in the window, or one of 0 days"
