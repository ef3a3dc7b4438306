"""What a segment objects to again and again, as questions for whoever is of it: in the brief and in the call."""

from __future__ import annotations

from typing import NamedTuple

from sdrdesk.domain.asking import with_first
from sdrdesk.domain.objection import ASK_FIRST, category
from sdrdesk.domain.playbook import Playbook
from sdrdesk.store.database import Row

from .desk import Desk

SCANNED = 2000
"""Among so many of the latest calls those of the segment are looked for."""


class Asked(NamedTuple):
    """A question to put before the objection comes: its category, why it is asked, its words."""

    category: str
    why: str
    words: str


def asked_first(desk: Desk, account_id: str) -> list[Asked]:
    """What to ask this account before it says so."""
    segment = desk.db.value("SELECT industry FROM account WHERE id = ?", (account_id,))
    if not segment:
        return []
    from sdrdesk.domain.metrics.objection_report import ask_first  # where there is a segment to look at
    from sdrdesk.store.numbers.doubts import heard_in_segment

    return [
        Asked(one.category, f"{_kind(one.category)} came up in {one.heard} of the last {one.calls} calls, {segment}",
              ASK_FIRST[one.category])
        for one in ask_first(heard_in_segment(desk.db, str(segment), desk.today(), SCANNED))
        if one.category in ASK_FIRST
    ]  # fmt: skip


def playbook_in_call(desk: Desk, call: Row) -> Playbook:
    """The playbook of a call with the questions its segment adds, looked up once in a call."""
    if call["id"] not in desk.asked_first:
        desk.asked_first[call["id"]] = asked_first(desk, call["account_id"])
    return with_first(desk.playbook(call["playbook"] or "bant"), desk.asked_first[call["id"]])


def _kind(id_: str) -> str:
    found = category(id_)
    return found.label if found else id_
