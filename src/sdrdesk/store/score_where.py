"""Filters by score as SQL: few who fit are looked up by the score's own indexes, many are met along any list."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from sdrdesk.domain.icp import UNKNOWN
from sdrdesk.domain.scoring import BANDS, GRADES, places

from .database import Database
from .scores import LEFT
from .where import NOTHING, Where

_MANY = 2000
"""From so many on it is cheaper to ask of each account one meets than to gather all who fit."""
_MOST = 100


def cells(wanted: Sequence[tuple[str, str]]) -> Where:
    """The rows of some cells, (grade, band) each; a dot for either means any."""
    low: set[int] = set()
    parts = []
    for grade, band in wanted:
        low |= set(places(GRADES + UNKNOWN if grade == "." else grade, BANDS if band == "." else (int(band),)))
        part = [f"s.grade = '{grade}'"] if grade != "." else []
        part += [f"s.band = {band}"] if band != "." else []
        parts.append(f"({' AND '.join(part) or '1'})")
    everywhere = ", ".join(str(place) for place in sorted(low | {place + LEFT for place in low}))
    return Where(f"s.place IN ({everywhere}) AND ({' OR '.join(parts)})")


def points(sign: str, number: int, heat_of: Callable[[float], int], plus: str = "") -> Where:
    """The rows whose points, as they stand today and in whole numbers, are so."""
    hot = f"{plus}s.band IN (1, 2, 3, 4) AND {plus}s.cool < 0"
    least, above = _coolest(number, heat_of), _coolest(number + 1, heat_of)
    if number > _MOST or (number == _MOST and sign == ">"):
        return Where("1") if sign in ("<", "<=") else NOTHING
    top = number == _MOST
    return {
        ">=": Where(f"{hot} AND {plus}s.cool <= {least}") if number else Where("1"),
        ">": Where(f"{hot} AND {plus}s.cool <= {above}"),
        "<": Where(f"{plus}s.cool > {least}") if number else NOTHING,
        "<=": Where("1") if top else Where(f"{plus}s.cool > {above}"),
        "=": Where(f"{plus}s.cool > {above}")
        if not number
        else Where(f"{hot} AND {plus}s.cool <= {least}" + ("" if top else f" AND {plus}s.cool > {above}")),
    }[sign]


def _coolest(number: int, heat_of: Callable[[float], int]) -> int:
    return -heat_of(number) if number else 0


def among(db: Database, id: str, wanted: Where) -> Where:
    """The accounts whose row in the table of scores is so."""
    if wanted.sql == NOTHING.sql:
        return NOTHING
    if id == "s.id":
        return wanted
    met = db.value(f"SELECT count(*) FROM (SELECT 1 FROM score AS s WHERE {wanted.sql} LIMIT {_MANY})")
    if int(met) < _MANY:
        return Where(f"{id} IN (SELECT s.id FROM score AS s WHERE {wanted.sql})")
    return Where(f"EXISTS (SELECT 1 FROM score AS s WHERE s.id = {id} AND ({wanted.sql}))")
