"""Which open deal of an account is meant."""

from __future__ import annotations

from sdrdesk.domain.errors import Ambiguous, NotFound
from sdrdesk.domain.text import name_key, visible

from .desk import Desk
from .pipeline import open_deals


def find_deal(desk: Desk, account_id: str, text: str) -> str:
    """The id of the open deal of this id, or of this name or its beginning. Raises NotFound or Ambiguous."""
    deals, wanted = open_deals(desk, account_id), name_key(text)
    ways = (
        [deal for deal in deals if deal["id"] == text.strip()],
        [deal for deal in deals if name_key(deal["name"]) == wanted],
        [deal for deal in deals if wanted and name_key(deal["name"]).startswith(wanted)],
    )
    found = next((way for way in ways if way), [])
    if len(found) == 1:
        return str(found[0]["id"])
    if found:
        raise Ambiguous(f"“{visible(text)}” could be several deals; use an id.", [(d["id"], d["name"]) for d in found])
    names = ", ".join(visible(deal["name"]) for deal in deals) or "none"
    raise NotFound(f"“{visible(text)}” is no open deal of this account; open: {names}.")
