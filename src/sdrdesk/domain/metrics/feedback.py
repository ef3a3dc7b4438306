"""What came of the leads of each source, for those who bring them: taken or turned away and why, prospect, customer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from .figure import Figure, Group, accounts
from .volume import UNKNOWN

REJECTED_FOR = {
    "unreachable": ("unreachable", "no_response", "no_route_to_power", "cap_reached"),
    "bad data": ("bad_data", "bad_number", "wrong_person", "duplicate", "gone", "closed_down"),
    "no need": ("no_need", "need_vanished", "not_interested", "no_decision"),
    "no budget": ("no_budget", "no_money_ever", "no_money_now", "price"),
    "not now": ("timing",),
    "no fit": ("not_a_fit", "missing_feature", "locked_in", "competitor_or_student", "competitor", "never_qualified"),
}
"""The few words a source can act on -> the reasons of the desk that come to them."""
OTHER = "other"
_WORD_OF = {reason: word for word, reasons in REJECTED_FOR.items() for reason in reasons}
STEPS = ("", "prospect", "customer")


class Came(NamedTuple):
    """A lead that came: its month (YYYY-MM), its first source, how it stands, why it left, how far it got (0 to 2)."""

    account: str
    month: str
    source: str
    status: str
    reason: str
    reached: int

    @property
    def fate(self) -> str:
        """`rejected` when it left, lost or disqualified, before it ever was a prospect; `waiting` in the inbox."""
        if self.status in ("lost", "disqualified") and not self.reached:
            return "rejected"
        return "waiting" if self.status in ("", "inbox") and not self.reached else "accepted"

    @property
    def why(self) -> str:
        """Why it was rejected, in a word a source can act on."""
        return _WORD_OF.get(self.reason, OTHER)


class Line(NamedTuple):
    """One source in one month, or in a period; `why` is word -> how many were rejected for it."""

    month: str
    source: str
    came: int
    accepted: int
    rejected: int
    waiting: int
    prospects: int
    customers: int
    why: Mapping[str, int]

    @property
    def said_why(self) -> str:
        """`bad data 2, no need 1`."""
        return ", ".join(f"{word} {many}" for word, many in self.why.items() if many)


def line(month: str, source: str, held: Iterable[Came]) -> Line:
    """What came of these leads."""
    leads = list(held)
    fates = Counter(one.fate for one in leads)
    why = Counter(one.why for one in leads if one.fate == "rejected")
    return Line(
        month, source, len(leads), fates["accepted"], fates["rejected"], fates["waiting"],
        sum(one.reached >= 1 for one in leads), sum(one.reached >= 2 for one in leads),
        {word: why[word] for word in (*REJECTED_FOR, OTHER)},
    )  # fmt: skip


def by_month(found: Iterable[Came]) -> list[Line]:
    """A line for every source of every month, the earliest month first, then the source most came of."""
    held: dict[tuple[str, str], list[Came]] = {}
    for one in found:
        held.setdefault((one.month, one.source or UNKNOWN), []).append(one)
    lines = (line(*key, leads) for key, leads in held.items())
    return sorted(lines, key=lambda one: (one.month, -one.came, one.source))


def feedback(found: Iterable[Came]) -> Group:
    """A figure for every source of the period: the part of its decided leads that was accepted."""
    held: dict[str, list[Came]] = {}
    for one in found:
        held.setdefault(one.source or UNKNOWN, []).append(one)
    group: Group = {}
    for source, leads in sorted(held.items(), key=lambda pair: (-len(pair[1]), pair[0])):
        told = line("", source, leads)
        decided = told.accepted + told.rejected
        group[f"accepted of {source}"] = Figure(
            "source_accepted", round(100 * told.accepted / decided, 2) if decided else None, told.accepted, decided,
            decided, unit="%", why_na="" if decided else f"all {told.came} wait in the inbox",
            parts={"source": source, **{name: getattr(told, name) for name in
                   ("came", "rejected", "waiting", "prospects", "customers")}, "why": dict(told.why)},
            behind=accounts(one.account for one in leads),
        )  # fmt: skip
    return group
