"""What a rep may set, with the defaults a new desk goes on with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, time

from .errors import DeskError

STEP_PRIORS = {"qualified": 25, "demo": 40, "proposal": 55, "decision": 75}


@dataclass(frozen=True, slots=True)
class Settings:
    """The desk's settings; times are local, goals are per working day, priors are percent."""

    currency: str = "EUR"
    region: str = "DE"
    work_from: str = "09:00"
    work_to: str = "18:00"
    goal_dials: int = 50
    goal_talks: int = 8
    goal_meetings: int = 2
    attempt_cap: int = 6
    skip_confirm: int = 10_000
    playbook: str = "bant"
    full_sync: bool = False
    closed_days: frozenset[date] = frozenset()
    first_run_done: bool = False
    quiet_lead: int = 7
    quiet_prospect: int = 14
    quiet_customer: int = 60

    @property
    def quiet_limits(self) -> dict[str, int]:
        """Stage -> days without two-way contact after which an account in it is quiet."""
        return {"lead": self.quiet_lead, "prospect": self.quiet_prospect, "customer": self.quiet_customer}


_WHOLE = {"goal_dials": (0, 1000), "goal_talks": (0, 500), "goal_meetings": (0, 100), "attempt_cap": (1, 50),
          "skip_confirm": (0, 1_000_000_000), "quiet_lead": (1, 3650), "quiet_prospect": (1, 3650),
          "quiet_customer": (1, 3650)}  # fmt: skip


def as_text(settings: Settings) -> dict[str, str]:
    """Every setting as the text it is stored and shown as."""
    return {
        "currency": settings.currency,
        "region": settings.region,
        "work_from": settings.work_from,
        "work_to": settings.work_to,
        "goal_dials": str(settings.goal_dials),
        "goal_talks": str(settings.goal_talks),
        "goal_meetings": str(settings.goal_meetings),
        "attempt_cap": str(settings.attempt_cap),
        "skip_confirm": str(settings.skip_confirm),
        "playbook": settings.playbook,
        "full_sync": "yes" if settings.full_sync else "no",
        "closed_days": " ".join(sorted(day.isoformat() for day in settings.closed_days)),
        "first_run_done": "yes" if settings.first_run_done else "no",
        "quiet_lead": str(settings.quiet_lead),
        "quiet_prospect": str(settings.quiet_prospect),
        "quiet_customer": str(settings.quiet_customer),
    }


def with_text(settings: Settings, key: str, value: str) -> Settings:
    """The settings with one of them changed from text. Raises DeskError, naming the setting, when it cannot be."""
    value = value.strip()
    if key in _WHOLE:
        return replace(settings, **{key: _whole(key, value)})  # type: ignore[arg-type]
    if key in ("work_from", "work_to"):
        return replace(settings, **{key: _clock(key, value)})  # type: ignore[arg-type]
    if key in ("full_sync", "first_run_done"):
        return replace(settings, **{key: value.lower() in ("yes", "true", "1", "on")})  # type: ignore[arg-type]
    if key == "currency":
        return replace(settings, currency=_code(key, value, 3, "EUR"))
    if key == "region":
        return replace(settings, region=_code(key, value, 2, "DE"))
    if key == "playbook":
        return replace(settings, playbook=_word(key, value))
    if key == "closed_days":
        return replace(settings, closed_days=frozenset(_day(word) for word in value.replace(",", " ").split()))
    raise DeskError(f"There is no setting called {key}.")


def checked(settings: Settings) -> Settings:
    """The settings, if they go together. Raises DeskError when the working day ends before it begins."""
    if settings.work_to <= settings.work_from:
        raise DeskError(f"Working hours end at {settings.work_to}, before they begin at {settings.work_from}.")
    return settings


def _whole(key: str, value: str) -> int:
    low, high = _WHOLE[key]
    if not value.isascii() or not value.isdigit() or not low <= int(value) <= high:
        raise DeskError(f"{key.replace('_', ' ')} must be a whole number from {low} to {high}, not “{value}”.")
    return int(value)


def _clock(key: str, value: str) -> str:
    try:
        hours, _, minutes = value.partition(":")
        return time(int(hours), int(minutes or 0)).strftime("%H:%M")
    except ValueError:
        raise DeskError(f"{key.replace('_', ' ')} must be a time such as 09:00, not “{value}”.") from None


def _code(key: str, value: str, length: int, example: str) -> str:
    if len(value) != length or not value.isascii() or not value.isalpha():
        raise DeskError(f"{key} must be a code of {length} letters such as {example}, not “{value}”.")
    return value.upper()


def _word(key: str, value: str) -> str:
    if not value or len(value) > 80 or not value.isascii() or not value.replace("-", "").replace("_", "").isalnum():
        raise DeskError(f"{key} must be an id such as bant or meddic, not “{value}”.")
    return value


def _day(word: str) -> date:
    try:
        return date.fromisoformat(word)
    except ValueError:
        raise DeskError(f"A closed day must look like 2027-01-01, not “{word}”.") from None
