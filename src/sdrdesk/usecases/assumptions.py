"""What numbers assume: read from the desk when they are asked for, changed one by one, taken back like anything."""

from __future__ import annotations

from dataclasses import replace

from sdrdesk.domain.metrics.assumptions import PREFIX, Assumptions, as_text, with_text
from sdrdesk.store import ids
from sdrdesk.store.numbers.acts import kept_settings

from .desk import Desk, Done


def assumptions(desk: Desk) -> Assumptions:
    """What the numbers of this desk assume; the promised answer to a new lead is the one Today goes by."""
    assumed = replace(Assumptions(), sla_minutes=desk.ranking().queue.sla_minutes)
    for name, text in kept_settings(desk.db, PREFIX).items():
        assumed = with_text(assumed, name, text)
    return assumed


def assume(desk: Desk, /, **texts: str) -> Done:
    """Change what numbers assume, from text; all of it or, when one is refused, nothing."""
    assumed = assumptions(desk)
    before = as_text(assumed)
    for name, text in texts.items():
        assumed = with_text(assumed, name, text)
    after = as_text(assumed)
    with desk.db.step("assumption.changed", None) as step:
        for name in texts:
            if after[name] != before[name]:
                key = PREFIX + name
                desk.db.put("setting", ids.same_thing("setting", key), key=key, value=after[name])
        step.said = "Numbers assume: " + ", ".join(f"{name.replace('_', ' ')} {after[name] or '–'}" for name in texts)
    return Done(step.id, step.said)
