"""Practising a call: the account as it stands, or an invented one, on a desk in memory that is thrown away."""

from __future__ import annotations

from typing import NamedTuple

from sdrdesk.domain.settings import as_text
from sdrdesk.store.copying import copy_account, unbind

from .accounts import add_account
from .desk import Desk, change_settings, open_desk
from .find import the_account
from .pages import CallView

_INVENTED = {
    "name": "Nordhafen Logistik", "person": "Petra Lindner", "title": "Head of Operations", "source": "webinar",
    "signal": "asked what it costs", "website": "nordhafen.example", "value": "20000", "next": "call today",
}  # fmt: skip


class Practice(NamedTuple):
    """A desk to practise on, and the account to call; nothing on it reaches a file."""

    desk: Desk
    account_id: str
    invented: bool


def practise(desk: Desk, account_id: str | None) -> Practice:
    """A throw-away desk with a copy of this account and all that is known of it; None invents one."""
    if account_id is not None:
        the_account(desk, account_id)
    aside = open_desk(":memory:", clock=desk.clock, origin="practice")
    change_settings(aside, **as_text(desk.settings))
    if account_id is None:
        made = add_account(aside, **_INVENTED).made
        assert made is not None
        return Practice(aside, made, True)
    unbind(aside.db)
    with aside.db.step("practice.begun", account_id, "Practice"):
        copy_account(desk.db, aside.db, account_id)
    return Practice(aside, account_id, False)


class Tally(NamedTuple):
    """How a practised call went: core questions asked of how many, lines filed, objections heard and explored."""

    asked: int
    core: int
    lines: int
    objections: int
    explored: int


def tally(view: CallView) -> Tally:
    """Counts of a call as it stands."""
    core = [question.id for question in view.order(core_only=True)]
    return Tally(
        asked=sum(view.states.get(one) == "asked" for one in core),
        core=len(core),
        lines=len(view.lines),
        objections=len(view.objections),
        explored=sum(one.status != "not explored" for one in view.objections),
    )
