"""What a customer is worth, four ways, and whether that is worth what winning one costs."""

from __future__ import annotations

from typing import NamedTuple

from .figure import Group, Number, accounts, plain, ratio


class Worth(NamedTuple):
    """What the value of a customer is worked out from: money in whole units, margin and churn as 0 to 1."""

    best: tuple[str, str, float] | None
    aov: Number
    frequency: Number
    logo_churn: Number
    per_year: float
    n: int
    arpa: Number
    margin: float
    monthly_churn: float
    monthly_interest: float
    lifetime_cap: float


def value(facts: Worth) -> Group:
    """The value of a customer four ways: to date, by orders, as a subscription, and discounted."""
    margin, churn = facts.margin, facts.monthly_churn
    life, capped = lifetime_years(facts.logo_churn, facts.per_year, facts.lifetime_cap)
    by_orders = None
    if facts.aov is not None and facts.frequency is not None and life is not None:
        by_orders = facts.aov * facts.frequency * life
    why = "no order in the twelve months" if facts.aov is None else "there was no customer at the start of the period"
    group: Group = {}
    if facts.best is not None:
        account, name, revenue = facts.best
        group[f"CLV a) historic revenue {name} / gross margin"] = plain(
            "clv_historic", [round(revenue, 2), round(revenue * margin, 2)], "money", n=1, behind=accounts([account])
        )
    group["CLV b) AOV*freq*lifetime years, revenue"] = plain(
        "clv_orders", _round(by_orders), "money", why, n=facts.n, lifetime_years=life, capped=capped
    )
    group["CLV b) gross margin"] = plain(
        "clv_orders_margin", _round(None if by_orders is None else by_orders * margin), "money", why, n=facts.n,
        margin=margin,
    )  # fmt: skip
    arpa = facts.arpa
    monthly = None if arpa is None else arpa * margin
    nothing = "nothing recurred at the start of the period"
    kept, interest = 1 - churn, facts.monthly_interest
    told_arpa = "–" if arpa is None else f"{arpa:g}"
    told = f"m={'–' if monthly is None else f'{monthly:g}'} r={_fraction(kept)} i={_fraction(interest)}"
    group[f"CLV c) ARPA*GM/monthly churn (ARPA {told_arpa}, churn {100 * churn:g}%/mo)"] = plain(
        "clv_subscription", _round(None if monthly is None else subscription(monthly, churn)), "money", nothing,
        churn_is_an_assumption=True,
    )  # fmt: skip
    group[f"CLV d) discounted m*r/(1+i-r), {told}"] = plain(
        "clv_discounted", _round(None if monthly is None else discounted(monthly, kept, interest)), "money", nothing
    )
    group["CLV d') first payment now m*(1+i)/(1+i-r)"] = plain(
        "clv_discounted_now", _round(None if monthly is None else discounted(monthly, kept, interest, now=True)),
        "money", nothing,
    )  # fmt: skip
    return group


def lifetime_years(churn: Number, per_year: float, cap: float) -> tuple[float | None, bool]:
    """(years a customer stays = 1 / churn, whether it is the stated cap for nobody left); None without customers."""
    if churn is None:
        return None, False
    return (cap, True) if churn == 0 else (1 / churn / per_year, False)


def subscription(monthly: float, churn: float) -> float | None:
    """What recurs per month over the churn per month; None when nobody leaves."""
    return monthly / churn if churn else None


def discounted(monthly: float, kept: float, interest: float, *, now: bool = False) -> float | None:
    """The value of all payments to come at an interest; `now`: the first is due at once. None unless r < 1 + i."""
    if kept >= 1 + interest:
        return None
    return monthly * ((1 + interest) if now else kept) / (1 + interest - kept)


def payback(loaded: Number, arpa: Number, margin: float) -> float | None:
    """Months until a customer has paid back its cost; None when never or unknown."""
    if loaded is None or arpa is None or arpa * margin <= 0:
        return None
    return loaded / (arpa * margin)


def balance(worth: Group, cost: Group, arpa: Number, margin: float, target: float) -> Group:
    """Value over cost, what would restore the target, and how long a customer takes to pay its cost back."""
    clv, loose = worth["CLV b) gross margin"].value, worth["CLV b) AOV*freq*lifetime years, revenue"].value
    loaded, programme = cost["CAC fully loaded"].value, cost["CAC programme-only"].value
    months = payback(loaded, arpa, margin)
    percent = f"{100 * margin:g}"
    why = "customer value or cost is not known"
    return {
        "CLV:CAC (b, gross margin / loaded CAC)": ratio(
            "clv_cac", clv, loaded, "x", why, n=cost["CAC fully loaded"].n, target=target,
            lever=lever(clv, loaded, target),
        ),
        "CLV:CAC (b, revenue / programme CAC)": ratio(
            "clv_cac_loose", loose, programme, "x", why, n=cost["CAC fully loaded"].n
        ),
        f"CAC payback months (loaded CAC, {'–' if arpa is None else f'{arpa:g}'} ARPA, {percent}% GM)": plain(
            "cac_payback", _round(months), "months", "never, or nothing recurs" if loaded is not None else why
        ),
    }  # fmt: skip


def lever(clv: Number, loaded: Number, target: float) -> str:
    """What would bring value over cost back to the target: a cheaper customer, or one worth more."""
    if clv is None or not loaded or clv / loaded >= target:
        return ""
    return f"cost down to {clv / target:,.2f} or value up to {loaded * target:,.2f}"


def _round(amount: float | None) -> float | None:
    return None if amount is None else round(amount, 2) + 0.0


def _fraction(part: float) -> str:
    return f"{round(part, 6):g}".removeprefix("0") or "0"


