"""The ideal customer profile: what an account must, should and must never be, and what an account is of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from .folding import fold

FACTS = ("kind", "industry", "employees", "annual_revenue", "country", "city", "source", "website", "title", "role")
"""What can be asked of an account and the person one talks to; further names mean fields of one's own."""
OPERATORS = ("is", "has", "between", "least", "most")
KINDS = ("must", "nice", "never")
DEFAULT_POINTS = 25
GRADE_FROM = ((75, "A"), (50, "B"), (25, "C"))
UNKNOWN = "–"


class Rule(NamedTuple):
    """One line of the profile. `values` are words for is and has, numbers for the others (between: two)."""

    kind: str
    what: str
    operator: str
    values: tuple[str | float, ...]
    points: int = DEFAULT_POINTS

    @property
    def said(self) -> str:
        """`employees 50–500`, `country DE, AT or CH`."""
        named = self.what.replace("_", " ")
        shown = [f"{one:g}" if isinstance(one, float | int) else one for one in self.values]
        if self.operator == "between":
            return f"{named} {shown[0]}–{shown[1]}"
        if self.operator in ("least", "most"):
            return f"{named} at {self.operator} {shown[0]}"
        listed = " or ".join((", ".join(shown[:-1]), shown[-1])) if len(shown) > 1 else shown[0]
        return f"{named} {'with ' if self.operator == 'has' else ''}{listed}"


class Icp(NamedTuple):
    """A profile; without rules it says nothing of anybody."""

    rules: tuple[Rule, ...] = ()


class Fit(NamedTuple):
    """Points 0 to 100 and the grade they make; the lines say what was met, missed and is unknown.

    points is None, and the grade a dash, when no rule could be decided. `failed` is the first must that is not met,
    or never that is: it makes the grade D.
    """

    points: int | None
    grade: str
    lines: tuple[tuple[str, float | None], ...]
    unknown: tuple[str, ...]
    failed: str


_NO_PROFILE = Fit(None, UNKNOWN, (("fit unknown: no ideal customer profile is set (icp.toml)", None),), (), "")


def fit(icp: Icp, facts: Mapping[str, str]) -> Fit:
    """How an account with these facts (name -> text as it came) answers the profile."""
    if not icp.rules:
        return _NO_PROFILE
    points, decided, failed = 0, 0, ""
    lines: list[tuple[str, float | None]] = []
    unknown: list[str] = []
    for rule in icp.rules:
        met = meets(rule, facts.get(rule.what, ""))
        if met is None:
            unknown.append(rule.what)
            continue
        decided += 1
        if met != (rule.kind != "never"):
            if rule.kind != "nice":
                said = f"{'never' if rule.kind == 'never' else 'must'}: {rule.said}"
                failed = failed or said
                lines.append((f"{said} {'is so' if met else 'is not met'}, so D", 0.0))
            else:
                lines.append((f"not {rule.said}", 0.0))
        elif rule.kind != "never":
            points += rule.points
            lines.append((rule.said, float(rule.points)))
    if unknown:
        lines.append((f"unknown: {', '.join(name.replace('_', ' ') for name in dict.fromkeys(unknown))}", None))
    points = min(max(points, 0), 100)
    if not decided:
        return Fit(None, UNKNOWN, tuple(lines), tuple(dict.fromkeys(unknown)), "")
    return Fit(points, "D" if failed else grade_of(points), tuple(lines), tuple(dict.fromkeys(unknown)), failed)


def grade_of(points: int) -> str:
    """A from 75 on, B from 50, C from 25, else D."""
    return next((grade for least, grade in GRADE_FROM if points >= least), "D")


def meets(rule: Rule, text: str | None) -> bool | None:
    """Whether this fact meets the rule (for never: whether it is so); None when that cannot be told."""
    if not text or not text.strip():
        return None
    if rule.operator in ("is", "has"):
        return _is(rule, text) if rule.operator == "is" else _has(rule, text)
    span = numbers_in(text)
    if span is None:
        return None
    low = float(rule.values[0]) if rule.operator != "most" else float("-inf")
    high = float(rule.values[-1]) if rule.operator != "least" else float("inf")
    return span[0] <= high and span[1] >= low


def _is(rule: Rule, text: str) -> bool:
    if rule.what == "country":
        from .countries import region_of_country  # a long table: only where a profile asks for countries

        wanted = {region_of_country(str(one)) or fold(str(one)) for one in rule.values}
        return (region_of_country(text) or fold(text)) in wanted
    return fold(text).strip() in {fold(str(one)).strip() for one in rule.values}


def _has(rule: Rule, text: str) -> bool:
    folded = fold(text)
    return any(fold(str(one)).strip() in folded for one in rule.values)


_NUMBER = re.compile(r"(\d[\d.,' ]*)\s*(k|m|bn)?", re.IGNORECASE)
_TIMES = {"": 1.0, "k": 1e3, "m": 1e6, "bn": 1e9}


def numbers_in(text: str) -> tuple[float, float] | None:
    """The span a text such as `51-200`, `1,000+`, `about 80` or `€2.5m` gives; None when there is no number in it."""
    found = [_number(digits, unit) for digits, unit in _NUMBER.findall(text)]
    if not found:
        return None
    if len(found) > 1:
        return min(found[:2]), max(found[:2])
    open_ended = "+" in text or ">" in text or "more than" in text.casefold()
    under = "<" in text or "less than" in text.casefold() or "up to" in text.casefold()
    return (0.0, found[0]) if under else (found[0], float("inf") if open_ended else found[0])


def _number(digits: str, unit: str) -> float:
    plain = digits.strip(" .,'").replace(" ", "").replace("'", "")
    groups = re.split(r"[.,]", plain)
    thousands = len(groups) > 1 and all(len(group) == 3 for group in groups[1:])
    value = float("".join(groups)) if thousands or len(groups) == 1 else float(f"{''.join(groups[:-1])}.{groups[-1]}")
    return value * _TIMES[unit.casefold()]
