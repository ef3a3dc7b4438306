"""Numbers of money and customers: where revenue came from, what a customer costs and is worth."""

from __future__ import annotations

from sdrdesk.domain.metrics import attribution, customers, standing_customers
from sdrdesk.domain.metrics import worth as values
from sdrdesk.domain.metrics.figure import Figure, Group, plain
from sdrdesk.domain.metrics.inactivity import inactivity
from sdrdesk.domain.metrics.periods import year_before
from sdrdesk.store.numbers import money

from .funnel_numbers import conv
from .reading import Reading


def attr(reading: Reading) -> Group:
    new = sorted(reading.customer_base.new)
    return {
        **attribution.attribution(
            reading.won, *reading.touches, reading.rates, reading.as_of
        ),
        **attribution.acquisition_cost(reading.spent, len(new), new),
    }  # fmt: skip


def cust(reading: Reading) -> Group:
    db, period, rates, assumed = reading.desk.db, reading.period, reading.rates, reading.assumed
    year = year_before(period.end)
    first = money.first_order(db)
    seen = 1.0 if first is None or first <= year.start else max((year.end - first).days, 1) / 365.25
    group = customers.ordering(money.orders(db, *year), rates, min(seen, 1.0))
    recurring = money.recurring(db, period.end)
    group |= customers.retention(reading.customer_base, period, recurring, rates)
    group |= inactivity(
        money.order_days(db, period.end), {one.account for one in recurring} | reading.customer_base.left, period,
        reading.as_of, assumed.inactive_days,
    )  # fmt: skip
    churn = group[f"logo churn {period.label}"]
    arpa = group["ARPA per month at the start"].value
    margin = assumed.gross_margin / 100
    worth = values.value(
        values.Worth(
            best=_best(reading), aov=group["AOV"].value,
            frequency=group["purchase frequency (orders per buyer per year)"].value,
            logo_churn=None if churn.value is None else churn.value / 100, per_year=period.per_year, n=churn.n or 0,
            arpa=arpa, margin=margin, monthly_churn=assumed.monthly_churn / 100,
            monthly_interest=assumed.monthly_interest / 100, lifetime_cap=assumed.lifetime_cap,
        )
    )  # fmt: skip
    group |= worth
    group |= values.balance(worth, reading.once("attr", attr), arpa, margin, assumed.target_ratio)
    group |= standing_customers.referred(reading.won, money.referred(db), rates)
    group |= standing_customers.by_value(_brought(reading)) | standing_customers.satisfaction(money.satisfaction(db))
    return group | _dearest_lead(reading, worth)


def _brought(reading: Reading) -> dict[str, float]:
    """account -> what it ordered to date in whole units; what has no rate is left out."""
    totals: dict[str, float] = {}
    for account, currency, minor in money.brought(reading.desk.db, reading.as_of):
        value = reading.rates.minor(minor, currency, reading.as_of)
        if value is not None:
            totals[account] = totals.get(account, 0.0) + reading.rates.units(value)
    return totals


def _best(reading: Reading) -> tuple[str, str, float] | None:
    """The buyer who brought most to date."""
    totals: dict[tuple[str, str], int] = {}
    for account, name, currency, minor in money.ordered_to_date(reading.desk.db, reading.as_of):
        value = reading.rates.minor(minor, currency, reading.as_of)
        if value is not None:
            totals[account, name] = totals.get((account, name), 0) + value
    if not totals:
        return None
    (account, name), minor = max(totals.items(), key=lambda pair: (pair[1], pair[0][1]))
    return account, name, reading.rates.units(minor)


def _dearest_lead(reading: Reading, worth: Group) -> Group:
    rates, assumed = reading.once("conv", conv), reading.assumed
    first = rates[f"lead->prospect {assumed.window_prospect}d cohort"]
    second = rates[f"prospect->customer {assumed.window_customer}d cohort"]
    value = worth["CLV b) gross margin"].value
    most = attribution.dearest_lead(value, assumed.target_ratio, _part(first), _part(second))
    return {
        "most I may pay per lead (CLV / target x both conversions)": plain(
            "dearest_lead", None if most is None else round(most, 2), "money",
            "customer value or a conversion is not known", n=second.n,
        )
    }  # fmt: skip


def _part(figure: Figure) -> float | None:
    return None if figure.value is None else float(figure.value) / 100
