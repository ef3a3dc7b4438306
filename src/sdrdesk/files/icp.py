"""The file of the ideal customer profile: the rep's own icp.toml; the shipped one makes no claim."""

from __future__ import annotations

import re
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from sdrdesk.domain.errors import DeskError
from sdrdesk.domain.icp import DEFAULT_POINTS, KINDS, OPERATORS, Icp, Rule

if TYPE_CHECKING:
    from .own_toml import OwnFile

NAME = "icp.toml"
SHIPPED = Path(__file__).parent / NAME


def load_icp(path: Path) -> Icp:
    """The profile in a file. Raises DeskError naming file, line and what is wrong, without a full stop."""
    from .own_toml import read_own  # only where there is a file

    own = read_own(path)
    for name, value in own.table.items():
        if name not in KINDS:
            own.refuse((name,), f"is not known; there are {', '.join(f'[[{kind}]]' for kind in KINDS)}")
        if not isinstance(value, list) or not all(isinstance(one, dict) for one in value):
            own.refuse((name,), f"is written [[{name}]], once for each rule")
    return Icp(
        tuple(_rule(own, kind, place, rule) for kind in KINDS for place, rule in enumerate(own.table.get(kind, ())))
    )


def _rule(own: OwnFile, kind: str, place: int, rule: dict[str, Any]) -> Rule:
    where = (kind, place)
    for name in rule:
        if name not in ("what", "points", *OPERATORS):
            own.refuse((*where, name), f"is not known; there are what, points, {', '.join(OPERATORS)}")
    what = rule.get("what")
    if not isinstance(what, str) or not what.strip():
        own.refuse((*where, "what"), 'needs the name of a fact, such as what = "country"')
    operators = [name for name in OPERATORS if name in rule]
    if len(operators) != 1:
        own.refuse(where, f"needs exactly one of {', '.join(OPERATORS)}")
    points = rule.get("points", DEFAULT_POINTS)
    if type(points) is not int or not 0 <= points <= 100:
        own.refuse((*where, "points"), "must be a whole number from 0 to 100")
    return Rule(kind, what.strip(), operators[0], _values(own, (*where, operators[0]), rule[operators[0]]), points)


def _values(own: OwnFile, where: tuple[str | int, ...], value: Any) -> tuple[str | float, ...]:
    operator = where[-1]
    if operator in ("is", "has"):
        words = [value] if isinstance(value, str) else value
        if not isinstance(words, list) or not words or not all(isinstance(one, str) and one.strip() for one in words):
            own.refuse(where, 'must be a word or a list of words, such as ["DE", "AT"]')
        return tuple(words)
    numbers = value if operator == "between" else [value]
    wanted = 2 if operator == "between" else 1
    if not isinstance(numbers, list) or len(numbers) != wanted or not all(type(one) in (int, float) for one in numbers):
        own.refuse(where, "must be two numbers, such as [50, 500]" if wanted == 2 else "must be a number")
    if wanted == 2 and numbers[0] > numbers[1]:
        own.refuse(where, "goes from the larger to the smaller number")
    return tuple(numbers)


def rewrite_points(path: Path, rules: Sequence[Rule], points: Sequence[int]) -> None:
    """Give each rule of the file, in its order, these points; nothing else in it changes. Raises DeskError."""
    from .own_toml import read_own
    from .tables_out import whole_or_nothing
    from .toml_lines import line_of

    own = read_own(path)
    if load_icp(path).rules != tuple(rules):
        raise DeskError(f"{path.name} was changed meanwhile; look at the proposal again.")
    lines = own.text.split("\n")
    added: dict[int, str] = {}
    places: dict[str, int] = {}
    for rule, new in zip(rules, points, strict=True):
        place = places[rule.kind] = places.get(rule.kind, -1) + 1
        head = line_of(own.text, (rule.kind, place))
        at = line_of(own.text, (rule.kind, place, "points"))
        if rule.points == new or head is None:
            continue
        if at is not None and at != head and lines[at - 1].lstrip().startswith("points"):
            lines[at - 1] = re.sub(r"=\s*\d+", f"= {new}", lines[at - 1], count=1)
        else:
            added[head] = f"points = {new}"
    for head in sorted(added, reverse=True):
        lines.insert(head, added[head])
    with whole_or_nothing(path) as file:
        file.write("\n".join(lines))
