"""Win rates: narrow, broad, of those created, by value; and what is still open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import NamedTuple

from .figure import Figure, Group, deals, median, plain, ratio, share
from .periods import Period
from .rates import ONE, Rates, said_rates

NOTHING_DECIDED = "no deal was won or lost"


class Deal(NamedTuple):
    """A deal as of a day: decided ones have the day they closed; `pushed` counts how often the close was moved out."""

    id: str
    account: str
    name: str
    minor: int | None
    currency: str | None
    opened: date
    closed: date | None
    outcome: str
    step: str
    expected: date | None = None


def as_of(found: Iterable[Deal], day: date) -> list[Deal]:
    """The deals as they stood on that day, oldest first: one that closed later was open then."""
    return sorted(stood(found, day), key=lambda one: (one.opened, one.id))


def stood(found: Iterable[Deal], day: date) -> Iterator[Deal]:
    """The same in whatever order they come."""
    for deal in found:
        if deal.opened > day:
            continue
        if deal.closed is not None and deal.closed > day:
            deal = deal._replace(closed=None, outcome="open")
        yield deal


def worth(deal: Deal, rates: Rates, day: date) -> int | None:
    """Its value in the base currency: at the rate of its close, or of this day while it is open."""
    return rates.minor(deal.minor, deal.currency, deal.closed or day)


class Decided(NamedTuple):
    """Deals by how they ended."""

    won: list[Deal]
    lost: list[Deal]
    dropped: list[Deal]

    @property
    def narrow(self) -> list[Deal]:
        """Won or lost."""
        return [*self.won, *self.lost]

    @property
    def broad(self) -> list[Deal]:
        """Won, lost, disqualified or dropped."""
        return [*self.won, *self.lost, *self.dropped]


def decided(found: Iterable[Deal], since: date, until: date) -> Decided:
    """What closed from one day up to, not including, another."""
    closed = [one for one in found if one.closed is not None and since <= one.closed < until]
    return Decided(
        [one for one in closed if one.outcome == "won"],
        [one for one in closed if one.outcome == "lost"],
        [one for one in closed if one.outcome in ("disqualified", "dropped")],
    )


def win(found: Sequence[Deal], period: Period, day: date, rates: Rates, old_after: float | None = None) -> Group:
    """The win rates of a period, and of everything from its start to the as-of day.

    `old_after`: open deals older than that many days are counted beside the broad rate.
    """
    after = Period(period.start, date.fromordinal(day.toordinal() + 1))
    inside, to_date = decided(found, *period), decided(found, *after)
    opened = [one for one in found if one.opened in period]
    still = [one for one in found if one.outcome == "open"]
    won_values, used = _values(to_date.won, rates, day)
    all_values, _ = _values(to_date.narrow, rates, day)
    open_values, _ = _values(still, rates, day)
    base, label = rates.base, period.label
    foreign = f" ({said_rates(used)})" if used else ""
    old = [one for one in still if old_after is not None and (day - one.opened).days > old_after]
    narrow = _rate("win_narrow", to_date.won, to_date.narrow)
    group: Group = {
        f"win_rate {label} by close date (won/(won+lost))": _rate("win_period", inside.won, inside.narrow),
        "narrow win_rate to date": narrow,
        "broad win_rate to date (+disqualified deals)": share(
            "win_broad", len(to_date.won), len(to_date.broad), "no deal was decided", deals(_ids(to_date.broad)),
            open_old=len(old),
        ),
        f"created win_rate, all {label} deals incl. open": share(
            "win_created", sum(one.outcome == "won" for one in opened), len(opened), "no deal was opened in the period",
            deals(_ids(opened)),
        ),
        f"Wilson 95% of narrow win rate {len(to_date.won)}/{len(to_date.narrow)} (%)": plain(
            "win_range", None if narrow.low is None else [narrow.low, narrow.high], "%", NOTHING_DECIDED, n=narrow.n,
            behind=narrow.behind,
        ),
        f"won value {base}{foreign}": _sum("won_value", to_date.won, won_values, rates),
        f"average won deal {base}": ratio(
            "won_average", rates.units(sum(won_values)), len(won_values), "money", "no deal was won",
            n=len(won_values), behind=deals(_ids(to_date.won)),
        ),
        f"median won deal {base}": plain(
            "won_median", None if not won_values else rates.units(median(won_values) or 0), "money", "no deal was won",
            n=len(won_values), behind=deals(_ids(to_date.won)),
        ),
        "value win rate": _by_value(to_date, won_values, all_values, rates),
        f"open pipeline {base}": _sum("open_pipeline", still, open_values, rates),
    }  # fmt: skip
    return group


def _rate(id_: str, won: Sequence[Deal], of: Sequence[Deal]) -> Figure:
    return share(id_, len(won), len(of), NOTHING_DECIDED, deals(_ids(of)))


def _values(found: Iterable[Deal], rates: Rates, day: date) -> tuple[list[int], dict[str, set[int]]]:
    """(what could be converted, the rates of other currencies that were used)."""
    values: list[int] = []
    used: dict[str, set[int]] = {}
    for deal in found:
        value = worth(deal, rates, day)
        if value is None:
            continue
        values.append(value)
        rate = rates.on(deal.currency or rates.base, deal.closed or day)
        if deal.currency != rates.base and rate not in (None, ONE):
            used.setdefault(str(deal.currency), set()).add(int(rate or 0))
    return values, used


def _sum(id_: str, found: Sequence[Deal], values: Sequence[int], rates: Rates) -> Figure:
    total = rates.units(sum(values))
    return plain(id_, total, "money", n=len(found), behind=deals(_ids(found)),
                 unconverted=len(found) - len(values))  # fmt: skip


def _by_value(ended: Decided, won: Sequence[int], every: Sequence[int], rates: Rates) -> Figure:
    if not sum(every):
        return Figure("win_value", None, rates.units(sum(won)), 0, len(every), unit="%", why_na=NOTHING_DECIDED)
    return Figure(
        "win_value", round(100 * sum(won) / sum(every), 2), rates.units(sum(won)), rates.units(sum(every)), len(every),
        unit="%", behind=deals(_ids(ended.narrow)), parts={"unconverted": len(ended.narrow) - len(every)},
    )  # fmt: skip


def _ids(found: Iterable[Deal]) -> list[str]:
    return [one.id for one in found]
