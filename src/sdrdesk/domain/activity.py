"""What is logged beside my own calls, and which of it counts as two-way contact."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple


class Kind(NamedTuple):
    """One kind of activity: its key in the strip, its label, and whether it resets the quiet clock."""

    key: str
    label: str
    two_way: bool


KINDS: Mapping[str, Kind] = {
    "mail_sent": Kind("m", "mail sent", False),
    "mail_bounced": Kind("b", "mail bounced", False),
    "reply": Kind("r", "they replied", True),
    "inbound_call": Kind("c", "they called", True),
    "meeting_held": Kind("h", "meeting held", True),
    "meeting_missed": Kind("x", "meeting missed", False),
    "message_sent": Kind("s", "message sent", False),
    "proof_sent": Kind("p", "proof sent", False),
    "offer_sent": Kind("o", "offer sent", False),
    "check_in": Kind("k", "check-in, they answered", True),
    "service": Kind("v", "service issue", True),
}


def label_of(kind: str) -> str:
    """The label of a kind; an unknown one (from a newer desk) reads as itself."""
    found = KINDS.get(kind)
    return found.label if found else kind.replace("_", " ")
