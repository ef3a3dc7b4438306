"""What may be set, in the rep's words: the four things the first run asks, and the rest."""

from typing import NamedTuple

from sdrdesk.domain.settings import Settings, as_text, with_text


class Setting(NamedTuple):
    """One setting: its key, its label, and what it is for."""

    key: str
    label: str
    hint: str
    asked_first: bool = True


SETTINGS = (
    Setting("currency", "Currency", "three letters; sums on the board are in it"),
    Setting("region", "Phone region", "two letters of a country; a number without + is read as one of there"),
    Setting("work_from", "Work from", "your working hours, local time"),
    Setting("work_to", "Work until", "your working hours, local time"),
    Setting("goal_dials", "Dials a day", "your goal"),
    Setting("goal_talks", "Talks a day", "your goal: conversations"),
    Setting("goal_meetings", "Meetings a day", "your goal: meetings booked"),
    Setting("attempt_cap", "Tries", "so many dials without a conversation, then the desk offers to let go", False),
    Setting("skip_confirm", "Ask above", "a lead who buys at once for more than this is asked about; 0: never", False),
    Setting("quiet_lead", "Quiet lead", "days without two-way contact; Enter tells what your own wins propose", False),
    Setting("quiet_prospect", "Quiet prospect", "the same of a prospect", False),
    Setting("quiet_customer", "Quiet customer", "the same of a customer", False),
    Setting("playbook", "Playbook", "bant, meddic or one of yours: for an account that has no other", False),
    Setting("closed_days", "Closed days", "days nobody works: 2026-12-25 2027-01-01; next steps move past them", False),
    Setting("full_sync", "Full sync", "yes: a power cut costs no act, each waits for the disk", False),
)


def value_of(settings: Settings, key: str) -> str:
    """The setting as text."""
    return as_text(settings)[key]


def understood(settings: Settings, key: str, text: str) -> str:
    """How this text would be taken. Raises DeskError when it would not."""
    return as_text(with_text(settings, key, text))[key] or "none"
