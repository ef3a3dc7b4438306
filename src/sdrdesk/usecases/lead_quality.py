"""Feedback to those who bring leads: what came of each source, month by month, and why leads were turned away."""

from __future__ import annotations

from datetime import date

from sdrdesk.domain.metrics.feedback import Line, by_month
from sdrdesk.domain.metrics.figure import Figure
from sdrdesk.domain.metrics.periods import Period
from sdrdesk.store.numbers.feedback import came

from .desk import Desk
from .numbers import GROUPS
from .reading import Reading


def lead_quality(desk: Desk, period: Period, as_of: date) -> list[Line]:
    """A line for every source of every month of the period."""
    return by_month(came(desk.db, *period, as_of))


def promised(desk: Desk, period: Period, as_of: date) -> list[tuple[str, Figure, Figure]]:
    """For every month: leads that came of those promised, and first touches in the time promised."""
    figures = list(Reading(desk, period, as_of).once("sla", GROUPS["sla"]).values())
    return [(str(leads.parts["month"]), leads, touch) for leads, touch in zip(figures[::2], figures[1::2], strict=True)]
