"""What numbers need that no record says: windows, targets, margin, hours. Each has a stated default and is editable."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace
from datetime import date, datetime
from zoneinfo import ZoneInfo

from sdrdesk.domain.errors import DeskError

_YEARS = range(1900, 2200)
PREFIX = "numbers:"
"""Before the name of an assumption where it is kept among the settings."""


@dataclass(frozen=True, slots=True)
class Assumptions:
    """Percent as 0 to 100; windows and lags in days; an empty zone is the machine's; churn and interest per month."""

    window_prospect: int = 30
    window_customer: int = 60
    trailing_days: int = 180
    target_prospect: float = 20.0
    target_customer: float = 25.0
    target_ratio: float = 3.0
    gross_margin: float = 100.0
    monthly_churn: float = 2.0
    monthly_interest: float = 1.0
    lifetime_cap: float = 5.0
    inactive_days: int = 365
    sla_minutes: int = 60
    promised_leads: int = 0
    zone: str = ""
    waiting_until: str = ""
    cadence: str = "outbound-9"


ABOUT = {
    "window_prospect": "days in which a lead may become a prospect to be counted; a younger lead is not yet counted",
    "window_customer": "days in which a prospect may become a customer to be counted",
    "trailing_days": "days back from which the factors of velocity come",
    "target_prospect": "% of leads that become prospects; 20 from the source articles",
    "target_customer": "% of prospects that become customers; 25 from the source articles",
    "target_ratio": "customer value over cost of winning one; 3 from the source articles",
    "gross_margin": "% of revenue that is left after what it costs to deliver",
    "monthly_churn": "% a month, for the value of a subscription while no own churn is known",
    "monthly_interest": "% a month by which later money is worth less",
    "lifetime_cap": "years a customer is taken to stay when nobody has left yet",
    "inactive_days": "days after which a buyer of one order counts as gone; others: twice their own interval",
    "sla_minutes": "working minutes in which a new lead is to be answered",
    "promised_leads": "leads a month that marketing promised; 0: nothing is promised",
    "zone": "time zone of your working hours, such as Europe/Berlin; empty: this machine's",
    "waiting_until": "moment up to which unanswered leads wait; empty: now, or the end of the as-of day",
    "cadence": "cadence whose due days are shown",
}
ORIGIN = "source articles"
_RANGES: dict[str, tuple[float, float]] = {
    "window_prospect": (1, 3660), "window_customer": (1, 3660), "trailing_days": (7, 3660),
    "target_prospect": (0, 100), "target_customer": (0, 100), "target_ratio": (0, 1000),
    "gross_margin": (-100, 100), "monthly_churn": (0.01, 100), "monthly_interest": (0, 100),
    "lifetime_cap": (0.1, 100),
    "inactive_days": (1, 3660), "sla_minutes": (1, 100_000), "promised_leads": (0, 10_000_000),
}  # fmt: skip


def as_text(assumed: Assumptions) -> dict[str, str]:
    """Every assumption as the text it is stored and shown as."""
    return {one.name: _said(getattr(assumed, one.name)) for one in fields(assumed)}


def with_text(assumed: Assumptions, name: str, text: str) -> Assumptions:
    """The assumptions with one of them changed from text. Raises DeskError, naming it, when it cannot be."""
    text = text.strip()
    if name in _RANGES:
        return replace(assumed, **{name: _number(name, text)})  # type: ignore[arg-type]
    if name == "zone":
        return replace(assumed, zone=_zone(text))
    if name == "waiting_until":
        return replace(assumed, waiting_until=_instant(text))
    if name == "cadence":
        return replace(assumed, cadence=text)
    raise DeskError(f"There is no assumption called {name}; there are {', '.join(ABOUT)}.")


def _said(value: object) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)


def _number(name: str, text: str) -> float:
    low, high = _RANGES[name]
    whole = isinstance(getattr(Assumptions(), name), int)
    try:
        value: float = int(text) if whole else float(text.removesuffix("%").strip().replace(",", "."))
    except ValueError:
        value = high + 1
    if not low <= value <= high:
        kind = "a whole number" if whole else "a number"
        raise DeskError(f"{name.replace('_', ' ')} must be {kind} from {low:g} to {high:g}, not “{text}”.")
    return value


def _zone(text: str) -> str:
    if text:
        try:
            ZoneInfo(text)
        except (KeyError, ValueError, OSError):
            raise DeskError(f"“{text}” is no time zone; write it as Europe/Berlin.") from None
    return text


def _instant(text: str) -> str:
    if not text:
        return ""
    try:
        known = datetime.fromisoformat(text).tzinfo is not None
    except ValueError:
        known = False
    if not known:
        raise DeskError(f"“{text}” is no moment with its zone; write it as 2026-03-30T12:00:00+02:00.")
    return text


def read_day(text: str) -> date:
    """A day as typed in a command: 2026-01-01. Raises DeskError, for one that no desk has numbers of too."""
    try:
        day = date.fromisoformat(text.strip())
    except ValueError:
        raise DeskError(f"“{text}” is no day; write it as 2026-01-01.") from None
    if day.year not in _YEARS:
        raise DeskError(f"{day} is out of reach; name a day from {_YEARS[0]} to {_YEARS[-1]}.")
    return day
