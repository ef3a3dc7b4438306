"""What is known of an account's qualification: the current grade of each criterion, with whose words it rests on."""

from __future__ import annotations

from sdrdesk.domain.call import Standing, VerdictResult, verdict
from sdrdesk.domain.carrying import carry_over
from sdrdesk.domain.playbook import Playbook
from sdrdesk.store import accounts as rows
from sdrdesk.store.database import Row

from .desk import Desk
from .scoring import icp_failed

_CURRENT = """
SELECT g.criterion, g.grade, g.evidence, g.by_hand, g.quote, g.at, c.full_name AS who
FROM grade AS g LEFT JOIN contact AS c ON c.id = g.contact_id
WHERE g.account_id = ? AND g.deleted_at IS NULL ORDER BY g.at, g.id
"""


def standings(desk: Desk, account_id: str, playbook: Playbook) -> dict[str, Standing]:
    """criterion -> its latest grade, or what another playbook learned of it; criteria nobody spoke of are absent."""
    known = {
        row["criterion"]: Standing(
            criterion=row["criterion"],
            grade=row["grade"],
            evidence=row["evidence"],
            by_hand=bool(row["by_hand"]),
            quote=row["quote"],
            who=row["who"],
            at=row["at"],
        )
        for row in desk.db.all(_CURRENT, (account_id,))
    }
    return carry_over(playbook, known)


def last_hard_stop(desk: Desk, account_id: str) -> str | None:
    """The hard stop named at the last guided call that was finished; a mere dial since does not lift it."""
    found = desk.db.value(
        "SELECT hard_stop FROM call WHERE account_id = ? AND deleted_at IS NULL AND disposition IS NOT NULL"
        " AND playbook IS NOT NULL ORDER BY started_at DESC, id DESC LIMIT 1",
        (account_id,),
    )
    return None if found is None else str(found)


# Whom to ask about a criterion, by buying role.
_ASK = {
    "authority": ("decides", "signs"),
    "budget": ("decides", "signs"),
    "economic_buyer": ("decides", "signs"),
    "champion": ("champion",),
}


def verdict_in(desk: Desk, account: Row, hard_stop: str | None, contact_id: str | None = None) -> VerdictResult:
    """The verdict on an account with this hard stop; `contact_id` is the person one talks to, else the first one."""
    playbook = desk.playbook(account["playbook"])
    everyone = [person for person in rows.people(desk.db, account["id"]) if person["left_at"] is None]
    contact = next((one for one in everyone if one["id"] == contact_id), next(iter(everyone), None))
    better: dict[str, str] = {}
    for criterion, roles in _ASK.items():
        wanted = next((one["full_name"] for one in everyone if one["role"] in roles), None)
        if wanted is not None:
            better[criterion] = wanted
    return verdict(
        playbook,
        standings(desk, account["id"], playbook),
        hard_stop,
        icp_failed(desk, account["id"]),
        contact["full_name"] if contact is not None else None,
        better,
    )
