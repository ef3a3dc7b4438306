"""Those who bought and those who were lost or ruled out, the latest first."""

from __future__ import annotations

from .database import Database

_LIVE = "deleted_at IS NULL AND merged_into IS NULL"


def won(db: Database, most: int) -> list[str]:
    """Accounts that are, or were, customers."""
    return [row[0] for row in db.all(
        f"SELECT id FROM account WHERE stage = 'customer' AND status IN ('active', 'churned') AND {_LIVE}"
        " ORDER BY added_at DESC, id LIMIT ?", (most,),
    )]  # fmt: skip


def lost(db: Database, most: int) -> list[str]:
    """Accounts that were lost or disqualified before they bought."""
    return [row[0] for row in db.all(
        f"SELECT id FROM account WHERE status IN ('lost', 'disqualified') AND stage <> 'customer' AND {_LIVE}"
        " ORDER BY added_at DESC, id LIMIT ?", (most,),
    )]  # fmt: skip
