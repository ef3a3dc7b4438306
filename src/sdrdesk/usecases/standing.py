"""What is known of an account's qualification: the current grade of each criterion, with whose words it rests on."""

from __future__ import annotations

from sdrdesk.domain.call import Standing
from sdrdesk.domain.playbook import Playbook

from .desk import Desk

_CURRENT = """
SELECT g.criterion, g.grade, g.evidence, g.by_hand, g.quote, g.at, c.full_name AS who
FROM grade AS g LEFT JOIN contact AS c ON c.id = g.contact_id
WHERE g.account_id = ? AND g.deleted_at IS NULL ORDER BY g.at, g.id
"""


def standings(desk: Desk, account_id: str, playbook: Playbook) -> dict[str, Standing]:
    """criterion -> its latest grade; criteria nobody spoke of are absent."""
    known = {criterion.id for criterion in playbook.criteria}
    return {
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
        if row["criterion"] in known
    }


def icp_failed(desk: Desk, account_id: str) -> bool:
    """Whether the account fails a `must` of the ideal customer profile; without a profile nothing fails."""
    return False
