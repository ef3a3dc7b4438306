"""What marketing and sales promised each other, beside what was: leads a month, and the time to the first touch."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from .figure import Figure, Group, accounts, median, rounded, share
from .speed import Waited

NOTHING_PROMISED = "no number of leads a month is promised; the assumption promised_leads holds it"


def promises(
    came: Mapping[str, Sequence[str]], waits: Sequence[Waited], promised_leads: int, promised_minutes: int
) -> Group:
    """A pair of figures for each month: leads that came of those promised, and first touches in the time promised.

    `came` is month (YYYY-MM) -> accounts; a lead that is neither answered nor due yet is left out.
    """
    group: Group = {}
    for month, ids in came.items():
        inside = set(ids)
        due = [
            one for one in waits
            if one.lead.account in inside and (one.answered or one.business > promised_minutes)
        ]  # fmt: skip
        met = [one for one in due if one.answered and one.business <= promised_minutes]
        group[f"leads promised and come {month}"] = Figure(
            "promised_leads", rounded(100 * len(ids) / promised_leads) if promised_leads else None, len(ids),
            promised_leads or None, len(ids), unit="%", why_na="" if promised_leads else NOTHING_PROMISED,
            parts={"month": month}, behind=accounts(ids),
        )  # fmt: skip
        group[f"first touch in the time promised {month}"] = share(
            "promised_touch", len(met), len(due), "no lead whose hour is known was due",
            accounts(one.lead.account for one in due), month=month, promised_minutes=promised_minutes,
            median_minutes=median([one.business for one in due if one.answered]),
        )  # fmt: skip
    return group
