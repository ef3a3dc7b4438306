"""The playbook as it is asked in one call: with a question for each fact the ideal customer profile wants to know."""

from __future__ import annotations

from collections.abc import Collection

from sdrdesk.domain.playbook import Playbook
from sdrdesk.domain.profile import FILLS, fact_of, with_profile
from sdrdesk.store import queue as rows
from sdrdesk.store.database import Row

from .desk import Desk
from .scoring import fit_of


def asked_playbook(desk: Desk, account_id: str, playbook: Playbook, answered: Collection[str] = ()) -> Playbook:
    """The playbook and what is unknown of the account; `answered` are questions of this call, which stay."""
    icp = desk.ranking().icp
    if not icp.rules:
        return playbook
    row = next(iter(rows.facts(desk.db, [account_id])), None)
    unknown = set(fit_of(desk, row).unknown) if row is not None else set()
    unknown |= {fact for fact in map(fact_of, answered) if fact is not None}
    wanted = [what for what in dict.fromkeys(rule.what for rule in icp.rules) if what in unknown]
    must = {rule.what for rule in icp.rules if rule.kind != "nice"}
    return with_profile(playbook, wanted, must)


def fill_fact(desk: Desk, account: Row, question_id: str | None, text: str) -> None:
    """Inside a step: an answer about a fact of the account becomes that fact, where there is none yet."""
    fact = fact_of(question_id)
    if fact in FILLS and text.strip() and not account[fact]:
        desk.db.update("account", account["id"], **{fact: text.strip()})
