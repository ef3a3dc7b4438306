"""The lines programs write below a list (totals, who exported it, copyright), told apart from people."""

from __future__ import annotations

import re
from collections.abc import Sequence

_CLOSING = re.compile(
    r"(?:grand |sub)?totals?(?: (?:records|rows|contacts|leads|count|number))?\s*[:=(]\s*\(?[\d.,]+"
    r"|grand totals?\b.*"
    r"|(?:exported|generated|created|printed|downloaded|report generated|run) (?:by|on|at|from)\b.*"
    r"|export(?:ed)? (?:date|time)\b.*"
    r"|(?:record|row|contact|lead) count\b.*"
    r"|\(?\d[\d.,]* (?:rows?|records?|contacts?|leads?|entries|results)\b.{0,40}"
    r"|confidential information\b.*"
    r"|copyright\b.*|(?:©|\(c\)) ?\d{4}.*|.*\ball rights reserved\.?"
    r"|page \d+ (?:of|/) ?\d+"
    r"|(?:---+ ?)?end of (?:file|report|list|export)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_TOTAL = re.compile(r"(?:grand |sub)?totals?:?", re.IGNORECASE)
_NUMBER = re.compile(r"[\d\s.,$€£%-]+")


def footer(filled: Sequence[str]) -> bool:
    """Whether a row with just these filled cells closes a list rather than naming somebody."""
    first = filled[0].strip() if filled else ""
    if _CLOSING.fullmatch(first):
        return True
    return bool(_TOTAL.fullmatch(first)) and len(filled) > 1 and bool(_NUMBER.fullmatch(filled[1].strip()))
